//! Whose the names and addresses of messages are: of a customer, of a person there, of one of us, or not known, which only a
//! person can tell.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use satchel_domain::{DateOrder, Phone, is_public_mail, name_key, sort_key};
use satchel_intake::{CommunicationDraft, MessageKind, Party, ProblemCode, Sheet, read_communication};
use sea_orm::QuerySelect;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::App;
use crate::communications::Direction;
use crate::customers::links::links_of;
use crate::customers::record::CustomerRef;
use crate::customers::{contact, contact_point, customer};
use crate::error::{Result, internal};
use crate::ids::{ContactId, CustomerId};
use crate::store::alike::holders;
use crate::store::mail::at_domains;
use crate::store::unit::CHUNK;

/// Names and addresses of one file that are looked up: a box of mails has hundreds, an attack has millions.
const MOST: usize = 20_000;
/// Those that a preview tells.
const SHOWN: usize = 200;
/// Customers that are offered for one of them.
const OFFERED: usize = 6;

/// Whose a name or an address is, as a person decided.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct WhoseParty {
    /// The address, or the name where there is none, as the preview tells it.
    pub who: String,
    /// The customer; none where it is one of us.
    #[serde(default)]
    pub customer_id: Option<CustomerId>,
}

/// Why somebody is taken for whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PartyBy {
    /// A person said so.
    Chosen,
    /// The address, handle or number is known.
    Address,
    /// Others at that customer have addresses in the same domain.
    Domain,
    /// The name is known.
    Name,
    /// The name of a user of the workspace.
    User,
    /// It may be one of several.
    Several,
    /// Nobody is known so.
    Nobody,
}

/// Somebody in messages.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MessageParty {
    /// What an answer names it by.
    pub who: String,
    /// The name; empty where only the address is told.
    pub name: String,
    /// The address; empty where only the name is told.
    pub address: String,
    /// In how many of the rows.
    pub rows: usize,
    /// How many of those wait for an answer.
    pub waits: usize,
    /// Why it is taken for whom.
    pub by: PartyBy,
    /// The customer, where that is sure.
    pub customer: Option<CustomerRef>,
    /// Whether it is one of us.
    pub ours: bool,
    /// Customers whom it may be.
    pub candidates: Vec<CustomerRef>,
}

/// What a file of messages holds, and whose they are.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MessagesPreview {
    /// Mails or a chat.
    pub kind: MessageKind,
    /// Everybody in them, those first for whom messages wait.
    pub parties: Vec<MessageParty>,
}

/// Everybody in the messages of a file.
pub(super) struct Parties {
    kind: MessageKind,
    all: HashMap<String, Found>,
    customers: HashMap<CustomerId, CustomerRef>,
}

struct Found {
    party: Party,
    rows: usize,
    waits: usize,
    by: PartyBy,
    ours: bool,
    customers: Vec<CustomerId>,
    /// The people that the address or name belongs to, and where each has a part.
    people: Vec<(ContactId, CustomerId)>,
}

/// What it is named by in questions and answers.
fn who(party: &Party) -> String {
    if party.address.is_empty() { party.name.to_lowercase() } else { party.address.clone() }
}

/// Everybody in the rows of messages, by what they are named by.
fn everybody(sheet: &Sheet) -> HashMap<String, Found> {
    let mut all: HashMap<String, Found> = HashMap::new();
    for row in sheet.rows.iter() {
        let (draft, _) = read_communication(sheet, &row, &[], DateOrder::Unknown);
        let of_row: BTreeMap<String, Party> =
            draft.from.into_iter().chain(draft.to).map(|party| (who(&party), party)).collect();
        for (key, party) in of_row {
            let room = all.len() < MOST;
            match all.get_mut(&key) {
                Some(found) => {
                    found.rows += 1;
                    if found.party.name.is_empty() {
                        found.party.name = party.name;
                    }
                }
                None if room => drop(all.insert(key, Found::new(party))),
                None => {}
            }
        }
    }
    all
}

/// A customer whose message it is, who began, and who took part there.
pub(super) struct Place {
    pub customer: CustomerId,
    pub direction: Direction,
    pub people: Vec<ContactId>,
    /// Those at the customer of whom only a name or an address is known.
    pub strangers: Vec<Party>,
}

