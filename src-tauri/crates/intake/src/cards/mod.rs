//! vCards of the versions 2.1, 3.0 and 4.0 as a sheet: a card is a row, and each kind of phone a column.
//!
//! Read with own code and not with a crate: phones write 2.1 with an encoding per line, or with none stated, and files are
//! mostly photos, which must be passed over without being held.
//!
//! Our own cards say what no other program knows in properties of our own, so that they come back as they were.

mod line;
pub(crate) mod write;

use std::collections::HashMap;

use csv::StringRecord;
use encoding_rs::{Encoding, UTF_8};
use satchel_domain::is_han;

use crate::address::{Part, Place};
use crate::column::{Hint, Label};
use crate::decode;
use crate::field::ImportField;
use crate::problem::{ProblemCode, RowProblem};
use crate::reading::join_name;
use crate::sheet::{ReadOptions, ReadProblem, Row, Sheet};
use crate::write::defuse;
use line::{Line, Lines, parts, plain};

/// Labels are as free as people are; what goes beyond this many columns goes into the one without a label.
const MAX_COLUMNS: usize = 80;

/// Whether a text begins as a card does.
pub(crate) fn are_cards(text: &str) -> bool {
    let begin = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']).get(..11);
    begin.is_some_and(|begin| begin.eq_ignore_ascii_case("BEGIN:VCARD"))
}

/// Reads all cards of a file.
pub(crate) fn read(text: &str, encoding: &'static Encoding, options: &ReadOptions) -> Result<Sheet, ReadProblem> {
    // Many phones write ASCII only, and everything else as bytes in an encoding that they do not name.
    let unnamed = match options.encoding {
        Some(_) => encoding,
        None => line::unnamed_encoding(text, options.home),
    };
    let encoding = if encoding == UTF_8 { unnamed } else { encoding };
    let mut sheet = Sheet { encoding: decode::name_of(encoding), ..Sheet::default() };
    let mut columns = Columns::default();
    let mut cards = Vec::new();
    let mut card: Option<Vec<Line>> = None;
    let mut number = 0;
    // Cards of assistants stand inside the cards of those they work for.
    let mut inside = 0_usize;
    let mut expects_agent = false;
    for line in Lines::new(text).map(Some).chain([None]) {
        let (begins, ends) = match &line {
            Some(line) => {
                let is_card = plain(&line.text(unnamed)).trim().eq_ignore_ascii_case("vcard");
                (line.name == "BEGIN" && is_card, line.name == "END" && is_card)
            }
            None => (false, true),
        };
        if begins && (inside > 0 || expects_agent) {
            inside += 1;
        } else if ends && inside > 0 && line.is_some() {
            inside -= 1;
        } else if begins || ends {
            // A card that is never ended ends where the next one begins.
            if let Some(lines) = card.take() {
                number += 1;
                let key = key_of(&lines, unnamed);
                let cells = take_card(number, &lines, unnamed, &mut columns, &mut sheet.problems);
                cards.push((number, key, cells));
            }
            card = begins.then(Vec::new);
        } else if let (Some(lines), Some(line), 0) = (&mut card, line, inside) {
            expects_agent = line.name == "AGENT" && line.text(unnamed).trim().is_empty();
            lines.push(line);
            continue;
        }
        expects_agent = false;
    }
    cards.retain(|(_, _, cells)| !cells.is_empty());
    if cards.is_empty() && sheet.problems.is_empty() {
        return Err(ReadProblem::Empty);
    }
    let order = columns.order();
    for (number, key, cells) in cards {
        // What stands in a card was never defused, so that nothing may be taken off it.
        let cell = |column| cells.get(column).map(|cell| defuse(cell)).unwrap_or_default();
        let record: StringRecord = order.iter().map(cell).collect();
        sheet.rows.push(&Row::of(key, number, &record));
    }
    for column in order {
        let Column { header, field, label, place, is_own, .. } = std::mem::take(&mut columns.all[column]);
        let label = if label.is_empty() && !is_own { Label::None } else { Label::Text(label) };
        sheet.hints.push(Hint { label, place, is_note: header == NOTE.1, in_lines: is_own, ..Hint::default() });
        sheet.headers.push(header);
        sheet.mapping.push(field);
    }
    sheet.note_bad_characters();
    sheet.problems.sort_by_key(|problem| problem.row);
    Ok(sheet)
}

