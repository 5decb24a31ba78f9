//! Invented names of people and companies, in Chinese with their pinyin and in three European languages. The tables keep
//! several entries to a line, out of the formatter's reach.

use super::draw::Draw;
use super::places::{City, Market};
use super::texts::goods::Both;

/// Characters and their pinyin.
type Spelled = (&'static str, &'static str);

#[rustfmt::skip]
const SURNAMES: [Spelled; 48] = [
    ("王", "wang"), ("李", "li"), ("张", "zhang"), ("刘", "liu"), ("陈", "chen"), ("杨", "yang"), ("赵", "zhao"), ("黄", "huang"),
    ("周", "zhou"), ("吴", "wu"), ("徐", "xu"), ("孙", "sun"), ("胡", "hu"), ("朱", "zhu"), ("高", "gao"), ("林", "lin"),
    ("何", "he"), ("郭", "guo"), ("马", "ma"), ("罗", "luo"), ("梁", "liang"), ("宋", "song"), ("郑", "zheng"), ("谢", "xie"),
    ("韩", "han"), ("唐", "tang"), ("冯", "feng"), ("于", "yu"), ("董", "dong"), ("萧", "xiao"), ("程", "cheng"), ("曹", "cao"),
    ("袁", "yuan"), ("邓", "deng"), ("许", "xu"), ("傅", "fu"), ("沈", "shen"), ("曾", "zeng"), ("彭", "peng"), ("吕", "lv"),
    ("苏", "su"), ("卢", "lu"), ("蒋", "jiang"), ("蔡", "cai"), ("丁", "ding"), ("魏", "wei"), ("薛", "xue"), ("陶", "tao"),
];

#[rustfmt::skip]
const GIVEN: [Spelled; 64] = [
    ("敏", "min"), ("建国", "jianguo"), ("晓雯", "xiaowen"), ("磊", "lei"), ("丽", "li"), ("思远", "siyuan"), ("骏", "jun"), ("凯", "kai"),
    ("志强", "zhiqiang"), ("志远", "zhiyuan"), ("洋", "yang"), ("伟", "wei"), ("芳", "fang"), ("娜", "na"), ("静", "jing"), ("强", "qiang"),
    ("军", "jun"), ("艳", "yan"), ("勇", "yong"), ("涛", "tao"), ("超", "chao"), ("明", "ming"), ("霞", "xia"), ("平", "ping"),
    ("刚", "gang"), ("桂英", "guiying"), ("文博", "wenbo"), ("子涵", "zihan"), ("雨桐", "yutong"), ("浩然", "haoran"), ("欣怡", "xinyi"), ("俊杰", "junjie"),
    ("海燕", "haiyan"), ("国栋", "guodong"), ("雪梅", "xuemei"), ("立新", "lixin"), ("春燕", "chunyan"), ("宏伟", "hongwei"), ("佳宁", "jianing"), ("晨曦", "chenxi"),
    ("梦洁", "mengjie"), ("天佑", "tianyou"), ("永昌", "yongchang"), ("秀兰", "xiulan"), ("振华", "zhenhua"), ("玉珍", "yuzhen"), ("若彤", "ruotong"), ("家豪", "jiahao"),
    ("慧", "hui"), ("鹏", "peng"), ("斌", "bin"), ("倩", "qian"), ("琳", "lin"), ("帆", "fan"), ("毅", "yi"), ("颖", "ying"),
    ("立群", "liqun"), ("晓东", "xiaodong"), ("雅琴", "yaqin"), ("光明", "guangming"), ("庆丰", "qingfeng"), ("月华", "yuehua"), ("少杰", "shaojie"), ("可欣", "kexin"),
];

