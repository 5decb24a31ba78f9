//! Customers and the people there as cards that phones, Outlook and the address books of Apple and Google read: version 3.0,
//! which all of them take, in UTF-8.
//!
//! Written with own code: what there is to it is folding and escaping, and the kept crate (`calcard`), by which calendars are
//! written, puts escapes into cards that no reader knows.

use satchel_domain::{Country, CustomerKind, DecisionRole, Stage};

use crate::draft::{ContactDraft, CustomerDraft, PointDraft};
use crate::field::ImportField;
use crate::parts::write_part;

/// What the customer of a card is known by; other programs pass over it and all others of ours.
pub(super) const KEY: &str = "X-SATCHEL-CUSTOMER";
/// Only the card of the customer itself says whether it is a company or a person.
pub(super) const KIND: &str = "X-SATCHEL-KIND";
/// A custom field, with its name as its label.
pub(super) const FIELD: &str = "X-SATCHEL-FIELD";
/// The part that a person has in decisions to buy. (What others call a role is what somebody does.)
pub(super) const ROLE: &str = "X-SATCHEL-DECISION-ROLE";
/// A person's part at a further customer.
pub(super) const PART: &str = "X-SATCHEL-PART";
/// Stands before a handle: there must be a scheme, and few services have one.
pub(super) const HANDLE: &str = "x-apple:";

/// Properties of our own, what stands above their columns, and the fields that they fill.
pub(super) const OWN: [(&str, &str, ImportField); 18] = [
    (KIND, "Kind", ImportField::Kind),
    ("X-SATCHEL-NUMBER", "Customer number", ImportField::Number),
    ("X-SATCHEL-OTHER-NAME", "Other name", ImportField::OtherName),
    ("X-SATCHEL-STAGE", "Stage", ImportField::Stage),
    ("X-SATCHEL-OWNER", "Owner", ImportField::Owner),
    ("X-SATCHEL-INDUSTRY", "Industry", ImportField::Industry),
    ("X-SATCHEL-SIZE", "Size", ImportField::Size),
    ("X-SATCHEL-REGION", "Region", ImportField::Region),
    ("X-SATCHEL-TAX-ID", "Tax ID", ImportField::TaxId),
    ("X-SATCHEL-TERMS", "Terms", ImportField::Terms),
    ("X-SATCHEL-CREDIT-LIMIT", "Credit limit", ImportField::CreditLimit),
    ("X-SATCHEL-SOURCE", "Source", ImportField::Source),
    ("X-SATCHEL-REFERRED-BY", "Referred by", ImportField::ReferredBy),
    ("X-SATCHEL-DO-NOT-CONTACT", "Do not contact", ImportField::DoNotContact),
    ("X-SATCHEL-GOAL", "Goal", ImportField::Goal),
    ("X-SATCHEL-CONTACT-EVERY", "Contact every (days)", ImportField::Rhythm),
    ("X-SATCHEL-PREFERRED-CHANNEL", "Preferred channel", ImportField::PreferredChannel),
    ("X-SATCHEL-PREFERRED-HOURS", "Preferred hours", ImportField::PreferredHours),
];