/// The cells of a card by column.
type Cells = HashMap<usize, String>;

/// Columns in the order in which they stand beside each other, with their headers.
type Kind = (u8, &'static str);
const NAME: Kind = (0, "Name");
const ORGANIZATION: Kind = (1, "Organization");
const KIND: Kind = (2, "Kind");
const DEPARTMENT: Kind = (3, "Department");
const TITLE: Kind = (4, "Title");
const PHONE: Kind = (5, "Phone");
const EMAIL: Kind = (6, "Email");
const CHAT: Kind = (7, "Chat");
/// The parts of an address, in the order of the standard.
const ADDRESS: [(Kind, Part); 7] = [
    ((9, "Post box"), Part::PoBox),
    ((10, "Street, further"), Part::Street),
    ((8, "Street"), Part::Street),
    ((11, "City"), Part::City),
    ((12, "Region"), Part::State),
    ((13, "Postal code"), Part::PostalCode),
    ((14, "Country"), Part::Country),
];
/// Further addresses stand behind the first.
const FURTHER: u8 = 7;
const WEBSITE: Kind = (22, "Website");
const CATEGORIES: Kind = (23, "Categories");
const NOTE: Kind = (24, "Note");
const OTHER_WEBSITE: Kind = (25, "Website");
const BIRTHDAY: Kind = (26, "Birthday");
const MORE: Kind = (27, "");
/// What only our own cards say.
const CONTACT_NOTE: Kind = (28, "Contact note");
const OWN_ADDRESS: Kind = (29, "Address");
const FURTHER_ADDRESS: Kind = (30, "Further address");
const FURTHER_WEBSITE: Kind = (31, "Further website");
const CONTACT_BIRTHDAY: Kind = (60, "Contact birthday");
const OWN_COUNTRY: Kind = (61, "Country");
const CONTACT_ROLE: Kind = (62, "Contact part in decisions");
const CONTACT_PARTS: Kind = (63, "Contact also at");
const CUSTOMER_FIELD: Kind = (64, "");
const CONTACT_FIELD: Kind = (65, "");

#[derive(Debug, Default)]
struct Column {
    rank: u8,
    header: String,
    field: Option<ImportField>,
    label: String,
    place: Option<Place>,
    /// Among several of its kind on one of our own cards, which keep their order.
    nth: usize,
    /// Whether only our own cards have it.
    is_own: bool,
}

#[derive(Debug, Default)]
struct Columns {
    all: Vec<Column>,
    known: HashMap<(u8, String), usize>,
    own: HashMap<(u8, usize, String), usize>,
}

impl Columns {
    /// The column for this kind of value with this label.
    fn of(&mut self, kind: Kind, label: &str, field: Option<ImportField>) -> usize {
        let label = if self.all.len() < MAX_COLUMNS { label } else { "" };
        let (rank, header) = kind;
        *self.known.entry((rank, label.to_owned())).or_insert_with(|| {
            let header = match (header, label) {
                (header, "") => header.to_owned(),
                ("", label) => label.to_owned(),
                (header, label) => format!("{header} ({label})"),
            };
            self.all.push(Column { rank, header, field, label: label.to_owned(), ..Column::default() });
            self.all.len() - 1
        })
    }

    /// The same for the `nth` value of its kind on one of our own cards.
    fn of_own(&mut self, (rank, header): Kind, nth: usize, label: &str, field: Option<ImportField>) -> usize {
        let label = if self.all.len() < MAX_COLUMNS { label } else { "" };
        *self.own.entry((rank, nth, label.to_owned())).or_insert_with(|| {
            let header = match (header, nth, label) {
                ("", _, label) => label.to_owned(),
                (header, 0, "") => header.to_owned(),
                (header, nth, "") => format!("{header} {}", nth + 1),
                (header, 0, label) => format!("{header} ({label})"),
                (header, nth, label) => format!("{header} {} ({label})", nth + 1),
            };
            self.all.push(Column { rank, header, field, label: label.to_owned(), place: None, nth, is_own: true });
            self.all.len() - 1
        })
    }

    /// The columns as they are to stand beside each other.
    fn order(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.all.len()).collect();
        order.sort_by_key(|at| (self.all[*at].rank, self.all[*at].nth));
        order
    }
}

