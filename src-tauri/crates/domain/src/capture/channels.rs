//! Words for ways of communication, with who started it and whether it has been.

use super::Channel::{Call, Chat, Email, Meeting, Note, Visit};
use super::Direction::{In, Out};
use super::line::{Line, is_word};
use super::{Channel, Direction, Found, Held, Reading};

type Meaning = (Channel, Option<Direction>, bool);

const ENGLISH: [(&str, Meaning); 80] = [
    ("call", (Call, None, false)),
    ("calls", (Call, None, false)),
    ("calling", (Call, Some(Out), false)),
    ("called", (Call, Some(Out), true)),
    ("call back", (Call, Some(Out), false)),
    ("called back", (Call, Some(Out), true)),
    ("phone", (Call, Some(Out), false)),
    ("phoned", (Call, Some(Out), true)),
    ("rang", (Call, Some(Out), true)),
    ("phone call", (Call, None, false)),
    ("ring", (Call, Some(Out), false)),
    ("telephoned", (Call, Some(Out), true)),
    ("spoke on the phone", (Call, None, true)),
    ("call from", (Call, Some(In), true)),
    ("phone call from", (Call, Some(In), true)),
    ("called me", (Call, Some(In), true)),
    ("called us", (Call, Some(In), true)),
    ("rang me", (Call, Some(In), true)),
    ("rang us", (Call, Some(In), true)),
    ("called in", (Call, Some(In), true)),
    ("incoming call", (Call, Some(In), true)),
    ("missed call", (Call, Some(In), true)),
    ("missed call from", (Call, Some(In), true)),
    ("cold call", (Call, Some(Out), false)),
    ("by phone", (Call, None, false)),
    ("on the phone", (Call, None, false)),
    ("left a voicemail", (Call, Some(Out), true)),
    ("voicemail", (Call, None, false)),
    ("email", (Email, None, false)),
    ("e-mail", (Email, None, false)),
    ("emailed", (Email, Some(Out), true)),
    ("e-mailed", (Email, Some(Out), true)),
    ("mailed", (Email, Some(Out), true)),
    ("email from", (Email, Some(In), true)),
    ("e-mail from", (Email, Some(In), true)),
    ("emailed me", (Email, Some(In), true)),
    ("emailed us", (Email, Some(In), true)),
    ("email to", (Email, Some(Out), false)),
    ("by email", (Email, None, false)),
    ("wechat", (Chat, None, false)),
    ("whatsapp", (Chat, None, false)),
    ("sms", (Chat, None, false)),
    ("text message", (Chat, None, false)),
    ("texted", (Chat, Some(Out), true)),
    ("texted me", (Chat, Some(In), true)),
    ("chat", (Chat, None, false)),
    ("chatted", (Chat, None, true)),
    ("on telegram", (Chat, None, false)),
    ("telegram from", (Chat, Some(In), true)),
    ("call her back", (Call, Some(Out), false)),
    ("call him back", (Call, Some(Out), false)),
    ("call them back", (Call, Some(Out), false)),
    ("linkedin message", (Chat, None, false)),
    ("whatsapped", (Chat, Some(Out), true)),
    ("wechat from", (Chat, Some(In), true)),
    ("whatsapp from", (Chat, Some(In), true)),
    ("sms from", (Chat, Some(In), true)),
    ("messaged", (Chat, Some(Out), true)),
    ("messaged me", (Chat, Some(In), true)),
    ("visit", (Visit, Some(Out), false)),
    ("visited", (Visit, Some(Out), true)),
    ("visiting", (Visit, Some(Out), false)),
    ("on site", (Visit, Some(Out), false)),
    ("on-site", (Visit, Some(Out), false)),
    ("site visit", (Visit, Some(Out), false)),
    ("visited us", (Visit, Some(In), true)),
    ("visit from", (Visit, Some(In), false)),
    ("meeting", (Meeting, None, false)),
    ("meet", (Meeting, None, false)),
    ("met", (Meeting, None, true)),
    ("zoom", (Meeting, None, false)),
    ("video call", (Meeting, None, false)),
    ("teams call", (Meeting, None, false)),
    ("zoom call", (Meeting, None, false)),
    ("teams meeting", (Meeting, None, false)),
    ("conference call", (Meeting, None, false)),
    ("lunch", (Meeting, None, false)),
    ("demo", (Meeting, None, false)),
    ("note:", (Note, None, false)),
    ("meeting with", (Meeting, None, false)),
];

