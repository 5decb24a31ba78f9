//! The parts that people of a file have at further customers: each becomes a link between rows, or to a customer that is there.

use std::collections::{BTreeMap, HashMap, HashSet};

use satchel_domain::name_key;
use satchel_intake::{ImportField, PartDraft, ProblemCode, RowProblem, key_of, noted};
use sea_orm::QueryOrder;
use sea_orm::entity::prelude::*;

use super::alike::customers_named;
use super::facts::hash_of;
use super::plan::{Plan, Planned, Whose};
use super::reading::Read;
use super::rows::contradict;
use crate::App;
use crate::customers::contact::DecisionRole;
use crate::customers::contact_link::Model as ContactLink;
use crate::customers::links::links_of;
use crate::customers::{Contact, contact};
use crate::error::Result;
use crate::ids::{ContactId, CustomerId};
use crate::store::unit::Tx;

/// Rows whose people are linked at once.
const STEP: usize = 500;

/// The customers that each part names, by the places of the rows, and what nobody knows.
pub(super) async fn find(
    app: &App,
    read: &Read,
    becomes: &[Option<Whose>],
    plan: &Plan,
) -> Result<(BTreeMap<usize, Vec<Option<CustomerId>>>, Vec<RowProblem>)> {
    let (mut found, mut problems) = (BTreeMap::new(), Vec::new());
    let places = said(read);
    if places.is_empty() {
        return Ok((found, problems));
    }
    // Rows are known by what the file knows them by, others by their names.
    let mut keyed: HashMap<u64, CustomerId> = HashMap::new();
    let mut named: HashMap<u64, CustomerId> = HashMap::new();
    for (fact, whose) in read.facts.iter().zip(becomes) {
        let id = match whose {
            Some(Whose::Known(id)) => *id,
            Some(Whose::Row(place)) => plan.created[*place as usize].id,
            None => continue,
        };
        for (known, hash) in [(&mut keyed, fact.key), (&mut named, fact.name)] {
            if hash != 0 {
                known.entry(hash).or_insert(id);
            }
        }
    }
    for chunk in places.chunks(STEP) {
        let drafts = read.drafts(chunk.to_vec())?;
        let parts_at = |at: &usize| {
            let person = drafts.get(at).and_then(|draft| draft.customer.contact.as_ref());
            person.map_or(&[][..], |person| &person.parts)
        };
        let names: HashSet<String> =
            chunk.iter().flat_map(parts_at).flat_map(names_of).filter(|key| !key.is_empty()).collect();
        let there = customers_named(app, names.iter().map(String::as_str)).await?;
        for at in chunk {
            let mut ids = Vec::new();
            for part in parts_at(at) {
                let by_key = [part.number.clone(), key_of(&part.number, &part.customer)];
                let by_key = by_key.iter().find_map(|key| keyed.get(&hash_of(key)));
                let by_name = || names_of(part).find_map(|key| named.get(&hash_of(&key)).or(there.get(&key)).copied());
                let id = by_key.copied().or_else(by_name);
                if id.is_none() {
                    let (row, header) = (read.facts[*at].row, header(read));
                    problems.push(RowProblem::new(row, header, ProblemCode::PartUnknown, &part.customer));
                }
                ids.push(id);
            }
            if !ids.is_empty() {
                found.insert(*at, ids);
            }
        }
    }
    Ok((found, problems))
}

/// The rows, by their places, whose people have parts elsewhere.
fn said(read: &Read) -> Vec<usize> {
    let columns: Vec<usize> = (0..read.sheet.mapping.len()).filter(|at| is_of_parts(read, *at)).collect();
    if columns.is_empty() {
        return Vec::new();
    }
    let says = |(_, row): &(usize, satchel_intake::Row)| columns.iter().any(|at| !row.cell(*at).trim().is_empty());
    read.sheet.rows.iter().enumerate().filter(says).map(|(at, _)| at).collect()
}

fn is_of_parts(read: &Read, column: usize) -> bool {
    read.sheet.mapping[column] == Some(ImportField::ContactParts)
}

fn header(read: &Read) -> &str {
    let column = (0..read.sheet.mapping.len()).find(|at| is_of_parts(read, *at));
    column.map_or("", |at| read.sheet.headers[at].as_str())
}

/// What the customer may be called: what stands behind it in brackets may belong to its name.
fn names_of(part: &PartDraft) -> impl Iterator<Item = String> + use<> {
    let whole = format!("{} ({})", part.customer, part.number);
    let whole = if part.number.is_empty() { String::new() } else { name_key(&whole) };
    [name_key(&part.customer), whole].into_iter().filter(|key| !key.is_empty())
}

