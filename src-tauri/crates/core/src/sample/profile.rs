//! Who a generated customer is: names, people, ways to reach them, and the gaps and doubles of real address books.

use super::calendar::{Calendar, SPAN};
use super::draw::{Draw, Part};
use super::names::{self, INDUSTRIES, Person};
use super::places::{self, Market};
use super::texts::Named;
use super::texts::goods::{Both, PRODUCTS, RIVALS};
use super::{Plan, Sample, SampleContact, SampleCustomer, SamplePoint};

/// A customer without its communications, and what they will be about.
pub(super) struct Profile {
    pub(super) customer: SampleCustomer,
    /// The same name as somebody else would type it.
    pub(super) variant: String,
    pub(super) market: Market,
    /// Places in `PRODUCTS` of what it buys most.
    pub(super) goods: [usize; 2],
    pub(super) rival: Both,
    /// Who speaks for the customer; never empty.
    pub(super) speakers: Vec<Named>,
    /// Communications lie between these days ago.
    pub(super) oldest: u32,
    pub(super) newest: u32,
}

/// What people at customers do: title, how Chinese colleagues call them, department, part in the decision.
const POSITIONS: [(Both, &str, Both, &str); 12] = [
    (("Purchasing manager", "采购经理"), "经理", ("Purchasing", "采购部"), "decides"),
    (("Managing director", "总经理"), "总", ("Management", "管理层"), "decides"),
    (("Buyer", "采购员"), "", ("Purchasing", "采购部"), "supports"),
    (("Equipment lead", "设备主管"), "工", ("Maintenance", "设备部"), "supports"),
    (("Engineer", "工程师"), "工", ("Engineering", "技术部"), "uses"),
    (("Production director", "生产总监"), "总", ("Production", "生产部"), "decides"),
    (("Maintenance engineer", "设备工程师"), "工", ("Maintenance", "设备部"), "uses"),
    (("Finance", "财务"), "会计", ("Finance", "财务部"), "none"),
    (("Quality manager", "质量经理"), "经理", ("Quality", "质量部"), "opposes"),
    (("Plant manager", "厂长"), "厂长", ("Production", "生产部"), "decides"),
    (("Project engineer", "项目工程师"), "工", ("Engineering", "技术部"), "supports"),
    (("Warehouse lead", "仓库主管"), "主管", ("Logistics", "物流部"), "none"),
];

const SIZES: [Both; 6] = [
    ("1–10 people", "10 人以下"),
    ("10–50 people", "10–50 人"),
    ("50–120 people", "50–120 人"),
    ("120–200 people", "120–200 人"),
    ("200–500 people", "200–500 人"),
    ("Over 500 people", "500 人以上"),
];
const TERMS: [Both; 5] = [
    ("Net 30", "月结 30 天"),
    ("Net 45", "月结 45 天"),
    ("Net 60", "月结 60 天"),
    ("Prepaid", "款到发货"),
    ("30% down, rest before shipping", "预付 30%，发货前付清"),
];
const SOURCES: [Both; 8] = [
    ("Trade fair", "展会"),
    ("Website", "官网"),
    ("Referral", "转介绍"),
    ("Cold call", "电话开发"),
    ("Imported list", "导入名单"),
    ("Partner", "合作伙伴"),
    ("Trade magazine", "行业杂志"),
    ("Existing customer list", "老客户名单"),
];
const TAGS: [Both; 9] = [
    ("Retrofit", "改造"),
    ("Framework", "框架协议"),
    ("Tender", "招标"),
    ("Pilot", "试用"),
    ("Complaint", "投诉"),
    ("Credit hold", "暂停赊账"),
    ("Spare parts", "备件"),
    ("Service plan", "服务方案"),
    ("Export", "出口"),
];
const NOTES: [Both; 6] = [
    ("Call before ten.", "上午十点前联系。"),
    ("Invoices go to the head office.", "发票寄总部。"),
    ("Gate closes at 16:30.", "收货到 16:30。"),
    ("Needs the test report with every crate.", "每箱附检测报告。"),
    ("Safety shoes and a helmet on site.", "进厂需安全鞋和安全帽。"),
    ("Prefers chat to phone.", "习惯用微信联系。"),
];

const GOALS: [Both; 4] = [
    ("Supply every spare part of the second hall", "成为二车间全部备件的供应商"),
    ("A framework contract for next year", "签下明年的框架协议"),
    ("Replace the other supplier for guides", "替换另一家导轨供应商"),
    ("A service plan for all machines", "全部设备签订服务方案"),
];

/// How to stay in touch with a customer.
#[derive(Default)]
pub(super) struct Agreed {
    pub goal: String,
    pub rhythm_days: Option<i32>,
    pub channel: Option<&'static str>,
    pub hours: &'static str,
}

