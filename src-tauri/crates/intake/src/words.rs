//! Words in cells that stand for one of a few values.

use satchel_domain::{CustomerKind, DecisionRole, Stage};

/// The stage that a cell names, in either language or as other programs write it.
pub(crate) fn read_stage(cell: &str) -> Option<Stage> {
    let word = fold(cell);
    Some(match word.as_str() {
        "线索" | "潜在线索" | "新线索" | "未联系" | "初步接触" | "lead" | "leads" | "subscriber" | "new" | "open"
        | "opennotcontacted" | "cold" | "unqualified" => Stage::Lead,
        "潜在客户"
        | "潜在"
        | "意向客户"
        | "意向"
        | "商机"
        | "跟进中"
        | "洽谈中"
        | "沟通中"
        | "准客户"
        | "prospect"
        | "prospects"
        | "opportunity"
        | "marketingqualifiedlead"
        | "mql"
        | "salesqualifiedlead"
        | "sql"
        | "qualified"
        | "working"
        | "workingcontacted"
        | "contacted"
        | "inprogress"
        | "opendeal"
        | "warm"
        | "hot" => Stage::Prospect,
        "客户" | "正式客户" | "成交客户" | "已成交" | "成交" | "老客户" | "合作客户" | "合作中" | "已合作"
        | "签约客户" | "已签约" | "customer" | "customers" | "client" | "active" | "activecustomer" | "evangelist"
        | "won" | "closedwon" | "closedconverted" | "converted" => Stage::Customer,
        "流失" | "流失客户" | "已流失" | "休眠" | "休眠客户" | "沉睡客户" | "停止合作" | "终止合作" | "lapsed"
        | "lost" | "churned" | "inactive" | "former" | "formercustomer" | "dormant" | "closedlost" => Stage::Lapsed,
        _ => return None,
    })
}

/// Company or person, where a cell says so.
pub(crate) fn read_kind(cell: &str) -> Option<CustomerKind> {
    Some(match fold(cell).as_str() {
        "org" | "公司" | "企业" | "单位" | "企业客户" | "公司客户" | "机构" | "组织" | "company" | "organization"
        | "organisation" | "business" | "b2b" | "corporate" => CustomerKind::Company,
        "个人" | "个人客户" | "自然人" | "person" | "individual" | "private" | "b2c" | "consumer" => {
            CustomerKind::Person
        }
        _ => return None,
    })
}

/// The part in decisions that a cell names, in either language or as other programs write it.
pub(crate) fn read_role(cell: &str) -> Option<DecisionRole> {
    Some(match fold(cell).as_str() {
        "decides" | "decider" | "decisionmaker" | "economicbuyer" | "决策" | "决策人" | "决策者" | "拍板人" => {
            DecisionRole::Decides
        }
        "evaluates" | "evaluator" | "influencer" | "技术评估" | "评估" | "评估人" | "评估者" | "影响者" => {
            DecisionRole::Evaluates
        }
        "supports" | "supporter" | "champion" | "advocate" | "支持" | "支持者" | "内部支持者" => {
            DecisionRole::Supports
        }
        "uses" | "user" | "enduser" | "使用" | "使用人" | "使用者" | "用户" | "最终用户" => {
            DecisionRole::Uses
        }
        "opposes" | "opponent" | "blocker" | "反对" | "反对者" => DecisionRole::Opposes,
        _ => return None,
    })
}

/// What a cell says of a wish not to be written to or called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OptOut {
    /// There is the wish.
    Wished,
    /// There is none.
    NotWished,
    /// Neither, as that nobody was asked yet.
    Silent,
    /// What isn't understood.
    Unclear,
}

impl OptOut {
    /// Whether there is the wish, where that is said; what isn't understood is taken for it.
    pub const fn wish(self) -> Option<bool> {
        match self {
            Self::Wished | Self::Unclear => Some(true),
            Self::NotWished => Some(false),
            Self::Silent => None,
        }
    }
}

/// What a cell under such a header says.
pub(crate) fn read_opt_out(cell: &str) -> OptOut {
    match fold(cell).as_str() {
        "true"
        | "yes"
        | "y"
        | "1"
        | "x"
        | "是"
        | "有"
        | "已退订"
        | "退订"
        | "拒绝"
        | "勿扰"
        | "ja"
        | "oui"
        | "sí"
        | "unsubscribed"
        | "unsubscribe"
        | "optedout"
        | "optout"
        | "donotcontact"
        | "manual"
        | "consentform"
        | "unsubscribedbycontact" => OptOut::Wished,
        "false" | "no" | "n" | "0" | "否" | "无" | "未退订" | "nein" | "non" | "subscribed" | "optedin" => {
            OptOut::NotWished
        }
        "" | "neversubscribed" | "noconsent" | "bounced" | "archived" | "none" | "null" => OptOut::Silent,
        _ => OptOut::Unclear,
    }
}

/// Yes or no, where a cell says one of them.
pub fn read_answer(cell: &str) -> Option<bool> {
    Some(match cell.trim().to_lowercase().as_str() {
        "yes" | "y" | "true" | "1" | "x" | "✓" | "√" | "是" | "对" | "有" | "ja" | "oui" => true,
        "no" | "n" | "false" | "0" | "否" | "不是" | "无" | "没有" | "nein" | "non" => false,
        _ => return None,
    })
}

fn fold(cell: &str) -> String {
    cell.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
