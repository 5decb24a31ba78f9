//! A chat that was imported before and has gone on since: only what is new of it comes in.

use std::collections::HashMap;

use jiff::civil::Time;

use crate::App;
use crate::communications::{Channel, Communication};
use crate::error::Result;
use crate::ids::{ContactId, CustomerId, Timestamp};
use crate::store::many::held_at;

/// How often one day of a chat may have been imported so far, each time with some more lines.
const ROUNDS: usize = 20;

/// Cuts off what is known of each day, and tells how many days are known to their end.
pub(super) async fn without_known(app: &App, made: &mut Vec<(Communication, Vec<ContactId>)>) -> Result<usize> {
    let before = made.len();
    for _ in 0..ROUNDS {
        let there = held_at(app.read(), made.iter().map(|(made, _)| (made.customer_id, made.at))).await?;
        let mut known: HashMap<(CustomerId, i64), Vec<String>> = HashMap::new();
        for one in there.into_iter().filter(|one| one.channel == Channel::Chat) {
            known.entry((one.customer_id, one.at.minute())).or_default().push(one.text);
        }
        let mut cut = false;
        made.retain_mut(|(day, _)| {
            let texts = known.get(&(day.customer_id, day.at.minute())).map(Vec::as_slice).unwrap_or_default();
            // The longest that it begins with; one that is the same to the end leaves nothing.
            let rest = texts.iter().filter_map(|text| rest_of(&day.text, text)).min_by_key(|rest| rest.len());
            let Some(rest) = rest else { return true };
            let Some(at) = begun(app, day, rest) else { return false };
            (day.text, day.duration_minutes, day.at) = (rest.to_owned(), None, at);
            cut = true;
            true
        });
        if !cut {
            break;
        }
    }
    Ok(before - made.len())
}

/// What a day says beyond what is known of it; none where that is another text.
fn rest_of<'a>(day: &'a str, known: &str) -> Option<&'a str> {
    let rest = day.strip_prefix(known)?;
    if rest.is_empty() { Some(rest) } else { rest.strip_prefix('\n') }
}

/// When the rest of a day began, by the time that its first line says; none where nothing is left.
fn begun(app: &App, day: &Communication, rest: &str) -> Option<Timestamp> {
    let time = Time::strptime("%H:%M", rest.get(..5)?).ok()?;
    let zone = app.clock.zone();
    let on = day.at.date_in(zone);
    Some(on.to_datetime(time).to_zoned(zone.clone()).ok()?.timestamp().into())
}
