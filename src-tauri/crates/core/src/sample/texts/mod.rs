//! Titles and texts of communications: sentences with slots, put together by topic, channel, direction and outcome.

mod chinese;
mod english;
pub(super) mod goods;

use jiff::civil::{Date, Weekday};

use super::draw::Draw;
use goods::{Both, FAULTS, Fault, PRODUCTS};

/// What a communication is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Topic {
    Intro,
    Quote,
    Price,
    Order,
    Delivery,
    Fault,
    Service,
    Payment,
    Question,
    CheckIn,
    /// Nobody answered.
    Unreached,
    /// A note for colleagues.
    Internal,
}

/// Everything that can be said about one topic in one language.
struct Voice {
    /// What it is about, to follow "about" or 关于.
    about: &'static [&'static str],
    titles: &'static [&'static str],
    /// Sentences of our note.
    facts: &'static [&'static str],
    /// Sentences as the customer wrote them.
    asks: &'static [&'static str],
    /// Sentences as we wrote them.
    sends: &'static [&'static str],
}

/// In which languages notes are written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Tongue {
    English,
    Chinese,
    /// Every sentence in either.
    Mixed,
}

/// A person as texts name them.
#[derive(Clone)]
pub(super) struct Named {
    pub(super) name: String,
    /// 周经理 or Dana.
    pub(super) short: String,
}

/// One communication, as far as its text is concerned.
pub(super) struct Scene<'a> {
    pub(super) topic: Topic,
    pub(super) channel: &'static str,
    pub(super) inbound: bool,
    pub(super) outcome: &'static str,
    pub(super) tongue: Tongue,
    /// Whether the customer writes Chinese.
    pub(super) writes_chinese: bool,
    pub(super) facts: Facts<'a>,
}

/// What the slots of one communication hold, so that its sentences agree with each other.
pub(super) struct Facts<'a> {
    who: &'a Named,
    other: &'a Named,
    product: usize,
    fault: &'static Fault,
    rival: Both,
    currency: &'static str,
    quantity: u32,
    /// Price of one, in whole units of the currency.
    price: u32,
    weeks: u32,
    percent: u32,
    months: u32,
    line: u32,
    order: (i16, u32),
    /// The working day by which something is promised.
    soon: Date,
    /// A date some weeks ahead.
    later: Date,
}

impl Facts<'_> {
    /// Facts about product `product`, for the rival and currency in `trade` and the near and the later day in `days`.
    pub(super) fn draw<'a>(
        draw: &mut Draw,
        people: (&'a Named, &'a Named),
        product: usize,
        trade: (Both, &'static str),
        days: (Date, Date),
    ) -> Facts<'a> {
        let goods = &PRODUCTS[product];
        let fitting = FAULTS.iter().filter(|fault| fault.family == goods.family);
        let quantity = match draw.between(1, goods.most) {
            many if many > 12 => many / 4 * 4,
            few => few.max(2),
        };
        // Prices move a little from offer to offer; other currencies at rough rates that stay fixed.
        let yuan = goods.yuan * draw.between(90, 108) / 100;
        let rounded = if yuan > 400 { yuan / 10 * 10 } else { yuan };
        let price = match trade.1 {
            "EUR" => rounded * 10 / 76,
            "USD" => rounded * 10 / 71,
            "GBP" => rounded * 10 / 91,
            _ => rounded,
        };
        Facts {
            who: people.0,
            other: people.1,
            product,
            fault: fitting.cycle().nth(draw.below(5) as usize).unwrap_or(&FAULTS[0]),
            rival: trade.0,
            currency: trade.1,
            quantity,
            price,
            weeks: draw.between(5, 12),
            percent: draw.between(2, 12),
            months: draw.between(3, 18),
            line: draw.between(1, 9),
            order: (days.0.year(), draw.between(101, 1_290)),
            soon: days.0,
            later: days.1,
        }
    }
}

/// The title ("" where such a communication has none) and the text of `scene`.
pub(super) fn compose(draw: &mut Draw, scene: &Scene<'_>) -> (String, String) {
    let mut title = String::new();
    let titled = match scene.channel {
        "chat" => false,
        "call" => draw.chance(35),
        _ => true,
    };
    let title_in_chinese = match scene.tongue {
        Tongue::English => false,
        Tongue::Chinese => true,
        Tongue::Mixed => draw.chance(50),
    };
    if titled {
        let voice = voice(scene.topic, title_in_chinese);
        if scene.channel == "email" && draw.chance(55) {
            title.push_str(if title_in_chinese { "回复：" } else { "Re: " });
        }
        say(&mut title, draw.pick(voice.titles), &scene.facts, title_in_chinese);
    }
    (title, body(draw, scene))
}

