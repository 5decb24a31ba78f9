//! What each row of an import becomes: a new customer, something added to one that is there, or nothing.

use std::collections::{BTreeMap, HashMap, HashSet};

use satchel_domain::name_key;
use satchel_intake::{ProblemCode, RowProblem};
use sea_orm::entity::prelude::*;

use super::alike::customers_named;
use super::facts::{Fact, Own, Word, hash_of};
use super::parts;
use super::reading::Read;
use super::{Decided, OnDuplicate, RowAction};
use crate::App;
use crate::error::Result;
use crate::ids::{CustomerId, UserId};
use crate::people::user;

/// A row on its way into the database.
#[derive(Debug, Clone)]
pub(super) struct Planned {
    /// The row, by its place in the sheet.
    pub at: usize,
    /// Further rows of the same customer, whose people and phones go with it.
    pub more: Vec<usize>,
    /// The key it will have, or has.
    pub id: CustomerId,
}

impl Planned {
    /// All rows of the customer, by their places.
    pub fn places(&self) -> impl Iterator<Item = usize> {
        std::iter::once(self.at).chain(self.more.iter().copied())
    }
}

/// What an import will do.
#[derive(Default)]
pub(super) struct Plan {
    /// New customers, in the file's order.
    pub created: Vec<Planned>,
    /// Customers that are there, and what the rows add.
    pub updated: Vec<Planned>,
    /// What becomes of each row of the sheet, in its order.
    pub actions: Vec<RowAction>,
    /// Rows that add to the customer of a row above, another person mostly, and that row.
    pub joined: HashMap<u32, u32>,
    /// Rows, by their places, of which what they say takes the place of what is there.
    pub over: HashSet<usize>,
    /// Rows left out.
    pub skipped: usize,
    /// Suspected duplicates, in the file's order.
    pub duplicates: Vec<Suspected>,
    /// What only the database can tell is wrong.
    pub problems: Vec<RowProblem>,
    /// Who looks after customers, by what the file calls them.
    owners: HashMap<Word, UserId>,
    /// Who recommended customers.
    pub referrers: HashMap<CustomerId, CustomerId>,
    /// The further customers that people of some rows have parts at, by the places of the rows; none for one that nobody knows.
    pub parts: BTreeMap<usize, Vec<Option<CustomerId>>>,
}

/// The customer that a row becomes, or is like.
#[derive(Debug, Clone, Copy)]
pub(super) enum Whose {
    /// One that is there.
    Known(CustomerId),
    /// One that an earlier row creates, by its place in the plan.
    Row(u32),
}

/// A row whose customer seems to be there already.
#[derive(Debug, Clone, Copy)]
pub(super) struct Suspected {
    /// The row as a spreadsheet counts it.
    pub row: u32,
    /// Its place in the sheet.
    pub at: usize,
    pub whose: Whose,
    /// The place of the row that it was compared with, where that isn't a customer that is there.
    pub above: usize,
    /// How much alike they are.
    pub score: f64,
}

/// A company that rows of the file name, with what they say of it.
struct Company {
    place: usize,
    row: u32,
    own: Own,
    people: HashSet<u64>,
}

impl Company {
    /// What the company is with another row, where that speaks of the same one: it names a person there, and contradicts
    /// nothing.
    fn with(&self, row: &Fact) -> Option<Own> {
        (row.person != 0 && row.company).then(|| self.own.with(&row.own))?
    }

    fn knows(&self, row: &Fact) -> bool {
        row.person != 0 && self.people.contains(&row.person)
    }
}

/// The customer that a row is like, and how much.
struct Found {
    whose: Whose,
    above: usize,
    score: f64,
    by_name: bool,
}

