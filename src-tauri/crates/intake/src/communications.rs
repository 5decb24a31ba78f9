//! Lists of communications: what each column tells of one, and what a row says.

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use satchel_domain::{DateOrder, clean_note, clean_text, is_two_days, parse_date};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use unicode_normalization::UnicodeNormalization;

use crate::field::fold;
use crate::messages::{self, Party};
use crate::points::pieces;
use crate::problem::{ProblemCode, RowProblem};
use crate::sheet::{Row, Sheet};

/// What a column of a list of communications tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CommunicationField {
    /// The customer's name.
    Customer,
    /// The customer's number, which tells those of one name apart.
    CustomerNumber,
    /// The day, with or without its time.
    Date,
    /// The time of day, where it has a column of its own.
    Time,
    /// How it was held.
    Channel,
    /// Who started it.
    Direction,
    /// How long it took, in minutes.
    Minutes,
    /// Who took part at the customer; several in one cell, or in several columns.
    People,
    /// One line.
    Title,
    /// What was said; several columns make one text.
    Text,
    /// What came of it.
    Outcome,
    /// Who held it on our side.
    Owner,
}

impl CommunicationField {
    /// Whether several columns may tell it together.
    pub const fn takes_many(self) -> bool {
        matches!(self, Self::People | Self::Text)
    }
}

use CommunicationField as F;

/// Folded headers by what they tell, the surest first.
const HEADERS: [(F, &[&str]); 12] = [
    (F::CustomerNumber, &["customernumber", "accountnumber", "客户编号", "客户编码"]),
    (
        F::Customer,
        &[
            "customer",
            "客户",
            "客户名称",
            "customername",
            "company",
            "companyname",
            "公司",
            "公司名称",
            "account",
            "accountname",
            "organization",
            "organisation",
            "associatedcompany",
            "relatedto",
            "客户公司",
            "单位",
        ],
    ),
    (
        F::Date,
        &[
            "date",
            "日期",
            "datetime",
            "activitydate",
            "calldate",
            "when",
            "timestamp",
            "start",
            "starttime",
            "startdate",
            "跟进时间",
            "跟进日期",
            "沟通时间",
            "沟通日期",
            "联系时间",
            "联系日期",
            "拜访时间",
            "拜访日期",
            "通话时间",
            "发生时间",
            "记录时间",
            "createdtime",
            "createdat",
            "createdate",
            "创建时间",
            "duedate",
            "sent",
        ],
    ),
    (F::Time, &["time", "时间", "timeofday", "钟点"]),
    (
        F::Channel,
        &[
            "channel",
            "方式",
            "type",
            "activitytype",
            "跟进方式",
            "联系方式",
            "沟通方式",
            "跟进类型",
            "类型",
            "活动类型",
            "渠道",
        ],
    ),
    (F::Direction, &["direction", "方向", "calldirection", "calltype", "呼叫类型", "通话类型"]),
    (F::Minutes, &["minutes", "时长分钟", "duration", "durationminutes", "callduration", "时长", "通话时长", "分钟"]),
    (
        F::People,
        &[
            "people",
            "参与人",
            "contact",
            "contactname",
            "联系人",
            "联系人姓名",
            "participants",
            "attendees",
            "with",
            "参会人",
            "对方",
            "对方联系人",
            "person",
            "from",
            "to",
        ],
    ),
    (F::Title, &["title", "主题", "subject", "标题", "summary", "topic"]),
    (
        F::Text,
        &[
            "notes",
            "内容",
            "text",
            "note",
            "备注",
            "description",
            "body",
            "comments",
            "details",
            "跟进内容",
            "跟进记录",
            "沟通内容",
            "联系内容",
            "拜访内容",
            "通话内容",
            "沟通记录",
            "说明",
            "详情",
            "message",
            "callnotes",
            "记录",
        ],
    ),
    (F::Outcome, &["outcome", "结果", "result", "callresult", "calloutcome", "跟进结果", "沟通结果", "通话结果"]),
    (
        F::Owner,
        &[
            "owner",
            "负责人",
            "author",
            "createdby",
            "assignedto",
            "user",
            "跟进人",
            "记录人",
            "创建人",
            "业务员",
            "销售",
            "activityowner",
            "callowner",
            "loggedby",
            "salesperson",
        ],
    ),
];

