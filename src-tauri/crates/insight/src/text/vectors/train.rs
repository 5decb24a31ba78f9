//! The training. Symbols are those of the paper; where it leaves a choice, it is the one of its authors' own program (word2vec.c),
//! which gensim follows, too.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use satchel_domain::is_han;

use super::{Corpus, Direction, FEWEST, MOST, SIZE, WordVectors, add, dot, to_length_one};

/// Words to either side that count as company; how many of them is drawn anew for each word.
const WINDOW: u32 = 5;
/// Words drawn by chance for each that stood there.
const NEGATIVES: usize = 5;
/// Words that are a greater share of all tokens are left out at times.
const SHARE: f64 = 1e-3;
/// Length of the first step; it shrinks evenly down to the last.
const STEP: f32 = 0.025;
const LAST_STEP: f32 = 0.0001;
/// Times that training goes through the texts: as often as makes so many tokens, within these bounds. Few texts need more.
const PASSED: usize = 5_000_000;
const FEWEST_ROUNDS: usize = 5;
const MOST_ROUNDS: usize = 20;
/// Places from which words are drawn by chance.
const DRAWN_FROM: usize = 1 << 20;
/// Tokens between two questions whether to go on: a few milliseconds.
const ASKED_EVERY: usize = 1_000;
/// σ(x) is looked up between −6 and 6, and as good as 0 or 1 beyond.
const FLAT: f32 = 6.0;
const STEPS: usize = 1_024;
/// Words of a script that are about many things.
const MANY: usize = 1_000;

/// Learns directions; see [`WordVectors::train`].
pub(super) fn train(corpus: Corpus, seed: u64, mut go_on: impl FnMut() -> bool) -> Option<WordVectors> {
    let texts = corpus.texts();
    let tokens = corpus.tokens();
    let (words, counts, said) = learned_words(corpus);
    let mut net = Net::new(&counts, seed);
    let passed: usize = said.iter().map(Vec::len).sum();
    let rounds = (PASSED / passed.max(1)).clamp(FEWEST_ROUNDS, MOST_ROUNDS);
    let (mut done, mut asked) = (0, 0);
    let mut kept = Vec::new();
    for text in (0..rounds).flat_map(|_| &said) {
        if done >= asked {
            if !go_on() {
                return None;
            }
            asked = done + ASKED_EVERY;
        }
        let left = 1.0 - done as f32 / (rounds * passed) as f32;
        net.read(text, &mut kept, (STEP * left).max(LAST_STEP));
        done += text.len();
    }
    let directions = spread(&words, &counts, net.into);
    Some(WordVectors::new(texts, tokens, words, directions))
}

/// Takes away what all directions have in common, which makes any two texts look alike and says nothing of either: their mean
/// (Mu and Viswanath 2018, "All-but-the-Top", without its second step), each use of a word counting. Chinese words have a mean of
/// their own, and so have the others, for what Chinese words have in common is that they stand among Chinese words; but a few
/// words of a script may all be about one thing, and keep what that is. Each direction gets the length 1.
fn spread(words: &[String], counts: &[u32], mut directions: Vec<Direction>) -> Vec<Direction> {
    let script = |word: &str| usize::from(word.starts_with(is_han));
    let mut of_script = [0; 2];
    words.iter().for_each(|word| of_script[script(word)] += 1);
    let kind = |word: &str| if of_script.iter().all(|words| *words >= MANY) { script(word) } else { 0 };
    let mut means = [([0.0; SIZE], 0.0); 2];
    for ((word, count), direction) in words.iter().zip(counts).zip(&directions) {
        let (sum, uses) = &mut means[kind(word)];
        add(sum, *count as f32, direction);
        *uses += *count as f32;
    }
    for (word, direction) in words.iter().zip(&mut directions) {
        let (sum, uses) = &means[kind(word)];
        add(direction, -1.0 / uses, sum);
        // A word of which nothing was learned points nowhere, and is like nothing.
        to_length_one(direction);
    }
    directions
}

/// The words that are learned, the commonest first, ties by word; how often each was said; and the texts in them.
fn learned_words(corpus: Corpus) -> (Vec<String>, Vec<u32>, Vec<Vec<u32>>) {
    let Corpus { places, held, tokens, ends } = corpus;
    let mut said = vec![0_u32; held.len()];
    tokens.iter().for_each(|place| said[*place as usize] += 1);
    let often = places.into_iter().filter(|(_, place)| held[*place as usize].0 >= FEWEST);
    let mut words: Vec<(String, u32)> = often.collect();
    let count = |place: u32| said[place as usize];
    words.sort_unstable_by(|a, b| count(b.1).cmp(&count(a.1)).then_with(|| a.0.cmp(&b.0)));
    words.truncate(MOST);
    let mut renamed = vec![None; held.len()];
    words.iter().zip(0..).for_each(|((_, old), new)| renamed[*old as usize] = Some(new));
    let counts = words.iter().map(|(_, old)| count(*old)).collect();
    let starts = [0].into_iter().chain(ends.iter().copied());
    let of_text = |(start, end): (usize, &usize)| tokens[start..*end].iter().filter_map(|old| renamed[*old as usize]);
    let texts = starts.zip(&ends).map(|text| of_text(text).collect()).collect();
    (words.into_iter().map(|(word, _)| word).collect(), counts, texts)
}

