//! Which communications are like one: found by the index, by a few of its words, and then compared by all of them. No vector is
//! stored for any, and none but those found is read.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use satchel_insight::text::{Keyword, Meaning, Weights, WordVectors, idf};
use satchel_search::{Index, Terms};
use sea_orm::entity::prelude::*;
use sea_orm::{FromQueryResult, JoinType, QuerySelect};
use serde::Serialize;
use ts_rs::TS;

use super::text::{LONGEST, weighed, whole};
use crate::App;
use crate::communications::communication;
use crate::customers::customer;
use crate::error::Result;
use crate::ids::{CommunicationId, CustomerId, Timestamp};
use crate::search::{Segment, with_index};

/// Another communication.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SimilarNote {
    /// Its key.
    pub id: CommunicationId,
    /// Whom it was held with.
    pub customer_id: CustomerId,
    /// The customer's name.
    pub customer_name: String,
    /// When it was held.
    pub at: Timestamp,
    /// A part of its text, the shared words marked, and those that are used like words of this one.
    pub snippet: Vec<Segment>,
    /// Words that are used alike, the most telling first.
    pub near: Vec<NearWords>,
    /// How alike the two are, 0 to 1: by shared words, the cosine of their TF-IDF weights; by meaning, the mean of that and of how
    /// alike the mean directions of their words are.
    pub likeness: f64,
}

/// A word of each of two communications that are used alike.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct NearWords {
    /// As written in the one that is read.
    pub own: String,
    /// As written in the other.
    pub other: String,
}

const SIMILAR: usize = 3;
/// Two texts that are less alike share words by chance.
const ALIKE: f64 = 0.2;
/// Two texts that are less alike by both measures are used alike by chance.
const ALIKE_BY_MEANING: f64 = 0.3;
/// Communications that are compared with one, and how many more that need not share a word with it.
const COMPARED: usize = 24;
const COMPARED_BY_MEANING: usize = 12;
/// Words by which they are looked for, and how common one may be: each is looked up in all communications that hold it.
const ASKED: usize = 8;
const COMMON: u64 = 20_000;
/// The weight of the heaviest of them.
const FINE: u16 = 1_000;
/// Words for one word of the text by which they are looked for, too.
const NEAREST: usize = 3;
/// Two words that are less alike are not said to be used alike.
const NEAR: f32 = 0.5;
/// The heaviest words of a text of which near ones are told, and how many pairs of them are.
const PAIRED: usize = 12;
const PAIRS: usize = 3;
/// Shared words that are marked.
const MARKED: usize = 4;
const SNIPPET_CHARS: usize = 60;

/// Communications that hold the most telling of these words, and then others that hold words used like them: beside the first
/// these would never come up.
pub(super) fn candidates(
    index: &Index,
    words: &[Keyword],
    meanings: Option<&WordVectors>,
    own: CommunicationId,
) -> satchel_search::Result<Vec<CommunicationId>> {
    let rare = words.iter().filter(|word| (1..=COMMON).contains(&word.holding));
    let rare: Vec<(&str, f64)> = rare.take(ASKED).map(|word| (word.term.as_str(), word.weight)).collect();
    let mut found = index.alike(&in_whole(&rare), own.0, COMPARED)?;
    if let Some(meanings) = meanings {
        let near = near_words(index, words, meanings)?;
        let others = index.alike(&in_whole(&near), own.0, COMPARED_BY_MEANING)?;
        let new: Vec<_> = others.into_iter().filter(|other| !found.contains(other)).collect();
        found.extend(new);
    }
    Ok(found.into_iter().map(CommunicationId).collect())
}

/// Weights as whole numbers.
fn in_whole<'a>(words: &[(&'a str, f64)]) -> Vec<(&'a str, u16)> {
    let heaviest = words.first().map_or(1.0, |word| word.1);
    words.iter().map(|(word, weight)| (*word, (weight / heaviest * f64::from(FINE)).round() as u16)).collect()
}

