//! Dates, numbers and money read the same on the screen and on paper: both sides answer `tests/fixtures/format.json`.

use jiff::civil::Date;
use satchel_core::format;
use satchel_core::people::Language;
use satchel_domain::{Currency, Digits, Money, format_money};
use serde_json::Value;

fn cases() -> Value {
    serde_json::from_str(include_str!("../fixtures/format.json")).unwrap()
}

fn in_both(cases: &Value, kind: &str, answer: impl Fn(Language, &Value) -> String) {
    for case in cases[kind].as_array().unwrap() {
        for language in [Language::English, Language::Chinese] {
            let expected = case[language.tag()].as_str().unwrap();
            let said = answer(language, &case["in"]);
            assert_eq!(said, expected, "{kind} of {} must read as on the screen", case["in"]);
        }
    }
}

#[test]
fn dates_and_durations_read_as_on_the_screen() {
    let cases = cases();
    let day = |value: &Value| -> Date { value.as_str().unwrap().parse().unwrap() };
    let today = day(&cases["today"]);
    in_both(&cases, "date", |language, date| format::date(language, day(date), today));
    in_both(&cases, "birthday", |language, stored| format::birthday(language, stored.as_str().unwrap()));
    in_both(&cases, "weekdayDate", |language, date| format::weekday_date(language, day(date), today));
    in_both(&cases, "duration", |language, minutes| {
        format::duration(language, minutes.as_i64().unwrap().try_into().unwrap())
    });
}

#[test]
fn numbers_and_money_read_as_on_the_screen() {
    let cases = cases();
    for case in cases["number"].as_array().unwrap() {
        let said = format::number(case["in"].as_i64().unwrap());
        assert_eq!(said, case["out"].as_str().unwrap(), "a number must read as on the screen");
    }
    let home: Currency = cases["home"].as_str().unwrap().parse().unwrap();
    for case in cases["money"].as_array().unwrap() {
        let currency = case["currency"].as_str().unwrap().parse().unwrap();
        let digits = if case["exact"].as_bool().unwrap() { Digits::All } else { Digits::Whole };
        let money = Money { minor: case["minor"].as_i64().unwrap(), currency };
        let expected = case["out"].as_str().unwrap();
        assert_eq!(format_money(money, home, digits), expected, "money must read as on the screen");
    }
}
