//! What the company of the sample sells, what goes wrong with it, and who else sells such things. All invented.

/// A phrase in English and in Chinese.
pub(in crate::sample) type Both = (&'static str, &'static str);

/// What kind of thing a product is; faults belong to kinds.
#[derive(Clone, Copy, PartialEq)]
pub(in crate::sample) enum Family {
    Rail,
    Screw,
    Pump,
    Axis,
}

/// Something from the price list.
pub(in crate::sample) struct Product {
    pub(super) family: Family,
    /// The code, which comes first in both languages.
    pub(super) code: &'static str,
    /// What follows the code, in English always plural.
    pub(super) name: Both,
    /// The Chinese measure word.
    pub(super) measure: &'static str,
    /// Price of one in yuan.
    pub(super) yuan: u32,
    /// The largest usual quantity.
    pub(super) most: u32,
}

const fn product(
    family: Family,
    code: &'static str,
    name: Both,
    measure: &'static str,
    price_and_most: (u32, u32),
) -> Product {
    Product { family, code, name, measure, yuan: price_and_most.0, most: price_and_most.1 }
}

use Family::{Axis, Pump, Rail, Screw};

/// The price list.
pub(in crate::sample) const PRODUCTS: [Product; 36] = [
    product(Rail, "HGW25", ("rails", "直线导轨"), "根", (1_180, 96)),
    product(Rail, "HGW20", ("rails", "直线导轨"), "根", (860, 120)),
    product(Rail, "HGW35", ("rails", "直线导轨"), "根", (1_940, 60)),
    product(Rail, "HGH15", ("carriages", "滑块"), "个", (240, 240)),
    product(Rail, "HGH30", ("carriages", "滑块"), "个", (410, 160)),
    product(Rail, "LR-45", ("roller rails", "滚柱导轨"), "根", (3_650, 32)),
    product(Rail, "LR-55", ("roller rails", "滚柱导轨"), "根", (4_820, 24)),
    product(Rail, "MG-09", ("miniature rails", "微型导轨"), "根", (320, 200)),
    product(Rail, "MG-12", ("miniature rails", "微型导轨"), "根", (380, 200)),
    product(Rail, "CR-20", ("clean-room slides", "洁净导轨"), "套", (2_260, 40)),
    product(Screw, "BS-2005", ("ball screws", "滚珠丝杠"), "套", (2_150, 48)),
    product(Screw, "BS-2510", ("ball screws", "滚珠丝杠"), "套", (2_680, 48)),
    product(Screw, "BS-3210", ("ball screws", "滚珠丝杠"), "套", (3_420, 36)),
    product(Screw, "BS-4020", ("ball screws", "滚珠丝杠"), "套", (5_350, 24)),
    product(Screw, "BS-5020", ("ball screws", "滚珠丝杠"), "套", (7_800, 16)),
    product(Screw, "BP-1602", ("2 mm pitch screws", "2 mm 导程丝杠"), "套", (1_760, 60)),
    product(Screw, "BP-1202", ("2 mm pitch screws", "2 mm 导程丝杠"), "套", (1_420, 80)),
    product(Screw, "PS-30", ("planetary screws", "行星丝杠"), "套", (11_600, 12)),
    product(Screw, "EK-20", ("end bearings", "丝杠支撑座"), "套", (290, 160)),
    product(Screw, "GS-38", ("couplings", "联轴器"), "个", (260, 120)),
    product(Pump, "GP-40", ("gear pumps", "齿轮泵"), "台", (4_300, 20)),
    product(Pump, "GP-63", ("gear pumps", "齿轮泵"), "台", (6_150, 16)),
    product(Pump, "CP-65", ("coolant pumps", "冷却泵"), "台", (3_280, 24)),
    product(Pump, "CP-80", ("coolant pumps", "冷却泵"), "台", (4_940, 18)),
    product(Pump, "VP-25", ("vane pumps", "叶片泵"), "台", (5_700, 14)),
    product(Pump, "DP-10", ("dosing pumps", "计量泵"), "台", (8_450, 10)),
    product(Pump, "SK-40", ("seal kits", "泵密封件"), "套", (310, 80)),
    product(Pump, "PB-63", ("pump bearings", "泵轴承"), "套", (520, 60)),
    product(Axis, "LA-60", ("linear axes", "直线模组"), "套", (6_900, 18)),
    product(Axis, "LA-80", ("linear axes", "直线模组"), "套", (9_200, 14)),
    product(Axis, "LM-20", ("linear motors", "直线电机"), "台", (14_500, 8)),
    product(Axis, "XY-300", ("cross tables", "十字滑台"), "台", (12_800, 8)),
    product(Axis, "RT-200", ("rotary tables", "转台"), "台", (18_600, 6)),
    product(Axis, "GX-12", ("gantry sets", "龙门套件"), "套", (42_000, 4)),
    product(Axis, "EA-35", ("actuators", "电动推杆"), "支", (3_480, 24)),
    product(Axis, "RF-2", ("retrofit kits", "改造套件"), "套", (36_500, 4)),
];

/// Something that goes wrong, the likely cause and what was done about it, as parts of a sentence.
pub(in crate::sample) struct Fault {
    pub(super) family: Family,
    pub(super) what: Both,
    pub(super) cause: Both,
    pub(super) fix: Both,
}

const fn fault(family: Family, what: Both, cause: Both, fix: Both) -> Fault {
    Fault { family, what, cause, fix }
}