/// One card on its way into cells.
struct Card<'a> {
    cells: Cells,
    columns: &'a mut Columns,
}

impl Card<'_> {
    /// Adds a value; several in one cell stand in lines.
    fn put(&mut self, kind: Kind, label: &str, field: Option<ImportField>, value: &str) {
        if !value.trim().is_empty() {
            let column = self.columns.of(kind, label, field);
            self.add(column, value);
        }
    }

    fn add(&mut self, column: usize, value: &str) {
        let cell = self.cells.entry(column).or_default();
        if !cell.is_empty() {
            cell.push('\n');
        }
        cell.push_str(value.trim());
    }
}

/// The cells of a card; none where it is left out, with the reason among the problems.
fn take_card(
    number: u32,
    lines: &[Line],
    unnamed: &'static Encoding,
    columns: &mut Columns,
    problems: &mut Vec<RowProblem>,
) -> Cells {
    use ImportField as F;
    let value = |name: &str| {
        let mut values = lines.iter().filter(|line| line.name == name).map(|line| line.text(unnamed));
        values.find(|value| !value.trim_matches([';', ' ']).is_empty()).unwrap_or_default()
    };
    let name = name_of(&value("FN"), &value("N"), &value("NICKNAME"));
    let mut left_out = |code: ProblemCode| {
        problems.push(RowProblem::new(number, "", code, &name));
        Cells::new()
    };
    let is_group = |line: &Line| {
        matches!(line.name.as_str(), "KIND" | "X-ADDRESSBOOKSERVER-KIND")
            && plain(&line.text(unnamed)).eq_ignore_ascii_case("group")
    };
    if lines.iter().any(is_group) {
        return left_out(ProblemCode::GroupCard);
    }
    if lines.iter().any(|line| line.is_too_long) {
        return left_out(ProblemCode::CellTooLong);
    }
    let key = key_of(lines, unnamed);
    let labels: HashMap<&str, String> = lines
        .iter()
        .filter(|line| line.name == "X-ABLABEL" && !line.group.is_empty())
        .map(|line| (line.group.as_str(), plain(&line.text(unnamed))))
        .collect();
    let mut organization = parts(&value("ORG"), ';').into_iter();
    let company = organization.next().unwrap_or_default();
    let is_company = value("X-ABSHOWAS").eq_ignore_ascii_case("company")
        || value("KIND").eq_ignore_ascii_case("org")
        || !company.is_empty() && name == company && value("N").is_empty();
    let mut card = Card { cells: Cells::new(), columns };
    if key.is_some() {
        card.take_own(lines, &labels, &name, &company);
    } else if is_company {
        let name = if company.is_empty() { &name } else { &company };
        card.put(ORGANIZATION, "", Some(F::Name), name);
        card.put(KIND, "", Some(F::Kind), "company");
    } else {
        card.put(NAME, "", Some(F::ContactName), &name);
        card.put(ORGANIZATION, "", Some(F::Name), &company);
    }
    let department: Vec<String> = organization.filter(|part| !part.trim().is_empty()).collect();
    card.put(DEPARTMENT, "", Some(F::Department), &department.join(", "));
    card.put(TITLE, "", Some(F::ContactTitle), &plain(&value("TITLE")));
    let main_address = main_address(lines);
    let mut further_addresses = Vec::new();
    let others = if key.is_some() { &[] } else { lines };
    for (at, line) in others.iter().enumerate() {
        let text = line.text(unnamed);
        let label = label_of(line, &labels);
        match line.name.as_str() {
            "TEL" => card.phone(line, &plain(&text), &label),
            "EMAIL" => {
                let address = plain(&text);
                card.put(EMAIL, &label, Some(F::ContactEmail), address.strip_prefix("mailto:").unwrap_or(&address));
            }
            "ADR" if Some(at) == main_address => card.address("", &text),
            "ADR" => {
                let label = if label.is_empty() { "2".to_owned() } else { label };
                let alike = further_addresses.iter().filter(|other| **other == label).count();
                card.address(&if alike == 0 { label.clone() } else { format!("{label} {}", alike + 1) }, &text);
                further_addresses.push(label);
            }
            "URL" => {
                let first =
                    !card.columns.known.get(&(WEBSITE.0, String::new())).is_some_and(|at| card.cells.contains_key(at));
                if first {
                    card.put(WEBSITE, "", Some(F::Website), &plain(&text));
                } else {
                    card.put(OTHER_WEBSITE, "2", Some(F::Note), &plain(&text));
                }
            }
            "NOTE" => card.put(NOTE, "", Some(F::Note), &plain(&text)),
            "CATEGORIES" => card.put(CATEGORIES, "", Some(F::Tags), &parts(&text, ',').join(",")),
            "BDAY" => card.put(BIRTHDAY, "", Some(F::Birthday), &date(&text)),
            "ANNIVERSARY" | "NICKNAME" | "ROLE" => {
                card.put(MORE, &title_case(&line.name), None, &plain(&text));
            }
            _ => card.chat(line, &plain(&text)),
        }
    }
    let cells = card.cells;
    if cells.is_empty() {
        return left_out(ProblemCode::NameMissing);
    }
    cells
}