#[rustfmt::skip]
const GERMAN: [&[&str]; 2] = [
    &["Jonas", "Anke", "Matthias", "Katrin", "Uwe", "Silke", "Florian", "Heike", "Tobias", "Birgit", "Lukas", "Petra", "Stefan", "Miriam", "Holger", "Jana"],
    &["Kessler", "Brandt", "Vogel", "Hartwig", "Lindner", "Pohlmann", "Seidel", "Ahrens", "Gerlach", "Wiesner", "Kolb", "Dressler", "Reimann", "Stark", "Thalmann", "Eberle", "Grothe", "Nagel", "Osterkamp", "Zoller"],
];
#[rustfmt::skip]
const FRENCH: [&[&str]; 2] = [
    &["Claire", "Julien", "Sophie", "Étienne", "Camille", "Nicolas", "Hélène", "Antoine", "Aurélie", "Guillaume", "Margaux", "Olivier", "Inès", "Fabien", "Nadine", "Thierry"],
    &["Moreau", "Lefort", "Garnier", "Chevalier", "Roussel", "Blanchard", "Marchand", "Perrot", "Colin", "Tessier", "Renaud", "Besson", "Carpentier", "Delmas", "Fournel", "Hamon", "Joly", "Lambert", "Pasquier", "Vidal"],
];
#[rustfmt::skip]
const ENGLISH: [&[&str]; 2] = [
    &["Dana", "Mark", "Priya", "Tom", "Rachel", "Owen", "Grace", "Luis", "Hannah", "Colin", "Megan", "Dev", "Sarah", "Patrick", "Zoe", "Neil", "Alice", "Ray"],
    &["Whitlock", "Harlow", "Finch", "Barrow", "Castell", "Draper", "Ellery", "Fenton", "Garrick", "Holt", "Ingram", "Keswick", "Lomax", "Mercer", "Norcott", "Pryor", "Rusk", "Sedgley", "Tolland", "Yardley"],
];

/// A person: the name, how colleagues say it, and how it is written in an address.
pub(super) struct Person {
    pub(super) name: String,
    pub(super) short: &'static str,
    /// `given.family` in plain letters.
    pub(super) mailbox: String,
    /// What a chat name begins with.
    pub(super) initials: String,
}

/// A person from `market`. The short name is the surname for Chinese names, to which a title is added.
pub(super) fn person(draw: &mut Draw, market: Market) -> Person {
    if market == Market::China {
        let (surname, given) = (draw.one(&SURNAMES), draw.one(&GIVEN));
        let initials = [surname.1, given.1].map(|part| &part[..1]).concat();
        let mailbox = format!("{}.{}", surname.1, given.1);
        return Person { name: format!("{}{}", surname.0, given.0), short: surname.0, mailbox, initials };
    }
    let lists = match market {
        Market::Germany => GERMAN,
        Market::France => FRENCH,
        _ => ENGLISH,
    };
    let (given, family) = (draw.pick(lists[0]), draw.pick(lists[1]));
    let mailbox = plain(&format!("{given}.{family}"));
    Person { name: format!("{given} {family}"), short: given, initials: mailbox[..1].to_owned(), mailbox }
}

/// `text` as a part of a domain, where the dot of "St. Louis" would stand before a hyphen.
fn label(text: &str) -> String {
    plain(text).replace('.', "")
}

/// Small ASCII letters, digits, dots and hyphens of `text`; the accents of the names here are dropped.
pub(super) fn plain(text: &str) -> String {
    text.chars()
        .filter_map(|letter| match letter {
            'é' | 'É' | 'è' | 'ê' => Some('e'),
            ' ' => Some('-'),
            _ => Some(letter.to_ascii_lowercase())
                .filter(|letter| letter.is_ascii_alphanumeric() || ".-".contains(*letter)),
        })
        .collect()
}

#[rustfmt::skip]
const BRAND_FIRST: [Spelled; 40] = [
    ("霁", "ji"), ("澔", "hao"), ("岫", "xiu"), ("珩", "heng"), ("沅", "yuan"), ("曜", "yao"), ("翊", "yi"), ("渌", "lu"),
    ("嵘", "rong"), ("骁", "xiao"), ("谡", "su"), ("茗", "ming"), ("璟", "jing"), ("晗", "han"), ("铎", "duo"), ("湛", "zhan"),
    ("绍", "shao"), ("朔", "shuo"), ("弘", "hong"), ("苍", "cang"), ("砺", "li"), ("岱", "dai"), ("汀", "ting"), ("榆", "yu"),
    ("昱", "yu"), ("衡", "heng"), ("屿", "yu"), ("陌", "mo"), ("枫", "feng"), ("穗", "sui"), ("桐", "tong"), ("溪", "xi"),
    ("峤", "qiao"), ("钺", "yue"), ("筑", "zhu"), ("洵", "xun"), ("澜", "lan"), ("棠", "tang"), ("旻", "min"), ("岳", "yue"),
];
#[rustfmt::skip]
const BRAND_LAST: [Spelled; 40] = [
    ("川", "chuan"), ("拓", "tuo"), ("锐", "rui"), ("泽", "ze"), ("峰", "feng"), ("远", "yuan"), ("恒", "heng"), ("启", "qi"),
    ("德", "de"), ("盛", "sheng"), ("桥", "qiao"), ("淳", "chun"), ("禾", "he"), ("砚", "yan"), ("凌", "ling"), ("卓", "zhuo"),
    ("帆", "fan"), ("城", "cheng"), ("坤", "kun"), ("麟", "lin"), ("塬", "yuan"), ("瀚", "han"), ("辰", "chen"), ("轩", "xuan"),
    ("原", "yuan"), ("湖", "hu"), ("岭", "ling"), ("钧", "jun"), ("石", "shi"), ("舟", "zhou"), ("野", "ye"), ("庭", "ting"),
    ("垣", "yuan"), ("榕", "rong"), ("晟", "sheng"), ("澄", "cheng"), ("柏", "bai"), ("皓", "hao"), ("韬", "tao"), ("樾", "yue"),
];

