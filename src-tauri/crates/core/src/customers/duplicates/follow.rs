//! Brings keys and pairs up to the log: all of them the first time, afterwards those of the customers that changed.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use satchel_domain::{Identity, SUGGESTED};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect, TransactionTrait};

use super::compare::{identities, pairs_among};
use crate::App;
use crate::customers::{contact, contact_point, customer};
use crate::error::{Result, internal};
use crate::ids::CustomerId;
use crate::jobs::Progress;
use crate::search::owners;
use crate::store::alike::{self, Pair};
use crate::store::records::Table;
use crate::store::{change_log, read_meta, write_meta};

/// Where in the log the pairs stand; none while not all customers were compared.
const POSITION: &str = "duplicates_seq";

/// So many changed customers are compared while somebody waits for the page.
const FEW: usize = 200;

/// With more of them, all are compared again.
const MANY: usize = 5_000;

/// Customers that are read, and keys that are written, at once.
const SLICE: usize = 20_000;

/// What changed since the pairs were current.
struct Behind {
    /// None where all have to be compared.
    customers: Option<Vec<CustomerId>>,
    /// Where in the log the pairs stand.
    position: Option<i64>,
    /// Where the log stands.
    newest: i64,
}

async fn behind(app: &App) -> Result<Behind> {
    use change_log::Column as Log;
    let db = app.read();
    let newest = change_log::newest(db).await?;
    let position = read_meta(db, POSITION).await?.and_then(|text| text.parse::<i64>().ok());
    let Some(seq) = position else { return Ok(Behind { customers: None, position, newest }) };
    let tables = [Table::Customer, Table::Contact, Table::ContactPoint];
    let changed: Vec<(String, Uuid)> = change_log::Entity::find()
        .select_only()
        .columns([Log::Tbl, Log::Row])
        .distinct()
        .filter(Log::Seq.gt(seq))
        .filter(Log::Seq.lte(newest))
        .filter(Log::Tbl.is_in(tables.map(Table::name)))
        .limit(MANY as u64 * 4)
        .into_tuple()
        .all(db)
        .await?;
    if changed.len() >= MANY * 4 {
        return Ok(Behind { customers: None, position, newest });
    }
    let mut rows: BTreeMap<String, BTreeSet<Uuid>> = BTreeMap::new();
    for (table, row) in changed {
        rows.entry(table).or_default().insert(row);
    }
    let mut of = |table: Table| rows.remove(table.name()).unwrap_or_default();
    let mut touched = of(Table::Customer);
    touched.extend(
        owners::<contact::Entity, _>(db, contact::Column::Id, contact::Column::CustomerId, &of(Table::Contact)).await?,
    );
    use contact_point::{Column, Entity};
    touched.extend(owners::<Entity, _>(db, Column::Id, Column::CustomerId, &of(Table::ContactPoint)).await?);
    touched.extend(change_log::left_behind(db, seq, newest).await?);
    let customers = (touched.len() <= MANY).then(|| touched.into_iter().map(CustomerId).collect());
    Ok(Behind { customers, position, newest })
}

/// Compares what has to be compared.
pub(in crate::customers) async fn catch_up(app: &App, progress: &Arc<Progress>) -> Result<()> {
    let _one_at_a_time = app.comparing.lock().await;
    let Behind { customers, newest, .. } = behind(app).await?;
    match customers {
        Some(changed) => {
            for (done, chunk) in changed.chunks(FEW).enumerate() {
                progress.at(done * FEW, changed.len())?;
                compare_again(app, chunk).await?;
            }
        }
        None => compare_all(app, progress).await?,
    }
    write_meta(app, POSITION, &newest.to_string()).await
}

/// Compares what changed where that is little, and tells whether the pairs are current now.
pub(super) async fn catch_up_a_little(app: &App) -> Result<bool> {
    let Ok(_one_at_a_time) = app.comparing.try_lock() else { return Ok(false) };
    let Behind { customers, position, newest } = behind(app).await?;
    let Some(changed) = customers.filter(|changed| changed.len() <= FEW) else { return Ok(false) };
    if !changed.is_empty() {
        compare_again(app, &changed).await?;
    }
    // Also where nothing had to be compared, or what was written since would be looked through again and again.
    if position != Some(newest) {
        write_meta(app, POSITION, &newest.to_string()).await?;
    }
    Ok(true)
}

