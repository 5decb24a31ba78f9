//! A classifier that learns from examples: logistic regression with an L2 penalty over TF-IDF, one class against the others
//! by softmax (Bishop 2006, 4.3.4). Features are words and pairs of words in Latin, characters and pairs of them in Chinese.
//!
//! Training goes through the examples in a fixed order, so the same examples give the same classifier.

use std::collections::{BTreeMap, HashMap};

use satchel_domain::is_han;
use unicode_segmentation::UnicodeSegmentation;

use super::words::fold;

/// Times that training goes through the examples.
const ROUNDS: usize = 30;
/// First step of AdaGrad (Duchi et al. 2011), which shortens with what a weight has moved.
const STEP: f32 = 0.5;
/// What large weights cost.
const PENALTY: f32 = 1e-5;
/// Words that are named as the reason.
const NAMED: usize = 4;
/// One in so many examples is held out to measure.
const HELD_OUT: usize = 5;

/// The parts of a text that a classifier looks at, repeated as often as they occur.
pub fn features(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    // The part before this one, where nothing stands between them.
    let mut before: Option<(&str, usize)> = None;
    let folded = fold(text);
    for (at, part) in folded.unicode_word_indices() {
        let han = part.starts_with(is_han);
        if let Some((word, end)) = before {
            let between = &folded[end..at];
            if between.chars().all(char::is_whitespace) && word.starts_with(is_han) == han {
                found.push(format!("{word}{}{part}", if han { "" } else { " " }));
            }
        }
        found.push(part.to_owned());
        before = Some((part, at + part.len()));
    }
    found
}

/// What was learned.
#[derive(Clone, Debug)]
pub struct Classifier {
    /// By feature: its place and its idf.
    features: HashMap<String, (u32, f32)>,
    classes: usize,
    /// By feature, then class; the last row is what a class has before anything is said.
    weights: Vec<f32>,
}

/// To which class a text belongs.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// The most likely class.
    pub class: usize,
    /// Its probability.
    pub sure: f32,
    /// What spoke for it, the strongest first.
    pub words: Vec<String>,
}

/// A text by its features, of length 1.
type Sparse = Vec<(u32, f32)>;

impl Classifier {
    /// Learns from texts and the class of each, counted from 0.
    pub fn train(examples: &[(&str, usize)]) -> Self {
        let classes = examples.iter().map(|(_, class)| class + 1).max().unwrap_or(1);
        let texts: Vec<Vec<String>> = examples.iter().map(|(text, _)| features(text)).collect();
        let mut holding: BTreeMap<&str, u32> = BTreeMap::new();
        for text in &texts {
            let mut once: Vec<&str> = text.iter().map(String::as_str).collect();
            once.sort_unstable();
            once.dedup();
            once.into_iter().for_each(|feature| *holding.entry(feature).or_default() += 1);
        }
        let documents = 1.0 + texts.len() as f32;
        let known = holding.iter().zip(0..).map(|((feature, holding), place)| {
            let idf = (documents / (1 + holding) as f32).ln() + 1.0;
            ((*feature).to_owned(), (place, idf))
        });
        let features: HashMap<String, (u32, f32)> = known.collect();
        let weights = vec![0.0; (features.len() + 1) * classes];
        let mut learned = Self { features, classes, weights };
        let sparse: Vec<Sparse> = texts.iter().map(|text| learned.sparse(text)).collect();
        learned.descend(&sparse, examples);
        learned
    }

    fn descend(&mut self, texts: &[Sparse], examples: &[(&str, usize)]) {
        let mut moved = vec![1e-6_f32; self.weights.len()];
        let stride = stride(texts.len());
        for round in 0..ROUNDS {
            for at in 0..texts.len() {
                // Examples often come sorted by class; a fixed stride mixes them.
                let at = (at * stride + round) % texts.len();
                let mut slopes = self.probabilities(&texts[at]);
                slopes[examples[at].1] -= 1.0;
                for (place, value) in &texts[at] {
                    let row = *place as usize * self.classes;
                    for (class, slope) in slopes.iter().enumerate() {
                        let weight = &mut self.weights[row + class];
                        let slope = slope * value + PENALTY * *weight;
                        moved[row + class] += slope * slope;
                        *weight -= STEP * slope / moved[row + class].sqrt();
                    }
                }
            }
        }
    }

