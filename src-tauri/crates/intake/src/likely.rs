//! What a list seems to hold: customers, or what was said to them. It is only ever offered; a person decides.

use std::collections::HashSet;

use satchel_domain::{DateOrder, clean_text};

use crate::communications::{
    CommunicationField, match_communications, read_channel, read_direction, read_minutes, read_moment, read_outcome,
    read_time,
};
use crate::field::{ImportField, fold, match_headers};
use crate::sheet::{Row, Sheet};

/// So many rows are looked at: enough to know what the others are like.
const LOOKED_AT: usize = 100;

/// What a list seems to hold, with the columns that say so, in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Likely {
    /// When, how and what was said.
    Communications(Vec<usize>),
    /// Who somebody is and how to reach them.
    Customers(Vec<usize>),
}

/// What a list seems to hold; nothing where it might be either.
///
/// Conversations have a day in almost every row and two more things that only conversations have, and more of those than of
/// what only customers have. Headers alone don't decide: a column of phones may be called like one of channels, so what
/// stands in it is read.
pub fn likely(sheet: &Sheet) -> Option<Likely> {
    use CommunicationField as F;
    if sheet.messages.is_some() {
        return Some(Likely::Communications(Vec::new()));
    }
    let look = Look { sheet, rows: sheet.rows.iter().take(LOOKED_AT).collect() };
    let told = match_communications(&sheet.headers);
    let one = |field: F, reads: fn(&str) -> bool| {
        let mut columns = (0..told.len()).filter(|at| told[*at] == Some(field));
        columns.find(|at| look.mostly(*at, reads))
    };
    let day = one(F::Date, |cell| moment(cell).is_some()).filter(|at| look.filled(*at) * 10 >= look.rows.len() * 8);
    let clock = day.filter(|at| !is_of_the_record(&sheet.headers[*at]) && look.mostly(*at, has_clock));
    let often = one(F::CustomerNumber, |_| true).or(one(F::Customer, |_| true)).filter(|at| look.repeats(*at));
    let said = [
        one(F::Time, |cell| read_time(cell).is_some()),
        one(F::Channel, |cell| read_channel(cell).is_some()),
        one(F::Direction, |cell| read_direction(cell).is_some()),
        one(F::Minutes, |cell| read_minutes(cell).is_some()),
        one(F::Outcome, |cell| read_outcome(cell).is_some()),
        one(F::Text, |_| true).or(one(F::Title, |_| true)),
        clock,
        often,
    ];
    let said: Vec<usize> = said.into_iter().flatten().collect();
    let own = look.own(&said);
    match day {
        Some(day) if said.len() >= 2 && said.len() > own.len() => {
            let mut columns = [vec![day], said].concat();
            columns.sort_unstable();
            columns.dedup();
            Some(Likely::Communications(columns))
        }
        // A list of customers may tell when each was talked to last.
        _ if own.len() >= 2 && own.len() > said.len() => Some(Likely::Customers(own)),
        _ => None,
    }
}

/// The first rows of a list.
struct Look<'a> {
    sheet: &'a Sheet,
    rows: Vec<Row>,
}

impl Look<'_> {
    fn cells(&self, column: usize) -> impl Iterator<Item = &str> {
        self.rows.iter().map(move |row| row.cell(column).trim()).filter(|cell| !cell.is_empty())
    }

    fn filled(&self, column: usize) -> usize {
        self.cells(column).count()
    }

    /// Whether a column has something in it, most of which is read.
    fn mostly(&self, column: usize, reads: impl Fn(&str) -> bool) -> bool {
        let read = self.cells(column).filter(|cell| reads(cell)).count();
        read > 0 && read * 10 >= self.filled(column) * 8
    }

    /// Whether the same stands in many rows.
    fn repeats(&self, column: usize) -> bool {
        let different: HashSet<String> = self.cells(column).map(|cell| clean_text(cell).to_lowercase()).collect();
        different.len() * 10 <= self.filled(column) * 8
    }

    /// The columns that only customers have: how to reach them, where they are, what they do.
    fn own(&self, said: &[usize]) -> Vec<usize> {
        use ImportField as F;
        let is_own = |field: F| {
            let who = [F::Kind, F::Stage, F::Industry, F::Size, F::Region, F::Country, F::TaxId, F::Website, F::Terms];
            let more = [F::Address, F::CreditLimit, F::Source, F::Birthday, F::ReferredBy, F::ContactTitle];
            field.reaches() || who.contains(&field) || more.contains(&field)
        };
        let fields = match_headers(&self.sheet.headers);
        let own = fields.iter().enumerate().filter(|(_, field)| field.is_some_and(is_own)).map(|(at, _)| at);
        own.filter(|at| !said.contains(at) && self.filled(*at) > 0).collect()
    }
}

