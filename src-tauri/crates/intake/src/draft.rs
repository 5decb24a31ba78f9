//! A row of a file as the draft of a customer.

use satchel_domain::{
    Country, Currency, CustomerKind, DecimalMark, Email, Money, Phone, Stage, clean_note, clean_text, has_company_form,
    split_phone_label,
};

use crate::field::ImportField;
use crate::problem::{ProblemCode, RowProblem};
use crate::sheet::{Row, Sheet};
use crate::words::{read_kind, read_stage};

/// What a one-line field holds at most, in characters.
const LINE_CHARS: usize = 500;
/// Signs between several values in one cell.
const BETWEEN: [char; 8] = [';', '；', ',', '，', '、', '|', '\n', '\r'];
/// What Google writes between several values in one cell.
const GOOGLE_BETWEEN: &str = " ::: ";

/// What a row is to be understood with.
#[derive(Debug, Clone, Copy)]
pub struct Context {
    /// Where telephone numbers without country code are.
    pub home: Country,
    /// What amounts without currency are in.
    pub currency: Currency,
    /// How amounts are written there.
    pub decimal_mark: DecimalMark,
}

/// One row, cleaned.
#[derive(Debug, Default)]
pub struct Cleaned {
    /// The customer; `None` when the row is rejected.
    pub draft: Option<CustomerDraft>,
    /// What a person should know about the row.
    pub problems: Vec<RowProblem>,
}

/// A customer as a row describes it. Texts are clean, and empty where the row says nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomerDraft {
    /// The row as a spreadsheet counts it.
    pub row: u32,
    /// As the row says; otherwise judged by [`clean_row`]'s rule.
    pub kind: CustomerKind,
    /// Never empty.
    pub name: String,
    /// Its name in another language, or a short one.
    pub other_name: String,
    /// Lifecycle stage, where a known one is written.
    pub stage: Option<Stage>,
    /// Name of who looks after it.
    pub owner: String,
    /// Line of business.
    pub industry: String,
    /// Headcount or turnover, in words.
    pub size: String,
    /// Region in words.
    pub region: String,
    /// Postal address.
    pub address: String,
    /// Web address as written.
    pub website: String,
    /// Tax number as written.
    pub tax_id: String,
    /// Terms of payment.
    pub terms: String,
    /// Credit limit.
    pub credit_limit: Option<Money>,
    /// Where it came from.
    pub source: String,
    /// Everything else that the row says, in lines.
    pub note: String,
    /// Name of the customer that recommended us.
    pub referred_by: String,
    /// Tags, none twice.
    pub tags: Vec<String>,
    /// Telephones of the customer.
    pub phones: Vec<PointDraft>,
    /// E-mail addresses of the customer.
    pub emails: Vec<PointDraft>,
    /// Handles on chat services, labelled with the service.
    pub chats: Vec<PointDraft>,
    /// The person there.
    pub contact: Option<ContactDraft>,
}

/// A person at the customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactDraft {
    /// Never empty.
    pub name: String,
    /// What the person does there.
    pub title: String,
    /// Telephones.
    pub phones: Vec<PointDraft>,
    /// E-mail addresses.
    pub emails: Vec<PointDraft>,
}

/// One way to reach somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PointDraft {
    /// What the file says about it (`手机`, `微信`); mostly empty.
    pub label: String,
    /// The canonical form, or what was written where that is not a number or an address.
    pub value: String,
    /// Whether `value` is canonical.
    pub valid: bool,
}

/// Makes the most of a row of `sheet`, by the sheet's mapping.
///
/// A row without a customer's name but with a person's becomes that person. Where no column says company or person: a name
/// with a legal form is a company, a customer who is its own contact a person, and all others are companies.
pub fn clean_row(sheet: &Sheet, row: &Row, context: &Context) -> Cleaned {
    let mut reading = Reading { row: row.number, ..Reading::default() };
    for (column, field) in sheet.mapping.iter().enumerate() {
        let cell = row.cell(column);
        if let Some(field) = field
            && !cell.trim().is_empty()
        {
            reading.take(*field, &sheet.headers[column], cell, context);
        }
    }
    let mut cleaned = reading.finish();
    if cleaned.draft.is_none() {
        let first = row.cells().find(|cell| !cell.trim().is_empty()).unwrap_or_default();
        cleaned.problems.push(RowProblem::new(row.number, "", ProblemCode::NameMissing, first));
    }
    cleaned
}