/// What each header tells of communications, in English, Chinese or as other programs write it; `None` where nothing is meant.
pub fn match_communications(headers: &[impl AsRef<str>]) -> Vec<Option<CommunicationField>> {
    let look_up = |header: &str| {
        let rank = |words: &[&str]| words.iter().position(|word| *word == header);
        HEADERS.iter().find_map(|(field, words)| rank(words).map(|rank| (*field, rank)))
    };
    let found: Vec<Option<(F, usize)>> = headers.iter().map(|header| look_up(&fold(header.as_ref()))).collect();
    let is_surest = |at: usize, field: F, rank: usize| {
        let rival = |(place, other): (usize, &Option<(F, usize)>)| {
            other.is_some_and(|(other, theirs)| other == field && (theirs, place) < (rank, at))
        };
        field.takes_many() || !found.iter().enumerate().any(rival)
    };
    let kept = |(at, found): (usize, &Option<(F, usize)>)| {
        found.filter(|(field, rank)| is_surest(at, *field, *rank)).map(|(field, _)| field)
    };
    found.iter().enumerate().map(kept).collect()
}

/// When a communication was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// Written with its zone.
    Instant(Timestamp),
    /// Written as a clock showed it; without a time where only the day is known.
    Local(Date, Option<Time>),
}

/// A row as the draft of a communication. Codes are those of the data: `call`, `in`, `no_answer`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CommunicationDraft {
    /// The row as a spreadsheet counts it.
    pub row: u32,
    /// The customer's name.
    pub customer: String,
    /// The customer's number.
    pub number: String,
    /// When it was; none where nobody can tell.
    pub at: Option<Moment>,
    /// How it was held.
    pub channel: Option<&'static str>,
    /// Who started it.
    pub direction: Option<&'static str>,
    /// Length in minutes.
    pub minutes: Option<i32>,
    /// Who took part at the customer, by name.
    pub people: Vec<String>,
    /// One line.
    pub title: String,
    /// What was said, with whatever isn't understood of the row behind it.
    pub text: String,
    /// What came of it.
    pub outcome: Option<&'static str>,
    /// Who held it on our side, by name.
    pub owner: String,
    /// In a day of a chat: how many lines it has.
    pub lines: usize,
    /// In messages: who wrote. Lists tell people by name.
    pub from: Vec<Party>,
    /// In messages: to whom it was written.
    pub to: Vec<Party>,
    /// In mails: what the mail is known by everywhere.
    pub message_id: Option<String>,
}