/// Whether a header says when the record was made, which may not be when anything was said.
fn is_of_the_record(header: &str) -> bool {
    matches!(fold(header).as_str(), "createdtime" | "createdat" | "createdate" | "创建时间" | "duedate")
}

fn moment(cell: &str) -> Option<crate::Moment> {
    // Which of the two comes first is asked later.
    read_moment(cell, DateOrder::DayFirst).or_else(|| read_moment(cell, DateOrder::MonthFirst))
}

fn has_clock(cell: &str) -> bool {
    matches!(moment(cell), Some(crate::Moment::Instant(_) | crate::Moment::Local(_, Some(_))))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;
    use crate::ReadOptions;

    /// What a list seems to hold, and what stands above the columns that say so.
    fn seems(list: &str) -> Option<(&'static str, Vec<String>)> {
        let sheet = crate::read(list.as_bytes(), &ReadOptions::default()).unwrap();
        let (kind, columns) = match likely(&sheet)? {
            Likely::Communications(columns) => ("communications", columns),
            Likely::Customers(columns) => ("customers", columns),
        };
        Some((kind, columns.into_iter().map(|at| sheet.headers[at].clone()).collect()))
    }

    #[test]
    fn conversations_say_when_and_how() {
        for (list, columns) in [
            ("Date,Customer,Channel,Notes\n2026-05-08,Acme,Call,hello\n", "Date,Channel,Notes"),
            ("客户名称,跟进方式,跟进时间,跟进内容\n凌云,电话,2026-05-08 09:30,你好\n", "跟进方式,跟进时间,跟进内容"),
            ("日期,客户,内容\n2026-05-08,凌云,一\n2026-05-09,凌云,二\n", "日期,客户,内容"),
            (
                "Call date,Company,Duration,Call result,Phone\n5/8/2026,Acme,14,No answer,1\n",
                "Call date,Duration,Call result",
            ),
        ] {
            let columns = columns.split(',').map(ToOwned::to_owned).collect();
            assert_eq!(seems(list), Some(("communications", columns)), "{list}");
        }
    }

    #[test]
    fn customers_say_who_and_where() {
        for (list, columns) in [
            ("Company,Phone,City\nAcme,+1 216 555 0148,Cleveland\n", "Phone,City"),
            (
                "客户名称,联系方式,邮箱,创建时间,备注\n凌云,13900138000,a@a.example,2026-05-08 09:30,好\n",
                "联系方式,邮箱",
            ),
            (
                "Record ID,Create Date,First Name,Email,City,Description\n1,2026-05-08 09:30,Ann,a@a.example,Kiel,x\n",
                "Email,City",
            ),
        ] {
            let columns = columns.split(',').map(ToOwned::to_owned).collect();
            assert_eq!(seems(list), Some(("customers", columns)), "{list}");
        }
    }

    #[test]
    fn what_might_be_either_is_not_told() {
        for list in [
            "Name\nAcme\n",
            "Company,Phone\nAcme,+1 216 555 0148\n",
            "客户名称,创建时间,备注\n凌云,2026-05-08 09:30,好\n重庆,2026-05-09 09:30,好\n",
            "Date,Customer,Channel,Notes\nsoon,Acme,somehow,hello\n",
        ] {
            assert_eq!(seems(list), None, "{list}");
        }
    }
}
