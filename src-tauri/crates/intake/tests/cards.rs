//! vCards as phones and programs write them.

use proptest::prelude::*;
use satchel_domain::{Country, Currency, CustomerKind, DecimalMark, DecisionRole, Rhythm, clean_note, clean_text};
use satchel_intake::{
    ContactDraft, Context, CustomerDraft, PartDraft, PointDraft, ProblemCode, ReadOptions, ReadProblem, Sheet,
    clean_row, customer_card, person_card, read,
};

const CHINA: Context = Context {
    home: Country::CHINA,
    currency: Currency::CNY,
    decimal_mark: DecimalMark::Point,
    today: jiff::civil::date(2026, 5, 14),
};

fn sheet(bytes: &[u8]) -> Sheet {
    match read(bytes, &ReadOptions::default()) {
        Ok(sheet) => sheet,
        Err(problem) => panic!("cards are read: {problem}"),
    }
}

fn drafts(bytes: &[u8]) -> Vec<CustomerDraft> {
    let sheet = sheet(bytes);
    sheet.rows.iter().filter_map(|row| clean_row(&sheet, &row, &CHINA).draft).collect()
}

fn draft(lines: &str) -> CustomerDraft {
    let mut found = drafts(format!("BEGIN:VCARD\r\n{lines}\r\nEND:VCARD\r\n").replace('\n', "\r\n").as_bytes());
    assert_eq!(found.len(), 1, "one card is one customer");
    found.remove(0)
}

fn shown(points: &[PointDraft]) -> Vec<(&str, &str)> {
    points.iter().map(|point| (point.label.as_str(), point.value.as_str())).collect()
}

proptest! {
    /// Whatever signs stand in them: what we write as cards is read as it was.
    #[test]
    fn our_own_cards_read_back(
        texts in prop::collection::vec("[;,:\\\\'=\"xn 张\n😀/+@-]{0,9}", 22),
        long in "[x张 ]{60,200}",
    ) {
        let text = |at: usize| clean_text(&texts[at]);
        let point = |label: usize, value: usize| {
            vec![PointDraft { label: text(label), value: format!("v{}", text(value)), valid: true }]
        };
        let reach = |at: usize| (point(at, at + 1), point(at + 2, at + 3), point(at + 4, at + 5));
        let (chats, addresses, websites) = reach(0);
        let customer = CustomerDraft {
            row: 1, key: "1".into(), kind: CustomerKind::Company, birthday: String::new(), country: "DE".into(), name: format!("N{}", text(6)),
            number: "C-A0194".into(), other_name: text(7), stage: None,
            owner: String::new(), industry: text(8), size: String::new(), region: text(9), address: text(10),
            website: text(11), tax_id: String::new(), terms: clean_text(&long), credit_limit: None, source: String::new(),
            goal: text(12), rhythm: Rhythm::try_from(28).ok(), preferred_channel: "visit".into(), preferred_hours: "9-11:30".parse().ok(),
            note: clean_note(&texts[12]), referred_by: String::new(), tags: vec![format!("T{}", text(13)), "U".into()],
            do_not_contact: None, phones: Vec::new(), emails: Vec::new(), chats, addresses, websites, contact: None,
        };
        let (chats, addresses, websites) = reach(14);
        let person = ContactDraft {
            name: format!("P{}", text(20)), title: text(7), department: text(21), birthday: "--02-29".into(),
            role: Some(DecisionRole::Opposes), parts: vec![part(&format!("C{}", text(8))), part("U")],
            note: clean_note(&texts[13]),
            phones: Vec::new(), emails: Vec::new(), chats, addresses, websites,
        };
        let cards = customer_card(&customer, &[]) + &person_card(&person, "2", &customer, &[]);
        prop_assert!(cards.split("\r\n").all(|line| line.len() <= 75));
        let read = drafts(cards.as_bytes());
        prop_assert_eq!(&read[0], &customer);
        prop_assert_eq!(read[1].contact.as_ref(), Some(&person));
        prop_assert_eq!((&read[1].name, &read[1].key), (&customer.name, &customer.key));
    }
}

fn part(customer: &str) -> PartDraft {
    let (customer, number, role) = (customer.to_owned(), "9".to_owned(), Some(DecisionRole::Decides));
    PartDraft { customer, number, role, ..PartDraft::default() }
}