/// Makes the most of a row by what its columns tell; `order` is what comes first in days that are read in two ways.
pub fn read_communication(
    sheet: &Sheet,
    row: &Row,
    mapping: &[Option<CommunicationField>],
    order: DateOrder,
) -> (CommunicationDraft, Vec<RowProblem>) {
    if sheet.messages.is_some() {
        return messages::read_row(sheet, row, order);
    }
    let mut draft = CommunicationDraft { row: row.number, ..CommunicationDraft::default() };
    let mut problems = Vec::new();
    let (mut day, mut clock, mut left) = (None, None, Vec::new());
    for (column, field) in mapping.iter().enumerate() {
        let (header, cell) = (sheet.headers[column].as_str(), row.cell(column).trim());
        let Some(field) = field.filter(|_| !cell.is_empty()) else { continue };
        let mut unclear = |code| {
            problems.push(RowProblem::new(row.number, header, code, cell));
            left.push(crate::reading::noted(header, cell));
        };
        match field {
            F::Customer => draft.customer = clean_text(cell),
            F::CustomerNumber => draft.number = clean_text(cell),
            F::Owner => draft.owner = clean_text(cell),
            F::Title => draft.title = clean_text(cell),
            F::Text => {
                let text = clean_note(cell);
                draft.text = if draft.text.is_empty() { text } else { format!("{}\n{text}", draft.text) };
            }
            F::People => draft.people.extend(pieces(cell).map(clean_text).filter(|name| !name.is_empty())),
            F::Date => day = Some((header, cell)),
            F::Time => match read_time(cell) {
                Some(time) => clock = Some(time),
                None => unclear(ProblemCode::TimeInvalid),
            },
            F::Channel => match read_channel(cell) {
                Some(code) => draft.channel = Some(code),
                None => unclear(ProblemCode::ChannelUnknown),
            },
            F::Direction => match read_direction(cell) {
                Some(code) => draft.direction = Some(code),
                None => unclear(ProblemCode::DirectionUnknown),
            },
            F::Outcome => match read_outcome(cell) {
                Some(code) => draft.outcome = code,
                None => unclear(ProblemCode::OutcomeUnknown),
            },
            F::Minutes => match read_minutes(cell) {
                Some(minutes) => draft.minutes = Some(minutes),
                None => unclear(ProblemCode::NumberInvalid),
            },
        }
    }
    if let Some((header, cell)) = day {
        draft.at = read_moment(cell, order).map(|moment| match (moment, clock) {
            (Moment::Local(day, None), Some(time)) => Moment::Local(day, Some(time)),
            (moment, _) => moment,
        });
        if draft.at.is_none() {
            let code = if is_two_days(cell) { ProblemCode::WhenAmbiguous } else { ProblemCode::WhenInvalid };
            problems.push(RowProblem::new(row.number, header, code, cell));
        }
    } else {
        problems.push(RowProblem::new(row.number, "", ProblemCode::WhenMissing, ""));
    }
    for line in left {
        draft.text = if draft.text.is_empty() { line } else { format!("{}\n{line}", draft.text) };
    }
    (draft, problems)
}

/// A day with or without its time, or an instant with its zone.
pub(crate) fn read_moment(cell: &str, order: DateOrder) -> Option<Moment> {
    let folded: String = cell.nfkc().collect();
    let folded = folded.trim();
    if let Ok(instant) = folded.parse::<Timestamp>() {
        return Some(Moment::Instant(instant));
    }
    let day = parse_date(folded, order);
    if let Some(day) = day {
        let behind = folded.char_indices().filter(|(_, sign)| matches!(sign, ' ' | 'T' | 't' | '日' | '号'));
        let time = behind.filter_map(|(at, sign)| read_time(&folded[at + sign.len_utf8()..])).next();
        return Some(Moment::Local(day, time));
    }
    // A time that the reader of days doesn't know, as `2026-05-08 下午3:12`.
    let (before, behind) = folded.split_once(' ')?;
    Some(Moment::Local(parse_date(before, order)?, Some(read_time(behind)?)))
}

/// A time of day as people write it: `15:12`, `3:12 pm`, `下午3:12`, `15时12分`.
pub(crate) fn read_time(text: &str) -> Option<Time> {
    let folded: String = text.nfkc().flat_map(char::to_lowercase).collect();
    let mut plain = folded.trim().replace(['时', '点'], ":").replace('分', "").replace("半", "30");
    for (word, half) in [("上午", "am"), ("早上", "am"), ("凌晨", "am"), ("中午", "pm"), ("下午", "pm"), ("晚上", "pm")]
    {
        if let Some(rest) = plain.strip_prefix(word) {
            plain = format!("{} {half}", rest.trim());
            break;
        }
    }
    let plain = plain.trim_end_matches(':').replace(": ", ":00 ").replace('.', "");
    let plain = if plain.contains(':') { plain } else { return None };
    // A clock that goes on to 24 says after noon by itself.
    let plain = match plain.split_once(':').map(|(hour, _)| hour.parse::<u8>()) {
        Some(Ok(13..=23)) => plain.trim_end_matches(['a', 'p', 'm', ' ']).to_owned(),
        _ => plain,
    };
    ["%H:%M:%S", "%H:%M", "%I:%M %p", "%I:%M%p", "%I:%M:%S %p", "%I:%M:%S%p"]
        .into_iter()
        .find_map(|pattern| Time::strptime(pattern, &plain).ok())
}