/// Five faults for each family.
pub(in crate::sample) static FAULTS: [Fault; 20] = [
    fault(
        Rail,
        ("preload drift", "预紧力漂移"),
        ("the carriages were run dry", "滑块长期缺油"),
        ("we re-preloaded the carriages", "重新预紧了滑块"),
    ),
    fault(
        Rail,
        ("noise at high speed", "高速异响"),
        ("one ball return is cracked", "一个返向器开裂"),
        ("we changed two carriages", "更换了两个滑块"),
    ),
    fault(
        Rail,
        ("a binding carriage", "滑块卡滞"),
        ("the wiper is torn and chips got in", "刮屑片破损，铁屑进入"),
        ("we cleaned the rail and put on new wipers", "清洗导轨并换了刮屑片"),
    ),
    fault(
        Rail,
        ("rust on the running track", "滚道生锈"),
        ("coolant stood on the rail over the holidays", "假期冷却液积在导轨上"),
        ("we polished the track and changed the grease", "抛光滚道并换了油脂"),
    ),
    fault(
        Rail,
        ("a twist of 0.05 mm", "直线度超差 0.05 mm"),
        ("the base moved after the transport", "搬迁后底座变形"),
        ("we aligned the rail again", "重新校准了导轨"),
    ),
    fault(
        Screw,
        ("too much backlash", "反向间隙变大"),
        ("the nut has worn on one side", "螺母单边磨损"),
        ("we fitted a nut with oversize balls", "换了加大滚珠的螺母"),
    ),
    fault(
        Screw,
        ("a hot screw", "丝杠温升过高"),
        ("the preload is too heavy for the speed", "预紧对转速来说偏重"),
        ("we took the preload down one class", "预紧降了一级"),
    ),
    fault(
        Screw,
        ("coupling noise", "联轴器异响"),
        ("the spider is worn and the shafts are off by 0.2 mm", "弹性体磨损，对中偏差 0.2 mm"),
        ("we changed the spider and aligned the motor", "更换弹性体并重新对中"),
    ),
    fault(
        Screw,
        ("positioning drift", "定位漂移"),
        ("the end bearing has play", "支撑座轴承有间隙"),
        ("we replaced the end bearing", "更换了支撑座"),
    ),
    fault(
        Screw,
        ("vibration near 1,200 rpm", "1200 转附近振动"),
        ("the screw runs close to its critical speed", "接近丝杠临界转速"),
        ("we put in a middle support", "加装了中间支撑"),
    ),
    fault(
        Pump,
        ("a leaking pump seal", "泵 seal 渗漏"),
        ("the seal ran dry at start", "启动时密封干磨"),
        ("we changed the seal kit", "更换了密封件"),
    ),
    fault(
        Pump,
        ("pump noise", "泵异响"),
        ("air gets in on the suction side", "吸油侧进气"),
        ("we sealed the suction line", "处理了吸油管接头"),
    ),
    fault(
        Pump,
        ("pulsing flow", "流量波动"),
        ("the gears are scored", "齿轮拉伤"),
        ("we changed the pump and flushed the tank", "换泵并清洗油箱"),
    ),
    fault(
        Pump,
        ("low pressure when warm", "热机压力不足"),
        ("the oil is too thin for the summer", "夏季油品粘度偏低"),
        ("we set the valve and changed the oil", "调了溢流阀并换油"),
    ),
    fault(
        Pump,
        ("a worn pump bearing", "泵轴承磨损"),
        ("the belt pulls too hard", "皮带过紧"),
        ("we fitted new bearings", "更换了轴承"),
    ),
    fault(
        Axis,
        ("zero point drift", "零点漂移"),
        ("the encoder cable rubs in the chain", "编码器线在拖链里磨损"),
        ("we changed the cable and set the zero point", "换线并重设零点"),
    ),
    fault(
        Axis,
        ("encoder alarms", "编码器报警"),
        ("the reading head is dirty", "读数头脏污"),
        ("we cleaned the scale", "清洁了光栅尺"),
    ),
    fault(
        Axis,
        ("a jerking axis", "轴运行抖动"),
        ("the gains were never set for the load", "增益没有按负载整定"),
        ("we tuned the drive", "重新整定了驱动"),
    ),
    fault(
        Axis,
        ("a cracked motor bracket", "电机支架开裂"),
        ("the weld is too thin", "焊缝偏薄"),
        ("we fitted the stronger bracket", "换了加强支架"),
    ),
    fault(
        Axis,
        ("wrong hardness in one lot", "一批硬度不符"),
        ("the lot left heat treatment too early", "热处理时间不足"),
        ("we exchanged the lot", "整批换货"),
    ),
];

/// Who else sells such things.
pub(in crate::sample) const RIVALS: [Both; 14] = [
    ("one other supplier", "另一家供应商"),
    ("a stockist in Suzhou", "苏州一家现货商"),
    ("a workshop next door", "隔壁一家小厂"),
    ("their old supplier", "原来的供应商"),
    ("an importer", "一家进口代理"),
    ("Varendo", "瓦伦多"),
    ("Tessaro Linear", "泰萨罗"),
    ("Ostlinea", "奥斯林"),
    ("Brakvist", "布拉维"),
    ("Quellmar", "奎尔玛"),
    ("a maker in Taizhou", "台州一家厂"),
    ("an agent in Shanghai", "上海一家代理"),
    ("Nordhaven Motion", "诺德港传动"),
    ("the machine builder", "主机厂"),
];
