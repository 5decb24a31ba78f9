//! Full-text search over customers, contacts and communications: an encrypted tantivy index, Chinese and English.
//!
//! Documents come in as plain structs and ids go out. The crate must never know the database, its entities, or who asks:
//! it keeps no text that could be shown (callers pass the texts they want highlighted), and the index may be deleted and
//! rebuilt from the database at any time.
//!
//! - [`Asked`] parses what a person typed: [`Terms`], and what is said by names before a colon. [`Terms::matches`] defines a
//!   match; the index returns exactly that set.
//! - [`Filling`] makes an index from all documents, beside the one in use.
//! - [`Index`] keeps documents, a cursor saying how far the caller's log is indexed, and answers a [`Query`].
//! - [`Index::frequencies`] and [`Index::alike`] answer for the words that the caller splits texts into.
//! - [`Terms::highlight`] and [`Terms::snippet`] mark hits in texts.
//!
//! From the outside in: `index` (open, apply, search), `filling` (a new one), `query`, `gathered`, `collect` and `columns` (what tantivy
//! is asked and what is kept of its answer), `words` (what texts are compared by), `schema` (fields), `syntax` (how a query is written), `terms` and `similar` (what
//! it matches), `tokens` and `variants` (folding, runs, tokenizer), `directory` and `pages` (encryption).

mod collect;
mod columns;
mod directory;
mod filling;
mod gathered;
mod index;
mod pages;
mod query;
mod schema;
mod similar;
mod snippet;
mod syntax;
mod terms;
mod tokens;
mod variants;
mod words;

use std::io;

use uuid::Uuid;

pub use filling::Filling;
pub use index::Index;
pub use query::{Named, Order, Query, Whom};
pub use snippet::Segment;
pub use terms::{Asked, Said, Terms};
pub use words::Frequencies;

/// What a document is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A customer; the title is its name.
    Customer,
    /// A person at a customer.
    Contact,
    /// A logged call, visit, mail, message or note.
    Communication,
}

/// Something to find. Title and body are indexed, not kept.
#[derive(Clone, Debug)]
pub struct Document {
    /// What it is.
    pub kind: Kind,
    /// Unique among all kinds; a document with the same id is replaced.
    pub id: Uuid,
    /// The customer it belongs to; for a customer its own id.
    pub customer: Uuid,
    /// The caller's code of a channel.
    pub channel: Option<u8>,
    /// The user it belongs to.
    pub owner: Option<Uuid>,
    /// What it is about, by the caller's key of a category.
    pub category: Option<Uuid>,
    /// When it happened, milliseconds since 1970 UTC: filtered and sorted by.
    pub at_ms: Option<i64>,
    /// What the customer it belongs to is called; found only where [`Whom::Customer`] is asked for.
    pub whose: String,
    /// Who has a part in it; found only where [`Whom::Person`] is asked for.
    pub people: String,
    /// Weighs more than the body: a name or a subject.
    pub title: String,
    /// Everything else that should be found.
    pub body: String,
    /// Names of files that belong to it, a line each: found like the body, and no part of what is compared.
    pub files: String,
    /// What texts are compared by, each once and without white space; title and body are not searched by it.
    pub words: Vec<String>,
}

impl Document {
    /// What terms are looked for in; no phrase reaches from one into the next.
    fn texts(&self) -> Vec<&str> {
        [self.title.as_str(), &self.body].into_iter().chain(self.files.lines()).collect()
    }
}

/// One step that brings the index up to date.
#[derive(Clone, Debug)]
pub enum Change {
    /// Adds the document, or replaces the one with its id.
    Put(Box<Document>),
    /// Forgets the document with this id, if there is one.
    Remove(Uuid),
}

impl Change {
    /// Adds the document, or replaces the one with its id.
    pub fn put(document: Document) -> Self {
        Self::Put(Box::new(document))
    }
}

/// One document found.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// What it is.
    pub kind: Kind,
    /// Which one.
    pub id: Uuid,
    /// What it is about, as indexed.
    pub category: Option<Uuid>,
    /// When it happened, as indexed.
    pub at_ms: Option<i64>,
    /// Comparable within one answer only; 0 when sorted by time.
    pub score: f32,
}

/// The answer to a [`Query`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hits {
    /// The page asked for, in order.
    pub hits: Vec<Hit>,
    /// Documents that match in all.
    pub total: u64,
    /// Different customers among them.
    pub customers: u64,
    /// Documents by channel, ascending by code. Counted as if no channel were chosen, so that a choice can be widened.
    pub channels: Vec<(u8, u64)>,
    /// Documents by owner, ascending by id. Counted as if no owner were chosen.
    pub owners: Vec<(Uuid, u64)>,
    /// Documents by category, ascending by id. Counted as if no category were chosen.
    pub categories: Vec<(Uuid, u64)>,
    /// The customers with most documents, the most first, then by id: as many as were asked for.
    pub by_customer: Vec<(Uuid, u64)>,
    /// Documents by the spans of time that were asked for.
    pub by_time: Vec<u64>,
}

/// Why an operation failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The index cannot be trusted or read: another key, a changed byte, an older format. Close it, delete its folder,
    /// open it anew and rebuild.
    #[error("the search index is damaged: {0}")]
    Damaged(String),
    /// The system refused (disk full, no permission). The index is as it was at its last commit; try again later.
    #[error("the search index cannot be used: {0}")]
    Io(#[from] io::Error),
    /// The index is still to be filled; see [`Filling`].
    #[error("the search index is not whole yet")]
    Unfinished,
    /// [`Index::close`] was called.
    #[error("the search index is closed")]
    Closed,
}

/// Result of this crate's operations.
pub type Result<T> = std::result::Result<T, Error>;
