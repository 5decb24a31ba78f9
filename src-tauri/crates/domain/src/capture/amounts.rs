//! Amounts of money: a number with a currency, or one of 万 in the workspace's. A plain number is none.

use super::line::{Line, is_word};
use super::numbers::chinese;
use super::{Found, Reading, Setting};
use crate::{Currency, DecimalMark, Money};

/// What stands for a currency before or behind a number. `$`, `¥` and 元 depend on the workspace.
const SIGNS: [(&str, &str); 68] = [
    ("cn¥", "CNY"),
    ("jp¥", "JPY"),
    ("¥", "¥"),
    ("us$", "USD"),
    ("hk$", "HKD"),
    ("nt$", "TWD"),
    ("a$", "AUD"),
    ("ca$", "CAD"),
    ("s$", "SGD"),
    ("$", "$"),
    ("€", "EUR"),
    ("£", "GBP"),
    ("₹", "INR"),
    ("₩", "KRW"),
    ("rmb", "CNY"),
    ("人民币", "CNY"),
    ("美元", "USD"),
    ("美金", "USD"),
    ("欧元", "EUR"),
    ("英镑", "GBP"),
    ("日元", "JPY"),
    ("日币", "JPY"),
    ("港元", "HKD"),
    ("港币", "HKD"),
    ("新台币", "TWD"),
    ("台币", "TWD"),
    ("澳元", "AUD"),
    ("加元", "CAD"),
    ("韩元", "KRW"),
    ("瑞士法郎", "CHF"),
    ("元", "元"),
    ("圆", "元"),
    ("块", "元"),
    ("块钱", "元"),
    ("元整", "元"),
    ("元人民币", "CNY"),
    ("yuan", "CNY"),
    ("kuai", "CNY"),
    ("dollars", "$"),
    ("dollar", "$"),
    ("us dollars", "USD"),
    ("bucks", "$"),
    ("euros", "EUR"),
    ("euro", "EUR"),
    ("pounds", "GBP"),
    ("yen", "JPY"),
    ("francs", "CHF"),
    ("cny", "CNY"),
    ("usd", "USD"),
    ("eur", "EUR"),
    ("gbp", "GBP"),
    ("jpy", "JPY"),
    ("hkd", "HKD"),
    ("chf", "CHF"),
    ("aud", "AUD"),
    ("cad", "CAD"),
    ("sgd", "SGD"),
    ("twd", "TWD"),
    ("krw", "KRW"),
    ("inr", "INR"),
    ("sek", "SEK"),
    ("nok", "NOK"),
    ("dkk", "DKK"),
    ("pln", "PLN"),
    ("czk", "CZK"),
    ("mxn", "MXN"),
    ("thb", "THB"),
    ("vnd", "VND"),
];

/// Units behind a number and their zeros; the last ones only beside a currency.
const UNITS: [(&str, (u32, bool)); 20] = [
    ("万亿", (12, true)),
    ("千万", (7, true)),
    ("百万", (6, true)),
    ("十万", (5, true)),
    ("万", (4, true)),
    ("亿", (8, true)),
    ("千", (3, true)),
    ("百", (2, false)),
    ("k", (3, false)),
    ("m", (6, false)),
    ("mn", (6, false)),
    ("mio", (6, false)),
    ("bn", (9, false)),
    ("w", (4, false)),
    ("thousand", (3, false)),
    ("million", (6, false)),
    ("billion", (9, false)),
    ("grand", (3, false)),
    ("k.", (3, false)),
    ("mil", (6, false)),
];

/// Letters behind 万 or 千 that count something else than money.
const COUNTED: &str = "件台套个次公人吨米平张只片条份颗粒瓶箱本户家辆字倍克瓦赫伏斤里根支名位种多余小分步年天点头起袋双套转升帧股伯卡度科一向";

