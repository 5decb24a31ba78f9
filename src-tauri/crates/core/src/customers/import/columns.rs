//! Which column fills what: fields that every workspace has, custom fields, and custom fields that the import adds.

use std::collections::HashSet;

use satchel_domain::{DateOrder, Money, clean_text, is_han, is_two_days};
use satchel_intake::{
    CellChange, ChangeReason, CustomerDraft, ImportField, ProblemCode, Row, RowProblem, Sheet, fold_header, noted,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ImportCustomers;
use super::mapping::{MappingOrigin, Taken, recall};
use crate::App;
use crate::error::{Code, Error, Result};
use crate::fields::choices::{self, MOST as MOST_CHOICES};
use crate::fields::custom_field::{Answer, Model};
use crate::fields::values::start;
use crate::fields::written::{Written, order_of};
use crate::fields::{Kind, Subject, Value, all, contact_header, field_choice, may_be_added};
use crate::ids::CustomFieldId;
use crate::people::{Actor, Language};
use crate::wire::short_text;

/// What a column of the file fills.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ColumnTarget {
    /// A field that every workspace has.
    Field(ImportField),
    /// A custom field.
    Custom(CustomFieldId),
    /// A custom field that the import adds, called what stands above the column.
    New(NewField),
}

/// A custom field that an import adds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewField {
    /// What kind of record has it.
    pub subject: Subject,
    /// What it holds.
    pub kind: Kind,
}

/// What comes first in the days of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DateReading {
    /// The day.
    DayFirst,
    /// The month.
    MonthFirst,
}

impl DateReading {
    /// What the days of a column tell by themselves.
    pub(crate) fn seen(cells: impl Iterator<Item = impl AsRef<str>>) -> Option<Self> {
        match order_of(cells) {
            DateOrder::DayFirst => Some(Self::DayFirst),
            DateOrder::MonthFirst => Some(Self::MonthFirst),
            DateOrder::Unknown => None,
        }
    }

    /// The order in which days are read.
    pub(crate) const fn order(reading: Option<Self>) -> DateOrder {
        match reading {
            Some(Self::DayFirst) => DateOrder::DayFirst,
            Some(Self::MonthFirst) => DateOrder::MonthFirst,
            None => DateOrder::Unknown,
        }
    }
}

/// The days of a column.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Days {
    /// How many can be read in two ways.
    pub doubtful: usize,
    /// How those are read; none while nobody knows.
    pub reading: Option<DateReading>,
}

/// What a row says in custom fields.
pub(super) type HeldDraft = Vec<(Subject, CustomFieldId, Value)>;

/// What all columns of a file fill.
pub(super) struct Columns {
    /// For each column what it fills.
    pub targets: Vec<Option<ColumnTarget>>,
    /// Where that was taken from.
    pub origin: MappingOrigin,
    /// For each column the days in it, where it fills a field of days.
    pub days: Vec<Days>,
    /// The columns that fill custom fields.
    custom: Vec<(usize, Written)>,
    /// What new records start with in fields that no column fills.
    pub starts: HeldDraft,
    /// The fields that the import adds.
    pub new: Vec<Model>,
    /// The choices of those.
    pub new_choices: Vec<field_choice::Model>,
    /// The fields that hold several choices.
    pub several: HashSet<CustomFieldId>,
}

