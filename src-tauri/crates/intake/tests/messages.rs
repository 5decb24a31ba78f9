//! Mails and chats as programs export them and as people copy them, in both languages.

#![expect(clippy::unwrap_used, reason = "a test that fails says where")]

use jiff::civil::date;
use satchel_domain::DateOrder;
use satchel_intake::{
    CommunicationDraft, MessageKind, Moment, ProblemCode, ReadOptions, are_messages, read, read_communication,
};

/// What a file of messages says, each row on a line: when, from, to, title, minutes and text.
fn said(bytes: &[u8], order: DateOrder) -> (Option<MessageKind>, Vec<String>) {
    let options = ReadOptions { today: Some(date(2026, 5, 14)), ..ReadOptions::default() };
    let sheet = read(bytes, &options).unwrap();
    assert_eq!(sheet.messages, are_messages(&bytes[..bytes.len().min(satchel_intake::HEAD_BYTES)]));
    let line = |draft: CommunicationDraft| {
        let at = match draft.at {
            Some(Moment::Instant(instant)) => instant.to_string(),
            Some(Moment::Local(day, time)) => {
                format!("{day} {}", time.map(|time| time.strftime("%H:%M").to_string()).unwrap_or_default())
            }
            None => "?".to_owned(),
        };
        let all =
            |parties: &[satchel_intake::Party]| parties.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
        let minutes = draft.minutes.map(|minutes| minutes.to_string()).unwrap_or_default();
        let text = draft.text.replace('\n', "⏎");
        format!("{at}|{}|{}|{}|{minutes}|{text}", all(&draft.from), all(&draft.to), draft.title)
    };
    let rows = sheet.rows.iter().map(|row| line(read_communication(&sheet, &row, &[], order).0)).collect();
    (sheet.messages, rows)
}

#[track_caller]
fn check(kind: MessageKind, table: &[(&str, &str, &[&str])]) {
    for (what, file, rows) in table {
        let (found, lines) = said(file.as_bytes(), DateOrder::Unknown);
        assert_eq!(found, Some(kind), "{what}");
        assert_eq!(lines, *rows, "{what}");
    }
}