    fn sparse(&self, features: &[String]) -> Sparse {
        let mut counts: BTreeMap<u32, f32> = BTreeMap::new();
        for (place, idf) in features.iter().filter_map(|feature| self.features.get(feature)) {
            *counts.entry(*place).or_default() += idf;
        }
        let length = counts.values().map(|value| value * value).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
        let constant = (u32::try_from(self.features.len()).unwrap_or(u32::MAX), 1.0);
        counts.into_iter().map(|(place, value)| (place, value / length)).chain([constant]).collect()
    }

    fn probabilities(&self, text: &Sparse) -> Vec<f32> {
        let mut scores = vec![0.0; self.classes];
        for (place, value) in text {
            let row = &self.weights[*place as usize * self.classes..][..self.classes];
            scores.iter_mut().zip(row).for_each(|(score, weight)| *score += weight * value);
        }
        let most = scores.iter().copied().fold(f32::MIN, f32::max);
        scores.iter_mut().for_each(|score| *score = (*score - most).exp());
        let sum: f32 = scores.iter().sum();
        scores.iter_mut().for_each(|score| *score /= sum);
        scores
    }

    /// How likely each class is for a text.
    pub fn likelihoods(&self, text: &str) -> Vec<f32> {
        self.probabilities(&self.sparse(&features(text)))
    }

    /// The class of a text, how sure that is, and why.
    pub fn judge(&self, text: &str) -> Verdict {
        let found = features(text);
        let sparse = self.sparse(&found);
        let (class, sure) = best(&self.probabilities(&sparse));
        // What a feature adds to this class over what it adds to all on average.
        let speaks = |place: u32, value: f32| {
            let row = &self.weights[place as usize * self.classes..][..self.classes];
            value * (row[class] - row.iter().sum::<f32>() / self.classes as f32)
        };
        let by_place: HashMap<u32, f32> =
            sparse.into_iter().map(|(place, value)| (place, speaks(place, value))).collect();
        let mut reasons: Vec<(f32, &String)> = Vec::new();
        for feature in &found {
            let weight = self.features.get(feature).and_then(|(place, _)| by_place.get(place));
            if let Some(weight) = weight.filter(|weight| **weight > 0.0)
                && !reasons.iter().any(|(_, known)| *known == feature)
            {
                reasons.push((*weight, feature));
            }
        }
        reasons.sort_by(|a, b| b.0.total_cmp(&a.0));
        Verdict { class, sure, words: reasons.into_iter().take(NAMED).map(|(_, word)| word.clone()).collect() }
    }
}

/// A step that meets every place once before it returns, and lands far from where it was.
fn stride(count: usize) -> usize {
    let shares_a_divisor = |mut a: usize, mut b: usize| {
        while b > 0 {
            (a, b) = (b, a % b);
        }
        a > 1
    };
    (count * 5 / 8 + 1..).find(|step| !shares_a_divisor(*step, count)).unwrap_or(1)
}

/// The likeliest class, the first of equals, with its probability.
fn best(probabilities: &[f32]) -> (usize, f32) {
    probabilities.iter().copied().enumerate().fold((0, -1.0), |best, next| if next.1 > best.1 { next } else { best })
}

/// How good a classifier is on examples that it didn't learn from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quality {
    /// Share of held-out examples that were judged rightly.
    pub accuracy: f64,
    /// F1 averaged over the classes that were held out, each counting the same.
    pub macro_f1: f64,
    /// The accuracy of always saying the commonest class of what was learned from.
    pub majority: f64,
    /// Examples held out.
    pub held_out: usize,
}

/// Held-out examples below which nothing is claimed.
const ENOUGH: usize = 10;
/// The quantile of a 95 % interval.
const Z: f64 = 1.96;

impl Quality {
    /// Whether it is better than always saying the commonest class by more than chance: the lower end of the 95 % interval
    /// of its accuracy (Wilson 1927) is above the majority's share.
    pub fn beats_the_majority(self) -> bool {
        let n = self.held_out as f64;
        let (p, z2) = (self.accuracy, Z * Z / n);
        let spread = Z * (p * (1.0 - p) / n + z2 / (4.0 * n)).sqrt();
        self.held_out >= ENOUGH && (p + z2 / 2.0 - spread) / (1.0 + z2) > self.majority
    }
}

