//! Behaviour: operations through the contract on a real encrypted database, one file per area. These tests must never
//! reach for a mock; what they set up behind the contract's back, they say why.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a step that fails fails the test")]
#![expect(clippy::needless_pass_by_value, reason = "inputs are written where they are used")]

mod analysis;
mod attachments;
mod attachments_found;
mod birthdays;
mod bulk;
mod bulk_fields;
mod calendar;
mod calendar_file;
mod capture;
mod cards;
mod categories;
mod communications;
mod conditions;
mod contract;
mod countries;
mod customers;
mod do_not_contact;
mod due_contacts;
mod duplicates;
mod fields;
mod fitting_in;
mod followups;
mod formats;
mod giving;
mod health;
mod history;
mod history_property;
mod imports;
mod imports_alike;
mod imports_communications;
mod imports_fields;
mod imports_mappings;
mod imports_messages;
mod imports_past;
mod imports_review;
mod kept_calendar;
mod links;
mod lists;
mod locking;
mod meanings;
mod merge_property;
mod merging;
mod merging_many;
mod opening;
mod people_out_and_in;
mod pinyin;
mod random_acts;
mod reaching;
mod reminders;
mod reports;
mod search;
mod searching;
mod session;
mod sorting;
mod store;
mod strategy;
mod templates;
mod undo;
mod undo_property;
mod views;
