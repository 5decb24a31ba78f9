//! What a communication says, computed when somebody reads it: from its own text, and from the index, which knows how common
//! words are. Nothing of it is stored, so nothing of it is ever missing or out of date.

use std::collections::{BTreeSet, HashMap};

use satchel_insight::text::{
    self, Category, Keyword, SignalKind, Tone, Weights, categories, keywords, signals, summarise, terms,
};
use satchel_search::{Index, Terms};
use sea_orm::entity::prelude::*;
use sea_orm::{FromQueryResult, JoinType, QuerySelect};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::learned::{CategoryQuality, CategorySuggestion, Learned, current};
use crate::App;
use crate::communications::category::CategoryBy;
use crate::communications::communication::GivenTone;
use crate::communications::{self, communication};
use crate::customers::customer;
use crate::error::{Result, internal};
use crate::ids::{CommunicationId, CustomerId, Timestamp};
use crate::people::Actor;
use crate::search::{Segment, with_index};

/// Which communication.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ReadAnalysis {
    /// Its key.
    pub id: CommunicationId,
}

/// What a communication says. Every part is a suggestion, and names what it rests on.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Analysis {
    /// The communication's key.
    pub id: CommunicationId,
    /// Sentences out of a long text; a short one is its own summary.
    pub summary: Option<Extract>,
    /// How it sounds, and the words that decided.
    pub tone: Tone,
    /// Whether a person said so.
    pub tone_given: bool,
    /// What it is about, and the words that decided.
    pub categories: Vec<Category>,
    /// What it is about, as the program would say; none where a person said that, or nothing tells.
    pub category: Option<CategorySuggestion>,
    /// How good the program is at saying so.
    pub category_quality: CategoryQuality,
    /// The words that tell it from other communications, the most telling first.
    pub keywords: Vec<TellingWord>,
    /// Communications that share telling words, the likest first.
    pub similar: Vec<SimilarNote>,
    /// What it calls for.
    pub suggestions: Vec<Suggestion>,
}

/// Verbatim sentences of a text, in order.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Extract {
    /// The sentences.
    pub sentences: Vec<String>,
    /// How many the text has.
    pub of: usize,
}

/// A keyword.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TellingWord {
    /// As written.
    pub text: String,
    /// Its weight as a share of the heaviest.
    pub share: f64,
}

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
    /// A part of its text, the shared words marked.
    pub snippet: Vec<Segment>,
    /// How alike the two are, 0 to 1.
    pub likeness: f64,
}

/// A sentence that calls for something.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Suggestion {
    /// What for.
    pub kind: SignalKind,
    /// The sentence, verbatim.
    pub sentence: String,
    /// The words that tell.
    pub words: Vec<&'static str>,
}

const KEYWORDS: usize = 6;
const SIMILAR: usize = 3;
/// Two texts that are less alike share words by chance.
const ALIKE: f64 = 0.2;
/// Communications that are compared with one.
const COMPARED: usize = 24;
/// Words by which they are looked for, and how common one may be: each is looked up in all communications that hold it.
const ASKED: usize = 8;
const COMMON: u64 = 20_000;
/// The weight of the heaviest of them.
const FINE: u16 = 1_000;
/// Shared words that are marked.
const MARKED: usize = 4;
const SNIPPET_CHARS: usize = 60;
/// Characters of a text that are looked at.
const LONGEST: usize = 20_000;

/// Says what a communication is about, how it sounds, and what is like it.
///
/// # Errors
/// `not_found` for one that isn't there.
pub async fn read_analysis(app: &App, _actor: Actor, input: ReadAnalysis) -> Result<Analysis> {
    let said = communications::find(app.read(), input.id).await?;
    let whole = whole(&said.title, &said.text, LONGEST);
    // Nobody waits while something newer is learned; the screen asks again then.
    let learned = match app.learner.known() {
        Some(known) => known,
        None => current(app).await?,
    };
    let category = match said.category_by {
        CategoryBy::Person => None,
        CategoryBy::Nobody => learned.suggest(&said.title, &said.text),
    };
    let given = said.tone;
    let text = if said.text.is_empty() { said.title } else { said.text };
    let read = tokio::task::spawn_blocking(move || read(input.id, clipped(&text, LONGEST), given, &learned));
    let (words, like_it) = with_index(app, move |index| {
        let words = weighed(&[&whole], index)?.pop().unwrap_or_default();
        let like_it = index.map(|index| candidates(index, &words, input.id)).transpose()?.unwrap_or_default();
        Ok((words, like_it))
    })
    .await?;
    let heaviest = words.first().map_or(1.0, |word| word.weight);
    let telling = |word: &Keyword| TellingWord { text: word.text.clone(), share: word.weight / heaviest };
    let keywords = words.iter().take(KEYWORDS).map(telling).collect();
    let similar = similar(app, words, &like_it).await?;
    Ok(Analysis { keywords, similar, category, ..read.await.map_err(internal)? })
}

