//! The tone of a text: positive, neutral or negative, and the words that decided.
//!
//! Words carry a feeling; a negation before one turns it, words of degree make it more or less, and what is said after a
//! "but" counts more than what was granted before. A complaint in few words outweighs politeness.

use std::sync::LazyLock;

use serde::Serialize;
use ts_rs::TS;

use super::classifier::Classifier;
use super::phrases::{Found, Phrases};
use super::sentences::sentences;
use super::words::fold;

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| Phrases::read(LISTS));

const LISTS: &[&str] = &[include_str!("tone/zh.txt"), include_str!("tone/en.txt")];

/// What becomes of praise that is negated. A negated reproach is none, and no praise either.
const TURNED: f64 = -0.8;
/// A negation that turns no word of the list: "didn't" tells little, "without" tells that something is missing.
const IDLE: [(&str, f64); 2] = [("not", -0.1), ("lack", -0.6)];
/// What is left of praise before a "but".
const GRANTED: f64 = 0.9;
/// Letters between a negation or a word of degree and what it belongs to, at most.
const REACH: usize = 14;
/// A smaller sum is no tone.
const NEUTRAL: f64 = 0.8;
/// Weaker words only tip the scale: alone they are no tone.
const HINT: f64 = 0.7;
/// Words that are named as the reason.
const NAMED: usize = 5;

/// Decisions below which nothing is learned.
const ENOUGH: usize = 5;
/// How much what was learned may count beside the list. Which of these is right, decisions tell that were held out.
const WEIGHTS: [f64; 9] = [0.0, 0.1, 0.2, 0.35, 0.5, 0.7, 0.9, 1.1, 1.3];
/// Each decision is held out once, one in so many at a time.
const FOLDS: usize = 5;
/// More decisions than these, the newest, aren't held out: they tell enough, and each fold is learned anew.
const TRIED: usize = 3_000;
/// A text with a smaller score leans neither way.
const LEANING: f64 = 0.05;
/// How many standard deviations better than the list alone it has to be to count at all.
const BETTER: f64 = 1.5;
/// The surest that the list or a likelihood can be, as a logarithm of odds.
const FULL: f64 = 3.0;

/// How a text sounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ToneKind {
    /// Content.
    Positive,
    /// Neither, or as much of one as of the other.
    Neutral,
    /// Discontent.
    Negative,
}

/// The tone of a text.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Tone {
    /// How it sounds.
    pub kind: ToneKind,
    /// The sum of its feelings: above 0 content, below discontent.
    pub score: f64,
    /// The words that decided, the strongest first, folded, with the negation before them.
    pub words: Vec<String>,
}

/// What was learned of tones from what people decided. The list still counts: it knows words that nobody decided about yet.
#[derive(Clone, Debug)]
pub struct LearnedTones {
    classifier: Classifier,
    /// What was decided of each kind, in their order.
    seen: [usize; 3],
    /// How much it counts beside the list; 0 while that is right more often by itself.
    weight: f64,
}

const KINDS: [ToneKind; 3] = [ToneKind::Positive, ToneKind::Neutral, ToneKind::Negative];

impl LearnedTones {
    /// Learns from texts and how each sounds; none from fewer than [`ENOUGH`], or where all sound alike.
    pub fn learn(examples: &[(&str, ToneKind)]) -> Option<Self> {
        let mut learned = Self::with(examples)?;
        learned.weight = weight(&examples[examples.len().saturating_sub(TRIED)..]);
        Some(learned)
    }

    /// Learns, but doesn't find out how much that is to count.
    fn with(examples: &[(&str, ToneKind)]) -> Option<Self> {
        let mut seen = [0; 3];
        examples.iter().for_each(|(_, kind)| seen[*kind as usize] += 1);
        let differ = seen.iter().filter(|count| **count > 0).count() > 1;
        let classes: Vec<(&str, usize)> = examples.iter().map(|(text, kind)| (*text, *kind as usize)).collect();
        let enough = differ && examples.len() >= ENOUGH;
        enough.then(|| Self { classifier: Classifier::train(&classes), seen, weight: 0.0 })
    }

    /// How a text sounds by the list and by what was learned: the odds of both multiplied, those that were learned counting
    /// as much as they have earned (a product of experts, Hinton 2002). The words are those of whoever decided.
    pub fn tone(&self, text: &str) -> Tone {
        let listed = tone(text);
        if self.weight == 0.0 {
            return listed;
        }
        let (kind, score) = mixed(&listed, self.odds(text), self.weight);
        if kind == listed.kind {
            return Tone { score, ..listed };
        }
        let verdict = self.classifier.judge(text);
        let told = kind != ToneKind::Neutral && verdict.class == kind as usize;
        Tone { kind, score, words: if told { verdict.words } else { Vec::new() } }
    }

