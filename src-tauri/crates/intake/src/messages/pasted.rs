//! A mail as it is copied out of a program: a few lines that say who wrote when to whom, in the program's language, and the
//! text below.

use jiff::civil::Time;
use satchel_domain::{DateOrder, clean_note, clean_text};

use super::mail::answer_first;
use super::stamp::time;
use super::{Gathering, Message, Party, parties};
use crate::communications::{Moment, read_moment};
use crate::sheet::ReadProblem;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Head {
    From,
    Date,
    To,
    Subject,
    Other,
}

const HEADS: [(Head, &[&str]); 5] = [
    (Head::From, &["from", "发件人", "寄件者", "寄件人", "發件人", "von", "de"]),
    (
        Head::Date,
        &[
            "date",
            "sent",
            "发送时间",
            "发送日期",
            "发件时间",
            "日期",
            "时间",
            "寄件日期",
            "傳送時間",
            "发送于",
            "gesendet",
            "datum",
        ],
    ),
    (Head::To, &["to", "cc", "bcc", "收件人", "抄送", "密送", "收件者", "副本", "an"]),
    (Head::Subject, &["subject", "主题", "主旨", "标题", "主題", "betreff", "objet", "asunto"]),
    (Head::Other, &["reply-to", "回复", "importance", "attachments", "附件", "重要性"]),
];

/// What a line says about the mail.
fn head(line: &str) -> Option<(Head, &str)> {
    let line = line.trim().trim_start_matches(['*', '>', ' ']);
    let (name, value) = line.split_once([':', '：'])?;
    // Some programs set the names in bold, which is copied as stars, and pad Chinese ones.
    let name: String =
        name.chars().filter(|sign| !sign.is_whitespace() && *sign != '*').flat_map(char::to_lowercase).collect();
    let (head, _) = HEADS.iter().find(|(_, names)| names.contains(&name.as_str()))?;
    Some((*head, value.trim().trim_start_matches('*').trim()))
}

/// The lines above a mail and where the text below them begins.
fn heads(text: &str) -> (Vec<(Head, String)>, usize) {
    let (mut heads, mut at): (Vec<(Head, String)>, usize) = (Vec::new(), 0);
    for line in text.split_inclusive('\n') {
        let plain = line.trim().trim_start_matches('\u{feff}');
        let is_rule = !plain.is_empty() && plain.chars().all(|sign| matches!(sign, '-' | '_' | '—' | '=' | ' '));
        match head(plain) {
            Some((head, value)) => heads.push((head, value.to_owned())),
            None if heads.is_empty() && (plain.is_empty() || is_rule || is_forward(plain)) => {}
            // A long line of addresses goes on in the next one.
            None if line.starts_with([' ', '\t']) && !plain.is_empty() => {
                if let Some((_, value)) = heads.last_mut() {
                    value.push(' ');
                    value.push_str(plain);
                }
            }
            None => break,
        }
        at += line.len();
    }
    (heads, at)
}

/// `---- Original Message ----`, `-----原始邮件-----`.
fn is_forward(line: &str) -> bool {
    line.starts_with("--") && line.ends_with("--") && line.chars().count() < LONGEST_RULE
}

const LONGEST_RULE: usize = 80;

/// Whether a text begins as a copied mail does: it says who, and when.
pub(super) fn is_mail(text: &str) -> bool {
    let (heads, _) = heads(text);
    let says = |wanted: Head| heads.iter().any(|(head, value)| *head == wanted && !value.is_empty());
    says(Head::From) && says(Head::Date) && (says(Head::To) || says(Head::Subject))
}

/// Reads a copied mail.
///
/// # Errors
/// As of the gathering.
pub(super) fn read(text: &str, gathering: &mut Gathering) -> Result<(), ReadProblem> {
    let (heads, begin) = heads(text);
    let all = |wanted: Head| heads.iter().filter(move |(head, _)| *head == wanted).map(|(_, value)| value.as_str());
    let from: Vec<Party> = all(Head::From).flat_map(parties).take(1).collect();
    let to: Vec<Party> = all(Head::To).flat_map(parties).collect();
    let at = all(Head::Date).map(moment).find(|at| !at.is_empty());
    // What isn't understood is told as it was written.
    let at = at.or_else(|| all(Head::Date).next().map(clean_text)).unwrap_or_default();
    let title = all(Head::Subject).next().map(clean_text).unwrap_or_default();
    let text = answer_first(&clean_note(&text[begin..]));
    gathering.add(Message { at, from, to, title, minutes: None, text, id: String::new() })
}

/// When a mail was sent, as programs write it for people: an instant where the zone is told, otherwise a local time; empty
/// where it is neither.
pub(super) fn moment(said: &str) -> String {
    if let Some(instant) = mail_date(said) {
        return instant.to_string();
    }
    let words = said.replace(['，', ',', '(', ')', '（', '）'], " ");
    let mut day: Vec<&str> = words.split_whitespace().filter(|word| !is_weekday(word)).collect();
    // The time may be several words, as `2:02 PM`, and stand first or last.
    let mut clock: Option<Time> = None;
    let starts = day.iter().position(|word| time(word).is_some_and(|(_, rest)| rest.is_empty()) || is_half(word));
    if let Some(at) = starts {
        let end = (at + 3).min(day.len());
        for until in (at + 1..=end).rev() {
            if let Some((found, "")) = time(&day[at..until].join(" ")) {
                clock = Some(found);
                day.drain(at..until);
                break;
            }
        }
    }
    day.retain(|word| !matches!(word.to_lowercase().as_str(), "at" | "um" | "on"));
    match (read_moment(&day.join(" "), DateOrder::Unknown), clock) {
        (Some(Moment::Local(date, None)), Some(time)) | (Some(Moment::Local(date, Some(time))), _) => {
            format!("{date} {}", time.strftime("%H:%M:%S"))
        }
        (Some(Moment::Local(date, None)), None) => date.to_string(),
        (Some(Moment::Instant(instant)), _) => instant.to_string(),
        (None, Some(time)) => format!("{} {}", day.join(" "), time.strftime("%H:%M:%S")),
        (None, None) => String::new(),
    }
}

/// `Tue, 5 Mar 2024 14:02:11 +0800 (CST)`
fn mail_date(said: &str) -> Option<jiff::Timestamp> {
    let plain = said.split('(').next().unwrap_or_default().trim();
    jiff::fmt::rfc2822::parse(plain).ok().map(|zoned| zoned.timestamp())
}

fn is_weekday(word: &str) -> bool {
    let word = word.trim_matches(['(', ')', '（', '）', '.']).to_lowercase();
    let english = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    english.iter().any(|day| word.starts_with(day) && (word.len() == 3 || word.ends_with("day")))
        || word.starts_with("星期")
        || word.starts_with('周')
}

fn is_half(word: &str) -> bool {
    ["上午", "下午", "晚上", "早上", "中午", "凌晨"].contains(&word)
}
