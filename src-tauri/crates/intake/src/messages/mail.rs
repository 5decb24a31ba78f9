//! E-mails as mail programs save them, one in a file or many in a box.

use std::io::Cursor;

use mail_parser::mailbox::mbox::MessageIterator;
use mail_parser::{Address, DateTime, MessageParser, MimeHeaders};
use satchel_domain::{clean_note, clean_text};

use super::{Gathering, HEAD_BYTES, Message, Party, attached, pasted};
use crate::sheet::ReadProblem;

/// Parts that a mail may have, and mails inside of mails: the reader goes down into them.
const MAX_PARTS: usize = 2_000;
const MAX_INSIDE: usize = 50;
/// Whom a mail may name: more are a mailing list.
const MAX_PARTIES: usize = 200;
/// A longer Message-ID is none.
const MAX_ID_BYTES: usize = 500;

/// Headers that no text has by accident.
const TELLING: [&str; 9] = [
    "received",
    "message-id",
    "mime-version",
    "return-path",
    "delivered-to",
    "content-type",
    "content-transfer-encoding",
    "dkim-signature",
    "x-mailer",
];

/// Whether a file begins as a mail does, or a box of mails.
pub(super) fn is_mail(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let text = String::from_utf8_lossy(head);
    let text = text.trim_start_matches(['\r', '\n']);
    let (is_box, block) = match text.strip_prefix("From ").and_then(|rest| rest.split_once('\n')) {
        Some((_, block)) => (true, block),
        None => (false, text),
    };
    let (mut known, mut telling) = (0, 0);
    for line in block.split_inclusive('\n') {
        // The head may be cut in the middle of its last line.
        let is_cut = head.len() >= HEAD_BYTES && !line.ends_with('\n');
        let line = line.trim_end_matches(['\r', '\n']);
        if line.is_empty() || is_cut {
            break;
        }
        if line.starts_with([' ', '\t']) {
            telling += usize::from(line.contains("=?"));
            continue;
        }
        let Some((name, value)) = line.split_once(':') else { return false };
        if name.is_empty() || name.len() > 60 || !name.bytes().all(|byte| byte.is_ascii_graphic()) {
            return false;
        }
        let name = name.to_ascii_lowercase();
        known += usize::from(matches!(name.as_str(), "from" | "to" | "date" | "subject" | "sender"));
        telling += usize::from(TELLING.contains(&name.as_str()) || value.contains("=?"));
    }
    telling + known >= 2 && (is_box || telling >= 1)
}

/// Reads one mail or a box.
///
/// # Errors
/// As of the gathering.
pub(super) fn read(bytes: &[u8], gathering: &mut Gathering) -> Result<(), ReadProblem> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let begin = bytes.iter().position(|byte| !matches!(byte, b'\r' | b'\n')).unwrap_or_default();
    let bytes = &bytes[begin..];
    if !bytes.starts_with(b"From ") {
        return take(bytes, None, gathering);
    }
    for mail in MessageIterator::new(Cursor::new(bytes)) {
        let mail = mail.map_err(ReadProblem::Io)?;
        let sent = i64::try_from(mail.internal_date()).ok().filter(|seconds| *seconds > 0);
        let sent = sent.and_then(|seconds| jiff::Timestamp::from_second(seconds).ok());
        take(mail.contents(), sent, gathering)?;
    }
    Ok(())
}

/// Reads one mail; `came` is when the box says it did.
fn take(bytes: &[u8], came: Option<jiff::Timestamp>, gathering: &mut Gathering) -> Result<(), ReadProblem> {
    let first = || String::from_utf8_lossy(&bytes[..bytes.len().min(200)]).into_owned();
    if counted(bytes, b"message/") > MAX_INSIDE || counted(bytes, b"content-type:") > MAX_PARTS {
        return gathering.unreadable(&first());
    }
    let parsed = MessageParser::default().parse(bytes);
    let Some(mail) = parsed.filter(|mail| mail.from().is_some() || mail.sender().is_some()) else {
        return gathering.unreadable(&first());
    };
    let from = parties(mail.from().or(mail.sender()));
    let mut to = parties(mail.to());
    to.extend(parties(mail.cc()));
    to.extend(parties(mail.bcc()));
    to.truncate(MAX_PARTIES);
    let raw_date = || mail.header_raw("Date").map(|raw| pasted::moment(raw.trim())).filter(|at| !at.is_empty());
    let at = mail
        .date()
        .and_then(instant)
        .or_else(raw_date)
        .or_else(|| mail.received().and_then(|received| received.date().as_ref().and_then(instant)))
        .or_else(|| came.map(|came| came.to_string()))
        .unwrap_or_default();
    let bodies: Vec<String> =
        (0..mail.text_body_count()).filter_map(|at| mail.body_text(at)).map(|text| clean_note(&text)).collect();
    let mut text = answer_first(&bodies.join("\n\n"));
    let names: Vec<String> = mail
        .attachments()
        .filter_map(|part| part.attachment_name().map(clean_text))
        .filter(|name| !name.is_empty())
        .take(MAX_PARTIES)
        .collect();
    if !names.is_empty() {
        let parted = if text.is_empty() { "" } else { "\n\n" };
        text = format!("{text}{parted}{}", attached(&names));
    }
    let title = mail.subject().map(clean_text).unwrap_or_default();
    let id = mail.message_id().map(clean_text).filter(|id| id.len() <= MAX_ID_BYTES).unwrap_or_default();
    gathering.add(Message { at, from, to, title, minutes: None, text, id })
}

/// An instant that the calendar has.
fn instant(date: &DateTime) -> Option<String> {
    let instant: jiff::Timestamp = date.to_rfc3339().parse().ok()?;
    Some(instant.to_string())
}

fn parties(address: Option<&Address<'_>>) -> Vec<Party> {
    let party =
        |one: &mail_parser::Addr<'_>| Party::of(one.name().unwrap_or_default(), one.address().unwrap_or_default());
    let all = address.into_iter().flat_map(Address::iter);
    all.map(party).filter(Party::is_somebody).take(MAX_PARTIES).collect()
}

/// How often something stands in a mail, whatever its case.
fn counted(bytes: &[u8], what: &[u8]) -> usize {
    bytes.windows(what.len()).filter(|window| window.eq_ignore_ascii_case(what)).count()
}

/// The answer first, and below it what it answers, where the writer put that above.
pub(super) fn answer_first(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let is_quoted = |line: &&str| line.starts_with('>') || line.trim().is_empty();
    let starts = lines.iter().position(|line| line.starts_with('>'));
    // A line or two may say whose words these are.
    let Some(starts) =
        starts.filter(|at| *at <= 2 && lines[..*at].iter().all(|line| line.trim().is_empty() || is_introduction(line)))
    else {
        return text.to_owned();
    };
    let ends = starts + lines[starts..].iter().take_while(|line| is_quoted(line)).count();
    let (quoted, answer) = lines.split_at(ends);
    if answer.is_empty() || answer.iter().any(|line| line.starts_with('>')) {
        return text.to_owned();
    }
    format!("{}\n\n{}", answer.join("\n").trim(), quoted.join("\n").trim())
}

fn is_introduction(line: &str) -> bool {
    line.trim_end().ends_with([':', '：'])
}
