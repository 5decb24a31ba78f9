//! Dates and numbers as people read them; the counterpart of the screen's `format.ts`, held to the same answers by
//! `tests/fixtures/format.json`.

use jiff::civil::{Date, Time, Weekday};
use satchel_domain::{Birthday, Country, DateOrder};

use crate::messages::message_with;
use crate::people::Language;

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// "14 May", "14 May 2025" in another year than `today`'s; "5月14日", "2025年5月14日".
pub fn date(language: Language, date: Date, today: Date) -> String {
    if date.year() == today.year() {
        return match language {
            Language::English => format!("{} {}", date.day(), month(date)),
            Language::Chinese => format!("{}月{}日", date.month(), date.day()),
        };
    }
    full_date(language, date)
}

/// "14 May 2026", "2026年5月14日".
pub fn full_date(language: Language, date: Date) -> String {
    match language {
        Language::English => format!("{} {} {}", date.day(), month(date), date.year()),
        Language::Chinese => format!("{}年{}月{}日", date.year(), date.month(), date.day()),
    }
}

/// "14 Mar 1985", "1985年3月14日" of a stored birthday; "14 Mar", "3月14日" where its year isn't known, empty for none.
pub fn birthday(language: Language, stored: &str) -> String {
    let Some(birthday) = Birthday::parse(stored, DateOrder::Unknown) else { return String::new() };
    let (month, day) = birthday.month_and_day();
    match (birthday.date(), language) {
        (Some(date), _) => full_date(language, date),
        (None, Language::English) => format!("{day} {}", month_name(month)),
        (None, Language::Chinese) => format!("{month}月{day}日"),
    }
}

/// "Germany", "德国" of a country's code; empty for none.
pub fn country(language: Language, code: &str) -> String {
    let Ok(country) = code.parse::<Country>() else { return String::new() };
    let [english, chinese] = country.names();
    match language {
        Language::English => english.to_owned(),
        Language::Chinese => chinese.to_owned(),
    }
}

/// "Fri 15 May", "5月15日 周五".
pub fn weekday_date(language: Language, day: Date, today: Date) -> String {
    let text = date(language, day, today);
    match language {
        Language::English => format!("{} {text}", weekday(language, day.weekday())),
        Language::Chinese => format!("{text} {}", weekday(language, day.weekday())),
    }
}

/// "Sep 2021", "2021年9月".
pub fn month_of_year(language: Language, day: Date) -> String {
    match language {
        Language::English => format!("{} {}", month(day), day.year()),
        Language::Chinese => format!("{}年{}月", day.year(), day.month()),
    }
}

/// "May"; "5月" in Chinese.
pub fn short_month(language: Language, day: Date) -> String {
    match language {
        Language::English => month(day).to_owned(),
        Language::Chinese => format!("{}月", day.month()),
    }
}

/// "09:30".
pub fn time(time: Time) -> String {
    time.strftime("%H:%M").to_string()
}

/// "3 h 20 m", "3 小时 20 分".
pub fn duration(language: Language, minutes: i32) -> String {
    let (hours, rest) = (minutes / 60, minutes % 60);
    match (hours, rest) {
        (0, _) => message_with(language, "duration-minutes", &[("minutes", minutes.into())]),
        (_, 0) => message_with(language, "duration-hours", &[("hours", hours.into())]),
        _ => message_with(language, "duration-both", &[("hours", hours.into()), ("minutes", rest.into())]),
    }
}

/// "1,284"; the minus is U+2212.
pub fn number(value: i64) -> String {
    let digits = value.unsigned_abs().to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3 + 3);
    if value < 0 {
        text.push('\u{2212}');
    }
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

fn month(date: Date) -> &'static str {
    month_name(date.month())
}

fn month_name(month: i8) -> &'static str {
    MONTHS[usize::from(month.unsigned_abs().saturating_sub(1)) % MONTHS.len()]
}

fn weekday(language: Language, day: Weekday) -> &'static str {
    let names = match language {
        Language::English => ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
        Language::Chinese => ["周一", "周二", "周三", "周四", "周五", "周六", "周日"],
    };
    names[usize::from(day.to_monday_zero_offset().unsigned_abs()) % names.len()]
}
