//! What each row of an import becomes: a new customer, something added to one that is there, or nothing.

use std::collections::{BTreeSet, HashMap, HashSet};

use satchel_domain::{CustomerKind, Described, Identity, Likeness, Money, Stage, clean_text, name_key};
use satchel_intake::{CustomerDraft, PointDraft, ProblemCode, RowProblem};
use sea_orm::entity::prelude::*;

use super::alike::{Alike, customers_named};
use super::columns::HeldDraft;
use super::{Decided, ImportDuplicate, OnDuplicate, RowAction};
use crate::App;
use crate::customers::duplicates::parts;
use crate::customers::find_many;
use crate::error::Result;
use crate::ids::{CustomerId, UserId};
use crate::people::user;

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
    /// Rows that add to the customer of a row above, another person mostly, and that row.
    pub joined: HashMap<u32, u32>,
    /// Rows, by their places, of which what they say takes the place of what is there.
    pub over: HashSet<usize>,
    /// Rows left out.
    pub skipped: usize,
    /// Suspected duplicates.
    pub duplicates: Vec<ImportDuplicate>,
    /// What only the database can tell is wrong.
    pub problems: Vec<RowProblem>,
}

/// The customer that a row becomes, or is like.
#[derive(Debug, Clone, Copy)]
enum Whose {
    /// One that is there.
    Known(CustomerId),
    /// One that an earlier row creates, by its place in the plan.
    Row(usize),
}

/// What rows are found by at once.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Mark {
    Phone(String),
    Email(String),
    Name(String),
}

/// A row, and what it is compared by. Only valid phones and addresses tell anything.
#[derive(Debug)]
pub(super) struct Marked {
    pub draft: Draft,
    pub identity: Identity,
    pub marks: Vec<Mark>,
    /// The name as it is compared.
    pub name_key: String,
}

impl Marked {
    pub fn new(draft: Draft) -> Self {
        let customer = &draft.customer;
        let contact = customer.contact.as_ref();
        let valid = |points: &[PointDraft]| -> Vec<String> {
            points.iter().filter(|point| point.valid).map(|point| point.value.clone()).collect()
        };
        let mut phones = valid(&customer.phones);
        let mut emails = valid(&customer.emails);
        phones.extend(contact.iter().flat_map(|contact| valid(&contact.phones)));
        emails.extend(contact.iter().flat_map(|contact| valid(&contact.emails)));
        let identity = Identity::of(&Described {
            kind: customer.kind,
            names: [&customer.name, &customer.other_name],
            number: &customer.number,
            phones: &phones,
            emails: &emails,
            tax_id: &customer.tax_id,
            website: &customer.website,
            address: &customer.address,
        });
        let mut marks: Vec<Mark> = phones.into_iter().map(Mark::Phone).collect();
        marks.extend(emails.into_iter().map(Mark::Email));
        let name_key = name_key(&customer.name);
        if !name_key.is_empty() {
            marks.push(Mark::Name(name_key.clone()));
        }
        Self { draft, identity, marks, name_key }
    }
}

/// A company that rows of the file name, with what they say of it.
struct Company<'a> {
    place: usize,
    row: u32,
    own: Own<'a>,
    people: HashSet<&'a str>,
}

/// What a customer has but one of.
#[derive(Clone, Copy, PartialEq)]
struct Own<'a> {
    texts: [&'a str; 11],
    stage: Option<Stage>,
    limit: Option<Money>,
}

impl<'a> Own<'a> {
    fn of(draft: &'a CustomerDraft) -> Self {
        let texts = [
            &draft.other_name,
            &draft.owner,
            &draft.industry,
            &draft.size,
            &draft.region,
            &draft.address,
            &draft.website,
            &draft.tax_id,
            &draft.terms,
            &draft.source,
            &draft.referred_by,
        ];
        Self { texts: texts.map(String::as_str), stage: draft.stage, limit: draft.credit_limit }
    }

    /// What both say together; none where one contradicts the other.
    fn with(&self, other: &Self) -> Option<Self> {
        let mut both = Self { stage: self.stage.or(other.stage), limit: self.limit.or(other.limit), ..*self };
        for (text, theirs) in both.texts.iter_mut().zip(other.texts) {
            if text.is_empty() {
                *text = theirs;
            }
        }
        let contradicts = |text: &str, theirs: &str| !theirs.is_empty() && text != theirs;
        let texts = both.texts.iter().zip(other.texts).any(|(text, theirs)| contradicts(text, theirs));
        let stage = other.stage.is_some() && both.stage != other.stage;
        let limit = other.limit.is_some() && both.limit != other.limit;
        (!texts && !stage && !limit).then_some(both)
    }
}