#[test]
fn a_card_says_what_phones_and_address_books_read() {
    let point = |label: &str, value: &str| PointDraft { label: label.into(), value: value.into(), valid: true };
    let mut customer = draft("VERSION:3.0\nFN:上海明远, Ltd\nORG:上海明远\\, Ltd\nX-ABShowAs:COMPANY");
    customer.key = "7".into();
    customer.phones = vec![point("传真", "+862155550142;ext=802"), point("", "+862155550143")];
    customer.tags = vec!["VIP".into(), "A, B".into()];
    let person = ContactDraft {
        name: "周敏".into(),
        title: "采购".into(),
        department: "技术".into(),
        birthday: "1980-02-03".into(),
        role: Some(DecisionRole::Evaluates),
        parts: vec![PartDraft { title: "顾问".into(), role: None, ..part("Kessler; Co.") }],
        note: "早\n晚".into(),
        phones: vec![point("手机", "+8613900001742")],
        emails: vec![point("Work", "zhou@mingyuan.example")],
        chats: vec![point("微信", "zhou_min")],
        addresses: Vec::new(),
        websites: Vec::new(),
    };
    let fields = [("班次".to_owned(), "早".to_owned())];
    let cards = customer_card(&customer, &[]) + &person_card(&person, "8", &customer, &fields);
    let wanted = "BEGIN:VCARD\nVERSION:3.0\nFN:上海明远\\, Ltd\nN:;;;;\nORG:上海明远\\, Ltd\nX-ABShowAs:COMPANY\n\
        item1.TEL;TYPE=FAX:+862155550142 ext. 802\nitem1.X-ABLabel:传真\nTEL;TYPE=VOICE:+862155550143\nCATEGORIES:VIP,A\\, B\n\
        X-SATCHEL-KIND:company\nX-SATCHEL-CUSTOMER:7\nUID:7\nEND:VCARD\n\
        BEGIN:VCARD\nVERSION:3.0\nFN:周敏\nN:;周敏;;;\nORG:上海明远\\, Ltd;技术\nTITLE:采购\n\
        X-SATCHEL-DECISION-ROLE:evaluates\nX-SATCHEL-PART:Kessler\\; Co. (9) | 顾问\n\
        item1.TEL;TYPE=CELL:+8613900001742\nitem1.X-ABLabel:手机\n\
        item2.EMAIL;TYPE=INTERNET,WORK:zhou@mingyuan.example\nitem2.X-ABLabel:Work\n\
        item3.IMPP;X-SERVICE-TYPE=WeChat:x-apple:zhou_min\nitem3.X-ABLabel:微信\nBDAY:1980-02-03\nNOTE:早\\n晚\n\
        item4.X-SATCHEL-FIELD:早\nitem4.X-ABLabel:班次\nX-SATCHEL-CUSTOMER:7\nUID:8\nEND:VCARD\n";
    assert_eq!(cards.replace("\r\n", "\n"), wanted);
    let sheet = sheet(cards.as_bytes());
    assert!(sheet.headers.contains(&"Contact 班次".to_owned()), "a field says whose it is: {:?}", sheet.headers);
}

#[test]
fn a_chinese_phone_of_old_writes_bytes_in_an_encoding_it_names_or_not() {
    // 周敏 and 上海明远机械有限公司, in UTF-8 and in GBK, with a fold inside a character.
    for lines in [
        "VERSION:2.1\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E5=91=A8;=E6=95=8F;;;\nORG;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E4=B8=8A=E6=B5=B7=E6=98=8E=E8=BF=9C=E6=9C=BA=\n=E6=A2=B0=E6=9C=89=E9=99=90=E5=85=AC=E5=8F=B8\nTEL;CELL:13900001742",
        "VERSION:2.1\nN;CHARSET=GBK;ENCODING=QUOTED-PRINTABLE:=D6=DC;=C3=F4;;;\nORG;CHARSET=GBK;ENCODING=QUOTED-PRINTABLE:=C9=CF=BA=A3=C3=F7=D4=B6=BB=FA=D0=B5=\n=D3=D0=CF=DE=B9=AB=CB=BE\nTEL;CELL:13900001742",
        "VERSION:2.1\nN;ENCODING=QUOTED-PRINTABLE:=D6=DC;=C3=F4;;;\nORG;QUOTED-PRINTABLE:=C9=CF=BA=A3=C3=F7=D4=B6=BB=FA=D0=B5=\n=D3=D0=CF=DE=B9=AB=CB=BE\nTEL;CELL:13900001742",
    ] {
        let draft = draft(lines);
        assert_eq!(draft.name, "上海明远机械有限公司", "{lines}");
        let Some(person) = draft.contact else { panic!("{lines}: a person with a company is its contact") };
        assert_eq!((person.name.as_str(), shown(&person.phones)), ("周敏", vec![("cell", "+8613900001742")]));
    }
    let gbk: Vec<u8> = b"BEGIN:VCARD\nVERSION:2.1\nN:\xd6\xdc;\xc3\xf4\nORG:\xc9\xcf\xba\xa3\xc3\xf7\xd4\xb6\xbb\xfa\xd0\xb5\xd3\xd0\xcf\xde\xb9\xab\xcb\xbe\nNOTE:\xd2\xd1\xbe\xad\xc1\xaa\xcf\xb5\xb9\xfd\nEND:VCARD\n".to_vec();
    assert_eq!(sheet(&gbk).encoding, "GB18030");
    assert_eq!(drafts(&gbk)[0].name, "上海明远机械有限公司");
}