impl Parties {
    /// Looks everybody up, once for the file.
    pub async fn of(app: &App, sheet: &Arc<Sheet>, kind: MessageKind, decided: &[WhoseParty]) -> Result<Self> {
        let sheet = Arc::clone(sheet);
        let all = tokio::task::spawn_blocking(move || everybody(&sheet)).await.map_err(internal)?;
        let mut parties = Self { kind, all, customers: HashMap::new() };
        parties.by_address(app).await?;
        parties.by_domain(app).await?;
        parties.by_name(app).await?;
        parties.by_user(app).await?;
        for answer in decided {
            if let Some(found) = parties.all.get_mut(&answer.who) {
                (found.by, found.ours) = (PartyBy::Chosen, answer.customer_id.is_none());
                found.customers = answer.customer_id.into_iter().collect();
            }
        }
        parties.settle(app).await?;
        Ok(parties)
    }

    /// Those whose address, handle or number is known.
    async fn by_address(&mut self, app: &App) -> Result<()> {
        let home = app.home().country;
        let mut keys: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (key, found) in &self.all {
            let Party { name, address } = &found.party;
            let phone = Phone::parse(name, home).ok().map(|phone| phone.as_str().to_owned());
            let of_chat = [Some(name.clone()), phone].into_iter().flatten().filter(|_| self.kind == MessageKind::Chat);
            for value in of_chat.chain([address.clone()]).filter(|value| !value.is_empty()) {
                keys.entry(value).or_default().push(key.clone());
            }
        }
        let values: Vec<&String> = keys.keys().collect();
        let mut points = Vec::new();
        for chunk in values.chunks(CHUNK) {
            use contact_point::{Column, Entity, Kind};
            let live = Entity::find().filter(Column::DeletedAt.is_null());
            let reach = live.filter(Column::Kind.is_in([Kind::Email, Kind::Phone, Kind::Chat]));
            points.extend(reach.filter(Column::Value.is_in(chunk.iter().copied())).all(app.read()).await?);
        }
        let people: Vec<ContactId> = points.iter().filter_map(|point| point.contact_id).collect();
        let mut elsewhere: HashMap<ContactId, Vec<CustomerId>> = HashMap::new();
        for link in links_of(app.read(), &people).await? {
            elsewhere.entry(link.contact_id).or_default().push(link.customer_id);
        }
        for point in points {
            for key in keys.get(&point.value).into_iter().flatten() {
                let Some(found) = self.all.get_mut(key) else { continue };
                found.by = PartyBy::Address;
                found.add(point.customer_id, point.contact_id);
                let further = point.contact_id.and_then(|contact| elsewhere.get(&contact));
                further.into_iter().flatten().for_each(|customer| found.add(*customer, point.contact_id));
            }
        }
        Ok(())
    }

    /// Those in whose domain others at a customer have their addresses, or whose website it is.
    async fn by_domain(&mut self, app: &App) -> Result<()> {
        let mut domains: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (key, found) in self.all.iter().filter(|(_, found)| found.by == PartyBy::Nobody) {
            let domain = found.party.address.rsplit_once('@').map(|(_, domain)| domain);
            if let Some(domain) = domain.filter(|domain| domain.contains('.') && !is_public_mail(domain)) {
                domains.entry(domain.to_owned()).or_default().push(key.clone());
            }
        }
        let asked: Vec<&str> = domains.keys().map(String::as_str).collect();
        let mut known = at_domains(app.read(), &asked).await?;
        // The keys by which customers are compared know the websites.
        let sites: Vec<String> = asked.iter().map(|domain| format!("w{domain}")).collect();
        let sites = holders(app.read(), sites.iter()).await?;
        known.extend(sites.into_iter().map(|(key, customer)| (key[1..].to_owned(), customer)));
        for (domain, customer) in known {
            for key in domains.get(&domain).into_iter().flatten() {
                if let Some(found) = self.all.get_mut(key) {
                    found.by = PartyBy::Domain;
                    found.add(customer, None);
                }
            }
        }
        Ok(())
    }

