//! One pass over everything that matches: the page of hits, the total, and the counts by customer, channel, owner, category
//! and time.

use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BinaryHeap, HashSet};
use std::sync::Arc;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, Score, SegmentOrdinal, SegmentReader, TERMINATED};
use uuid::Uuid;

use crate::columns::{Columns, Customers, Group, Row, UNDATED};
use crate::query::Query;
use crate::schema::Fields;
use crate::{Hit, Hits, Kind};

/// A hit while it competes for a place; the greater, the better.
pub(crate) struct Rank {
    score: Score,
    at: i64,
    id: Uuid,
    kind: Kind,
    category: Option<Uuid>,
}

impl Rank {
    fn of(score: Score, at: i64, id: Uuid, group: &Group) -> Self {
        Self { score, at, id, kind: group.kind, category: group.category }
    }

    fn hit(self) -> Hit {
        let Self { score, at, id, kind, category } = self;
        Hit { kind, id, category, at_ms: (at != UNDATED).then_some(at), score }
    }
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

/// Hits up to which their customers are noted one by one; for more, an array of all customers is quicker.
const NOTED: usize = 4_096;

/// How many hits each customer has.
#[derive(Debug)]
enum Counts {
    /// The customer of each hit.
    Few(Vec<u32>),
    /// By number of the customer.
    Many(Vec<u32>),
}

impl Counts {
    fn add(&mut self, number: u32, customers: usize) {
        match self {
            Self::Few(noted) => {
                noted.push(number);
                if noted.len() > NOTED {
                    let mut counts = vec![0; customers];
                    noted.iter().for_each(|number| counts[*number as usize] += 1);
                    *self = Self::Many(counts);
                }
            }
            Self::Many(counts) => counts[number as usize] += 1,
        }
    }

    /// Customers with their hits, in no order.
    fn all(parts: Vec<Self>, customers: usize) -> Vec<(u32, u64)> {
        let few = parts.iter().all(|part| matches!(part, Self::Few(_)));
        if few {
            let noted = parts.into_iter().flat_map(|part| match part {
                Self::Few(noted) | Self::Many(noted) => noted,
            });
            let mut noted: Vec<u32> = noted.collect();
            noted.sort_unstable();
            return noted.chunk_by(|a, b| a == b).map(|same| (same[0], same.len() as u64)).collect();
        }
        let mut counts = vec![0_u64; customers];
        for part in parts {
            match part {
                Self::Few(noted) => noted.iter().for_each(|number| counts[*number as usize] += 1),
                Self::Many(more) => counts.iter_mut().zip(more).for_each(|(count, more)| *count += u64::from(more)),
            }
        }
        (0..).zip(counts).filter(|(_, count)| *count > 0).collect()
    }
}

/// Collects the answer to one query.
pub(crate) struct Collect<'a> {
    pub query: Arc<Query>,
    pub exclude: &'a HashSet<Uuid>,
    pub fields: &'a Fields,
    /// By ordinal of the segment.
    pub columns: &'a [Arc<Columns>],
    pub customers: &'a Customers,
}

/// See [`Collect`].
pub(crate) struct InSegment {
    query: Arc<Query>,
    columns: Arc<Columns>,
    excluded: Vec<DocId>,
    /// Whether each group is wanted.
    wanted: Vec<bool>,
    by_group: Vec<u64>,
    /// How many customers are numbered.
    numbered: usize,
    by_customer: Counts,
    by_time: Vec<u64>,
    best: Best,
}