/// What the text alone tells.
fn read(id: CommunicationId, text: &str, given: Option<GivenTone>, learned: &Learned) -> Analysis {
    let tone = learned.tone(text);
    let extract = |summary: text::Summary| Extract {
        sentences: summary.sentences.into_iter().map(ToOwned::to_owned).collect(),
        of: summary.of,
    };
    let suggestion = |signal: text::Signal| {
        let text::Signal { kind, sentence, words } = signal;
        Suggestion { kind, sentence: sentence.to_owned(), words }
    };
    Analysis {
        id,
        summary: summarise(text).map(extract),
        tone: match given {
            Some(given) => Tone { kind: given.into(), words: Vec::new(), ..tone },
            None => tone,
        },
        tone_given: given.is_some(),
        categories: categories(text),
        category: None,
        category_quality: learned.quality(),
        keywords: Vec::new(),
        similar: Vec::new(),
        suggestions: signals(text).into_iter().map(suggestion).collect(),
    }
}

/// All that words are counted in, up to so many characters.
pub(super) fn whole(title: &str, text: &str, longest: usize) -> String {
    clipped(&format!("{title}\n{text}"), longest).to_owned()
}

fn clipped(text: &str, longest: usize) -> &str {
    text.char_indices().nth(longest).map_or(text, |(end, _)| &text[..end])
}

/// The words of each text by weight. Without an index all words are equally common.
fn weighed(texts: &[&str], index: Option<&Index>) -> satchel_search::Result<Vec<Vec<Keyword>>> {
    let words: Vec<_> = texts.iter().map(|text| terms(text)).collect();
    let different: BTreeSet<&str> = words.iter().flatten().map(|word| word.term.as_str()).collect();
    let different: Vec<&str> = different.into_iter().collect();
    let known = index.map(|index| index.frequencies(&different)).transpose()?.unwrap_or_default();
    let holding: HashMap<&str, u64> = different.into_iter().zip(known.holding).collect();
    let weigh =
        |words: &Vec<_>| keywords(words, known.documents, |term| holding.get(term).copied().unwrap_or_default());
    Ok(words.iter().map(weigh).collect())
}

/// Communications that hold the most telling of these words.
fn candidates(index: &Index, words: &[Keyword], own: CommunicationId) -> satchel_search::Result<Vec<CommunicationId>> {
    let rare = words.iter().filter(|word| (1..=COMMON).contains(&word.holding));
    let rare: Vec<&Keyword> = rare.take(ASKED).collect();
    let heaviest = rare.first().map_or(1.0, |word| word.weight);
    let whole = |word: &Keyword| (word.weight / heaviest * f64::from(FINE)).round() as u16;
    let asked: Vec<(&str, u16)> = rare.iter().map(|word| (word.term.as_str(), whole(word))).collect();
    let found = index.alike(&asked, own.0, COMPARED)?;
    Ok(found.into_iter().map(CommunicationId).collect())
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

/// The candidates that are most alike, by all their words.
async fn similar(app: &App, words: Vec<Keyword>, candidates: &[CommunicationId]) -> Result<Vec<SimilarNote>> {
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
        let own = Weights::of(&words);
        let texts: Vec<String> = others.iter().map(|other| whole(&other.title, &other.text, LONGEST)).collect();
        let weighed = weighed(&texts.iter().map(String::as_str).collect::<Vec<_>>(), index)?;
        let mut alike: Vec<(f64, Vec<&str>, &Other)> = Vec::new();
        for (other, words) in others.iter().zip(&weighed) {
            let (likeness, shared) = own.likeness(&Weights::of(words));
            if likeness >= ALIKE {
                alike.push((likeness, shared, other));
            }
        }
        // The newest of equals.
        alike.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.2.at.cmp(&a.2.at)).then(a.2.id.cmp(&b.2.id)));
        alike.truncate(SIMILAR);
        let note = |(likeness, shared, other): (f64, Vec<&str>, &Other)| {
            let shared = Terms::parse(&shared[..shared.len().min(MARKED)].join(" "));
            let text = if other.text.is_empty() { &other.title } else { &other.text };
            let snippet = shared.snippet(text, SNIPPET_CHARS).into_iter();
            SimilarNote {
                id: other.id,
                customer_id: other.customer_id,
                customer_name: other.customer_name.clone(),
                at: other.at,
                snippet: snippet.map(|segment| Segment { text: segment.text, hit: segment.hit }).collect(),
                likeness,
            }
        };
        Ok(alike.into_iter().map(note).collect())
    })
    .await
}
