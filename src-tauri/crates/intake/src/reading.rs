//! What is understood of a row, cell by cell.

use satchel_domain::{
    Birthday, Country, CustomerKind, DateOrder, DecisionRole, Hours, Money, Rhythm, Stage, clean_note, clean_text,
    has_company_form, is_han,
};

use crate::address::Address;
use crate::change::{self, CellChange, ChangeReason};
use crate::column::Label;
use crate::communications::read_channel;
use crate::draft::{Cleaned, ContactDraft, Context, CustomerDraft, PointDraft, key_of};
use crate::field::{ImportField, fold, says_no_more};
use crate::parts::{PartDraft, read_parts};
use crate::points::{self, Found, without_doubles};
use crate::problem::{ProblemCode, RowProblem};
use crate::sheet::{Row, Sheet};
use crate::words::{OptOut, read_kind, read_opt_out, read_role, read_stage};

/// What a one-line field holds at most, in characters.
pub(crate) const LINE_CHARS: usize = 500;

/// A row as far as it has been understood.
pub(crate) struct Reading<'a> {
    sheet: &'a Sheet,
    row: &'a Row,
    context: &'a Context,
    so_far: SoFar,
}

#[derive(Default)]
struct SoFar {
    kind: Option<CustomerKind>,
    name: String,
    other_name: String,
    number: String,
    stage: Option<Stage>,
    owner: String,
    industry: String,
    size: String,
    region: Vec<String>,
    address: Vec<String>,
    /// By rank, with what the headers call each.
    addresses: Vec<(usize, String, Address)>,
    country: String,
    website: String,
    tax_id: String,
    terms: String,
    credit_limit: Option<Money>,
    source: String,
    goal: String,
    rhythm: Option<Rhythm>,
    preferred_channel: String,
    preferred_hours: Option<Hours>,
    notes: Vec<String>,
    referred_by: String,
    tags: Vec<String>,
    do_not_contact: Option<bool>,
    phones: Vec<PointDraft>,
    emails: Vec<PointDraft>,
    chats: Vec<PointDraft>,
    places: Vec<PointDraft>,
    websites: Vec<PointDraft>,
    /// What is the customer's whoever else the row names.
    own_chats: Vec<PointDraft>,
    own_places: Vec<PointDraft>,
    own_websites: Vec<PointDraft>,
    person: String,
    first_name: String,
    middle_name: String,
    last_name: String,
    title: String,
    title_header: String,
    department: String,
    department_header: String,
    birthday: String,
    birthday_header: String,
    person_birthday: String,
    person_birthday_header: String,
    person_note: String,
    person_note_header: String,
    role: Option<DecisionRole>,
    role_header: String,
    role_word: String,
    parts: Vec<PartDraft>,
    parts_header: String,
    parts_text: String,
    mobiles: Vec<PointDraft>,
    person_phones: Vec<PointDraft>,
    person_emails: Vec<PointDraft>,
    problems: Vec<RowProblem>,
    changes: Vec<CellChange>,
}

impl<'a> Reading<'a> {
    pub fn new(sheet: &'a Sheet, row: &'a Row, context: &'a Context) -> Self {
        Self { sheet, row, context, so_far: SoFar::default() }
    }

