//! How a text file lays out its cells: separator and header.

use csv::ReaderBuilder;

/// Separators that files in use have, the most common first.
const SEPARATORS: [u8; 4] = *b",;\t|";
/// How many records the guess looks at.
const LOOK: usize = 60;
/// How much text the guess looks at.
const LOOK_BYTES: usize = 1 << 18;

/// The separator that a first line `sep=;` names, and the length of that line.
pub(crate) fn named_separator(text: &str) -> Option<(u8, usize)> {
    let line = text.lines().next()?;
    let rest = line.strip_prefix("sep=").or_else(|| line.strip_prefix("SEP="))?;
    let &[separator] = rest.trim_end_matches('\r').as_bytes() else { return None };
    let end = text.find('\n').map_or(text.len(), |at| at + 1);
    separator.is_ascii().then_some((separator, end))
}

/// The separator under which the first records have the same number of cells most often; the wider rows win a tie.
pub(crate) fn guess_separator(text: &str) -> u8 {
    let mut end = text.len().min(LOOK_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let sample = &text.as_bytes()[..end];
    let mut best = (b',', 0.0);
    for separator in SEPARATORS {
        let score = score(sample, separator);
        if score > best.1 {
            best = (separator, score);
        }
    }
    best.0
}

/// Between 0 and 1: the share of records that have the usual width, less for narrow ones.
fn score(sample: &[u8], separator: u8) -> f64 {
    let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(sample);
    let widths: Vec<usize> = reader.byte_records().take(LOOK).flatten().map(|record| record.len()).collect();
    let usual = widths
        .iter()
        .filter(|width| **width > 1)
        .max_by_key(|width| (widths.iter().filter(|other| other == width).count(), **width));
    usual.map_or(0.0, |usual| {
        let share = widths.iter().filter(|width| *width == usual).count() as f64 / widths.len() as f64;
        share * (1.0 - 0.5 / *usual as f64)
    })
}

/// Which of the first rows holds the headers, if any. Each row is given as its cells.
///
/// Titles above the table are passed over: the header is the first row that fills at least half as many cells as the rows
/// usually do. A row with a number or an address in it is data, unless it names known columns.
pub(crate) fn find_header(rows: &[Vec<&str>], knows: impl Fn(&[&str]) -> bool) -> Option<usize> {
    let filled = |row: &Vec<&str>| row.iter().filter(|cell| !cell.trim().is_empty()).count();
    let mut counts: Vec<usize> = rows.iter().map(filled).collect();
    counts.sort_unstable();
    let usual = counts.get(counts.len() / 2).copied().unwrap_or(0);
    let is_title = |row: &Vec<&str>| filled(row) * 2 < usual.max(1) || (filled(row) == 1 && usual > 1 && !knows(row));
    let at = rows.iter().position(|row| !is_title(row))?;
    let names_columns = knows(&rows[at]) || !rows[at].iter().any(|cell| looks_like_data(cell));
    names_columns.then_some(at)
}

/// Whether a last row is the sum of those above: it begins with such a word, and has figures beside it at most. `reaches`
/// tells the columns with phones and addresses, which sums leave empty; a customer may be called Total.
pub(crate) fn is_total(cells: &[&str], reaches: impl Fn(usize) -> bool) -> bool {
    let mut filled = cells.iter().enumerate().filter(|(_, cell)| !cell.trim().is_empty());
    let Some((_, first)) = filled.next() else { return false };
    let word: String = first.chars().filter(|sign| sign.is_alphabetic()).flat_map(char::to_lowercase).collect();
    let is_word = matches!(
        word.as_str(),
        "total"
            | "totals"
            | "grandtotal"
            | "sum"
            | "subtotal"
            | "summe"
            | "gesamt"
            | "gesamtsumme"
            | "合计"
            | "总计"
            | "共计"
            | "小计"
            | "汇总"
            | "总数"
            | "合計"
            | "總計"
            | "合计条"
            | "合计家"
            | "共条"
            | "共条记录"
            | "共家"
            | "totalrows"
            | "totalrecords"
    );
    let is_figure = |cell: &str| {
        cell.chars().any(|sign| sign.is_ascii_digit()) && cell.chars().filter(|sign| sign.is_alphabetic()).count() <= 3
    };
    is_word && filled.all(|(column, cell)| is_figure(cell) && !reaches(column))
}

fn looks_like_data(cell: &str) -> bool {
    let cell = cell.trim();
    let digits = cell.chars().filter(char::is_ascii_digit).count();
    let others = cell.chars().filter(|c| c.is_alphabetic()).count();
    // A four-digit year is a common header of figures.
    cell.contains('@') || (digits > 0 && others == 0 && !(digits == 4 && cell.len() == 4))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_separator() {
        let cases = [
            ("a,b,c\n1,2,3\n", b','),
            ("Name;Ort;Betrag\nMüller;Köln;1,5\nMaier;Bonn;2,75\n", b';'),
            ("a\tb\n1,2\t3\n4\t5,6\n", b'\t'),
            ("a|b|c\n1|2|3\n", b'|'),
            ("name,note\nx,\"a;b;c\"\ny,\"d;e;f\"\n", b','),
            ("one column\nonly\n", b','),
        ];
        for (text, separator) in cases {
            assert_eq!(guess_separator(text) as char, separator as char, "{text:?}");
        }
        assert_eq!(named_separator("sep=;\r\na;b\n"), Some((b';', 7)));
        assert_eq!(named_separator("separator,b\n"), None);
    }

    #[test]
    fn finds_the_header() {
        let no = |_: &[&str]| false;
        assert_eq!(find_header(&[vec!["a", "b"], vec!["1", "2"]], no), Some(0));
        assert_eq!(find_header(&[vec!["1", "2"], vec!["3", "4"]], no), None, "numbers are data");
        assert_eq!(find_header(&[vec!["Report 2026", "", ""], vec!["a", "b", "c"], vec!["x", "y", "z"]], no), Some(1));
        assert_eq!(find_header(&[vec!["Report 2026", ""], vec!["a", "b"], vec!["x", "y"]], no), Some(1));
        assert_eq!(find_header(&[vec!["Year", "2025", "2026"], vec!["x", "1", "2"]], no), Some(0));
        assert_eq!(find_header(&[vec!["张伟", "13900001742"]], no), None);
        assert_eq!(find_header(&[], no), None);
    }

    #[test]
    fn sums_are_told_from_customers() {
        let phones = |column: usize| column == 2;
        for row in [
            vec!["合计", "128", ""],
            vec!["", "Total:", ""],
            vec!["Grand total", "¥1,284.00", ""],
            vec!["共 12 条记录"],
        ] {
            assert!(is_total(&row, phones), "{row:?}");
        }
        for row in
            [vec!["Total", "Paris", ""], vec!["Total", "", "139 0000 1742"], vec!["Total Energies", "12", ""], vec![""]]
        {
            assert!(!is_total(&row, phones), "{row:?}");
        }
    }
}