impl Card<'_> {
    /// Puts the parts where the table of a spreadsheet has them; the customer's own address has no label.
    fn address(&mut self, label: &str, value: &str) {
        for (((rank, header), part), text) in ADDRESS.into_iter().zip(parts(value, ';')) {
            if text.trim().is_empty() {
                continue;
            }
            let is_first = label.is_empty();
            let field = match part {
                Part::State if is_first => ImportField::Region,
                Part::Country if is_first => ImportField::Country,
                _ => ImportField::Address,
            };
            let kind = (if is_first { rank } else { rank + FURTHER }, header);
            self.put(kind, label, Some(field), &text);
            let column = self.columns.of(kind, label, Some(field));
            let further =
                self.columns.known.keys().filter(|(known, label)| *known == kind.0 && !label.is_empty()).count();
            self.columns.all[column].place.get_or_insert_with(|| Place {
                rank: if is_first { 0 } else { further },
                called: label.to_owned(),
                part,
            });
        }
    }

    fn phone(&mut self, line: &Line, number: &str, label: &str) {
        use ImportField as F;
        let number = number.strip_prefix("tel:").unwrap_or(number).replace(";ext=", " ext. ");
        let others = label.to_lowercase();
        let field = if line.is("fax") || line.is("pager") || others.contains("fax") || others.contains("assistant") {
            // Nobody is reached there by voice, or somebody else is.
            None
        } else if line.is("cell") || line.is("iphone") {
            Some(F::Mobile)
        } else if line.is("main") {
            Some(F::Phone)
        } else {
            Some(F::ContactPhone)
        };
        self.put(PHONE, label, field, &number);
    }

    /// Handles on chat services, in each of the ways in which programs write them.
    fn chat(&mut self, line: &Line, value: &str) {
        let (scheme, handle) = match value.split_once(':') {
            Some((scheme, handle))
                if !scheme.is_empty() && scheme.chars().all(|sign| sign.is_ascii_alphanumeric() || sign == '-') =>
            {
                (scheme.to_lowercase(), handle)
            }
            _ => (String::new(), value),
        };
        let stated = line.params("X-SERVICE-TYPE").next();
        let (service, handle) = match line.name.as_str() {
            "IMPP" => (stated.unwrap_or(scheme), handle),
            "X-SOCIALPROFILE" => {
                let kind = stated.or_else(|| line.params("TYPE").find(|kind| kind != "pref")).unwrap_or_default();
                let user = line.params("X-USER").next();
                let handle = if matches!(scheme.as_str(), "x-apple" | "xmpp") { handle } else { value };
                return self.put(
                    CHAT,
                    &service_name(&kind),
                    Some(ImportField::Chat),
                    user.as_deref().unwrap_or(handle),
                );
            }
            "X-MS-IMADDRESS" => (String::from("im"), value),
            name => match name.strip_prefix("X-") {
                Some(service) if is_service(service) => (service.to_lowercase(), value),
                _ => return,
            },
        };
        self.put(CHAT, &service_name(&service), Some(ImportField::Chat), handle.trim_start_matches("//"));
    }
}

