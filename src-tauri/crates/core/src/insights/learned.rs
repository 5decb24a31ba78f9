//! What the program learned of what communications are about, from what people decided; learned anew in the background
//! whenever they decide something else.
//!
//! Nothing of it is stored: it is learned again from the same decisions after every start, and takes at most [`TAUGHT`] of them,
//! however many communications there are.

use std::collections::BTreeMap;
use std::sync::Arc;

use satchel_insight::text::{Classifier, LearnedTones, Quality, Tone, ToneKind, Topic, assess, categories, tone};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::ExprTrait;
use sea_orm::{QueryOrder, QuerySelect};
use serde::Serialize;
use ts_rs::TS;

use super::learner::Learner;
use super::text::whole;
use crate::App;
use crate::communications::categories::{key_of, offered, topic_of};
use crate::communications::category::CategoryBy;
use crate::communications::communication::{self, GivenTone};
use crate::error::{Result, internal};
use crate::ids::{CategoryId, Timestamp};

/// Decisions that are learned from, the newest.
const TAUGHT: u64 = 3_000;
/// Characters of a text that are looked at.
const LONGEST: usize = 4_000;
/// How sure the program must be to say something else than the phrases.
const LIKELY: f32 = 0.5;
/// How sure it must be to decide by itself, and how many decisions of a category it must have seen.
const SURE: f32 = 0.8;
const SEEN: usize = 20;

/// How a suggestion came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SuggestedBy {
    /// Phrases that belong to the category.
    Phrases,
    /// What people decided about other communications.
    Learned,
}

/// What a communication may be about.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CategorySuggestion {
    /// The category.
    pub category_id: CategoryId,
    /// How it came about.
    pub by: SuggestedBy,
    /// How sure that is, 0 to 1: a probability, or the share of sentences that mention it.
    pub sure: f64,
    /// The words that decided.
    pub words: Vec<String>,
    /// Whether the program decides this by itself.
    pub decided: bool,
}

/// How good the program is at this, on decisions that were held out.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CategoryQuality {
    /// Decisions that were learned from.
    pub taught: usize,
    /// Decisions that were held out; 0 while there are too few.
    pub held_out: usize,
    /// Share of these that it would have decided so.
    pub accuracy: f64,
    /// F1 averaged over the categories.
    pub macro_f1: f64,
    /// What always saying the commonest category would reach.
    pub majority: f64,
    /// Categories that it decides by itself.
    pub decides: Vec<CategoryId>,
}

/// What was learned.
pub(crate) struct Learned {
    /// How many decisions there were, and when the newest was made.
    from: (u64, Option<Timestamp>),
    offered: Vec<CategoryId>,
    classifier: Classifier,
    taught: BTreeMap<CategoryId, usize>,
    quality: Option<Quality>,
    tones: Option<LearnedTones>,
}

/// What people decided, the oldest first.
struct Decided {
    categories: Vec<(String, CategoryId)>,
    tones: Vec<(String, ToneKind)>,
}

impl Learned {
    fn learn(from: (u64, Option<Timestamp>), offered: Vec<CategoryId>, decided: &Decided) -> Self {
        let Decided { categories: examples, tones } = decided;
        let tones: Vec<(&str, ToneKind)> = tones.iter().map(|(text, kind)| (text.as_str(), *kind)).collect();
        let place = |id: CategoryId| offered.iter().position(|known| *known == id);
        let told: Vec<(String, usize)> = offered
            .iter()
            .enumerate()
            .filter_map(|(at, id)| Some((at, topic_of(*id)?)))
            .flat_map(|(at, topic): (usize, Topic)| topic.told().map(move |text| (text, at)))
            .collect();
        let decided: Vec<(&str, usize)> =
            examples.iter().filter_map(|(text, id)| Some((text.as_str(), place(*id)?))).collect();
        let mut taught = BTreeMap::new();
        decided.iter().for_each(|(_, at)| *taught.entry(offered[*at]).or_default() += 1);
        let quality = assess(&decided);
        let all: Vec<(&str, usize)> = told.iter().map(|(text, at)| (text.as_str(), *at)).chain(decided).collect();
        let classifier = Classifier::train(&all);
        Self { from, offered, classifier, taught, quality, tones: LearnedTones::learn(&tones) }
    }

    /// How a text sounds.
    pub fn tone(&self, text: &str) -> Tone {
        self.tones.as_ref().map_or_else(|| tone(text), |learned| learned.tone(text))
    }

    /// Whether the program may decide this category by itself: it has seen enough of it, and on what was held out it is better
    /// than the commonest category by more than chance.
    fn decides(&self, id: CategoryId) -> bool {
        let enough = self.taught.get(&id).is_some_and(|seen| *seen >= SEEN);
        enough && self.quality.is_some_and(Quality::beats_the_majority)
    }

    /// The categories that it decides by itself, in one word: the same for the same ones, empty for none.
    pub fn earned(&self) -> String {
        let mut earned: Vec<String> =
            self.offered.iter().filter(|id| self.decides(**id)).map(|id| id.0.simple().to_string()).collect();
        earned.sort_unstable();
        earned.join(",")
    }