impl Columns {
    /// Takes the mapping that a person chose, recalls one, or finds one, and leaves the fields of every workspace to the sheet.
    ///
    /// # Errors
    /// `refused` where the role may not add fields; `invalid` where one can't be added.
    pub async fn new(app: &App, actor: Actor, sheet: &mut Sheet, input: &ImportCustomers) -> Result<Self> {
        let known = all(app.read(), None).await?;
        let mut choices = choices::of(app.read(), None).await?;
        let currency = super::currency(app)?;
        let used: Vec<&Model> = known.iter().filter(|field| field.archived == Answer::No).collect();
        let recalled = recall(app, input, &sheet.headers).await?;
        let may_add = actor.role.may_administer();
        let (recalled_targets, dates) = recalled.targets(&sheet.headers, &found(sheet, &used), &used, may_add);
        let mut targets = input.mapping.clone().unwrap_or(recalled_targets);
        targets.resize(sheet.headers.len(), None);
        let mut columns = Self {
            targets: Vec::new(),
            origin: recalled.origin,
            days: vec![Days::default(); targets.len()],
            custom: Vec::new(),
            starts: Vec::new(),
            new: Vec::new(),
            new_choices: Vec::new(),
            several: HashSet::new(),
        };
        let mut taken = HashSet::new();
        for (at, target) in targets.iter_mut().enumerate() {
            let days = || {
                let chosen = input.dates.as_ref().and_then(|dates| dates.get(at).copied().flatten());
                Days::of(sheet, at, chosen, dates[at])
            };
            let field = match *target {
                Some(ColumnTarget::Custom(id)) => {
                    let field = used.iter().find(|field| field.id == id).filter(|_| taken.insert(id));
                    field.map(|field| (*field).clone())
                }
                Some(ColumnTarget::New(new)) => {
                    if !may_add {
                        return Err(Error::new(Code::Refused, "only the owner adds fields"));
                    }
                    let field = new_field(app, &sheet.headers[at], new)?;
                    let others: Vec<Model> = known.iter().chain(&columns.new).cloned().collect();
                    let beside = others.into_iter().filter(|other| other.subject == field.subject);
                    may_be_added(&field, &beside.collect::<Vec<_>>())?;
                    if field.kind.chooses() {
                        columns.new_choices.extend(new_choices(app, &field, sheet, at)?);
                        choices
                            .extend(columns.new_choices.iter().filter(|choice| choice.field_id == field.id).cloned());
                    }
                    columns.new.push(field.clone());
                    Some(field)
                }
                Some(ColumnTarget::Field(field)) if field.is_birthday() => {
                    columns.days[at] = days();
                    sheet.read_days(at, DateReading::order(columns.days[at].reading));
                    continue;
                }
                Some(ColumnTarget::Field(_)) | None => continue,
            };
            match field {
                Some(field) => {
                    let mine = choices.iter().filter(|choice| choice.field_id == field.id).cloned().collect();
                    if field.kind == Kind::Date {
                        columns.days[at] = days();
                    }
                    let order = DateReading::order(columns.days[at].reading);
                    columns.custom.push((at, Written::new(field, mine, currency, order)));
                }
                None => *target = None,
            }
        }
        sheet.mapping = targets.iter().map(|target| builtin(*target)).collect();
        let filled: HashSet<CustomFieldId> = columns.custom.iter().map(|(_, written)| written.field.id).collect();
        let beside = used.iter().filter(|field| !filled.contains(&field.id));
        columns.starts =
            beside.filter_map(|field| start(field, &choices).map(|value| (field.subject, field.id, value))).collect();
        let several = known.iter().chain(&columns.new).filter(|field| field.kind == Kind::Choices);
        columns.several = several.map(|field| field.id).collect();
        columns.targets = targets;
        Ok(columns)
    }

    /// What each column is taken for, to be remembered.
    pub fn taken(&self, headers: &[String]) -> Vec<Taken> {
        let columns = headers.iter().zip(&self.targets).zip(&self.days);
        columns
            .map(|((header, target), days)| Taken { header: fold_header(header), target: *target, dates: days.reading })
            .collect()
    }

    /// The same once its fields were added.
    pub fn taken_after(&self, headers: &[String]) -> Vec<Taken> {
        let mut taken = self.taken(headers);
        for (at, written) in &self.custom {
            taken[*at].target = Some(ColumnTarget::Custom(written.field.id));
        }
        taken
    }

    /// Whether any column fills a custom field.
    pub const fn fill_custom(&self) -> bool {
        !self.custom.is_empty()
    }

    /// What a row says in custom fields. What can't be a value of its field goes into the note of the draft, and is told.
    pub fn read(
        &self,
        sheet: &Sheet,
        row: &Row,
        draft: &mut CustomerDraft,
        problems: &mut Vec<RowProblem>,
        changes: &mut Vec<CellChange>,
    ) -> HeldDraft {
        let mut held = Vec::new();
        for (at, written) in &self.custom {
            let (header, cell, field) = (&sheet.headers[*at], row.cell(*at), &written.field);
            let read = match written.read(cell) {
                Ok(Some(_)) if field.subject == Subject::Contact && draft.contact.is_none() => {
                    Err(ProblemCode::PersonMissing)
                }
                Ok(None) if field.required == Answer::Yes => {
                    problems.push(RowProblem::new(row.number, header, ProblemCode::ValueRequired, cell));
                    continue;
                }
                read => read,
            };
            match read {
                Ok(Some(value)) => {
                    changes.extend(change(*at, cell, &value));
                    held.push((field.subject, field.id, value));
                }
                Ok(None) => {}
                Err(code) => {
                    problems.push(RowProblem::new(row.number, header, code, cell));
                    let note = &mut draft.note;
                    note.push_str(if note.is_empty() { "" } else { "\n" });
                    note.push_str(&noted(header, cell));
                }
            }
        }
        held
    }
}

