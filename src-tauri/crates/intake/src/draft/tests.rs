//! Rows as people's files have them.

use super::*;
use crate::reading::LINE_CHARS;
use crate::{ReadOptions, read};

const CHINA: Context = Context {
    home: Country::CHINA,
    currency: Currency::CNY,
    decimal_mark: DecimalMark::Point,
    today: jiff::civil::date(2026, 5, 14),
};

#[expect(clippy::unwrap_used, reason = "the text is written out")]
fn clean(text: &str) -> Vec<Cleaned> {
    let sheet = read(text.as_bytes(), &ReadOptions::default()).unwrap();
    sheet.rows.iter().map(|row| clean_row(&sheet, &row, &CHINA)).collect()
}

#[expect(clippy::unwrap_used, reason = "the row has a name")]
fn draft(text: &str) -> CustomerDraft {
    clean(text).remove(0).draft.unwrap()
}

fn values(points: &[PointDraft]) -> Vec<&str> {
    points.iter().map(|point| point.value.as_str()).collect()
}

fn problems(cleaned: &Cleaned) -> Vec<(u32, &str, ProblemCode, &str)> {
    cleaned.problems.iter().map(|p| (p.row, p.column.as_str(), p.code, p.value.as_str())).collect()
}

#[test]
fn a_chinese_list_becomes_customers_with_contacts() {
    let got = draft(
        "客户名称,联系人,职务,手机,电话,邮箱,地区,详细地址,客户等级,微信,备注,客户状态,信用额度,负责人\n\
         \" 上海明远机械有限公司\u{3000}\",周敏,采购,手机:139 0000 1742,（021）55550142,Zhou.Min＠mingyuan.example,华东/上海,嘉定区叶城路168号,VIP;机床；vip,zm_mingyuan,\"第一行\n第二行\",成交客户,48.6万,林悦\n",
    );
    assert_eq!((got.row, got.kind, got.name.as_str()), (2, CustomerKind::Company, "上海明远机械有限公司"));
    assert_eq!(values(&got.phones), ["+862155550142"]);
    assert_eq!(values(&got.emails), ["zhou.min@mingyuan.example"]);
    assert_eq!(got.tags, ["VIP", "机床"]);
    assert_eq!(got.note, "第一行\n第二行");
    assert_eq!((got.stage, got.owner.as_str(), got.region.as_str()), (Some(Stage::Customer), "林悦", "华东/上海"));
    assert_eq!(got.credit_limit.map(|limit| limit.minor), Some(48_600_000));
    let contact = got.contact.map(|contact| (contact.name, contact.title, contact.phones, contact.chats));
    let mobile = PointDraft { label: "手机".into(), value: "+8613900001742".into(), valid: true };
    let chat = PointDraft { label: "微信".into(), value: "zm_mingyuan".into(), valid: true };
    assert_eq!(contact, Some(("周敏".into(), "采购".into(), vec![mobile], vec![chat])));
}

#[test]
fn contact_exports_become_people_at_companies() {
    let text = "First Name,Last Name,Organization Name,Organization Title,Labels,E-mail 1 - Value,Phone 1 - Value\n\
                Dana,Whitlock,Acme Ltd,Buyer,* myContacts ::: Key account,dana@acme.example ::: dw@acme.example,+1 216 555 0148 ::: +1 216 555 0149\n\
                敏,周,,采购,,,139 0000 1742\n";
    let acme = draft(text);
    assert_eq!((acme.name.as_str(), acme.kind), ("Acme Ltd", CustomerKind::Company));
    assert_eq!(acme.tags, ["Key account"]);
    let Some(dana) = &acme.contact else { panic!("the person is a contact") };
    assert_eq!((dana.name.as_str(), dana.title.as_str()), ("Dana Whitlock", "Buyer"));
    assert_eq!(values(&dana.emails), ["dana@acme.example", "dw@acme.example"]);
    assert_eq!(values(&dana.phones), ["+12165550148", "+12165550149"]);

    let Some(zhou) = clean(text).remove(1).draft else { panic!("a person is a customer too") };
    assert_eq!((zhou.name.as_str(), zhou.kind, zhou.contact), ("周敏", CustomerKind::Person, None));
    assert_eq!(values(&zhou.phones), ["+8613900001742"]);
    assert_eq!(zhou.note, "Organization Title: 采购", "a title has no place on a person and is not lost");
}

