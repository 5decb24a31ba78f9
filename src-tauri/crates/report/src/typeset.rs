//! typst without the world: it sees the templates, the data of one document and the bundled fonts, and nothing else.

use std::sync::LazyLock;

use comemo::evict;
use jiff::civil::Date;
use serde_json::{Value, json};
use typst::{
    Library, LibraryExt, World, compile,
    diag::{FileError, FileResult, SourceDiagnostic},
    foundations::{Bytes, Datetime, Duration},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};
use typst_svg::SvgOptions;

use crate::fonts::{FONTS, make_settable};
use crate::palette::{Palette, Rgba};

/// A document couldn't be set. The data never causes this, so that it is a fault of the program.
#[derive(Debug, thiserror::Error)]
pub enum TypesetError {
    /// The template failed.
    #[error("the template failed: {0}")]
    Template(String),
    /// The pages couldn't be written as PDF.
    #[error("the pages couldn't be written as PDF: {0}")]
    Pdf(String),
    /// The data couldn't be handed to the template.
    #[error("the data couldn't be handed to the template: {0}")]
    Data(#[from] serde_json::Error),
}

/// What a template reads of a document: its body as the fonts can set it, and whether that took respelling. Metadata keeps the
/// names as they are.
pub fn document(mut body: Value, title: &str, author: &str, made_on: Date) -> Value {
    let respelt = make_settable(&mut body);
    json!({
        "body": body,
        "respelt": respelt,
        "meta": {
            "title": if title.is_empty() { "Satchel" } else { title },
            "author": author,
            "year": made_on.year(), "month": made_on.month(), "day": made_on.day(),
        },
        "colors": colors(),
    })
}

fn colors() -> Value {
    let palette = Palette::light();
    let Palette { ink_1, ink_2, ink_3, accent, on_accent, mute_soft, mute_ink, line_1, line_2, line_3, .. } = palette;
    let named = [
        ("ink-1", ink_1),
        ("ink-2", ink_2),
        ("ink-3", ink_3),
        ("accent", accent),
        ("on-accent", on_accent),
        ("mute-soft", mute_soft),
        ("mute-ink", mute_ink),
        ("line-1", line_1),
        ("line-2", line_2),
        ("line-3", line_3),
    ];
    named.into_iter().map(|(name, color): (_, Rgba)| (name.to_owned(), Value::from(color.on_paper()))).collect()
}

/// What is set on paper.
pub trait Document {
    /// What it is set from.
    ///
    /// # Errors
    /// Only a fault of the program's own.
    fn job(&self) -> Result<Job<'_>, TypesetError>;

    /// One SVG per page, its text as outlines, to look at.
    ///
    /// # Errors
    /// Only a fault of the program's own templates.
    fn pages(&self) -> Result<Vec<String>, TypesetError> {
        self.job()?.pages()
    }

    /// A tagged PDF (PDF/A-2a, PDF/UA-1). The same document gives the same bytes.
    ///
    /// # Errors
    /// Only a fault of the program's own templates.
    fn pdf(&self) -> Result<Vec<u8>, TypesetError> {
        self.job()?.pdf()
    }
}

/// What one document is set from.
pub struct Job<'a> {
    /// The template in `templates`.
    pub template: &'static Template,
    /// Read by the template as `data.json`. Strings in it are values to the template, never markup.
    pub data: Value,
    /// Read by the template as `chart.svg`.
    pub chart: Option<&'a str>,
}

/// A main template with what every template imports.
pub struct Template {
    main: Source,
    page: Source,
}

impl Template {
    /// `main` is the text of the template; it may import `page.typ`.
    pub fn new(name: &str, main: &str) -> Self {
        let page = Source::new(file_id("page.typ"), include_str!("../templates/page.typ").to_owned());
        Self { main: Source::new(file_id(name), main.to_owned()), page }
    }
}