impl Days {
    /// What a person chose counts most, then what the days themselves tell, then what is remembered.
    fn of(sheet: &Sheet, column: usize, chosen: Option<DateReading>, remembered: Option<DateReading>) -> Self {
        let cells = || sheet.rows.iter().map(move |row| row.cell(column).to_owned());
        Self {
            doubtful: cells().filter(|cell| is_two_days(cell)).count(),
            reading: chosen.or_else(|| DateReading::seen(cells())).or(remembered),
        }
    }
}

/// How a value differs from what the cell says, where it does.
fn change(column: usize, cell: &str, value: &Value) -> Option<CellChange> {
    let (after, reason) = match value {
        Value::Date { day } => (day.clone(), ChangeReason::Date),
        Value::Number { number } => (number.clone(), ChangeReason::Number),
        Value::Money { minor, currency } => {
            let amount = Money { minor: *minor, currency: currency.parse().ok()? }.to_decimal();
            if amount == cell {
                return None;
            }
            (format!("{amount} {currency}"), ChangeReason::Amount)
        }
        Value::Text { text } => {
            let reason = if text == cell.trim() { ChangeReason::Trimmed } else { ChangeReason::Tidied };
            (text.clone(), reason)
        }
        Value::Choices { .. } | Value::Answer { .. } => return None,
    };
    (after != cell).then_some(CellChange { column, after, reason })
}

const fn builtin(target: Option<ColumnTarget>) -> Option<ImportField> {
    match target {
        Some(ColumnTarget::Field(field)) => Some(field),
        _ => None,
    }
}

/// What the headers say: a custom field by either of its names or by its key, and the others as every workspace has them. Of
/// columns with the same header the last is the custom field's, as our own lists are written; none loses its name by it.
fn found(sheet: &Sheet, used: &[&Model]) -> Vec<Option<ColumnTarget>> {
    let mut targets: Vec<Option<ColumnTarget>> =
        sheet.mapping.iter().map(|field| field.map(ColumnTarget::Field)).collect();
    let headers: Vec<String> = sheet.headers.iter().map(|header| fold_header(header)).collect();
    for field in used {
        let names = names_above(field);
        let free = |at: &usize| match targets[*at] {
            Some(ColumnTarget::Field(field)) => !field.names(),
            Some(_) => false,
            None => true,
        };
        let mine = |at: &usize| !headers[*at].is_empty() && names.contains(&headers[*at]);
        if let Some(at) = (0..headers.len()).rev().filter(mine).find(free) {
            targets[at] = Some(ColumnTarget::Custom(field.id));
        }
    }
    targets
}

/// What may stand above a column for a field, folded; our own lists say whose field it is.
fn names_above(field: &Model) -> Vec<String> {
    let mut names = vec![field.name_en.clone(), field.name_zh.clone(), field.id.to_string()];
    if field.subject == Subject::Contact {
        for language in [Language::English, Language::Chinese] {
            let given = [&field.name_en, &field.name_zh].into_iter().filter(|name| !name.is_empty());
            names.extend(given.map(|name| contact_header(language, name)));
        }
    }
    names.iter().map(|name| fold_header(name)).collect()
}

/// A field called what stands above a column, in the language that this is in.
fn new_field(app: &App, header: &str, new: NewField) -> Result<Model> {
    let names = in_its_language(short_text("nameEn", header)?);
    Ok(Model::new(app.clock.key(), new.subject, new.kind, names, app.clock.now()))
}

/// The choices that a column names, in the file's order.
fn new_choices(app: &App, field: &Model, sheet: &Sheet, column: usize) -> Result<Vec<field_choice::Model>> {
    let (mut seen, mut new) = (HashSet::new(), Vec::new());
    for row in sheet.rows.iter() {
        let cell = row.cell(column);
        let names: Vec<&str> =
            if field.kind == Kind::Choices { satchel_intake::pieces(cell).collect() } else { vec![cell] };
        for name in names.into_iter().map(clean_text) {
            if name.is_empty() || !seen.insert(name.to_lowercase()) {
                continue;
            }
            if new.len() == MOST_CHOICES {
                return Err(Error::invalid("choices", "too_many"));
            }
            let (names, position) = (in_its_language(short_text("choices", &name)?), i64::try_from(new.len()));
            let position = position.unwrap_or(i64::MAX);
            new.push(field_choice::Model::new(app.clock.key(), field.id, names, position, field.created_at));
        }
    }
    Ok(new)
}

/// A name as English or as Chinese, whichever it is.
fn in_its_language(name: String) -> (String, String) {
    if name.chars().any(is_han) { (String::new(), name) } else { (name, String::new()) }
}