#[test]
fn everything_a_card_says_has_a_place() {
    let draft = draft(
        "VERSION:3.0\nN:Krüger;Jan;;Dr.;\nFN:Dr. Jan Krüger\nORG:Krüger Pumpen GmbH;Einkauf;Technik\nTITLE:Leiter\n\
         TEL;TYPE=CELL,VOICE:+49 151 55501742\nTEL;TYPE=WORK;TYPE=VOICE:+49 431 5550142\nTEL;TYPE=\"WORK,FAX\":+49 431 5550143\n\
         item1.TEL:+49 431 5550150\nitem1.X-ABLabel:Lager\nitem2.TEL:+49 431 5550199\nitem2.X-ABLabel:_$!<AssistantPhone>!$_\n\
         EMAIL;TYPE=INTERNET;TYPE=WORK:jan@krueger.example\nEMAIL;TYPE=HOME:jan@home.example\n\
         ADR;TYPE=HOME:;;Seeweg 1;Plön;;24306;Deutschland\nADR;TYPE=WORK:;Hof 2;Hafenstraße 5;Kiel;Holstein;24103;Deutschland\n\
         URL:https\\://krueger.example\nURL;TYPE=HOME:https://jan.example\nNOTE:Ruft lieber\\n an\\, immer\\; morg\n ens\n\
         CATEGORIES:VIP,Presse\nBDAY;VALUE=date:1980-03-22\nIMPP;X-SERVICE-TYPE=QQ;TYPE=HOME:x-apple:12345\n\
         X-SOCIALPROFILE;TYPE=weibo;X-USER=jan:http://weibo.example/jan\nX-WECHAT:jan_k\nNICKNAME:Janni\nPHOTO;ENCODING=b:AAAA\n BBBB==",
    );
    assert_eq!((draft.name.as_str(), draft.region.as_str()), ("Krüger Pumpen GmbH", "Holstein"));
    assert_eq!(draft.address, "Hafenstraße 5, Hof 2, 24103 Kiel, Holstein");
    assert_eq!(draft.country, "DE");
    assert_eq!((draft.website.as_str(), draft.tags.join("+")), ("https://krueger.example", "VIP+Presse".into()));
    let note: Vec<&str> = draft.note.lines().collect();
    assert_eq!(
        note,
        [
            "Ruft lieber",
            "an, immer; morgens",
            "Website (2): https://jan.example",
            "home: Seeweg 1, 24306 Plön, Deutschland"
        ]
    );
    let Some(person) = draft.contact else { panic!("a person with a company is its contact") };
    assert_eq!(shown(&person.chats), [("QQ", "12345"), ("Weibo", "jan"), ("WeChat", "jan_k")]);
    assert_eq!((person.name.as_str(), person.department.as_str()), ("Dr. Jan Krüger", "Einkauf, Technik"));
    assert_eq!(person.birthday, "1980-03-22");
    assert_eq!(
        shown(&person.phones),
        [("cell", "+4915155501742"), ("work", "+494315550142"), ("Lager", "+494315550150")],
        "neither a fax nor the assistant is a phone of the person"
    );
    assert_eq!(shown(&person.emails), [("work", "jan@krueger.example"), ("home", "jan@home.example")]);
}

#[test]
fn people_companies_and_groups_are_told_apart() {
    let text = "BEGIN:VCARD\nVERSION:4.0\nFN:Simon Perreault\nTEL;VALUE=uri;TYPE=\"work,voice\":tel:+1-418-656-9254;ext=102\nEND:VCARD\n\
                begin:vcard\nVERSION:3.0\nN:;;;;\nFN:华信\nORG:华信;\nX-ABShowAs:COMPANY\nTEL;TYPE=MAIN:021-55550142\nend:vcard\n\
                BEGIN:VCARD\nVERSION:3.0\nFN:Acme\nORG:Acme\nEND:VCARD\n\
                BEGIN:VCARD\nVERSION:4.0\nKIND:group\nFN:Friends\nMEMBER:urn:uuid:1\nEND:VCARD\n\
                BEGIN:VCARD\nVERSION:3.0\nFN:\nEND:VCARD\n\
                BEGIN:VCARD\nVERSION:3.0\nN:;;;;\nEMAIL:nobody@acme.example\nEND:VCARD\n\
                BEGIN:VCARD\nVERSION:3.0\nFN:敏 周\nN:周;敏;;;\nEND:VCARD\n";
    let sheet = sheet(text.as_bytes());
    let found = drafts(text.as_bytes());
    let told: Vec<_> = found.iter().map(|draft| (draft.row, draft.kind, draft.name.as_str())).collect();
    use CustomerKind::{Company, Person};
    assert_eq!(told, [(1, Person, "Simon Perreault"), (2, Company, "华信"), (3, Company, "Acme"), (7, Person, "周敏")]);
    assert_eq!(shown(&found[0].phones), [("work", "+14186569254;ext=102")]);
    assert_eq!(shown(&found[1].phones), [("main", "+862155550142")]);
    let problems: Vec<_> = sheet.problems.iter().map(|problem| (problem.row, problem.code)).collect();
    assert_eq!(problems, [(4, ProblemCode::GroupCard), (5, ProblemCode::NameMissing)]);
    let last = sheet.rows.iter().find(|row| row.number == 6).map(|row| clean_row(&sheet, &row, &CHINA));
    assert!(last.is_some_and(|cleaned| cleaned.draft.is_none()), "an address alone names nobody");
}