/// What is to do after `outcome`; "first" where nothing was said yet.
pub(super) fn next_step(draw: &mut Draw, outcome: &str, facts: &Facts<'_>, chinese: bool) -> String {
    let steps = if chinese { chinese::next_steps } else { english::next_steps };
    let mut title = String::new();
    say(&mut title, draw.pick(steps(outcome)), facts, chinese);
    title
}

fn body(draw: &mut Draw, scene: &Scene<'_>) -> String {
    let mut text = String::with_capacity(240);
    let written = matches!(scene.channel, "chat" | "email") && scene.topic != Topic::Unreached;
    if written && draw.chance(if scene.channel == "chat" { 65 } else { 40 }) {
        // The message itself, in the customer's language, sometimes with a remark of ours below.
        let voice = voice(scene.topic, scene.writes_chinese);
        let lines = if scene.inbound { voice.asks } else { voice.sends };
        several(draw, &mut text, lines, &scene.facts, scene.writes_chinese, 2);
        if draw.chance(30) {
            text.push('\n');
            close(draw, &mut text, scene);
        }
        return text;
    }
    let chinese = in_chinese(draw, scene.tongue);
    if matches!(scene.topic, Topic::Unreached | Topic::Internal) {
        let most = if scene.topic == Topic::Internal { 3 } else { 1 };
        several(draw, &mut text, voice(scene.topic, chinese).facts, &scene.facts, chinese, most);
        return text;
    }
    let opener = if chinese { chinese::openers } else { english::openers };
    let about = draw.pick(voice(scene.topic, chinese).about);
    let first = draw.pick(opener(scene.channel, scene.inbound)).replace("{about}", about);
    sentence(&mut text, &first, &scene.facts, chinese);
    let second = in_chinese(draw, scene.tongue);
    let most = if matches!(scene.channel, "visit" | "meeting") { 4 } else { 3 };
    several(draw, &mut text, voice(scene.topic, second).facts, &scene.facts, second, most);
    if draw.chance(75) {
        close(draw, &mut text, scene);
    }
    text
}

fn close(draw: &mut Draw, text: &mut String, scene: &Scene<'_>) {
    let chinese = in_chinese(draw, scene.tongue);
    let closers = if chinese { chinese::closers } else { english::closers };
    sentence(text, draw.pick(closers(scene.outcome)), &scene.facts, chinese);
}

/// One to `most` different sentences of `lines`, in their order from a random start.
fn several(draw: &mut Draw, text: &mut String, lines: &[&str], facts: &Facts<'_>, chinese: bool, most: u32) {
    let count = draw.between(1, most) as usize;
    let start = draw.below(u32::try_from(lines.len()).unwrap_or(1)) as usize;
    let step = 1 + draw.below(2) as usize;
    for position in (0..count.min(lines.len() / 2)).map(|turn| start + turn * step) {
        sentence(text, lines[position % lines.len()], facts, chinese);
    }
}

fn in_chinese(draw: &mut Draw, tongue: Tongue) -> bool {
    match tongue {
        Tongue::English => false,
        Tongue::Chinese => true,
        Tongue::Mixed => draw.chance(50),
    }
}

fn voice(topic: Topic, chinese: bool) -> &'static Voice {
    if chinese { chinese::voice(topic) } else { english::voice(topic) }
}

/// Adds a sentence; a space stands before every sentence except a Chinese one that follows a Chinese one.
fn sentence(text: &mut String, template: &str, facts: &Facts<'_>, chinese: bool) {
    let after_chinese = text.ends_with(['。', '？', '”']);
    let joined = text.is_empty() || text.ends_with('\n') || (chinese && after_chinese);
    if !joined {
        text.push(' ');
    }
    say(text, template, facts, chinese);
}

/// Adds `template` with its slots filled; the first letter becomes a capital.
fn say(text: &mut String, template: &str, facts: &Facts<'_>, chinese: bool) {
    let start = text.len();
    let mut filled = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let (slot, tail) = after.split_once('}').unwrap_or((after, ""));
        filled.clear();
        fill(&mut filled, slot, facts, chinese);
        if chinese {
            append(text, before, false);
            append(text, &filled, slot == "date");
        } else {
            text.push_str(before);
            text.push_str(&filled);
        }
        rest = tail;
    }
    if chinese {
        append(text, rest, false);
    } else {
        text.push_str(rest);
    }
    if text.as_bytes().get(start).is_some_and(u8::is_ascii_lowercase) {
        let capital = text[start..=start].to_ascii_uppercase();
        text.replace_range(start..=start, &capital);
    }
}