    /// Those whose names are known. A name alone doesn't tell whose a mail is: it is offered, and a person decides.
    async fn by_name(&mut self, app: &App) -> Result<()> {
        let open = |found: &Found| found.by == PartyBy::Nobody && !found.party.name.is_empty();
        let mut by_sort: HashMap<String, Vec<String>> = HashMap::new();
        let mut by_key: HashMap<String, Vec<String>> = HashMap::new();
        for (key, found) in self.all.iter().filter(|(_, found)| open(found)) {
            by_sort.entry(sort_key(&found.party.name)).or_default().push(key.clone());
            let alike = name_key(&found.party.name);
            if !alike.is_empty() {
                by_key.entry(alike).or_default().push(key.clone());
            }
        }
        let (mut people, mut customers) = (Vec::new(), Vec::new());
        let sorts: Vec<&String> = by_sort.keys().collect();
        for chunk in sorts.chunks(CHUNK) {
            use contact::{Column, Entity};
            let live = Entity::find().filter(Column::DeletedAt.is_null());
            let named = live.filter(Column::SortKey.is_in(chunk.iter().copied())).limit(MOST as u64);
            people.extend(named.all(app.read()).await?);
        }
        let names: Vec<&String> = by_key.keys().collect();
        for chunk in names.chunks(CHUNK) {
            use customer::{Column, Entity};
            let live = Entity::find().filter(Column::DeletedAt.is_null());
            let named = live.filter(Column::NameKey.is_in(chunk.iter().copied())).limit(MOST as u64);
            customers.extend(named.all(app.read()).await?);
        }
        let sure = if self.kind == MessageKind::Chat { PartyBy::Name } else { PartyBy::Several };
        for person in people {
            for key in by_sort.get(&person.sort_key).into_iter().flatten() {
                let Some(found) = self.all.get_mut(key) else { continue };
                // One that sounds alike is another.
                if found.party.name.to_lowercase() == person.name.to_lowercase() {
                    found.by = sure;
                    found.add(person.customer_id, Some(person.id));
                }
            }
        }
        for customer in customers {
            for key in by_key.get(&customer.name_key).into_iter().flatten() {
                if let Some(found) = self.all.get_mut(key) {
                    found.by = sure;
                    found.add(customer.id, None);
                }
            }
        }
        Ok(())
    }

    /// Those who are called as users of the workspace are, where no address says otherwise.
    async fn by_user(&mut self, app: &App) -> Result<()> {
        use crate::people::user;
        let users = user::Entity::find().filter(user::Column::DeletedAt.is_null()).all(app.read()).await?;
        let users: HashSet<String> = users.into_iter().map(|user| user.name.to_lowercase()).collect();
        for found in self.all.values_mut() {
            let sure = matches!(found.by, PartyBy::Address | PartyBy::Domain);
            if !sure && users.contains(&found.party.name.to_lowercase()) {
                (found.by, found.ours) = (PartyBy::User, true);
                found.customers.clear();
            }
        }
        Ok(())
    }

    /// Drops customers that aren't there, and says of whom it isn't sure.
    async fn settle(&mut self, app: &App) -> Result<()> {
        let ids: BTreeSet<CustomerId> = self.all.values().flat_map(|found| found.customers.iter().copied()).collect();
        let ids: Vec<CustomerId> = ids.into_iter().collect();
        for chunk in ids.chunks(CHUNK) {
            let live = customer::Entity::find().filter(customer::Column::DeletedAt.is_null());
            let rows = live.filter(customer::Column::Id.is_in(chunk.iter().copied())).all(app.read()).await?;
            let named = |row: customer::Model| (row.id, CustomerRef { id: row.id, name: row.name, kind: row.kind });
            self.customers.extend(rows.into_iter().map(named));
        }
        for found in self.all.values_mut() {
            found.customers.retain(|id| self.customers.contains_key(id));
            match found.customers.len() {
                0 if !found.ours => found.by = PartyBy::Nobody,
                2.. => found.by = PartyBy::Several,
                _ => {}
            }
        }
        Ok(())
    }

