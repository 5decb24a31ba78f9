//! Words as directions, learned from the words that they stand among: skip-gram with negative sampling (Mikolov, Sutskever,
//! Chen, Corrado and Dean 2013, "Distributed Representations of Words and Phrases and their Compositionality").
//!
//! Words that are used alike come to point the same way, whether or not they ever stand together. The same texts give the same
//! directions on every machine: there is one thread, one seed, a portable generator, and sums have a fixed order.

mod kept;
mod train;

use std::collections::HashMap;

use super::keywords::Keyword;
use super::words::terms;

/// Numbers per word.
const SIZE: usize = 100;
/// A word in fewer texts is not learned: of so few uses nothing can be told, and what only one text says stays its own.
const FEWEST: u32 = 5;
/// Words that are learned, the commonest: 12 MB of them.
const MOST: usize = 30_000;

type Direction = [f32; SIZE];

/// Texts to learn from, as their [`terms`]; the texts themselves are not kept.
#[derive(Default)]
pub struct Corpus {
    places: HashMap<String, u32>,
    /// By place: in how many texts the word is, and the last of them.
    held: Vec<(u32, usize)>,
    tokens: Vec<u32>,
    /// Where each text ends among the tokens.
    ends: Vec<usize>,
}

impl Corpus {
    /// Adds a text.
    pub fn add(&mut self, text: &str) {
        let number = self.ends.len() + 1;
        for word in terms(text) {
            let next = self.held.len() as u32;
            let place = *self.places.entry(word.term).or_insert(next);
            if place == next {
                self.held.push((0, 0));
            }
            let held = &mut self.held[place as usize];
            if held.1 != number {
                *held = (held.0 + 1, number);
            }
            self.tokens.push(place);
        }
        self.ends.push(self.tokens.len());
    }

    /// Words so far, each as often as it was said.
    pub fn tokens(&self) -> usize {
        self.tokens.len()
    }

    /// Texts so far.
    pub fn texts(&self) -> usize {
        self.ends.len()
    }
}

/// Directions of words.
#[derive(Clone, Debug, PartialEq)]
pub struct WordVectors {
    texts: usize,
    tokens: usize,
    /// The commonest first.
    words: Vec<String>,
    places: HashMap<String, u32>,
    /// By place; each of length 1.
    directions: Vec<Direction>,
}

impl WordVectors {
    /// Learns from all texts of a corpus. Now and then it asks `go_on`, and gives nothing where that says no. The time grows
    /// with the number of tokens; see [`train`].
    pub fn train(corpus: Corpus, seed: u64, go_on: impl FnMut() -> bool) -> Option<Self> {
        train::train(corpus, seed, go_on)
    }

    fn new(texts: usize, tokens: usize, words: Vec<String>, directions: Vec<Direction>) -> Self {
        let places = words.iter().zip(0..).map(|(word, place)| (word.clone(), place)).collect();
        Self { texts, tokens, words, places, directions }
    }

    /// How many texts they were learned from.
    pub fn texts(&self) -> usize {
        self.texts
    }

    /// How many words these had, each as often as it was said.
    pub fn tokens(&self) -> usize {
        self.tokens
    }

    /// How many different words were learned.
    pub fn words(&self) -> usize {
        self.words.len()
    }

    fn direction(&self, term: &str) -> Option<&Direction> {
        self.places.get(term).map(|place| &self.directions[*place as usize])
    }

    /// How alike two words (folded, as [`terms`] gives them) are used, −1 to 1: the cosine of the angle between them. Nothing
    /// where one of them was not learned.
    pub fn likeness(&self, one: &str, other: &str) -> Option<f32> {
        Some(dot(self.direction(one)?, self.direction(other)?))
    }

    /// The `most` words that are used most like this one, with how alike they are, the likest first, ties by word. None for a
    /// word that was not learned.
    pub fn neighbours(&self, term: &str, most: usize) -> Vec<(&str, f32)> {
        let Some(own) = self.direction(term) else { return Vec::new() };
        let mut best: Vec<(&str, f32)> = Vec::with_capacity(most + 1);
        for (word, direction) in self.words.iter().zip(&self.directions) {
            let likeness = dot(own, direction);
            if word == term || best.len() == most && best.last().is_none_or(|last| likeness < last.1) {
                continue;
            }
            let at = best.partition_point(|(other, better)| {
                better.total_cmp(&likeness).is_gt() || better.total_cmp(&likeness).is_eq() && *other < word.as_str()
            });
            best.insert(at, (word, likeness));
            best.truncate(most);
        }
        best
    }

    /// What a text is about, as a direction: the mean of its words' directions by their weight, which is their share of the text
    /// times their idf.
    pub fn meaning(&self, keywords: &[Keyword]) -> Meaning {
        let mut sum = [0.0; SIZE];
        let (mut known, mut all) = (0.0, 0.0);
        for keyword in keywords {
            all += keyword.weight;
            if let Some(direction) = self.direction(&keyword.term) {
                known += keyword.weight;
                add(&mut sum, keyword.weight as f32, direction);
            }
        }
        let direction = to_length_one(&mut sum).then_some(sum);
        Meaning { direction, known: if all > 0.0 { known / all } else { 0.0 } }
    }
}

/// What a text is about.
#[derive(Clone, Debug, PartialEq)]
pub struct Meaning {
    /// Of length 1; none where no word is known.
    direction: Option<Direction>,
    /// The share of the text's weight that is in words that were learned.
    known: f64,
}

impl Meaning {
    /// How alike two texts are, 0 to 1: the cosine of the angle between them, none below 0, times the geometric mean of how much
    /// of each is known. Texts with one common word and otherwise unknown ones are not alike.
    pub fn likeness(&self, other: &Self) -> f64 {
        match (&self.direction, &other.direction) {
            (Some(one), Some(two)) => f64::from(dot(one, two)).clamp(0.0, 1.0) * (self.known * other.known).sqrt(),
            _ => 0.0,
        }
    }
}

/// Sums that go side by side: a fixed order that processors of every kind can take several at a time.
const LANES: usize = 20;

fn dot(one: &Direction, other: &Direction) -> f32 {
    let mut lanes = [0.0_f32; LANES];
    for (one, other) in one.chunks_exact(LANES).zip(other.chunks_exact(LANES)) {
        for (sum, (one, other)) in lanes.iter_mut().zip(one.iter().zip(other)) {
            *sum += one * other;
        }
    }
    lanes.iter().sum()
}

/// Adds so many times a direction.
fn add(to: &mut Direction, times: f32, direction: &Direction) {
    for (to, from) in to.iter_mut().zip(direction) {
        *to += times * from;
    }
}

/// Whether it points anywhere.
fn to_length_one(direction: &mut Direction) -> bool {
    let length = dot(direction, direction).sqrt();
    let points = length.is_normal();
    if points {
        direction.iter_mut().for_each(|part| *part /= length);
    }
    points
}

#[cfg(test)]
mod tests;
