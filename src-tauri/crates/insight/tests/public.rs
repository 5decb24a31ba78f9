//! How well public data is judged. Each list is split by us: every fifth row is held out, and nothing was chosen by looking at it.
#![expect(clippy::unwrap_used, clippy::print_stderr, reason = "a failed step fails the test, and figures are told")]

use std::path::PathBuf;

use satchel_insight::text::{LearnedTones, ToneKind, assess, tone};

/// The rows of a public list, where the folder is known.
fn rows(path: &str) -> Option<Vec<csv::StringRecord>> {
    let Some(data) = std::env::var_os("SATCHEL_DATA") else {
        eprintln!("skipped: SATCHEL_DATA is not set");
        return None;
    };
    let mut reader = csv::Reader::from_path(PathBuf::from(data).join(path)).unwrap();
    Some(reader.records().collect::<Result<_, _>>().unwrap())
}

/// Reviews are good or bad, nothing between: one in which less than this pleases is bad. Chosen by the part that was looked at.
const PLEASED: f64 = 0.05;

/// The share of Chinese reviews whose tone is told rightly.
fn right(rows: &[&csv::StringRecord]) -> f64 {
    let right = rows.iter().filter(|row| (tone(&row[2]).score > PLEASED) == (&row[1] == "1"));
    right.count() as f64 / rows.len() as f64
}

#[test]
fn the_tone_of_chinese_reviews() {
    let Some(rows) = rows("zh_reviews/train.csv") else { return };
    let held_out: Vec<_> = rows.iter().step_by(5).collect();
    let seen: Vec<_> = rows.iter().enumerate().filter(|(at, _)| at % 5 != 0).map(|(_, row)| row).collect();
    let (seen, held_out) = (right(&seen), right(&held_out));
    eprintln!("tone of Chinese reviews: {seen:.4} on the part that the words were chosen by, {held_out:.4} held out");
    // What is wished for is 0.82; the list of words comes within a percent of it.
    assert!(held_out >= 0.81, "{held_out}");
}

#[test]
fn the_tone_of_chinese_reviews_after_decisions() {
    let Some(rows) = rows("zh_reviews/train.csv") else { return };
    let kind = |row: &csv::StringRecord| if &row[1] == "1" { ToneKind::Positive } else { ToneKind::Negative };
    let held_out: Vec<_> = rows.iter().step_by(5).collect();
    let seen: Vec<_> =
        rows.iter().enumerate().filter(|(at, _)| at % 5 != 0).map(|(_, row)| (&row[2], kind(row))).collect();
    let alone = right(&held_out);
    for decisions in [20, 200, 1_000, seen.len()] {
        let learned = LearnedTones::learn(&seen[..decisions]).unwrap();
        let right =
            held_out.iter().filter(|row| (learned.tone(&row[2]).score > PLEASED) == (kind(row) == ToneKind::Positive));
        let right = right.count() as f64 / held_out.len() as f64;
        eprintln!("tone of Chinese reviews after {decisions} decisions: {right:.4} held out");
        assert!(
            right >= alone - 0.005,
            "what was learned does no harm: {right} after {decisions}, {alone} by the list"
        );
        assert!(decisions < seen.len() || right >= 0.82, "and many decisions help: {right}");
    }
}

#[test]
fn the_categories_of_english_messages() {
    let Some(rows) = rows("en_banking77/train.csv") else { return };
    let mut classes: Vec<&str> = rows.iter().map(|row| &row[1]).collect();
    classes.sort_unstable();
    classes.dedup();
    let examples: Vec<(&str, usize)> =
        rows.iter().map(|row| (&row[0], classes.binary_search(&&row[1]).unwrap())).collect();
    let quality = assess(&examples).unwrap();
    eprintln!("categories of English messages: {quality:.4?}");
    assert!(quality.accuracy >= 0.85 && quality.macro_f1 >= 0.85 && quality.majority < 0.05, "{quality:?}");
}

#[test]
fn the_classifier_on_chinese_reviews() {
    let Some(rows) = rows("zh_reviews/train.csv") else { return };
    let examples: Vec<(&str, usize)> = rows.iter().map(|row| (&row[2], usize::from(&row[1] == "1"))).collect();
    let quality = assess(&examples).unwrap();
    eprintln!("the classifier on Chinese reviews: {quality:.4?}");
    assert!(quality.accuracy >= 0.80 && quality.majority < 0.55, "{quality:?}");
}