/// Adds `piece` to Chinese text the way it is set: a space between a Chinese character and a Latin letter or digit, none
/// between two Chinese characters. A date counts as Chinese although it begins with a digit.
fn append(text: &mut String, piece: &str, is_date: bool) {
    let ideograph = |letter: char| ('\u{4e00}'..='\u{9fff}').contains(&letter);
    let end = text.trim_end_matches(' ').len();
    let trimmed = piece.trim_start_matches(' ');
    let (Some(left), Some(right)) = (text[..end].chars().next_back(), trimmed.chars().next()) else {
        text.push_str(piece);
        return;
    };
    match (ideograph(left), ideograph(right) || is_date) {
        (true, true) => text.truncate(end),
        (true, false) if right.is_alphanumeric() => {
            text.truncate(end);
            text.push(' ');
        }
        (false, true) if left.is_alphanumeric() => {
            text.truncate(end);
            text.push(' ');
        }
        _ => {
            text.push_str(piece);
            return;
        }
    }
    text.push_str(trimmed);
}

/// Adds what `slot` stands for.
fn fill(text: &mut String, slot: &str, facts: &Facts<'_>, chinese: bool) {
    let product = &PRODUCTS[facts.product];
    let fault = facts.fault;
    let both = |pair: Both| if chinese { pair.1 } else { pair.0 };
    match slot {
        "who" => text.push_str(&facts.who.name),
        "short" => text.push_str(&facts.who.short),
        "other" => text.push_str(&facts.other.name),
        "p" => text.push_str(&format!("{} {}", product.code, both(product.name))),
        "lot" if chinese => {
            text.push_str(&format!("{} {} {} {}", facts.quantity, product.measure, product.code, product.name.1));
        }
        "lot" => text.push_str(&format!("{} {} {}", facts.quantity, product.code, product.name.0)),
        "qty" => text.push_str(&facts.quantity.to_string()),
        "price" => money(text, facts.currency, facts.price),
        "total" => money(text, facts.currency, facts.price * facts.quantity),
        "weeks" => text.push_str(&facts.weeks.to_string()),
        "fewer" => text.push_str(&(facts.weeks / 2).max(2).to_string()),
        "pct" => text.push_str(&facts.percent.to_string()),
        "months" => text.push_str(&facts.months.to_string()),
        "line" if chinese => text.push_str(&format!("{}号线", CHINESE_DIGITS[facts.line as usize])),
        "line" => text.push_str(&format!("line {}", facts.line)),
        "order" => text.push_str(&format!("SO-{}-{:04}", facts.order.0, facts.order.1)),
        "rival" => text.push_str(both(facts.rival)),
        "fault" => text.push_str(both(fault.what)),
        "cause" => text.push_str(both(fault.cause)),
        "fix" => text.push_str(both(fault.fix)),
        "day" => text.push_str(weekday(facts.soon, chinese)),
        "date" => date(text, facts.later, chinese),
        _ => debug_assert!(false, "no sentence has a slot {slot}"),
    }
}

const CHINESE_DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

/// "Friday" or 周五.
pub(super) fn weekday(day: Date, chinese: bool) -> &'static str {
    let (english, local) = match day.weekday() {
        Weekday::Monday => ("Monday", "周一"),
        Weekday::Tuesday => ("Tuesday", "周二"),
        Weekday::Wednesday => ("Wednesday", "周三"),
        Weekday::Thursday => ("Thursday", "周四"),
        Weekday::Friday => ("Friday", "周五"),
        Weekday::Saturday => ("Saturday", "周六"),
        Weekday::Sunday => ("Sunday", "周日"),
    };
    if chinese { local } else { english }
}

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Adds "15 May" or 5月15日.
pub(super) fn date(text: &mut String, day: Date, chinese: bool) {
    let month = usize::from(day.month().unsigned_abs());
    if chinese {
        text.push_str(&format!("{month}月{}日", day.day()));
    } else {
        text.push_str(&format!("{} {}", day.day(), MONTHS[month - 1]));
    }
}

/// Adds an amount in whole units: ¥410,000.
fn money(text: &mut String, currency: &str, amount: u32) {
    text.push_str(match currency {
        "EUR" => "€",
        "USD" => "$",
        "GBP" => "£",
        _ => "¥",
    });
    let digits = amount.to_string();
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
}
