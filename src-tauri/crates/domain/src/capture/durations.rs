//! How long something takes: `30 min`, `1.5 hours`, `一个半小时`.

use super::lengths::{Unit, amount_of_time};
use super::line::{Line, is_word};
use super::numbers::{count, digits};
use super::{Found, Reading};

/// No conversation is longer; `24小时服务` and a delivery in 48 hours are no durations.
const LONGEST: u32 = 720;

pub(super) fn find(line: &Line<'_>, at: usize) -> Option<Found> {
    const FRONT: [&str; 12] =
        ["every", "each", "per", "within", "in", "next", "last", "under", "一天", "每天", "最近", "过去"];
    if matches!(line.before(at), '每' | '第' | '近' | '个') || line.follows(at, &FRONT) {
        return None;
    }
    let (end, minutes) = [and_a_half(line, at), decimal(line, at), hours_and_minutes(line, at), plain(line, at)]
        .into_iter()
        .flatten()
        .max_by_key(|found| found.0)?;
    let next = line.skip_spaces(end);
    // What follows may turn it into a distance or into a property of something.
    let other = line
        .any_of(
            next,
            &[
                "ago", "later", "from now", "late", "drive", "away", "notice", "delivery", "old", "battery", "support",
                "后", "之后", "以后", "前", "内", "之内", "以内", "制", "服务", "送达", "车程", "到货",
            ],
        )
        .is_some();
    let minutes = u32::try_from(minutes).ok().filter(|minutes| !other && (1..=LONGEST).contains(minutes))?;
    Some(Found { span: at..end, reading: Reading::Duration(minutes), reason: "duration" })
}

fn plain(line: &Line<'_>, at: usize) -> Option<(usize, i64)> {
    let tight = |size: i64, words: &[&str]| {
        let (number_end, number) = digits(line, at, 3).filter(|_| line.number_may_start(at))?;
        let start = line.skip_spaces(number_end);
        let unit = words.iter().find(|unit| {
            let unit_end = start + unit.chars().count();
            unit_end <= line.len() && line.folded(&(start..unit_end)) == **unit && !is_word(line.letter(unit_end))
        })?;
        Some((start + unit.chars().count(), i64::from(number) * size))
    };
    let named = || match amount_of_time(line, at)? {
        (end, Unit::Minutes(minutes)) => Some((end, minutes)),
        _ => None,
    };
    named().or_else(|| tight(60, &["h"])).or_else(|| {
        line.any_of(at, &["一刻钟"]).map(|end| (end, 15)).or_else(|| line.any_of(at, &["三刻钟"]).map(|end| (end, 45)))
    })
}

/// `1.5 hours`, `2.5h`, `1.5小时`.
fn decimal(line: &Line<'_>, at: usize) -> Option<(usize, i64)> {
    let (point, whole) = digits(line, at, 2).filter(|_| line.number_may_start(at))?;
    let (end, tenths) = digits(line, point + 1, 1).filter(|_| line.letter(point) == '.')?;
    let start = line.skip_spaces(end);
    let tail = ["hours", "hour", "hrs", "hr", "h", "个小时", "小时"].into_iter().find(|unit| {
        let unit_end = start + unit.chars().count();
        unit_end <= line.len()
            && line.folded(&(start..unit_end)) == **unit
            && !(is_word(line.before(unit_end)) && is_word(line.letter(unit_end)))
    })?;
    Some((start + tail.chars().count(), i64::from(whole) * 60 + i64::from(tenths) * 6))
}

/// `一个半小时`, `2个半小时`, `one and a half hours`, `an hour and a half`, `两小时半`.
fn and_a_half(line: &Line<'_>, at: usize) -> Option<(usize, i64)> {
    if let Some(end) = line.any_of(at, &["an hour and a half", "one and a half hours", "1 1/2 hours"]) {
        return Some((end, 90));
    }
    let (end, number) = count(line, at)?;
    let start = line.skip_spaces(end);
    let end = line.any_of(start, &["个半小时", "个半钟头", "and a half hours", "hours and a half", "小时半"])?;
    Some((end, i64::from(number) * 60 + 30))
}

/// `1h30`, `1 h 30 min`, `1小时30分钟`, `1 hour 15 minutes`.
fn hours_and_minutes(line: &Line<'_>, at: usize) -> Option<(usize, i64)> {
    let (end, hours) = count(line, at)?;
    let start = line.skip_spaces(end);
    let middle = ["hours", "hour", "hrs", "hr", "h", "个小时", "小时"].into_iter().find_map(|unit| {
        let unit_end = start + unit.chars().count();
        (unit_end <= line.len() && line.folded(&(start..unit_end)) == unit).then_some(unit_end)
    })?;
    let start = line.skip_spaces(middle);
    let start = line.any_of(start, &["and", "零"]).map_or(start, |end| line.skip_spaces(end));
    let (end, minutes) =
        if line.letter(start).is_ascii_digit() { digits(line, start, 2)? } else { count(line, start)? };
    let tail = line.skip_spaces(end);
    let unit = ["minutes", "minute", "mins", "min", "m", "分钟", "分"].into_iter().find_map(|unit| {
        let unit_end = tail + unit.chars().count();
        (unit_end <= line.len() && line.folded(&(tail..unit_end)) == unit && !is_word(line.letter(unit_end)))
            .then_some(unit_end)
    });
    let glued = (line.letter(middle).is_ascii_digit() && end - middle == 2 && line.may_end(end)).then_some(end);
    let end = unit.or(glued)?;
    (minutes < 60).then(|| (end, i64::from(hours) * 60 + i64::from(minutes)))
}