pub(super) fn find(line: &Line<'_>, at: usize, setting: &Setting<'_>) -> Option<Found> {
    if is_word(line.letter(at)) && is_word(line.before(at)) {
        return None;
    }
    let (start, front) = sign_before(line, at).map_or((at, None), |(end, sign)| (line.skip_spaces(end), Some(sign)));
    let (number_end, number) = number(line, start, front.is_some())?;
    let (unit_end, unit) = unit(line, number_end);
    let (end, back) = sign_behind(line, unit_end).map_or((unit_end, None), |(end, sign)| (end, Some(sign)));
    if end == number_end && front.is_none() && !number.in_words {
        return None;
    }
    let glued = matches!(line.letter(end), '.' | ',' | ':') && line.letter(end + 1).is_ascii_digit();
    let ends_well = !glued && !is_word(line.letter(end)) && !matches!(line.letter(end), '%' | '°');
    let free = front.is_none() && back.is_none();
    // 41万 and 三十万 are money unless they count something.
    let myriad = unit.is_some_and(|(_, alone)| alone) || number.myriads;
    let counts = COUNTED.contains(line.letter(line.skip_spaces(end))) && line.letter(end) != '\n';
    if !ends_well
        || free && (!myriad || counts)
        || back == Some("元") && matches!(line.letter(end), '店' | '素' | '旦' | '件' | '宵')
    {
        return None;
    }
    if back == Some("EUR") && line.any_of(line.skip_spaces(end), &["pallet", "pallets", "norm"]).is_some() {
        return None;
    }
    let currency = match (front, back) {
        (Some(front), Some(back)) => {
            // `¥300元` and `US$ 5 USD` say it twice; `€5 USD` says two things.
            let (one, two) = (currency(front, setting)?, currency(back, setting)?);
            let loose = |sign: &str| matches!(sign, "¥" | "$" | "元");
            if one == two || loose(back) {
                one
            } else if loose(front) {
                two
            } else {
                return None;
            }
        }
        (Some(sign), None) | (None, Some(sign)) => currency(sign, setting)?,
        (None, None) => setting.currency,
    };
    let plain = Money::parse(&number.text, currency, setting.mark).ok();
    let money = match unit {
        None => plain.filter(|_| !is_doubtful(&number.text, setting.mark))?,
        Some((zeros, _)) => scaled(&number.text, zeros, currency, setting)?,
    };
    let reason = if free { "amount_in_myriads" } else { "amount" };
    (money.minor > 0).then_some(Found { span: at..end, reading: Reading::Amount(money), reason })
}

/// Whether the decimals look like thousands: `8.400` where decimals follow a point.
fn is_doubtful(number: &str, mark: DecimalMark) -> bool {
    let sign = if mark == DecimalMark::Comma { ',' } else { '.' };
    let once = number.matches(['.', ',', '\'', ' ']).count() == 1;
    mark != DecimalMark::Unknown && once && number.rsplit_once(sign).is_some_and(|(_, decimals)| decimals.len() == 3)
}

struct Number {
    text: String,
    in_words: bool,
    myriads: bool,
}

fn number(line: &Line<'_>, at: usize, signed: bool) -> Option<(usize, Number)> {
    if !line.letter(at).is_ascii_digit() {
        let (end, value) = chinese(line, at)?;
        let text = line.folded(&(at..end));
        // `一万` may be the start of `一万多`; two letters less than that are rarely an amount.
        let myriads = text.contains(['万', '亿']);
        return Some((end, Number { text: value.to_string(), in_words: true, myriads }));
    }
    if !signed && !line.number_may_start(at) || matches!(line.before(at), '万' | '亿' | '第') {
        return None;
    }
    let mut end = at;
    while line.letter(end).is_ascii_digit()
        || (matches!(line.letter(end), '.' | ',' | '\'') && line.letter(end + 1).is_ascii_digit())
        || (line.letter(end) == ' ' && line.before(end).is_ascii_digit() && is_group(line, at, end + 1))
    {
        end += 1;
    }
    Some((end, Number { text: line.folded(&(at..end)), in_words: false, myriads: false }))
}