#[test]
fn chats_of_many_programs() {
    let table: &[(&str, &str, &[&str])] = &[
        (
            "WhatsApp on Android, the day first",
            "31/03/2026, 23:58 - Messages and calls are end-to-end encrypted. Tap to learn more.\n\
             31/03/2026, 23:58 - Zhou Min: Hello\nsecond line\n31/03/2026, 23:59 - Erika: Hi: there\n\
             01/04/2026, 00:01 - Zhou Min: <Media omitted>\n",
            &[
                "2026-03-31 23:58|Zhou Min; Erika|||1|23:58 Zhou Min: Hello⏎second line⏎23:59 Erika: Hi: there",
                "2026-04-01 00:01|Zhou Min|Erika|||00:01 Zhou Min: <Media omitted>",
            ],
        ),
        (
            "WhatsApp on Android, the month first and twelve hours",
            "3/5/26, 2:02\u{202f}PM - Zhou Min: Hello\n3/15/26, 12:10\u{202f}AM - Erika: Hi\n",
            &[
                "2026-03-05 14:02|Zhou Min|Erika|||14:02 Zhou Min: Hello",
                "2026-03-15 00:10|Erika|Zhou Min|||00:10 Erika: Hi",
            ],
        ),
        (
            "WhatsApp, where only the order tells which is the month",
            "1/2/2026, 10:00 - A B: one\n2/1/2026, 10:00 - C D: two\n",
            &["2026-01-02 10:00|A B|C D|||10:00 A B: one", "2026-02-01 10:00|C D|A B|||10:00 C D: two"],
        ),
        (
            "WhatsApp in German",
            "05.03.26, 14:02 - Max Kessler: Guten Tag\n05.03.26, 14:40 - Erika: Hallo\n",
            &["2026-03-05 14:02|Max Kessler; Erika||||14:02 Max Kessler: Guten Tag⏎14:40 Erika: Hallo"],
        ),
        (
            "WhatsApp in Croatian",
            "5. 3. 2026. 14:02 - Ana: Bok\n5. 3. 2026. 14:03 - Ivo: Bok\n",
            &["2026-03-05 14:02|Ana; Ivo|||1|14:02 Ana: Bok⏎14:03 Ivo: Bok"],
        ),
        (
            "WhatsApp on iOS with its marks",
            "\u{feff}[15/03/2026, 14:02:11] \u{200e}Zhou Min: \u{200e}image omitted\n\u{200e}[15/03/2026, 14:02:40] Erika: Thanks\n",
            &["2026-03-15 14:02|Zhou Min; Erika||||14:02 Zhou Min: image omitted⏎14:02 Erika: Thanks"],
        ),
        (
            "WhatsApp on iOS in the United States",
            "[3/14/26, 2:02:11\u{202f}PM] Zhou Min: Hello\r\n[3/14/26, 2:12:11\u{202f}PM] Erika: Hi\r\n",
            &["2026-03-14 14:02|Zhou Min; Erika|||10|14:02 Zhou Min: Hello⏎14:12 Erika: Hi"],
        ),
        (
            "WhatsApp on iOS in Chinese",
            "[2026/3/5 下午2:02:11] 周敏: 你好\n[2026/3/5 下午2:05:11] 陈豪: 您好，请讲\n",
            &["2026-03-05 14:02|周敏; 陈豪|||3|14:02 周敏: 你好⏎14:05 陈豪: 您好，请讲"],
        ),
        (
            "WhatsApp in South Africa, with a number in the place of a name",
            "2026/03/05, 14:02 - +86 139 0000 1742: Hello\n2026/03/05, 14:03 - Erika: Hi\n",
            &["2026-03-05 14:02|+86 139 0000 1742; Erika|||1|14:02 +86 139 0000 1742: Hello⏎14:03 Erika: Hi"],
        ),
        (
            "WeChat as it is copied, with the year",
            "周敏 2026/3/5 14:02\n交期能不能提前？\n最好两周。\n\n陈豪 2026/3/5 14:10\n我问一下\n",
            &["2026-03-05 14:02|周敏; 陈豪|||8|14:02 周敏: 交期能不能提前？⏎最好两周。⏎14:10 陈豪: 我问一下"],
        ),
        (
            "WeChat as it is copied, without the year",
            "周敏 12月30日 14:02\n好\n陈豪 1月2日 09:00\n新年好\n",
            &["2025-12-30 14:02|周敏|陈豪|||14:02 周敏: 好", "2026-01-02 09:00|陈豪|周敏|||09:00 陈豪: 新年好"],
        ),
        (
            "WeChat with a colon behind the name",
            "周敏: 2026年3月5日 下午2:02\n好\n陈豪: 2026年3月5日 下午2:03\n行\n",
            &["2026-03-05 14:02|周敏; 陈豪|||1|14:02 周敏: 好⏎14:03 陈豪: 行"],
        ),
        (
            "WeChat exported with the time first",
            "2026-03-05 14:02:11 周敏\n报价收到了\n\n2026-03-06 09:00:00 陈豪\n好的\n",
            &["2026-03-05 14:02|周敏|陈豪|||14:02 周敏: 报价收到了", "2026-03-06 09:00|陈豪|周敏|||09:00 陈豪: 好的"],
        ),
        (
            "WeChat sent by mail, with the day above",
            "微信聊天记录\n如下是“周敏”和“陈豪”的聊天记录。\n\n—————  2026-03-05  —————\n\n周敏  14:02\n\n报价收到了\n\n陈豪  14:20\n\n好的\n\n\
             —————  2026-03-06  —————\n\n周敏  09:00\n\n[图片]\n",
            &[
                "2026-03-05 14:02|周敏; 陈豪|||18|14:02 周敏: 报价收到了⏎14:20 陈豪: 好的",
                "2026-03-06 09:00|周敏|陈豪|||09:00 周敏: [图片]",
            ],
        ),
        (
            "QQ with numbers",
            "2026-03-05 14:02:11 周敏(123456789)\n在吗\n\n2026-03-05 14:03:11 陈豪(98765432)\n在\n",
            &[
                "2026-03-05 14:02|周敏 <123456789>; 陈豪 <98765432>|||1|14:02 周敏(123456789): 在吗⏎14:03 陈豪(98765432): 在",
            ],
        ),
        (
            "DingTalk with the text beside the name",
            "2026-03-05 14:02 周敏：在吗\n2026-03-05 14:03 陈豪：在，请讲\n",
            &["2026-03-05 14:02|周敏; 陈豪|||1|14:02 周敏: 在吗⏎14:03 陈豪: 在，请讲"],
        ),
        (
            "ten hours apart is no talk of ten hours",
            "[2026-03-05, 08:00:00] A B: one\n[2026-03-05, 18:00:00] C D: two\n",
            &["2026-03-05 08:00|A B; C D||||08:00 A B: one⏎18:00 C D: two"],
        ),
    ];
    check(MessageKind::Chat, table);
    let doubtful = "1/2/2026, 10:00 - A B: one\n1/2/2026, 10:01 - C D: two\n";
    assert_eq!(said(doubtful.as_bytes(), DateOrder::Unknown).1[0].split('|').next(), Some("?"), "nobody guesses");
    assert!(said(doubtful.as_bytes(), DateOrder::DayFirst).1[0].starts_with("2026-02-01 10:00|"));
}