fn pair(one: CustomerId, other: CustomerId, score: f64) -> Pair {
    (one.min(other), one.max(other), score)
}

/// Compares these customers with all others, and forgets what was known of them.
async fn compare_again(app: &App, changed: &[CustomerId]) -> Result<()> {
    let tx = app.write_derived().begin().await?;
    alike::forget(&tx, changed).await?;
    let known = identities(&tx, changed).await?;
    let theirs: Vec<(CustomerId, BTreeSet<String>)> =
        known.iter().map(|(id, identity)| (*id, identity.blocking_keys())).collect();
    let rows: Vec<(String, CustomerId)> =
        theirs.iter().flat_map(|(id, keys)| keys.iter().map(|key| (key.clone(), *id))).collect();
    alike::write_keys(&tx, &rows).await?;
    let mut worth: BTreeSet<(CustomerId, CustomerId)> = BTreeSet::new();
    for (id, keys) in &theirs {
        let others = alike::sharing(&tx, keys).await?.into_iter().filter(|other| other != id);
        worth.extend(others.map(|other| (*id.min(&other), *id.max(&other))));
    }
    let mut identity: HashMap<CustomerId, Identity> = known.into_iter().collect();
    let others: BTreeSet<CustomerId> = worth.iter().flat_map(|(one, other)| [*one, *other]).collect();
    let others: Vec<CustomerId> = others.into_iter().filter(|id| !identity.contains_key(id)).collect();
    identity.extend(identities(&tx, &others).await?);
    let compared = worth.into_iter().filter_map(|(one, other)| {
        let score = identity.get(&one)?.likeness(identity.get(&other)?).score;
        (score >= SUGGESTED).then(|| pair(one, other, score))
    });
    alike::write_pairs(&tx, &compared.collect::<Vec<_>>()).await?;
    Ok(tx.commit().await?)
}

/// Compares all customers.
async fn compare_all(app: &App, progress: &Arc<Progress>) -> Result<()> {
    let db = app.read();
    let ids: Vec<CustomerId> = customer::Entity::find()
        .select_only()
        .column(customer::Column::Id)
        .filter(customer::Column::DeletedAt.is_null())
        .order_by_asc(customer::Column::Id)
        .into_tuple()
        .all(db)
        .await?;
    // Reading, comparing and writing each take about a third.
    let total = ids.len() * 3;
    let mut all = Vec::with_capacity(ids.len());
    for chunk in ids.chunks(SLICE) {
        progress.at(all.len(), total)?;
        all.extend(identities(db, chunk).await?);
    }
    let compared = {
        let progress = Arc::clone(progress);
        tokio::task::spawn_blocking(move || compare(&all, &progress))
    };
    let (keys, pairs) = compared.await.map_err(internal)??;

    // In slices, so that whoever saves something meanwhile needn't wait. Until the position is written again, nobody takes
    // them for complete.
    let writer = app.write_derived();
    write_meta(app, POSITION, "").await?;
    alike::clear(writer).await?;
    for (at, chunk) in keys.chunks(SLICE).enumerate() {
        progress.at(ids.len() * 2 + (ids.len() * at * SLICE) / keys.len().max(1), total)?;
        let tx = writer.begin().await?;
        alike::write_keys(&tx, chunk).await?;
        tx.commit().await?;
    }
    let tx = writer.begin().await?;
    alike::write_pairs(&tx, &pairs).await?;
    Ok(tx.commit().await?)
}

type Keys = Vec<(String, CustomerId)>;

/// The keys of all customers, and the pairs among them, on all processors.
fn compare(all: &[(CustomerId, Identity)], progress: &Progress) -> Result<(Keys, Vec<Pair>)> {
    let marks: Vec<BTreeSet<String>> = all.iter().map(|(_, identity)| identity.blocking_keys()).collect();
    let identities: Vec<&Identity> = all.iter().map(|(_, identity)| identity).collect();
    let found = pairs_among(&identities, &marks, |done| progress.at(all.len() + done, all.len() * 3))?;
    let pairs = found.into_iter().map(|(one, other, score)| pair(all[one].0, all[other].0, score)).collect();
    let keys = all.iter().zip(marks).flat_map(|((id, _), keys)| keys.into_iter().map(|key| (key, *id)));
    // In the order of the table, which is then written from its beginning to its end.
    let mut keys: Keys = keys.collect();
    keys.sort_unstable();
    Ok((keys, pairs))
}
