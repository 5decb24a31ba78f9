//! What the list of customers can be narrowed to, and which part of a filter leaves out most.

use std::collections::HashMap;

use sea_orm::ActiveEnum;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::fitting::Fitting;
use super::list::{CustomerFilter, FilterText, fits_owners, fits_stages, fits_tags};
use super::roster::{Named, Roster, WordField};
use super::tags::TagName;
use crate::App;
use crate::clock::Clock;
use crate::error::Result;
use crate::ids::{TagId, UserId};
use crate::people::Actor;
use crate::wire::short_text;

/// Which filter to count for.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct CustomerFacetsInput {
    /// Which customers.
    pub filter: Option<CustomerFilter>,
    /// Only tags that are called so.
    pub tag_text: Option<String>,
}

/// A value that a list can be narrowed to, with the number of rows behind it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Facet {
    /// A code or a key.
    pub value: String,
    /// A name, where the value has one of its own; codes are translated by the screen.
    pub label: String,
    /// Rows.
    #[ts(type = "number")]
    pub count: i64,
}

/// What the list can be narrowed to, each counted under the rest of the filter.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CustomerFacets {
    /// By stage.
    pub stages: Vec<Facet>,
    /// By owner.
    pub owners: Vec<Facet>,
    /// By tag: the chosen ones, then those used most, at most 200.
    pub tags: Vec<Facet>,
    /// How many tags there are to choose from, shown or not.
    pub tags_in_all: usize,
    /// The parts of the filter.
    pub parts: Vec<FilterPart>,
    /// How many customers each of the conditions and groups lets through by itself, in order.
    pub conditions: Vec<usize>,
    /// How many customers the filter lets through.
    pub matching: usize,
    /// How many customers there are.
    pub customers: usize,
}

/// What one part of a filter does.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FilterPart {
    /// Which part.
    pub by: FilterBy,
    /// How many customers it leaves out on its own.
    pub leaves_out: usize,
    /// How many customers the rest of the filter lets through.
    pub without: usize,
}

/// A part of a filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FilterBy {
    /// The text.
    Text,
    /// The stages.
    Stages,
    /// The owners.
    Owners,
    /// The tags.
    Tags,
    /// The conditions together.
    Conditions,
}

const PARTS: [FilterBy; 5] = [FilterBy::Text, FilterBy::Stages, FilterBy::Owners, FilterBy::Tags, FilterBy::Conditions];

/// More tags than this are no list to choose from; a text finds the others.
pub(super) const MOST_TAGS: usize = 200;

/// What the list can be narrowed to.
///
/// # Errors
/// `invalid` for conditions that mean nothing.
pub async fn customer_facets(app: &App, _actor: Actor, input: CustomerFacetsInput) -> Result<CustomerFacets> {
    let filter = input.filter.unwrap_or_default();
    filter.check()?;
    let text = FilterText::find(app, &filter).await?;
    let tag_text = input.tag_text.unwrap_or_default();
    app.roll.look(app, |roster| count(roster, &filter, &text, &tag_text, &app.clock)).await
}