/// Words that the text doesn't hold, used like its most telling ones: by the weight of those, how alike they are, and how rare.
/// What stands beside a word everywhere is often more like it than what can be said in its place, but less rare.
fn near_words<'a>(
    index: &Index,
    words: &[Keyword],
    meanings: &'a WordVectors,
) -> satchel_search::Result<Vec<(&'a str, f64)>> {
    let own: BTreeSet<&str> = words.iter().map(|word| word.term.as_str()).collect();
    let nearest = |word: &Keyword| -> Vec<(&'a str, f64)> {
        // The nearest are often words of the same text.
        let nearest = meanings.neighbours(&word.term, NEAREST + ASKED).into_iter();
        let others = nearest.filter(|(other, likeness)| *likeness >= NEAR && !own.contains(other));
        others.map(|(other, likeness)| (other, word.weight * f64::from(likeness))).collect()
    };
    let nearest: Vec<Vec<(&str, f64)>> = words.iter().take(ASKED).map(nearest).collect();
    let terms: BTreeSet<&str> = nearest.iter().flatten().map(|(other, _)| *other).collect();
    let terms: Vec<&str> = terms.into_iter().collect();
    let known = index.frequencies(&terms)?;
    let rare = terms.into_iter().zip(known.holding).filter(|(_, holding)| (1..=COMMON).contains(holding));
    let rarity: BTreeMap<&str, f64> = rare.map(|(word, holding)| (word, idf(known.documents, holding))).collect();
    let mut near: BTreeMap<&str, f64> = BTreeMap::new();
    for others in nearest {
        let weighed = others.into_iter().filter_map(|(other, weight)| Some((other, weight * rarity.get(other)?)));
        let mut weighed: Vec<(&str, f64)> = weighed.collect();
        weighed.sort_by(|a, b| b.1.total_cmp(&a.1));
        for (other, weight) in weighed.into_iter().take(NEAREST) {
            let best = near.entry(other).or_default();
            *best = best.max(weight);
        }
    }
    let mut near: Vec<(&str, f64)> = near.into_iter().collect();
    // The words come in order and the sort is stable.
    near.sort_by(|a, b| b.1.total_cmp(&a.1));
    near.truncate(ASKED);
    Ok(near)
}

#[derive(FromQueryResult)]
struct Other {
    id: CommunicationId,
    at: Timestamp,
    title: String,
    text: String,
    customer_id: CustomerId,
    customer_name: String,
}

/// One text as it is compared.
struct Compared<'a> {
    words: &'a [Keyword],
    weights: Weights,
    meaning: Option<Meaning>,
}

impl<'a> Compared<'a> {
    fn new(words: &'a [Keyword], meanings: Option<&WordVectors>) -> Self {
        Self { words, weights: Weights::of(words), meaning: meanings.map(|known| known.meaning(words)) }
    }

    /// How alike two are, and the words that both hold; nothing where they are not.
    fn likeness(&self, other: &Self) -> Option<(f64, Vec<&str>)> {
        let (by_words, shared) = self.weights.likeness(&other.weights);
        let (likeness, least) = match (&self.meaning, &other.meaning) {
            (Some(own), Some(others)) => ((by_words + own.likeness(others)) / 2.0, ALIKE_BY_MEANING),
            _ => (by_words, ALIKE),
        };
        (likeness >= least).then_some((likeness, shared))
    }

