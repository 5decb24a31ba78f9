//! Whose mail addresses lie in a domain; an index of its own knows.

use sea_orm::ConnectionTrait;

use super::unit::sql_with;
use crate::error::Result;
use crate::ids::CustomerId;

/// Customers that are looked at for one domain: more than a few say nothing anyway.
const LOOKED_AT: usize = 50;

/// The customers with addresses in these domains, a few of each.
pub(crate) async fn at_domains(db: &impl ConnectionTrait, domains: &[&str]) -> Result<Vec<(String, CustomerId)>> {
    let mut found = Vec::new();
    for domain in domains {
        let sql = format!(
            "SELECT DISTINCT customer_id FROM (SELECT customer_id FROM contact_point \
             WHERE substr(value, instr(value, '@') + 1) = ? AND kind = 'email' AND deleted_at IS NULL LIMIT {LOOKED_AT})"
        );
        let rows = db.query_all_raw(sql_with(sql, vec![(*domain).into()])).await?;
        for row in rows {
            found.push(((*domain).to_owned(), row.try_get_by_index(0)?));
        }
    }
    Ok(found)
}
