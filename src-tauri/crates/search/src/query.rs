//! What can be asked, and how tantivy is asked it.

use std::ops::Bound;

use tantivy::Term as IndexTerm;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, FuzzyTermQuery, InvertedIndexRangeQuery, Occur, PhraseQuery,
    Query as IndexQuery, RangeQuery, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use uuid::Uuid;

use crate::columns::Group;
use crate::gathered::Gathered;
use crate::schema::Fields;
use crate::terms::{Piece, Term, Terms};
use crate::{Document, Kind};

/// A hit in the title weighs this many times one in the body.
const TITLE_BOOST: f32 = 3.0;
/// Score of a word that only begins with the term; a whole word scores by BM25 on top of it.
const PREFIX_SCORE: f32 = 0.5;
/// How much more something of today scores than the same long ago, and the age at which half of that is left.
const FRESH: f32 = 0.6;
const HALF_FRESH_DAYS: f32 = 90.0;
const DAY_MS: f32 = 86_400_000.0;

/// By whose name something is narrowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whom {
    /// The customer it belongs to.
    Customer,
    /// Someone who has a part in it.
    Person,
}

/// A condition on a name.
#[derive(Clone, Debug)]
pub struct Named {
    /// Whose name.
    pub whom: Whom,
    /// Any of these must match it.
    pub any: Vec<Terms>,
    /// Whether what matches is left out instead.
    pub excluded: bool,
}

impl Named {
    fn holds(&self, document: &Document) -> bool {
        let name = match self.whom {
            Whom::Customer => &document.whose,
            Whom::Person => &document.people,
        };
        self.any.iter().any(|terms| terms.matches(&[name])) != self.excluded
    }
}

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
    /// What must occur in title, body or the name of a file.
    pub terms: Terms,
    /// Any of these kinds.
    pub kinds: Vec<Kind>,
    /// Any of these channels.
    pub channels: Vec<u8>,
    /// None of these channels.
    pub not_channels: Vec<u8>,
    /// Any of these owners.
    pub owners: Vec<Uuid>,
    /// None of these owners.
    pub not_owners: Vec<Uuid>,
    /// Any of these categories.
    pub categories: Vec<Uuid>,
    /// None of these categories.
    pub not_categories: Vec<Uuid>,
    /// Names of whom it belongs to and who has a part in it.
    pub named: Vec<Named>,
    /// Belongs to this customer.
    pub customer: Option<Uuid>,
    /// Happened at or after, milliseconds since 1970 UTC.
    pub from_ms: Option<i64>,
    /// Happened before, milliseconds since 1970 UTC.
    pub to_ms: Option<i64>,
    /// Order of the hits.
    pub order: Order,
    /// The present, in milliseconds since 1970 UTC: of what matches alike, the newer is better. None where age doesn't count.
    pub now_ms: Option<i64>,
    /// Customers to count by, at most.
    pub top_customers: usize,
    /// Ends of the spans of time to count by, in order: each span begins where the one before it ends, the first at the
    /// first of them.
    pub spans: Vec<i64>,
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

    /// Whether a document that isn't in the index matches, whatever its channel, owner and category.
    pub fn matches(&self, document: &Document) -> bool {
        let at = document.at_ms;
        self.wants_kind(document.kind)
            && self.customer.is_none_or(|customer| document.customer == customer)
            && self.from_ms.is_none_or(|from| at.is_some_and(|at| at >= from))
            && self.to_ms.is_none_or(|to| at.is_some_and(|at| at < to))
            && self.named.iter().all(|named| named.holds(document))
            && self.terms.matches(&document.texts())
    }

    /// Whether this kind is asked for.
    pub fn wants_kind(&self, kind: Kind) -> bool {
        self.kinds.is_empty() || self.kinds.contains(&kind)
    }

    /// Whether this channel is asked for.
    pub fn wants_channel(&self, channel: Option<u8>) -> bool {
        let chosen = self.channels.is_empty() || channel.is_some_and(|code| self.channels.contains(&code));
        chosen && !channel.is_some_and(|code| self.not_channels.contains(&code))
    }

    /// Whether this owner is asked for.
    pub fn wants_owner(&self, owner: Option<Uuid>) -> bool {
        let chosen = self.owners.is_empty() || owner.is_some_and(|id| self.owners.contains(&id));
        chosen && !owner.is_some_and(|id| self.not_owners.contains(&id))
    }

    /// Whether this category is asked for.
    pub fn wants_category(&self, category: Option<Uuid>) -> bool {
        let chosen = self.categories.is_empty() || category.is_some_and(|id| self.categories.contains(&id));
        chosen && !category.is_some_and(|id| self.not_categories.contains(&id))
    }

    /// The span in which something happened, by its number.
    pub fn span(&self, at_ms: i64) -> Option<usize> {
        let ends = self.spans.partition_point(|end| *end <= at_ms);
        ends.checked_sub(1).filter(|span| span + 1 < self.spans.len())
    }

    /// A score with what its age takes off. Whole days, so that the order stays while somebody reads on.
    pub(crate) fn with_age(&self, score: f32, at_ms: i64) -> f32 {
        let Some(now) = self.now_ms else { return score };
        let days = (now.saturating_sub(at_ms).max(0) as f32 / DAY_MS).floor();
        score * (1.0 + FRESH * HALF_FRESH_DAYS / (HALF_FRESH_DAYS + days))
    }

    /// The hits that have to be known to tell the page.
    pub(crate) fn places(&self) -> usize {
        self.offset.saturating_add(self.limit)
    }

    pub(crate) fn wants(&self, group: &Group) -> bool {
        self.wants_kind(group.kind)
            && self.wants_channel(group.channel)
            && self.wants_owner(group.owner)
            && self.wants_category(group.category)
    }

    /// Everything but kinds, channels, owners and categories, which the collector applies: it counts by them as well, and a list of a
    /// million notes for one kind would only be in the way.
    pub(crate) fn build(&self, fields: &Fields) -> Box<dyn IndexQuery> {
        let by_score = self.by_score();
        let asked = |term| {
            if by_score { weighed(term, fields) } else { plain(term, fields.text) }
        };
        let mut must: Vec<Box<dyn IndexQuery>> = self.terms.wanted().iter().map(asked).collect();
        if let Some(customer) = self.customer {
            must.push(filter(exactly(IndexTerm::from_field_bytes(fields.customer, customer.as_bytes()))));
        }
        if self.from_ms.is_some() || self.to_ms.is_some() {
            let at = |ms| IndexTerm::from_field_i64(fields.at, ms);
            let from = self.from_ms.map_or(Bound::Unbounded, |ms| Bound::Included(at(ms)));
            let to = self.to_ms.map_or(Bound::Unbounded, |ms| Bound::Excluded(at(ms)));
            must.push(filter(Box::new(RangeQuery::new(from, to))));
        }
        let mut without: Vec<Box<dyn IndexQuery>> =
            self.terms.unwanted().iter().map(|term| plain(term, fields.text)).collect();
        for named in &self.named {
            let to = if named.excluded { &mut without } else { &mut must };
            to.push(filter(named.build(fields)));
        }
        if must.is_empty() {
            must.push(Box::new(AllQuery));
        }
        if without.is_empty() && must.len() == 1 {
            return must.remove(0);
        }
        let without = without.into_iter().map(not);
        Box::new(BooleanQuery::new(must.into_iter().map(|query| (Occur::Must, query)).chain(without).collect()))
    }
}