/// What has been understood of a row so far.
#[derive(Default)]
struct Reading {
    row: u32,
    kind: Option<CustomerKind>,
    name: String,
    other_name: String,
    stage: Option<Stage>,
    owner: String,
    industry: String,
    size: String,
    region: Vec<String>,
    address: Vec<String>,
    website: String,
    tax_id: String,
    terms: String,
    credit_limit: Option<Money>,
    source: String,
    notes: Vec<String>,
    referred_by: String,
    tags: Vec<String>,
    phones: Vec<PointDraft>,
    emails: Vec<PointDraft>,
    chats: Vec<PointDraft>,
    person: String,
    first_name: String,
    last_name: String,
    title: String,
    title_header: String,
    mobiles: Vec<PointDraft>,
    person_phones: Vec<PointDraft>,
    person_emails: Vec<PointDraft>,
    problems: Vec<RowProblem>,
}

impl Reading {
    fn take(&mut self, field: ImportField, header: &str, cell: &str, context: &Context) {
        use ImportField as F;
        match field {
            F::Name => self.name = self.line(header, cell),
            F::OtherName => self.other_name = self.line(header, cell),
            F::Owner => self.owner = self.line(header, cell),
            F::Industry => self.industry = self.line(header, cell),
            F::Size => self.size = self.line(header, cell),
            F::Website => self.website = self.line(header, cell),
            F::TaxId => self.tax_id = self.line(header, cell),
            F::Terms => self.terms = self.line(header, cell),
            F::Source => self.source = self.line(header, cell),
            F::ReferredBy => self.referred_by = self.line(header, cell),
            F::ContactName => self.person = self.line(header, cell),
            F::FirstName => self.first_name = self.line(header, cell),
            F::LastName => self.last_name = self.line(header, cell),
            F::ContactTitle => {
                self.title = self.line(header, cell);
                self.title_header = header.to_owned();
            }
            F::Region => {
                let part = self.line(header, cell);
                push_new(&mut self.region, part);
            }
            F::Address => {
                let part = self.line(header, cell);
                push_new(&mut self.address, part);
            }
            F::Note => push_new(&mut self.notes, clean_note(cell)),
            F::Tags => self.take_tags(cell),
            F::Kind => match read_kind(cell) {
                Some(kind) => self.kind = Some(kind),
                None => self.warn(header, ProblemCode::KindUnknown, cell),
            },
            F::Stage => match read_stage(cell) {
                Some(stage) => self.stage = Some(stage),
                None => self.warn(header, ProblemCode::StageUnknown, cell),
            },
            F::CreditLimit => match Money::parse(cell, context.currency, context.decimal_mark) {
                Ok(limit) => self.credit_limit = Some(limit),
                Err(_) => {
                    self.warn(header, ProblemCode::MoneyInvalid, cell);
                    self.remember(header, cell);
                }
            },
            F::Phone => {
                let found = self.read_phones(header, "", cell, context.home);
                self.phones.extend(found);
            }
            F::ContactPhone => {
                let found = self.read_phones(header, "", cell, context.home);
                self.person_phones.extend(found);
            }
            F::Mobile => {
                let found = self.read_phones(header, header, cell, context.home);
                self.mobiles.extend(found);
            }
            F::Email => {
                let found = self.read_emails(header, cell);
                self.emails.extend(found);
            }
            F::ContactEmail => {
                let found = self.read_emails(header, cell);
                self.person_emails.extend(found);
            }
            F::Chat => {
                let value = self.line(header, cell);
                self.chats.push(PointDraft { label: header.to_owned(), value, valid: true });
            }
        }
    }

    fn warn(&mut self, header: &str, code: ProblemCode, value: &str) {
        self.problems.push(RowProblem::new(self.row, header, code, value));
    }