fn count(roster: &Roster, filter: &CustomerFilter, text: &FilterText, tag_text: &str, clock: &Clock) -> CustomerFacets {
    let fitting = Fitting::new(filter.conditions.as_ref(), &text.held, roster, clock);
    let (mut matching, mut conditions) = (0, vec![0; fitting.len()]);
    let mut stages: HashMap<_, i64> = HashMap::new();
    let mut owners: HashMap<UserId, i64> = HashMap::new();
    let mut tags: HashMap<TagId, i64> = HashMap::new();
    let (mut alone, mut without) = ([0; PARTS.len()], [0; PARTS.len()]);
    for entry in roster.customers() {
        let fits = [
            text.fits(roster, entry),
            fits_stages(filter, entry),
            fits_owners(filter, entry),
            fits_tags(filter, entry),
            fitting.fits(entry),
        ];
        fitting.tally(entry, &mut conditions);
        let misses = fits.iter().filter(|fits| !**fits).count();
        matching += usize::from(misses == 0);
        for (part, fits) in fits.into_iter().enumerate() {
            alone[part] += usize::from(fits);
            // Whether the rest of the filter lets it through.
            if misses > usize::from(!fits) {
                continue;
            }
            without[part] += 1;
            match PARTS[part] {
                FilterBy::Text | FilterBy::Conditions => {}
                FilterBy::Stages => *stages.entry(entry.stage).or_default() += 1,
                FilterBy::Owners => {
                    if let Some(owner) = entry.owner {
                        *owners.entry(owner).or_default() += 1;
                    }
                }
                FilterBy::Tags => entry.tags.iter().for_each(|tag| *tags.entry(*tag).or_default() += 1),
            }
        }
    }
    let part = |(at, by): (usize, FilterBy)| {
        let leaves_out = roster.len() - alone[at];
        filter.has(by).then_some(FilterPart { by, leaves_out, without: without[at] })
    };
    let owner = |(id, count): (UserId, i64)| Facet {
        value: id.to_string(),
        label: roster.users.get(&id).map(|user| user.name.clone()).unwrap_or_default(),
        count,
    };
    let mut owners: Vec<Facet> = owners.into_iter().map(owner).collect();
    owners.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.label.cmp(&b.label)));
    let tags_in_all = tags.len();
    CustomerFacets {
        stages: stages
            .into_iter()
            .map(|(stage, count)| Facet { value: stage.to_value(), label: String::new(), count })
            .collect(),
        owners,
        tags: tag_facets(roster, filter, tags, tag_text),
        tags_in_all,
        parts: PARTS.into_iter().enumerate().filter_map(part).collect(),
        conditions,
        matching,
        customers: roster.len(),
    }
}

fn tag_facets(roster: &Roster, filter: &CustomerFilter, counts: HashMap<TagId, i64>, text: &str) -> Vec<Facet> {
    let called = TagName::read(text);
    let is_chosen = |id: &TagId| filter.tags.as_ref().is_some_and(|chosen| chosen.contains(id));
    let mut tags: Vec<(bool, i64, TagId, &Named)> = counts
        .into_iter()
        .filter_map(|(id, count)| Some((is_chosen(&id), count, id, roster.tags.get(&id)?)))
        .filter(|(_, _, _, tag)| called.fits(tag))
        .collect();
    tags.sort_by(|a, b| {
        (b.0, b.1).cmp(&(a.0, a.1)).then_with(|| a.3.sort_key.cmp(&b.3.sort_key)).then_with(|| a.2.cmp(&b.2))
    });
    tags.truncate(MOST_TAGS);
    tags.into_iter()
        .map(|(_, count, id, tag)| Facet { value: id.to_string(), label: tag.name.clone(), count })
        .collect()
}

/// Which texts of which field to list.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct ListCustomerValues {
    /// The field.
    pub field: WordField,
    /// Only those that read so, by letters of any script or in pinyin.
    #[serde(default)]
    pub text: Option<String>,
}

/// The texts that customers have in a field, those that most have first, at most 200; the empty one is left out.
///
/// # Errors
/// `invalid` for a text that none could be.
pub async fn list_customer_values(app: &App, _actor: Actor, input: ListCustomerValues) -> Result<Vec<Facet>> {
    let called = TagName::read(&short_text("text", input.text.as_deref().unwrap_or_default())?);
    app.roll
        .look(app, |roster| {
            let mut counts: HashMap<_, i64> = HashMap::new();
            roster.customers().for_each(|entry| *counts.entry(entry.word(input.field)).or_default() += 1);
            let mut found: Vec<Facet> = counts
                .into_iter()
                .map(|(word, count)| (roster.words.text(word), count))
                .filter(|(text, _)| !text.is_empty() && (called.is_any() || called.fits(&Named::of(text))))
                .map(|(text, count)| Facet { value: text.to_owned(), label: text.to_owned(), count })
                .collect();
            found.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
            found.truncate(MOST_TAGS);
            found
        })
        .await
}