/// What one segment contributes.
pub(crate) struct Part {
    by_group: Vec<(Group, u64)>,
    by_customer: Counts,
    by_time: Vec<u64>,
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
            numbered: self.customers.count(),
            by_customer: Counts::Few(Vec::new()),
            by_time: vec![0; self.query.spans.len().saturating_sub(1)],
            best: Best::new(self.query.places()),
            query: Arc::clone(&self.query),
            columns,
        })
    }

    fn requires_scoring(&self) -> bool {
        self.query.by_score()
    }

    fn merge_fruits(&self, parts: Vec<Part>) -> tantivy::Result<Hits> {
        let mut best = Best::new(self.query.places());
        let mut total = 0;
        let mut by_time = vec![0; self.query.spans.len().saturating_sub(1)];
        let (mut channels, mut owners) = (BTreeMap::new(), BTreeMap::new());
        let (mut categories, mut by_customer) = (BTreeMap::new(), Vec::new());
        for part in parts {
            part.best.into_iter().for_each(|Reverse(rank)| best.push(rank));
            by_customer.push(part.by_customer);
            by_time.iter_mut().zip(part.by_time).for_each(|(count, more)| *count += more);
            for (group, count) in part.by_group.into_iter().filter(|(group, _)| self.query.wants_kind(group.kind)) {
                let on_channel = self.query.wants_channel(group.channel);
                let owned = self.query.wants_owner(group.owner);
                let about = self.query.wants_category(group.category);
                if let (Some(code), true) = (group.channel, owned && about) {
                    *channels.entry(code).or_default() += count;
                }
                if let (Some(owner), true) = (group.owner, on_channel && about) {
                    *owners.entry(owner).or_default() += count;
                }
                if let (Some(category), true) = (group.category, on_channel && owned) {
                    *categories.entry(category).or_default() += count;
                }
                if on_channel && owned && about {
                    total += count;
                }
            }
        }
        let counts = Counts::all(by_customer, self.customers.count());
        // Sorting reversed ranks ascending puts the best first.
        let hits = best.heap.into_sorted_vec().into_iter().skip(self.query.offset);
        Ok(Hits {
            hits: hits.map(|Reverse(rank)| rank.hit()).collect(),
            total,
            customers: counts.len() as u64,
            channels: some(channels),
            owners: some(owners),
            categories: some(categories),
            by_customer: self.most(counts),
            by_time,
        })
    }
}

impl Collect<'_> {
    /// The customers with most hits, the most first, then by key.
    fn most(&self, mut counts: Vec<(u32, u64)>) -> Vec<(Uuid, u64)> {
        let top = self.query.top_customers;
        if top == 0 || counts.is_empty() {
            return Vec::new();
        }
        // Only those that could be among them are looked up by key.
        let place = top.min(counts.len()) - 1;
        let (_, (_, least), _) = counts.select_nth_unstable_by_key(place, |(_, count)| Reverse(*count));
        let least = *least;
        let high = counts.into_iter().filter(|(_, count)| *count >= least);
        let mut most: Vec<(Uuid, u64)> = high.map(|(number, count)| (self.customers.id(number), count)).collect();
        most.sort_unstable_by_key(|(id, count)| (Reverse(*count), *id));
        most.truncate(top);
        most
    }
}

/// What was counted at all.
fn some<K: Ord>(counts: BTreeMap<K, u64>) -> Vec<(K, u64)> {
    counts.into_iter().filter(|(_, count)| *count > 0).collect()
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
        self.by_customer.add(customer, self.numbered);
        if let Some(count) = self.query.span(at).and_then(|span| self.by_time.get_mut(span)) {
            *count += 1;
        }
        let score = self.query.with_age(score, at);
        if self.best.has_room_for(score, at) {
            self.best.push(Rank::of(score, at, columns.id(doc), &columns.groups[place]));
        }
    }

    fn harvest(self) -> Part {
        Part {
            by_group: self.columns.groups.iter().copied().zip(self.by_group).collect(),
            by_customer: self.by_customer,
            by_time: self.by_time,
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
                self.best.push(Rank::of(score, at, id, &self.columns.groups[group as usize]));
            }
        }
    }

    fn harvest(self) -> BinaryHeap<Reverse<Rank>> {
        self.best.heap
    }
}
