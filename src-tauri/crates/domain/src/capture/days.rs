//! Days: relative ones, weekdays, dates with and without a year, the ends of months.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::dates::{self, MONTHS};
use super::line::{Line, is_word};
use super::numbers::{figure, numeral};
use super::{PartOfDay, Precision, Setting};

/// A day as it was said. What lies ahead or behind is decided when the verb is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Day {
    /// A day, or the first of a week or month.
    On(Date, Precision),
    /// A day with a part of it: `tonight`, `明早`.
    Part(Date, PartOfDay),
    /// A weekday of no certain week.
    Weekday(Weekday),
    /// A month and day of no certain year.
    Yearless(i8, i8),
    /// The start, middle or end of a month; of no certain year, or of no certain month.
    Edge(Option<i8>, Edge),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Edge {
    Start,
    Middle,
    End,
}

impl Edge {
    pub(super) fn of(self, month: Date) -> Date {
        match self {
            Self::Start => month.first_of_month(),
            Self::Middle => month.first_of_month().saturating_add(14.days()),
            Self::End => month.last_of_month(),
        }
    }
}

pub(super) type Said = (usize, Day, &'static str);

const NEAR: [(&str, i32); 16] = [
    ("today", 0),
    ("tomorrow", 1),
    ("tmrw", 1),
    ("tmr", 1),
    ("the day after tomorrow", 2),
    ("day after tomorrow", 2),
    ("yesterday", -1),
    ("the day before yesterday", -2),
    ("day before yesterday", -2),
    ("今天", 0),
    ("今日", 0),
    ("明天", 1),
    ("明日", 1),
    ("后天", 2),
    ("大后天", 3),
    ("昨天", -1),
];
const NEAR_TOO: [(&str, i32); 3] = [("昨日", -1), ("前天", -2), ("大前天", -3)];

const PARTS: [(&str, (i32, PartOfDay)); 11] = [
    ("tonight", (0, PartOfDay::Evening)),
    ("last night", (-1, PartOfDay::Evening)),
    ("this morning", (0, PartOfDay::Morning)),
    ("this afternoon", (0, PartOfDay::Afternoon)),
    ("this evening", (0, PartOfDay::Evening)),
    ("今早", (0, PartOfDay::Morning)),
    ("今晚", (0, PartOfDay::Evening)),
    ("明早", (1, PartOfDay::Morning)),
    ("明晚", (1, PartOfDay::Evening)),
    ("昨晚", (-1, PartOfDay::Evening)),
    ("后天早上", (2, PartOfDay::Morning)),
];

const WEEKDAYS: [(&str, Weekday); 16] = [
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
    ("mon", Weekday::Monday),
    ("tue", Weekday::Tuesday),
    ("tues", Weekday::Tuesday),
    ("wed", Weekday::Wednesday),
    ("thu", Weekday::Thursday),
    ("thur", Weekday::Thursday),
    ("thurs", Weekday::Thursday),
    ("fri", Weekday::Friday),
    ("sat", Weekday::Saturday),
];

/// Short forms that are words or names of their own.
const DOUBTFUL: [&str; 4] = ["mon", "wed", "sat", "sun"];

/// Which week a word before a weekday or `周` means, in weeks from this one.
const WEEKS: [(&str, i32); 11] = [
    ("下下个", 2),
    ("下下", 2),
    ("下个", 1),
    ("下", 1),
    ("上上个", -2),
    ("上上", -2),
    ("上个", -1),
    ("上", -1),
    ("这个", 0),
    ("这", 0),
    ("本", 0),
];

/// The longest day that is said here.
pub(super) fn find(line: &Line<'_>, at: usize, setting: &Setting<'_>) -> Option<Said> {
    let today = setting.now.date();
    let shift = |days: i32| today.saturating_add(days.days());
    let near = line.one_of(at, &NEAR).or_else(|| line.one_of(at, &NEAR_TOO));
    let near = near.map(|(end, days)| (end, Day::On(shift(days), Precision::Day), "relative_day"));
    let part = line.one_of(at, &PARTS).map(|(end, (days, part))| (end, Day::Part(shift(days), part), "relative_day"));
    let readings = [
        near,
        part,
        weekday(line, at, today),
        week_or_month(line, at, today),
        dates::named_month(line, at),
        edge(line, at, today),
        dates::numeric(line, at, setting),
        dates::chinese(line, at, today),
    ];
    readings.into_iter().flatten().rev().max_by_key(|said| said.0)
}

fn monday_of(day: Date) -> Date {
    day.saturating_sub(i32::from(day.weekday().to_monday_zero_offset()).days())
}

fn weekday(line: &Line<'_>, at: usize, today: Date) -> Option<Said> {
    let in_week = |weeks: i32, day: Weekday| {
        let date = monday_of(today).saturating_add((weeks * 7 + i32::from(day.to_monday_zero_offset())).days());
        Day::On(date, Precision::Day)
    };
    if let Some((end, day)) =
        line.one_of(at, &WEEKDAYS).or_else(|| line.phrase(at, "sun").map(|end| (end, Weekday::Sunday)))
    {
        let text = line.folded(&(at..end));
        let doubtful = DOUBTFUL.contains(&text.as_str()) && !stands_alone(line, at, end);
        // `Friday's meeting` is on Friday; `Friday's Pizza`, `Wednesday's child` and `Monday.com` are names.
        let acts = ["meeting", "call", "visit", "demo", "email", "chat", "session", "workshop"];
        let owned = line.letter(end) == '\'' && line.any_of(line.skip_spaces(end + 2), &acts).is_none()
            || line.letter(end) == '.' && is_word(line.letter(end + 1));
        return (!doubtful && !owned && !line.follows(at, &["every", "each", "per"])).then_some((
            end,
            Day::Weekday(day),
            "weekday",
        ));
    }
    for (word, weeks) in [("this", 0), ("this coming", 9), ("coming", 9), ("next", 1), ("last", -9), ("past", -9)] {
        let Some(start) = line.phrase(at, word).map(|end| line.skip_spaces(end)) else { continue };
        let Some((end, day)) =
            line.one_of(start, &WEEKDAYS).or_else(|| line.phrase(start, "sun").map(|end| (end, Weekday::Sunday)))
        else {
            continue;
        };
        let day = match weeks {
            9 => Day::On(today.nth_weekday(1, day).ok()?, Precision::Day),
            -9 => Day::On(today.nth_weekday(-1, day).ok()?, Precision::Day),
            weeks => in_week(weeks, day),
        };
        return Some((end, day, "weekday"));
    }
    let (start, weeks) = line.one_of(at, &WEEKS).map_or((at, None), |(end, weeks)| (end, Some(weeks)));
    let end = line.any_of(start, &["周", "星期", "礼拜"])?;
    let day = match line.letter(end) {
        '一' => Weekday::Monday,
        '二' => Weekday::Tuesday,
        '三' => Weekday::Wednesday,
        '四' => Weekday::Thursday,
        '五' => Weekday::Friday,
        '六' | '末' => Weekday::Saturday,
        '日' | '天' => Weekday::Sunday,
        _ => return None,
    };
    let before = line.before(at);
    let counted =
        before.is_ascii_digit() || numeral(before).is_some() || matches!(before, '每' | '十' | '几' | '个' | '半');
    // `一周三次`, `周一到周五` is a span, `周年`.
    let measured = matches!(line.letter(end + 1), '次' | '回' | '趟' | '年' | '个' | '班' | '遍');
    if (weeks.is_none() && counted) || measured {
        return None;
    }
    Some((end + 1, weeks.map_or(Day::Weekday(day), |weeks| in_week(weeks, day)), "weekday"))
}

/// The end of a weekday's bare name.
pub(super) fn weekday_word(line: &Line<'_>, at: usize) -> Option<usize> {
    let latin = line.one_of(at, &WEEKDAYS).map(|(end, _)| end).or_else(|| line.phrase(at, "sun"));
    latin.or_else(|| {
        let end = line.any_of(at, &["周", "星期", "礼拜"])?;
        matches!(line.letter(end), '一' | '二' | '三' | '四' | '五' | '六' | '日' | '天').then_some(end + 1)
    })
}

/// Whether a short weekday is one: after a preposition, or before a sign, a figure, a part of the day or the end.
fn stands_alone(line: &Line<'_>, at: usize, end: usize) -> bool {
    let next = line.skip_spaces(end);
    let closed = matches!(line.letter(end), ',' | ';' | '\n' | ')' | ':');
    let end_of_text = line.letter(next) == '\n';
    let timed = line.letter(next).is_ascii_digit()
        || line.any_of(next, &["at", "morning", "afternoon", "evening", "noon", "next", "下午", "上午"]).is_some();
    closed || end_of_text || timed || line.follows(at, &["on", "by", "before", "until", "till", "from"])
}

fn week_or_month(line: &Line<'_>, at: usize, today: Date) -> Option<Said> {
    const SPANS: [(&str, (i32, bool)); 18] = [
        ("this week", (0, true)),
        ("next week", (1, true)),
        ("last week", (-1, true)),
        ("this month", (0, false)),
        ("next month", (1, false)),
        ("last month", (-1, false)),
        ("下个月", (1, false)),
        ("下月", (1, false)),
        ("本月", (0, false)),
        ("这个月", (0, false)),
        ("上个月", (-1, false)),
        ("上月", (-1, false)),
        ("the week after next", (2, true)),
        ("week after next", (2, true)),
        ("next weekend", (7, true)),
        ("this weekend", (6, true)),
        ("weekend", (6, true)),
        ("the weekend", (6, true)),
    ];
    let chinese_week = || {
        let (start, weeks) = line.one_of(at, &WEEKS)?;
        let end = line.any_of(start, &["周", "星期", "礼拜"])?;
        let other =
            matches!(line.letter(end), '期' | '边' | '围' | '到' | '年' | '刊' | '报' | '转' | '岁' | '长' | '全');
        (!other).then_some((end, (weeks, true)))
    };
    let (end, (step, week)) = line.one_of(at, &SPANS).or_else(chinese_week)?;
    if step >= 6 {
        let days = if step == 7 { 12 } else { 5 };
        return Some((end, Day::On(monday_of(today).saturating_add(days.days()), Precision::Day), "weekend"));
    }
    if week {
        let monday = monday_of(today).saturating_add((step * 7).days());
        // `Thursday next week` is read from its weekday; `next week Thursday` here.
        let after = line.skip_spaces(line.phrase(line.skip_spaces(end), "on").unwrap_or(end));
        if let Some((end, day)) = line.one_of(after, &WEEKDAYS) {
            let date = monday.saturating_add(i32::from(day.to_monday_zero_offset()).days());
            return Some((end, Day::On(date, Precision::Day), "weekday"));
        }
        return Some((end, Day::On(monday, Precision::Week), "week"));
    }
    let month = today.first_of_month().saturating_add(step.months());
    // `下个月5号`
    if let Some((figures, day)) = figure(line, end)
        && matches!(line.letter(figures), '号' | '日')
    {
        let date = Date::new(month.year(), month.month(), i8::try_from(day).ok()?).ok()?;
        return Some((figures + 1, Day::On(date, Precision::Day), "day_of_month"));
    }
    Some((end, Day::On(month, Precision::Month), "month"))
}

fn edge(line: &Line<'_>, at: usize, today: Date) -> Option<Said> {
    const EDGES: [(&str, (Option<i32>, Edge)); 39] = [
        ("end of the month", (None, Edge::End)),
        ("end of month", (None, Edge::End)),
        ("the end of the month", (None, Edge::End)),
        ("month end", (None, Edge::End)),
        ("month-end", (None, Edge::End)),
        ("eom", (None, Edge::End)),
        ("end of this month", (Some(0), Edge::End)),
        ("end of next month", (Some(1), Edge::End)),
        ("the end of next month", (Some(1), Edge::End)),
        ("end of last month", (Some(-1), Edge::End)),
        ("beginning of next month", (Some(1), Edge::Start)),
        ("start of next month", (Some(1), Edge::Start)),
        ("early next month", (Some(1), Edge::Start)),
        ("mid next month", (Some(1), Edge::Middle)),
        ("the end of this month", (Some(0), Edge::End)),
        ("月底", (None, Edge::End)),
        ("月末", (None, Edge::End)),
        ("月初", (None, Edge::Start)),
        ("月中", (None, Edge::Middle)),
        ("本月底", (Some(0), Edge::End)),
        ("这个月底", (Some(0), Edge::End)),
        ("下月底", (Some(1), Edge::End)),
        ("下个月底", (Some(1), Edge::End)),
        ("上月底", (Some(-1), Edge::End)),
        ("上个月底", (Some(-1), Edge::End)),
        ("下月初", (Some(1), Edge::Start)),
        ("下个月初", (Some(1), Edge::Start)),
        ("本月初", (Some(0), Edge::Start)),
        ("上月初", (Some(-1), Edge::Start)),
        ("上个月初", (Some(-1), Edge::Start)),
        ("下个月中", (Some(1), Edge::Middle)),
        ("本月末", (Some(0), Edge::End)),
        ("下月中", (Some(1), Edge::Middle)),
        ("本月中", (Some(0), Edge::Middle)),
        ("下个月月底", (Some(1), Edge::End)),
        ("这个月月底", (Some(0), Edge::End)),
        ("本月月底", (Some(0), Edge::End)),
        ("上个月月底", (Some(-1), Edge::End)),
        ("下个月月初", (Some(1), Edge::Start)),
    ];
    const YEAR_ENDS: [&str; 8] =
        ["end of the year", "the end of the year", "end of year", "year end", "eoy", "年底", "今年年底", "年末"];
    const WEEK_ENDS: [&str; 5] = ["end of the week", "the end of the week", "end of week", "eow", "end of this week"];
    if let Some((end, (month, edge))) = line.one_of(at, &EDGES) {
        // `6月底` is read below.
        let before = line.before(at);
        let of_month =
            line.letter(at) == '月' && (before.is_ascii_digit() || numeral(before).is_some() || before == '十');
        // `月中旬` is ten days.
        if of_month || line.letter(end) == '旬' {
            return None;
        }
        let precision = if edge == Edge::End { Precision::Day } else { Precision::Week };
        let day = month.map_or(Day::Edge(None, edge), |month| {
            Day::On(edge.of(today.first_of_month().saturating_add(month.months())), precision)
        });
        return Some((end, day, "month_edge"));
    }
    if let Some(end) = line.any_of(at, &YEAR_ENDS) {
        return Some((end, Day::On(today.last_of_year(), Precision::Day), "year_end"));
    }
    if let Some(end) = line.any_of(at, &WEEK_ENDS) {
        return Some((end, Day::On(monday_of(today).saturating_add(4.days()), Precision::Day), "week_end"));
    }
    for (words, edge) in [
        ("end of", Edge::End),
        ("the end of", Edge::End),
        ("beginning of", Edge::Start),
        ("start of", Edge::Start),
        ("mid", Edge::Middle),
        ("early", Edge::Start),
        ("late", Edge::End),
    ] {
        if let Some(start) = line.phrase(at, words).map(|end| line.skip_spaces(end))
            && let Some((end, month)) = line.one_of(start, &MONTHS)
            && (line.is_capital(start) || !matches!(month, 3 | 5))
        {
            return Some((end, Day::Edge(Some(month), edge), "month_edge"));
        }
    }
    let (end, month) = figure(line, at).filter(|_| line.number_may_start(at))?;
    let edge = match (line.letter(end), line.letter(end + 1)) {
        ('月', '底' | '末') => Edge::End,
        ('月', '初') => Edge::Start,
        ('月', '中') if line.letter(end + 2) != '旬' => Edge::Middle,
        _ => return None,
    };
    (1..=12).contains(&month).then_some((end + 2, Day::Edge(i8::try_from(month).ok(), edge), "month_edge"))
}
