//! Amounts of money: whole minor units of one currency, never a floating-point number.

use serde::{Deserialize, Serialize};
use thiserror::Error;
use unicode_normalization::UnicodeNormalization;

use crate::{Country, Currency};

/// An amount in minor units (cents, fen; yen have none) of a currency. Negative amounts are owed the other way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    /// Whole minor units.
    pub minor: i64,
    /// What they are units of.
    pub currency: Currency,
}

/// Which sign separates the decimals where the text was written. It decides only what nothing else in the text decides:
/// whether `1,234` is a thousand or one and a bit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecimalMark {
    /// `1,234.56`, as in China and the United States.
    Point,
    /// `1.234,56`, as in Germany.
    Comma,
    /// Nobody knows.
    Unknown,
}

impl DecimalMark {
    /// The sign that is usual in a country; unknown where both are, or where it is not certain.
    pub fn usual_in(country: Country) -> Self {
        const POINT: [&str; 22] = [
            "AU", "BD", "CN", "GB", "HK", "IE", "IL", "IN", "JP", "KE", "KR", "LK", "MO", "MX", "MY", "NG", "NZ", "PH",
            "PK", "SG", "TH", "TW",
        ];
        const COMMA: [&str; 34] = [
            "AR", "AT", "BE", "BG", "BR", "BY", "CL", "CO", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU",
            "ID", "IS", "IT", "LT", "LV", "NL", "NO", "PL", "PT", "RO", "RS", "SE", "SI", "SK", "TR", "UA",
        ];
        if country == Country::UNITED_STATES || POINT.contains(&country.code()) {
            Self::Point
        } else if COMMA.contains(&country.code()) {
            Self::Comma
        } else {
            Self::Unknown
        }
    }
}

/// How many decimals an amount is shown with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Digits {
    /// Whole units, rounded half away from zero, for lists.
    Whole,
    /// All that the currency has, for orders and files.
    All,
}

/// Why a text is no amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum MoneyProblem {
    /// Nothing is there.
    #[error("no amount given")]
    Empty,
    /// Something is there that is no amount.
    #[error("not an amount of money")]
    NotMoney,
    /// The separators or the currency sign can be read in two ways.
    #[error("the amount can be read in two ways")]
    Ambiguous,
    /// More decimals than the currency has.
    #[error("more decimals than the currency has")]
    TooPrecise,
    /// More than can be counted.
    #[error("the amount is too large")]
    TooLarge,
}

impl Money {
    /// Reads an amount such as `486,200.00`, `¥486,200`, `48.6万`, `1.234,56 EUR`, `(500)` or `742k`.
    ///
    /// `currency` is meant where the text names none, and settles a sign that several share (`¥`, `$`).
    ///
    /// # Errors
    /// [`MoneyProblem`]; nothing is rounded and nothing ambiguous is decided.
    pub fn parse(text: &str, currency: Currency, mark: DecimalMark) -> Result<Self, MoneyProblem> {
        let folded: String = text.nfkc().collect::<String>().to_lowercase().replace(['\u{2212}', '\u{2013}'], "-");
        let folded = folded.trim();
        if folded.is_empty() {
            return Err(MoneyProblem::Empty);
        }
        let first = folded.find(|c: char| c.is_ascii_digit()).ok_or(MoneyProblem::NotMoney)?;
        let end = folded.rfind(|c: char| c.is_ascii_digit()).map_or(first, |at| at + 1);
        // `.5` starts with its mark.
        let start = if folded[..first].ends_with(['.', ',']) { first - 1 } else { first };
        let (before, number, after) = (&folded[..start], &folded[start..end], &folded[end..]);

        let negative = read_sign(before, after)?;
        let bare = |text: &str| text.replace(|c: char| c.is_whitespace() || matches!(c, '-' | '+' | '(' | ')'), "");
        let (thousands, after) = strip_unit(&bare(after));
        let currency = read_currency(&bare(before), &after, currency)?;
        let (digits, decimals) = read_number(number, mark)?;
        let minor = shift(&digits, i64::from(currency.minor_digits()) + thousands - decimals)?;
        let signed = if negative { -minor } else { minor };
        Ok(Self { minor: i64::try_from(signed).map_err(|_| MoneyProblem::TooLarge)?, currency })
    }