/// The card of a customer. `draft.key` is what its people are joined to it by again; `fields` are custom fields by name.
pub fn customer_card(draft: &CustomerDraft, fields: &[(String, String)]) -> String {
    let mut card = Card::new(&draft.name);
    match draft.kind {
        CustomerKind::Company => {
            card.line("N", ";;;;");
            card.line("ORG", &escaped(&draft.name));
            card.text("X-ABShowAs", "COMPANY");
        }
        CustomerKind::Person => card.name(&draft.name),
    }
    card.reach([&draft.phones, &draft.emails, &draft.chats]);
    if !draft.address.is_empty() || !draft.country.is_empty() {
        // Other programs know countries by their names.
        let country = draft.country.parse::<Country>().map(|country| country.names()[0].to_owned()).unwrap_or_default();
        card.line("ADR;TYPE=WORK,PREF", &format!("{}{}", address(&draft.address), escaped(&country)));
    }
    card.places(&draft.addresses, &draft.websites);
    if !draft.website.is_empty() {
        card.line("URL;TYPE=PREF", &link(&draft.website));
    }
    if !draft.tags.is_empty() {
        card.line("CATEGORIES", &draft.tags.iter().map(|tag| escaped(tag)).collect::<Vec<_>>().join(","));
    }
    card.text("BDAY", &draft.birthday);
    card.text("NOTE", &draft.note);
    let limit = draft.credit_limit.map(|limit| format!("{} {}", limit.to_decimal(), limit.currency.code()));
    let limit = limit.unwrap_or_default();
    let rhythm = draft.rhythm.map(|rhythm| rhythm.days().to_string()).unwrap_or_default();
    let hours = draft.preferred_hours.map(|hours| hours.to_string()).unwrap_or_default();
    for (property, _, field) in OWN {
        let text = match field {
            ImportField::Kind if draft.kind == CustomerKind::Company => "company",
            ImportField::Kind => "person",
            ImportField::Number => &draft.number,
            ImportField::OtherName => &draft.other_name,
            ImportField::Stage => draft.stage.map_or("", stage),
            ImportField::Owner => &draft.owner,
            ImportField::Industry => &draft.industry,
            ImportField::Size => &draft.size,
            ImportField::Region => &draft.region,
            ImportField::TaxId => &draft.tax_id,
            ImportField::Terms => &draft.terms,
            ImportField::CreditLimit => &limit,
            ImportField::Source => &draft.source,
            ImportField::DoNotContact => answer(draft.do_not_contact),
            ImportField::Goal => &draft.goal,
            ImportField::Rhythm => &rhythm,
            ImportField::PreferredChannel => &draft.preferred_channel,
            ImportField::PreferredHours => &hours,
            _ => &draft.referred_by,
        };
        card.text(property, text);
    }
    card.end(&draft.key, &draft.key, fields)
}

/// The card of a person at a customer; `uid` tells it from all others.
pub fn person_card(draft: &ContactDraft, uid: &str, customer: &CustomerDraft, fields: &[(String, String)]) -> String {
    let mut card = Card::new(&draft.name);
    card.name(&draft.name);
    let department =
        if draft.department.is_empty() { String::new() } else { format!(";{}", escaped(&draft.department)) };
    card.line("ORG", &format!("{}{department}", escaped(&customer.name)));
    card.text("TITLE", &draft.title);
    card.text(ROLE, role(draft.role));
    for part in &draft.parts {
        card.text(PART, &write_part(part, role(part.role)));
    }
    card.reach([&draft.phones, &draft.emails, &draft.chats]);
    card.places(&draft.addresses, &draft.websites);
    card.text("BDAY", &draft.birthday);
    card.text("NOTE", &draft.note);
    card.end(uid, &customer.key, fields)
}

/// A card as far as it is written.
struct Card {
    text: String,
    /// Lines that have a label are numbered.
    labelled: usize,
}

impl Card {
    fn new(name: &str) -> Self {
        let mut card = Self { text: "BEGIN:VCARD\r\nVERSION:3.0\r\n".to_owned(), labelled: 0 };
        card.text("FN", name);
        card
    }

    fn end(mut self, uid: &str, key: &str, fields: &[(String, String)]) -> String {
        for (name, value) in fields {
            self.labelled(FIELD, name, &escaped(value));
        }
        self.text(KEY, key);
        self.text("UID", uid);
        self.text.push_str("END:VCARD\r\n");
        self.text
    }

    /// A name that nobody has taken apart is a given one: programs that go by the parts show it as it is.
    fn name(&mut self, name: &str) {
        self.line("N", &format!(";{};;;", escaped(name)));
    }

    fn reach(&mut self, [phones, emails, chats]: [&[PointDraft]; 3]) {
        for point in phones {
            let kind = phone_type(&point.label);
            // A comma or a semicolon before the extension would be an escape.
            self.labelled(&format!("TEL;TYPE={kind}"), &point.label, &escaped(&point.value.replace(";ext=", " ext. ")));
        }
        for point in emails {
            let kind = place_type(&point.label).map(|kind| format!(",{kind}")).unwrap_or_default();
            self.labelled(&format!("EMAIL;TYPE=INTERNET{kind}"), &point.label, &escaped(&point.value));
        }
        for point in chats {
            let service = service(&point.label).map(|name| format!(";X-SERVICE-TYPE={name}")).unwrap_or_default();
            self.labelled(&format!("IMPP{service}"), &point.label, &link(&format!("{HANDLE}{}", point.value)));
        }
    }

