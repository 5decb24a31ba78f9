//! Sets reports from their template.

use std::sync::LazyLock;

use crate::{
    report::Report,
    typeset::{Document, Job, Template, TypesetError, document},
};

static TEMPLATE: LazyLock<Template> =
    LazyLock::new(|| Template::new("report.typ", include_str!("../templates/report.typ")));

impl Document for Report {
    fn job(&self) -> Result<Job<'_>, TypesetError> {
        let mut body = serde_json::to_value(self)?;
        // The drawing goes to the template as a file of its own.
        if let Some(svg) = body.pointer_mut("/chart/svg") {
            svg.take();
        }
        let chart = self.chart.as_ref().map(|chart| chart.svg.as_str());
        let data = document(body, self.title.trim(), &self.workspace, self.made_on);
        Ok(Job { template: &TEMPLATE, data, chart })
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a document that can't be set must fail the test")]
mod tests {
    use super::*;
    use crate::{
        dossier::{DossierFigure, Paper},
        report::{ReportColumn, ReportTable},
        typeset::inspect,
    };

    fn report(text: &str, rows: usize) -> Report {
        let column = |number, share| ReportColumn { name: text.to_owned(), number, share };
        let row = vec![text.to_owned(), "12".to_owned(), text.to_owned()];
        let table = |rows: usize| ReportTable {
            title: text.to_owned(),
            note: text.to_owned(),
            columns: vec![column(false, 2), column(true, 0), column(false, 1)],
            rows: vec![row.clone(); rows],
            total: if rows > 0 { row.clone() } else { Vec::new() },
            empty: text.to_owned(),
        };
        Report {
            language: "zh-CN".to_owned(),
            page: "{page}/{pages}".to_owned(),
            title: text.to_owned(),
            subtitle: text.to_owned(),
            figures: vec![DossierFigure { label: text.to_owned(), value: "7".to_owned(), context: text.to_owned() }; 3],
            tables: vec![table(rows), table(0)],
            made_on: jiff::civil::date(2026, 5, 14),
            ..Report::default()
        }
    }

    #[test]
    fn markup_in_a_table_is_only_text() {
        let hostile = r##"#panic("x") $x^2$ *b* @ref <label> #{1+1}"##;
        let report = report(hostile, 2);
        let (pages, missing) = inspect::texts(&report.job().unwrap()).unwrap();
        let set: String = pages.concat().split_whitespace().collect();
        let plain: String = hostile.split_whitespace().collect();
        assert!(missing == 0 && set.matches(&plain).count() >= 10, "as it was typed: {set}");
        assert!(report.pdf().unwrap().starts_with(b"%PDF-1.7"));
    }

    #[test]
    fn long_tables_go_on_with_their_head_on_every_page() {
        for paper in [Paper::A4, Paper::UsLetter] {
            let report = Report { paper, ..report("跟进 follow-up", 120) };
            let job = report.job().unwrap();
            assert_eq!(inspect::warnings(&job).unwrap(), "");
            let (pages, missing) = inspect::texts(&job).unwrap();
            assert!(missing == 0 && pages.len() >= 3, "{} pages", pages.len());
            assert!(inspect::right_edge(&job).unwrap() < 612.0 - 50.0, "nothing stands beyond the margin");
        }
    }

    #[test]
    fn an_empty_report_is_a_page() {
        assert_eq!(Report { page: "{page}".to_owned(), ..Report::default() }.pages().unwrap().len(), 1);
    }
}
