//! Sets address labels from their template.

use std::sync::LazyLock;

use serde_json::json;

use crate::{
    labels::Labels,
    typeset::{Document, Job, Template, TypesetError, document},
};

static TEMPLATE: LazyLock<Template> =
    LazyLock::new(|| Template::new("labels.typ", include_str!("../templates/labels.typ")));

impl Document for Labels {
    fn job(&self) -> Result<Job<'_>, TypesetError> {
        let body = json!({ "labels": self.labels, "sheet": self.sheet, "language": self.language });
        let data = document(body, &self.title, &self.workspace, self.made_on);
        Ok(Job { template: &TEMPLATE, data, chart: None })
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a document that can't be set must fail the test")]
mod tests {
    use super::*;
    use crate::labels::{Label, Sheet};

    fn labels(sheet: Sheet, address: &str, times: usize) -> Labels {
        let label = Label {
            name: "上海明远机械有限公司".into(),
            person: "周敏".into(),
            address: address.into(),
            country: "CHINA".into(),
        };
        Labels {
            language: "en".into(),
            sheet,
            title: "Labels".into(),
            workspace: "Linghai".into(),
            made_on: jiff::civil::date(2026, 5, 14),
            labels: vec![label; times],
        }
    }

    #[test]
    fn a_sheet_holds_as_many_as_the_stationer_says() {
        for (sheet, on_one) in [(Sheet::A4_24, 24), (Sheet::LETTER_30, 30)] {
            for (times, pages) in [(1, 1), (on_one, 1), (on_one + 1, 2), (3 * on_one, 3)] {
                let pages_set = labels(sheet, "嘉定区叶城路 168 号", times).pages().unwrap();
                assert_eq!(pages_set.len(), pages, "{times} labels");
            }
        }
    }

    #[test]
    fn the_longest_address_stays_on_its_label() {
        for address in ["长".repeat(500), "Long Road 5, ".repeat(40), "x".repeat(500), String::new(), "#[*".into()] {
            let set = labels(Sheet::LETTER_30, &address, 30);
            assert_eq!(set.pages().unwrap().len(), 1, "{address}");
            assert_eq!(set.pdf().unwrap(), set.pdf().unwrap());
        }
    }
}
