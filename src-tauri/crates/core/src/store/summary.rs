//! Keeps `customer_summary` and the number of customers current: one statement each over what a unit of work touched.

use sea_orm::{ConnectionTrait, DatabaseTransaction};

use super::change_log::{LEFT, MOVED};
use super::unit::sql_with;
use crate::error::Result;
use crate::ids::ActId;

const FIGURES: &str = "INSERT OR REPLACE INTO customer_summary \
    (customer_id, communications, last_contact_at, last_channel, open_follow_ups, next_follow_up_at, next_follow_up_id, \
    next_follow_up_has_time, gap_days) \
    SELECT c.id, \
      (SELECT count(*) FROM communication m WHERE m.customer_id = c.id AND m.deleted_at IS NULL), \
      (SELECT m.at FROM communication m WHERE m.customer_id = c.id AND m.deleted_at IS NULL AND m.channel <> 'note' ORDER BY m.at DESC LIMIT 1), \
      (SELECT m.channel FROM communication m WHERE m.customer_id = c.id AND m.deleted_at IS NULL AND m.channel <> 'note' ORDER BY m.at DESC LIMIT 1), \
      (SELECT count(*) FROM follow_up f WHERE f.customer_id = c.id AND f.deleted_at IS NULL AND f.done_at IS NULL), \
      (SELECT f.due_at FROM follow_up f WHERE f.customer_id = c.id AND f.deleted_at IS NULL AND f.done_at IS NULL ORDER BY f.due_at, f.id LIMIT 1), \
      (SELECT f.id FROM follow_up f WHERE f.customer_id = c.id AND f.deleted_at IS NULL AND f.done_at IS NULL ORDER BY f.due_at, f.id LIMIT 1), \
      coalesce((SELECT iif(f.due_time IS NULL, 'no', 'yes') FROM follow_up f WHERE f.customer_id = c.id AND f.deleted_at IS NULL AND f.done_at IS NULL ORDER BY f.due_at, f.id LIMIT 1), 'no'), \
      (SELECT CAST(round(avg(gap)) AS INTEGER) FROM (\
        SELECT gap, row_number() OVER (ORDER BY gap) AS place, count(*) OVER () AS n FROM (\
          SELECT CAST(min(round((at - lag(at) OVER (ORDER BY at)) / 86400000.0), 36500) AS INTEGER) AS gap FROM (\
            SELECT m.at FROM communication m WHERE m.customer_id = c.id AND m.deleted_at IS NULL AND m.channel <> 'note' ORDER BY m.at DESC LIMIT 40)) \
          WHERE gap > 0) WHERE n >= 4 AND place IN ((n + 1) / 2, (n + 2) / 2)) \
    FROM customer c";

/// Brings the figures of every customer up to date whose communications or follow-ups `act` changed.
pub(super) async fn refresh(db: &DatabaseTransaction, act: ActId) -> Result<()> {
    let sql = format!(
        "{FIGURES} WHERE c.id IN (\
           SELECT m.customer_id FROM change_log l JOIN communication m ON m.id = l.row WHERE l.tx = ? AND l.tbl = 'communication' \
           UNION SELECT f.customer_id FROM change_log l JOIN follow_up f ON f.id = l.row WHERE l.tx = ? AND l.tbl = 'follow_up' \
           UNION SELECT {LEFT} FROM change_log WHERE tx = ? AND {MOVED})"
    );
    db.execute_raw(sql_with(sql, vec![act.into(), act.into(), act.into()])).await?;
    Ok(())
}

/// The number of customers that are there, in `meta`.
pub(crate) const LIVE_CUSTOMERS: &str = "live_customers";

/// Brings the number of customers up to date after so many came, or went.
pub(super) async fn count_customers(db: &DatabaseTransaction, came: i64) -> Result<()> {
    let sql = "UPDATE meta SET value = CAST(CAST(value AS INTEGER) + ? AS INTEGER) WHERE \"key\" = ?";
    db.execute_raw(sql_with(sql, vec![came.into(), LIVE_CUSTOMERS.into()])).await?;
    Ok(())
}
