//! One pass over everything that matches: the page of hits, the total, and the counts by customer, channel and owner.

use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BinaryHeap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::Arc;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{BytesColumn, Column};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, Score, SegmentOrdinal, SegmentReader, TERMINATED};
use uuid::Uuid;

use crate::query::Query;
use crate::schema::{Fields, column, kind_of};
use crate::{Hit, Hits};

/// The columns of one segment, opened once: opening decrypts them.
pub(crate) struct Columns {
    kind: Column<u64>,
    id_high: Column<u64>,
    id_low: Column<u64>,
    customer: Column<u64>,
    at: Column<i64>,
    channel: Column<u64>,
    owner: Option<BytesColumn>,
    /// The owners that occur, by their number in the column.
    owners: Vec<Uuid>,
}

impl Columns {
    /// Opens the columns of a segment; one that no document has a value for reads as empty.
    pub fn open(segment: &SegmentReader) -> tantivy::Result<Self> {
        let fast = segment.fast_fields();
        let number = |name| -> tantivy::Result<Column<u64>> {
            Ok(fast.column_opt(name)?.unwrap_or_else(|| Column::build_empty_column(segment.max_doc())))
        };
        let owner = fast.bytes(column::OWNER)?;
        let mut owners = Vec::new();
        if let Some(owner) = &owner {
            let mut bytes = Vec::new();
            for number in 0..owner.num_terms() as u64 {
                owner.ord_to_bytes(number, &mut bytes)?;
                owners.push(Uuid::from_slice(&bytes).unwrap_or_default());
                bytes.clear();
            }
        }
        Ok(Self {
            kind: number(column::KIND)?,
            id_high: number(column::ID_HIGH)?,
            id_low: number(column::ID_LOW)?,
            customer: number(column::CUSTOMER)?,
            at: fast.column_opt(column::AT)?.unwrap_or_else(|| Column::build_empty_column(segment.max_doc())),
            channel: number(column::CHANNEL)?,
            owner,
            owners,
        })
    }
}

/// A hit while it competes for a place; the greater, the better.
struct Rank {
    score: Score,
    at: Option<i64>,
    id: Uuid,
    kind: u64,
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
}

impl Best {
    /// Whether a hit with this score and time could still get a place, to spare the rest of its columns.
    fn has_room_for(&self, score: Score, at: Option<i64>) -> bool {
        if self.heap.len() < self.places {
            return true;
        }
        let Some(Reverse(worst)) = self.heap.peek() else { return false };
        score.total_cmp(&worst.score).then(at.cmp(&worst.at)) != Ordering::Less
    }

    fn push(&mut self, rank: Rank) {
        self.heap.push(Reverse(rank));
        if self.heap.len() > self.places {
            self.heap.pop();
        }
    }
}

/// The numbers counted are hashes already.
#[derive(Default)]
struct AsIs(u64);

impl Hasher for AsIs {
    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |hash, byte| hash.rotate_left(8) ^ u64::from(*byte));
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = number;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

type Numbers = HashSet<u64, BuildHasherDefault<AsIs>>;

/// Collects the answer to one query.
pub(crate) struct Collect<'a> {
    pub query: &'a Query,
    pub exclude: &'a HashSet<Uuid>,
    pub fields: &'a Fields,
    /// By ordinal of the segment.
    pub columns: &'a [Arc<Columns>],
}

impl Collect<'_> {
    fn places(&self) -> usize {
        self.query.offset.saturating_add(self.query.limit)
    }
}

/// See [`Collect`].
pub(crate) struct InSegment {
    columns: Arc<Columns>,
    excluded: Vec<DocId>,
    /// Whether each channel code is wanted, or nothing when all are.
    channels: Option<[bool; 256]>,
    /// Whether each owner of the column is wanted, or nothing when all are.
    owners: Option<Vec<bool>>,
    best: Best,
    total: u64,
    customers: Numbers,
    by_channel: [u64; 256],
    by_owner: Vec<u64>,
}

/// What one segment contributes.
pub(crate) struct Part {
    best: BinaryHeap<Reverse<Rank>>,
    total: u64,
    customers: Numbers,
    by_channel: [u64; 256],
    by_owner: Vec<(Uuid, u64)>,
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
        let channels = (!self.query.channels.is_empty()).then(|| {
            let mut wanted = [false; 256];
            self.query.channels.iter().for_each(|code| wanted[usize::from(*code)] = true);
            wanted
        });
        let owners = (!self.query.owners.is_empty())
            .then(|| columns.owners.iter().map(|owner| self.query.owners.contains(owner)).collect());
        Ok(InSegment {
            excluded,
            channels,
            owners,
            best: Best { heap: BinaryHeap::new(), places: self.places() },
            total: 0,
            customers: Numbers::default(),
            by_channel: [0; 256],
            by_owner: vec![0; columns.owners.len()],
            columns,
        })
    }

    fn requires_scoring(&self) -> bool {
        self.query.by_score()
    }

    fn merge_fruits(&self, parts: Vec<Part>) -> tantivy::Result<Hits> {
        let mut best = Best { heap: BinaryHeap::new(), places: self.places() };
        let mut total = 0;
        let mut customers = Numbers::default();
        let mut channels = [0; 256];
        let mut owners = BTreeMap::new();
        for part in parts {
            total += part.total;
            part.best.into_iter().for_each(|Reverse(rank)| best.push(rank));
            channels.iter_mut().zip(part.by_channel).for_each(|(sum, count)| *sum += count);
            part.by_owner.into_iter().for_each(|(owner, count)| *owners.entry(owner).or_default() += count);
            if customers.is_empty() {
                customers = part.customers;
            } else {
                customers.extend(part.customers);
            }
        }
        // Sorting reversed ranks ascending puts the best first.
        let hits = best.heap.into_sorted_vec().into_iter().skip(self.query.offset);
        Ok(Hits {
            hits: hits
                .map(|Reverse(rank)| Hit { kind: kind_of(rank.kind), id: rank.id, at_ms: rank.at, score: rank.score })
                .collect(),
            total,
            customers: customers.len() as u64,
            channels: (0..=u8::MAX).zip(channels).filter(|(_, count)| *count > 0).collect(),
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
        let channel = columns.channel.first(doc).map(|code| usize::from(code as u8));
        let owner = columns.owner.as_ref().and_then(|owner| owner.ords().first(doc)).map(|number| number as usize);
        let channel_wanted = self.channels.as_ref().is_none_or(|wanted| channel.is_some_and(|code| wanted[code]));
        let owner_wanted = self.owners.as_ref().is_none_or(|wanted| owner.is_some_and(|number| wanted[number]));
        if let (Some(code), true) = (channel, owner_wanted) {
            self.by_channel[code] += 1;
        }
        if let (Some(number), true) = (owner, channel_wanted) {
            self.by_owner[number] += 1;
        }
        if !channel_wanted || !owner_wanted {
            return;
        }
        self.total += 1;
        self.customers.extend(columns.customer.first(doc));
        let at = columns.at.first(doc);
        if self.best.has_room_for(score, at) {
            let half = |column: &Column<u64>| column.first(doc).unwrap_or_default();
            let id = Uuid::from_u64_pair(half(&columns.id_high), half(&columns.id_low));
            self.best.push(Rank { score, at, id, kind: half(&columns.kind) });
        }
    }

    fn harvest(self) -> Part {
        Part {
            best: self.best.heap,
            total: self.total,
            customers: self.customers,
            by_channel: self.by_channel,
            by_owner: self.columns.owners.iter().copied().zip(self.by_owner).collect(),
        }
    }
}