impl<'a> Company<'a> {
    /// What the company is with another row, where that speaks of the same one: it names a person there, and contradicts
    /// nothing.
    fn with(&self, draft: &'a CustomerDraft) -> Option<Own<'a>> {
        draft.contact.as_ref()?;
        (draft.kind == CustomerKind::Company).then(|| self.own.with(&Own::of(draft)))?
    }

    fn knows(&self, draft: &CustomerDraft) -> bool {
        draft.contact.as_ref().is_some_and(|contact| self.people.contains(contact.name.as_str()))
    }
}

/// The customer that a row is like, and how much.
struct Found {
    whose: Whose,
    likeness: Likeness,
}

impl Plan {
    /// Decides what each row becomes.
    pub async fn new(app: &App, rows: &[Marked], alike: &[Alike], decided: &Decided) -> Result<Self> {
        let names = names_of(app, alike).await?;
        let owners = owners(app).await?;
        let mut plan = Self::default();
        let mut touched: HashMap<CustomerId, usize> = HashMap::new();
        let mut companies: HashMap<&str, Company<'_>> = HashMap::new();
        let mut becomes: Vec<Option<Whose>> = Vec::with_capacity(rows.len());
        // What the file knows customers by, with the first row of each.
        let mut keyed: HashMap<&str, usize> = HashMap::new();
        for (at, row) in rows.iter().enumerate() {
            let draft = &row.draft.customer;
            let first = if draft.key.is_empty() { at } else { *keyed.entry(&draft.key).or_insert(at) };
            if first < at && decided.joins(draft.row) {
                plan.join(at, draft.row, first, becomes[first], &touched);
                becomes.push(becomes[first]);
                continue;
            }
            let found = found(rows, at, &alike[at], &becomes);
            let key = row.name_key.as_str();
            let company = companies.get_mut(key).filter(|_| !key.is_empty() && draft.key.is_empty());
            // The same person there once more is a duplicate before it is another row of the company.
            let company = company.filter(|company| found.is_none() || !company.knows(draft));
            if let Some((company, own)) = company.and_then(|company| company.with(draft).map(|own| (company, own))) {
                plan.joined.insert(draft.row, company.row);
                if decided.joins(draft.row) {
                    company.own = own;
                    company.people.extend(draft.contact.as_ref().map(|contact| contact.name.as_str()));
                    plan.created[company.place].more.push(at);
                    plan.actions.push((draft.row, RowAction::Update));
                    becomes.push(Some(Whose::Row(company.place)));
                    continue;
                }
            } else if let Some(Found { whose, likeness }) = &found {
                plan.duplicates.push(plan.duplicate(rows, draft, *whose, likeness, &names));
            }
            let action = decided.action(draft.row, found.as_ref().map(|found| &found.likeness));
            plan.actions.push((draft.row, action.into()));
            if action == OnDuplicate::Overwrite {
                plan.over.insert(at);
            }
            let whose = found.map(|found| found.whose);
            match (action, whose) {
                (OnDuplicate::Skip, _) => {
                    plan.skipped += 1;
                    becomes.push(whose);
                    continue;
                }
                (OnDuplicate::Update | OnDuplicate::Overwrite, Some(Whose::Row(place))) => {
                    plan.created[place].more.push(at);
                    becomes.push(whose);
                    continue;
                }
                (OnDuplicate::Update | OnDuplicate::Overwrite, Some(Whose::Known(id))) => {
                    match touched.get(&id) {
                        Some(place) => plan.updated[*place].more.push(at),
                        None => {
                            touched.insert(id, plan.updated.len());
                            let planned = plan.planned(at, draft, id, &owners);
                            plan.updated.push(planned);
                        }
                    }
                    becomes.push(whose);
                    continue;
                }
                (OnDuplicate::Update | OnDuplicate::Overwrite | OnDuplicate::Create, _) => {}
            }
            let place = plan.created.len();
            if draft.kind == CustomerKind::Company {
                let people = draft.contact.iter().map(|contact| contact.name.as_str()).collect();
                companies.entry(key).or_insert(Company { place, row: draft.row, own: Own::of(draft), people });
            }
            let planned = plan.planned(at, draft, app.clock.key(), &owners);
            plan.created.push(planned);
            becomes.push(Some(Whose::Row(place)));
        }
        plan.find_referrers(rows, app).await?;
        Ok(plan)
    }

