//! A query whose documents are gathered before they are asked for.
//!
//! What is excluded is asked about documents that lie before the one it stands at; tantivy's phrases can't look back.

use tantivy::query::{BitSetDocSet, ConstScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{BitSet, DocId, DocSet, Score, SegmentReader, TERMINATED, TantivyError};

/// What the query inside finds, without scores.
#[derive(Debug)]
pub(crate) struct Gathered(pub Box<dyn Query>);

impl Clone for Gathered {
    fn clone(&self) -> Self {
        Self(self.0.box_clone())
    }
}

impl Query for Gathered {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(OfGathered(self.0.weight(scoring)?)))
    }
}

struct OfGathered(Box<dyn Weight>);

impl OfGathered {
    fn documents(&self, segment: &SegmentReader) -> tantivy::Result<BitSetDocSet> {
        let mut found = BitSet::with_max_value(segment.max_doc());
        let mut documents = self.0.scorer(segment, 1.0)?;
        while documents.doc() != TERMINATED {
            found.insert(documents.doc());
            documents.advance();
        }
        Ok(found.into())
    }
}

impl Weight for OfGathered {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        Ok(Box::new(ConstScorer::new(self.documents(segment)?, boost)))
    }

    fn explain(&self, segment: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        if self.documents(segment)?.seek(doc) == doc {
            return Ok(Explanation::new("gathered", 1.0));
        }
        Err(TantivyError::InvalidArgument(format!("document {doc} is not among them")))
    }
}
