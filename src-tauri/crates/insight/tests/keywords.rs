//! TF-IDF against scikit-learn: `fixtures/tfidf.py` wrote the table.
#![expect(clippy::unwrap_used, reason = "a failed step fails the test")]

use satchel_insight::text::{Word, keywords};

#[test]
fn weights_equal_those_of_scikit_learn() {
    let table = include_str!("fixtures/tfidf.tsv");
    let texts: Vec<&str> = table.lines().filter_map(|line| line.strip_prefix("text\t")).collect();
    let holding = |term: &str| texts.iter().filter(|text| text.split(' ').any(|word| word == term)).count() as u64;
    let words =
        |text: &'static str| text.split(' ').map(|text| Word { text, term: text.to_owned() }).collect::<Vec<_>>();
    let mut compared = 0;
    for part in table.split("text\t").skip(1) {
        let mut lines = part.lines();
        let found = keywords(&words(lines.next().unwrap()), texts.len() as u64, holding);
        let want: Vec<(&str, &str)> = lines.map(|line| line.split_once('\t').unwrap()).collect();
        assert_eq!(found.len(), want.len());
        for (keyword, (term, weight)) in found.iter().zip(want) {
            assert_eq!(keyword.term, term, "heaviest first, ties by term");
            assert!((keyword.weight - weight.parse::<f64>().unwrap()).abs() < 1e-6, "{keyword:?} weighs {weight}");
            compared += 1;
        }
    }
    assert_eq!((texts.len(), compared), (7, 21));
}