    /// The logarithm of the odds of each kind.
    fn odds(&self, text: &str) -> [f64; 3] {
        let known = self.classifier.likelihoods(text);
        [0, 1, 2].map(|at| {
            // Nothing is known of a tone that nobody ever heard.
            let likely = known.get(at).filter(|_| self.seen[at] > 0).map_or(0.0, |share| f64::from(share * 3.0).ln());
            likely.max(-FULL)
        })
    }
}

/// How a text sounds by the list, and by odds that were learned and count so much.
fn mixed(listed: &Tone, odds: [f64; 3], weight: f64) -> (ToneKind, f64) {
    // A long text repeats what it feels; that makes it no surer. What the list finds neutral stays so by itself.
    let settled = |score: f64| FULL * (score / FULL).tanh();
    let neutral = settled(NEUTRAL) * 0.99;
    let felt = match listed.kind {
        ToneKind::Neutral => listed.score.clamp(-neutral, neutral) * 0.99,
        _ => settled(listed.score),
    };
    let all = [felt + weight * odds[0], neutral + weight * odds[1], weight * odds[2] - felt];
    let best = (0..3).fold(0, |best, at| if all[at] > all[best] { at } else { best });
    (KINDS[best], (all[0] - all[2]) / 2.0)
}

/// A decision that was held out: what was decided, what the list says, and what was learned of the others.
struct HeldOut {
    truth: ToneKind,
    listed: Tone,
    odds: [f64; 3],
}

impl HeldOut {
    /// Whether a weight tells the kind: 1, or 0. And whether it leans the right way, which the list often does without being sure
    /// enough to say so: 1, or 0 where it leans neither, or -1.
    fn right(&self, weight: f64) -> (f64, f64) {
        let (kind, score) = mixed(&self.listed, self.odds, weight);
        let leaning = if score.abs() > LEANING { score.signum() } else { 0.0 };
        let told = kind == self.truth;
        let leans = match self.truth {
            ToneKind::Positive => leaning,
            ToneKind::Negative => -leaning,
            ToneKind::Neutral if told => 1.0,
            ToneKind::Neutral => -1.0,
        };
        (f64::from(u8::from(told)), leans)
    }
}

/// How much what was learned is to count, by decisions that it wasn't learned from: of the weights under which no fewer kinds are
/// told than by the list alone, and more texts lean the right way by more than chance, the one that does most of both.
fn weight(examples: &[(&str, ToneKind)]) -> f64 {
    let fold = |fold: usize| {
        let (held_out, others): (Vec<_>, Vec<_>) = examples.iter().enumerate().partition(|(at, _)| at % FOLDS == fold);
        let others: Vec<(&str, ToneKind)> = others.into_iter().map(|(_, example)| *example).collect();
        let learned = LearnedTones::with(&others);
        let try_one = move |(_, (text, truth)): (usize, &(&str, ToneKind))| {
            let odds = learned.as_ref().map_or([0.0; 3], |learned| learned.odds(text));
            HeldOut { truth: *truth, listed: tone(text), odds }
        };
        held_out.into_iter().map(try_one).collect::<Vec<_>>()
    };
    let tried: Vec<HeldOut> = (0..FOLDS).flat_map(fold).collect();
    let alone: Vec<(f64, f64)> = tried.iter().map(|one| one.right(0.0)).collect();
    let mut best = (0.0, 0.0);
    for weight in WEIGHTS {
        let (mut kinds, mut gain, mut spread) = (0.0, 0.0, 0.0);
        for (one, before) in tried.iter().zip(&alone) {
            let now = one.right(weight);
            kinds += now.0 - before.0;
            gain += now.1 - before.1;
            spread += (now.1 - before.1).powi(2);
        }
        if kinds >= 0.0 && gain > BETTER * spread.sqrt() && gain + kinds > best.0 {
            best = (gain + kinds, weight);
        }
    }
    best.1
}

/// A word of feeling where it stands.
struct Feeling {
    value: f64,
    words: String,
}

/// The tone of a text, by the words that carry feeling.
pub fn tone(text: &str) -> Tone {
    let mut feelings: Vec<Feeling> = sentences(text).into_iter().flat_map(|sentence| felt(&fold(sentence))).collect();
    let score: f64 = feelings.iter().map(|feeling| feeling.value).sum();
    feelings.retain(|feeling| feeling.value * score > 0.0 && feeling.value.abs() > HINT && !feeling.words.is_empty());
    let kind = match score {
        _ if feelings.is_empty() => ToneKind::Neutral,
        NEUTRAL.. => ToneKind::Positive,
        _ if score <= -NEUTRAL => ToneKind::Negative,
        _ => ToneKind::Neutral,
    };
    feelings.sort_by(|a, b| b.value.abs().total_cmp(&a.value.abs()));
    let mut words: Vec<String> = Vec::new();
    for Feeling { words: said, .. } in feelings {
        if kind != ToneKind::Neutral && words.len() < NAMED && !words.contains(&said) {
            words.push(said);
        }
    }
    Tone { kind, score, words }
}

