//! Values and rules of the business: phone, e-mail, money, names, dates, weeks, due times.
//!
//! Everything here is pure. A value is parsed once at the edge and trusted from then on; a text that is not what it claims
//! to be is refused with a problem, never repaired by guessing.
//!
//! This crate must never know async code, files, the network, a clock, a database, the screen or its languages. Time and
//! preferences come in as arguments.

mod birthday;
mod blanks;
pub mod capture;
mod country;
mod currency;
mod customer;
mod date;
mod decimal;
mod difference;
mod email;
mod file_name;
mod hours;
mod likeness;
mod mail_domain;
mod money;
mod name;
mod phone;
mod repeat;
mod rhythm;
mod said_day;
mod schedule;
mod sharing;
mod slots;
mod text;
mod typed;

pub use birthday::Birthday;
pub use blanks::{Blank, fill_in};
pub use country::{Country, UnknownCountry};
pub use currency::{Currency, UnknownCurrency};
pub use customer::{CustomerKind, DecisionRole, Stage};
pub use date::{DateOrder, date_from_serial, is_two_days, parse_date};
pub use decimal::{Decimal, DecimalProblem};
pub use difference::{Part, difference};
pub use email::{Email, EmailProblem};
pub use file_name::{clean_file_name, runs_when_opened};
pub use hours::{Hours, NotHours};
pub use likeness::{CERTAIN, Described, Identity, Likeness, SUGGESTED, Trait};
pub use mail_domain::is_public_mail;
pub use money::{DecimalMark, Digits, Money, MoneyProblem, format_money};
pub use name::{has_company_form, name_key, sort_key};
pub use phone::{Phone, PhoneProblem, display_phone, preload_phone_plans, split_phone_label};
pub use repeat::{NoRepeat, Repeat};
pub use rhythm::{NoRhythm, Rhythm};
pub use said_day::said_day;
pub use schedule::{Due, IsoWeek, TooFarAway, weeks_back};
pub use sharing::{Keys, Sharing, Telling, key_hash};
pub use slots::{Put, Room, Taken, Wish, clash, fit, working_hours};
pub use text::{clean_note, clean_text, is_han};
pub use typed::{Fit, Spelling, Typed};
