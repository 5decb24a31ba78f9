//! Dates of the calendar as figures and words: `12 March`, `2026-03-12`, `3/12`, `十二月五号`.

use jiff::ToSpan;
use jiff::civil::Date;

use super::days::{Day, Said};
use super::line::{Line, is_word};
use super::numbers::{digits, figure};
use super::{Language, Precision, Setting};
use crate::{DateOrder, parse_date};

pub(super) const MONTHS: [(&str, i8); 24] = [
    ("january", 1),
    ("february", 2),
    ("march", 3),
    ("april", 4),
    ("may", 5),
    ("june", 6),
    ("july", 7),
    ("august", 8),
    ("september", 9),
    ("october", 10),
    ("november", 11),
    ("december", 12),
    ("jan", 1),
    ("feb", 2),
    ("mar", 3),
    ("apr", 4),
    ("jun", 6),
    ("jul", 7),
    ("aug", 8),
    ("sep", 9),
    ("sept", 9),
    ("oct", 10),
    ("nov", 11),
    ("dec", 12),
];

/// `12 March`, `March 12th, 2027`, `the 12th of March`.
pub(super) fn named_month(line: &Line<'_>, at: usize) -> Option<Said> {
    let ordinal = |at: usize| {
        let (end, day) = digits(line, at, 2)?;
        let end = ["st", "nd", "rd", "th"]
            .iter()
            .find_map(|tail| {
                let tail_end = end + 2;
                (line.folded(&(end..tail_end.min(line.len()))) == *tail && !is_word(line.letter(tail_end)))
                    .then_some(tail_end)
            })
            .unwrap_or(end);
        line.may_end(end).then_some((end, i8::try_from(day).ok()?))
    };
    let (end, month, day, month_at) = if line.letter(at).is_ascii_digit() {
        if !line.number_may_start(at) {
            return None;
        }
        let (end, day) = ordinal(at)?;
        let start = line.skip_spaces(end);
        let start = line.phrase(start, "of").map_or(start, |end| line.skip_spaces(end));
        let (end, month) = line.one_of(start, &MONTHS)?;
        (end, month, day, start)
    } else {
        let (end, month) = line.one_of(at, &MONTHS)?;
        let end = if line.letter(end) == '.' { end + 1 } else { end };
        let start = line.skip_spaces(end);
        let start = line.phrase(start, "the").map_or(start, |end| line.skip_spaces(end));
        let (end, day) = ordinal(start)?;
        (end, month, day, at)
    };
    // In lower case, `may` and `march` are words.
    let verb = matches!(line.folded(&(month_at..month_at + 3)).as_str(), "may" | "mar") && !line.is_capital(month_at);
    if verb && !line.follows(at, &["on", "by", "before", "until", "till", "from", "since"]) {
        return None;
    }
    let comma = line.skip_spaces(if line.letter(end) == ',' { end + 1 } else { end });
    if let Some((year_end, year)) = digits(line, comma, 4)
        && (1990..2100).contains(&year)
        && line.may_end(year_end)
    {
        return Some((
            year_end,
            Day::On(Date::new(i16::try_from(year).ok()?, month, day).ok()?, Precision::Day),
            "date",
        ));
    }
    yearless(end, month, day)
}

/// A month and a day that exist together in some year.
fn yearless(end: usize, month: i8, day: i8) -> Option<Said> {
    Date::new(2000, month, day).ok().map(|_| (end, Day::Yearless(month, day), "date"))
}