    fn places(&mut self, addresses: &[PointDraft], websites: &[PointDraft]) {
        for point in addresses {
            let kind = place_type(&point.label).map(|kind| format!(";TYPE={kind}")).unwrap_or_default();
            self.labelled(&format!("ADR{kind}"), &point.label, &address(&point.value));
        }
        for point in websites {
            self.labelled("URL", &point.label, &link(&point.value));
        }
    }

    /// A line with a label in the person's own words, which Apple and Google show.
    fn labelled(&mut self, property: &str, label: &str, value: &str) {
        if label.is_empty() {
            self.line(property, value);
            return;
        }
        self.labelled += 1;
        let item = self.labelled;
        self.line(&format!("item{item}.{property}"), value);
        self.line(&format!("item{item}.X-ABLabel"), &escaped(label));
    }

    /// A line of text; none where there is nothing to say.
    fn text(&mut self, property: &str, text: &str) {
        if !text.is_empty() {
            self.line(property, &escaped(text));
        }
    }

    /// A line, folded so that none has more than 75 bytes and no character is cut.
    fn line(&mut self, property: &str, value: &str) {
        let mut room = 75;
        for letter in property.chars().chain([':']).chain(value.chars()) {
            if letter.len_utf8() > room {
                self.text.push_str("\r\n ");
                room = 74;
            }
            self.text.push(letter);
            room -= letter.len_utf8();
        }
        self.text.push_str("\r\n");
    }
}

/// An address in one line is all street to other programs, which know no better either.
fn address(text: &str) -> String {
    format!(";;{};;;;", escaped(text))
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for letter in text.replace("\r\n", "\n").chars() {
        match letter {
            '\n' | '\r' => out.push_str("\\n"),
            '\\' | ',' | ';' => out.extend(['\\', letter]),
            letter => out.push(letter),
        }
    }
    out
}

/// An address of the web keeps its signs, which are its own.
fn link(text: &str) -> String {
    text.replace('\\', "\\\\").replace(['\r', '\n'], " ")
}

/// What phones sort numbers by.
fn phone_type(label: &str) -> &'static str {
    let label = label.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| label.contains(word));
    if says(&["fax", "传真"]) {
        "FAX"
    } else if says(&["mobil", "cell", "手机", "移动"]) {
        "CELL"
    } else {
        place_type(&label).unwrap_or("VOICE")
    }
}

fn place_type(label: &str) -> Option<&'static str> {
    let label = label.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| label.contains(word));
    if says(&["work", "office", "公司", "工作", "办公", "单位"]) {
        Some("WORK")
    } else if says(&["home", "家", "住宅"]) {
        Some("HOME")
    } else {
        None
    }
}

/// The name of a service as a parameter holds it.
fn service(label: &str) -> Option<&str> {
    match label {
        "微信" => Some("WeChat"),
        "钉钉" => Some("DingTalk"),
        label => {
            Some(label).filter(|label| !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric()))
        }
    }
}

const fn answer(answer: Option<bool>) -> &'static str {
    match answer {
        Some(true) => "yes",
        Some(false) => "no",
        None => "",
    }
}

const fn role(role: Option<DecisionRole>) -> &'static str {
    match role {
        Some(DecisionRole::Decides) => "decides",
        Some(DecisionRole::Evaluates) => "evaluates",
        Some(DecisionRole::Supports) => "supports",
        Some(DecisionRole::Uses) => "uses",
        Some(DecisionRole::Opposes) => "opposes",
        None => "",
    }
}

const fn stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Lead => "lead",
        Stage::Prospect => "prospect",
        Stage::Customer => "customer",
        Stage::Lapsed => "lapsed",
    }
}