#[test]
fn nothing_is_invented_and_nothing_is_lost() {
    let cleaned = clean(
        "公司,电话,邮箱,状态,信用额度\n\
         甲公司,1390000,zhou.min at mingyuan,神秘,五千左右\n\
         ,13900001742,,,\n\
         乙公司,139 0000 4471微信 / 0711/5550,a@b.example; c@d.example bad,,\n",
    );
    let Some(first) = &cleaned[0].draft else { panic!("a name is enough") };
    assert_eq!(first.phones, [PointDraft { label: String::new(), value: "1390000".into(), valid: false }]);
    assert_eq!(values(&first.emails), ["zhou.min at mingyuan"]);
    assert_eq!((first.stage, first.credit_limit, first.note.as_str()), (None, None, "信用额度: 五千左右"));
    use ProblemCode as P;
    assert_eq!(
        problems(&cleaned[0]),
        [
            (2, "电话", P::PhoneInvalid, "1390000"),
            (2, "邮箱", P::EmailInvalid, "zhou.min at mingyuan"),
            (2, "状态", P::StageUnknown, "神秘"),
            (2, "信用额度", P::MoneyInvalid, "五千左右"),
        ]
    );
    assert_eq!(
        (cleaned[1].draft.is_none(), problems(&cleaned[1])),
        (true, vec![(3, "", P::NameMissing, "13900001742")])
    );
    let Some(third) = &cleaned[2].draft else { panic!("a name is enough") };
    assert_eq!(values(&third.phones), ["+8613900004471", "0711", "5550"]);
    assert_eq!(third.phones[0].label, "微信");
    assert_eq!(values(&third.emails), ["a@b.example", "c@d.example bad"]);
}

#[test]
fn kinds_follow_the_stated_rule() {
    let kind = |text: &str| draft(text).kind;
    assert_eq!(kind("客户名称,客户类型\n张伟,个人\n"), CustomerKind::Person);
    assert_eq!(kind("姓名,手机\n张伟,\n"), CustomerKind::Person);
    assert_eq!(kind("姓名,手机\n华信有限公司,\n"), CustomerKind::Company);
    assert_eq!(kind("客户名称,联系人\n张伟,张伟\n"), CustomerKind::Person);
    assert_eq!(kind("客户名称,联系人\n明远,张伟\n"), CustomerKind::Company);
    assert_eq!(kind("Name,Phone\nAcme,\n"), CustomerKind::Company);
}

#[test]
fn long_texts_go_on_in_the_note() {
    let long = "很".repeat(600);
    let cleaned = clean(&format!("公司,行业\n甲公司,{long}\n")).remove(0);
    let Some(draft) = cleaned.draft else { panic!("a name is enough") };
    assert_eq!(draft.industry.chars().count(), LINE_CHARS);
    assert_eq!(draft.note, format!("行业: {long}"));
    assert_eq!(cleaned.problems.len(), 1);
}

#[test]
fn nobody_is_born_tomorrow() {
    let list = clean("Name,Kind,Birthday\nAda,person,2026-05-14\nBo,person,15 May\nCy,person,2026-05-15\n");
    let born = |at: usize| list[at].draft.as_ref().map(|draft| (draft.birthday.as_str(), draft.note.as_str()));
    assert_eq!(born(0), Some(("2026-05-14", "")), "today is no future");
    assert_eq!(born(1), Some(("--05-15", "")), "without its year a day is none");
    assert_eq!(born(2), Some(("", "Birthday: 2026-05-15")), "kept in the note");
    assert_eq!(problems(&list[2]), [(4, "Birthday", ProblemCode::BirthdayToCome, "2026-05-15")]);
}