/// Minutes as a number, or as hours, minutes and perhaps seconds.
pub(crate) fn read_minutes(cell: &str) -> Option<i32> {
    let folded: String = cell.nfkc().flat_map(char::to_lowercase).filter(|sign| !sign.is_whitespace()).collect();
    let number = folded.trim_end_matches(|sign: char| !sign.is_ascii_digit() && sign != ':');
    let parts: Vec<i32> = number.split(':').map(|part| part.parse().ok()).collect::<Option<_>>()?;
    match (parts.as_slice(), &folded[number.len()..]) {
        ([minutes], "" | "min" | "mins" | "minute" | "minutes" | "m" | "分" | "分钟") => Some(*minutes),
        ([hours], "h" | "hour" | "hours" | "小时") => hours.checked_mul(60),
        ([hours, minutes] | [hours, minutes, _], "") => hours.checked_mul(60)?.checked_add(*minutes),
        _ => None,
    }
}

pub(crate) fn read_channel(cell: &str) -> Option<&'static str> {
    Some(match fold(cell).as_str() {
        "call" | "phone" | "phonecall" | "telephone" | "电话" | "打电话" | "通话" | "来电" | "去电" | "电话沟通"
        | "电话跟进" => "call",
        "email" | "mail" | "emailmessage" | "邮件" | "电子邮件" | "邮箱" => "email",
        "chat" | "wechat" | "whatsapp" | "sms" | "text" | "message" | "line" | "qq" | "dingtalk" | "聊天" | "微信"
        | "企业微信" | "短信" | "钉钉" | "微信沟通" => "chat",
        "visit" | "sitevisit" | "拜访" | "上门" | "上门拜访" | "现场拜访" | "现场" | "走访" | "客户拜访" => {
            "visit"
        }
        "meeting" | "appointment" | "event" | "demo" | "videocall" | "会议" | "开会" | "视频会议" | "面谈" | "会面"
        | "来访" => "meeting",
        "note" | "notes" | "memo" | "comment" | "备注" | "笔记" | "记录" | "其他" | "其它" | "other" => {
            "note"
        }
        _ => return None,
    })
}

pub(crate) fn read_direction(cell: &str) -> Option<&'static str> {
    Some(match fold(cell).as_str() {
        "in" | "incoming" | "inbound" | "received" | "客户发起" | "来电" | "呼入" | "收到" => "in",
        "out" | "outgoing" | "outbound" | "sent" | "我方发起" | "去电" | "呼出" | "发出" => "out",
        "internal" | "none" | "内部" => "none",
        _ => return None,
    })
}

