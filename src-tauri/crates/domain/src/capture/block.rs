//! What must not be read: telephone and model numbers, addresses on the net, set phrases.

use super::line::{Line, is_word};
use super::{Found, Reading, days};

/// Phrases that hold a word of time or communication and mean something else.
const PHRASES: [&str; 66] = [
    "black friday",
    "good friday",
    "casual friday",
    "ash wednesday",
    "palm sunday",
    "cyber monday",
    "super bowl sunday",
    "good morning",
    "good afternoon",
    "good evening",
    "good night",
    "call centre",
    "call center",
    "call for tenders",
    "call for bids",
    "call option",
    "call off",
    "called off",
    "is called",
    "are called",
    "so called",
    "so-called",
    "on call",
    "phone number",
    "phone numbers",
    "phone case",
    "phone system",
    "email address",
    "e-mail address",
    "email system",
    "meeting room",
    "meeting rooms",
    "text file",
    "site visit report",
    "wechat pay",
    "wechat id",
    "next door",
    "to date",
    "early bird",
    "rush hour",
    "电话号码",
    "电话费",
    "电话机",
    "电话线",
    "电话系统",
    "来电显示",
    "微信号",
    "微信支付",
    "微信群",
    "微信公众号",
    "微信小程序",
    "微信同号",
    "邮件地址",
    "邮件系统",
    "会议室",
    "会议桌",
    "周六福",
    "明日之星",
    "今日头条",
    "短信平台",
    "短信验证码",
    "一点一滴",
    "上门女婿",
    "meeting point",
    "昨日重现",
    "后天性",
];

pub(super) fn find(line: &Line<'_>, at: usize) -> Option<Found> {
    let end = [line.any_of(at, &PHRASES), weekdays(line, at), telephone(line, at), code(line, at)]
        .into_iter()
        .flatten()
        .max()?;
    Some(Found { span: at..end, reading: Reading::Closed, reason: "" })
}

/// `Mon-Fri`, `周一到周五`: opening hours rather than a day.
fn weekdays(line: &Line<'_>, at: usize) -> Option<usize> {
    let start = line.skip_spaces(days::weekday_word(line, at)?);
    let joined = if line.letter(start) == '-' { start + 1 } else { line.any_of(start, &["to", "till", "到", "至"])? };
    let mut end = days::weekday_word(line, line.skip_spaces(joined))?;
    // With the hours behind.
    while line.letter(end).is_ascii_digit() || matches!(line.letter(end), ' ' | ':' | '-') {
        end += 1;
    }
    Some(line.back_over_spaces(end))
}

/// Seven digits or more with the separators that people put between them.
fn telephone(line: &Line<'_>, at: usize) -> Option<usize> {
    let first = line.letter(at);
    if is_word(line.before(at))
        || !(first.is_ascii_digit() || (matches!(first, '+' | '(') && line.letter(at + 1).is_ascii_digit()))
    {
        return None;
    }
    let (mut end, mut digits, mut to) = (at, 0, at);
    loop {
        let letter = line.letter(end);
        if letter.is_ascii_digit() {
            digits += 1;
            to = end + 1;
        } else if !matches!(letter, '+' | '(' | ')' | ' ' | '-') || (letter == ' ' && line.before(end) == ' ') {
            break;
        }
        end += 1;
    }
    (digits >= 7 && !is_word(line.letter(to)) && line.letter(to) != ':').then_some(to)
}

/// A word with both letters and digits that starts with a letter (`HGW25`, `SO-2026-0418`), or an address with `@`, `://` or
/// `www.` in it.
fn code(line: &Line<'_>, at: usize) -> Option<usize> {
    let inside = |letter: char| {
        is_word(letter) || matches!(letter, '-' | '_' | '/' | '.' | '@' | ':' | '#' | '+' | '&' | '=' | '?' | '%')
    };
    if !is_word(line.letter(at)) || inside(line.before(at)) {
        return None;
    }
    let mut end = at;
    while inside(line.letter(end)) {
        end += 1;
    }
    while end > at && !is_word(line.before(end)) {
        end -= 1;
    }
    let word = line.folded(&(at..end));
    let address = word.contains("://")
        || word.starts_with("www.")
        || word.find('@').is_some_and(|sign| word[sign..].contains('.'));
    let head: String = word
        .chars()
        .take_while(|letter| letter.is_ascii_alphabetic() || matches!(letter, '-' | '_' | '/' | '#'))
        .collect();
    let mixed = word.starts_with(|letter: char| letter.is_ascii_alphabetic())
        && word[head.len()..].starts_with(|letter: char| letter.is_ascii_digit());
    // Digits with letters between and behind: `48V10A`, `3x16-400`.
    let turns = word.as_bytes().windows(2).filter(|pair| pair[0].is_ascii_digit() != pair[1].is_ascii_digit()).count();
    (address
        || mixed
        || (turns >= 3
            && word.contains(|c: char| c.is_ascii_alphabetic())
            && !word.contains([':', '.'])
            && !is_span(&word)))
    .then_some(end)
}

/// `10-11am`, `2h30min`: digits and letters that are times.
fn is_span(word: &str) -> bool {
    ["am", "pm", "h", "min", "m"].iter().any(|unit| word.ends_with(unit)) || word.contains('h')
}
