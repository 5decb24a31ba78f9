//! Where customers are, and addresses and numbers there. Numbers come from ranges kept for examples and plays, or from
//! blocks that are not handed out.

use super::draw::Draw;
use super::texts::goods::Both;

/// The countries where customers are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Market {
    China,
    Germany,
    France,
    Britain,
    America,
}

impl Market {
    /// The country of generated customer `index`, and how many customers of that country come before it, so that each
    /// gets a number of its own. Of every twenty, fifteen are in China, two in America and one in each of the others.
    pub(super) fn of(index: u32) -> (Self, u32) {
        let round = index / 20;
        match index % 20 {
            4 => (Self::Germany, round),
            9 => (Self::France, round),
            14 => (Self::Britain, round),
            place @ (6 | 17) => (Self::America, round * 2 + u32::from(place == 17)),
            place => (Self::China, round * 20 + place),
        }
    }

    /// ISO 3166-1 code.
    pub(super) fn country(self) -> &'static str {
        match self {
            Self::China => "CN",
            Self::Germany => "DE",
            Self::France => "FR",
            Self::Britain => "GB",
            Self::America => "US",
        }
    }

    pub(super) fn currency(self) -> &'static str {
        match self {
            Self::China => "CNY",
            Self::Germany | Self::France => "EUR",
            Self::Britain => "GBP",
            Self::America => "USD",
        }
    }

    pub(super) fn abroad(self) -> bool {
        self != Self::China
    }
}

/// A city with streets that could be there.
pub(super) struct City {
    pub(super) english: &'static str,
    /// Its name in its own language.
    pub(super) local: &'static str,
    /// Area code for calls inside the country; for numbers abroad everything before the last digits.
    code: &'static str,
    pub(super) region: Both,
    /// Districts in China, streets elsewhere.
    parts: &'static [&'static str],
}

const fn city(
    english: &'static str,
    local: &'static str,
    code: &'static str,
    region: Both,
    parts: &'static [&'static str],
) -> City {
    City { english, local, code, region, parts }
}

const EAST: Both = ("East China", "华东");
const SOUTH: Both = ("South China", "华南");
const NORTH: Both = ("North China", "华北");
const CENTRE: Both = ("Central China", "华中");
const SOUTHWEST: Both = ("Southwest", "西南");
const EUROPE: Both = ("Europe", "欧洲");
const AMERICA: Both = ("North America", "北美");

/// Near cities come more than once, because most customers are near.
static CHINA: [City; 26] = [
    city("Shanghai", "上海", "021", EAST, &["嘉定区", "松江区", "青浦区", "宝山区", "闵行区", "奉贤区"]),
    city("Shanghai", "上海", "021", EAST, &["嘉定区", "松江区", "临港新区", "浦东新区", "金山区"]),
    city("Suzhou", "苏州", "0512", EAST, &["工业园区", "吴中区", "相城区", "高新区"]),
    city("Suzhou", "苏州", "0512", EAST, &["吴江区", "太仓市", "常熟市"]),
    city("Kunshan", "昆山", "0512", EAST, &["玉山镇", "花桥镇", "周市镇", "张浦镇"]),
    city("Wuxi", "无锡", "0510", EAST, &["新吴区", "惠山区", "锡山区", "滨湖区"]),
    city("Changzhou", "常州", "0519", EAST, &["武进区", "新北区", "天宁区"]),
    city("Nanjing", "南京", "025", EAST, &["江宁区", "浦口区", "栖霞区"]),
    city("Nantong", "南通", "0513", EAST, &["通州区", "海门区", "崇川区"]),
    city("Yangzhou", "扬州", "0514", EAST, &["邗江区", "江都区"]),
    city("Hangzhou", "杭州", "0571", EAST, &["余杭区", "萧山区", "滨江区", "临平区"]),
    city("Ningbo", "宁波", "0574", EAST, &["北仑区", "鄞州区", "慈溪市", "余姚市"]),
    city("Jiaxing", "嘉兴", "0573", EAST, &["南湖区", "平湖市", "海宁市"]),
    city("Wenzhou", "温州", "0577", EAST, &["龙湾区", "瑞安市", "乐清市"]),
    city("Hefei", "合肥", "0551", EAST, &["经开区", "高新区", "肥东县"]),
    city("Xiamen", "厦门", "0592", EAST, &["集美区", "海沧区", "同安区"]),
    city("Shenzhen", "深圳", "0755", SOUTH, &["宝安区", "龙岗区", "光明区"]),
    city("Dongguan", "东莞", "0769", SOUTH, &["长安镇", "松山湖", "塘厦镇"]),
    city("Foshan", "佛山", "0757", SOUTH, &["顺德区", "南海区"]),
    city("Guangzhou", "广州", "020", SOUTH, &["黄埔区", "番禺区"]),
    city("Tianjin", "天津", "022", NORTH, &["滨海新区", "西青区"]),
    city("Qingdao", "青岛", "0532", NORTH, &["黄岛区", "城阳区"]),
    city("Jinan", "济南", "0531", NORTH, &["历城区", "章丘区"]),
    city("Wuhan", "武汉", "027", CENTRE, &["东西湖区", "江夏区"]),
    city("Chengdu", "成都", "028", SOUTHWEST, &["双流区", "龙泉驿区"]),
    city("Chongqing", "重庆", "023", SOUTHWEST, &["北碚区", "璧山区"]),
];
const CHINESE_ROADS: [&str; 16] = [
    "创业路",
    "兴业路",
    "科技路",
    "工业大道",
    "振兴路",
    "银河路",
    "金谷路",
    "星湖街",
    "叶城路",
    "和顺路",
    "迎宾大道",
    "锦绣路",
    "望江路",
    "东环路",
    "新港路",
    "建业街",
];