impl Named {
    fn build(&self, fields: &Fields) -> Box<dyn IndexQuery> {
        let field = match self.whom {
            Whom::Customer => fields.whose,
            Whom::Person => fields.people,
        };
        let any = self.any.iter().map(|terms| -> Box<dyn IndexQuery> {
            let wanted = terms.wanted().iter().map(|term| (Occur::Must, plain(term, field)));
            let unwanted = terms.unwanted().iter().map(|term| not(plain(term, field)));
            let all =
                if terms.is_empty() { Some((Occur::Must, Box::new(AllQuery) as Box<dyn IndexQuery>)) } else { None };
            Box::new(BooleanQuery::new(all.into_iter().chain(wanted).chain(unwanted).collect()))
        });
        Box::new(BooleanQuery::union(any.collect()))
    }
}

fn not(query: Box<dyn IndexQuery>) -> (Occur, Box<dyn IndexQuery>) {
    (Occur::MustNot, Box::new(Gathered(query)))
}

/// Whether the term is in the field, whatever it scores.
fn plain(term: &Term, field: Field) -> Box<dyn IndexQuery> {
    in_field(term, field, IndexRecordOption::Basic)
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
        Term::Substring(_) | Term::Similar(_) | Term::Phrase(_) => {
            vec![(Occur::Must, text), (Occur::Should, boost(title, TITLE_BOOST))]
        }
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
        Term::Similar(similar) => {
            Box::new(FuzzyTermQuery::new_prefix(token(&similar.chars, field), similar.slips, true))
        }
        Term::Phrase(pieces) => {
            let mut placed = placed(pieces, field);
            match placed.len() {
                1 => Box::new(TermQuery::new(placed.remove(0).1, read)),
                _ => Box::new(PhraseQuery::new_with_offset(placed)),
            }
        }
    }
}

/// The tokens of a phrase by their places. Characters that nothing may part are asked for as pairs, which lie in one run.
fn placed(pieces: &[Piece], field: Field) -> Vec<(usize, IndexTerm)> {
    let joined = |at: usize| matches!(pieces.get(at), Some(Piece::Character(_, true)) if at > 0);
    let mut placed = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        match (piece, pieces.get(at + 1)) {
            (Piece::Word(chars), _) => placed.push((at, token(chars, field))),
            (Piece::Character(c, _), Some(Piece::Character(next, true))) => {
                placed.push((at, token(&[*c, *next], field)));
            }
            // The pair before it holds it already.
            (Piece::Character(..), _) if joined(at) => {}
            (Piece::Character(c, _), _) => placed.push((at, token(&[*c], field))),
        }
    }
    placed
}