fn is_service(name: &str) -> bool {
    let name = name.trim_end_matches("-USERNAME").trim_end_matches("-ID");
    matches!(
        name,
        "QQ" | "TENCENT-QQ"
            | "WECHAT"
            | "WEIXIN"
            | "DINGTALK"
            | "AIM"
            | "ICQ"
            | "JABBER"
            | "MSN"
            | "YAHOO"
            | "SKYPE"
            | "GTALK"
            | "GOOGLE-TALK"
            | "TELEGRAM"
            | "WHATSAPP"
            | "LINE"
            | "SIGNAL"
            | "TWITTER"
    )
}

fn service_name(service: &str) -> String {
    match service.trim_end_matches("-username").trim_end_matches("-id").trim_start_matches("tencent-") {
        "wechat" | "weixin" => "WeChat".to_owned(),
        short @ ("im" | "qq" | "aim" | "icq" | "msn" | "sip") => short.to_uppercase(),
        other => title_case(other),
    }
}

fn title_case(word: &str) -> String {
    let mut letters = word.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    first + &letters.as_str().to_lowercase()
}

/// What one of our own cards knows its customer by.
fn key_of(lines: &[Line], unnamed: &'static Encoding) -> Option<String> {
    let key = lines.iter().find(|line| line.name == write::KEY).map(|line| plain(&line.text(unnamed)));
    key.filter(|key| !key.trim().is_empty())
}

impl Card<'_> {
    /// Takes what one of our own cards says; those are written in UTF-8.
    fn take_own(&mut self, lines: &[Line], labels: &HashMap<&str, String>, name: &str, company: &str) {
        use ImportField as F;
        let is_customer = lines.iter().any(|line| line.name == write::KIND);
        if is_customer {
            self.put(ORGANIZATION, "", Some(F::Name), if company.is_empty() { name } else { company });
        } else {
            self.put(NAME, "", Some(F::ContactName), name);
            self.put(ORGANIZATION, "", Some(F::Name), company);
        }
        for (at, line) in lines.iter().enumerate() {
            let (written, label) = (line.text(UTF_8), labels.get(line.group.as_str()).map_or("", String::as_str));
            let nth = lines[..at].iter().filter(|other| other.name == line.name && !other.is("pref")).count();
            let mut put = |kind: Kind, nth: usize, label: &str, field: Option<F>, value: &str| {
                if !value.trim().is_empty() {
                    let column = self.columns.of_own(kind, nth, label, field);
                    self.add(column, value);
                }
            };
            let value = plain(&written);
            match line.name.as_str() {
                "TEL" => put(PHONE, nth, label, Some(F::ContactPhone), &value),
                "EMAIL" => put(EMAIL, nth, label, Some(F::ContactEmail), &value),
                "IMPP" => put(CHAT, nth, label, Some(F::Chat), value.strip_prefix(write::HANDLE).unwrap_or(&value)),
                "ADR" => {
                    let parts = parts(&written, ';');
                    let part = |at: usize| parts.get(at).map(String::as_str).unwrap_or_default();
                    let street = part(2);
                    if line.is("pref") {
                        self.put(OWN_ADDRESS, "", Some(F::Address), street);
                        self.put(OWN_COUNTRY, "", Some(F::Country), part(6));
                    } else {
                        put(FURTHER_ADDRESS, nth, label, Some(F::Address), street);
                    }
                }
                "URL" if line.is("pref") => self.put(WEBSITE, "", Some(F::Website), &value),
                "URL" => put(FURTHER_WEBSITE, nth, label, Some(F::Website), &value),
                "NOTE" if is_customer => self.put(NOTE, "", Some(F::Note), &value),
                "NOTE" => self.put(CONTACT_NOTE, "", Some(F::ContactNote), &value),
                "BDAY" if is_customer => self.put(BIRTHDAY, "", Some(F::Birthday), &value),
                "BDAY" => self.put(CONTACT_BIRTHDAY, "", Some(F::ContactBirthday), &value),
                "CATEGORIES" => put(CATEGORIES, 0, "", Some(F::Tags), &parts(&written, ',').join("\n")),
                write::ROLE => self.put(CONTACT_ROLE, "", Some(F::ContactRole), &value),
                write::PART => self.put(CONTACT_PARTS, "", Some(F::ContactParts), &value),
                write::FIELD if is_customer => put(CUSTOMER_FIELD, 0, label, None, &value),
                write::FIELD => put(CONTACT_FIELD, 0, &format!("Contact {label}"), None, &value),
                name => {
                    let own = (32..).zip(write::OWN).find(|(_, (own, ..))| *own == name);
                    if let Some((rank, (_, header, field))) = own {
                        self.put((rank, header), "", Some(field), &value);
                    }
                }
            }
        }
    }
}

