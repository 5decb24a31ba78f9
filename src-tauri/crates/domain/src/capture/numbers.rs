//! Numbers as digits, as English words and as Chinese numerals.

use super::line::Line;

const WORDS: [(&str, u32); 21] = [
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("thirteen", 13),
    ("fourteen", 14),
    ("fifteen", 15),
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fortyfive", 45),
    ("fifty", 50),
    ("sixty", 60),
];

/// A run of digits, as many as are there up to `most`.
pub(super) fn digits(line: &Line<'_>, at: usize, most: usize) -> Option<(usize, u32)> {
    let end = at + (0..=most).take_while(|step| line.letter(at + step).is_ascii_digit()).count();
    let whole = end > at && end - at <= most;
    whole.then(|| line.folded(&(at..end)).parse().ok()).flatten().map(|value| (end, value))
}

/// A number in words: `three`, `三`, `二十五`.
pub(super) fn word(line: &Line<'_>, at: usize) -> Option<(usize, u32)> {
    line.one_of(at, &WORDS).or_else(|| {
        let (end, value) = chinese(line, at)?;
        Some((end, u32::try_from(value).ok()?))
    })
}

/// A count in digits or words, not glued to a number before it.
pub(super) fn count(line: &Line<'_>, at: usize) -> Option<(usize, u32)> {
    if line.letter(at).is_ascii_digit() {
        return line.number_may_start(at).then(|| digits(line, at, 4)).flatten();
    }
    word(line, at)
}

/// Digits or a Chinese numeral, as dates and times have them.
pub(super) fn figure(line: &Line<'_>, at: usize) -> Option<(usize, u32)> {
    digits(line, at, 4).or_else(|| {
        let (end, value) = chinese(line, at)?;
        Some((end, u32::try_from(value).ok()?))
    })
}

pub(super) fn numeral(letter: char) -> Option<u64> {
    Some(match letter {
        '零' | '〇' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// A Chinese numeral: `三十万`, `两千五百`, `十二`, and `一万二` for 12,000. Nothing where the letters are no number, such as
/// two figures in a row.
pub(super) fn chinese(line: &Line<'_>, at: usize) -> Option<(usize, u64)> {
    // `周五三点`: the figure of a weekday is no part of the number.
    let of_weekday = at >= 2 && matches!(line.before(at - 1), '周' | '期' | '拜');
    let reaches_in = numeral(line.before(at)).is_some() && !of_weekday;
    if reaches_in || matches!(line.before(at), '十' | '百' | '千' | '万' | '亿' | '第' | '.') {
        return None;
    }
    let (mut total, mut section, mut figure): (u64, u64, Option<u64>) = (0, 0, None);
    let (mut last_unit, mut end, mut zero) = (1_u64, at, false);
    loop {
        let letter = line.letter(end);
        if let Some(value) = numeral(letter) {
            if figure.is_some_and(|before| before != 0) {
                return None;
            }
            zero = value == 0;
            figure = Some(value);
        } else {
            let unit = match letter {
                '十' => 10,
                '百' => 100,
                '千' => 1_000,
                '万' => 10_000,
                '亿' => 100_000_000,
                _ => break,
            };
            if unit < 10_000 {
                // Ten may stand without a figure before it.
                let count = figure.filter(|count| *count > 0).or((unit == 10).then_some(1))?;
                section += count * unit;
            } else {
                section += figure.unwrap_or(0);
                if section == 0 && total == 0 {
                    return None;
                }
                total = if section == 0 {
                    total.checked_mul(unit)?
                } else {
                    total.checked_add(section.checked_mul(unit)?)?
                };
                section = 0;
            }
            (figure, last_unit, zero) = (None, unit, false);
        }
        end += 1;
        if end - at > 16 {
            return None;
        }
    }
    if end == at {
        return None;
    }
    // The figure at the end of `一万二` counts the unit below.
    let tail = figure.map_or(0, |figure| if last_unit >= 100 && !zero { figure * last_unit / 10 } else { figure });
    let tail = if last_unit >= 100 && line.letter(end - 2) == '零' { figure.unwrap_or(0) } else { tail };
    Some((end, total + section + tail))
}
