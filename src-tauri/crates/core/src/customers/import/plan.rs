//! What each row of an import becomes: a new customer, something added to one that is there, or nothing.

use std::collections::HashMap;

use satchel_domain::{clean_text, name_key};
use satchel_intake::{CustomerDraft, ProblemCode, RowProblem};
use sea_orm::QuerySelect;
use sea_orm::entity::prelude::*;

use super::columns::HeldDraft;
use super::{DuplicateReason, ImportDuplicate, OnDuplicate, RowAction};
use crate::App;
use crate::customers::{contact_point, customer, find_many};
use crate::error::Result;
use crate::ids::{CustomerId, UserId};
use crate::people::user;

/// Values that one question names, at most.
const ASKED: usize = 5_000;

/// What a row says.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    /// In the fields of every workspace.
    pub customer: CustomerDraft,
    /// In custom fields.
    pub held: HeldDraft,
}

/// A row on its way into the database.
#[derive(Debug, Clone)]
pub(super) struct Planned {
    /// The row, by its place among the drafts.
    pub at: usize,
    /// Further rows of the same customer, whose people and phones go with it.
    pub more: Vec<usize>,
    /// The key it will have, or has.
    pub id: CustomerId,
    /// Who looks after it.
    pub owner: Option<UserId>,
    /// The customer that recommended us.
    pub referrer: Option<CustomerId>,
}

/// What an import will do.
#[derive(Default)]
pub(super) struct Plan {
    /// New customers, in the file's order.
    pub created: Vec<Planned>,
    /// Customers that are there, and what the rows add.
    pub updated: Vec<Planned>,
    /// What becomes of each row, in the file's order.
    pub actions: Vec<(u32, RowAction)>,
    /// Rows left out.
    pub skipped: usize,
    /// Suspected duplicates.
    pub duplicates: Vec<ImportDuplicate>,
    /// What only the database can tell is wrong.
    pub problems: Vec<RowProblem>,
}

/// Whom a phone, an address or a name belongs to.
#[derive(Debug, Clone, Copy)]
enum Whose {
    /// A customer that is there.
    Known(CustomerId),
    /// The customer that an earlier row creates, by its place in the plan.
    Row(usize),
}

/// What rows are compared by.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Mark {
    Phone(String),
    Email(String),
    Name(String),
}

impl Mark {
    fn reason(&self) -> DuplicateReason {
        match self {
            Self::Phone(_) => DuplicateReason::Phone,
            Self::Email(_) => DuplicateReason::Email,
            Self::Name(_) => DuplicateReason::Name,
        }
    }
}

/// A row with its marks, the telling ones first. Only valid phones and addresses tell anything.
#[derive(Debug)]
pub(super) struct Marked {
    pub draft: Draft,
    marks: Vec<Mark>,
}

impl Marked {
    pub fn new(draft: Draft) -> Self {
        let customer = &draft.customer;
        let contact = customer.contact.as_ref();
        let phones = customer.phones.iter().chain(contact.iter().flat_map(|contact| &contact.phones));
        let emails = customer.emails.iter().chain(contact.iter().flat_map(|contact| &contact.emails));
        let phones = phones.filter(|point| point.valid).map(|point| Mark::Phone(point.value.clone()));
        let emails = emails.filter(|point| point.valid).map(|point| Mark::Email(point.value.clone()));
        let mut marks: Vec<Mark> = phones.chain(emails).collect();
        let name = name_key(&customer.name);
        if !name.is_empty() {
            marks.push(Mark::Name(name));
        }
        Self { draft, marks }
    }
}

impl Plan {
    /// Decides what each row becomes.
    pub async fn new(
        app: &App,
        rows: &[Marked],
        on_duplicate: OnDuplicate,
        decided: &HashMap<u32, OnDuplicate>,
    ) -> Result<Self> {
        let mut whose = known(app, rows).await?;
        let names = names_of(app, &whose).await?;
        let owners = owners(app).await?;
        let mut plan = Self::default();
        let mut touched: HashMap<CustomerId, usize> = HashMap::new();
        for (at, Marked { draft: Draft { customer: draft, .. }, marks }) in rows.iter().enumerate() {
            let found = marks.iter().find_map(|mark| whose.get(mark).map(|whose| (mark.reason(), *whose)));
            if let Some((reason, other)) = found {
                plan.duplicates.push(plan.duplicate(rows, draft, reason, other, &names));
            }
            let action = match (decided.get(&draft.row), found) {
                (Some(OnDuplicate::Skip), _) => OnDuplicate::Skip,
                (_, None) => OnDuplicate::Create,
                (decided, Some(_)) => decided.copied().unwrap_or(on_duplicate),
            };
            plan.actions.push((draft.row, action.into()));
            match (action, found) {
                (OnDuplicate::Skip, _) => {
                    plan.skipped += 1;
                    continue;
                }
                (OnDuplicate::Update, Some((_, Whose::Row(place)))) => {
                    plan.created[place].more.push(at);
                    continue;
                }
                (OnDuplicate::Update, Some((_, Whose::Known(id)))) => {
                    match touched.get(&id) {
                        Some(place) => plan.updated[*place].more.push(at),
                        None => {
                            touched.insert(id, plan.updated.len());
                            let planned = plan.planned(at, draft, id, &owners);
                            plan.updated.push(planned);
                        }
                    }
                    continue;
                }
                (OnDuplicate::Update | OnDuplicate::Create, _) => {}
            }
            let place = plan.created.len();
            for mark in marks {
                whose.entry(mark.clone()).or_insert(Whose::Row(place));
            }
            let planned = plan.planned(at, draft, app.clock.key(), &owners);
            plan.created.push(planned);
        }
        plan.find_referrers(rows, &whose, app).await?;
        Ok(plan)
    }

