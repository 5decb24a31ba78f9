//! Writes the plan of an import in one unit of work: new rows are made and staged first, so that the writer is held only while
//! they are taken over.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use tokio::task::JoinHandle;

use super::facts::Draft;
use super::kind::ListKind;
use super::parts;
use super::past::{self, Done};
use super::plan::{Plan, Planned};
use super::reading::Read;
use super::review::Review;
use super::rows::{Making, Reach, Rows};
use crate::App;
use crate::customers::contact_point::Model as ContactPoint;
use crate::customers::tags::TagUses;
use crate::customers::{Contact, Customer, Tag, attach_tags, customer_tag, find_many};
use crate::error::{Result, internal};
use crate::fields::{self, Subject, custom_value, values};
use crate::ids::{ActId, CustomerId};
use crate::jobs::Progress;
use crate::people::Actor;
use crate::store::records::Table;
use crate::store::stage::{Attached, Stage};
use crate::store::take_numbers;
use crate::store::unit::Tx;

const COMMAND: &str = "import_customers";

/// Customers between two looks at whether the person stopped it.
const STEP: usize = 500;

/// Rows taken over at once.
const TAKEN: usize = 4_000;

/// What was written.
pub(super) struct Written {
    /// Customers in which something changed.
    pub updated: usize,
    /// The act of the import; none after a dry run.
    pub act: Option<ActId>,
}

/// Writes everything, or on a stop or an error nothing, and keeps it as an import of the file of that name. A dry run has
/// none: it tells, and lets go of what it wrote.
pub(super) async fn commit(
    app: &App,
    actor: Actor,
    review: &Arc<Review>,
    file_name: Option<&str>,
    progress: &Progress,
) -> Result<Written> {
    let staged = if review.plan.created.is_empty() || file_name.is_none() {
        None
    } else {
        Some(stage(app, actor, review, progress).await?)
    };
    let Some(Staged { stage, counts, tags }) = staged else {
        return write(app, actor, review, None, file_name, progress).await;
    };
    let attached = stage.attach(app).await?;
    let written = write(app, actor, review, Some((&attached, counts, tags)), file_name, progress).await;
    attached.detach(app).await?;
    written
}

/// Rows by table, and how many there are of each.
type Counts = [(Table, i64); 5];

struct Staged {
    stage: Stage,
    counts: Counts,
    /// Tags that don't exist yet.
    tags: Vec<Tag>,
}

/// What the rows of some new customers say, read again while those before them are put away.
fn ahead(review: &Arc<Review>, customers: Range<usize>) -> JoinHandle<Result<HashMap<usize, Draft>>> {
    let review = Arc::clone(review);
    tokio::task::spawn_blocking(move || {
        let planned = review.plan.created.get(customers).unwrap_or_default();
        review.read.drafts(planned.iter().flat_map(Planned::places).collect())
    })
}

/// Makes the rows of all new customers, and puts them where the writer can take them over.
async fn stage(app: &App, actor: Actor, review: &Arc<Review>, progress: &Progress) -> Result<Staged> {
    let Review { plan, read, .. } = review.as_ref();
    let stage = Stage::open(app).await?;
    stage.table::<Customer>().await?;
    stage.table::<Contact>().await?;
    stage.table::<ContactPoint>().await?;
    stage.table::<customer_tag::Model>().await?;
    stage.table::<custom_value::Model>().await?;
    let mut making = Making { app, actor, now: app.clock.now(), read, plan, drafts: HashMap::new() };
    let mut tags = TagUses::new(app.read(), making.now).await?;
    let (mut customers, mut contacts, mut points, mut uses, mut values) = (0, 0, 0, 0, 0);
    // Cleaning was the first quarter of the work, this is the second, and taking over is the rest.
    let total = (plan.created.len() + plan.updated.len()) * 4;
    let of = |done: usize| done * STEP..((done + 1) * STEP).min(plan.created.len());
    let mut next = ahead(review, of(0));
    for (done, chunk) in plan.created.chunks(STEP).enumerate() {
        progress.at(total / 4 + done * STEP, total)?;
        let drafts = std::mem::replace(&mut next, ahead(review, of(done + 1)));
        making.drafts = drafts.await.map_err(internal)??;
        let mut rows = Rows::default();
        chunk.iter().try_for_each(|planned| rows.customer(&making, planned))?;
        let used = tags.of(app, &rows.tags)?;
        stage.insert_many(&rows.customers).await?;
        stage.insert_many(&rows.contacts).await?;
        stage.insert_many(&rows.points).await?;
        stage.insert_many(&used).await?;
        stage.insert_many(&rows.values).await?;
        customers += rows.customers.len();
        contacts += rows.contacts.len();
        points += rows.points.len();
        uses += used.len();
        values += rows.values.len();
    }
    let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let counts = [
        (Table::Customer, count(customers)),
        (Table::Contact, count(contacts)),
        (Table::ContactPoint, count(points)),
        (Table::CustomerTag, count(uses)),
        (Table::CustomValue, count(values)),
    ];
    Ok(Staged { stage, counts, tags: tags.made })
}