    /// Takes the cell in this column as this field.
    pub fn take(&mut self, field: ImportField, column: usize) {
        use ImportField as F;
        let (sheet, cell) = (self.sheet, self.row.cell(column));
        let header = sheet.headers[column].as_str();
        if field.is_line() {
            self.so_far.changes.extend(change::of_text(column, cell));
        }
        match field {
            F::Name => self.so_far.name = self.line(header, cell),
            F::OtherName => self.so_far.other_name = self.line(header, cell),
            F::Owner => self.so_far.owner = self.line(header, cell),
            F::Industry => self.so_far.industry = self.line(header, cell),
            F::Size => self.so_far.size = self.line(header, cell),
            F::Website if sheet.hints[column].in_lines => {
                self.so_far.websites.extend(points::read_lines(&self.label(field, column), cell));
            }
            F::Website => self.so_far.website = self.line(header, cell),
            F::Number => self.so_far.number = self.line(header, cell),
            F::TaxId => self.so_far.tax_id = self.line(header, cell),
            F::Terms => self.so_far.terms = self.line(header, cell),
            F::Source => self.so_far.source = self.line(header, cell),
            F::Goal => self.so_far.goal = self.line(header, cell),
            F::ReferredBy => self.so_far.referred_by = self.line(header, cell),
            F::ContactName => self.so_far.person = self.line(header, cell),
            F::FirstName => self.so_far.first_name = self.line(header, cell),
            F::MiddleName => self.so_far.middle_name = self.line(header, cell),
            F::LastName => self.so_far.last_name = self.line(header, cell),
            F::ContactTitle => {
                self.so_far.title = self.line(header, cell);
                self.so_far.title_header = header.to_owned();
            }
            F::Department => {
                self.so_far.department = self.line(header, cell);
                self.so_far.department_header = header.to_owned();
            }
            F::ContactNote => {
                self.so_far.person_note = clean_note(cell);
                self.so_far.person_note_header = header.to_owned();
            }
            F::ContactRole => match read_role(cell) {
                Some(role) => {
                    self.so_far.role = Some(role);
                    self.so_far.role_header = header.to_owned();
                    self.so_far.role_word = clean_text(cell);
                }
                None => self.unclear_role(header, cell),
            },
            F::ContactParts => {
                let (parts, unclear) = read_parts(cell);
                unclear.iter().for_each(|word| self.unclear_role(header, word));
                self.so_far.parts.extend(parts);
                self.so_far.parts_header = header.to_owned();
                self.so_far.parts_text = clean_note(cell);
            }
            F::Address if sheet.hints[column].in_lines => {
                self.so_far.places.extend(points::read_lines(&self.label(field, column), cell));
            }
            F::Country if sheet.hints[column].place.is_none() => match Country::read(cell) {
                Some(country) => self.so_far.country = country.to_string(),
                None => self.take_address(field, column, cell),
            },
            F::Region | F::Address | F::Country => self.take_address(field, column, cell),
            F::Note => match sheet.hints[column].is_note {
                true => push_new(&mut self.so_far.notes, clean_note(cell)),
                false if says_something(cell) => self.remember(header, cell),
                false => {}
            },
            F::Birthday => {
                self.so_far.birthday = self.birthday(header, column, cell);
                self.so_far.birthday_header = header.to_owned();
            }
            F::ContactBirthday => {
                self.so_far.person_birthday = self.birthday(header, column, cell);
                self.so_far.person_birthday_header = header.to_owned();
            }
            F::Tags if sheet.hints[column].in_lines => cell.lines().for_each(|tag| self.take_tag(tag)),
            F::Tags => points::pieces(cell).for_each(|tag| self.take_tag(tag)),
            F::DoNotContact => {
                let said = read_opt_out(cell);
                if said == OptOut::Unclear {
                    self.warn(header, ProblemCode::OptOutUnclear, cell);
                }
                // Of several columns one wish is enough.
                self.so_far.do_not_contact = self.so_far.do_not_contact.max(said.wish());
            }
            F::Kind => match read_kind(cell) {
                Some(kind) => self.so_far.kind = Some(kind),
                None => self.warn(header, ProblemCode::KindUnknown, cell),
            },
            F::Stage => match read_stage(cell) {
                Some(stage) => self.so_far.stage = Some(stage),
                None => self.warn(header, ProblemCode::StageUnknown, cell),
            },
            F::CreditLimit => match Money::parse(cell, self.context.currency, self.context.decimal_mark) {
                Ok(limit) => {
                    let after = limit.to_decimal();
                    if after != cell {
                        self.so_far.changes.push(CellChange { column, after, reason: ChangeReason::Amount });
                    }
                    self.so_far.credit_limit = Some(limit);
                }
                Err(_) => {
                    self.warn(header, ProblemCode::MoneyInvalid, cell);
                    self.remember(header, cell);
                }
            },
            F::Rhythm => {
                let read: Option<Rhythm> = self.agreed(header, cell, ProblemCode::RhythmInvalid, cell.parse().ok());
                let after = read.map(|rhythm| rhythm.days().to_string()).filter(|after| after != cell);
                let change = after.map(|after| CellChange { column, after, reason: ChangeReason::Number });
                self.so_far.changes.extend(change);
                self.so_far.rhythm = read;
            }
            F::PreferredChannel => {
                let read = read_channel(cell).filter(|channel| *channel != "note");
                let read = self.agreed(header, cell, ProblemCode::ContactChannelUnknown, read);
                self.so_far.preferred_channel = read.unwrap_or_default().to_owned();
            }
            F::PreferredHours => {
                let read: Option<Hours> = self.agreed(header, cell, ProblemCode::HoursInvalid, cell.parse().ok());
                let after = read.map(|hours| hours.to_string()).filter(|after| after != cell);
                let change = after.map(|after| CellChange { column, after, reason: ChangeReason::Tidied });
                self.so_far.changes.extend(change);
                self.so_far.preferred_hours = read;
            }
            F::Phone | F::ContactPhone | F::Mobile => {
                let found = points::read_phones(
                    &self.label(field, column),
                    cell,
                    self.context.home,
                    sheet.hints[column].in_lines,
                );
                self.so_far.changes.extend(change::of_points(column, cell, &found.points, ChangeReason::Phone));
                let points = self.points(header, ProblemCode::PhoneInvalid, found);
                let points = self.labelled(column, points);
                match field {
                    F::Phone => self.so_far.phones.extend(points),
                    F::Mobile => self.so_far.mobiles.extend(points),
                    _ => self.so_far.person_phones.extend(points),
                }
            }
            F::Email | F::ContactEmail => {
                let found = points::read_emails(&self.label(field, column), cell, sheet.hints[column].in_lines);
                self.so_far.changes.extend(change::of_points(column, cell, &found.points, ChangeReason::Email));
                let points = self.points(header, ProblemCode::EmailInvalid, found);
                let points = self.labelled(column, points);
                match field {
                    F::Email => self.so_far.emails.extend(points),
                    _ => self.so_far.person_emails.extend(points),
                }
            }
            F::Chat | F::CustomerChat => {
                let points = self.labelled(column, points::read_chats(&self.label(field, column), cell));
                match field {
                    F::Chat => self.so_far.chats.extend(points),
                    _ => self.so_far.own_chats.extend(points),
                }
            }
            F::FurtherAddress | F::FurtherWebsite | F::ContactAddress | F::ContactWebsite => {
                let points = self.labelled(column, points::read_lines(&self.label(field, column), cell));
                match field {
                    F::FurtherAddress => self.so_far.own_places.extend(points),
                    F::FurtherWebsite => self.so_far.own_websites.extend(points),
                    F::ContactAddress => self.so_far.places.extend(points),
                    _ => self.so_far.websites.extend(points),
                }
            }
        }
    }