    /// Pairs of words that are used alike and that not both hold, each word in one pair, the most telling first.
    fn near<'b>(&self, other: &'b Compared, meanings: &WordVectors) -> Vec<(&Keyword, &'b Keyword)> {
        let without = |these: &Compared, word: &Keyword| !these.words.iter().any(|other| other.term == word.term);
        let own = || self.words.iter().take(PAIRED).filter(|word| without(other, word));
        let mut pairs: Vec<(f64, &Keyword, &Keyword)> = Vec::new();
        for theirs in other.words.iter().take(PAIRED).filter(|word| without(self, word)) {
            for own in own() {
                let likeness = meanings.likeness(&own.term, &theirs.term).filter(|likeness| *likeness >= NEAR);
                pairs.extend(likeness.map(|likeness| (own.weight * theirs.weight * f64::from(likeness), own, theirs)));
            }
        }
        pairs.sort_by(|a, b| b.0.total_cmp(&a.0));
        let mut told: Vec<(&Keyword, &Keyword)> = Vec::new();
        for (_, own, theirs) in pairs {
            if !told.iter().any(|pair| pair.0.term == own.term || pair.1.term == theirs.term) {
                told.push((own, theirs));
            }
        }
        told.truncate(PAIRS);
        told
    }
}

/// The candidates that are most alike, by all their words.
pub(super) async fn similar(
    app: &App,
    words: Vec<Keyword>,
    meanings: Option<Arc<WordVectors>>,
    candidates: &[CommunicationId],
) -> Result<Vec<SimilarNote>> {
    use communication::{Column, Entity};
    if candidates.is_empty() {
        return Ok(Vec::new());
    }
    let of_customer = Entity::belongs_to(customer::Entity).from(Column::CustomerId).to(customer::Column::Id);
    let others: Vec<Other> = Entity::find()
        .filter(Column::DeletedAt.is_null())
        .filter(Column::Id.is_in(candidates.iter().copied()))
        .join(JoinType::InnerJoin, of_customer.into())
        .filter(customer::Column::DeletedAt.is_null())
        .select_only()
        .columns([Column::Id, Column::At, Column::Title, Column::Text, Column::CustomerId])
        .column_as(customer::Column::Name, "customer_name")
        .into_model()
        .all(app.read())
        .await?;
    with_index(app, move |index| {
        let meanings = meanings.as_deref();
        let own = Compared::new(&words, meanings);
        let texts: Vec<String> = others.iter().map(|other| whole(&other.title, &other.text, LONGEST)).collect();
        let weighed = weighed(&texts.iter().map(String::as_str).collect::<Vec<_>>(), index)?;
        let compared: Vec<Compared> = weighed.iter().map(|words| Compared::new(words, meanings)).collect();
        let mut alike: Vec<(f64, Vec<&str>, &Other, &Compared)> = Vec::new();
        for (other, compared) in others.iter().zip(&compared) {
            if let Some((likeness, shared)) = own.likeness(compared) {
                alike.push((likeness, shared, other, compared));
            }
        }
        // The newest of equals.
        alike.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.2.at.cmp(&a.2.at)).then(a.2.id.cmp(&b.2.id)));
        alike.truncate(SIMILAR);
        let note = |(likeness, mut marked, other, compared): (f64, Vec<&str>, &Other, &Compared)| {
            let near = meanings.map(|meanings| own.near(compared, meanings)).unwrap_or_default();
            marked.truncate(MARKED);
            let marked: Vec<&str> =
                marked.into_iter().chain(near.iter().map(|(_, theirs)| theirs.term.as_str())).collect();
            let text = if other.text.is_empty() { &other.title } else { &other.text };
            let snippet = Terms::parse(&marked.join(" ")).snippet(text, SNIPPET_CHARS).into_iter();
            let pair =
                |(own, theirs): (&Keyword, &Keyword)| NearWords { own: own.text.clone(), other: theirs.text.clone() };
            SimilarNote {
                id: other.id,
                customer_id: other.customer_id,
                customer_name: other.customer_name.clone(),
                at: other.at,
                snippet: snippet.map(|segment| Segment { text: segment.text, hit: segment.hit }).collect(),
                near: near.into_iter().map(pair).collect(),
                likeness,
            }
        };
        Ok(alike.into_iter().map(note).collect())
    })
    .await
}