/// Whether three digits that begin here are a group of a number which began with one to three digits.
fn is_group(line: &Line<'_>, start: usize, at: usize) -> bool {
    let three = (0..3).all(|step| line.letter(at + step).is_ascii_digit()) && !line.letter(at + 3).is_ascii_digit();
    let first = (start..at).take_while(|place| line.letter(*place).is_ascii_digit()).count();
    three && first <= 3
}

fn unit(line: &Line<'_>, at: usize) -> (usize, Option<(u32, bool)>) {
    let start = line.skip_spaces(at);
    let fits = |words: &str| {
        let end = start + words.chars().count();
        let latin = words.is_ascii();
        (end <= line.len() && line.folded(&(start..end)) == words && !(latin && is_word(line.letter(end))))
            .then_some(end)
    };
    let found = UNITS.iter().filter_map(|(words, unit)| Some((fits(words)?, *unit))).max_by_key(|found| found.0);
    found.map_or((at, None), |(end, unit)| (end, Some(unit)))
}

fn sign_before(line: &Line<'_>, at: usize) -> Option<(usize, &'static str)> {
    SIGNS
        .iter()
        .filter(|(_, meaning)| *meaning != "元")
        .filter_map(|(words, meaning)| {
            let end = at + words.chars().count();
            (end <= line.len()
                && line.folded(&(at..end)) == *words
                && (!is_word(line.before(end)) || !line.letter(end).is_alphabetic() || !words.is_ascii()))
            .then_some((end, *meaning))
        })
        .max_by_key(|found| found.0)
}

fn sign_behind(line: &Line<'_>, at: usize) -> Option<(usize, &'static str)> {
    let start = line.skip_spaces(at);
    SIGNS.iter().filter_map(|(words, meaning)| {
        let end = start + words.chars().count();
        (end <= line.len() && line.folded(&(start..end)) == *words && !(is_word(line.before(end)) && is_word(line.letter(end)))
            // A sign right before the next number belongs to that one.
            && !(matches!(*meaning, "¥" | "$") && line.letter(end).is_ascii_digit())).then_some((end, *meaning))
    }).max_by_key(|found| found.0)
}

fn currency(sign: &str, setting: &Setting<'_>) -> Option<Currency> {
    let home = setting.currency;
    match sign {
        "¥" if home == Currency::JPY => Some(home),
        "$" if matches!(home.code(), "AUD" | "CAD" | "HKD" | "MXN" | "NZD" | "SGD" | "TWD") => Some(home),
        "$" => Some(Currency::USD),
        // 元 is the unit of several places, never of the euro.
        "元" if matches!(home.code(), "HKD" | "TWD" | "MOP" | "SGD" | "JPY") => Some(home),
        "¥" | "元" => Some(Currency::CNY),
        code => code.parse().ok(),
    }
}

/// A number with a unit: `12.5k` is 12,500. A single sign before one or two digits is a decimal one there.
fn scaled(text: &str, zeros: u32, currency: Currency, setting: &Setting<'_>) -> Option<Money> {
    let text = match text.split_once(',') {
        Some((whole, rest)) if rest.len() < 3 && !whole.contains('.') => format!("{whole}.{rest}"),
        _ => text.to_owned(),
    };
    if let Some((whole, decimals)) = text.split_once('.')
        && !whole.contains(',')
        && decimals.bytes().all(|byte| byte.is_ascii_digit())
        && decimals.len() <= zeros as usize
    {
        let digits = format!("{whole}{decimals:0<width$}", width = zeros as usize);
        return Money::parse(&digits, currency, setting.mark).ok();
    }
    let plain = Money::parse(&text, currency, setting.mark).ok()?;
    Some(Money { minor: plain.minor.checked_mul(10_i64.checked_pow(zeros)?)?, currency })
}
