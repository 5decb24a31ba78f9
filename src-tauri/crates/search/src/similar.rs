//! Words that are nearly what was typed.

use std::fmt;
use std::sync::{Arc, LazyLock};

use levenshtein_automata::{DFA, Distance, LevenshteinAutomatonBuilder};
use unicode_script::{Script, UnicodeScript};

/// Letters from which one slip is forgiven, and from which two are.
const ONE_FROM: usize = 5;
const TWO_FROM: usize = 8;

/// A word of Latin letters that stands for all that begin nearly like it: up to [`Similar::slips`] letters are missing,
/// too many, others, or two neighbours exchanged. The automaton is the one that the index asks its dictionary with.
#[derive(Clone)]
pub(crate) struct Similar {
    pub chars: Vec<char>,
    pub slips: u8,
    beginnings: Arc<DFA>,
}

impl Similar {
    /// None for what has no slips to forgive: short words, digits, other scripts.
    pub fn of(chars: &[char]) -> Option<Self> {
        static ONE: LazyLock<LevenshteinAutomatonBuilder> = LazyLock::new(|| LevenshteinAutomatonBuilder::new(1, true));
        static TWO: LazyLock<LevenshteinAutomatonBuilder> = LazyLock::new(|| LevenshteinAutomatonBuilder::new(2, true));
        if !chars.iter().all(|c| c.is_alphabetic() && c.script() == Script::Latin) {
            return None;
        }
        let (slips, builder) = match chars.len() {
            TWO_FROM.. => (2, &TWO),
            ONE_FROM.. => (1, &ONE),
            _ => return None,
        };
        let word: String = chars.iter().collect();
        Some(Self { chars: chars.to_vec(), slips, beginnings: Arc::new(builder.build_prefix_dfa(&word)) })
    }

    /// Whether a word begins nearly so.
    pub fn fits(&self, word: impl Iterator<Item = char>) -> bool {
        let word: String = word.collect();
        matches!(self.beginnings.eval(word), Distance::Exact(_))
    }
}

impl PartialEq for Similar {
    fn eq(&self, other: &Self) -> bool {
        self.chars == other.chars
    }
}

impl Eq for Similar {}

impl fmt::Debug for Similar {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Similar({}, {})", self.chars.iter().collect::<String>(), self.slips)
    }
}
