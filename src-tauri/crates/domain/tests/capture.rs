//! Recognition of one line against tables of phrases, in English and Chinese.
#![expect(clippy::unwrap_used, reason = "the tables are ours, and a broken one must fail")]

use jiff::Zoned;
use proptest::prelude::*;
use satchel_domain::capture::{
    Capture, Known, Language, PartOfDay, Precision, Setting, Tense, Value, When, Who, recognise,
};
use satchel_domain::{Currency, DateOrder, DecimalMark};

const ENGLISH: &str = include_str!("capture/english.txt");
const CHINESE: &str = include_str!("capture/chinese.txt");
const NOTHING: &str = include_str!("capture/nothing.txt");

const fn known(name: &'static str, who: Who, customer: Option<usize>) -> Known<'static> {
    Known { name, who, customer }
}

/// Who is known in the tables.
const CAST: [Known<'static>; 22] = [
    known("上海明远机械有限公司", Who::Customer, None),
    known("Kessler Antriebstechnik GmbH", Who::Customer, None),
    known("Friday's Pizza GmbH", Who::Customer, None),
    known("宁波海川模具厂", Who::Customer, None),
    known("Northfield Packaging Inc.", Who::Customer, None),
    known("无锡恒锐电机有限公司", Who::Customer, None),
    known("万科企业股份有限公司", Who::Customer, None),
    known("三月风文化有限公司", Who::Customer, None),
    known("周敏", Who::Person, Some(0)),
    known("李建国", Who::Person, Some(0)),
    known("陈静", Who::Person, Some(0)),
    known("陈静", Who::Person, Some(3)),
    known("王芳", Who::Person, Some(3)),
    known("张伟", Who::Person, Some(5)),
    known("欧阳明", Who::Person, None),
    known("Anna Weber", Who::Person, None),
    known("Jonas Kessler", Who::Person, Some(1)),
    known("Dana Whitlock", Who::Person, Some(4)),
    known("May Chen", Who::Person, None),
    known("Will Price", Who::Person, None),
    known("Tom Baker", Who::Person, Some(1)),
    known("Tom Miller", Who::Person, Some(4)),
];

/// The tables' own way of writing what was recognised.
fn shown(capture: &Capture) -> String {
    let part = |value: &Value| match value {
        Value::Name(name) => {
            let names: Vec<&str> = name.bearers.iter().map(|bearer| CAST[*bearer].name).collect();
            format!("[{}]", names.join("|"))
        }
        Value::When(when) => shown_when(when),
        Value::Amount(money) => format!("{} {}", money.currency, money.to_decimal()),
        Value::Priority(priority) => format!("{priority:?}").to_lowercase(),
        Value::Duration(minutes) => format!("{minutes} min"),
        Value::Channel(held) => {
            let direction = held.direction.map_or(String::new(), |way| format!(" {way:?}"));
            format!("{:?}{direction}", held.channel).to_lowercase()
        }
        Value::Next(next) => {
            let due = next.due.map_or(String::new(), |due| {
                let time = due.time.map_or(String::new(), |time| time.strftime(" %H:%M").to_string());
                format!(" by {}{time}", due.date)
            });
            format!("next \"{}\"{due}", next.text)
        }
    };
    capture.parts.iter().map(|one| part(&one.value)).collect::<Vec<_>>().join("; ")
}

fn shown_when(when: &When) -> String {
    let tense = match when.tense {
        Tense::Past => "<",
        Tense::Today => "=",
        Tense::Future => ">",
    };
    let deadline = if when.deadline { " by" } else { "" };
    let (before, after) = match when.precision {
        Precision::Month => (" month", ""),
        Precision::Week => (" week", ""),
        Precision::Day | Precision::Minute => ("", ""),
        Precision::Part(PartOfDay::Morning) => ("", " morning"),
        Precision::Part(PartOfDay::Noon) => ("", " noon"),
        Precision::Part(PartOfDay::Afternoon) => ("", " afternoon"),
        Precision::Part(PartOfDay::Evening) => ("", " evening"),
    };
    let time = when.time.map_or(String::new(), |time| time.strftime(" %H:%M").to_string());
    let until = when.until.map_or(String::new(), |time| time.strftime("-%H:%M").to_string());
    let assumed = if when.assumed { "?" } else { "" };
    format!("{tense}{deadline}{before} {}{after}{time}{until}{assumed}", when.date)
}

/// Runs a table: `text => parts`, one a line; `@ moment` sets the clock and the zone, `# …` is a remark.
fn run(table: &str, language: Language, currency: Currency, dates: DateOrder, at_least: usize) {
    let (mut now, mut phrases, mut wrong): (Option<Zoned>, usize, Vec<String>) = (None, 0, Vec::new());
    for line in table.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
        if let Some(moment) = line.strip_prefix("@ ") {
            now = Some(moment.parse().unwrap());
            continue;
        }
        let (text, wanted) = line.split_once(" =>").unwrap();
        let setting =
            Setting { now: now.as_ref().unwrap(), language, dates, currency, mark: DecimalMark::Point, known: &CAST };
        let got = shown(&recognise(text, &setting));
        phrases += 1;
        if got != wanted.trim() {
            wrong.push(format!("{text}\n   wanted {}\n   got    {got}", wanted.trim()));
        }
    }
    assert!(wrong.is_empty(), "{} of {phrases} phrases are read wrongly:\n{}", wrong.len(), wrong.join("\n"));
    assert!(phrases >= at_least, "{phrases} phrases are fewer than {at_least}");
}

#[test]
fn english_phrases_are_read() {
    run(ENGLISH, Language::English, Currency::EUR, DateOrder::DayFirst, 150);
}

