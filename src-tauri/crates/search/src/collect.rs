//! One pass over everything that matches: the page of hits, the total, and the counts by customer, channel and owner.

use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BinaryHeap, HashSet};
use std::sync::Arc;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, Score, SegmentOrdinal, SegmentReader, TERMINATED};
use uuid::Uuid;

use crate::columns::{Columns, Group, Row, UNDATED};
use crate::query::Query;
use crate::schema::Fields;
use crate::{Hit, Hits, Kind};

/// A hit while it competes for a place; the greater, the better.
pub(crate) struct Rank {
    score: Score,
    at: i64,
    id: Uuid,
    kind: Kind,
}

impl Ord for Rank {
    fn cmp(&self, other: &Self) -> Ordering {
        self.score.total_cmp(&other.score).then(self.at.cmp(&other.at)).then_with(|| other.id.cmp(&self.id))
    }
}

impl PartialOrd for Rank {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Rank {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Rank {}

/// The best hits seen so far, worst on top.
struct Best {
    heap: BinaryHeap<Reverse<Rank>>,
    places: usize,
    /// Once all places are taken: what a hit must reach to compete.
    floor: Option<(Score, i64)>,
}

impl Best {
    fn new(places: usize) -> Self {
        let nobody = (Score::INFINITY, i64::MAX);
        Self { heap: BinaryHeap::new(), places, floor: (places == 0).then_some(nobody) }
    }

    /// Whether a hit with this score and time could still get a place, to spare reading its key.
    fn has_room_for(&self, score: Score, at: i64) -> bool {
        self.floor.is_none_or(|(floor, since)| score > floor || score == floor && at >= since)
    }

    fn push(&mut self, rank: Rank) {
        self.heap.push(Reverse(rank));
        if self.heap.len() > self.places {
            self.heap.pop();
        }
        if self.heap.len() == self.places {
            self.floor = self.heap.peek().map(|Reverse(worst)| (worst.score, worst.at));
        }
    }
}

/// Different customers: a bit for each.
#[derive(Default)]
struct Bits(Vec<u64>);

impl Bits {
    fn set(&mut self, number: u32) {
        self.0[number as usize / 64] |= 1 << (number % 64);
    }

    fn unite(&mut self, other: &Self) {
        self.0.resize(self.0.len().max(other.0.len()), 0);
        self.0.iter_mut().zip(&other.0).for_each(|(bits, more)| *bits |= more);
    }

    fn count(&self) -> u64 {
        self.0.iter().map(|bits| u64::from(bits.count_ones())).sum()
    }
}

/// Collects the answer to one query.
pub(crate) struct Collect<'a> {
    pub query: &'a Query,
    pub exclude: &'a HashSet<Uuid>,
    pub fields: &'a Fields,
    /// By ordinal of the segment.
    pub columns: &'a [Arc<Columns>],
    /// How many customers are numbered.
    pub customers: usize,
}

/// See [`Collect`].
pub(crate) struct InSegment {
    columns: Arc<Columns>,
    excluded: Vec<DocId>,
    /// Whether each group is wanted.
    wanted: Vec<bool>,
    by_group: Vec<u64>,
    customers: Bits,
    best: Best,
}

/// What one segment contributes.
pub(crate) struct Part {
    by_group: Vec<(Group, u64)>,
    customers: Bits,
    best: BinaryHeap<Reverse<Rank>>,
}

impl Collector for Collect<'_> {
    type Fruit = Hits;
    type Child = InSegment;

    fn for_segment(&self, ordinal: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<InSegment> {
        let columns = self.columns[ordinal as usize].clone();
        let mut excluded = Vec::new();
        if !self.exclude.is_empty() {
            let ids = segment.inverted_index(self.fields.id)?;
            for id in self.exclude {
                if let Some(mut postings) = ids.read_postings(&self.fields.id_term(*id), IndexRecordOption::Basic)? {
                    while postings.doc() != TERMINATED {
                        excluded.push(postings.doc());
                        postings.advance();
                    }
                }
            }
            excluded.sort_unstable();
        }
        Ok(InSegment {
            excluded,
            wanted: columns.groups.iter().map(|group| self.query.wants(group)).collect(),
            by_group: vec![0; columns.groups.len()],
            customers: Bits(vec![0; self.customers.div_ceil(64)]),
            best: Best::new(self.query.places()),
            columns,
        })
    }

    fn requires_scoring(&self) -> bool {
        self.query.by_score()
    }

    fn merge_fruits(&self, parts: Vec<Part>) -> tantivy::Result<Hits> {
        let mut best = Best::new(self.query.places());
        let mut total = 0;
        let mut customers = Bits::default();
        let mut channels: BTreeMap<u8, u64> = BTreeMap::new();
        let mut owners: BTreeMap<Uuid, u64> = BTreeMap::new();
        for part in parts {
            part.best.into_iter().for_each(|Reverse(rank)| best.push(rank));
            customers.unite(&part.customers);
            for (group, count) in part.by_group.into_iter().filter(|(group, _)| self.query.wants_kind(group.kind)) {
                let (on_channel, owned) =
                    (self.query.wants_channel(group.channel), self.query.wants_owner(group.owner));
                if let (Some(code), true) = (group.channel, owned) {
                    *channels.entry(code).or_default() += count;
                }
                if let (Some(owner), true) = (group.owner, on_channel) {
                    *owners.entry(owner).or_default() += count;
                }
                if on_channel && owned {
                    total += count;
                }
            }
        }
        // Sorting reversed ranks ascending puts the best first.
        let hits = best.heap.into_sorted_vec().into_iter().skip(self.query.offset);
        let dated = |at: i64| (at != UNDATED).then_some(at);
        Ok(Hits {
            hits: hits
                .map(|Reverse(rank)| Hit { kind: rank.kind, id: rank.id, at_ms: dated(rank.at), score: rank.score })
                .collect(),
            total,
            customers: customers.count(),
            channels: channels.into_iter().filter(|(_, count)| *count > 0).collect(),
            owners: owners.into_iter().filter(|(_, count)| *count > 0).collect(),
        })
    }
}

impl SegmentCollector for InSegment {
    type Fruit = Part;