    /// The amount as a plain decimal number, `-1234.50`: the form for files that other programs read.
    pub fn to_decimal(self) -> String {
        let (whole, fraction) = self.parts();
        let sign = if self.minor < 0 { "-" } else { "" };
        format!("{sign}{whole}{fraction}")
    }

    /// Whole units, and `.` with the decimals, both without sign.
    fn parts(self) -> (u64, String) {
        let width = self.currency.minor_digits() as usize;
        let unit = 10_u64.pow(self.currency.minor_digits());
        let size = self.minor.unsigned_abs();
        let fraction = if width == 0 { String::new() } else { format!(".{:0width$}", size % unit) };
        (size / unit, fraction)
    }
}

/// An amount for people, the same in every language of the program: `¥486,200`, `$64,200.00`, `−CHF 12`.
///
/// `home` is the workspace's currency. It has the shared sign (`¥`, `$`) for itself; beside it, another currency with the
/// same sign is told apart (`JP¥`). The minus is U+2212, the space a no-break one.
pub fn format_money(money: Money, home: Currency, digits: Digits) -> String {
    let (mut whole, mut fraction) = money.parts();
    if digits == Digits::Whole {
        let unit = 10_u64.pow(money.currency.minor_digits());
        if money.minor.unsigned_abs() % unit * 2 >= unit && unit > 1 {
            whole += 1;
        }
        fraction.clear();
    }
    let is_zero = whole == 0 && fraction.bytes().all(|b| matches!(b, b'.' | b'0'));
    let minus = if money.minor < 0 && !is_zero { "\u{2212}" } else { "" };
    format!("{minus}{}{}{fraction}", sign_of(money.currency, home), group(whole))
}

fn sign_of(currency: Currency, home: Currency) -> String {
    let shared = currency.shared_sign();
    let unmistakable =
        currency == home || (home.shared_sign() != shared && matches!(currency, Currency::CNY | Currency::USD));
    if !shared.is_empty() && unmistakable {
        return shared.to_owned();
    }
    match currency.own_sign() {
        "" => format!("{}\u{a0}", currency.code()),
        sign => sign.to_owned(),
    }
}