/// What is learned: v of each word as it says something of its company, and v′ as it is company.
struct Net {
    into: Vec<Direction>,
    out: Vec<Direction>,
    /// By word: how likely it is to be kept when its text is read, in 2⁻³².
    keep: Vec<u32>,
    /// Each word as many times as U(w)^¾ says.
    noise: Vec<u32>,
    sigma: Vec<f32>,
    chance: ChaCha8Rng,
}

impl Net {
    fn new(counts: &[u32], seed: u64) -> Self {
        let mut chance = ChaCha8Rng::seed_from_u64(seed);
        let mut small = || ((chance.next_u32() >> 8) as f32 / (1 << 24) as f32 - 0.5) / SIZE as f32;
        let into = counts.iter().map(|_| std::array::from_fn(|_| small())).collect();
        let all: f64 = counts.iter().map(|count| f64::from(*count)).sum();
        let keep = |count: &u32| {
            let over = f64::from(*count) / (SHARE * all);
            // A share above 1 is cut off by the conversion.
            ((over.sqrt() + 1.0) / over * 2.0_f64.powi(32)) as u32
        };
        let sigma = |step: usize| {
            let x = (step as f64 + 0.5) / STEPS as f64 * 2.0 * f64::from(FLAT) - f64::from(FLAT);
            (1.0 / (1.0 + (-x).exp())) as f32
        };
        Self {
            into,
            out: vec![[0.0; SIZE]; counts.len()],
            keep: counts.iter().map(keep).collect(),
            noise: noise(counts),
            sigma: (0..STEPS).map(sigma).collect(),
            chance,
        }
    }

    /// Goes through one text with steps of this length. `kept` is only room.
    fn read(&mut self, text: &[u32], kept: &mut Vec<u32>, step: f32) {
        kept.clear();
        kept.extend(text.iter().copied().filter(|word| self.keep[*word as usize] >= self.chance.next_u32()));
        for at in 0..kept.len() {
            let reach = (self.chance.next_u32() % WINDOW + 1) as usize;
            let company = at.saturating_sub(reach)..(at + reach + 1).min(kept.len());
            for other in company.filter(|other| *other != at) {
                self.learn(kept[other], kept[at], step);
            }
        }
    }

    /// One step up the gradient of ln σ(v′·v) + Σ ln σ(−v′ₙ·v), the word `there` being what stood beside `word`, and each n
    /// drawn by chance.
    fn learn(&mut self, word: u32, there: u32, step: f32) {
        let own = &mut self.into[word as usize];
        let mut moved = [0.0; SIZE];
        for turn in 0..=NEGATIVES {
            let (target, label) = match turn {
                0 => (there, 1.0),
                _ => (self.noise[self.chance.next_u32() as usize % DRAWN_FROM], 0.0),
            };
            if turn > 0 && target == there {
                continue;
            }
            let out = &mut self.out[target as usize];
            let by = (label - sigma(&self.sigma, dot(own, out))) * step;
            add(&mut moved, by, out);
            add(out, by, own);
        }
        add(own, 1.0, &moved);
    }
}

fn sigma(table: &[f32], x: f32) -> f32 {
    match (x + FLAT) / (2.0 * FLAT) {
        share if share < 0.0 => 0.0,
        share if share >= 1.0 => 1.0,
        share => table[((share * STEPS as f32) as usize).min(STEPS - 1)],
    }
}

/// Words in the shares in which they are drawn by chance, count^¾ of all. Roots are the same on every machine, where powers
/// needn't be.
fn noise(counts: &[u32]) -> Vec<u32> {
    let weight = |count: &u32| (f64::from(*count) * f64::from(*count).sqrt()).sqrt();
    let all: f64 = counts.iter().map(weight).sum();
    let mut noise = Vec::with_capacity(DRAWN_FROM);
    let mut sum = 0.0;
    for (count, word) in counts.iter().zip(0..) {
        sum += weight(count);
        noise.resize(((sum / all * DRAWN_FROM as f64) as usize).min(DRAWN_FROM), word);
    }
    let last = counts.len().saturating_sub(1) as u32;
    noise.resize(DRAWN_FROM, last);
    noise
}