    /// What a text may be about; none where nothing tells.
    pub fn suggest(&self, title: &str, text: &str) -> Option<CategorySuggestion> {
        let text = whole(title, text, LONGEST);
        let phrases = categories(&text).into_iter().find(|found| self.offered.contains(&key_of(found.topic)));
        let by_phrases = phrases.map(|found| CategorySuggestion {
            category_id: key_of(found.topic),
            by: SuggestedBy::Phrases,
            sure: found.share,
            words: found.words.into_iter().map(ToOwned::to_owned).collect(),
            decided: false,
        });
        if self.taught.is_empty() {
            return by_phrases;
        }
        let verdict = self.classifier.judge(&text);
        let id = self.offered.get(verdict.class).copied()?;
        if verdict.words.is_empty() || verdict.sure < LIKELY && by_phrases.is_some() {
            return by_phrases;
        }
        Some(CategorySuggestion {
            category_id: id,
            by: SuggestedBy::Learned,
            sure: f64::from(verdict.sure),
            words: verdict.words,
            decided: verdict.sure >= SURE && self.decides(id),
        })
    }

    /// What the program decides by itself about a text that nobody decided about.
    pub fn decide(&self, title: &str, text: &str) -> Option<CategoryId> {
        if !self.offered.iter().any(|id| self.decides(*id)) {
            return None;
        }
        self.suggest(title, text).filter(|said| said.decided).map(|said| said.category_id)
    }

    /// How good it is.
    pub fn quality(&self) -> CategoryQuality {
        let measured = self.quality.unwrap_or(Quality { accuracy: 0.0, macro_f1: 0.0, majority: 0.0, held_out: 0 });
        CategoryQuality {
            taught: self.taught.values().sum(),
            held_out: measured.held_out,
            accuracy: measured.accuracy,
            macro_f1: measured.macro_f1,
            majority: measured.majority,
            decides: self.offered.iter().copied().filter(|id| self.decides(*id)).collect(),
        }
    }
}

/// Learns in the background for as long as the application is open.
pub(crate) fn start(app: &Arc<App>) {
    Learner::follow(app, |app| &app.learner, |app| Box::pin(follow(app)));
}

/// Whether what is known now is something else than before.
async fn follow(app: &App) -> Result<bool> {
    let before = app.learner.known().map(|known| known.from);
    let known = current(app).await?;
    Ok(before.is_some_and(|before| before != known.from))
}

/// What is learned from all decisions up to now.
pub(crate) async fn current(app: &App) -> Result<Arc<Learned>> {
    use communication::{Column, Entity};
    let _learning = app.learner.learning().await;
    let offered: Vec<CategoryId> = offered(app.read()).await?.into_iter().map(|category| category.id).collect();
    let live = || Entity::find().filter(Column::DeletedAt.is_null());
    let by_person = || Column::CategoryBy.eq(CategoryBy::Person);
    let decided = live().filter(by_person().or(Column::Tone.is_not_null()));
    let (count, newest): (i64, Option<Timestamp>) = decided
        .select_only()
        .column_as(Column::Id.count(), "count")
        .column_as(Column::UpdatedAt.max(), "newest")
        .into_tuple()
        .one(app.read())
        .await?
        .unwrap_or_default();
    let from = (count.cast_unsigned(), newest);
    if let Some(known) = app.learner.known().filter(|known| known.from == from && known.offered == offered) {
        return Ok(known);
    }
    let newest = |decided: Select<Entity>, what: Column| {
        let newest = decided.order_by_desc(Column::UpdatedAt).order_by_desc(Column::Id).limit(TAUGHT);
        newest.select_only().columns([what, Column::Title, Column::Text])
    };
    let categories = newest(live().filter(by_person()).filter(Column::CategoryId.is_not_null()), Column::CategoryId);
    let categories: Vec<(Option<CategoryId>, String, String)> = categories.into_tuple().all(app.read()).await?;
    let tones = newest(live().filter(Column::Tone.is_not_null()), Column::Tone);
    let tones: Vec<(Option<GivenTone>, String, String)> = tones.into_tuple().all(app.read()).await?;
    // The oldest first: learning goes through them in order, and the newest have the last word.
    let decided = Decided {
        categories: examples(categories),
        tones: examples(tones).into_iter().map(|(text, given)| (text, given.into())).collect(),
    };
    let learn = move || Learned::learn(from, offered, &decided);
    let learned = app.learner.know(tokio::task::spawn_blocking(learn).await.map_err(internal)?);
    // Older communications are looked at again where it decides others than before.
    app.keeper.wake();
    Ok(learned)
}

/// Texts with what was decided about each, the oldest first.
fn examples<T>(decided: Vec<(Option<T>, String, String)>) -> Vec<(String, T)> {
    let told = decided.into_iter().rev();
    told.filter_map(|(what, title, text)| Some((whole(&title, &text, LONGEST), what?))).collect()
}