    fn take_address(&mut self, field: ImportField, column: usize, cell: &str) {
        if let Some(place) = &self.sheet.hints[column].place {
            let known = &mut self.so_far.addresses;
            let at = known.iter().position(|(rank, _, _)| *rank == place.rank).unwrap_or_else(|| {
                known.push((place.rank, place.called.clone(), Address::default()));
                known.len() - 1
            });
            known[at].2.take(place.part, cell);
            return;
        }
        let part = self.line(&self.sheet.headers[column], cell);
        let parts = if field == ImportField::Region { &mut self.so_far.region } else { &mut self.so_far.address };
        push_new(parts, part);
    }

    /// What to label the values of a cell with.
    fn label(&self, field: ImportField, column: usize) -> String {
        match &self.sheet.hints[column].label {
            Label::Column(beside) => points::clean_label(self.row.cell(*beside)),
            Label::Text(text) => text.clone(),
            Label::None if field.is_called_by_its_header() => {
                let header = &self.sheet.headers[column];
                let called = header.rsplit(" - ").next().unwrap_or_default();
                if says_no_more(&fold(header)) { String::new() } else { called.to_owned() }
            }
            Label::None => String::new(),
        }
    }

    /// The values of a cell with what each is called, where the column beside tells them apart.
    fn labelled(&self, column: usize, points: Vec<PointDraft>) -> Vec<PointDraft> {
        match &self.sheet.hints[column].label {
            Label::Column(beside) => points::labelled(points, self.row.cell(*beside)),
            _ => points,
        }
    }

    fn points(&mut self, header: &str, code: ProblemCode, found: Found<'_>) -> Vec<PointDraft> {
        for bad in found.bad {
            self.warn(header, code, bad);
        }
        found.points
    }

    fn warn(&mut self, header: &str, code: ProblemCode, value: &str) {
        self.so_far.problems.push(RowProblem::new(self.row.number, header, code, value));
    }

    fn unclear_role(&mut self, header: &str, word: &str) {
        self.warn(header, ProblemCode::RoleUnknown, word);
        self.remember(header, word);
    }

    /// What was read of a cell; what wasn't understood goes into the note.
    fn agreed<T>(&mut self, header: &str, cell: &str, code: ProblemCode, read: Option<T>) -> Option<T> {
        if read.is_none() {
            self.warn(header, code, cell);
            self.remember(header, cell);
        }
        read
    }

