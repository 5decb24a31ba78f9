//! What can be asked, and how tantivy is asked it.

use std::ops::Bound;

use tantivy::Term as IndexTerm;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, InvertedIndexRangeQuery, Occur, PhraseQuery,
    Query as IndexQuery, RangeQuery, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use uuid::Uuid;

use crate::columns::Group;
use crate::schema::Fields;
use crate::terms::{Term, Terms};
use crate::{Document, Kind};

/// A hit in the title weighs this many times one in the body.
const TITLE_BOOST: f32 = 3.0;
/// Score of a word that only begins with the term; a whole word scores by BM25 on top of it.
const PREFIX_SCORE: f32 = 0.5;

/// How hits are sorted. Both orders are total: the same index gives the same list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Best first, then newest, then by id. Without terms the same as [`Order::Newest`].
    #[default]
    Best,
    /// Newest first, undated last, then by id.
    Newest,
}

/// A search. Everything must hold; an empty list or `None` asks for nothing.
#[derive(Clone, Debug, Default)]
pub struct Query {
    /// What must occur in title or body.
    pub terms: Terms,
    /// Any of these kinds.
    pub kinds: Vec<Kind>,
    /// Any of these channels.
    pub channels: Vec<u8>,
    /// Any of these owners.
    pub owners: Vec<Uuid>,
    /// Belongs to this customer.
    pub customer: Option<Uuid>,
    /// Happened at or after, milliseconds since 1970 UTC.
    pub from_ms: Option<i64>,
    /// Happened before, milliseconds since 1970 UTC.
    pub to_ms: Option<i64>,
    /// Order of the hits.
    pub order: Order,
    /// Hits to leave out at the beginning.
    pub offset: usize,
    /// Hits to return at most.
    pub limit: usize,
}

impl Query {
    /// Whether hits are sorted by score.
    pub(crate) fn by_score(&self) -> bool {
        self.order == Order::Best && !self.terms.is_empty()
    }

    /// Whether a document that isn't in the index matches, whatever its channel and owner.
    pub fn matches(&self, document: &Document) -> bool {
        let at = document.at_ms;
        self.wants_kind(document.kind)
            && self.customer.is_none_or(|customer| document.customer == customer)
            && self.from_ms.is_none_or(|from| at.is_some_and(|at| at >= from))
            && self.to_ms.is_none_or(|to| at.is_some_and(|at| at < to))
            && self.terms.matches(&[&document.title, &document.body])
    }

    /// Whether this kind is asked for.
    pub fn wants_kind(&self, kind: Kind) -> bool {
        self.kinds.is_empty() || self.kinds.contains(&kind)
    }

    /// Whether this channel is asked for.
    pub fn wants_channel(&self, channel: Option<u8>) -> bool {
        self.channels.is_empty() || channel.is_some_and(|code| self.channels.contains(&code))
    }

    /// Whether this owner is asked for.
    pub fn wants_owner(&self, owner: Option<Uuid>) -> bool {
        self.owners.is_empty() || owner.is_some_and(|id| self.owners.contains(&id))
    }

    /// The hits that have to be known to tell the page.
    pub(crate) fn places(&self) -> usize {
        self.offset.saturating_add(self.limit)
    }

    pub(crate) fn wants(&self, group: &Group) -> bool {
        self.wants_kind(group.kind) && self.wants_channel(group.channel) && self.wants_owner(group.owner)
    }

    /// Everything but kinds, channels and owners, which the collector applies: it counts by them as well, and a list of a
    /// million notes for one kind would only be in the way.
    pub(crate) fn build(&self, fields: &Fields) -> Box<dyn IndexQuery> {
        let by_score = self.by_score();
        let asked = |term| {
            if by_score { weighed(term, fields) } else { in_field(term, fields.text, IndexRecordOption::Basic) }
        };
        let mut must: Vec<Box<dyn IndexQuery>> = self.terms.iter().map(asked).collect();
        if let Some(customer) = self.customer {
            must.push(filter(exactly(IndexTerm::from_field_bytes(fields.customer, customer.as_bytes()))));
        }
        if self.from_ms.is_some() || self.to_ms.is_some() {
            let at = |ms| IndexTerm::from_field_i64(fields.at, ms);
            let from = self.from_ms.map_or(Bound::Unbounded, |ms| Bound::Included(at(ms)));
            let to = self.to_ms.map_or(Bound::Unbounded, |ms| Bound::Excluded(at(ms)));
            must.push(filter(Box::new(RangeQuery::new(from, to))));
        }
        match must.len() {
            0 => Box::new(AllQuery),
            1 => must.remove(0),
            _ => Box::new(BooleanQuery::intersection(must)),
        }
    }
}

/// Restricts without changing the score.
fn filter(query: Box<dyn IndexQuery>) -> Box<dyn IndexQuery> {
    Box::new(ConstScoreQuery::new(query, 0.0))
}

fn exactly(term: IndexTerm) -> Box<dyn IndexQuery> {
    Box::new(TermQuery::new(term, IndexRecordOption::Basic))
}

/// What matches, with a score: characters and whole words by BM25, words that only begin so by less, all more in a title.
fn weighed(term: &Term, fields: &Fields) -> Box<dyn IndexQuery> {
    let read = IndexRecordOption::WithFreqs;
    let boost = |query, by| -> Box<dyn IndexQuery> { Box::new(BoostQuery::new(query, by)) };
    let (text, title) = (in_field(term, fields.text, read), in_field(term, fields.title, read));
    Box::new(BooleanQuery::new(match term {
        Term::Substring(_) => vec![(Occur::Must, text), (Occur::Should, boost(title, TITLE_BOOST))],
        Term::Prefix(chars) => vec![
            (Occur::Must, boost(text, PREFIX_SCORE)),
            (Occur::Should, boost(title, PREFIX_SCORE * TITLE_BOOST)),
            (Occur::Should, whole(chars, fields.text, read)),
            (Occur::Should, boost(whole(chars, fields.title, read), TITLE_BOOST)),
        ],
    }))
}

fn token(chars: &[char], field: Field) -> IndexTerm {
    IndexTerm::from_field_text(field, &chars.iter().collect::<String>())
}

fn whole(chars: &[char], field: Field, read: IndexRecordOption) -> Box<dyn IndexQuery> {
    Box::new(TermQuery::new(token(chars, field), read))
}

/// The term in one field. A word that begins with it scores 1, whichever it is.
fn in_field(term: &Term, field: Field, read: IndexRecordOption) -> Box<dyn IndexQuery> {
    match term {
        Term::Substring(chars) if chars.len() <= 2 => whole(chars, field, read),
        Term::Substring(chars) => Box::new(PhraseQuery::new(chars.windows(2).map(|pair| token(pair, field)).collect())),
        Term::Prefix(chars) => {
            // The range holds every word that begins so, however many: no word contains the last code point.
            let end: Vec<char> = chars.iter().copied().chain([char::MAX]).collect();
            let (from, to) = (Bound::Included(token(chars, field)), Bound::Excluded(token(&end, field)));
            Box::new(InvertedIndexRangeQuery::new(from, to))
        }
    }
}