/// Gives people their parts, once all of them are there, and tells at how many customers that were there something changed.
pub(super) async fn join(tx: &mut Tx<'_>, plan: &Plan, read: &Read) -> Result<usize> {
    if plan.parts.is_empty() {
        return Ok(0);
    }
    let mut homes: HashMap<usize, CustomerId> = HashMap::new();
    for planned in plan.created.iter().chain(&plan.updated) {
        homes.extend(planned.places().filter(|at| plan.parts.contains_key(at)).map(|at| (at, planned.id)));
    }
    let there: HashSet<CustomerId> = plan.updated.iter().map(|planned: &Planned| planned.id).collect();
    let mut changed = HashSet::new();
    let places: Vec<usize> = plan.parts.keys().copied().filter(|at| homes.contains_key(at)).collect();
    for chunk in places.chunks(STEP) {
        let drafts = read.drafts(chunk.to_vec())?;
        let people = people(tx, chunk.iter().map(|at| homes[at])).await?;
        let ids: Vec<ContactId> = people.values().flatten().map(|contact| contact.id).collect();
        let mut known: HashMap<(ContactId, CustomerId), ContactLink> = HashMap::new();
        for link in links_of(tx.db(), &ids).await? {
            known.entry((link.contact_id, link.customer_id)).or_insert(link);
        }
        let (mut new, mut noted_at) = (Vec::new(), HashMap::new());
        for at in chunk {
            let Some(said) = drafts.get(at).and_then(|draft| draft.customer.contact.as_ref()) else { continue };
            let named = people.get(&(homes[at], said.name.clone())).map_or(&[][..], Vec::as_slice);
            let Some(person) = named.iter().find(|person| !contradict(person, said)).or(named.first()) else {
                continue;
            };
            for (part, to) in said.parts.iter().zip(&plan.parts[at]) {
                let Some(to) = *to else {
                    // What can't be a part stays with the person.
                    let lines: &mut Vec<&PartDraft> = noted_at.entry(person.id).or_default();
                    lines.push(part);
                    continue;
                };
                if to == person.customer_id {
                    continue;
                }
                let link = known.get(&(person.id, to));
                let after = taken(tx, (person.id, to), part, link, plan.over.contains(at));
                match link {
                    Some(before) if *before == after => continue,
                    Some(_) if new.contains(&(person.id, to)) => {}
                    Some(before) => drop(tx.update(before, after.clone()).await?),
                    None => new.push((person.id, to)),
                }
                known.insert((person.id, to), after);
                changed.extend(Some(person.customer_id).filter(|home| there.contains(home)));
            }
        }
        let new = new.iter().filter_map(|key| known.get(key).cloned()).collect();
        tx.insert_many(new).await?;
        for (id, parts) in noted_at {
            let Some(person) = people.values().flatten().find(|contact| contact.id == id) else { continue };
            let mut note = person.note.clone();
            for part in parts {
                let line = noted(header(read), &satchel_intake::write_part(part, ""));
                if !note.contains(&line) {
                    note = if note.is_empty() { line } else { format!("{note}\n{line}") };
                }
            }
            if note != person.note {
                tx.update(person, Contact { note, ..person.clone() }).await?;
                changed.extend(Some(person.customer_id).filter(|home| there.contains(home)));
            }
        }
    }
    Ok(changed.len())
}

/// The people at some customers, by customer and name, the first of one name before others.
async fn people(
    tx: &Tx<'_>,
    homes: impl Iterator<Item = CustomerId>,
) -> Result<HashMap<(CustomerId, String), Vec<Contact>>> {
    let mut people: HashMap<_, Vec<Contact>> = HashMap::new();
    let here = contact::Entity::find()
        .filter(contact::Column::DeletedAt.is_null())
        .filter(contact::Column::CustomerId.is_in(homes))
        .order_by_asc(contact::Column::Id);
    for contact in here.all(tx.db()).await? {
        people.entry((contact.customer_id, contact.name.clone())).or_default().push(contact);
    }
    Ok(people)
}

/// A part with what a row says of it: what it leaves open, or all of it.
fn taken(
    tx: &Tx<'_>,
    (contact_id, customer_id): (ContactId, CustomerId),
    said: &PartDraft,
    known: Option<&ContactLink>,
    over: bool,
) -> ContactLink {
    let mut link = known.cloned().unwrap_or_else(|| ContactLink {
        id: tx.key(),
        contact_id,
        customer_id,
        title: String::new(),
        department: String::new(),
        decision_role: DecisionRole::None,
        created_at: tx.now(),
        updated_at: tx.now(),
        deleted_at: None,
    });
    for (field, text) in [(&mut link.title, &said.title), (&mut link.department, &said.department)] {
        if !text.is_empty() && (over || field.is_empty()) {
            field.clone_from(text);
        }
    }
    if said.role.is_some() && (over || link.decision_role == DecisionRole::None) {
        link.decision_role = said.role.into();
    }
    link
}