/// `2026-03-12`, `12.3.2026`, `3/12`.
pub(super) fn numeric(line: &Line<'_>, at: usize, setting: &Setting<'_>) -> Option<Said> {
    if !line.letter(at).is_ascii_digit() || !line.number_may_start(at) {
        return None;
    }
    let order = match (setting.dates, setting.language) {
        (DateOrder::Unknown, Language::Chinese) => DateOrder::MonthFirst,
        (order, _) => order,
    };
    let (first_end, first) = digits(line, at, 4)?;
    let sign = line.letter(first_end);
    let (second_end, second) = digits(line, first_end + 1, 2).filter(|_| matches!(sign, '-' | '/' | '.'))?;
    if line.letter(second_end) == sign
        && let Some((end, _)) = digits(line, second_end + 1, 4)
    {
        let date = parse_date(&line.folded(&(at..end)), order).filter(|date| (1990..2100).contains(&date.year()))?;
        return line.may_end(end).then_some((end, Day::On(date, Precision::Day), "date"));
    }
    if sign != '/' || first_end - at > 2 || !line.may_end(second_end) || line.letter(second_end) == '/' {
        return None;
    }
    // Fractions and sizes.
    let prepared = line.follows(at, &["on", "by", "before", "until", "till", "from", "于", "在", "到"]);
    let fraction = first < second && second <= 4
        || (first, second) == (24, 7)
        || line.any_of(line.skip_spaces(second_end), &["inch", "\"", "of", "的", "%"]).is_some();
    if fraction && !prepared {
        return None;
    }
    let (first, second) = (i8::try_from(first).ok()?, i8::try_from(second).ok()?);
    let exists = |month: i8, day: i8| yearless(second_end, month, day);
    let (day_first, month_first) = (exists(second, first), exists(first, second));
    match (day_first, month_first, order) {
        (Some(day), None, _) | (None, Some(day), _) => Some(day),
        (day, _, DateOrder::DayFirst) | (_, day, DateOrder::MonthFirst) => day,
        (Some(day), Some(_), _) => (first == second).then_some(day),
        (None, None, _) => None,
    }
}

/// `2026年3月12日`, `明年3月12号`, `十二月五号`, `本月5号`; `5号` alone only before a time or `前`.
pub(super) fn chinese(line: &Line<'_>, at: usize, today: Date) -> Option<Said> {
    let (start, year) = chinese_year(line, at, today).unwrap_or((at, None));
    // After a year that isn't taken, because the day doesn't exist in it, nothing is left to read.
    let of_year = line.before(line.back_over_spaces(start)) == '年';
    if year.is_none() && (of_year || line.letter(start).is_ascii_digit() && !line.number_may_start(start)) {
        return None;
    }
    let (month_end, month) = figure(line, start)?;
    if matches!(line.letter(month_end), '号' | '日') && year.is_none() {
        return day_alone(line, at, month_end + 1, month, today);
    }
    let after = line.skip_spaces(month_end);
    if line.letter(after) != '月' {
        return None;
    }
    let (day_end, day) = figure(line, line.skip_spaces(after + 1))?;
    let sign = line.skip_spaces(day_end);
    let closed = matches!(line.letter(day_end), ' ' | ',' | '\n' | '。' | '上' | '下' | '早' | '晚')
        && line.letter(at).is_ascii_digit();
    let end = match line.letter(sign) {
        '日' | '号' => sign + 1,
        _ if closed => day_end,
        _ => return None,
    };
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    match year {
        Some(year) => Some((end, Day::On(Date::new(year, month, day).ok()?, Precision::Day), "date")),
        None => yearless(end, month, day),
    }
}

fn chinese_year(line: &Line<'_>, at: usize, today: Date) -> Option<(usize, Option<i16>)> {
    if let Some((end, years)) = line.one_of(at, &[("今年", 0), ("明年", 1), ("去年", -1), ("后年", 2)]) {
        return Some((end, Some(today.year() + years)));
    }
    let (end, year) = digits(line, at, 4).filter(|_| line.number_may_start(at))?;
    let sign = line.skip_spaces(end);
    let four = end - at == 4 && line.letter(sign) == '年' && (1990..2100).contains(&year);
    four.then_some((line.skip_spaces(sign + 1), i16::try_from(year).ok()))
}

/// A day of no certain month, where what follows says that it is one.
fn day_alone(line: &Line<'_>, at: usize, end: usize, day: u32, today: Date) -> Option<Said> {
    let timed =
        line.any_of(line.skip_spaces(end), &["上午", "下午", "晚上", "早上", "中午", "前", "之前", "以前"]).is_some()
            && line.any_of(end, &["前台"]).is_none();
    let free = !is_word(line.before(at)) && !matches!(line.before(at), '-' | '第');
    if !timed || !free {
        return None;
    }
    let day = i8::try_from(day).ok()?;
    // The next month that has this day, today counted.
    let month = (0..3).map(|step| today.first_of_month().saturating_add(step.months()));
    let date =
        month.filter_map(|month| Date::new(month.year(), month.month(), day).ok()).find(|date| *date >= today)?;
    Some((end, Day::On(date, Precision::Day), "day_of_month"))
}
