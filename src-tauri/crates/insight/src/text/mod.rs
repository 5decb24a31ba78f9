//! What a note says: its words, keywords, summary, tone, and what it asks for, in English and Chinese, also mixed.
//!
//! - [`split`] finds words; [`terms`] are those worth counting.
//! - [`keywords`] weighs them by how rare they are among the workspace's notes, and [`Weights`] tells how alike two notes are.
//! - [`summarise`] picks sentences out of a long note.
//! - [`tone`], [`signals`] and [`categories`] follow lists of phrases, which lie beside the code as text.
//! - [`Classifier`] learns from examples instead.
//! - [`WordVectors`] learns from the notes alone which words are used alike.
//!
//! Each result names the words that it rests on.

mod category;
mod classifier;
mod keywords;
mod phrases;
mod sentences;
mod signals;
mod summary;
mod tone;
mod vectors;
mod words;

pub use category::{Category, Topic, categories};
pub use classifier::{Classifier, Quality, Verdict, assess, features};
pub use keywords::{Keyword, Weights, idf, keywords};
pub use sentences::sentences;
pub use signals::{Signal, SignalKind, signals};
pub use summary::{Summary, summarise};
pub use tone::{LearnedTones, Tone, ToneKind, tone};
pub use vectors::{Corpus, Meaning, WordVectors};
pub use words::{Word, preload, split, terms};
