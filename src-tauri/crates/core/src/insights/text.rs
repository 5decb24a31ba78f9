//! What a communication says, computed when somebody reads it: from its own text, and from the index, which knows how common
//! words are. Nothing of it is stored, so nothing of it is ever missing or out of date.

use std::collections::{BTreeSet, HashMap};

use satchel_insight::text::{
    self, Category, Keyword, SignalKind, Tone, categories, keywords, signals, summarise, terms,
};
use satchel_search::Index;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::learned::{CategoryQuality, CategorySuggestion, Learned, current};
use super::meanings::ComparedBy;
use super::similar::{SimilarNote, candidates, similar};
use crate::App;
use crate::communications;
use crate::communications::category::CategoryBy;
use crate::communications::communication::GivenTone;
use crate::error::{Result, internal};
use crate::ids::CommunicationId;
use crate::people::Actor;
use crate::search::with_index;

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
    /// Communications that are like it, the likest first.
    pub similar: Vec<SimilarNote>,
    /// By what these were told.
    pub compared: ComparedBy,
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
/// Characters of a text that are looked at.
pub(super) const LONGEST: usize = 20_000;

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
    let (meanings, compared) = app.words.known();
    let near = meanings.clone();
    let (words, like_it) = with_index(app, move |index| {
        let words = weighed(&[&whole], index)?.pop().unwrap_or_default();
        let like_it = index.map(|index| candidates(index, &words, near.as_deref(), input.id)).transpose()?;
        Ok((words, like_it.unwrap_or_default()))
    })
    .await?;
    let heaviest = words.first().map_or(1.0, |word| word.weight);
    let telling = |word: &Keyword| TellingWord { text: word.text.clone(), share: word.weight / heaviest };
    let keywords = words.iter().take(KEYWORDS).map(telling).collect();
    let similar = similar(app, words, meanings, &like_it).await?;
    Ok(Analysis { keywords, similar, compared, category, ..read.await.map_err(internal)? })
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
        compared: ComparedBy::Words { learning: false },
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
pub(super) fn weighed(texts: &[&str], index: Option<&Index>) -> satchel_search::Result<Vec<Vec<Keyword>>> {
    let words: Vec<_> = texts.iter().map(|text| terms(text)).collect();
    let different: BTreeSet<&str> = words.iter().flatten().map(|word| word.term.as_str()).collect();
    let different: Vec<&str> = different.into_iter().collect();
    let known = index.map(|index| index.frequencies(&different)).transpose()?.unwrap_or_default();
    let holding: HashMap<&str, u64> = different.into_iter().zip(known.holding).collect();
    let weigh =
        |words: &Vec<_>| keywords(words, known.documents, |term| holding.get(term).copied().unwrap_or_default());
    Ok(words.iter().map(weigh).collect())
}
