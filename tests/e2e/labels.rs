//! Address labels from the menu over the list: the sheet is chosen, the file named, and its pages are of that sheet.

use std::process::Command;

use serde_json::json;

use crate::desktop::{Home, choose_file, told};
use crate::steps::open_list;
use crate::words::Language;

fn are_printed(language: Language) {
    let home = Home::new();
    let window = open_list(&home, language);
    let names = window.texts("[role=row] .names > :first-child");
    window.press("export");
    window.press("export-labels");
    window.sees_message("labels-who", &[]);
    window.rests();
    window.choose("labels-sheet", "letter");
    window.press("labels-save");
    let file = home.path("home/labels.pdf");
    choose_file("Save File", &file);
    window.sees("labels.pdf");
    let facts = told(Command::new("pdfinfo").arg(&file));
    assert!(facts.contains("612 x 792"), "the pages are those of the sheet: {facts}");
    // A line may break anywhere in Chinese.
    let squeezed = |text: &str| text.split_whitespace().collect::<String>();
    let text = squeezed(&told(Command::new("pdftotext").arg(&file).arg("-")));
    let found = names.iter().filter(|name| text.contains(&squeezed(name))).count();
    assert!(found > 0, "customers of the list have labels: {names:?} in {text}");
    assert_eq!(window.complaints(), json!([]), "nothing may go wrong behind the screen");
}

#[test]
fn labels_are_printed_from_the_list_in_english() {
    are_printed(Language::English);
}

#[test]
fn labels_are_printed_from_the_list_in_chinese() {
    are_printed(Language::Chinese);
}