/// Ranges that the German regulator keeps for plays; three digits follow.
static GERMANY: [City; 5] = [
    city("Berlin", "Berlin", "+49 30 23125 ", EUROPE, &["Werkstraße", "Am Kanal", "Industriestraße"]),
    city("Frankfurt", "Frankfurt", "+49 69 90009 ", EUROPE, &["Hafenweg", "Schmiedegasse"]),
    city("Hamburg", "Hamburg", "+49 40 66969 ", EUROPE, &["Speicherweg", "Am Deich"]),
    city("Cologne", "Köln", "+49 221 4710 ", EUROPE, &["Rheinallee", "Gießereistraße"]),
    city("Munich", "München", "+49 89 99998 ", EUROPE, &["Isarweg", "Ringstraße"]),
];
/// Ranges that the French regulator keeps for plays; four digits follow.
static FRANCE: [City; 4] = [
    city("Paris", "Paris", "+33 1 99 00 ", EUROPE, &["rue des Ateliers", "quai du Port"]),
    city("Nantes", "Nantes", "+33 2 61 91 ", EUROPE, &["rue de la Forge", "avenue des Peupliers"]),
    city("Lille", "Lille", "+33 3 53 01 ", EUROPE, &["rue du Tissage", "allée du Canal"]),
    city("Lyon", "Lyon", "+33 4 65 71 ", EUROPE, &["rue des Tourneurs", "chemin du Moulin"]),
];
/// Ranges that the British regulator keeps for plays; three digits follow.
static BRITAIN: [City; 5] = [
    city("Leeds", "Leeds", "+44 113 496 0", EUROPE, &["Foundry Lane", "Canal Road"]),
    city("Sheffield", "Sheffield", "+44 114 496 0", EUROPE, &["Cutler Street", "Weir Lane"]),
    city("Birmingham", "Birmingham", "+44 121 496 0", EUROPE, &["Wharf Road", "Anvil Street"]),
    city("Glasgow", "Glasgow", "+44 141 496 0", EUROPE, &["Dock Street", "Mill Brae"]),
    city("Manchester", "Manchester", "+44 161 496 0", EUROPE, &["Loom Street", "Lock Lane"]),
];
/// Cities with their area code; numbers are 555 01xx, which North America keeps for plays.
static UNITED_STATES: [City; 24] = [
    city("Columbus, OH", "Columbus, OH", "614", AMERICA, &["Foundry Ave", "Mill St"]),
    city("Cleveland, OH", "Cleveland, OH", "216", AMERICA, &["Lakeshore Dr", "Forge Rd"]),
    city("Cincinnati, OH", "Cincinnati, OH", "513", AMERICA, &["River Rd"]),
    city("Detroit, MI", "Detroit, MI", "313", AMERICA, &["Assembly Ave"]),
    city("Grand Rapids, MI", "Grand Rapids, MI", "616", AMERICA, &["Maple St"]),
    city("Chicago, IL", "Chicago, IL", "312", AMERICA, &["Canal St"]),
    city("Peoria, IL", "Peoria, IL", "309", AMERICA, &["Works Rd"]),
    city("Milwaukee, WI", "Milwaukee, WI", "414", AMERICA, &["Dock St"]),
    city("Minneapolis, MN", "Minneapolis, MN", "612", AMERICA, &["Grain Ave"]),
    city("St. Louis, MO", "St. Louis, MO", "314", AMERICA, &["Levee Rd"]),
    city("Indianapolis, IN", "Indianapolis, IN", "317", AMERICA, &["Speedway Dr"]),
    city("Louisville, KY", "Louisville, KY", "502", AMERICA, &["Mill Ln"]),
    city("Nashville, TN", "Nashville, TN", "615", AMERICA, &["Press Ave"]),
    city("Atlanta, GA", "Atlanta, GA", "404", AMERICA, &["Depot St"]),
    city("Charlotte, NC", "Charlotte, NC", "704", AMERICA, &["Loom St"]),
    city("Pittsburgh, PA", "Pittsburgh, PA", "412", AMERICA, &["Furnace Rd"]),
    city("Buffalo, NY", "Buffalo, NY", "716", AMERICA, &["Harbor St"]),
    city("Boston, MA", "Boston, MA", "617", AMERICA, &["Wharf St"]),
    city("Dallas, TX", "Dallas, TX", "214", AMERICA, &["Rail Ave"]),
    city("Houston, TX", "Houston, TX", "713", AMERICA, &["Channel Dr"]),
    city("Denver, CO", "Denver, CO", "303", AMERICA, &["Quarry Rd"]),
    city("Phoenix, AZ", "Phoenix, AZ", "602", AMERICA, &["Mesa Dr"]),
    city("Seattle, WA", "Seattle, WA", "206", AMERICA, &["Pier St"]),
    city("Portland, OR", "Portland, OR", "503", AMERICA, &["Cedar St"]),
];