/// What a Chinese company does: in its name, in its English name, and as an entry of `INDUSTRIES`.
#[rustfmt::skip]
const CHINESE_TRADES: [(&str, &str, usize); 28] = [
    ("机械", "Machinery", 0), ("精密机械", "Precision Machinery", 0), ("数控机床", "CNC Machine Tools", 0), ("自动化科技", "Automation", 1),
    ("自动化设备", "Automation Equipment", 1), ("智能装备", "Intelligent Equipment", 1), ("机器人", "Robotics", 1), ("电机", "Electric Motor", 2),
    ("传动科技", "Drive Technology", 2), ("模具", "Mould", 3), ("注塑设备", "Injection Equipment", 3), ("液压", "Hydraulics", 4),
    ("泵业", "Pump", 4), ("流体设备", "Fluid Equipment", 4), ("包装机械", "Packaging Machinery", 5), ("印刷机械", "Printing Machinery", 5),
    ("医疗器械", "Medical Devices", 6), ("光电", "Optoelectronics", 7), ("半导体设备", "Semiconductor Equipment", 7), ("五金制品", "Hardware", 8),
    ("金属制品", "Metal Products", 8), ("汽车零部件", "Auto Parts", 9), ("新能源", "New Energy", 9), ("食品机械", "Food Machinery", 10),
    ("纺织机械", "Textile Machinery", 11), ("重工", "Heavy Industry", 12), ("船舶配件", "Marine Parts", 12), ("仪器", "Instruments", 7),
];
#[rustfmt::skip]
const CHINESE_FORMS: [(&str, &str); 7] = [
    ("有限公司", "Co., Ltd."), ("有限公司", "Co., Ltd."), ("有限公司", "Co., Ltd."), ("有限公司", "Co., Ltd."),
    ("股份有限公司", "Co., Ltd."), ("厂", "Works"), ("制造有限公司", "Manufacturing Co., Ltd."),
];

#[rustfmt::skip]
const GERMAN_PARTS: [&[&str]; 4] = [
    &["Brenn", "Eich", "Hoch", "Kalt", "Lohn", "Morgen", "Nieder", "Ober", "Rabens", "Stein", "Tiefen", "Wolfs", "Grün", "Birken", "Falken", "Silber"],
    &["berger", "walder", "hauser", "feld", "moser", "acker", "stetter", "bacher", "kamp", "rieder", "brucker", "holz"],
    &["Antriebstechnik", "Maschinenbau", "Automation", "Werkzeugbau", "Pumpentechnik", "Verpackungstechnik", "Sondermaschinen", "Messtechnik", "Fördertechnik", "Hydraulik"],
    &["GmbH", "GmbH & Co. KG", "AG", "KG"],
];
#[rustfmt::skip]
const FRENCH_PARTS: [&[&str]; 4] = [
    &["Val", "Mont", "Clair", "Beau", "Haut", "Font", "Roc", "Bel", "Grand", "Mire", "Saint-", "Cham"],
    &["brune", "lierre", "vigne", "serre", "marais", "tienne", "fleury", "champs", "neuve", "rosier", "combe", "durance"],
    &["Mécanique", "Automatismes", "Emballage", "Hydraulique", "Usinage", "Pompes", "Robotique", "Outillage"],
    &["SARL", "SAS", "SA"],
];
#[rustfmt::skip]
const ENGLISH_PARTS: [&[&str]; 3] = [
    &["Copper", "Cedar", "Granite", "Harbor", "Juniper", "Lantern", "Maple", "Osprey", "Prairie", "Quarry", "Redwood", "Sable", "Timber", "Upland", "Willow", "Amber", "Bracken", "Falcon", "Heron", "Kestrel"],
    &["Ridge", "Bend", "Creek", "Point", "Vale", "Hollow", "Field", "Gate", "Mill", "Bay", "Ford", "Cross", "Lake", "Wharf"],
    &["Packaging", "Foods", "Robotics", "Machine Works", "Supply", "Pumps", "Automation", "Tooling", "Fluid Systems", "Motion", "Conveyors", "Instruments"],
];
/// The entry of `INDUSTRIES` for each trade word of the lists above.
const GERMAN_INDUSTRIES: [usize; 10] = [2, 0, 1, 3, 4, 5, 0, 7, 1, 4];
const FRENCH_INDUSTRIES: [usize; 8] = [0, 1, 5, 4, 8, 4, 1, 3];
const ENGLISH_INDUSTRIES: [usize; 12] = [5, 10, 1, 0, 13, 4, 1, 3, 4, 2, 1, 7];

