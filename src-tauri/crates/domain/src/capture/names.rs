//! People and customers among those who may be meant: by full name, by a part of it that only one has, by title.

use std::collections::BTreeMap;

use super::line::{Line, is_word};
use super::{Found, Known, Reading, Who};
use crate::name::strip_chinese_form;
use crate::{has_company_form, is_han};

/// How a spelling stands for its bearer; a lesser one wins where one spelling stands for several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Spelled {
    Whole,
    /// A customer's name without its form, place or trade.
    ShortCustomer,
    /// A person's given or family name alone.
    PartOfPerson,
}

const TITLES: [&str; 30] = [
    "总",
    "总监",
    "总经理",
    "副总",
    "董",
    "董事长",
    "经理",
    "主任",
    "主管",
    "工",
    "工程师",
    "部长",
    "厂长",
    "处长",
    "科长",
    "局长",
    "院长",
    "校长",
    "店长",
    "老板",
    "老师",
    "博士",
    "教授",
    "律师",
    "医生",
    "会计",
    "先生",
    "女士",
    "小姐",
    "同学",
];

/// What makes another word of a short title: `周总结`, `李工厂`.
const NO_TITLE: [(&str, &str); 2] = [("总", "结共是量数计部额体之监经"), ("工", "厂作艺具业程资期会地人商")];

const MISTERS: [&str; 14] =
    ["mr", "mrs", "ms", "miss", "dr", "mr.", "mrs.", "ms.", "dr.", "herr", "frau", "herrn", "prof", "prof."];

const DOUBLE_SURNAMES: [&str; 16] = [
    "欧阳", "司马", "诸葛", "上官", "夏侯", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "长孙", "宇文", "司徒",
    "端木", "南宫",
];

/// Names that are also words; alone, they must be written as names inside a sentence.
const WORDS: [&str; 46] = [
    "will", "mark", "may", "bill", "grace", "art", "rich", "june", "april", "august", "sun", "young", "long", "king",
    "march", "hope", "joy", "faith", "dean", "chase", "drew", "pat", "rob", "sue", "frank", "jack", "nick", "dale",
    "price", "post", "order", "page", "case", "day", "best", "general", "global", "first", "new", "american", "united",
    "national", "west", "north", "central", "wood",
];

const CHINESE_WORDS: [&str; 20] = [
    "和平", "国庆", "建设", "明天", "春天", "阳光", "文明", "安全", "光明", "方便", "高兴", "学习", "海洋", "成功",
    "希望", "美丽", "健康", "长城", "新年", "中国",
];

const PLACES: [&str; 40] = [
    "北京", "上海", "天津", "重庆", "深圳", "广州", "苏州", "无锡", "宁波", "杭州", "南京", "武汉", "成都", "西安",
    "青岛", "大连", "厦门", "长沙", "郑州", "济南", "沈阳", "东莞", "佛山", "合肥", "福州", "昆明", "温州", "常州",
    "浙江", "江苏", "广东", "山东", "福建", "四川", "河北", "河南", "湖北", "湖南", "安徽", "中国",
];

const TRADES: [&str; 42] = [
    "精密制造",
    "精密机械",
    "机械制造",
    "印刷包装",
    "自动化设备",
    "信息技术",
    "机械",
    "科技",
    "电机",
    "贸易",
    "实业",
    "电子",
    "精密",
    "制造",
    "印刷",
    "包装",
    "模具",
    "自动化",
    "机电",
    "设备",
    "物流",
    "食品",
    "医药",
    "化工",
    "材料",
    "电气",
    "电力",
    "汽车",
    "工程",
    "工业",
    "国际",
    "控股",
    "技术",
    "重工",
    "企业",
    "文化",
    "传媒",
    "服饰",
    "家具",
    "建材",
    "商贸",
    "五金",
];

pub(super) fn find(line: &Line<'_>, known: &[Known<'_>]) -> Vec<Found> {
    let mut spellings: BTreeMap<String, Vec<(Spelled, usize)>> = BTreeMap::new();
    let mut surnames: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (place, one) in known.iter().enumerate() {
        let name = Line::new(one.name.trim());
        let name = name.folded(&(0..name.len()));
        let mut add = |spelling: &str, spelled: Spelled| {
            let entry = spellings.entry(spelling.to_owned()).or_default();
            if spelling.chars().nth(1).is_some() && !entry.iter().any(|(_, bearer)| *bearer == place) {
                entry.push((spelled, place));
            }
        };
        add(&name, Spelled::Whole);
        match one.who {
            Who::Customer => short_customer(&name).iter().for_each(|short| add(short, Spelled::ShortCustomer)),
            Who::Person => {
                let Some((given, family)) = split_person(&name) else { continue };
                if !name.chars().all(is_han) {
                    add(&family, Spelled::PartOfPerson);
                }
                add(&given, Spelled::PartOfPerson);
                surnames.entry(family).or_default().push(place);
            }
        }
    }
    let mut found = Vec::new();
    for at in 0..line.len() {
        found.extend(spellings.iter().filter_map(|(spelling, bearers)| spelled(line, at, spelling, bearers)));
        found.extend(surnames.iter().filter_map(|(family, bearers)| titled(line, at, family, bearers)));
    }
    found
}