/// What was agreed with customer `index`: with one of three in business. By its place, so that nothing else of the sample is
/// another for it.
pub(super) fn agreed(plan: &Plan, index: u32, stage: &str) -> Agreed {
    let at = (index / 3 % 4) as usize;
    if index % 3 != 1 || !matches!(stage, "prospect" | "customer") {
        return Agreed::default();
    }
    Agreed {
        goal: if at.is_multiple_of(2) { plan.word(GOALS[(index / 6 % 4) as usize]) } else { String::new() },
        rhythm_days: Some([14, 28, 7, 91][at]),
        channel: Some(["call", "chat", "email", "visit"][at]),
        hours: if at == 0 { "09:00-11:30" } else { "" },
    }
}

/// Every so many customers one is a double of another that came shortly before it.
const DOUBLE_EVERY: u32 = 50;
const DOUBLE_AT: u32 = 37;

/// The profile of generated customer `index`.
pub(super) fn generate(sample: &Sample, index: u32) -> Profile {
    if index % DOUBLE_EVERY == DOUBLE_AT && index >= DOUBLE_EVERY {
        let mut draw = Draw::new(sample.plan.seed, index, Part::Profile);
        // The thirty before it hold neither a double nor a hand-written customer, so this goes one step deep.
        let original = fresh(sample, index - 1 - draw.below(30));
        return double(sample, &mut draw, index, &original);
    }
    fresh(sample, index)
}

/// The double of `original`: another spelling, the same phone and tax number, less of everything else.
fn double(sample: &Sample, draw: &mut Draw, index: u32, original: &Profile) -> Profile {
    let Sample { plan, calendar, .. } = sample;
    let count = sample.communications_of(index);
    let word = |both: Both| plan.word(both);
    let (oldest, newest) = window(draw, calendar, count, "prospect");
    let from = &original.customer;
    let kept = from.contacts.len().min(1);
    let customer = SampleCustomer {
        index,
        name: original.variant.clone(),
        other_name: String::new(),
        stage: if count == 0 { "lead" } else { "prospect" },
        owner: draw.below(4) as usize,
        size: String::new(),
        website: String::new(),
        credit_limit_minor: None,
        source: word(SOURCES[4]),
        goal: String::new(),
        rhythm_days: None,
        preferred_channel: None,
        preferred_hours: "",
        note: String::new(),
        referred_by: None,
        tags: vec![word(("Old customer", "老客户"))],
        created_ms: calendar.stamp(created(draw, oldest, 20), 9 * 60 + 40),
        contacts: from.contacts[..kept].to_vec(),
        communications: Vec::new(),
        follow_ups: Vec::new(),
        ..from.clone()
    };
    let speakers = original.speakers[..1].to_vec();
    Profile { customer, variant: String::new(), speakers, oldest, newest, ..*original }
}

fn fresh(sample: &Sample, index: u32) -> Profile {
    let Sample { plan, calendar, .. } = sample;
    let count = sample.communications_of(index);
    let draw = &mut Draw::new(plan.seed, index, Part::Profile);
    let word = |both: Both| plan.word(both);
    let (market, ordinal) = Market::of(index);
    let city = places::city_of(draw, market, ordinal);
    let stage = match count {
        0 => "lead",
        1..=3 => draw.weighted(&[("lead", 30), ("prospect", 34), ("customer", 18), ("lapsed", 18)]),
        4..=12 => draw.weighted(&[("lead", 5), ("prospect", 33), ("customer", 47), ("lapsed", 15)]),
        _ => draw.weighted(&[("prospect", 9), ("customer", 84), ("lapsed", 7)]),
    };
    let (oldest, newest) = window(draw, calendar, count, stage);
    let years = if matches!(stage, "customer" | "lapsed") && draw.chance(55) { 1_800 } else { 25 };
    let single = market == Market::China && draw.chance(5);
    let company = names::company(draw, market, city);
    let owner = match market {
        Market::China => draw.weighted(&[(0, 45), (2, 30), (3, 25)]),
        _ => draw.weighted(&[(1, 88), (2, 12)]),
    };
    let mut points = Vec::new();
    let number = places::switchboard(market, city, ordinal);
    if !number.is_empty() && !single && !draw.chance(9) {
        points.push(SamplePoint::new("phone", number));
    }
    let many = if single { 0 } else { draw.weighted(&[(0, 8), (1, 42), (2, 30), (3, 14), (4, 6)]).min(1 + count / 2) };
    let (contacts, mut speakers) = people(plan, draw, index, market, &company.domain, many);
    let (mut name, mut other_name, mut variant) = (company.name, company.other_name, company.variant);
    if single {
        let person = names::person(draw, market);
        name = format!("{}（{}记工作室）", person.name, &person.name[person.name.len() - 3..]);
        variant = format!("{}记工作室", &person.name[person.name.len() - 3..]);
        other_name = String::new();
        points.push(SamplePoint::new("phone", places::mobile(index, 0)));
        points.push(SamplePoint::new("chat", format!("{}_{index}", person.initials)));
        speakers = vec![Named { short: person.name.clone(), name: person.name }];
    }
    if !single && draw.chance(55) {
        points.push(SamplePoint::new("email", format!("info@{}", company.domain)));
    }
    let mut tags: Vec<String> = Vec::new();
    if count > 60 || (count > 20 && draw.chance(30)) {
        tags.push("VIP".to_owned());
    }
    if draw.chance(32) {
        tags.push(word(*draw.one(&TAGS)));
    }
    let large = draw.below(6) as usize;
    let agreed = agreed(plan, index, stage);
    let customer = SampleCustomer {
        index,
        kind: if single { "person" } else { "company" },
        name,
        other_name,
        // By its place, so that nothing else of the sample is another for it.
        do_not_contact: index % 29 == 24,
        stage,
        owner,
        industry: word(INDUSTRIES[company.industry]),
        size: if single || draw.chance(20) { String::new() } else { word(SIZES[large]) },
        region: if draw.chance(8) { String::new() } else { word(city.region) },
        address: if draw.chance(24) { String::new() } else { places::address(draw, market, city) },
        country: market.country(),
        website: if single || draw.chance(40) { String::new() } else { company.domain },
        tax_id: if single || draw.chance(45) { String::new() } else { places::tax_id(market, index) },
        terms: if stage == "lead" || draw.chance(15) { String::new() } else { word(*draw.one(&TERMS)) },
        credit_limit_minor: (stage == "customer" && draw.chance(60))
            .then(|| i64::from(draw.between(1, 10) * [2, 3, 5, 8, 20, 40][large]) * 1_000_000),
        currency: market.currency(),
        source: word(*draw.one(&SOURCES)),
        goal: agreed.goal,
        rhythm_days: agreed.rhythm_days,
        preferred_channel: agreed.channel,
        preferred_hours: agreed.hours,
        note: if draw.chance(12) { word(*draw.one(&NOTES)) } else { String::new() },
        referred_by: (index > 0 && draw.chance(7)).then(|| draw.below(index)),
        tags,
        created_ms: calendar.stamp(created(draw, oldest, years), draw.between(540, 1_020)),
        points,
        contacts,
        communications: Vec::new(),
        follow_ups: Vec::new(),
    };
    let favourite = draw.below(36) as usize;
    let goods = [favourite, (favourite + 1 + draw.below(9) as usize) % PRODUCTS.len()];
    Profile { customer, variant, market, goods, rival: *draw.one(&RIVALS), speakers, oldest, newest }
}