fn group(whole: u64) -> String {
    let digits = whole.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Minus before or after the number, or accountants' brackets.
fn read_sign(before: &str, after: &str) -> Result<bool, MoneyProblem> {
    let marks = |sign: char| before.matches(sign).count() + after.matches(sign).count();
    match (marks('-'), before.matches('(').count(), after.matches(')').count(), marks('+')) {
        (0, 0, 0, 0 | 1) => Ok(false),
        (1, 0, 0, 0) | (0, 1, 1, 0) => Ok(true),
        _ => Err(MoneyProblem::NotMoney),
    }
}

/// Takes a word for thousands off the front and says how many zeros it stands for.
fn strip_unit(after: &str) -> (i64, String) {
    const UNITS: [(&str, i64); 9] =
        [("万亿", 12), ("千万", 7), ("百万", 6), ("万", 4), ("萬", 4), ("亿", 8), ("億", 8), ("千", 3), ("百", 2)];
    for (word, zeros) in UNITS {
        if let Some(rest) = after.strip_prefix(word) {
            return (zeros, rest.to_owned());
        }
    }
    for (letter, zeros) in [("k", 3), ("m", 6)] {
        // `m` alone or before a sign; `mxn` is a currency.
        if let Some(rest) = after.strip_prefix(letter)
            && (rest.is_empty() || !rest.starts_with(|c: char| c.is_ascii_alphabetic()) || is_code(rest))
            && !is_code(after)
        {
            return (zeros, rest.to_owned());
        }
    }
    (0, after.to_owned())
}

fn is_code(text: &str) -> bool {
    text.parse::<Currency>().is_ok()
}

fn read_currency(before: &str, after: &str, meant: Currency) -> Result<Currency, MoneyProblem> {
    let named = read_currency_word(after, meant)?;
    let front = read_currency_word(before, named)?;
    if !after.is_empty() && front != named { Err(MoneyProblem::Ambiguous) } else { Ok(front) }
}

fn read_currency_word(word: &str, meant: Currency) -> Result<Currency, MoneyProblem> {
    const NAMES: [(&str, &str); 16] = [
        ("人民币", "CNY"),
        ("rmb", "CNY"),
        ("美元", "USD"),
        ("美金", "USD"),
        ("欧元", "EUR"),
        ("英镑", "GBP"),
        ("日元", "JPY"),
        ("円", "JPY"),
        ("港元", "HKD"),
        ("港币", "HKD"),
        ("新台币", "TWD"),
        ("台币", "TWD"),
        ("澳元", "AUD"),
        ("加元", "CAD"),
        ("韩元", "KRW"),
        ("新加坡元", "SGD"),
    ];
    const SIGNED: [&str; 20] = [
        "AUD", "BRL", "CAD", "CNY", "EUR", "GBP", "HKD", "ILS", "INR", "JPY", "KRW", "MXN", "NZD", "PHP", "SGD", "THB",
        "TWD", "UAH", "USD", "VND",
    ];
    if word.is_empty() {
        return Ok(meant);
    }
    if matches!(word, "$" | "¥") {
        return if meant.shared_sign() == word { Ok(meant) } else { Err(MoneyProblem::Ambiguous) };
    }
    // 元 is the unit of several Chinese-speaking places.
    if matches!(word, "元" | "圆" | "块" | "元整") {
        let counts_in_yuan = matches!(meant.code(), "CNY" | "HKD" | "TWD" | "MOP" | "SGD");
        return if counts_in_yuan { Ok(meant) } else { Err(MoneyProblem::Ambiguous) };
    }
    if let Some((_, code)) = NAMES.iter().find(|(name, _)| *name == word) {
        return code.parse().map_err(|_| MoneyProblem::NotMoney);
    }
    let signed = SIGNED.iter().filter_map(|code| code.parse::<Currency>().ok());
    if let Some(currency) = signed.into_iter().find(|currency| currency.own_sign().to_lowercase() == word) {
        return Ok(currency);
    }
    // `AUD $500` names the currency twice.
    let code = word.strip_suffix(['$', '¥']).unwrap_or(word);
    code.parse().map_err(|_| MoneyProblem::NotMoney)
}

/// The digits of the number in a row, and how many of them are decimals.
fn read_number(number: &str, mark: DecimalMark) -> Result<(String, i64), MoneyProblem> {
    let number: String =
        number.chars().map(|c| if c.is_whitespace() || matches!(c, '\'' | '\u{2019}') { ' ' } else { c }).collect();
    let decimal = decimal_mark(&number, mark)?;
    let (whole, decimals) = match decimal {
        Some(sign) => number.rsplit_once(sign).unwrap_or((&number, "")),
        None => (number.as_str(), ""),
    };
    if !decimals.bytes().all(|b| b.is_ascii_digit()) {
        return Err(MoneyProblem::NotMoney);
    }
    let groups: Vec<&str> = whole.split([',', '.', ' ']).collect();
    let signs: Vec<char> = whole.chars().filter(|c| !c.is_ascii_digit()).collect();
    let digits_only = groups.iter().all(|group| group.bytes().all(|b| b.is_ascii_digit()));
    let one_sign = signs.windows(2).all(|pair| pair[0] == pair[1]);
    // Groups of three; Indian amounts have twos before the last.
    let well_grouped = match groups.as_slice() {
        [_] => true,
        [first, middle @ .., last] => {
            matches!(first.len(), 1..=3) && last.len() == 3 && middle.iter().all(|group| matches!(group.len(), 2 | 3))
        }
        [] => false,
    };
    if !(digits_only && one_sign && well_grouped) {
        return Err(MoneyProblem::NotMoney);
    }
    Ok((groups.concat() + decimals, decimals.len() as i64))
}

/// Finds which sign, if any, stands before the decimals.
fn decimal_mark(number: &str, mark: DecimalMark) -> Result<Option<char>, MoneyProblem> {
    let (points, commas) = (number.matches('.').count(), number.matches(',').count());
    let last = number.rfind(['.', ',']).map(|at| (at, if number[at..].starts_with('.') { '.' } else { ',' }));
    let Some((at, sign)) = last else { return Ok(None) };
    if points > 0 && commas > 0 {
        let once = number.matches(sign).count() == 1;
        return if once { Ok(Some(sign)) } else { Err(MoneyProblem::NotMoney) };
    }
    if points + commas > 1 {
        return Ok(None);
    }
    let (whole, decimals) = (&number[..at], &number[at + 1..]);
    let could_group = decimals.len() == 3 && matches!(whole.len(), 1..=3) && !whole.starts_with('0');
    if !could_group {
        return Ok(Some(sign));
    }
    match (mark, sign) {
        (DecimalMark::Unknown, _) => Err(MoneyProblem::Ambiguous),
        (DecimalMark::Point, '.') | (DecimalMark::Comma, ',') => Ok(Some(sign)),
        _ => Ok(None),
    }
}

/// The digits as a number times ten to the `places`, exactly.
fn shift(digits: &str, places: i64) -> Result<i128, MoneyProblem> {
    let significant = digits.trim_start_matches('0');
    if significant.len() > 30 {
        return Err(MoneyProblem::TooLarge);
    }
    let value: i128 =
        if significant.is_empty() { 0 } else { significant.parse().map_err(|_| MoneyProblem::NotMoney)? };
    let power = u32::try_from(places.unsigned_abs()).ok().and_then(|places| 10_i128.checked_pow(places));
    match (power, places >= 0) {
        (Some(power), true) => value.checked_mul(power).ok_or(MoneyProblem::TooLarge),
        (Some(power), false) if value % power == 0 => Ok(value / power),
        (None, false) if value == 0 => Ok(0),
        (_, false) => Err(MoneyProblem::TooPrecise),
        (None, true) => Err(MoneyProblem::TooLarge),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str, mark: DecimalMark) -> Result<(i64, &'static str), MoneyProblem> {
        Money::parse(text, Currency::CNY, mark).map(|money| (money.minor, money.currency.code()))
    }

    #[test]
    fn reads_amounts_as_people_write_them() {
        let cases = [
            ("486,200.00", 48_620_000, "CNY"),
            ("¥486,200", 48_620_000, "CNY"),
            ("￥４８６，２００", 48_620_000, "CNY"),
            ("48.6万", 48_600_000, "CNY"),
            ("48.6 万元", 48_600_000, "CNY"),
            ("1.2亿", 12_000_000_000, "CNY"),
            ("2,486,900.00元", 248_690_000, "CNY"),
            ("1.234.567,89 €", 123_456_789, "EUR"),
            ("1'234.50 CHF", 123_450, "CHF"),
            ("1 234 567,5", 123_456_750, "CNY"),
            ("US$ 742k", 74_200_000, "USD"),
            ("1.9M USD", 190_000_000, "USD"),
            ("MXN 5", 500, "MXN"),
            ("5 MXN", 500, "MXN"),
            ("AUD $500", 50_000, "AUD"),
            ("JPY 1,234,567", 1_234_567, "JPY"),
            ("12,34,567.5 INR", 123_456_750, "INR"),
            ("(500)", -50_000, "CNY"),
            ("-¥0.50", -50, "CNY"),
            ("\u{2212}3", -300, "CNY"),
            (".5", 50, "CNY"),
            ("1.5000", 150, "CNY"),
            ("92233720368547758.07", i64::MAX, "CNY"),
        ];
        for (text, minor, code) in cases {
            assert_eq!(read(text, DecimalMark::Point), Ok((minor, code)), "{text}");
        }
    }

    #[test]
    fn the_mark_decides_only_what_the_text_does_not() {
        assert_eq!(read("1,234", DecimalMark::Point), Ok((123_400, "CNY")));
        assert_eq!(read("1.234", DecimalMark::Comma), Ok((123_400, "CNY")));
        assert_eq!(read("1,234", DecimalMark::Unknown), Err(MoneyProblem::Ambiguous));
        assert_eq!(read("1,234", DecimalMark::Comma), Err(MoneyProblem::TooPrecise), "never rounded");
        assert_eq!(read("1,234.56", DecimalMark::Comma), Ok((123_456, "CNY")));
        assert_eq!(read("12,50", DecimalMark::Point), Ok((1_250, "CNY")));
    }

    #[test]
    fn countries_have_their_mark() {
        let mark = |code: &str| code.parse().map(DecimalMark::usual_in);
        assert_eq!(mark("CN"), Ok(DecimalMark::Point));
        assert_eq!(mark("US"), Ok(DecimalMark::Point));
        assert_eq!(mark("DE"), Ok(DecimalMark::Comma));
        assert_eq!(mark("CH"), Ok(DecimalMark::Unknown), "both are in use");
    }

    #[test]
    fn refuses_rather_than_guesses() {
        use MoneyProblem::{Ambiguous, Empty, NotMoney, TooLarge, TooPrecise};
        let cases = [
            ("", Empty),
            ("much", NotMoney),
            ("12 34", NotMoney),
            ("1.2.3", NotMoney),
            ("1,2345,678", NotMoney),
            ("1-2", NotMoney),
            ("(5", NotMoney),
            ("5 %", NotMoney),
            ("1.2E+05", NotMoney),
            ("$5", Ambiguous),
            ("€5 USD", Ambiguous),
            ("0.001", TooPrecise),
            ("92233720368547758.08", TooLarge),
            ("99999999999999999999999999999999", TooLarge),
        ];
        for (text, problem) in cases {
            assert_eq!(read(text, DecimalMark::Unknown), Err(problem), "{text}");
        }
    }

    #[test]
    fn shows_amounts_as_designed() {
        let show = |minor, currency, home, digits| format_money(Money { minor, currency }, home, digits);
        assert_eq!(show(48_620_000, Currency::CNY, Currency::CNY, Digits::Whole), "¥486,200");
        assert_eq!(show(6_420_050, Currency::USD, Currency::CNY, Digits::Whole), "$64,201", "half goes up");
        assert_eq!(show(6_420_050, Currency::USD, Currency::CNY, Digits::All), "$64,200.50");
        assert_eq!(show(18_425_000, Currency::EUR, Currency::CNY, Digits::Whole), "€184,250");
        assert_eq!(show(5_000, Currency::JPY, Currency::CNY, Digits::All), "JP¥5,000");
        assert_eq!(show(5_000, Currency::JPY, Currency::JPY, Digits::All), "¥5,000");
        assert_eq!(show(-100, Currency::CNY, Currency::JPY, Digits::All), "\u{2212}CN¥1.00");
        assert_eq!(show(-49, Currency::CNY, Currency::CNY, Digits::Whole), "¥0", "zero has no sign");
        assert_eq!(Money { minor: -5, currency: Currency::USD }.to_decimal(), "-0.05");
    }

    proptest! {
        #[test]
        fn what_is_shown_reads_back(minor in any::<i64>(), code in prop::sample::select(vec!["CNY", "USD", "JPY", "BHD", "CHF", "HKD", "EUR"]), home in prop::sample::select(vec!["CNY", "USD", "JPY"])) {
            let (Ok(currency), Ok(home)) = (code.parse::<Currency>(), home.parse::<Currency>()) else { return Err(TestCaseError::fail("codes are known")) };
            let money = Money { minor, currency };
            let shown = format_money(money, home, Digits::All);
            // A bare `$` or `¥` is read as the home currency unless it is the only one with that sign.
            let meant = if shown.contains(['$', '¥']) && currency.shared_sign() != home.shared_sign() { currency } else { home };
            prop_assert_eq!(Money::parse(&shown, meant, DecimalMark::Point), Ok(money), "{}", shown);
            prop_assert_eq!(Money::parse(&money.to_decimal(), currency, DecimalMark::Point), Ok(money));
        }

        #[test]
        fn any_text_is_survived(text in "[-+()0-9., '万亿元kM¥$€a]{0,20}", mark in prop::sample::select(vec![DecimalMark::Point, DecimalMark::Comma, DecimalMark::Unknown])) {
            let _ = Money::parse(&text, Currency::CNY, mark);
        }
    }
}
