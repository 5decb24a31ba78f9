//! Keywords by TF-IDF (Salton and Buckley 1988), with the smooth idf that scikit-learn uses.

use std::collections::BTreeMap;

use super::words::Word;

/// A word that tells this text from others.
#[derive(Clone, Debug, PartialEq)]
pub struct Keyword {
    /// Folded, as counted.
    pub term: String,
    /// As first written in the text.
    pub text: String,
    /// tf · idf; comparable within one text only.
    pub weight: f64,
    /// How many documents hold it.
    pub holding: u64,
}

/// The words of a text by weight, the heaviest first, ties by term.
///
/// tf = n_t ÷ n and idf = ln((1 + N) ÷ (1 + df)) + 1, where N is the number of `documents` and df how many of them are
/// `holding` the term.
pub fn keywords(words: &[Word], documents: u64, holding: impl Fn(&str) -> u64) -> Vec<Keyword> {
    let mut counts: BTreeMap<&str, (&str, u32)> = BTreeMap::new();
    for word in words {
        counts.entry(&word.term).or_insert((word.text, 0)).1 += 1;
    }
    let weigh = |(term, (text, count)): (&str, (&str, u32))| {
        let holding = holding(term);
        let weight = f64::from(count) / words.len() as f64 * idf(documents, holding);
        Keyword { term: term.to_owned(), text: text.to_owned(), weight, holding }
    };
    let mut keywords: Vec<Keyword> = counts.into_iter().map(weigh).collect();
    // The terms come in order and the sort is stable.
    keywords.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    keywords
}

/// How telling a word is that so many of all documents are holding: ln((1 + N) ÷ (1 + df)) + 1.
pub fn idf(documents: u64, holding: u64) -> f64 {
    ((1 + documents) as f64 / (1 + holding) as f64).ln() + 1.0
}

/// What a text is about, as a direction: weights by term, of length 1.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Weights(BTreeMap<String, f64>);

impl Weights {
    /// From the weights of its words.
    pub fn of(keywords: &[Keyword]) -> Self {
        let length = keywords.iter().map(|keyword| keyword.weight * keyword.weight).sum::<f64>().sqrt();
        Self(keywords.iter().map(|keyword| (keyword.term.clone(), keyword.weight / length)).collect())
    }

    /// How alike two texts are, 0 to 1 (the cosine of the angle between them), and the terms that make them so, the most
    /// telling first.
    pub fn likeness<'a>(&'a self, other: &Self) -> (f64, Vec<&'a str>) {
        let part = |(term, weight): (&'a String, &f64)| Some((term.as_str(), weight * other.0.get(term)?));
        let mut parts: Vec<(&str, f64)> = self.0.iter().filter_map(part).collect();
        parts.sort_by(|a, b| b.1.total_cmp(&a.1));
        let likeness = parts.iter().map(|(_, part)| part).sum::<f64>().min(1.0);
        (likeness, parts.into_iter().map(|(term, _)| term).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::terms;

    fn of(text: &str) -> Weights {
        Weights::of(&keywords(&terms(text), 0, |_| 0))
    }

    #[test]
    fn a_rare_word_weighs_more_and_ties_go_by_term() {
        let words = terms("delivery rails price delivery");
        let found = keywords(&words, 100, |term| if term == "rails" { 1 } else { 90 });
        let terms: Vec<&str> = found.iter().map(|keyword| keyword.term.as_str()).collect();
        assert_eq!(terms, ["rails", "delivery", "price"], "one rare word beats a common one said twice: {found:?}");
        let tied = keywords(&terms_of("beta alpha"), 10, |_| 3);
        assert_eq!(tied[0].term, "alpha");
        assert!(keywords(&[], 10, |_| 1).is_empty());
    }

    fn terms_of(text: &str) -> Vec<Word<'_>> {
        terms(text)
    }

    #[test]
    fn a_text_is_like_itself_and_unlike_what_shares_no_word() {
        let rails = of("交期比价格重要，HGW25 rails");
        assert!((rails.likeness(&rails).0 - 1.0).abs() < 1e-9);
        assert_eq!(rails.likeness(&of("invoice unpaid")), (0.0, Vec::new()));
        let (likeness, shared) = rails.likeness(&of("rails 的交期"));
        assert!(likeness > 0.5 && likeness < 1.0, "{likeness}");
        assert_eq!(shared.len(), 2, "{shared:?}");
        assert_eq!(of("").likeness(&rails), (0.0, Vec::new()), "an empty text is like none");
    }
}