/// The days ago between which `count` communications lie. A third of the small customers has been quiet for a quarter.
fn window(draw: &mut Draw, calendar: &Calendar, count: u32, stage: &str) -> (u32, u32) {
    let newest = match (stage, count) {
        ("lapsed", _) => draw.between(120, 520),
        (_, 0..=12) if draw.chance(34) => draw.between(91, 330),
        (_, 0..=12) => draw.between(1, 85),
        _ => draw.between(1, 25),
    };
    let newest = calendar.worked_day(newest.cast_signed()).unsigned_abs();
    let length = if count > 30 { SPAN } else { 20 + count * draw.between(8, 40) };
    ((newest + length).min(SPAN), newest)
}

/// Days ago on which a customer came in whose first communication is at most `oldest` days ago.
fn created(draw: &mut Draw, oldest: u32, most_before: u32) -> i32 {
    (oldest + 1 + draw.below(most_before)).cast_signed()
}

/// The people of a company, and who speaks for it.
fn people(
    plan: &Plan,
    draw: &mut Draw,
    index: u32,
    market: Market,
    domain: &str,
    many: u32,
) -> (Vec<SampleContact>, Vec<Named>) {
    let mut contacts = Vec::new();
    let mut speakers = Vec::new();
    let first = draw.below(12);
    for place in 0..many {
        let person = names::person(draw, market);
        let (title, call, department, role) = POSITIONS[((first + place * 5) % 12) as usize];
        let word = |both: Both| plan.word(both);
        let short = match (market, call) {
            (Market::China, "") => person.name.clone(),
            (Market::China, _) => format!("{}{call}", person.short),
            _ => person.short.to_owned(),
        };
        speakers.push(Named { name: person.name.clone(), short });
        contacts.push(SampleContact {
            points: contact_points(draw, index, place, market, &person, domain),
            name: person.name,
            title: if draw.chance(10) { String::new() } else { word(title) },
            department: if draw.chance(50) { String::new() } else { word(department) },
            decision_role: if draw.chance(30) { "none" } else { role },
            birthday: String::new(),
        });
    }
    if speakers.is_empty() {
        let nobody = if market == Market::China { "前台" } else { "the front desk" };
        speakers.push(Named { name: nobody.to_owned(), short: nobody.to_owned() });
    }
    (contacts, speakers)
}

fn contact_points(
    draw: &mut Draw,
    index: u32,
    place: u32,
    market: Market,
    person: &Person,
    domain: &str,
) -> Vec<SamplePoint> {
    let mut points = Vec::new();
    if market == Market::China && draw.chance(86) {
        points.push(SamplePoint::new("phone", places::mobile(index, place)));
    }
    if draw.chance(if market == Market::China { 52 } else { 90 }) {
        points.push(SamplePoint::new("email", format!("{}@{domain}", person.mailbox)));
    }
    if market == Market::China && draw.chance(35) {
        let company = domain.split('-').next().unwrap_or(domain);
        points.push(SamplePoint::new("chat", format!("{}_{company}", person.initials)));
    }
    points
}