/// Drops bearers of a name who are elsewhere, where the customer of one of them is named too.
pub(super) fn tell_apart(found: &mut [Found], known: &[Known<'_>]) {
    let customers: Vec<usize> = found
        .iter()
        .filter_map(|one| match &one.reading {
            Reading::Name(bearers) => bearers.first().copied().filter(|_| bearers.len() == 1),
            _ => None,
        })
        .filter(|bearer| known[*bearer].who == Who::Customer)
        .collect();
    for one in found {
        let Reading::Name(bearers) = &mut one.reading else { continue };
        let there = |bearer: &usize| known[*bearer].customer.is_some_and(|customer| customers.contains(&customer));
        if bearers.len() > 1 && bearers.iter().any(there) {
            bearers.retain(there);
        }
    }
}

fn spelled(line: &Line<'_>, at: usize, spelling: &str, bearers: &[(Spelled, usize)]) -> Option<Found> {
    let end = line.phrase(at, spelling)?;
    let best = bearers.iter().map(|(spelled, _)| *spelled).min()?;
    let meant: Vec<usize> = bearers.iter().filter(|(spelled, _)| *spelled == best).map(|(_, bearer)| *bearer).collect();
    // Half a name is only recognised where nobody else could be meant.
    if best != Spelled::Whole && meant.len() > 1 {
        return None;
    }
    let one_word = !spelling.contains(' ');
    if one_word && (WORDS.contains(&spelling) || CHINESE_WORDS.contains(&spelling)) {
        let opens = matches!(line.before(line.back_over_spaces(at)), '\n' | '.' | '。' | '!' | '?');
        let as_name = line.is_capital(at) && !opens;
        if (best != Spelled::Whole && spelling.chars().all(is_han)) || (spelling.is_ascii() && !as_name) {
            return None;
        }
    }
    let reason = match best {
        Spelled::Whole => "full_name",
        Spelled::ShortCustomer => "short_name",
        Spelled::PartOfPerson => "part_of_name",
    };
    Some(Found { span: at..end, reading: Reading::Name(meant), reason })
}

/// `周总`, `王经理`, `小周`, `Ms Weber`.
fn titled(line: &Line<'_>, at: usize, family: &str, bearers: &[usize]) -> Option<Found> {
    let end = if family.chars().all(is_han) {
        let nick = matches!(line.letter(at), '小' | '老').then(|| line.phrase(at + 1, family)).flatten();
        let nick = nick.filter(|end| {
            family.chars().count() == 1 && !is_han(line.letter(*end))
                || line.any_of(*end, &["说", "要", "回", "打", "来", "的", "在", "聊", "谈", "电话", "见"]).is_some()
        });
        let after = line.phrase(at, family)?.max(at);
        let title = line.any_of(after, &TITLES).filter(|end| {
            let title = line.folded(&(after..*end));
            !NO_TITLE.iter().any(|(short, tails)| *short == title && tails.contains(line.letter(*end)))
        });
        title.or(nick)
    } else {
        let after = line.any_of(at, &MISTERS)?;
        line.phrase(line.skip_spaces(after), family)
    };
    Some(Found { span: at..end?, reading: Reading::Name(bearers.to_vec()), reason: "honorific" })
}

/// Given and family name.
fn split_person(name: &str) -> Option<(String, String)> {
    if name.chars().all(is_han) {
        let letters: Vec<char> = name.chars().collect();
        let double = letters.len() > 2 && DOUBLE_SURNAMES.iter().any(|surname| name.starts_with(surname));
        let cut = if double { 2 } else { 1 };
        return (2..=4)
            .contains(&letters.len())
            .then(|| (letters[cut..].iter().collect(), letters[..cut].iter().collect()));
    }
    let (given, family) = (name.split(' ').next()?, name.split(' ').next_back()?);
    (given != family).then(|| (given.to_owned(), family.to_owned()))
}

/// A customer's name without its form; without the place and the trade in Chinese; the first word in Latin.
fn short_customer(name: &str) -> Vec<String> {
    if name.chars().all(|letter| is_han(letter) || matches!(letter, '(' | ')')) {
        let plain = strip_chinese_form(name);
        let local = PLACES.iter().find_map(|place| plain.strip_prefix(place)).unwrap_or(plain);
        let bare = TRADES.iter().find_map(|trade| local.strip_suffix(trade)).unwrap_or(local);
        return [plain, local, bare]
            .into_iter()
            .filter(|short| short.chars().count() >= 2 && !TRADES.contains(short) && !PLACES.contains(short))
            .map(str::to_owned)
            .collect();
    }
    let words: Vec<&str> = name.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    // The form goes word by word: `Müller GmbH & Co. KG`.
    let mut telling = words.as_slice();
    while let [rest @ .., _] = telling
        && !rest.is_empty()
        && (has_company_form(&telling.join(" ")) || telling.last() == Some(&"&"))
    {
        telling = rest;
    }
    let first = telling
        .first()
        .filter(|word| word.chars().filter(|letter| is_word(*letter)).count() >= 4)
        .filter(|word| **word != "the");
    [Some(telling.join(" ")), first.map(|word| (*word).to_owned())].into_iter().flatten().collect()
}