/// None for a word that isn't known; no outcome is one that is.
#[expect(clippy::option_option, reason = "an outcome that nobody named is something else than a word that isn't known")]
pub(crate) fn read_outcome(cell: &str) -> Option<Option<&'static str>> {
    Some(Some(match fold(cell).as_str() {
        "none" | "nooutcome" | "无结果" | "无" => return Some(None),
        "reached" | "connected" | "completed" | "done" | "已联系上" | "已接通" | "接通" | "已完成" => {
            "reached"
        }
        "noanswer" | "missed" | "busy" | "leftvoicemail" | "leftmessage" | "无人接听" | "未接" | "未接通" | "占线" => {
            "no_answer"
        }
        "callback" | "callbacklater" | "需回电" | "回电" | "稍后联系" => "call_back",
        "interested" | "有意向" | "感兴趣" => "interested",
        "wantsaquote" | "wantsquote" | "quoterequested" | "要报价" | "需报价" | "索取报价" => "wants_quote",
        "agreed" | "won" | "accepted" | "已同意" | "成交" | "同意" => "agreed",
        "declined" | "notinterested" | "rejected" | "lost" | "已拒绝" | "拒绝" | "无意向" => "declined",
        "complaint" | "投诉" => "complaint",
        "wrongnumber" | "invalidnumber" | "号码有误" | "空号" | "号码错误" => "wrong_number",
        _ => return None,
    }))
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, time};

    use super::*;

    #[test]
    fn headers_in_both_languages_and_of_other_programs() {
        let all = |line: &str| match_communications(&line.split(',').collect::<Vec<_>>());
        let ours = [
            F::Date,
            F::Time,
            F::Customer,
            F::People,
            F::Channel,
            F::Direction,
            F::Minutes,
            F::Title,
            F::Text,
            F::Outcome,
            F::Owner,
        ]
        .map(Some);
        assert_eq!(all("Date,Time,Customer,People,Channel,Direction,Minutes,Title,Notes,Outcome,Owner"), ours);
        assert_eq!(all("日期,时间,客户,参与人,方式,方向,时长（分钟）,主题,内容,结果,负责人"), ours);
        assert_eq!(
            all("客户名称,跟进方式,跟进时间,跟进内容,跟进人,状态"),
            [Some(F::Customer), Some(F::Channel), Some(F::Date), Some(F::Text), Some(F::Owner), None]
        );
        assert_eq!(
            all("Subject,Created time,Date,Description,Comments"),
            [Some(F::Title), None, Some(F::Date), Some(F::Text), Some(F::Text)],
            "the surest day is the day, and all texts are one"
        );
    }

    #[test]
    fn moments_as_people_write_them() {
        let local = |hour, minute| Some(Moment::Local(date(2026, 5, 8), Some(time(hour, minute, 0, 0))));
        for (text, expected) in [
            ("2026-05-08 15:12", local(15, 12)),
            ("2026/5/8 15:12:00", local(15, 12)),
            ("2026-05-08T15:12", local(15, 12)),
            ("08.05.2026 15:12", local(15, 12)),
            ("2026-05-08 3:12 PM", local(15, 12)),
            ("2026年5月8日 15:12", local(15, 12)),
            ("2026-05-08 下午3:12", local(15, 12)),
            ("2026年5月8日", Some(Moment::Local(date(2026, 5, 8), None))),
            ("2026-05-08", Some(Moment::Local(date(2026, 5, 8), None))),
            ("2026-05-08T07:12:00Z", "2026-05-08T07:12:00Z".parse().ok().map(Moment::Instant)),
            ("2026-05-08T15:12:00+08:00", "2026-05-08T07:12:00Z".parse().ok().map(Moment::Instant)),
            ("5/8/2026 15:12", None),
            ("soon", None),
        ] {
            assert_eq!(read_moment(text, DateOrder::Unknown), expected, "{text}");
        }
        assert_eq!(read_moment("8/5/2026 15:12", DateOrder::DayFirst), local(15, 12));
    }

    #[test]
    fn times_and_lengths() {
        for (text, hour, minute) in [
            ("9:05", 9, 5),
            ("9:05 am", 9, 5),
            ("12:30 pm", 12, 30),
            ("下午3点", 15, 0),
            ("晚上8点半", 20, 30),
            ("15时12分", 15, 12),
        ] {
            assert_eq!(read_time(text), Some(time(hour, minute, 0, 0)), "{text}");
        }
        for text in ["", "9", "25:00", "noon", "9:75"] {
            assert_eq!(read_time(text), None, "{text}");
        }
        for (text, minutes) in [("14", 14), ("14 min", 14), ("14分钟", 14), ("1:30", 90), ("00:14:30", 14), ("2h", 120)]
        {
            assert_eq!(read_minutes(text), Some(minutes), "{text}");
        }
        assert_eq!(read_minutes("long"), None);
    }
}