#[test]
fn mails_as_programs_save_them() {
    let table: &[(&str, &str, &[&str])] = &[
        (
            "plain",
            "Message-ID: <1@x>\r\nDate: Fri, 8 May 2026 15:12:30 +0800\r\nFrom: Zhou Min <Zhou.Min@mingyuan.example>\r\n\
             To: Erika <erika@satchel.example>, it@satchel.example\r\nSubject: Delivery\r\n\r\nTwo weeks?\r\n",
            &[
                "2026-05-08T07:12:30Z|Zhou Min <zhou.min@mingyuan.example>|Erika <erika@satchel.example>; it@satchel.example|Delivery||Two weeks?",
            ],
        ),
        (
            "encoded words and a text in parts",
            "MIME-Version: 1.0\nDate: Fri, 8 May 2026 07:12:30 GMT\nFrom: =?UTF-8?B?5ZGo5pWP?= <zhou@mingyuan.example>\nTo: erika@satchel.example\n\
             Subject: =?GB2312?B?vbvG2g==?=\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain; charset=utf-8\n\n两周可以吗？\n\
             --b\nContent-Type: application/pdf; name=offer.pdf\nContent-Disposition: attachment; filename=offer.pdf\nContent-Transfer-Encoding: base64\n\nAAAA\n--b--\n",
            &[
                "2026-05-08T07:12:30Z|周敏 <zhou@mingyuan.example>|erika@satchel.example|交期||两周可以吗？⏎⏎📎: offer.pdf",
            ],
        ),
        (
            "a web page only",
            "MIME-Version: 1.0\nDate: Fri, 8 May 2026 07:12:30 +0000\nFrom: a@x.example\nTo: b@y.example\nSubject: Hi\n\
             Content-Type: text/html; charset=utf-8\n\n<html><style>p{}</style><body><p>Two <b>weeks</b></p><p>Bye</p></body></html>\n",
            &["2026-05-08T07:12:30Z|a@x.example|b@y.example|Hi||Two weeks⏎Bye"],
        ),
        (
            "a box of two",
            "From zhou@mingyuan.example Fri May  8 15:12:30 2026\nFrom: zhou@mingyuan.example\nTo: e@s.example\nSubject: One\n\n>From here\n\n\
             From zhou@mingyuan.example Sat May  9 15:12:30 2026\nDate: Sat, 9 May 2026 15:12:30 +0800\nFrom: zhou@mingyuan.example\nTo: e@s.example\nSubject: Two\n\nSecond\n",
            &[
                "2026-05-08T15:12:30Z|zhou@mingyuan.example|e@s.example|One||From here",
                "2026-05-09T07:12:30Z|zhou@mingyuan.example|e@s.example|Two||Second",
            ],
        ),
        (
            "what is answered stands above",
            "Message-ID: <1@x>\nDate: Fri, 8 May 2026 07:12:30 +0000\nFrom: a@x.example\nTo: b@y.example\nSubject: Re: Hi\n\n\
             On Friday Erika wrote:\n> Two weeks?\n> Please.\n\nYes, that will do.\n",
            &[
                "2026-05-08T07:12:30Z|a@x.example|b@y.example|Re: Hi||Yes, that will do.⏎⏎On Friday Erika wrote:⏎> Two weeks?⏎> Please.",
            ],
        ),
        (
            "no day",
            "Message-ID: <1@x>\nFrom: a@x.example\nTo: b@y.example\nSubject: Hi\n\nText\n",
            &["?|a@x.example|b@y.example|Hi||Text"],
        ),
    ];
    check(MessageKind::Mail, table);
    let (gb, ..) = encoding_rs::GB18030.encode("两周可以吗？");
    let (big, ..) = encoding_rs::BIG5.encode("兩週可以嗎？");
    for (charset, body, expected) in [("gb18030", gb, "两周可以吗？"), ("big5", big, "兩週可以嗎？")] {
        let head = format!(
            "MIME-Version: 1.0\nDate: Fri, 8 May 2026 07:12:30 +0000\nFrom: a@x.example\nTo: b@y.example\nSubject: Hi\n\
             Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: 8bit\n\n"
        );
        let (_, rows) = said(&[head.as_bytes(), &body].concat(), DateOrder::Unknown);
        assert!(rows[0].ends_with(expected), "{charset}: {rows:?}");
    }
}

