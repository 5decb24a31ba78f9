//! Needs and complaints in a text, by phrases that ask or complain, each with its sentence.

use std::sync::LazyLock;

use serde::Serialize;
use ts_rs::TS;

use super::phrases::Phrases;
use super::sentences::sentences;
use super::words::fold;

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| Phrases::read(LISTS));

const LISTS: &[&str] = &[include_str!("signals/zh.txt"), include_str!("signals/en.txt")];

/// Suggestions of one kind; more would be noise.
const MOST: usize = 3;

/// What a sentence calls for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SignalKind {
    /// Something is wanted.
    Need,
    /// Something went wrong.
    Complaint,
}

/// A sentence that calls for something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signal<'a> {
    /// What for.
    pub kind: SignalKind,
    /// Verbatim.
    pub sentence: &'a str,
    /// The phrases that tell, folded.
    pub words: Vec<&'static str>,
}

/// The needs and complaints of a text in their order, at most three of each. A sentence that complains is no need, even
/// when it also asks for something.
pub fn signals(text: &str) -> Vec<Signal<'_>> {
    let mut found: Vec<Signal> = Vec::new();
    for sentence in sentences(text) {
        let phrases = PHRASES.find(&fold(sentence));
        let said = |wanted: &str| {
            let mut words: Vec<&'static str> = Vec::new();
            for phrase in phrases.iter().filter(|found| found.label == wanted) {
                if !words.contains(&phrase.phrase) {
                    words.push(phrase.phrase);
                }
            }
            words
        };
        let kinds = [(SignalKind::Complaint, "complaint"), (SignalKind::Need, "need")];
        let told = kinds.into_iter().map(|(kind, label)| (kind, said(label))).find(|(_, words)| !words.is_empty());
        if let Some((kind, words)) = told
            && found.iter().filter(|signal| signal.kind == kind).count() < MOST
        {
            found.push(Signal { kind, sentence, words });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::phrases;

    #[test]
    fn the_lists_are_in_order() {
        phrases::tests::check(LISTS, &["need", "complaint", "none"]);
    }

    #[test]
    fn needs_and_complaints_are_told_with_their_words() {
        use SignalKind::{Complaint, Need};
        let cases: [(&str, &[(SignalKind, &str)]); 14] = [
            ("周敏来电。需要48根HGW25直线导轨。", &[(Need, "需要")]),
            ("密封圈漏油，要求换货。", &[(Complaint, "漏油")]),
            ("暂时不需要，明年再说。", &[]),
            ("没有投诉，一切正常。", &[]),
            ("样品合格，能否提前到六月交货？", &[(Need, "能否")]),
            ("客户投诉交期延误。希望每周报告进度。", &[(Complaint, "投诉"), (Need, "希望")]),
            ("到货少了两箱，很不满意。", &[(Complaint, "不满意")]),
            ("She needs 48 rails for Q3.", &[(Need, "needs")]),
            ("They would like a data sheet in German.", &[(Need, "would like")]),
            ("The seals are leaking again, he complained.", &[(Complaint, "complain")]),
            ("No complaints, nothing needed.", &[]),
            ("Do you have a model with a longer stroke?", &[(Need, "do you have")]),
            ("The parcel arrived damaged.", &[(Complaint, "arrived damaged")]),
            ("Talked about the weather. 聊了展会。", &[]),
        ];
        for (text, want) in cases {
            let found = signals(text);
            let told: Vec<SignalKind> = found.iter().map(|signal| signal.kind).collect();
            assert_eq!(told, want.iter().map(|(kind, _)| *kind).collect::<Vec<_>>(), "{text}: {found:?}");
            for (signal, (_, word)) in found.iter().zip(want) {
                assert!(signal.words.contains(word), "{text}: {signal:?} names {word}");
                assert!(text.contains(signal.sentence), "sentences are verbatim");
            }
        }
    }

    #[test]
    fn a_long_list_is_cut() {
        assert_eq!(signals(&"We need valves. ".repeat(20)).len(), MOST);
    }
}