/// Industries as a field of the customer.
#[rustfmt::skip]
pub(super) const INDUSTRIES: [Both; 14] = [
    ("Machine tools", "机床制造"), ("Automation", "自动化"), ("Drives and motors", "电机与传动"), ("Moulds", "模具注塑"),
    ("Pumps and hydraulics", "泵与液压"), ("Packaging and printing", "包装印刷"), ("Medical devices", "医疗器械"),
    ("Optics and instruments", "光电仪器"), ("Metal goods", "五金制品"), ("Vehicles and energy", "汽车与新能源"), ("Food", "食品"),
    ("Textiles", "纺织"), ("Heavy industry and ships", "重工船舶"), ("Distribution", "经销"),
];

/// A company's names.
pub(super) struct Company {
    pub(super) name: String,
    /// In the other language, "" where there is none.
    pub(super) other_name: String,
    /// The same company as somebody else would type it.
    pub(super) variant: String,
    pub(super) domain: String,
    /// Its place in `INDUSTRIES`.
    pub(super) industry: usize,
}

/// A company of `city`.
pub(super) fn company(draw: &mut Draw, market: Market, city: &City) -> Company {
    match market {
        Market::China => chinese_company(draw, city),
        Market::Germany => {
            let trade = draw.below(10) as usize;
            let brand = format!("{}{}", draw.pick(GERMAN_PARTS[0]), draw.pick(GERMAN_PARTS[1]));
            western(&brand, GERMAN_PARTS[2][trade], draw.pick(GERMAN_PARTS[3]), GERMAN_INDUSTRIES[trade], city)
        }
        Market::France => {
            let trade = draw.below(8) as usize;
            let brand = format!("{}{}", draw.pick(FRENCH_PARTS[0]), draw.pick(FRENCH_PARTS[1]));
            western(&brand, FRENCH_PARTS[2][trade], draw.pick(FRENCH_PARTS[3]), FRENCH_INDUSTRIES[trade], city)
        }
        Market::Britain | Market::America => {
            let trade = draw.below(12) as usize;
            let forms: &[&str] = if market == Market::Britain { &["Ltd", "PLC"] } else { &["Inc.", "LLC", "Co."] };
            let brand = format!("{} {}", draw.pick(ENGLISH_PARTS[0]), draw.pick(ENGLISH_PARTS[1]));
            western(&brand, ENGLISH_PARTS[2][trade], draw.pick(forms), ENGLISH_INDUSTRIES[trade], city)
        }
    }
}

fn chinese_company(draw: &mut Draw, city: &City) -> Company {
    let (first, last) = (draw.one(&BRAND_FIRST), draw.one(&BRAND_LAST));
    let (trade, form) = (draw.one(&CHINESE_TRADES), draw.one(&CHINESE_FORMS));
    let brand = format!("{}{}", first.0, last.0);
    let spelled = format!("{}{}", first.1, last.1);
    let mut roman = spelled.clone();
    roman[..1].make_ascii_uppercase();
    let variant = match draw.below(4) {
        0 => format!("{}市{brand}{}厂", city.local, trade.0),
        1 => format!("{brand}{}（{}）", trade.0, city.local),
        2 => format!("{}{brand}{}", city.local, trade.0),
        _ => format!("{}市{brand}{}有限责任公司", city.local, trade.0),
    };
    Company {
        name: format!("{}{brand}{}{}", city.local, trade.0, form.0),
        other_name: format!("{} {roman} {} {}", city.english, trade.1, form.1),
        variant,
        domain: format!("{spelled}-{}.example", label(city.english)),
        industry: trade.2,
    }
}

fn western(brand: &str, trade: &str, form: &str, industry: usize, city: &City) -> Company {
    Company {
        name: format!("{brand} {trade} {form}"),
        other_name: String::new(),
        variant: format!("{} {trade}", brand.to_uppercase()),
        domain: format!("{}-{}.example", plain(&brand.replace('ü', "ue")), label(city.english)),
        industry,
    }
}