    fn duplicate(
        &self,
        rows: &[Marked],
        draft: &CustomerDraft,
        reason: DuplicateReason,
        other: Whose,
        names: &HashMap<CustomerId, String>,
    ) -> ImportDuplicate {
        let (customer_id, customer_name, earlier_row) = match other {
            Whose::Known(id) => (Some(id), names.get(&id).cloned().unwrap_or_default(), None),
            Whose::Row(place) => {
                let earlier = &rows[self.created[place].at].draft.customer;
                (None, earlier.name.clone(), Some(earlier.row))
            }
        };
        ImportDuplicate { row: draft.row, name: draft.name.clone(), customer_id, customer_name, earlier_row, reason }
    }

    fn planned(
        &mut self,
        at: usize,
        said: &CustomerDraft,
        id: CustomerId,
        owners: &HashMap<String, UserId>,
    ) -> Planned {
        let owner = owners.get(&said.owner.to_lowercase()).copied();
        if owner.is_none() && !said.owner.is_empty() {
            self.problems.push(RowProblem::new(said.row, "", ProblemCode::OwnerUnknown, &said.owner));
        }
        Planned { at, more: Vec::new(), id, owner, referrer: None }
    }

    /// Referrers are named; they may be in the database or in the file, also further down.
    async fn find_referrers(&mut self, rows: &[Marked], whose: &HashMap<Mark, Whose>, app: &App) -> Result<()> {
        let said = |planned: &Planned| &rows[planned.at].draft.customer;
        let wanted = |planned: &Planned| Some(name_key(&said(planned).referred_by)).filter(|key| !key.is_empty());
        let names: Vec<String> = self.created.iter().chain(&self.updated).filter_map(wanted).collect();
        let known = customers_named(app, &names.iter().map(String::as_str).collect::<Vec<_>>()).await?;
        let ids: Vec<CustomerId> = self.created.iter().map(|planned| planned.id).collect();
        for planned in self.created.iter_mut().chain(&mut self.updated) {
            let Some(key) = wanted(planned) else { continue };
            let in_file = match whose.get(&Mark::Name(key.clone())) {
                Some(Whose::Row(place)) => ids.get(*place).copied(),
                _ => None,
            };
            planned.referrer = known.get(&key).copied().or(in_file).filter(|id| *id != planned.id);
            if planned.referrer.is_none() {
                let said = said(planned);
                self.problems.push(RowProblem::new(said.row, "", ProblemCode::ReferrerUnknown, &said.referred_by));
            }
        }
        Ok(())
    }
}

/// The users by name.
async fn owners(app: &App) -> Result<HashMap<String, UserId>> {
    let users = user::Entity::find().filter(user::Column::DeletedAt.is_null()).all(app.read()).await?;
    Ok(users.into_iter().map(|user| (user.name.to_lowercase(), user.id)).collect())
}

/// The customers that are there, by what the rows share with them.
async fn known(app: &App, rows: &[Marked]) -> Result<HashMap<Mark, Whose>> {
    let mut values = Vec::new();
    let mut names = Vec::new();
    for mark in rows.iter().flat_map(|row| &row.marks) {
        match mark {
            Mark::Phone(value) | Mark::Email(value) => values.push(value.as_str()),
            Mark::Name(name) => names.push(name.as_str()),
        }
    }
    let mut found = HashMap::new();
    for chunk in values.chunks(ASKED) {
        use contact_point::{Column, Kind};
        let points: Vec<(Kind, String, CustomerId)> = contact_point::Entity::find()
            .select_only()
            .columns([Column::Kind, Column::Value, Column::CustomerId])
            .filter(Column::Value.is_in(chunk.iter().copied()))
            .filter(Column::DeletedAt.is_null())
            .into_tuple()
            .all(app.read())
            .await?;
        for (kind, value, customer) in points {
            let mark = if kind == Kind::Email { Mark::Email(value) } else { Mark::Phone(value) };
            found.entry(mark).or_insert(Whose::Known(customer));
        }
    }
    let by_name = customers_named(app, &names).await?;
    found.extend(by_name.into_iter().map(|(name, id)| (Mark::Name(name), Whose::Known(id))));
    Ok(found)
}

/// The oldest customer for each of these name keys.
async fn customers_named(app: &App, keys: &[&str]) -> Result<HashMap<String, CustomerId>> {
    use customer::Column;
    let mut found: HashMap<String, CustomerId> = HashMap::new();
    for chunk in keys.chunks(ASKED) {
        let rows: Vec<(String, CustomerId)> = customer::Entity::find()
            .select_only()
            .columns([Column::NameKey, Column::Id])
            .filter(Column::NameKey.is_in(chunk.iter().copied()))
            .filter(Column::DeletedAt.is_null())
            .into_tuple()
            .all(app.read())
            .await?;
        for (name, id) in rows {
            let oldest = found.entry(name).or_insert(id);
            *oldest = id.min(*oldest);
        }
    }
    Ok(found)
}

async fn names_of(app: &App, whose: &HashMap<Mark, Whose>) -> Result<HashMap<CustomerId, String>> {
    let ids = whose.values().filter_map(|whose| match whose {
        Whose::Known(id) => Some(*id),
        Whose::Row(_) => None,
    });
    let ids: Vec<CustomerId> = ids.collect();
    let customers = find_many(app.read(), &ids).await?;
    Ok(customers.into_iter().map(|(id, customer)| (id, clean_text(&customer.name))).collect())
}
