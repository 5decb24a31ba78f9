//! How many documents hold a word, and which hold most of a few: what texts are weighed and compared by.

use tantivy::query::{BooleanQuery, ConstScoreQuery, Query, TermQuery};
use tantivy::schema::IndexRecordOption;
use uuid::Uuid;

use crate::collect::CollectBest;
use crate::schema::ANY;
use crate::{Index, Result};

/// How common words are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frequencies {
    /// Documents that have words.
    pub documents: u64,
    /// How many of them hold each word, in the order asked.
    pub holding: Vec<u64>,
}

impl Index {
    /// How many documents hold each of the words, without reading any. One that was replaced or removed counts until its
    /// segment is rewritten.
    pub fn frequencies(&self, words: &[&str]) -> Result<Frequencies> {
        self.with_view(|view, fields| {
            let count = |word: &str| Ok(view.searcher.doc_freq(&fields.word(word))?);
            Ok(Frequencies {
                documents: count(ANY)?,
                holding: words.iter().map(|word| count(word)).collect::<Result<_>>()?,
            })
        })
    }

    /// The documents that hold most of the words by weight, all but one: the best first, then the newest. The work grows with
    /// how common the words are, so name rare ones. Weights are whole numbers, whose sums are the same in any order.
    pub fn alike(&self, words: &[(&str, u16)], except: Uuid, limit: usize) -> Result<Vec<Uuid>> {
        if words.is_empty() {
            return Ok(Vec::new());
        }
        self.with_view(|view, fields| {
            let any = words.iter().map(|(word, weight)| -> Box<dyn Query> {
                let holds = TermQuery::new(fields.word(word), IndexRecordOption::Basic);
                Box::new(ConstScoreQuery::new(Box::new(holds), f32::from(*weight)))
            });
            let best = CollectBest { except, limit, columns: &view.columns };
            Ok(view.searcher.search(&BooleanQuery::union(any.collect()), &best)?)
        })
    }
}
