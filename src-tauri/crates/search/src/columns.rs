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
}

/// Customers by number, so that different ones are counted with one bit each. Numbers hold as long as the index is open.
#[derive(Default)]
pub(crate) struct Customers(Mutex<HashMap<u64, u32>>);

impl Customers {
    /// How many there are.
    pub fn count(&self) -> usize {
        self.0.lock().len()
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
        let hashes = number(column::CUSTOMER)?;
        let customers = all(count, &hashes).map(|hash| {
            let next = u32::try_from(known.len()).unwrap_or(u32::MAX);
            *known.entry(hash.unwrap_or_default()).or_insert(next)
        });
        let (kind, channel, owner) = (number(column::KIND)?, number(column::CHANNEL)?, fast.bytes(column::OWNER)?);
        let mut owners = Vec::new();
        if let Some(owner) = &owner {
            let mut bytes = Vec::new();
            for number in 0..owner.num_terms() as u64 {
                owner.ord_to_bytes(number, &mut bytes)?;
                owners.push(Uuid::from_slice(&bytes).unwrap_or_default());
                bytes.clear();
            }
        }
        let unowned = Column::build_empty_column(count);
        let numbers = owner.as_ref().map_or(&unowned, |owner| owner.ords());
        let mut groups = Vec::new();
        let mut places: HashMap<_, u32> = HashMap::new();
        let facts = all(count, &kind).zip(all(count, &channel)).zip(all(count, numbers));
        let of_facts = facts.map(|((kind, channel), owner)| {
            *places.entry((kind, channel, owner)).or_insert_with(|| {
                let owner = owner.and_then(|number| owners.get(usize::try_from(number).ok()?)).copied();
                let channel = channel.and_then(|code| u8::try_from(code).ok());
                groups.push(Group { kind: kind_of(kind.unwrap_or_default()), channel, owner });
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