    /// Keeps in the note what has no other place.
    fn remember(&mut self, header: &str, text: &str) {
        let text = clean_note(text);
        push_new(&mut self.notes, if header.is_empty() { text } else { format!("{header}: {text}") });
    }

    fn line(&mut self, header: &str, cell: &str) -> String {
        let text = clean_text(cell);
        let Some((end, _)) = text.char_indices().nth(LINE_CHARS) else { return text };
        self.warn(header, ProblemCode::TextTooLong, &text);
        self.remember(header, &text);
        text[..end].trim_end().to_owned()
    }

    fn take_tags(&mut self, cell: &str) {
        for part in cell.split(GOOGLE_BETWEEN).flat_map(|part| part.split(BETWEEN)) {
            let tag = clean_text(part);
            // Google marks the groups that it made itself.
            let is_new = self.tags.iter().all(|known| known.to_lowercase() != tag.to_lowercase());
            if !tag.is_empty() && !tag.starts_with("* ") && is_new {
                self.tags.push(tag);
            }
        }
    }

    fn read_phones(&mut self, header: &str, label: &str, cell: &str, home: Country) -> Vec<PointDraft> {
        if let Some(point) = read_phone(cell, label, home) {
            return vec![point];
        }
        // A slash stands between two numbers or inside one; only numbers that are good show which.
        let parts = |part: &str| part.split(['/', '／']).map(str::to_owned).collect::<Vec<_>>();
        let pieces: Vec<String> =
            cell.split(GOOGLE_BETWEEN).flat_map(|part| part.split(BETWEEN)).flat_map(parts).collect();
        self.keep_points(header, cell, &pieces, ProblemCode::PhoneInvalid, |piece| read_phone(piece, label, home))
    }

    fn read_emails(&mut self, header: &str, cell: &str) -> Vec<PointDraft> {
        if let Some(point) = read_email(cell) {
            return vec![point];
        }
        let pieces: Vec<String> = cell
            .split(|c: char| BETWEEN.contains(&c) || c == '/')
            .flat_map(|part| part.split(GOOGLE_BETWEEN))
            .map(str::to_owned)
            .collect();
        self.keep_points(header, cell, &pieces, ProblemCode::EmailInvalid, read_email)
    }

    /// Reads each piece of a cell. What cannot be read is kept as written; when no piece can be, the cell stays whole.
    fn keep_points(
        &mut self,
        header: &str,
        cell: &str,
        pieces: &[String],
        code: ProblemCode,
        read: impl Fn(&str) -> Option<PointDraft>,
    ) -> Vec<PointDraft> {
        let as_written = |text: &str| PointDraft { label: String::new(), value: clean_text(text), valid: false };
        let found: Vec<Option<PointDraft>> = pieces.iter().map(|piece| read(piece)).collect();
        if found.iter().all(Option::is_none) {
            self.warn(header, code, cell);
            return vec![as_written(cell)];
        }
        let mut points = Vec::new();
        for (piece, point) in pieces.iter().zip(found) {
            if point.is_none() && !piece.trim().is_empty() {
                self.warn(header, code, piece);
                points.push(as_written(piece));
            }
            points.extend(point);
        }
        points
    }