    fn collect(&mut self, doc: DocId, score: Score) {
        if !self.excluded.is_empty() && self.excluded.binary_search(&doc).is_ok() {
            return;
        }
        let columns = &*self.columns;
        let Row { at, customer, group } = columns.rows[doc as usize];
        let place = group as usize;
        self.by_group[place] += 1;
        if !self.wanted[place] {
            return;
        }
        self.customers.set(customer);
        if self.best.has_room_for(score, at) {
            self.best.push(Rank { score, at, id: columns.id(doc), kind: columns.groups[place].kind });
        }
    }

    fn harvest(self) -> Part {
        Part {
            by_group: self.columns.groups.iter().copied().zip(self.by_group).collect(),
            customers: self.customers,
            best: self.best.heap,
        }
    }
}

/// Collects the keys of everything that matches.
pub(crate) struct CollectIds<'a> {
    pub query: &'a Query,
    /// By ordinal of the segment.
    pub columns: &'a [Arc<Columns>],
}

/// See [`CollectIds`].
pub(crate) struct IdsInSegment {
    columns: Arc<Columns>,
    wanted: Vec<bool>,
    ids: Vec<Uuid>,
}

impl Collector for CollectIds<'_> {
    type Fruit = Vec<Uuid>;
    type Child = IdsInSegment;

    fn for_segment(&self, ordinal: SegmentOrdinal, _: &SegmentReader) -> tantivy::Result<IdsInSegment> {
        let columns = self.columns[ordinal as usize].clone();
        let wanted = columns.groups.iter().map(|group| self.query.wants(group)).collect();
        Ok(IdsInSegment { columns, wanted, ids: Vec::new() })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, parts: Vec<Vec<Uuid>>) -> tantivy::Result<Vec<Uuid>> {
        Ok(parts.into_iter().flatten().collect())
    }
}

impl SegmentCollector for IdsInSegment {
    type Fruit = Vec<Uuid>;

    fn collect(&mut self, doc: DocId, _: Score) {
        if self.wanted[self.columns.rows[doc as usize].group as usize] {
            self.ids.push(self.columns.id(doc));
        }
    }

    fn harvest(self) -> Vec<Uuid> {
        self.ids
    }
}

/// Collects the keys of the best by score, all but one.
pub(crate) struct CollectBest<'a> {
    pub except: Uuid,
    pub limit: usize,
    /// By ordinal of the segment.
    pub columns: &'a [Arc<Columns>],
}

/// See [`CollectBest`].
pub(crate) struct BestInSegment {
    columns: Arc<Columns>,
    except: Uuid,
    best: Best,
}

impl Collector for CollectBest<'_> {
    type Fruit = Vec<Uuid>;
    type Child = BestInSegment;

    fn for_segment(&self, ordinal: SegmentOrdinal, _: &SegmentReader) -> tantivy::Result<BestInSegment> {
        let columns = self.columns[ordinal as usize].clone();
        Ok(BestInSegment { columns, except: self.except, best: Best::new(self.limit) })
    }

    fn requires_scoring(&self) -> bool {
        true
    }

    fn merge_fruits(&self, parts: Vec<BinaryHeap<Reverse<Rank>>>) -> tantivy::Result<Vec<Uuid>> {
        let mut best = Best::new(self.limit);
        parts.into_iter().flatten().for_each(|Reverse(rank)| best.push(rank));
        Ok(best.heap.into_sorted_vec().into_iter().map(|Reverse(rank)| rank.id).collect())
    }
}

impl SegmentCollector for BestInSegment {
    type Fruit = BinaryHeap<Reverse<Rank>>;

    fn collect(&mut self, doc: DocId, score: Score) {
        let Row { at, group, .. } = self.columns.rows[doc as usize];
        if self.best.has_room_for(score, at) {
            let id = self.columns.id(doc);
            if id != self.except {
                self.best.push(Rank { score, at, id, kind: self.columns.groups[group as usize].kind });
            }
        }
    }

    fn harvest(self) -> BinaryHeap<Reverse<Rank>> {
        self.best.heap
    }
}
