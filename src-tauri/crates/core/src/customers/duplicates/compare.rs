//! Customers as they are stored, made ready to be compared, and who is worth comparing with whom.

use std::collections::{BTreeSet, HashMap};

use satchel_domain::{
    Described, Email, Identity, Keys, Likeness, Phone, SUGGESTED, Sharing, Telling, key_hash, name_key,
};
use sea_orm::QuerySelect;
use sea_orm::entity::prelude::*;

use super::SimilarCustomers;
use crate::App;
use crate::customers::contact_point::Kind as PointKind;
use crate::customers::{Kind, contact_point, customer};
use crate::error::{Result, internal};
use crate::ids::CustomerId;
use crate::jobs::on_all_processors;
use crate::store::alike::{self, COMMON};
use crate::store::unit::CHUNK;

type Columns = (CustomerId, Kind, String, String, String, String, String, String);

/// These customers as they are compared, in the order of their keys; those that aren't there are left out.
pub(in crate::customers) async fn identities(
    db: &impl ConnectionTrait,
    ids: &[CustomerId],
) -> Result<Vec<(CustomerId, Identity)>> {
    use customer::Column as C;
    let mut found = Vec::with_capacity(ids.len());
    for chunk in ids.chunks(CHUNK) {
        let these = || chunk.iter().copied();
        let customers: Vec<Columns> = customer::Entity::find()
            .select_only()
            .columns([C::Id, C::Kind, C::Number, C::Name, C::OtherName, C::TaxId, C::Website, C::Address])
            .filter(C::DeletedAt.is_null())
            .filter(C::Id.is_in(these()))
            .into_tuple()
            .all(db)
            .await?;
        let (mut phones, mut emails) = reach(db, chunk).await?;
        for (id, kind, number, name, other_name, tax_id, website, address) in customers {
            let described = Described {
                kind: kind.into(),
                names: [&name, &other_name],
                number: &number,
                phones: &phones.remove(&id).unwrap_or_default(),
                emails: &emails.remove(&id).unwrap_or_default(),
                tax_id: &tax_id,
                website: &website,
                address: &address,
            };
            found.push((id, Identity::of(&described)));
        }
    }
    found.sort_unstable_by_key(|(id, _)| *id);
    Ok(found)
}

type Values = HashMap<CustomerId, Vec<String>>;

/// The valid telephones and e-mail addresses of customers and their people.
async fn reach(db: &impl ConnectionTrait, ids: &[CustomerId]) -> Result<(Values, Values)> {
    use contact_point::Column as C;
    let points: Vec<(CustomerId, PointKind, String)> = contact_point::Entity::find()
        .select_only()
        .columns([C::CustomerId, C::Kind, C::Value])
        .filter(C::DeletedAt.is_null())
        .filter(C::Kind.is_in([PointKind::Phone, PointKind::Email]))
        .filter(C::CustomerId.is_in(ids.iter().copied()))
        .into_tuple()
        .all(db)
        .await?;
    let (mut phones, mut emails) = (Values::new(), Values::new());
    for (customer, kind, value) in points {
        match kind {
            // What isn't a whole number is kept as written, and proves nothing.
            PointKind::Phone if value.starts_with('+') => phones.entry(customer).or_default().push(value),
            PointKind::Email if value.contains('@') => emails.entry(customer).or_default().push(value),
            _ => {}
        }
    }
    Ok((phones, emails))
}

/// How much alike two customers are; none where one isn't there.
pub(in crate::customers) async fn likeness(
    db: &impl ConnectionTrait,
    one: CustomerId,
    other: CustomerId,
) -> Result<Option<Likeness>> {
    let found = identities(db, &[one, other]).await?;
    let [(_, one), (_, other)] = found.as_slice() else { return Ok(None) };
    Ok(Some(one.likeness(other)))
}

/// Customers that seem to be the one that is typed, the most alike first.
pub(super) async fn like_typed(app: &App, typed: &SimilarCustomers) -> Result<Vec<(CustomerId, Likeness)>> {
    let db = app.read();
    let phone = typed.phone.as_deref().and_then(|phone| Phone::parse(phone, app.home().country).ok());
    let phones: Vec<String> = phone.iter().map(|phone| phone.as_e164().to_owned()).collect();
    let email = typed.email.as_deref().and_then(|email| Email::parse(email).ok());
    let emails: Vec<String> = email.into_iter().map(String::from).collect();
    let described = Described {
        kind: typed.kind.into(),
        names: [&typed.name, ""],
        number: "",
        phones: &phones,
        emails: &emails,
        tax_id: "",
        website: "",
        address: "",
    };
    let typed_one = Identity::of(&described);
    let mut worth = alike::sharing(db, &typed_one.blocking_keys()).await?;
    worth.extend(exactly(app, &typed.name, phones.iter().chain(&emails)).await?);
    let worth: Vec<CustomerId> = worth.into_iter().collect();
    let compared = identities(db, &worth).await?.into_iter().map(|(id, other)| (id, typed_one.likeness(&other)));
    let mut alike: Vec<(CustomerId, Likeness)> = compared.filter(|(_, like)| like.score >= SUGGESTED).collect();
    alike.sort_by(|(one, a), (other, b)| b.score.total_cmp(&a.score).then_with(|| one.cmp(other)));
    Ok(alike)
}

/// Those with the same name, phone or address: also while not all customers were compared.
async fn exactly(app: &App, name: &str, points: impl Iterator<Item = &String>) -> Result<Vec<CustomerId>> {
    use customer::Column as C;
    let key = name_key(name);
    let most = COMMON as u64;
    let mut found: Vec<CustomerId> = Vec::new();
    if !key.is_empty() {
        let named = customer::Entity::find().select_only().column(C::Id).filter(C::DeletedAt.is_null());
        found = named.filter(C::NameKey.eq(key)).limit(most).into_tuple().all(app.read()).await?;
    }
    for value in points {
        use contact_point::Column as P;
        let holders = contact_point::Entity::find().select_only().column(P::CustomerId).filter(P::DeletedAt.is_null());
        found.extend::<Vec<CustomerId>>(
            holders.filter(P::Value.eq(value)).limit(most).into_tuple().all(app.read()).await?,
        );
    }
    Ok(found)
}

/// The pairs that are alike enough to be suggested, by their places with the smaller first, and how much alike. Only those
/// are compared that share one of their keys. `done` is told how many were compared with those behind them.
pub(super) fn pairs_among(
    identities: &[&Identity],
    keys: &[BTreeSet<String>],
    done: impl Fn(usize) -> Result<()> + Sync,
) -> Result<Vec<(usize, usize, f64)>> {
    const PIECE: usize = 500;
    let mut all = Keys::default();
    for (at, keys) in (0..).zip(keys) {
        keys.iter().for_each(|key| all.add(at, (key_hash(key), Telling::Few)));
    }
    let sharing = Sharing::of(all, identities.len(), COMMON);
    on_all_processors(identities.len(), PIECE, |piece| {
        done(piece.start)?;
        let mut found = Vec::new();
        for at in piece {
            let worth = sharing.behind(u32::try_from(at).map_err(internal)?);
            let worth = worth.into_iter().map(|other| other as usize);
            let scores = worth.map(|other| (at, other, identities[at].likeness(identities[other]).score));
            found.extend(scores.filter(|(_, _, score)| *score >= SUGGESTED));
        }
        Ok(found)
    })
}