    /// Keeps in the note what has no other place.
    fn remember(&mut self, header: &str, text: &str) {
        push_new(&mut self.so_far.notes, noted(header, text));
    }

    fn line(&mut self, header: &str, cell: &str) -> String {
        let text = clean_text(cell);
        let Some((end, _)) = text.char_indices().nth(LINE_CHARS) else { return text };
        self.warn(header, ProblemCode::TextTooLong, &text);
        self.remember(header, &text);
        text[..end].trim_end().to_owned()
    }

    /// A birthday as it is stored; what is none goes into the note.
    fn birthday(&mut self, header: &str, column: usize, cell: &str) -> String {
        if !says_something(cell) {
            return String::new();
        }
        let read = Birthday::parse(cell, self.sheet.hints[column].days);
        if read.and_then(Birthday::date).is_some_and(|date| date > self.context.today) {
            self.warn(header, ProblemCode::BirthdayToCome, cell);
            self.remember(header, cell);
            return String::new();
        }
        if let Some(birthday) = read {
            let after = birthday.to_string();
            if after != cell {
                let reason = ChangeReason::Date;
                self.so_far.changes.push(CellChange { column, after: after.clone(), reason });
            }
            return after;
        }
        let in_two_ways = Birthday::parse(cell, DateOrder::DayFirst).is_some();
        let code = if in_two_ways { ProblemCode::DateAmbiguous } else { ProblemCode::DateInvalid };
        self.warn(header, code, cell);
        self.remember(header, cell);
        String::new()
    }

    fn take_tag(&mut self, part: &str) {
        let tag = clean_text(part);
        // Google marks the groups that it made itself.
        let is_new = self.so_far.tags.iter().all(|known| known.to_lowercase() != tag.to_lowercase());
        if !tag.is_empty() && !tag.starts_with("* ") && is_new {
            self.so_far.tags.push(tag);
        }
    }

    /// The first address that is somewhere is the customer's; others go into the note. Returns it with its region; its
    /// country is kept by itself.
    fn settle_addresses(&mut self) -> (String, String) {
        let mut all = std::mem::take(&mut self.so_far.addresses);
        all.sort_by_key(|(rank, _, _)| *rank);
        all.retain(|(_, _, address)| address.is_somewhere());
        let mut all = all.into_iter();
        let mut main = all.next().map(|(_, _, address)| address).unwrap_or_default();
        for (_, called, address) in all {
            self.remember(&called, &address.in_a_line(self.context.home));
        }
        let mut place = self.context.home;
        if let (true, Some(country)) = (self.so_far.country.is_empty(), Country::read(&main.country)) {
            self.so_far.country = country.to_string();
            main.country.clear();
            place = country;
        }
        let line = main.in_a_line(place);
        let mut address = vec![line];
        address.append(&mut self.so_far.address);
        address.retain(|part| !part.is_empty());
        let region = if self.so_far.region.is_empty() { main.state } else { join_parts(&self.so_far.region) };
        (self.line("", &join_parts(&address)), region)
    }

    /// Whose birthdays they are: the customer's, and those of the person there. A company has none, and the row may name nobody.
    fn settle_birthdays(&mut self, kind: CustomerKind, has_person: bool) -> (String, String) {
        let of_person = kind == CustomerKind::Person;
        let (mut own, mut theirs) = (String::new(), String::new());
        let so_far = &mut self.so_far;
        let mut left = Vec::new();
        let given = [
            (
                std::mem::take(&mut so_far.birthday),
                std::mem::take(&mut so_far.birthday_header),
                of_person || !has_person,
            ),
            (
                std::mem::take(&mut so_far.person_birthday),
                std::mem::take(&mut so_far.person_birthday_header),
                !has_person,
            ),
        ];
        for (birthday, header, is_own) in given {
            let free = if is_own { of_person && own.is_empty() } else { theirs.is_empty() };
            match (free, is_own) {
                (true, true) => own = birthday,
                (true, false) => theirs = birthday,
                (false, _) => left.push((header, birthday)),
            }
        }
        for (header, birthday) in left.into_iter().filter(|(_, birthday)| !birthday.is_empty()) {
            self.remember(&header, &birthday);
        }
        (own, theirs)
    }

