//! Sets the customer dossier from its template.

use std::sync::LazyLock;

use serde_json::Value;

use crate::{
    dossier::Dossier,
    typeset::{Document, Job, Template, TypesetError, document},
};

static TEMPLATE: LazyLock<Template> =
    LazyLock::new(|| Template::new("dossier.typ", include_str!("../templates/dossier.typ")));

impl Document for Dossier {
    fn job(&self) -> Result<Job<'_>, TypesetError> {
        let chart = self.chart.as_ref().map(|chart| chart.svg.as_str());
        Ok(Job { template: &TEMPLATE, data: data(self)?, chart })
    }
}

/// What the template reads.
fn data(dossier: &Dossier) -> Result<Value, serde_json::Error> {
    let mut body = serde_json::to_value(dossier)?;
    // The drawing goes to the template as a file of its own.
    if let Some(svg) = body.pointer_mut("/chart/svg") {
        svg.take();
    }
    let title = [dossier.name.trim(), dossier.labels.title.trim()];
    let title = title.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    Ok(document(body, &title, &dossier.workspace, dossier.made_on))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a document that can't be set must fail the test")]
mod tests {
    use super::*;
    use crate::{
        dossier::{
            DossierChart, DossierEntry, DossierFact, DossierFigure, DossierFollowUp, DossierPerson, PAPER_CHART, Paper,
        },
        typeset::inspect,
    };

    /// Fills every text of a dossier with `text`, and every list with `times` of them.
    fn filled(text: &str, times: usize) -> Dossier {
        let t = || text.to_owned();
        let mut dossier: Dossier =
            serde_json::from_value(fill(&serde_json::to_value(one_of_each()).unwrap(), text)).unwrap();
        dossier.language = "en".to_owned();
        dossier.paper = Paper::A4;
        dossier.labels.page = "{page}/{pages}".to_owned();
        dossier.made_on = jiff::civil::date(2026, 5, 14);
        dossier.chart = None;
        dossier.tags = vec![t(); times];
        dossier.facts = vec![dossier.facts[0].clone(); times];
        dossier.people = vec![dossier.people[0].clone(); times];
        dossier.timeline = vec![dossier.timeline[0].clone(); times];
        dossier
    }

    fn one_of_each() -> Dossier {
        Dossier {
            facts: vec![DossierFact::default()],
            people: vec![DossierPerson { reach: vec![String::new()], ..DossierPerson::default() }],
            figures: vec![DossierFigure::default()],
            follow_ups: vec![DossierFollowUp::default()],
            timeline: vec![DossierEntry::default()],
            ..Dossier::default()
        }
    }

    fn fill(value: &Value, text: &str) -> Value {
        match value {
            Value::String(was) if was.is_empty() => Value::from(text),
            Value::Array(items) => items.iter().map(|item| fill(item, text)).collect(),
            Value::Object(fields) => fields.iter().map(|(name, field)| (name.clone(), fill(field, text))).collect(),
            other => other.clone(),
        }
    }

    fn texts(dossier: &Dossier) -> (Vec<String>, usize) {
        inspect::texts(&dossier.job().unwrap()).unwrap()
    }

    #[test]
    fn markup_in_data_is_only_text() {
        let hostile = r##"#panic("x") $x^2$ *b* _i_ [c] @ref <label> // rest /* c */ \u{41} \ ~ - + = / `raw` ${} #{1+1} "q" 'q' http://a.b"##;
        let dossier = filled(hostile, 2);
        let (pages, missing) = texts(&dossier);
        assert_eq!(missing, 0);
        let set: String = pages.concat().split_whitespace().collect();
        let plain: String = hostile.split_whitespace().collect();
        assert!(set.matches(&plain).count() >= 6, "names must be printed as they were typed: {set}");
        assert!(dossier.pdf().unwrap().starts_with(b"%PDF-1.7"));
    }

    #[test]
    fn every_script_is_set_without_empty_boxes() {
        let text = "Zoë 王\u{2a6a5}\u{9fd5} 김민수 שלום محمد 👩🏽\u{200d}💻🇨🇳1\u{fe0f}\u{20e3} \u{e000}\u{fffd}\u{10ffff} a\u{301}\u{489}王\u{301} \u{202e}rtl\u{0}\u{7}";
        for language in ["en", "zh-CN"] {
            let mut dossier = filled(text, 2);
            dossier.language = language.to_owned();
            let (pages, missing) = texts(&dossier);
            assert_eq!(missing, 0, "every glyph must come from a font");
            assert!(pages.concat().contains("Zoë"));
            dossier.pdf().unwrap();
        }
    }

    #[test]
    fn respelling_is_said_once() {
        let mut dossier = filled("plain 文字", 1);
        dossier.labels.respelt = "Some characters are spelt in Latin letters.".to_owned();
        assert!(!texts(&dossier).0.concat().contains("Latin letters"));
        dossier.name = "김민수".to_owned();
        assert!(texts(&dossier).0.concat().contains("Latin letters"));
    }

    #[test]
    fn nothing_at_all_is_still_a_page() {
        let dossier = Dossier::default();
        assert_eq!(texts(&dossier).0.len(), 1);
        assert!(dossier.pdf().unwrap().starts_with(b"%PDF-1.7"));
        assert_eq!(dossier.pages().unwrap().len(), 1);
    }

    #[test]
    fn a_long_timeline_fills_numbered_pages() {
        let mut dossier = filled("Preload on the line 4 guides has drifted; 李建国 wants all six lines checked.", 300);
        dossier.tags.truncate(3);
        dossier.facts.truncate(3);
        dossier.people.truncate(3);
        let pages = texts(&dossier).0;
        assert!(pages.len() > 10);
        for (index, page) in pages.iter().enumerate() {
            assert!(page.contains(&format!("{}/{}", index + 1, pages.len())), "page {} must be numbered", index + 1);
        }
    }

    #[test]
    fn long_words_stay_on_the_page() {
        for word in ["x".repeat(400), "https://example.org/".to_owned() + &"path/".repeat(60), "a@".repeat(150)] {
            for paper in [Paper::A4, Paper::UsLetter] {
                let mut dossier = filled(&word, 2);
                // Column heads and the page's own head are the catalogue's words, never this long.
                dossier.labels = crate::DossierLabels::default();
                dossier.workspace.clear();
                dossier.paper = paper;
                let edge = inspect::right_edge(&dossier.job().unwrap()).unwrap();
                let width = if paper == Paper::A4 { 595.3 } else { 612.0 };
                assert!(edge <= width - 51.0 + 1.0, "text reaches {edge} pt on {paper:?}");
            }
        }
    }

    #[test]
    fn previews_are_shapes_only() {
        for page in filled("文字 text", 40).pages().unwrap() {
            let page = roxmltree::Document::parse(&page).unwrap();
            let allowed = ["svg", "defs", "symbol", "use", "g", "path"];
            let tags = page.descendants().filter(roxmltree::Node::is_element).map(|node| node.tag_name().name());
            assert_eq!(tags.filter(|tag| !allowed.contains(tag)).collect::<Vec<_>>(), [""; 0]);
        }
    }

    #[test]
    fn line_ends_are_kept() {
        let mut dossier = filled("x", 1);
        dossier.timeline[0].text = "first line\nsecond line".to_owned();
        let set = texts(&dossier).0.concat();
        assert!(set.contains("first line\n") && set.contains("second line"), "{set}");
    }

    /// A dossier of one of everything with its chart.
    fn charted(language: &str) -> Dossier {
        let week = |week: u8| crate::WeekBar {
            week,
            label: format!("W{week}"),
            name: format!("Week {week}"),
            count: u32::from(week),
            value: week.to_string(),
            ..crate::WeekBar::default()
        };
        let bars = crate::WeeklyBars { weeks: (1..=26).map(week).collect(), ..crate::WeeklyBars::default() };
        let (width, height) = PAPER_CHART;
        let style = crate::ChartStyle { width, height, palette: crate::Palette::light(), chinese: language != "en" };
        let drawn = crate::weekly_bars(&bars, &style);
        let mut dossier = filled("x", 1);
        language.clone_into(&mut dossier.language);
        dossier.chart = Some(DossierChart {
            title: "Per week".to_owned(),
            svg: drawn.svg,
            summary: "Sentence.".to_owned(),
            columns: vec!["Week".to_owned(), "Count".to_owned()],
            rows: drawn.rows,
        });
        dossier
    }

    #[test]
    fn the_chart_is_set_with_its_text_and_numbers() {
        let dossier = charted("en");
        let set = texts(&dossier).0.concat();
        assert!(set.contains("Sentence.") && set.contains("Week 26"));
        assert!(set.contains("W1\n"), "the drawing's labels must be text");
        assert_eq!(inspect::warnings(&dossier.job().unwrap()).unwrap(), "");
        let pdf = dossier.pdf().unwrap();
        assert!(pdf.starts_with(b"%PDF-1.7"));
        assert_eq!(pdf, dossier.pdf().unwrap(), "the same dossier must give the same bytes");
    }

    /// What PDF/UA-1 asks of a file that a machine can see: the mark, a title that is shown, the language, the day, a
    /// structure with heads, tables with head cells, and a text in place of the chart.
    #[test]
    fn a_screen_reader_finds_its_way() {
        for language in ["en", "zh-CN"] {
            let pdf = charted(language).pdf().unwrap();
            let pdf = String::from_utf8_lossy(&pdf);
            let lang = format!("/Lang({language})");
            for mark in [
                "<pdfuaid:part>1</pdfuaid:part>",
                "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>",
                "<dc:title>",
                "/DisplayDocTitle true",
                "/MarkInfo<</Marked true",
                "<xmp:CreateDate>2026-05-14",
                lang.as_str(),
                "/S/H1",
                "/S/H2",
                "/S/Table",
                "/S/TH",
                "/S/Figure",
                "Alt(Per week. Sentence.)",
            ] {
                assert!(pdf.contains(mark), "{mark} must be in the PDF in {language}");
            }
        }
    }

    #[test]
    fn a_day_and_time_stay_on_one_line() {
        let mut dossier = filled("x", 1);
        dossier.follow_ups[0].due = "Mon 23 Nov, 15:00".to_owned();
        assert!(texts(&dossier).0[0].contains("Mon 23 Nov, 15:00\n"), "{:?}", texts(&dossier).0);
    }
}
