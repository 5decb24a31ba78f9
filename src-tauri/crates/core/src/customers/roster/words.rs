//! The texts that many customers share, as regions: each is held once, and a customer holds its number.

use std::collections::HashMap;
use std::sync::Arc;

use serde::Deserialize;
use ts_rs::TS;

/// A field that holds such a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WordField {
    /// Region.
    Region,
    /// Where it came from.
    Source,
    /// Line of business.
    Industry,
    /// Code of the country of its address.
    Country,
}

impl WordField {
    /// How many there are.
    pub(super) const COUNT: usize = Self::Country as usize + 1;
}

/// The number of a text; the empty one is 0.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) struct Word(u32);

/// All such texts. One that nobody has any more stays until everything is read again.
#[derive(Debug)]
pub(crate) struct Words {
    texts: Vec<Arc<str>>,
    numbers: HashMap<Arc<str>, Word>,
}

impl Default for Words {
    fn default() -> Self {
        let empty: Arc<str> = "".into();
        Self { texts: vec![Arc::clone(&empty)], numbers: HashMap::from([(empty, Word::default())]) }
    }
}

impl Words {
    /// The number of a text, which is taken in where it isn't known yet.
    pub fn enter(&mut self, text: &str) -> Word {
        if let Some(known) = self.numbers.get(text) {
            return *known;
        }
        let (text, number) = (Arc::<str>::from(text), Word(u32::try_from(self.texts.len()).unwrap_or(u32::MAX)));
        self.texts.push(Arc::clone(&text));
        self.numbers.insert(text, number);
        number
    }

    /// The number of a text that some customer has or had.
    pub fn number(&self, text: &str) -> Option<Word> {
        self.numbers.get(text).copied()
    }

    /// The text behind a number.
    pub fn text(&self, word: Word) -> &str {
        self.texts.get(word.0 as usize).map_or("", |text| text)
    }
}