#[test]
fn damaged_and_hostile_cards_cost_no_more_than_themselves() {
    let photo = "A".repeat(40 << 20);
    let nested = "AGENT:\nBEGIN:VCARD\nFN:Agent\n".repeat(20_000) + &"END:VCARD\n".repeat(20_000);
    let labels: String = (0..500).map(|n| format!("i{n}.TEL:02155550142\ni{n}.X-ABLABEL:label {n}\n")).collect();
    let text = format!(
        "BEGIN:VCARD\nVERSION:2.1\nFN:One\nPHOTO;ENCODING=BASE64:{photo}\nEND:VCARD\n\
         BEGIN:VCARD\nFN:Two\n{nested}TEL:021 55550142\nEND:VCARD\n\
         BEGIN:VCARD\nFN:Three\nNOTE:{photo}\nEND:VCARD\n\
         BEGIN:VCARD\nFN:Four\n:no name\nno colon\nTEL;=;;\"open:1\nBEGIN:VCARD\nFN:Five\n{labels}END:VCARD\nBEGIN:VCARD\nFN:Six"
    );
    let sheet = sheet(text.as_bytes());
    let found = drafts(text.as_bytes());
    let names: Vec<&str> = found.iter().map(|draft| draft.name.as_str()).collect();
    assert_eq!(names, ["One", "Two", "Four", "Five", "Six"]);
    assert_eq!(found[1].phones.len(), 1, "what follows the agents is the card's own");
    assert!(sheet.headers.len() < 100, "labels don't make columns without end: {}", sheet.headers.len());
    let problems: Vec<_> = sheet.problems.iter().map(|problem| (problem.row, problem.code)).collect();
    assert_eq!(problems, [(3, ProblemCode::CellTooLong)]);
    assert!(
        matches!(read(b"BEGIN:VCARD\nEND:VCARD\n".as_slice(), &ReadOptions::default()), Ok(sheet) if sheet.rows.is_empty() && sheet.problems.len() == 1)
    );
}

#[test]
fn a_person_overrides_what_was_found() {
    let bytes = b"BEGIN:VCARD\nVERSION:2.1\nFN;ENCODING=QUOTED-PRINTABLE:M=FCller\nEND:VCARD\n";
    let options = |encoding: &str| ReadOptions { encoding: Some(encoding.into()), ..ReadOptions::default() };
    let name = |options: &ReadOptions| match read(bytes.as_slice(), options) {
        Ok(sheet) => {
            (sheet.encoding, sheet.delimiter, sheet.rows.iter().map(|row| row.cell(0).to_owned()).collect::<String>())
        }
        Err(problem) => panic!("{problem}"),
    };
    assert_eq!(name(&ReadOptions::default()), ("windows-1252", None, "Müller".to_owned()));
    assert_eq!(name(&options("windows-1251")), ("windows-1251", None, "Mьller".to_owned()));
    assert!(matches!(read(bytes.as_slice(), &options("klingon")), Err(ReadProblem::UnknownEncoding)));
}

#[test]
fn birthdays_without_a_year_are_read_as_phones_write_them() {
    let person = |birthday: &str| draft(&format!("VERSION:3.0\nFN:Ada Byron\n{birthday}")).birthday;
    for written in
        ["BDAY:--0314", "BDAY:--03-14", "BDAY;X-APPLE-OMIT-YEAR=1604:1604-03-14", "BDAY;VALUE=date:1604-03-14"]
    {
        assert_eq!(person(written), "--03-14", "{written}");
    }
    assert_eq!(person("BDAY:19850314T000000Z"), "1985-03-14");
    assert_eq!(draft("VERSION:4.0\nFN:Ada Byron\nBDAY;VALUE=text:circa 1800").note, "Birthday: circa 1800");
}