/// The unit of work: takes over what was staged, and gives customers that are there what their rows say.
async fn write(
    app: &App,
    actor: Actor,
    review: &Review,
    staged: Option<(&Attached, Counts, Vec<Tag>)>,
    file_name: Option<&str>,
    progress: &Progress,
) -> Result<Written> {
    let Review { plan, read, .. } = review;
    let total = (plan.created.len() + plan.updated.len()) * 4;
    let mut tx = app.write(actor, COMMAND).await?;
    fields::add(&mut tx, read.columns.new.clone()).await?;
    tx.insert_many(read.columns.new_choices.clone()).await?;
    if let Some((stage, counts, tags)) = staged {
        let first = take_numbers(&tx, "customer", plan.created.len()).await?;
        let (mut taken, all) = (0, counts.iter().map(|(_, count)| count).sum::<i64>().max(1));
        let made = i64::try_from(plan.created.len() * 2).map_err(internal)?;
        for (table, count) in counts {
            for from in (1..=count).step_by(TAKEN) {
                let to = count.min(from + TAKEN as i64 - 1);
                progress.at(total / 2 + usize::try_from(made * taken / all).map_err(internal)?, total)?;
                tx.take_over(stage, table, from..=to, first).await?;
                taken += to - from + 1;
            }
        }
        tx.insert_many(tags).await?;
    }
    let mut updated = 0;
    for chunk in plan.updated.chunks(STEP) {
        progress.at(total - (plan.updated.len() - updated.min(plan.updated.len())), total)?;
        updated += fill(&mut tx, chunk, plan, read).await?;
    }
    updated = updated.max(parts::join(&mut tx, plan, read).await?);
    let Some(file_name) = file_name else { return Ok(Written { updated, act: None }) };
    let count = plan.created.len() + updated;
    if count == 0 {
        // No field comes in without a customer, but the import and what it left out are told.
        drop(tx);
        tx = app.write(actor, COMMAND).await?;
        tx.beyond_undo();
    }
    let done = Done {
        file_name,
        kind: ListKind::Customers,
        sheet: &read.sheet,
        rows: review.counts().all,
        created: plan.created.len(),
        updated,
        skipped: plan.skipped,
        rejected: &read.rejected,
        mapping: serde_json::to_string(&read.columns.taken_after(&read.sheet.headers)).map_err(internal)?,
    };
    past::keep(&tx, done).await?;
    progress.at(total, total)?;
    tx.counts(count);
    let act = Some(tx.act());
    tx.commit().await?;
    Ok(Written { updated, act })
}

/// Gives customers that are there what their rows say, and tells in how many something changed.
async fn fill(tx: &mut Tx<'_>, chunk: &[Planned], plan: &Plan, read: &Read) -> Result<usize> {
    let ids: Vec<CustomerId> = chunk.iter().map(|planned| planned.id).collect();
    let mut customers = find_many(tx.db(), &ids).await?;
    let mut rows = Rows::default();
    let drafts = read.drafts(chunk.iter().flat_map(Planned::places).collect())?;
    let making = Making { app: tx.app(), actor: tx.actor(), now: tx.now(), read, plan, drafts };
    let mut changed = HashSet::new();
    for planned in chunk {
        let Some(before) = customers.remove(&planned.id) else { continue };
        let there = Reach::of(tx.db(), planned.id, &read.columns).await?;
        let mut will = there.clone();
        for said in making.said(planned) {
            rows.reach(&making, planned.id, said, &mut will);
        }
        rows.came(&making, planned.id, &there, will)?;
        let after = making.filled(&before, planned);
        if after != before {
            changed.insert(planned.id);
            tx.update(&before, after).await?;
        }
    }
    let used = tags_in_use(tx, &ids).await?;
    for (customer, tags) in &mut rows.tags {
        tags.retain(|tag| !used.contains(&(*customer, tag.to_lowercase())));
    }
    let tagged = rows.tags.iter().filter(|(_, tags)| !tags.is_empty()).map(|(id, _)| *id);
    changed.extend(rows.contacts.iter().map(|contact| contact.customer_id));
    changed.extend(rows.points.iter().map(|point| point.customer_id));
    changed.extend(rows.relabelled.iter().map(|(_, point)| point.customer_id));
    changed.extend(tagged);
    changed.extend(rows.values.iter().map(|value| value.customer_id));
    changed.extend(rows.changed.iter().map(|(_, contact)| contact.customer_id));
    changed.extend(rows.replaced.iter().map(|((customer, _), _, _)| *customer));
    tx.insert_many(rows.contacts).await?;
    tx.insert_many(rows.points).await?;
    tx.insert_many(rows.values).await?;
    for (before, after) in rows.changed {
        tx.update(&before, after).await?;
    }
    for (before, after) in rows.relabelled {
        tx.update(&before, after).await?;
    }
    for (holder, field, value) in rows.replaced {
        values::set(tx, Subject::of(holder.1), holder, Some([(field, Some(value))].into())).await?;
    }
    attach_tags(tx, &rows.tags).await?;
    Ok(changed.len())
}

async fn tags_in_use(tx: &Tx<'_>, ids: &[CustomerId]) -> Result<Vec<(CustomerId, String)>> {
    let mut used = Vec::new();
    for id in ids {
        let tags = crate::customers::record::tags_of(tx.db(), *id).await?;
        used.extend(tags.into_iter().map(|tag| (*id, tag.name.to_lowercase())));
    }
    Ok(used)
}
