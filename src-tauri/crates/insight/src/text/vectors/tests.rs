#![expect(clippy::unwrap_used, reason = "a failed step fails the test")]

use std::collections::BTreeSet;

use proptest::prelude::*;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

use super::*;
use crate::text::{Weights, keywords};

/// Notes of eight words, each about one of the topics.
fn notes(topics: &[&[&str]], many: usize) -> Vec<String> {
    let mut chance = ChaCha8Rng::seed_from_u64(7);
    let mut below = |end: usize| chance.next_u32() as usize % end;
    let mut note = |topic: &[&str]| (0..8).map(|_| topic[below(topic.len())]).collect::<Vec<_>>().join(" ");
    (0..many).map(|at| note(topics[at % topics.len()])).collect()
}

fn learned(notes: &[String]) -> WordVectors {
    let mut corpus = Corpus::default();
    notes.iter().for_each(|note| corpus.add(note));
    WordVectors::train(corpus, 1, || true).unwrap()
}

fn of(text: &str) -> Vec<Keyword> {
    keywords(&terms(text), 0, |_| 0)
}

const SEALS: [&str; 8] = ["seal", "leak", "gasket", "pump", "oil", "密封", "漏油", "油泵"];
const BILLS: [&str; 8] = ["invoice", "payment", "bank", "overdue", "account", "发票", "付款", "逾期"];

#[test]
fn neighbours_stay_within_their_topic_in_both_languages() {
    let notes = notes(&[&SEALS, &BILLS], 800);
    let words = learned(&notes);
    assert_eq!((words.texts(), words.tokens(), words.words()), (800, 6_400, 16));
    for topic in [SEALS, BILLS] {
        for word in topic {
            let near: Vec<&str> = words.neighbours(word, 4).into_iter().map(|(near, _)| near).collect();
            assert!(near.len() == 4 && near.iter().all(|near| topic.contains(near)), "{word}: {near:?}");
        }
    }
    let likeness = |a: &str, b: &str| words.meaning(&of(a)).likeness(&words.meaning(&of(b)));
    assert!(likeness("the gasket leaks 漏油 seal", "pump oil 密封") > 0.5);
    assert!(likeness("gasket seal 漏油", "invoice 付款 overdue") < 0.1);
}

/// Notes in which two words are never together, but each stands among the same others.
fn with_synonyms() -> Vec<String> {
    let mut offers = notes(&[&["offer", "discount", "单价", "valid", "currency", "rails"], &SEALS, &BILLS], 1_500);
    let offers_only = offers.iter_mut().step_by(3).enumerate();
    offers_only.for_each(|(at, note)| note.push_str([" quotation", " 报价"][at % 2]));
    offers
}

#[test]
fn words_that_are_never_together_are_near_if_they_keep_the_same_company() {
    let notes = with_synonyms();
    // What counts shared words sees nothing here: the two never meet, and the two texts share none.
    assert!(!notes.iter().any(|note| note.contains("quotation") && note.contains("报价")));
    let (one, two) = ("quotation valid", "报价 discount");
    assert_eq!(Weights::of(&of(one)).likeness(&Weights::of(&of(two))).0, 0.0);
    let words = learned(&notes);
    let near = words.neighbours("quotation", 6);
    assert!(near.iter().any(|(word, likeness)| *word == "报价" && *likeness > 0.5), "{near:?}");
    assert!(words.likeness("quotation", "gasket").is_some_and(|likeness| likeness < 0.2));
    let meaning = |text: &str| words.meaning(&of(text));
    assert!(meaning(one).likeness(&meaning(two)) > 0.5);
    assert!(meaning(one).likeness(&meaning("leak 油泵")) < 0.2);
}

#[test]
fn the_same_texts_give_the_same_directions() {
    let notes = notes(&[&SEALS, &BILLS], 200);
    let first = learned(&notes);
    assert!(first == learned(&notes), "every number is the same");
    let mut corpus = Corpus::default();
    notes.iter().for_each(|note| corpus.add(note));
    assert!(WordVectors::train(corpus, 2, || true) != Some(first), "another seed draws something else");
}