    fn finish(mut self) -> Cleaned {
        let person = match self.person.is_empty() {
            true => join_name(&self.first_name, &self.last_name),
            false => std::mem::take(&mut self.person),
        };
        if self.name.is_empty() {
            self.name = std::mem::take(&mut self.other_name);
        }
        let is_own_contact = !person.is_empty() && (self.name.is_empty() || self.name == person);
        if self.name.is_empty() {
            self.name.clone_from(&person);
        }
        if self.name.is_empty() {
            return Cleaned { draft: None, problems: self.problems };
        }
        let kind = self.kind.unwrap_or(if is_own_contact && !has_company_form(&self.name) {
            CustomerKind::Person
        } else {
            CustomerKind::Company
        });
        let mut person_phones = std::mem::take(&mut self.mobiles);
        person_phones.append(&mut self.person_phones);
        let contact = if person.is_empty() || is_own_contact {
            self.phones.append(&mut person_phones);
            self.emails.append(&mut self.person_emails);
            if !self.title.is_empty() {
                let (header, title) = (std::mem::take(&mut self.title_header), std::mem::take(&mut self.title));
                self.remember(&header, &title);
            }
            None
        } else {
            let emails = without_doubles(std::mem::take(&mut self.person_emails));
            Some(ContactDraft { name: person, title: self.title, phones: without_doubles(person_phones), emails })
        };
        let draft = CustomerDraft {
            row: self.row,
            kind,
            name: self.name,
            other_name: self.other_name,
            stage: self.stage,
            owner: self.owner,
            industry: self.industry,
            size: self.size,
            region: join_parts(&self.region),
            address: join_parts(&self.address),
            website: self.website,
            tax_id: self.tax_id,
            terms: self.terms,
            credit_limit: self.credit_limit,
            source: self.source,
            note: self.notes.join("\n"),
            referred_by: self.referred_by,
            tags: self.tags,
            phones: without_doubles(self.phones),
            emails: without_doubles(self.emails),
            chats: without_doubles(self.chats),
            contact,
        };
        Cleaned { draft: Some(draft), problems: self.problems }
    }
}

/// A number, with the words beside it as its label.
fn read_phone(text: &str, label: &str, home: Country) -> Option<PointDraft> {
    let (number, words) = split_phone_label(text);
    let phone = Phone::parse(&number, home).ok()?;
    let label = if words.is_empty() { label.to_owned() } else { words };
    Some(PointDraft { label, value: phone.into(), valid: true })
}

/// An address, perhaps behind a name: `Zhou Min <zhou.min@mingyuan.example>`.
fn read_email(text: &str) -> Option<PointDraft> {
    let bare = text.split_once('<').map_or(text, |(_, rest)| rest.trim_end().trim_end_matches('>'));
    let email = Email::parse(bare).ok()?;
    Some(PointDraft { label: String::new(), value: email.into(), valid: true })
}

/// Family name first without a space in Chinese, last otherwise.
fn join_name(first: &str, last: &str) -> String {
    let is_chinese =
        |name: &str| name.chars().any(|c| matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}'));
    if is_chinese(first) || is_chinese(last) {
        format!("{last}{first}")
    } else {
        format!("{first} {last}").trim().to_owned()
    }
}

fn join_parts(parts: &[String]) -> String {
    parts.join(if parts.iter().all(|part| part.is_ascii()) { ", " } else { " " })
}

fn push_new(parts: &mut Vec<String>, part: String) {
    if !part.is_empty() && !parts.contains(&part) {
        parts.push(part);
    }
}

fn without_doubles(points: Vec<PointDraft>) -> Vec<PointDraft> {
    let mut kept: Vec<PointDraft> = Vec::with_capacity(points.len());
    for point in points {
        if !kept.iter().any(|known| known.value == point.value) {
            kept.push(point);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ReadOptions, read};

    const CHINA: Context = Context { home: Country::CHINA, currency: Currency::CNY, decimal_mark: DecimalMark::Point };

    #[expect(clippy::unwrap_used, reason = "the text is written out")]
    fn clean(text: &str) -> Vec<Cleaned> {
        let sheet = read(text.as_bytes(), &ReadOptions::default()).unwrap();
        sheet.rows.iter().map(|row| clean_row(&sheet, row, &CHINA)).collect()
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
        assert_eq!(got.chats, [PointDraft { label: "微信".into(), value: "zm_mingyuan".into(), valid: true }]);
        assert_eq!(got.note, "第一行\n第二行");
        assert_eq!((got.stage, got.owner.as_str(), got.region.as_str()), (Some(Stage::Customer), "林悦", "华东/上海"));
        assert_eq!(got.credit_limit.map(|limit| limit.minor), Some(48_600_000));
        let contact = got.contact.map(|contact| (contact.name, contact.title, contact.phones));
        let mobile = PointDraft { label: "手机".into(), value: "+8613900001742".into(), valid: true };
        assert_eq!(contact, Some(("周敏".into(), "采购".into(), vec![mobile])));
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
}