#[test]
fn chinese_phrases_are_read() {
    run(CHINESE, Language::Chinese, Currency::CNY, DateOrder::Unknown, 150);
}

#[test]
fn what_means_something_else_stays_text() {
    run(NOTHING, Language::English, Currency::CNY, DateOrder::DayFirst, 30);
    run(NOTHING, Language::Chinese, Currency::CNY, DateOrder::Unknown, 30);
}

fn setting(now: &Zoned, currency: Currency, dates: DateOrder, language: Language) -> Setting<'_> {
    Setting { now, language, dates, currency, mark: DecimalMark::Point, known: &CAST }
}

fn thursday() -> Zoned {
    "2026-05-14T11:40[Asia/Shanghai]".parse().unwrap()
}

#[test]
fn the_workspace_decides_what_signs_and_slashes_mean() {
    let now = thursday();
    let read = |text, currency, dates, language| shown(&recognise(text, &setting(&now, currency, dates, language)));
    let (en, zh, day, month) = (Language::English, Language::Chinese, DateOrder::DayFirst, DateOrder::MonthFirst);
    assert_eq!(read("¥500", Currency::JPY, day, en), "JPY 500");
    assert_eq!(read("¥500", Currency::EUR, day, en), "CNY 500.00");
    assert_eq!(read("$500", "AUD".parse().unwrap(), day, en), "AUD 500.00");
    assert_eq!(read("41万", Currency::EUR, day, zh), "EUR 410000.00");
    assert_eq!(read("41万元", Currency::EUR, day, zh), "CNY 410000.00");
    assert_eq!(read("visit 3/12", Currency::EUR, day, zh), "visit out; > 2026-12-03");
    assert_eq!(read("visit 12/3", Currency::EUR, month, en), "visit out; > 2026-12-03");
    assert_eq!(read("visit 12/3", Currency::EUR, DateOrder::Unknown, zh), "visit out; > 2026-12-03");
    assert_eq!(read("visit 12/3", Currency::EUR, DateOrder::Unknown, en), "visit out");
}

#[test]
fn spans_are_those_of_the_typed_text() {
    let now = thursday();
    let text = "😀 明天下午３点给周敏回电话，报价￥４１万";
    let capture = recognise(text, &setting(&now, Currency::CNY, DateOrder::Unknown, Language::Chinese));
    let matched: Vec<&str> = capture.parts.iter().map(|part| part.matched.as_str()).collect();
    assert_eq!(matched, ["明天下午３点", "周敏", "回电话", "￥４１万"]);
    assert_eq!(capture.parts[0].utf16(text), 3..9, "the emoji is two units of UTF-16");
    let reasons: Vec<&str> = capture.parts.iter().map(|part| part.reason).collect();
    assert_eq!(reasons, ["day_and_time", "full_name", "channel_word", "amount"]);
}

#[test]
fn what_is_to_be_done_next_is_told_from_what_was() {
    let now = thursday();
    let text = "met Anna Weber yesterday, next: call Dana Whitlock on Monday about €500";
    let capture = recognise(text, &setting(&now, Currency::CNY, DateOrder::Unknown, Language::English));
    assert_eq!(
        shown(&capture),
        "meeting; [Anna Weber]; < 2026-05-13; next \"call Dana Whitlock about €500\" by 2026-05-18; call; [Dana Whitlock]; EUR 500.00"
    );
    let own: Vec<&str> = capture.conversation().map(|part| part.matched.as_str()).collect();
    assert_eq!(own, ["met", "Anna Weber", "yesterday"]);
}

proptest! {
    #[test]
    fn any_text_is_survived(text in "\\PC{0,40}") {
        check(&text)?;
    }

    #[test]
    fn any_text_of_our_words_is_survived(words in prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..14)) {
        check(&words.concat())?;
    }
}

const PIECES: [&str; 64] = [
    "明天",
    "下",
    "周",
    "三",
    "五",
    "点",
    "半",
    "一刻",
    "前",
    "后",
    "内",
    "万",
    "元",
    "¥",
    "３",
    "12",
    "：",
    ":",
    "30",
    "am",
    "pm",
    " ",
    " ",
    ",",
    "，",
    "。",
    ".",
    "/",
    "-",
    "–",
    "月",
    "底",
    "号",
    "年",
    "2026",
    "in ",
    "by ",
    "next ",
    "last ",
    "friday",
    "March",
    "may",
    "days",
    "ago",
    "周敏",
    "王经理",
    "Anna",
    "Weber",
    "call",
    "打电话",
    "了",
    "要",
    "寄",
    "send ",
    "then ",
    "€",
    "k",
    "个半小时",
    "min",
    "😀",
    "é",
    "İ",
    "ß",
    "\u{301}",
];

/// Parts stand on letter boundaries, in order, without overlapping, and twice the same.
fn check(text: &str) -> Result<(), TestCaseError> {
    let now = thursday();
    let setting = setting(&now, Currency::CNY, DateOrder::DayFirst, Language::Chinese);
    let capture = recognise(text, &setting);
    let mut end = 0;
    for part in &capture.parts {
        prop_assert!(part.span.start >= end && part.span.end > part.span.start, "{text:?}: {:?}", capture.parts);
        prop_assert_eq!(text.get(part.span.clone()), Some(part.matched.as_str()));
        let units = part.utf16(text);
        prop_assert_eq!(units.len(), part.matched.encode_utf16().count());
        end = part.span.end;
    }
    prop_assert_eq!(recognise(text, &setting), capture);
    Ok(())
}