/// What a phone or an address is called: in the person's own words, or by its type.
fn label_of(line: &Line, labels: &HashMap<&str, String>) -> String {
    const SAYS_NOTHING: [&str; 13] =
        ["voice", "pref", "internet", "msg", "video", "text", "x400", "postal", "parcel", "intl", "dom", "other", ""];
    if let Some(own) = labels.get(line.group.as_str()) {
        // Apple marks the labels that are its own.
        return own.trim_start_matches("_$!<").trim_end_matches(">!$_").trim().to_owned();
    }
    let mut kinds: Vec<String> = Vec::new();
    for kind in line.params("TYPE") {
        // In 2.1 an encoding may stand among the types.
        if !SAYS_NOTHING.contains(&kind.as_str()) && !kind.contains("printable") && !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    kinds.join(" ")
}

/// The name in full; from its parts where that is missing, and in Chinese, where programs put a space or turn it round.
fn name_of(full: &str, in_parts: &str, nickname: &str) -> String {
    let parts: Vec<String> = parts(in_parts, ';');
    let part = |at: usize| parts.get(at).map(|part| part.trim()).unwrap_or_default();
    let joined = join_name(part(1), part(2), part(0));
    let full = plain(full);
    if joined.chars().any(is_han) && !part(0).is_empty() || full.trim().is_empty() {
        if joined.is_empty() { plain(nickname) } else { joined }
    } else {
        full
    }
}

/// The address that is the customer's: the preferred one, otherwise the first of the work's, otherwise the first.
fn main_address(lines: &[Line]) -> Option<usize> {
    let all: Vec<usize> = (0..lines.len()).filter(|at| lines[*at].name == "ADR").collect();
    let of = |wanted: &str| all.iter().copied().find(|at| lines[*at].is(wanted));
    of("pref").or_else(|| of("work")).or_else(|| all.first().copied())
}

/// `19800322` and `1980-03-22T00:00:00Z` as `1980-03-22`, `--0203` as it is.
fn date(text: &str) -> String {
    let day = text.trim().split(['T', 't']).next().unwrap_or_default();
    match day.as_bytes() {
        &[a, b, c, d, e, f, g, h] if day.bytes().all(|byte| byte.is_ascii_digit()) => {
            let digits = |bytes: &[u8]| bytes.iter().map(|byte| char::from(*byte)).collect::<String>();
            format!("{}-{}-{}", digits(&[a, b, c, d]), digits(&[e, f]), digits(&[g, h]))
        }
        _ => day.to_owned(),
    }
}