impl Plan {
    /// Decides what each row becomes.
    pub async fn new(app: &App, read: &Read, decided: &Decided) -> Result<Self> {
        let mut plan = Self::default();
        plan.find_owners(app, read).await?;
        let rows = &read.facts;
        let mut touched: HashMap<CustomerId, usize> = HashMap::new();
        let mut companies: HashMap<u64, Company> = HashMap::new();
        let several = said_again(rows.iter().map(|row| row.name));
        let mut becomes: Vec<Option<Whose>> = Vec::with_capacity(rows.len());
        // What the file knows customers by, with the first row of each.
        let mut keyed: HashMap<u64, usize> = HashMap::new();
        let keyed_again = said_again(rows.iter().map(|row| row.key));
        for (at, row) in rows.iter().enumerate() {
            if row.rejected {
                plan.actions.push(RowAction::Reject);
                becomes.push(None);
                continue;
            }
            let first = if keyed_again.contains(&row.key) { *keyed.entry(row.key).or_insert(at) } else { at };
            // A list may say different things of one customer in several rows: those are looked at.
            if first < at && decided.joins(row.row) && rows[first].own.with(&row.own).is_some() {
                plan.join(read, at, first, becomes[first], &touched);
                becomes.push(becomes[first]);
                continue;
            }
            let found = found(read, at, &becomes);
            let company = companies.get_mut(&row.name).filter(|_| row.name != 0 && row.key == 0);
            // The same person there once more is a duplicate before it is another row of the company.
            let company = company.filter(|company| found.is_none() || !company.knows(row));
            if let Some((company, own)) = company.and_then(|company| company.with(row).map(|own| (company, own))) {
                plan.joined.insert(row.row, company.row);
                if decided.joins(row.row) {
                    company.own = own;
                    company.people.insert(row.person);
                    plan.created[company.place].more.push(at);
                    plan.actions.push(RowAction::Update);
                    becomes.push(whose_row(company.place));
                    continue;
                }
            } else if let Some(Found { whose, above, score, .. }) = found {
                plan.duplicates.push(Suspected { row: row.row, at, whose, above, score });
            }
            let action = decided.action(row.row, found.as_ref().map(|found| found.by_name));
            plan.actions.push(action.into());
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
                    plan.created[place as usize].more.push(at);
                    becomes.push(whose);
                    continue;
                }
                (OnDuplicate::Update | OnDuplicate::Overwrite, Some(Whose::Known(id))) => {
                    match touched.get(&id) {
                        Some(place) => plan.updated[*place].more.push(at),
                        None => {
                            touched.insert(id, plan.updated.len());
                            let planned = plan.planned(read, at, id);
                            plan.updated.push(planned);
                        }
                    }
                    becomes.push(whose);
                    continue;
                }
                (OnDuplicate::Update | OnDuplicate::Overwrite | OnDuplicate::Create, _) => {}
            }
            let place = plan.created.len();
            if row.company && several.contains(&row.name) {
                let people = Some(row.person).into_iter().filter(|person| *person != 0).collect();
                let (own, row_number) = (row.own.clone(), row.row);
                companies.entry(row.name).or_insert(Company { place, row: row_number, own, people });
            }
            let planned = plan.planned(read, at, app.clock.key());
            plan.created.push(planned);
            becomes.push(whose_row(place));
        }
        plan.find_referrers(app, read).await?;
        let found = parts::find(app, read, &becomes, &plan).await?;
        plan.parts = found.0;
        plan.problems.extend(found.1);
        Ok(plan)
    }

    /// A further row of a customer goes where its first one went; where that was left out, so is this.
    fn join(
        &mut self,
        read: &Read,
        at: usize,
        first: usize,
        whose: Option<Whose>,
        touched: &HashMap<CustomerId, usize>,
    ) {
        let planned = match whose.filter(|_| self.actions[first] != RowAction::Skip) {
            Some(Whose::Row(place)) => self.created.get_mut(place as usize),
            Some(Whose::Known(id)) => touched.get(&id).and_then(|place| self.updated.get_mut(*place)),
            None => None,
        };
        let Some(planned) = planned else {
            self.skipped += 1;
            self.actions.push(RowAction::Skip);
            return;
        };
        planned.more.push(at);
        self.joined.insert(read.facts[at].row, read.facts[first].row);
        self.actions.push(RowAction::Update);
    }

    fn planned(&mut self, read: &Read, at: usize, id: CustomerId) -> Planned {
        let said = &read.facts[at];
        if said.owner.is_said() && !self.owners.contains_key(&said.owner) {
            let name = read.words.text(said.owner);
            self.problems.push(RowProblem::new(said.row, "", ProblemCode::OwnerUnknown, name));
        }
        Planned { at, more: Vec::new(), id }
    }

    /// Who looks after a customer.
    pub fn owner(&self, read: &Read, planned: &Planned) -> Option<UserId> {
        self.owners.get(&read.facts[planned.at].owner).copied()
    }

    /// The users that rows name.
    async fn find_owners(&mut self, app: &App, read: &Read) -> Result<()> {
        let named: HashSet<Word> = read.facts.iter().map(|row| row.owner).filter(|owner| owner.is_said()).collect();
        if named.is_empty() {
            return Ok(());
        }
        let users = user::Entity::find().filter(user::Column::DeletedAt.is_null()).all(app.read()).await?;
        let users: HashMap<String, UserId> =
            users.into_iter().map(|user| (user.name.to_lowercase(), user.id)).collect();
        let known = |word: Word| Some((word, *users.get(&read.words.text(word).to_lowercase())?));
        self.owners = named.into_iter().filter_map(known).collect();
        Ok(())
    }

    /// Referrers are named; they may be in the database or in the file, also further down.
    async fn find_referrers(&mut self, app: &App, read: &Read) -> Result<()> {
        let planned = || self.created.iter().chain(&self.updated);
        let said = |planned: &Planned| Some(read.facts[planned.at].referrer).filter(|word| word.is_said());
        let mut names: HashMap<Word, String> = HashMap::new();
        for word in planned().filter_map(said) {
            names.entry(word).or_insert_with(|| name_key(read.words.text(word)));
        }
        names.retain(|_, key| !key.is_empty());
        if names.is_empty() {
            return Ok(());
        }
        let known = customers_named(app, names.values().map(String::as_str)).await?;
        let wanted: HashSet<u64> = names.values().map(|key| hash_of(key)).collect();
        let mut in_file: HashMap<u64, CustomerId> = HashMap::new();
        for planned in &self.created {
            let name = read.facts[planned.at].name;
            if wanted.contains(&name) {
                in_file.entry(name).or_insert(planned.id);
            }
        }
        let (mut referrers, mut problems) = (HashMap::new(), Vec::new());
        for planned in planned() {
            let Some((word, key)) = said(planned).and_then(|word| Some((word, names.get(&word)?))) else { continue };
            let found = known.get(key).or(in_file.get(&hash_of(key))).copied();
            match found.filter(|id| *id != planned.id) {
                Some(id) => drop(referrers.insert(planned.id, id)),
                None => {
                    let (row, name) = (read.facts[planned.at].row, read.words.text(word));
                    problems.push(RowProblem::new(row, "", ProblemCode::ReferrerUnknown, name));
                }
            }
        }
        self.referrers = referrers;
        self.problems.extend(problems);
        Ok(())
    }
}

fn whose_row(place: usize) -> Option<Whose> {
    u32::try_from(place).ok().map(Whose::Row)
}

/// What more than one row says.
fn said_again(said: impl Iterator<Item = u64>) -> HashSet<u64> {
    let mut said: Vec<u64> = said.filter(|hash| *hash != 0).collect();
    said.sort_unstable();
    said.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect()
}

/// The customer that a row is most like; one that is there before one of the file.
fn found(read: &Read, at: usize, becomes: &[Option<Whose>]) -> Option<Found> {
    let known = read.alike.known(at);
    let above = read.alike.above(at).iter().filter_map(|pair| Some((pair, becomes[pair.above()]?)));
    let best = above
        .max_by(|(one, _), (other, _)| one.score.total_cmp(&other.score).then_with(|| other.above().cmp(&one.above())));
    match best {
        Some((pair, whose)) if known.is_none_or(|known| pair.score > known.score) => {
            Some(Found { whose, above: pair.above(), score: pair.score, by_name: pair.by_name })
        }
        _ => known.map(|known| {
            let (whose, above) = (Whose::Known(known.id), at);
            Found { whose, above, score: known.score, by_name: known.by_name }
        }),
    }
}