    pub fn finish(mut self) -> Cleaned {
        let (address, region) = self.settle_addresses();
        let person = match self.so_far.person.is_empty() {
            true => join_name(&self.so_far.first_name, &self.so_far.middle_name, &self.so_far.last_name),
            false => std::mem::take(&mut self.so_far.person),
        };
        if self.so_far.name.is_empty() {
            self.so_far.name = std::mem::take(&mut self.so_far.other_name);
        }
        // A card that says whose it is may be that of a person called like the customer.
        let same_name = self.so_far.name == person && self.row.key().is_empty();
        let is_own_contact = !person.is_empty() && (self.so_far.name.is_empty() || same_name);
        if self.so_far.name.is_empty() {
            self.so_far.name.clone_from(&person);
        }
        if self.so_far.name.is_empty() {
            return Cleaned { draft: None, problems: self.so_far.problems, changes: self.so_far.changes };
        }
        let has_person = !person.is_empty() && !is_own_contact;
        if !has_person {
            // A person's work has no place on a customer, and is not lost.
            for (header, text) in [
                (self.so_far.title_header.clone(), self.so_far.title.clone()),
                (self.so_far.department_header.clone(), self.so_far.department.clone()),
                (self.so_far.person_note_header.clone(), self.so_far.person_note.clone()),
                (self.so_far.role_header.clone(), self.so_far.role_word.clone()),
                (self.so_far.parts_header.clone(), self.so_far.parts_text.clone()),
            ] {
                if !text.is_empty() {
                    self.remember(&header, &text);
                }
            }
        }
        let kind = self.so_far.kind.unwrap_or(if is_own_contact && !has_company_form(&self.so_far.name) {
            CustomerKind::Person
        } else {
            CustomerKind::Company
        });
        let birthdays = self.settle_birthdays(kind, has_person);
        let row = self.row.number;
        let mut all = self.so_far;
        let mut person_phones = all.mobiles;
        person_phones.append(&mut all.person_phones);
        let contact = if has_person {
            Some(ContactDraft {
                name: person,
                title: all.title,
                department: all.department,
                birthday: birthdays.1,
                role: all.role,
                parts: all.parts,
                note: all.person_note,
                phones: without_doubles(person_phones),
                emails: without_doubles(all.person_emails),
                chats: without_doubles(std::mem::take(&mut all.chats)),
                addresses: without_doubles(std::mem::take(&mut all.places)),
                websites: without_doubles(std::mem::take(&mut all.websites)),
            })
        } else {
            all.phones.append(&mut person_phones);
            all.emails.append(&mut all.person_emails);
            None
        };
        let draft = CustomerDraft {
            row,
            key: match self.row.key() {
                "" => key_of(&all.number, &all.name),
                key => key.to_owned(),
            },
            kind,
            name: all.name,
            number: all.number,
            other_name: all.other_name,
            birthday: birthdays.0,
            stage: all.stage,
            owner: all.owner,
            industry: all.industry,
            size: all.size,
            region,
            address,
            country: all.country,
            website: all.website,
            tax_id: all.tax_id,
            terms: all.terms,
            credit_limit: all.credit_limit,
            source: all.source,
            goal: all.goal,
            rhythm: all.rhythm,
            preferred_channel: all.preferred_channel,
            preferred_hours: all.preferred_hours,
            note: all.notes.join("\n"),
            referred_by: all.referred_by,
            tags: all.tags,
            do_not_contact: all.do_not_contact,
            phones: without_doubles(all.phones),
            emails: without_doubles(all.emails),
            chats: without_doubles([all.own_chats, all.chats].concat()),
            addresses: without_doubles([all.own_places, all.places].concat()),
            websites: without_doubles([all.own_websites, all.websites].concat()),
            contact,
        };
        Cleaned { draft: Some(draft), problems: all.problems, changes: all.changes }
    }
}

/// Whether there is more than the zeros that Outlook writes for no date.
fn says_something(cell: &str) -> bool {
    cell.chars().any(|sign| sign.is_alphanumeric() && sign != '0')
}

/// Family name first without a space in Chinese, last otherwise.
pub(crate) fn join_name(first: &str, middle: &str, last: &str) -> String {
    if [first, middle, last].iter().any(|name| name.chars().any(is_han)) {
        return format!("{last}{middle}{first}");
    }
    let parts: Vec<&str> = [first, middle, last].into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}

fn join_parts(parts: &[String]) -> String {
    parts.join(if parts.iter().all(|part| part.is_ascii()) { ", " } else { " " })
}

/// What a column says that has no other place, as a line of a note.
pub fn noted(header: &str, cell: &str) -> String {
    let text = clean_note(cell);
    if header.is_empty() { text } else { format!("{header}: {text}") }
}

fn push_new(parts: &mut Vec<String>, part: String) {
    if !part.is_empty() && !parts.contains(&part) {
        parts.push(part);
    }
}
