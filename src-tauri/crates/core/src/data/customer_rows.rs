//! A customer as rows of a table, which an import reads again as they were.

use satchel_domain::{Currency, Money};
use satchel_intake::{PartDraft, PointDraft, write_part, write_point_lines, write_points};

use super::cards::points;
use super::export::{Row, code};
use super::field_columns::FieldColumns;
use super::whole::{Part, Person, Whole};
use crate::customers::contact::DecisionRole;
use crate::customers::contact_point::{Kind as PointKind, Model as ContactPoint};
use crate::fields::custom_field::Answer;
use crate::format;
use crate::people::Language;

pub(super) const CUSTOMER_COLUMNS: &[&str] = &[
    "export-number",
    "export-kind",
    "export-name",
    "export-other-name",
    "export-birthday",
    "export-stage",
    "export-owner",
    "export-industry",
    "export-size",
    "export-region",
    "export-address",
    "export-country",
    "export-phone",
    "export-phone-label",
    "export-email",
    "export-email-label",
    "export-chat",
    "export-chat-label",
    "export-further-address",
    "export-further-address-label",
    "export-website",
    "export-further-website",
    "export-further-website-label",
    "export-tax-id",
    "export-terms",
    "export-credit-limit",
    "export-currency",
    "export-source",
    "export-referred-by",
    "export-tags",
    "export-do-not-contact",
    "export-goal",
    "export-contact-every",
    "export-preferred-channel",
    "export-preferred-hours",
    "export-note",
    "export-contact-name",
    "export-contact-title",
    "export-contact-department",
    "export-contact-role",
    "export-contact-birthday",
    "export-contact-phone",
    "export-contact-phone-label",
    "export-contact-email",
    "export-contact-email-label",
    "export-contact-chat",
    "export-contact-chat-label",
    "export-contact-address",
    "export-contact-address-label",
    "export-contact-website",
    "export-contact-website-label",
    "export-contact-parts",
    "export-contact-note",
];

/// A customer as rows, one for each person there, or one without any.
pub(super) fn rows(language: Language, [own, theirs]: [&FieldColumns; 2], whole: Whole) -> Vec<Row> {
    let Whole { customer, reach, held, owner, referrer, tags, people } = whole;
    let currency: Option<Currency> = customer.currency.parse().ok();
    let limit = customer.credit_limit_minor.zip(currency);
    let Reached { phones, emails, chats, addresses, websites } = Reached::of(&reach);
    let mut first = vec![
        customer.number,
        code(language, "kind", &customer.kind),
        customer.name,
        customer.other_name,
        customer.birthday,
        code(language, "stage", &customer.stage),
        owner,
        customer.industry,
        customer.size,
        customer.region,
        customer.address,
        format::country(language, &customer.country),
    ];
    first.extend([phones, emails, chats, addresses].concat());
    first.push(customer.website);
    first.extend(websites);
    first.extend([
        customer.tax_id,
        customer.terms,
        limit.map(|(minor, currency)| Money { minor, currency }.to_decimal()).unwrap_or_default(),
        customer.currency,
        customer.source,
        referrer,
        tags.join("; "),
        // Empty otherwise: a list that is older than a wish mustn't take it away when it comes back.
        if customer.do_not_contact == Answer::Yes { code(language, "answer", &Answer::Yes) } else { String::new() },
        customer.goal,
        customer.rhythm_days.map(|days| days.to_string()).unwrap_or_default(),
        customer.preferred_channel.map(|channel| code(language, "channel", &channel)).unwrap_or_default(),
        customer.preferred_hours,
        customer.note,
    ]);
    let cells: Vec<String> = own.cells(&held).collect();
    let mut people: Vec<Option<Person>> = people.into_iter().map(Some).collect();
    if people.is_empty() {
        people.push(None);
    }
    let mut rows = Vec::with_capacity(people.len());
    for one in people {
        let holds: Vec<String> = match &one {
            Some(person) => theirs.cells(&person.held).collect(),
            None => theirs.cells(&[]).collect(),
        };
        let person = person(language, one, CUSTOMER_COLUMNS.len() - first.len());
        rows.push([first.clone(), person, cells.clone(), holds].concat());
    }
    rows
}

/// What is said of a person; as many empty cells where there is none.
fn person(language: Language, person: Option<Person>, columns: usize) -> Row {
    let Some(Person { contact, reach, parts, .. }) = person else { return vec![String::new(); columns] };
    let Reached { phones, emails, chats, addresses, websites } = Reached::of(&reach);
    let mut cells =
        vec![contact.name, contact.title, contact.department, role(language, contact.decision_role), contact.birthday];
    cells.extend([phones, emails, chats, addresses, websites].concat());
    cells.push(parts.into_iter().map(|part| part_line(language, part)).collect::<Vec<_>>().join("\n"));
    cells.push(contact.note);
    cells
}

/// The ways to reach somebody: the values of each kind, and what they are called.
struct Reached {
    phones: [String; 2],
    emails: [String; 2],
    chats: [String; 2],
    addresses: [String; 2],
    websites: [String; 2],
}

impl Reached {
    fn of(reach: &[ContactPoint]) -> Self {
        let cells = |kind, write: fn(&[PointDraft]) -> [String; 2]| write(&points(reach, kind));
        Self {
            phones: cells(PointKind::Phone, write_points),
            emails: cells(PointKind::Email, write_points),
            chats: cells(PointKind::Chat, write_point_lines),
            addresses: cells(PointKind::Address, write_point_lines),
            websites: cells(PointKind::Website, write_point_lines),
        }
    }
}

/// A part in decisions in words; nothing where it isn't known.
fn role(language: Language, role: DecisionRole) -> String {
    if role == DecisionRole::None { String::new() } else { code(language, "decision", &role) }
}

/// A person's part at a further customer, which is known by its number.
fn part_line(language: Language, Part { link, number, name }: Part) -> String {
    let word = role(language, link.decision_role);
    let (title, department) = (link.title, link.department);
    write_part(&PartDraft { customer: name, number, title, department, role: None }, &word)
}
