//! A summary of verbatim sentences: TextRank (Mihalcea and Tarau 2004).

use std::collections::BTreeSet;

use super::sentences::sentences;
use super::words::terms;

/// Sentences of a summary.
const PICKED: usize = 3;
/// A note with fewer sentences, or fewer characters, is its own summary.
const SHORTEST: (usize, usize) = (6, 160);
/// Sentences that are compared: the work grows with their square.
const COMPARED: usize = 300;
/// Share of a sentence's rank that comes from those like it.
const DAMPING: f64 = 0.85;
const ROUNDS: usize = 100;
const SETTLED: f64 = 1e-6;

/// An extract of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary<'a> {
    /// Verbatim, in their order.
    pub sentences: Vec<&'a str>,
    /// How many sentences the text has.
    pub of: usize,
}

/// The sentences that most others share words with; none for a short text, which is its own summary. Of a very long text
/// the first 300 sentences are looked at.
///
/// Two sentences are as alike as the words they share, over the logarithms of their lengths.
pub fn summarise(text: &str) -> Option<Summary<'_>> {
    let all = sentences(text);
    if all.len() < SHORTEST.0 || text.chars().nth(SHORTEST.1).is_none() {
        return None;
    }
    let words: Vec<BTreeSet<String>> =
        all.iter().take(COMPARED).map(|sentence| terms(sentence).into_iter().map(|word| word.term).collect()).collect();
    let ranks = ranks(&words);
    let mut order: Vec<usize> = (0..words.len()).collect();
    // Of equals the earlier one: the sort is stable.
    order.sort_by(|a, b| ranks[*b].total_cmp(&ranks[*a]));
    // What is said twice is told once.
    let mut picked: Vec<usize> = Vec::new();
    for at in order {
        let told = picked.iter().any(|known| words[*known] == words[at]);
        if picked.len() < PICKED && !told && !words[at].is_empty() {
            picked.push(at);
        }
    }
    picked.sort_unstable();
    let sentences: Vec<&str> = picked.into_iter().map(|at| all[at]).collect();
    (sentences.len() == PICKED).then_some(Summary { sentences, of: all.len() })
}

/// PageRank over sentences, with edges as heavy as two sentences are alike.
fn ranks(words: &[BTreeSet<String>]) -> Vec<f64> {
    let count = words.len();
    let mut edges: Vec<Vec<(usize, f64)>> = vec![Vec::new(); count];
    for a in 0..count {
        for b in a + 1..count {
            let alike = alike(&words[a], &words[b]);
            if alike > 0.0 {
                edges[a].push((b, alike));
                edges[b].push((a, alike));
            }
        }
    }
    let out: Vec<f64> = edges.iter().map(|edges| edges.iter().map(|(_, weight)| weight).sum()).collect();
    let mut ranks = vec![1.0; count];
    for _ in 0..ROUNDS {
        let given = |(from, weight): &(usize, f64)| weight / out[*from] * ranks[*from];
        let next: Vec<f64> =
            edges.iter().map(|edges| 1.0 - DAMPING + DAMPING * edges.iter().map(given).sum::<f64>()).collect();
        let moved = ranks.iter().zip(&next).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
        ranks = next;
        if moved < SETTLED {
            break;
        }
    }
    ranks
}

fn alike(a: &BTreeSet<String>, b: &BTreeSet<String>) -> f64 {
    let shared = a.intersection(b).count() as f64;
    // One more than the length, so that sentences of a single word don't divide by nothing.
    let lengths = (1.0 + a.len() as f64).ln() + (1.0 + b.len() as f64).ln();
    if shared == 0.0 { 0.0 } else { shared / lengths }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOTE: &str = "周敏来电，三季度计划扩两条线。需要 48 根 HGW25 直线导轨，另加 24 套滑块。去年同规格单价 ¥1,180，希望维持。\
        She asked whether the delivery of the HGW25 rails could drop from six weeks to four. 她说直线导轨的交期比价格重要。\
        She will decide by Friday. 天气不错。The competitor quotes a similar price, stock in Suzhou.\n\
        HGW25 直线导轨的报价周五前给到就可以，抄送财务何丽。Lunch was fine. 下周拜访一起看。";

    #[test]
    fn a_summary_is_verbatim_and_in_order() {
        let Some(summary) = summarise(NOTE) else { panic!("a long note has a summary") };
        assert_eq!((summary.sentences.len(), summary.of), (3, 11));
        let places: Vec<_> = summary.sentences.iter().map(|sentence| NOTE.find(sentence)).collect();
        assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{summary:?}");
        assert!(
            summary.sentences.iter().all(|sentence| sentence.contains("HGW25") || sentence.contains("导轨")),
            "what the note keeps coming back to is told: {summary:?}"
        );
    }

    #[test]
    fn a_short_note_is_its_own_summary() {
        assert_eq!(summarise("Called. She wants a quote. 下周再联系。"), None);
        assert_eq!(summarise(""), None);
        assert_eq!(summarise(&"Yes. ".repeat(50)), None, "many sentences that say one thing need no extract");
    }

    #[test]
    fn ranks_agree_with_a_graph_worked_out_by_hand() {
        let set = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<BTreeSet<_>>();
        // One in the middle and two that know only it: r = .15 + .85·2s and s = .15 + .85·r/2.
        let ranks = ranks(&[set(&["a", "x"]), set(&["a", "b"]), set(&["b", "y"])]);
        let middle = (0.15 + 0.85 * 2.0 * 0.15) / (1.0 - 0.85 * 0.85);
        let side = 0.15 + 0.85 * middle / 2.0;
        assert!((ranks[1] - middle).abs() < 1e-4 && (ranks[0] - side).abs() < 1e-4, "{ranks:?}, {middle} and {side}");
        assert!((ranks[0] - ranks[2]).abs() < 1e-9);
    }

    #[test]
    fn a_very_long_text_is_summed_up_too() {
        let long: String =
            (0..2_000).map(|at| format!("Point {at} is about valve{} and pump{}. ", at % 7, at % 5)).collect();
        assert_eq!(summarise(&long).map(|summary| summary.of), Some(2_000));
    }
}
