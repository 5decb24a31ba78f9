//! A person's parts at further customers, as lists and cards say them: a line for each, `Kessler GmbH (C-A12) | Adviser |
//! Purchasing | Evaluates`, of which all but the customer may be missing.

use satchel_domain::{DecisionRole, clean_text};

use crate::words::read_role;

/// A person's part at a further customer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PartDraft {
    /// What the customer is called there.
    pub customer: String,
    /// What tells it from others of that name: its number, or the key of its card. Mostly there.
    pub number: String,
    /// Job title there.
    pub title: String,
    /// Department there.
    pub department: String,
    /// Part in decisions there.
    pub role: Option<DecisionRole>,
}

/// The part as a line; `role` is the word for its part in decisions.
pub fn write_part(part: &PartDraft, role: &str) -> String {
    let customer =
        if part.number.is_empty() { part.customer.clone() } else { format!("{} ({})", part.customer, part.number) };
    let pieces = [customer.as_str(), &part.title, &part.department, role];
    let said = pieces.iter().rposition(|piece| !piece.is_empty()).map_or(0, |last| last + 1);
    pieces[..said].iter().map(|piece| escaped(piece)).collect::<Vec<_>>().join(" | ")
}

/// The parts that a cell names, and the words in it that are no part in decisions.
pub(crate) fn read_parts(cell: &str) -> (Vec<PartDraft>, Vec<String>) {
    let (mut parts, mut bad) = (Vec::new(), Vec::new());
    for line in cell.lines().filter(|line| !line.trim().is_empty()) {
        let mut pieces = pieces(line).into_iter();
        let mut next = || clean_text(&pieces.next().unwrap_or_default());
        let (named, title, department, word) = (next(), next(), next(), next());
        if named.is_empty() {
            bad.push(line.trim().to_owned());
            continue;
        }
        let (customer, number) = named_and_number(&named);
        let role = read_role(&word);
        if role.is_none() && !word.is_empty() {
            bad.push(word);
        }
        parts.push(PartDraft { customer, number, title, department, role });
    }
    (parts, bad)
}

/// A name with what stands behind it in brackets; a name may have brackets of its own.
fn named_and_number(named: &str) -> (String, String) {
    let in_brackets = named.strip_suffix(')').and_then(|rest| rest.rsplit_once(" ("));
    let number = in_brackets.filter(|(_, number)| {
        number.chars().any(|sign| sign.is_ascii_digit()) && !number.contains(char::is_whitespace)
    });
    number.map_or_else(|| (named.to_owned(), String::new()), |(name, number)| (name.to_owned(), number.to_owned()))
}

fn escaped(piece: &str) -> String {
    piece.replace('\\', "\\\\").replace('|', "\\|").replace(['\r', '\n'], " ")
}

fn pieces(line: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut signs = line.chars();
    while let Some(sign) = signs.next() {
        match (sign, pieces.last_mut()) {
            ('|', _) => pieces.push(String::new()),
            ('\\', Some(piece)) => piece.extend(signs.next()),
            (sign, Some(piece)) => piece.push(sign),
            (_, None) => {}
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn part(customer: &str, number: &str, title: &str, department: &str, role: Option<DecisionRole>) -> PartDraft {
        let [customer, number, title, department] = [customer, number, title, department].map(str::to_owned);
        PartDraft { customer, number, title, department, role }
    }

    #[test]
    fn parts_are_lines_that_people_can_read_and_write() {
        let evaluates = Some(DecisionRole::Evaluates);
        let one = part("Kessler (Köln) GmbH", "C-A12", "Adviser | tax", "", evaluates);
        assert_eq!(write_part(&one, "评估"), "Kessler (Köln) GmbH (C-A12) | Adviser \\| tax |  | 评估");
        assert_eq!(write_part(&part("华信", "", "", "", None), ""), "华信");
        let cell = "Kessler (Köln) GmbH (C-A12) | Adviser \\| tax |  | 评估\n\n华信|会计\nAcme (Ohio) |  |  | boss";
        let acme = part("Acme (Ohio)", "", "", "", None);
        let (parts, bad) = read_parts(cell);
        assert_eq!(parts, [one, part("华信", "", "会计", "", None), acme]);
        assert_eq!(bad, ["boss"]);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(texts in prop::array::uniform3("[a|\\\\()C1 张]{0,8}")) {
            let [customer, title, department] = texts.map(|text| clean_text(&text));
            prop_assume!(!customer.is_empty());
            let one = part(&customer, "C-A1", &title, &department, Some(DecisionRole::Uses));
            prop_assert_eq!(read_parts(&write_part(&one, "Uses")).0, [one]);
        }
    }
}