impl Job<'_> {
    /// One SVG per page.
    pub fn pages(&self) -> Result<Vec<String>, TypesetError> {
        let options = SvgOptions::default();
        self.with_document(|document| Ok(document.pages().iter().map(|page| typst_svg::svg(page, &options)).collect()))
    }

    /// A tagged PDF for archives (PDF/A-2a) and readers (PDF/UA-1).
    pub fn pdf(&self) -> Result<Vec<u8>, TypesetError> {
        let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
            .map_err(|error| TypesetError::Pdf(error.message().to_string()))?;
        let creator = typst::foundations::Smart::Custom(Some("Satchel".to_owned()));
        let options = PdfOptions { standards, creator, ..PdfOptions::default() };
        self.with_document(|document| {
            typst_pdf::pdf(document, &options).map_err(|errors| TypesetError::Pdf(messages(&errors)))
        })
    }

    fn desk(&self) -> Result<Desk<'_>, TypesetError> {
        Ok(Desk {
            template: self.template,
            data: Bytes::new(serde_json::to_vec(&self.data)?),
            chart: self.chart.map(|svg| Bytes::from_string(svg.to_owned())),
        })
    }

    /// Sets the pages and hands them to `write`. typst remembers what it computed; that is forgotten at the end, since
    /// it holds what the document says about people.
    fn with_document<T>(
        &self,
        write: impl FnOnce(&PagedDocument) -> Result<T, TypesetError>,
    ) -> Result<T, TypesetError> {
        let desk = self.desk()?;
        let set = compile::<PagedDocument>(&desk).output;
        let written = set.map_err(|errors| TypesetError::Template(messages(&errors))).and_then(|set| write(&set));
        evict(0);
        written
    }
}

/// The messages without the texts around them, which could be a customer's.
fn messages(errors: &[SourceDiagnostic]) -> String {
    errors.iter().map(|error| error.message.as_str()).collect::<Vec<_>>().join("; ")
}

#[expect(clippy::expect_used, reason = "the names are literals without a way out of the root")]
fn file_id(name: &str) -> FileId {
    RootedPath::new(VirtualRoot::Project, VirtualPath::new(name).expect("a plain file name")).intern()
}

/// The files that change with the document, by the names templates know them by.
static DATA: LazyLock<FileId> = LazyLock::new(|| file_id("data.json"));
static CHART: LazyLock<FileId> = LazyLock::new(|| file_id("chart.svg"));
static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));

/// Everything typst can see while it sets one document.
struct Desk<'a> {
    template: &'a Template,
    data: Bytes,
    chart: Option<Bytes>,
}

impl World for Desk<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &FONTS.book
    }

    fn main(&self) -> FileId {
        self.template.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let sources = [&self.template.main, &self.template.page];
        let found = sources.into_iter().find(|source| source.id() == id);
        found.cloned().ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        match (id, &self.chart) {
            (id, _) if id == *DATA => Ok(self.data.clone()),
            (id, Some(chart)) if id == *CHART => Ok(chart.clone()),
            _ => Err(FileError::AccessDenied),
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.list.get(index).cloned()
    }

    /// Documents carry the day they are given, so that the same data makes the same bytes.
    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

#[cfg(test)]
pub mod inspect {
    //! Looks into set pages, for tests.

    use super::*;
    use typst::layout::{Frame, FrameItem};

    /// The text of each page in the order it was set, and how many glyphs no font had.
    pub fn texts(job: &Job<'_>) -> Result<(Vec<String>, usize), TypesetError> {
        job.with_document(|document| {
            let mut missing = 0;
            let page = |page: &typst_layout::Page| {
                let mut text = String::new();
                walk(&page.frame, &mut text, &mut missing);
                text
            };
            Ok((document.pages().iter().map(page).collect(), missing))
        })
    }

    /// What typst finds odd about the template, such as a font it doesn't have.
    pub fn warnings(job: &Job<'_>) -> Result<String, TypesetError> {
        Ok(messages(&compile::<PagedDocument>(&job.desk()?).warnings))
    }

    /// The right edge of the rightmost glyph on any page, in points.
    pub fn right_edge(job: &Job<'_>) -> Result<f64, TypesetError> {
        job.with_document(|document| Ok(document.pages().iter().map(|page| edge(&page.frame)).fold(0.0, f64::max)))
    }

    fn walk(frame: &Frame, text: &mut String, missing: &mut usize) {
        for (_, item) in frame.items() {
            match item {
                FrameItem::Group(group) => walk(&group.frame, text, missing),
                FrameItem::Text(run) => {
                    text.push_str(&run.text);
                    text.push('\n');
                    *missing += run.glyphs.iter().filter(|glyph| glyph.id == 0).count();
                }
                _ => {}
            }
        }
    }

    fn edge(frame: &Frame) -> f64 {
        let right = |(at, item): &(typst::layout::Point, FrameItem)| match item {
            FrameItem::Group(group) => at.x.to_pt() + edge(&group.frame),
            FrameItem::Text(run) => at.x.to_pt() + run.width().to_pt(),
            _ => 0.0,
        };
        frame.items().map(right).fold(0.0, f64::max)
    }
}
