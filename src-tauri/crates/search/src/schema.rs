//! The fields of the index.

use tantivy::schema::{BytesOptions, FAST, Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::{TantivyDocument, Term};
use uuid::Uuid;

use crate::{Document, Kind};

/// Raised whenever fields, tokens or their meaning change: an index of another format is rebuilt.
pub(crate) const FORMAT: u32 = 6;

/// Name under which the tokenizer is registered.
pub(crate) const TOKENIZER: &str = "satchel";

/// Name under which the tokenizer of what callers split themselves is registered.
pub(crate) const AS_GIVEN: &str = "satchel-words";

/// Stands among the words of every document that has any: how many hold it is how many there are. No word is empty of letters.
pub(crate) const ANY: &str = "*";

/// Columns read by name.
pub(crate) mod column {
    pub const KIND: &str = "kind";
    pub const ID_HIGH: &str = "id_high";
    pub const ID_LOW: &str = "id_low";
    pub const CUSTOMER_HIGH: &str = "customer_high";
    pub const CUSTOMER_LOW: &str = "customer_low";
    pub const CHANNEL: &str = "channel";
    pub const OWNER: &str = "owner";
    pub const CATEGORY: &str = "category";
    pub const AT: &str = "at";
}

/// Handles of the fields.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fields {
    /// The title once more by itself, for the weight of a hit in it.
    pub title: Field,
    /// Title, body and names of files: what a match is, in one list for each term.
    pub text: Field,
    pub id: Field,
    pub customer: Field,
    /// What the customer is called.
    pub whose: Field,
    /// Who has a part in it.
    pub people: Field,
    /// The caller's own words: which documents hold them, nothing more.
    pub words: Field,
    pub at: Field,
    kind: Field,
    channel: Field,
    owner: Field,
    category: Field,
    id_high: Field,
    id_low: Field,
    customer_high: Field,
    customer_low: Field,
}

impl Fields {
    /// The schema and its handles.
    pub fn build() -> (Schema, Self) {
        let mut schema = Schema::builder();
        let text = TextOptions::default().set_indexing_options(
            TextFieldIndexing::default()
                .set_tokenizer(TOKENIZER)
                .set_index_option(IndexRecordOption::WithFreqsAndPositions),
        );
        // Who somebody is narrows, and weighs nothing.
        let names = TextOptions::default().set_indexing_options(
            TextFieldIndexing::default()
                .set_tokenizer(TOKENIZER)
                .set_fieldnorms(false)
                .set_index_option(IndexRecordOption::WithFreqsAndPositions),
        );
        let words = TextOptions::default().set_indexing_options(
            TextFieldIndexing::default()
                .set_tokenizer(AS_GIVEN)
                .set_fieldnorms(false)
                .set_index_option(IndexRecordOption::Basic),
        );
        let indexed = BytesOptions::default().set_indexed();
        let fields = Self {
            title: schema.add_text_field("title", text.clone()),
            text: schema.add_text_field("text", text),
            id: schema.add_bytes_field("id", indexed.clone()),
            customer: schema.add_bytes_field("customer", indexed),
            whose: schema.add_text_field("whose", names.clone()),
            people: schema.add_text_field("people", names),
            words: schema.add_text_field("words", words),
            kind: schema.add_u64_field(column::KIND, FAST),
            at: schema.add_i64_field(column::AT, FAST),
            channel: schema.add_u64_field(column::CHANNEL, FAST),
            owner: schema.add_bytes_field(column::OWNER, BytesOptions::default().set_fast()),
            category: schema.add_bytes_field(column::CATEGORY, BytesOptions::default().set_fast()),
            // The ids once more as two numbers, which are read ten times faster than a dictionary entry.
            id_high: schema.add_u64_field(column::ID_HIGH, FAST),
            id_low: schema.add_u64_field(column::ID_LOW, FAST),
            customer_high: schema.add_u64_field(column::CUSTOMER_HIGH, FAST),
            customer_low: schema.add_u64_field(column::CUSTOMER_LOW, FAST),
        };
        (schema.build(), fields)
    }

    /// What tantivy is given of a document.
    pub fn document(&self, document: &Document) -> TantivyDocument {
        let mut out = TantivyDocument::new();
        out.add_text(self.title, &document.title);
        // Values of their own: tantivy leaves a place empty between them, so that no phrase reaches across.
        out.add_text(self.text, &document.title);
        out.add_text(self.text, &document.body);
        document.files.lines().for_each(|name| out.add_text(self.text, name));
        out.add_text(self.whose, &document.whose);
        out.add_text(self.people, &document.people);
        if !document.words.is_empty() {
            out.add_text(self.words, format!("{ANY} {}", document.words.join(" ")));
        }
        out.add_bytes(self.id, document.id.as_bytes());
        out.add_bytes(self.customer, document.customer.as_bytes());
        out.add_u64(self.kind, kind_code(document.kind));
        let (high, low) = document.id.as_u64_pair();
        out.add_u64(self.id_high, high);
        out.add_u64(self.id_low, low);
        let (high, low) = document.customer.as_u64_pair();
        out.add_u64(self.customer_high, high);
        out.add_u64(self.customer_low, low);
        if let Some(at) = document.at_ms {
            out.add_i64(self.at, at);
        }
        if let Some(channel) = document.channel {
            out.add_u64(self.channel, u64::from(channel));
        }
        if let Some(owner) = document.owner {
            out.add_bytes(self.owner, owner.as_bytes());
        }
        if let Some(category) = document.category {
            out.add_bytes(self.category, category.as_bytes());
        }
        out
    }

    /// The term of one of the caller's words.
    pub fn word(&self, word: &str) -> Term {
        Term::from_field_text(self.words, word)
    }

    /// The term that finds the one document with this id.
    pub fn id_term(&self, id: Uuid) -> Term {
        Term::from_field_bytes(self.id, id.as_bytes())
    }
}

fn kind_code(kind: Kind) -> u64 {
    match kind {
        Kind::Customer => 0,
        Kind::Contact => 1,
        Kind::Communication => 2,
    }
}

pub(crate) fn kind_of(code: u64) -> Kind {
    match code {
        0 => Kind::Customer,
        1 => Kind::Contact,
        _ => Kind::Communication,
    }
}