    /// The customers of all of them, so that their people can be looked up.
    pub fn customers(&self) -> Vec<CustomerId> {
        let sure = self.all.values().filter_map(Found::customer);
        sure.collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// What a customer is called.
    pub fn name(&self, customer: CustomerId) -> &str {
        self.customers.get(&customer).map_or("", |known| known.name.as_str())
    }

    fn sure(&self, party: &Party) -> Option<CustomerId> {
        self.all.get(&who(party)).and_then(Found::customer)
    }

    /// The customers whose message a draft is; a mail may go to several.
    pub fn places(&self, draft: &CommunicationDraft) -> std::result::Result<Vec<Place>, ProblemCode> {
        let at = |side: &[Party]| {
            let mut sure: Vec<CustomerId> = Vec::new();
            for customer in side.iter().filter_map(|party| self.sure(party)) {
                if !sure.contains(&customer) {
                    sure.push(customer);
                }
            }
            sure
        };
        let several = |side: &[Party]| {
            let may = |party: &Party| self.all.get(&who(party)).is_some_and(|found| !found.customers.is_empty());
            side.iter().any(may)
        };
        let unclear = || {
            let several = several(&draft.from) || several(&draft.to);
            if several { ProblemCode::PartyAmbiguous } else { ProblemCode::PartyUnknown }
        };
        let (direction, customers) = match self.kind {
            // Whoever speaks belongs to one customer; of a chat with people of two nobody can tell whose it is.
            MessageKind::Chat => {
                let all: Vec<Party> = draft.from.iter().chain(&draft.to).cloned().collect();
                let sure = at(&all);
                let [customer] = sure.as_slice() else { return Err(unclear()) };
                let began = draft.from.first().is_some_and(|party| self.may_be(party, *customer));
                (if began { Direction::In } else { Direction::Out }, sure)
            }
            MessageKind::Mail => match at(&draft.from) {
                sure if !sure.is_empty() => (Direction::In, sure),
                _ if several(&draft.from) => return Err(ProblemCode::PartyAmbiguous),
                _ => (Direction::Out, at(&draft.to)),
            },
        };
        if customers.is_empty() {
            return Err(unclear());
        }
        let side = if direction == Direction::In || self.kind == MessageKind::Chat { &draft.from } else { &draft.to };
        Ok(customers.into_iter().map(|customer| self.place(customer, direction, side)).collect())
    }

    fn may_be(&self, party: &Party, customer: CustomerId) -> bool {
        self.all.get(&who(party)).is_some_and(|found| !found.ours && found.customers.contains(&customer))
    }

    fn place(&self, customer: CustomerId, direction: Direction, side: &[Party]) -> Place {
        let mut place = Place { customer, direction, people: Vec::new(), strangers: Vec::new() };
        for party in side.iter().filter(|party| self.may_be(party, customer)) {
            let Some(found) = self.all.get(&who(party)) else { continue };
            let here = found.people.iter().filter(|(_, at)| *at == customer).map(|(contact, _)| *contact);
            let before = place.people.len();
            place.people.extend(here);
            if place.people.len() == before {
                place.strangers.push(found.party.clone());
            }
        }
        place
    }

    /// Notes that a message waits until somebody says whose it is.
    pub fn wait(&mut self, draft: &CommunicationDraft) {
        let everybody: BTreeSet<String> = draft.from.iter().chain(&draft.to).map(who).collect();
        for key in everybody {
            if let Some(found) = self.all.get_mut(&key).filter(|found| !found.ours && found.customer().is_none()) {
                found.waits += 1;
            }
        }
    }

    /// Everybody, as the preview tells.
    pub fn told(&self) -> MessagesPreview {
        let customer = |id: &CustomerId| self.customers.get(id).cloned();
        let one = |(key, found): (&String, &Found)| MessageParty {
            who: key.clone(),
            name: found.party.name.clone(),
            address: found.party.address.clone(),
            rows: found.rows,
            waits: found.waits,
            by: found.by,
            customer: found.customer().as_ref().and_then(customer),
            ours: found.ours,
            candidates: found.customers.iter().take(OFFERED).filter_map(customer).collect(),
        };
        let mut parties: Vec<MessageParty> = self.all.iter().map(one).collect();
        parties.sort_by(|one, other| (other.waits, other.rows, &one.who).cmp(&(one.waits, one.rows, &other.who)));
        parties.truncate(SHOWN);
        MessagesPreview { kind: self.kind, parties }
    }
}

impl Found {
    fn new(party: Party) -> Self {
        let (customers, people) = (Vec::new(), Vec::new());
        Self { party, rows: 1, waits: 0, by: PartyBy::Nobody, ours: false, customers, people }
    }

    fn add(&mut self, customer: CustomerId, contact: Option<ContactId>) {
        if !self.customers.contains(&customer) {
            self.customers.push(customer);
        }
        if let Some(contact) = contact.filter(|contact| !self.people.contains(&(*contact, customer))) {
            self.people.push((contact, customer));
        }
    }

    /// The customer, where that is sure.
    fn customer(&self) -> Option<CustomerId> {
        match (self.customers.as_slice(), self.by) {
            (_, PartyBy::Several | PartyBy::Nobody) => None,
            ([one], _) if !self.ours => Some(*one),
            _ => None,
        }
    }
}
