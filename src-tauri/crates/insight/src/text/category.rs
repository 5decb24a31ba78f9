//! What a text is about, among a few categories, by phrases that belong to each.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Serialize;
use ts_rs::TS;

use super::phrases::Phrases;
use super::sentences::sentences;
use super::words::fold;

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| Phrases::read(LISTS));

const LISTS: &[&str] = &[include_str!("category/zh.txt"), include_str!("category/en.txt")];

/// Categories of one text; more would tell nothing.
const MOST: usize = 3;
/// What a category has to be mentioned in: so many sentences, or this share of them.
const ENOUGH: (usize, f64) = (2, 0.25);

/// What a text can be about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// What it costs and how it is paid.
    Price,
    /// When and how it arrives.
    Delivery,
    /// How good it is.
    Quality,
    /// What went wrong.
    Complaint,
    /// Installing, repairing, explaining.
    Support,
    /// What is agreed and ordered.
    Contract,
    /// Knowing each other.
    Relationship,
}

impl Topic {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 7] = [
        Self::Price,
        Self::Delivery,
        Self::Quality,
        Self::Complaint,
        Self::Support,
        Self::Contract,
        Self::Relationship,
    ];

    /// Its label in the lists.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Price => "price",
            Self::Delivery => "delivery",
            Self::Quality => "quality",
            Self::Complaint => "complaint",
            Self::Support => "support",
            Self::Contract => "contract",
            Self::Relationship => "relationship",
        }
    }

    /// By its label in the lists.
    fn of(label: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|topic| topic.label() == label)
    }

    /// The phrases that speak for it, as a text for each language: what a classifier knows before it is taught.
    pub fn told(self) -> impl Iterator<Item = String> {
        let lines = LISTS.iter().copied().flat_map(super::words::lines);
        let own = lines.filter_map(move |line| line.strip_prefix(self.label())?.strip_prefix(": "));
        own.map(|phrases| phrases.replace('*', "").replace([',', '，'], " . "))
    }
}

/// A category that a text may belong to.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Category {
    /// Which one.
    pub topic: Topic,
    /// The share of sentences that mention it.
    pub share: f64,
    /// The phrases that decided, folded, in the order in which they are said.
    pub words: Vec<&'static str>,
}

/// The categories of a text, what more of its sentences mention first, ties by label. What is mentioned in passing is left out.
pub fn categories(text: &str) -> Vec<Category> {
    let sentences = sentences(text);
    let mut mentions: BTreeMap<&'static str, (usize, Vec<&'static str>)> = BTreeMap::new();
    for sentence in &sentences {
        let mut here: Vec<&'static str> = Vec::new();
        for found in PHRASES.find(&fold(sentence)).into_iter().filter(|found| found.label != "none") {
            let (count, words) = mentions.entry(found.label).or_default();
            if !here.contains(&found.label) {
                *count += 1;
                here.push(found.label);
            }
            if !words.contains(&found.phrase) {
                words.push(found.phrase);
            }
        }
    }
    let share = |count: usize| count as f64 / sentences.len() as f64;
    let mut found: Vec<Category> = mentions
        .into_iter()
        .filter(|(_, (count, _))| *count >= ENOUGH.0 || share(*count) >= ENOUGH.1)
        .filter_map(|(label, (count, words))| Some(Category { topic: Topic::of(label)?, share: share(count), words }))
        .collect();
    found.sort_by(|a, b| b.share.total_cmp(&a.share));
    found.truncate(MOST);
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::phrases;

    #[test]
    fn the_lists_are_in_order() {
        let names = ["price", "delivery", "quality", "complaint", "support", "contract", "relationship", "none"];
        phrases::tests::check(LISTS, &names);
    }

    #[test]
    fn texts_are_sorted_with_their_words() {
        use Topic::{Complaint, Contract, Delivery, Price, Quality, Relationship, Support};
        let cases: [(&str, &[Topic]); 9] = [
            ("She asked for a quote and a discount of 5 %.", &[Price]),
            ("交期能否提前？运费谁付？", &[Delivery, Price]),
            ("样品公差超差，表面有划痕。", &[Quality]),
            ("客户投诉密封圈漏油，要求退货。", &[Complaint]),
            ("The technician will repair the pump; spare parts are on the way.", &[Support]),
            ("框架协议下周签字，合同条款已定。", &[Contract]),
            ("请何总吃饭，聊了聊家常。", &[Relationship]),
            ("Talked for a while.", &[]),
            ("", &[]),
        ];
        for (text, want) in cases {
            let found = categories(text);
            assert_eq!(found.iter().map(|found| found.topic).collect::<Vec<_>>(), want, "{text}: {found:?}");
            assert!(found.iter().all(|found| !found.words.is_empty() && found.share > 0.0));
        }
    }

    #[test]
    fn what_is_mentioned_in_passing_is_no_category() {
        let text = format!("The price came up. {}", "We walked through the plant and looked at line two. ".repeat(9));
        assert!(categories(&text).is_empty());
    }
}