#[test]
fn what_few_texts_say_is_not_learned() {
    let mut notes = notes(&[&SEALS], 50);
    notes[0].push_str(&" Zuckmayer".repeat(30));
    (0..4).for_each(|at| notes[at].push_str(" Ondřej"));
    (0..5).for_each(|at| notes[at].push_str(" Novák"));
    let words = learned(&notes);
    assert!(words.neighbours("zuckmayer", 3).is_empty(), "one text says it, however often");
    assert!(words.neighbours("ondrej", 3).is_empty());
    assert_eq!(words.neighbours("novak", 3).len(), 3);
    assert!(!String::from_utf8_lossy(&words.to_bytes()).contains("zuckmayer"), "nor does it lie in what is kept");
    // Of a text that is mostly unknown nothing much can be said.
    let meaning = |text: &str| words.meaning(&of(text));
    assert!((meaning("seal").likeness(&meaning("seal")) - 1.0).abs() < 1e-5);
    let partly = meaning("seal zuckmayer ondrej perpetuum");
    assert!((partly.likeness(&partly) - 0.25).abs() < 1e-5, "a quarter is known");
}

#[test]
fn nothing_comes_of_nothing() {
    let empty = learned(&[]);
    assert_eq!((empty.words(), empty.neighbours("seal", 3)), (0, Vec::new()));
    assert_eq!(empty.likeness("seal", "seal"), None);
    let nothing = empty.meaning(&of("seal"));
    assert_eq!(nothing.likeness(&nothing), 0.0);
    let one = learned(&vec!["seal".to_owned(); 20]);
    assert_eq!(one.words(), 1);
    assert!(one.neighbours("seal", 3).is_empty(), "it has no others");
    assert_eq!(one.meaning(&[]).likeness(&one.meaning(&of("seal"))), 0.0);
    let silent = learned(&vec!["... 12 的".to_owned(); 20]);
    assert_eq!((silent.texts(), silent.tokens(), silent.words()), (20, 0, 0));
    assert_eq!(WordVectors::from_bytes(&silent.to_bytes()), Some(silent));
}

#[test]
fn it_stops_when_told() {
    let mut corpus = Corpus::default();
    notes(&[&SEALS, &BILLS], 800).iter().for_each(|note| corpus.add(note));
    let mut asked = 0;
    let stopped = WordVectors::train(corpus, 1, || {
        asked += 1;
        asked < 3
    });
    assert_eq!((stopped, asked), (None, 3));
}

#[test]
fn what_is_kept_comes_back() {
    let words = learned(&notes(&[&SEALS, &BILLS], 100));
    let bytes = words.to_bytes();
    assert_eq!(WordVectors::from_bytes(&bytes), Some(words));
    let twice = [&bytes[..], &[0]].concat();
    assert_eq!(WordVectors::from_bytes(&twice), None, "more than it is");
    // One word twice.
    let doubled = WordVectors::new(1, 1, vec!["a".into(), "a".into()], vec![[0.1; SIZE]; 2]).to_bytes();
    assert_eq!(WordVectors::from_bytes(&doubled), None);
    let endless = WordVectors::new(1, 1, vec!["a".into()], vec![[f32::NAN; SIZE]]).to_bytes();
    assert_eq!(WordVectors::from_bytes(&endless), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_bytes_are_too_strange(cut in 0..3_000_usize, at in 0..3_000_usize, byte: u8) {
        static KEPT: std::sync::LazyLock<Vec<u8>> = std::sync::LazyLock::new(|| learned(&notes(&[&SEALS], 60)).to_bytes());
        let mut bytes = KEPT.clone();
        let at = at % bytes.len();
        bytes[at] = byte;
        // Whatever is there comes of it, but it never fails otherwise.
        drop(WordVectors::from_bytes(&bytes));
        let cut = cut % bytes.len();
        prop_assert_eq!(WordVectors::from_bytes(&bytes[..cut]), None);
    }

    #[test]
    fn whatever_is_said_gives_directions_of_length_one(texts in prop::collection::vec("[a-d报价交期密封 ]{0,40}", 0..40)) {
        let texts: Vec<String> = texts;
        let words = learned(&texts);
        let different: BTreeSet<String> =
            texts.iter().flat_map(|text| terms(text)).map(|word| word.term).collect();
        prop_assert!(words.words() <= different.len());
        for word in &words.words {
            let near = words.neighbours(word, 3);
            prop_assert!(near.iter().all(|(other, likeness)| other != word && likeness.abs() <= 1.001));
            prop_assert!(near.is_sorted_by(|a, b| a.1 >= b.1));
        }
    }
}