const CHINESE: [(&str, Meaning); 75] = [
    ("电话", (Call, None, false)),
    ("打电话", (Call, Some(Out), false)),
    ("打个电话", (Call, Some(Out), false)),
    ("打了电话", (Call, Some(Out), true)),
    ("打了个电话", (Call, Some(Out), true)),
    ("打过电话", (Call, Some(Out), true)),
    ("回电话", (Call, Some(Out), false)),
    ("回了电话", (Call, Some(Out), true)),
    ("回个电话", (Call, Some(Out), false)),
    ("回电", (Call, Some(Out), false)),
    ("致电", (Call, Some(Out), false)),
    ("致电我们", (Call, Some(In), true)),
    ("来电", (Call, Some(In), true)),
    ("来电话", (Call, Some(In), true)),
    ("来了电话", (Call, Some(In), true)),
    ("打来电话", (Call, Some(In), true)),
    ("接到电话", (Call, Some(In), true)),
    ("未接来电", (Call, Some(In), true)),
    ("通话", (Call, None, false)),
    ("通了电话", (Call, None, true)),
    ("通电话", (Call, None, false)),
    ("电联", (Call, Some(Out), false)),
    ("电话沟通", (Call, None, false)),
    ("电话回访", (Call, Some(Out), false)),
    ("电话拜访", (Call, Some(Out), false)),
    ("去电", (Call, Some(Out), true)),
    ("邮件", (Email, None, false)),
    ("发邮件", (Email, Some(Out), false)),
    ("发了邮件", (Email, Some(Out), true)),
    ("发了封邮件", (Email, Some(Out), true)),
    ("回邮件", (Email, Some(Out), false)),
    ("回了邮件", (Email, Some(Out), true)),
    ("收到邮件", (Email, Some(In), true)),
    ("来邮件", (Email, Some(In), true)),
    ("发来邮件", (Email, Some(In), true)),
    ("电子邮件", (Email, None, false)),
    ("回复邮件", (Email, Some(Out), false)),
    ("微信", (Chat, None, false)),
    ("发微信", (Chat, Some(Out), false)),
    ("发了微信", (Chat, Some(Out), true)),
    ("回微信", (Chat, Some(Out), false)),
    ("回了微信", (Chat, Some(Out), true)),
    ("发来微信", (Chat, Some(In), true)),
    ("收到微信", (Chat, Some(In), true)),
    ("企业微信", (Chat, None, false)),
    ("短信", (Chat, None, false)),
    ("发短信", (Chat, Some(Out), false)),
    ("发了短信", (Chat, Some(Out), true)),
    ("收到短信", (Chat, Some(In), true)),
    ("发来短信", (Chat, Some(In), true)),
    ("钉钉", (Chat, None, false)),
    ("飞书", (Chat, None, false)),
    ("qq", (Chat, None, false)),
    ("拜访", (Visit, Some(Out), false)),
    ("拜访了", (Visit, Some(Out), true)),
    ("拜访过", (Visit, Some(Out), true)),
    ("走访", (Visit, Some(Out), false)),
    ("走访了", (Visit, Some(Out), true)),
    ("上门", (Visit, Some(Out), false)),
    ("上门拜访", (Visit, Some(Out), false)),
    ("登门", (Visit, Some(Out), false)),
    ("来访", (Visit, Some(In), false)),
    ("来访了", (Visit, Some(In), true)),
    ("到现场", (Visit, Some(Out), false)),
    ("开会", (Meeting, None, false)),
    ("开了会", (Meeting, None, true)),
    ("开了个会", (Meeting, None, true)),
    ("会议", (Meeting, None, false)),
    ("电话会议", (Meeting, None, false)),
    ("视频会议", (Meeting, None, false)),
    ("腾讯会议", (Meeting, None, false)),
    ("见面", (Meeting, None, false)),
    ("会面", (Meeting, None, false)),
    ("面谈", (Meeting, None, false)),
    ("备注:", (Note, None, false)),
];

pub(super) fn find(line: &Line<'_>, at: usize) -> Option<Found> {
    let (end, (channel, direction, past)) = line.one_of(at, &ENGLISH).or_else(|| line.one_of(at, &CHINESE))?;
    let typed = line.folded(&(at..end));
    let next = line.skip_spaces(end);
    let thing = match typed.as_str() {
        "ring" | "meet" | "zoom" | "phone" | "demo" | "lunch" => !is_act(line, at, next),
        "email" | "call" | "meeting" | "chat" | "visit" => line.letter(end) == '-',
        // A number or name follows, as on a card.
        "电话" | "微信" | "邮件" => {
            line.letter(end) == ':' && line.letter(line.skip_spaces(end + 1)).is_ascii_digit()
        }
        "met" => {
            line.any_of(next, &["the requirements", "the norm", "the deadline", "the target", "our target"]).is_some()
        }
        _ => false,
    };
    let inside_word = line.before(at) == '-' && is_word(line.letter(at));
    if thing || inside_word {
        return None;
    }
    // 了 or 过 behind the verb says that it has been.
    let past = past || matches!(line.letter(end), '了' | '过');
    Some(Found { span: at..end, reading: Reading::Channel(Held { channel, direction, past }), reason: "channel_word" })
}

/// Whether a word that is also a thing (`ring binder`, `phone case`) is something done: at the start of a clause, behind a
/// word that asks for a verb, or with somebody.
fn is_act(line: &Line<'_>, at: usize, next: usize) -> bool {
    const ASKING: [&str; 14] =
        ["to", "will", "please", "a", "have", "had", "on", "via", "by", "let's", "then", "and", "next", "for"];
    let opens = matches!(line.before(line.back_over_spaces(at)), '\n' | ',' | ';' | '.' | ':');
    let thing = line.any_of(next, &["binder", "gear", "main", "case", "break", "unit", "lens"]).is_some();
    !thing && (opens || line.follows(at, &ASKING) || line.any_of(next, &["with", "w/"]).is_some())
}