/// The feelings of a folded sentence.
fn felt(sentence: &str) -> Vec<Feeling> {
    let mut feelings: Vec<Feeling> = Vec::new();
    // What was said since the last feeling that could belong to the next one.
    let mut negations: Vec<Found> = Vec::new();
    let mut degree = 1.0;
    let mut end = 0;
    for found in PHRASES.find(sentence) {
        let gap = &sentence[end..found.at.start];
        if gap.chars().count() > REACH || gap.contains([',', '、', ';', ':', '(', ')', '!']) {
            feelings.extend(idle(&mut negations));
            degree = 1.0;
        }
        end = found.at.end;
        match found.label {
            "not" | "lack" => negations.push(found),
            "but" => {
                feelings.extend(idle(&mut negations));
                feelings.iter_mut().filter(|feeling| feeling.value > 0.0).for_each(|feeling| feeling.value *= GRANTED);
                degree = 1.0;
            }
            "0" => {}
            label => {
                if let Some(by) = label.strip_prefix('x') {
                    degree *= by.parse::<f64>().unwrap_or(1.0);
                    continue;
                }
                let weight: f64 = label.parse().unwrap_or_default();
                let value = match negations.len() % 2 {
                    0 => weight,
                    _ => TURNED * weight.max(0.0),
                };
                let from = negations.first().map_or(found.at.start, |first| first.at.start);
                negations.clear();
                feelings.push(Feeling { value: value * degree, words: sentence[from..found.at.end].to_owned() });
                degree = 1.0;
            }
        }
    }
    feelings.extend(idle(&mut negations));
    feelings
}

/// Negations that turned nothing.
fn idle(negations: &mut Vec<Found>) -> Option<Feeling> {
    let weigh = |found: Found| IDLE.iter().find(|(label, _)| *label == found.label).map_or(0.0, |(_, value)| *value);
    let value: f64 = negations.drain(..).map(weigh).sum();
    (value < 0.0).then(|| Feeling { value, words: String::new() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::phrases;

    #[test]
    fn the_lists_are_in_order() {
        let labels = ["3", "2", "1", "0.5", "0", "-0.5", "-1", "-2", "-3", "not", "lack", "but", "x1.5", "x0.6"];
        phrases::tests::check(LISTS, &labels);
    }

    #[test]
    fn both_languages_have_three_tones() {
        use ToneKind::{Negative, Neutral, Positive};
        let cases = [
            ("Very happy with the samples, great service.", Positive),
            ("She is not happy: the seals leak again and nobody called back.", Negative),
            ("Not bad at all.", Positive),
            ("Called about the drawing, will call again on Friday.", Neutral),
            ("The price is good, but delivery is late and the quality disappointing.", Negative),
            ("I couldn't be more disappointed. Terrible.", Negative),
            ("No problem so far, everything works fine.", Positive),
            ("客户对样品非常满意，准备下单。", Positive),
            ("客户不满意，密封圈又漏油了。", Negative),
            ("约了周五下午开会，讨论图纸。", Neutral),
            ("价格还可以，但是交期太慢，质量也很差。", Negative),
            ("不好意思，来晚了，图纸已发。", Neutral),
            ("服务态度好，响应很快，没有任何问题。", Positive),
            ("没收到货，打电话也没人接，太失望了。", Negative),
            ("可以，了解了很多，麻烦明天发一下报价，打电话再谈要求。", Neutral),
            ("", Neutral),
        ];
        for (text, want) in cases {
            let got = tone(text);
            assert_eq!(got.kind, want, "{text}: {got:?}");
            assert_eq!(got.words.is_empty(), want == Neutral, "a tone has its reason: {text}: {got:?}");
        }
    }

    #[test]
    fn the_reason_holds_its_negation() {
        assert_eq!(tone("客户并不是很满意。").words, ["并不是很满意"]);
        assert_eq!(tone("She was not very happy.").words, ["not very happy"]);
    }

    #[test]
    fn degree_and_order_matter() {
        assert!(tone("非常满意").score > tone("满意").score);
        assert!(tone("稍慢").score > tone("非常慢").score);
        assert!(tone("价格贵，但是质量好").score > tone("质量好，但是价格贵").score);
    }
}
