//! What is counted and sorted by, of every document of a segment, as plain arrays: a query over a million notes reads
//! some of it for each match.

use std::collections::HashMap;
use std::ops::Range;

use parking_lot::Mutex;
use tantivy::columnar::Column;
use tantivy::{DocId, SegmentReader};
use uuid::Uuid;

use crate::Kind;
use crate::schema::{column, kind_of};

/// Stands in for a time where there is none: sorts last.
pub(crate) const UNDATED: i64 = i64::MIN;

/// Documents are read into the arrays by this many at once.
const BLOCK: usize = 4_096;

/// What documents are filtered and counted by; those that agree in it are counted together.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Group {
    pub kind: Kind,
    pub channel: Option<u8>,
    pub owner: Option<Uuid>,
    pub category: Option<Uuid>,
}

/// Customers by number, so that they are counted in an array. Numbers hold as long as the index is open.
#[derive(Default)]
pub(crate) struct Customers(Mutex<Numbered>);

#[derive(Default)]
struct Numbered {
    numbers: HashMap<Uuid, u32>,
    ids: Vec<Uuid>,
}

impl Customers {
    /// How many there are.
    pub fn count(&self) -> usize {
        self.0.lock().ids.len()
    }

    /// The key of a number.
    pub fn id(&self, number: u32) -> Uuid {
        self.0.lock().ids.get(number as usize).copied().unwrap_or_default()
    }
}

impl Numbered {
    fn number(&mut self, id: Uuid) -> u32 {
        let next = u32::try_from(self.ids.len()).unwrap_or(u32::MAX);
        let number = *self.numbers.entry(id).or_insert(next);
        if number == next {
            self.ids.push(id);
        }
        number
    }
}

/// The columns of one segment.
pub(crate) struct Columns {
    id_high: Column<u64>,
    id_low: Column<u64>,
    pub groups: Vec<Group>,
    /// By document.
    pub rows: Vec<Row>,
}

/// What a match is counted and sorted by, side by side, so that each costs one look at the memory.
#[derive(Clone, Copy)]
pub(crate) struct Row {
    /// When it happened; [`UNDATED`] where that isn't known.
    pub at: i64,
    /// The number of its customer.
    pub customer: u32,
    /// Its group, by its place in [`Columns::groups`].
    pub group: u32,
}

impl Columns {
    /// Reads the columns of a segment; one that no document has a value for reads as empty.
    pub fn open(segment: &SegmentReader, customers: &Customers) -> tantivy::Result<Self> {
        let count = segment.max_doc();
        let fast = segment.fast_fields();
        let number = |name| -> tantivy::Result<Column<u64>> {
            Ok(fast.column_opt(name)?.unwrap_or_else(|| Column::build_empty_column(count)))
        };
        let at = fast.column_opt(column::AT)?.unwrap_or_else(|| Column::build_empty_column(count));
        let mut known = customers.0.lock();
        let (high, low) = (number(column::CUSTOMER_HIGH)?, number(column::CUSTOMER_LOW)?);
        let customers = all(count, &high)
            .zip(all(count, &low))
            .map(|(high, low)| known.number(Uuid::from_u64_pair(high.unwrap_or_default(), low.unwrap_or_default())));
        let (kind, channel) = (number(column::KIND)?, number(column::CHANNEL)?);
        let (owner, category) = (Keys::open(segment, column::OWNER)?, Keys::open(segment, column::CATEGORY)?);
        let mut groups = Vec::new();
        let mut places: HashMap<_, u32> = HashMap::new();
        let facts = all(count, &kind).zip(all(count, &channel));
        let facts = facts.zip(all(count, &owner.numbers)).zip(all(count, &category.numbers));
        let of_facts = facts.map(|(((kind, channel), owned), about)| {
            *places.entry((kind, channel, owned, about)).or_insert_with(|| {
                let channel = channel.and_then(|code| u8::try_from(code).ok());
                let (owner, category) = (owner.id(owned), category.id(about));
                groups.push(Group { kind: kind_of(kind.unwrap_or_default()), channel, owner, category });
                u32::try_from(groups.len() - 1).unwrap_or(u32::MAX)
            })
        });
        let rows = all(count, &at).zip(customers).zip(of_facts).map(|((at, customer), group)| Row {
            at: at.unwrap_or(UNDATED),
            customer,
            group,
        });
        let rows = rows.collect();
        drop(known);
        Ok(Self { id_high: number(column::ID_HIGH)?, id_low: number(column::ID_LOW)?, groups, rows })
    }

    /// The key of a document.
    pub fn id(&self, doc: DocId) -> Uuid {
        let half = |column: &Column<u64>| column.first(doc).unwrap_or_default();
        Uuid::from_u64_pair(half(&self.id_high), half(&self.id_low))
    }
}

/// Keys that many documents share, by number.
struct Keys {
    ids: Vec<Uuid>,
    numbers: Column<u64>,
}

impl Keys {
    fn open(segment: &SegmentReader, name: &str) -> tantivy::Result<Self> {
        let Some(column) = segment.fast_fields().bytes(name)? else {
            return Ok(Self { ids: Vec::new(), numbers: Column::build_empty_column(segment.max_doc()) });
        };
        let (mut ids, mut bytes) = (Vec::new(), Vec::new());
        for number in 0..column.num_terms() as u64 {
            column.ord_to_bytes(number, &mut bytes)?;
            ids.push(Uuid::from_slice(&bytes).unwrap_or_default());
            bytes.clear();
        }
        Ok(Self { ids, numbers: column.ords().clone() })
    }

    fn id(&self, number: Option<u64>) -> Option<Uuid> {
        number.and_then(|number| self.ids.get(usize::try_from(number).ok()?)).copied()
    }
}

/// The first value of every document, read block by block.
fn all<T>(count: DocId, column: &Column<T>) -> impl Iterator<Item = Option<T>>
where
    T: PartialOrd + Copy + std::fmt::Debug + Send + Sync + 'static,
{
    let block = move |from: DocId| -> Vec<Option<T>> {
        let docs: Vec<DocId> = Range { start: from, end: count.min(from + BLOCK as DocId) }.collect();
        let mut values = vec![None; docs.len()];
        column.first_vals(&docs, &mut values);
        values
    };
    (0..count).step_by(BLOCK).flat_map(block)
}