#[test]
fn mails_as_they_are_copied() {
    let table: &[(&str, &str, &[&str])] = &[
        (
            "Outlook",
            "From: Zhou Min <zhou@mingyuan.example>\nSent: Friday, May 8, 2026 3:12 PM\nTo: Erika\nSubject: Delivery\n\nTwo weeks?\n",
            &["2026-05-08 15:12|Zhou Min <zhou@mingyuan.example>|Erika|Delivery||Two weeks?"],
        ),
        (
            "Outlook in Chinese",
            "发件人: 周敏 <zhou@mingyuan.example>\n发送时间: 2026年5月8日 15:12\n收件人: 陈豪; 何丽\n主题: 交期\n\n两周可以吗？\n",
            &["2026-05-08 15:12|周敏 <zhou@mingyuan.example>|陈豪; 何丽|交期||两周可以吗？"],
        ),
        (
            "a Chinese web mail with the day of the week",
            "-----原始邮件-----\n发件人：\"周敏\" <zhou@mingyuan.example>\n发送时间：2026年5月8日(星期五) 下午3:12\n收件人：chen@satchel.example\n主题：交期\n\n可以\n",
            &["2026-05-08 15:12|周敏 <zhou@mingyuan.example>|chen@satchel.example|交期||可以"],
        ),
        (
            "a forward of Gmail",
            "---------- Forwarded message ---------\nFrom: Zhou Min <zhou@mingyuan.example>\nDate: Fri, May 8, 2026 at 3:12 PM\nSubject: Delivery\nTo: <erika@satchel.example>\n\nOK\n",
            &["2026-05-08 15:12|Zhou Min <zhou@mingyuan.example>|erika@satchel.example|Delivery||OK"],
        ),
        (
            "with a zone",
            "From: zhou@mingyuan.example\nDate: Fri, 8 May 2026 15:12:30 +0800\nSubject: Delivery\n\nOK\n",
            &["2026-05-08T07:12:30Z|zhou@mingyuan.example||Delivery||OK"],
        ),
        (
            "German",
            "Von: Max Kessler <max@kessler.example>\nGesendet: 08.05.2026 15:12\nAn: Erika\nBetreff: Termin\n\nPasst.\n",
            &["2026-05-08 15:12|Max Kessler <max@kessler.example>|Erika|Termin||Passt."],
        ),
    ];
    check(MessageKind::Mail, table);
}

#[test]
fn a_mail_that_came_a_long_way_is_one() {
    let way = "Received: from a.example by b.example; Fri, 8 May 2026 07:12:30 +0000\r\n".repeat(400);
    let mail = format!(
        "{way}From: a@x.example\r\nTo: b@y.example\r\nSubject: Hi\r\nDate: Fri, 8 May 2026 07:12:30 +0000\r\n\r\nText\r\n"
    );
    let (kind, rows) = said(mail.as_bytes(), DateOrder::Unknown);
    assert_eq!(
        (kind, rows),
        (Some(MessageKind::Mail), vec!["2026-05-08T07:12:30Z|a@x.example|b@y.example|Hi||Text".to_owned()])
    );
}

#[test]
fn what_is_no_message_stays_a_list() {
    for list in [
        "Name,Phone\nAcme,1\nKessler,2\n",
        "Date,Customer\n2026-03-05 14:02:11,Acme\n2026-03-05 14:03:11,Kessler\n",
        "日期\t客户\n2026-03-05 14:02\t上海明远\n2026-03-06 14:02\t华信\n",
        "From,To,Subject\na@x.example,b@y.example,Hi\n",
        "2026-03-05 14:02:11 | Acme\n2026-03-05 14:03:11 | Kessler\n",
        "Name: Acme\nName: Kessler\n",
    ] {
        assert_eq!(are_messages(list.as_bytes()), None, "{list}");
        assert_eq!(read(list.as_bytes(), &ReadOptions::default()).unwrap().messages, None, "{list}");
    }
}

#[test]
fn a_mail_that_goes_too_deep_is_listed_and_not_followed() {
    let mut mail = String::from(
        "Message-ID: <1@x>\nDate: Fri, 8 May 2026 07:12:30 +0000\nFrom: a@x.example\nTo: b@y.example\nSubject: Hi\n",
    );
    for _ in 0..30_000 {
        mail.push_str("Content-Type: message/rfc822\n\nFrom: a@x.example\n");
    }
    let sheet = read(mail.as_bytes(), &ReadOptions::default()).unwrap();
    assert_eq!(sheet.rows.len(), 0);
    assert_eq!(sheet.problems[0].code, ProblemCode::MessageDamaged);
}
