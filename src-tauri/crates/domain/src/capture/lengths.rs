//! Lengths of time: `three days`, `两周`, `半年`.

use super::line::{Line, is_word};
use super::numbers::count;

/// Units that dates are counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Minutes(i64),
    Days(i64),
    Months(i64),
}

const UNITS: [(&str, Unit); 33] = [
    ("minute", Unit::Minutes(1)),
    ("minutes", Unit::Minutes(1)),
    ("min", Unit::Minutes(1)),
    ("mins", Unit::Minutes(1)),
    ("hour", Unit::Minutes(60)),
    ("hours", Unit::Minutes(60)),
    ("hr", Unit::Minutes(60)),
    ("hrs", Unit::Minutes(60)),
    ("day", Unit::Days(1)),
    ("days", Unit::Days(1)),
    ("week", Unit::Days(7)),
    ("weeks", Unit::Days(7)),
    ("month", Unit::Months(1)),
    ("months", Unit::Months(1)),
    ("year", Unit::Months(12)),
    ("years", Unit::Months(12)),
    ("分钟", Unit::Minutes(1)),
    ("小时", Unit::Minutes(60)),
    ("个小时", Unit::Minutes(60)),
    ("个钟头", Unit::Minutes(60)),
    ("个钟", Unit::Minutes(60)),
    ("天", Unit::Days(1)),
    ("日", Unit::Days(1)),
    ("周", Unit::Days(7)),
    ("个周", Unit::Days(7)),
    ("星期", Unit::Days(7)),
    ("个星期", Unit::Days(7)),
    ("礼拜", Unit::Days(7)),
    ("个礼拜", Unit::Days(7)),
    ("个月", Unit::Months(1)),
    ("年", Unit::Months(12)),
    ("月", Unit::Months(1)),
    ("fortnight", Unit::Days(14)),
];

/// A number of units: `three days`, `两周`, `半年`, `a week`.
pub(super) fn amount_of_time(line: &Line<'_>, at: usize) -> Option<(usize, Unit)> {
    const WHOLE: [(&str, Unit); 12] = [
        ("半年", Unit::Months(6)),
        ("半个月", Unit::Days(15)),
        ("半小时", Unit::Minutes(30)),
        ("半个小时", Unit::Minutes(30)),
        ("半个钟头", Unit::Minutes(30)),
        ("half an hour", Unit::Minutes(30)),
        ("an hour", Unit::Minutes(60)),
        ("a day", Unit::Days(1)),
        ("a week", Unit::Days(7)),
        ("a fortnight", Unit::Days(14)),
        ("a month", Unit::Months(1)),
        ("a year", Unit::Months(12)),
    ];
    if let Some(found) = line.one_of(at, &WHOLE) {
        return Some(found);
    }
    let (end, number) = line.any_of(at, &["a couple of"]).map(|end| (end, 2)).or_else(|| count(line, at))?;
    let number = i64::from(number);
    let start = line.skip_spaces(end);
    // `3 days` and `3days`, and `三天`; a bare `月` after a number is a month's name.
    let (end, unit) = unit_at(line, start)?;
    let unit = match unit {
        Unit::Minutes(size) => Unit::Minutes(size * number),
        Unit::Days(size) => Unit::Days(size * number),
        Unit::Months(_) if line.letter(start) == '月' => return None,
        Unit::Months(size) => Unit::Months(size * number),
    };
    Some((end, unit))
}

/// A unit right behind its number.
fn unit_at(line: &Line<'_>, at: usize) -> Option<(usize, Unit)> {
    let fits = |words: &str| {
        let end = at + words.chars().count();
        (end <= line.len()
            && line.folded(&(at..end)) == words
            && !(is_word(line.before(end)) && is_word(line.letter(end))))
        .then_some(end)
    };
    UNITS.iter().filter_map(|(words, unit)| Some((fits(words)?, *unit))).max_by_key(|found| found.0)
}