/// Learns from four fifths of the examples and measures on the fifth: every fifth of each class, in the order given. None
/// with nothing to hold out.
pub fn assess(examples: &[(&str, usize)]) -> Option<Quality> {
    let mut seen: HashMap<usize, usize> = HashMap::new();
    let mut number = |class: usize| {
        let count = seen.entry(class).or_default();
        *count += 1;
        *count
    };
    let (held_out, learned): (Vec<_>, Vec<_>) =
        examples.iter().copied().partition(|(_, class)| number(*class) % HELD_OUT == 0);
    if held_out.is_empty() {
        return None;
    }
    let classifier = Classifier::train(&learned);
    let judged: Vec<(usize, usize)> =
        held_out.iter().map(|(text, class)| (*class, classifier.judge(text).class)).collect();
    let count = |wanted: &dyn Fn(&(usize, usize)) -> bool| judged.iter().filter(|pair| wanted(pair)).count() as f64;
    let mut by_class: BTreeMap<usize, usize> = BTreeMap::new();
    learned.iter().for_each(|(_, class)| *by_class.entry(*class).or_default() += 1);
    let commonest = by_class.iter().fold((0, 0), |best, (class, n)| if *n > best.1 { (*class, *n) } else { best }).0;
    let mut classes: Vec<usize> = held_out.iter().map(|(_, class)| *class).collect();
    classes.sort_unstable();
    classes.dedup();
    let f1 = |class: usize| {
        let right = count(&|(truth, said)| *truth == class && *said == class);
        2.0 * right / (count(&|(truth, _)| *truth == class) + count(&|(_, said)| *said == class))
    };
    let all = judged.len() as f64;
    Some(Quality {
        accuracy: count(&|(truth, said)| truth == said) / all,
        macro_f1: classes.iter().map(|class| f1(*class)).sum::<f64>() / classes.len() as f64,
        majority: count(&|(truth, _)| *truth == commonest) / all,
        held_out: judged.len(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXAMPLES: [(&str, usize); 10] = [
        ("the price is too high, send a quote", 0),
        ("delivery is late again", 1),
        ("报价太贵，能否便宜", 0),
        ("交期延误，何时发货", 1),
        ("quote with a better price", 0),
        ("when will the delivery arrive", 1),
        ("价格可以优惠吗", 0),
        ("发货了没有", 1),
        ("price list please", 0),
        ("late delivery, where is the truck", 1),
    ];

    #[test]
    fn features_are_words_characters_and_pairs() {
        assert_eq!(features("Late delivery, 报价"), ["late", "late delivery", "delivery", "报", "报价", "价"]);
    }

    #[test]
    fn it_learns_and_says_why() {
        let learned = Classifier::train(&EXAMPLES);
        let price = learned.judge("could the price come down?");
        assert_eq!(price.class, 0, "{price:?}");
        assert!(price.sure > 0.6 && price.words.contains(&"price".to_owned()), "{price:?}");
        let delivery = learned.judge("什么时候发货");
        assert_eq!(delivery.class, 1);
        assert!(delivery.words.contains(&"发货".to_owned()), "{delivery:?}");
        let unknown = learned.judge("zzz");
        assert!(unknown.sure < 0.75 && unknown.words.is_empty(), "nobody knows this word: {unknown:?}");
    }

    #[test]
    fn the_same_examples_give_the_same_classifier() {
        assert_eq!(Classifier::train(&EXAMPLES).weights, Classifier::train(&EXAMPLES).weights);
    }

    #[test]
    fn quality_is_measured_on_what_was_held_out() {
        let Some(quality) = assess(&EXAMPLES) else { panic!("two of ten are held out") };
        assert_eq!((quality.held_out, quality.majority), (2, 0.5));
        assert!(quality.accuracy >= 0.5 && quality.macro_f1 <= 1.0, "{quality:?}");
        assert_eq!(assess(&EXAMPLES[..4]), None, "too few to hold one out");
        assert_eq!(assess(&[]), None);
    }

    #[test]
    fn strides_meet_every_example() {
        for count in 1..200 {
            let met: std::collections::HashSet<usize> = (0..count).map(|at| at * stride(count) % count).collect();
            assert_eq!(met.len(), count);
        }
    }
}