    /// A further row of a customer goes where its first one went; where that was left out, so is this.
    fn join(&mut self, at: usize, row: u32, first: usize, whose: Option<Whose>, touched: &HashMap<CustomerId, usize>) {
        // Each row has had its action, in the order of the drafts.
        let (first, action) = self.actions[first];
        let planned = match whose.filter(|_| action != RowAction::Skip) {
            Some(Whose::Row(place)) => self.created.get_mut(place),
            Some(Whose::Known(id)) => touched.get(&id).and_then(|place| self.updated.get_mut(*place)),
            None => None,
        };
        let Some(planned) = planned else {
            self.skipped += 1;
            self.actions.push((row, RowAction::Skip));
            return;
        };
        planned.more.push(at);
        self.joined.insert(row, first);
        self.actions.push((row, RowAction::Update));
    }

    fn duplicate(
        &self,
        rows: &[Marked],
        draft: &CustomerDraft,
        whose: Whose,
        likeness: &Likeness,
        names: &HashMap<CustomerId, String>,
    ) -> ImportDuplicate {
        let (customer_id, customer_name, earlier_row) = match whose {
            Whose::Known(id) => (Some(id), names.get(&id).cloned().unwrap_or_default(), None),
            Whose::Row(place) => {
                let earlier = &rows[self.created[place].at].draft.customer;
                (None, earlier.name.clone(), Some(earlier.row))
            }
        };
        let (row, name) = (draft.row, draft.name.clone());
        let (score, parts) = (likeness.score, parts(likeness));
        ImportDuplicate { row, name, customer_id, customer_name, earlier_row, score, parts }
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
    async fn find_referrers(&mut self, rows: &[Marked], app: &App) -> Result<()> {
        let said = |planned: &Planned| &rows[planned.at].draft.customer;
        let wanted = |planned: &Planned| Some(name_key(&said(planned).referred_by)).filter(|key| !key.is_empty());
        let names: Vec<String> = self.created.iter().chain(&self.updated).filter_map(wanted).collect();
        if names.is_empty() {
            return Ok(());
        }
        let known = customers_named(app, names.iter().map(String::as_str)).await?;
        let mut in_file: HashMap<&str, CustomerId> = HashMap::new();
        for planned in &self.created {
            in_file.entry(&rows[planned.at].name_key).or_insert(planned.id);
        }
        for planned in self.created.iter_mut().chain(&mut self.updated) {
            let Some(key) = wanted(planned) else { continue };
            planned.referrer = known.get(&key).or(in_file.get(key.as_str())).copied().filter(|id| *id != planned.id);
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

/// The customer that a row is most like; one that is there before one of the file.
fn found(rows: &[Marked], at: usize, alike: &Alike, becomes: &[Option<Whose>]) -> Option<Found> {
    let known = alike.known.as_ref();
    let above = alike.above.iter().filter_map(|(above, score)| Some((*above, becomes[*above]?, *score)));
    let best = above.max_by(|(one, _, a), (other, _, b)| a.total_cmp(b).then_with(|| other.cmp(one)));
    match best {
        Some((above, whose, score)) if known.is_none_or(|(_, known)| score > known.score) => {
            Some(Found { whose, likeness: rows[above].identity.likeness(&rows[at].identity) })
        }
        _ => known.map(|(id, likeness)| Found { whose: Whose::Known(*id), likeness: likeness.clone() }),
    }
}

async fn names_of(app: &App, alike: &[Alike]) -> Result<HashMap<CustomerId, String>> {
    let ids: BTreeSet<CustomerId> = alike.iter().filter_map(|alike| Some(alike.known.as_ref()?.0)).collect();
    let customers = find_many(app.read(), &ids.into_iter().collect::<Vec<_>>()).await?;
    Ok(customers.into_iter().map(|(id, customer)| (id, clean_text(&customer.name))).collect())
}
