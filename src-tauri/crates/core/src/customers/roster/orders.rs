//! The seven orders of all customers, each kept as a list of places.

use std::borrow::Cow;
use std::cmp::Ordering;

use super::{Entry, Roster, WordField};
use crate::customers::list::{CustomerSort, SortBy};

const SORTS: [SortBy; 7] = [
    SortBy::Name,
    SortBy::Stage,
    SortBy::Owner,
    SortBy::Region,
    SortBy::LastContact,
    SortBy::NextFollowUp,
    SortBy::Created,
];

/// Every order, from the least; what is missing stands last, and keys break ties.
#[derive(Debug, Default)]
pub(super) struct Orders([Vec<u32>; SORTS.len()]);

impl Orders {
    /// Sorts all customers in every way.
    pub fn of(roster: &Roster) -> Self {
        let mut orders = Self::default();
        for sort in SORTS {
            orders.sort_again(roster, sort);
        }
        orders
    }

    /// Sorts all customers anew in one way.
    pub fn sort_again(&mut self, roster: &Roster, by: SortBy) {
        let mut entries: Vec<(u32, &Entry)> = (0..)
            .zip(&roster.customers.rows)
            .filter_map(|(place, row)| row.as_ref().map(|entry| (place, entry)))
            .collect();
        entries.sort_unstable_by(|(_, a), (_, b)| compare(roster, by, a, b));
        if let Some(order) = SORTS.iter().position(|sort| *sort == by).and_then(|at| self.0.get_mut(at)) {
            *order = entries.into_iter().map(|(place, _)| place).collect();
        }
    }

    /// Takes places out, whose rows needn't be there any more.
    pub fn remove(&mut self, places: &[u32]) {
        if places.is_empty() {
            return;
        }
        let most = places.iter().copied().max().unwrap_or_default();
        let mut gone = vec![false; most as usize + 1];
        for place in places {
            gone[*place as usize] = true;
        }
        for order in &mut self.0 {
            order.retain(|place| gone.get(*place as usize) != Some(&true));
        }
    }

    /// Puts places in where they belong.
    pub fn insert(&mut self, roster: &Roster, places: &[u32]) {
        if places.is_empty() {
            return;
        }
        for (by, order) in SORTS.into_iter().zip(&mut self.0) {
            let mut new: Vec<(u32, &Entry)> =
                places.iter().filter_map(|place| Some((*place, roster.at(*place)?))).collect();
            new.sort_unstable_by(|(_, a), (_, b)| compare(roster, by, a, b));
            let mut out = Vec::with_capacity(order.len() + new.len());
            let mut rest = order.as_slice();
            for (place, entry) in new {
                let before =
                    |other: &u32| roster.at(*other).is_some_and(|other| compare(roster, by, other, entry).is_lt());
                let (less, more) = rest.split_at(rest.partition_point(before));
                out.extend_from_slice(less);
                out.push(place);
                rest = more;
            }
            out.extend_from_slice(rest);
            *order = out;
        }
    }

    /// All places in an order; none where it is by a custom field, whose values the roster doesn't hold.
    pub fn all(&self, roster: &Roster, sort: CustomerSort) -> Cow<'_, [u32]> {
        let kept = SORTS.iter().position(|each| *each == sort.by).and_then(|at| self.0.get(at));
        let order = kept.map(Vec::as_slice).unwrap_or_default();
        if !sort.descending {
            return Cow::Borrowed(order);
        }
        let is_there = |place: &u32| roster.at(*place).is_some_and(|entry| !is_missing(roster, sort.by, entry));
        let (there, missing) = order.split_at(order.partition_point(is_there));
        let is_tie = |a: &u32, b: &u32| match (roster.at(*a), roster.at(*b)) {
            (Some(a), Some(b)) => compare_value(roster, sort.by, a, b).is_eq(),
            _ => false,
        };
        let mut out = Vec::with_capacity(order.len());
        for ties in there.chunk_by(is_tie).rev() {
            out.extend_from_slice(ties);
        }
        out.extend_from_slice(missing);
        Cow::Owned(out)
    }
}

fn compare(roster: &Roster, by: SortBy, a: &Entry, b: &Entry) -> Ordering {
    compare_value(roster, by, a, b).then_with(|| a.id.cmp(&b.id))
}

fn compare_value(roster: &Roster, by: SortBy, a: &Entry, b: &Entry) -> Ordering {
    match by {
        SortBy::Name => a.sort_key.cmp(&b.sort_key),
        SortBy::Stage => a.stage.cmp(&b.stage),
        SortBy::Owner => missing_last(&roster.owner_key(a), &roster.owner_key(b)),
        SortBy::Region => missing_last(&region(roster, a), &region(roster, b)),
        SortBy::LastContact => missing_last(&a.last_contact, &b.last_contact),
        SortBy::NextFollowUp => missing_last(&a.next_follow_up, &b.next_follow_up),
        SortBy::Created => a.created.cmp(&b.created),
        SortBy::Field(_) => Ordering::Equal,
    }
}

fn is_missing(roster: &Roster, by: SortBy, entry: &Entry) -> bool {
    match by {
        SortBy::Name | SortBy::Stage | SortBy::Created | SortBy::Field(_) => false,
        SortBy::Owner => roster.owner_key(entry).is_none(),
        SortBy::Region => region(roster, entry).is_none(),
        SortBy::LastContact => entry.last_contact.is_none(),
        SortBy::NextFollowUp => entry.next_follow_up.is_none(),
    }
}

fn region<'a>(roster: &'a Roster, entry: &Entry) -> Option<&'a str> {
    Some(roster.words.text(entry.word(WordField::Region))).filter(|region| !region.is_empty())
}

fn missing_last<T: Ord>(a: &Option<T>, b: &Option<T>) -> Ordering {
    a.is_none().cmp(&b.is_none()).then_with(|| a.cmp(b))
}