/// A city of `market` for its customer number `ordinal`.
pub(super) fn city_of(draw: &mut Draw, market: Market, ordinal: u32) -> &'static City {
    let cities: &'static [City] = match market {
        Market::China => return draw.one(&CHINA),
        Market::Germany => &GERMANY,
        Market::France => &FRANCE,
        Market::Britain => &BRITAIN,
        Market::America => &UNITED_STATES,
    };
    &cities[ordinal as usize % cities.len()]
}

/// The switchboard of customer number `ordinal` of `market`, as people write it. No two customers share one; "" once the
/// range is used up, after 100,000 customers in China, 40,000 in France, 5,000 in Germany and Britain, 2,400 in America.
pub(super) fn switchboard(market: Market, city: &City, ordinal: u32) -> String {
    match market {
        Market::China if ordinal < 100_000 => {
            format!("{} 555{} {:04}", city.code, ordinal / 10_000, ordinal % 10_000)
        }
        Market::Germany | Market::Britain if ordinal < 5_000 => format!("{}{:03}", city.code, ordinal / 5),
        Market::France if ordinal < 40_000 => {
            format!("{}{:02} {:02}", city.code, ordinal / 4 / 100, ordinal / 4 % 100)
        }
        Market::America if ordinal < 2_400 => format!("+1 {} 555 01{:02}", city.code, ordinal / 24),
        _ => String::new(),
    }
}

/// The 400,000 mobile numbers 1xx 0000 xxxx, one for each of four people at 100,000 customers.
pub(super) fn mobile(index: u32, person: u32) -> String {
    const PREFIXES: [u16; 40] = [
        139, 138, 137, 136, 135, 134, 133, 132, 131, 130, 150, 151, 152, 153, 155, 156, 157, 158, 159, 166, 170, 171,
        173, 175, 176, 177, 178, 180, 181, 182, 183, 184, 185, 186, 187, 188, 189, 191, 198, 199,
    ];
    let number = index * 4 + person % 4;
    format!("{} 0000 {:04}", PREFIXES[number as usize % 40], number / 40 % 10_000)
}

/// A street address in `city`.
pub(super) fn address(draw: &mut Draw, market: Market, city: &City) -> String {
    let part = draw.pick(city.parts);
    let number = draw.between(1, 390);
    match market {
        Market::China => {
            let block = if draw.chance(25) { format!(" {}幢", draw.between(1, 12)) } else { String::new() };
            format!("{}市{part}{} {number} 号{block}", city.local, draw.pick(&CHINESE_ROADS))
        }
        Market::Germany => format!("{part} {number}, {}", city.local),
        _ => format!("{number} {part}, {}", city.local),
    }
}

/// A tax number that no register has given out: the letters EX, or leading zeros.
pub(super) fn tax_id(market: Market, index: u32) -> String {
    match market {
        Market::China => format!("91310114MAEX{:06}", index % 1_000_000),
        Market::Germany => format!("DE000{index:06}"),
        Market::France => format!("FR00000{index:06}"),
        Market::Britain => format!("GB000{index:06}"),
        Market::America => format!("00-0{index:06}"),
    }
}
