//! What of each row is kept while an import is decided about: what a plan asks for, and nothing that grows with what the row
//! says. The rest is read from the row again.

use std::collections::{BTreeSet, HashMap};

use satchel_domain::{CustomerKind, Described, Identity, Keys, Telling, key_hash, name_key};
use satchel_intake::{CustomerDraft, PointDraft};

use super::columns::HeldDraft;

/// What a row says.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    /// In the fields of every workspace.
    pub customer: CustomerDraft,
    /// In custom fields.
    pub held: HeldDraft,
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
    /// What it shares with whatever is worth comparing.
    pub keys: BTreeSet<String>,
    /// The name as it is compared.
    name_key: String,
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
        let keys = identity.blocking_keys();
        Self { draft, identity, marks, keys, name_key }
    }

    /// What the row is worth comparing by with others of the file: what very many share tells nothing there, but of those
    /// with one phone, address or name the first is compared in any case.
    pub fn share(&self, row: u32, keys: &mut Keys) {
        let telling = |key: &str| if key.starts_with(['p', 'e']) { Telling::FewOrFirst } else { Telling::Few };
        self.keys.iter().for_each(|key| keys.add(row, (key_hash(key), telling(key))));
        if !self.name_key.is_empty() {
            keys.add(row, (hash_of(&self.name_key), Telling::First));
        }
    }
}

/// The hash of what a row says; 0 where it says nothing. Of a million texts no two have the same but by a chance of one in
/// tens of millions.
pub(super) fn hash_of(text: &str) -> u64 {
    if text.is_empty() { 0 } else { key_hash(text).max(1) }
}

/// What planning asks of a row.
#[derive(Debug)]
pub(super) struct Fact {
    /// The row as a spreadsheet counts it.
    pub row: u32,
    /// Whether it can't be imported.
    pub rejected: bool,
    /// Whether something in it isn't understood.
    pub check: bool,
    /// Whether it isn't taken as it stands.
    pub changed: bool,
    /// Whether it speaks of a company.
    pub company: bool,
    /// What the file knows the customer by, hashed; 0 where it doesn't.
    pub key: u64,
    /// The name as it is compared, hashed.
    pub name: u64,
    /// The name of the person there, hashed; 0 without one.
    pub person: u64,
    /// What the customer has but one of.
    pub own: Own,
    /// Who looks after it, as one of the [`Words`].
    pub owner: Word,
    /// The customer that recommended us, as one of the [`Words`].
    pub referrer: Word,
}

impl Fact {
    /// A row that can't be imported.
    pub fn rejected(row: u32) -> Self {
        let (own, none) = (Own::default(), Word(0));
        let (key, name, person) = (0, 0, 0);
        let (check, changed, company) = (true, false, false);
        Self { row, rejected: true, check, changed, company, key, name, person, own, owner: none, referrer: none }
    }

    pub fn of(marked: &Marked, check: bool, changed: bool, words: &mut Words) -> Self {
        let said = &marked.draft.customer;
        Self {
            row: said.row,
            rejected: false,
            check,
            changed,
            company: said.kind == CustomerKind::Company,
            key: hash_of(&said.key),
            name: hash_of(&marked.name_key),
            person: said.contact.as_ref().map_or(0, |contact| hash_of(&contact.name)),
            own: Own::of(said),
            owner: words.put(&said.owner),
            referrer: words.put(&said.referred_by),
        }
    }
}

/// What a customer has but one of, each value hashed, behind the number of its field.
#[derive(Debug, Clone, Default)]
pub(super) struct Own(Box<[(u8, u64)]>);

impl Own {
    fn of(draft: &CustomerDraft) -> Self {
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
            &draft.goal,
            &draft.preferred_channel,
        ];
        let stage = draft.stage.map(|stage| key_hash(&format!("{stage:?}"))).unwrap_or_default();
        let limit = draft.credit_limit.map(|limit| key_hash(&format!("{limit:?}"))).unwrap_or_default();
        let rhythm = draft.rhythm.map(|rhythm| key_hash(&rhythm.days().to_string())).unwrap_or_default();
        let hours = draft.preferred_hours.map(|hours| key_hash(&hours.to_string())).unwrap_or_default();
        let all = texts.into_iter().map(|text| hash_of(text)).chain([stage, limit, rhythm, hours]);
        Self((0..).zip(all).filter(|(_, hash)| *hash != 0).collect())
    }

    /// What both say together; none where one contradicts the other.
    pub fn with(&self, other: &Self) -> Option<Self> {
        let mut both: Vec<(u8, u64)> = self.0.to_vec();
        for (field, hash) in &other.0 {
            match both.iter().find(|(known, _)| known == field) {
                Some((_, known)) if known != hash => return None,
                Some(_) => {}
                None => both.push((*field, *hash)),
            }
        }
        Some(Self(both.into()))
    }
}

/// One of the [`Words`]; 0 for none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Word(u32);

impl Word {
    /// Whether there is one.
    pub const fn is_said(self) -> bool {
        self.0 > 0
    }
}

/// Names that rows say again and again.
#[derive(Debug, Default)]
pub(super) struct Words {
    known: HashMap<String, Word>,
    all: Vec<String>,
}

impl Words {
    fn put(&mut self, text: &str) -> Word {
        if text.is_empty() {
            return Word(0);
        }
        if let Some(known) = self.known.get(text) {
            return *known;
        }
        self.all.push(text.to_owned());
        let word = Word(u32::try_from(self.all.len()).unwrap_or_default());
        self.known.insert(text.to_owned(), word);
        word
    }

    /// No more are put.
    pub fn settle(&mut self) {
        self.known = HashMap::new();
    }

    /// What it says; nothing for none.
    pub fn text(&self, word: Word) -> &str {
        (word.0 as usize).checked_sub(1).and_then(|at| self.all.get(at)).map_or("", String::as_str)
    }
}
