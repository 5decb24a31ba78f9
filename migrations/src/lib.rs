//! The steps that bring a workspace's database from one shape to the next.
//!
//! Append-only: a step that has shipped is never edited. Each step runs in its own transaction; SeaORM opens none on SQLite
//! unless the step asks for it, so each says so. This crate knows tables and columns, never what they mean.

mod m20261120_000001_first;
mod m20261121_000002_lists;
mod m20261121_000003_history;
mod m20261121_000004_duplicates;
mod m20261121_000005_counts;
mod m20261121_000006_views;
mod m20261121_000007_fields;
mod m20261122_000008_imports;
mod m20261122_000009_mappings;
mod m20261122_000010_links;
mod m20261122_000011_birthdays;
mod m20261122_000012_countries;
mod m20261122_000013_do_not_contact;
mod m20261122_000014_merged;
mod m20261122_000015_names;
mod m20261122_000016_parts;
mod m20261122_000017_listed;
mod m20261122_000018_calendar;
mod m20261122_000019_repeats;
mod m20261122_000020_searches;
mod m20261122_000022_strategy;
mod m20261122_000023_categories;
mod m20261122_000024_attachments;
mod m20261122_000025_planning;
mod m20261122_000026_mail_domains;
mod m20261122_000027_templates;
mod m20261122_000028_tones;
mod m20261123_000029_shown;
mod m20261123_000030_message_ids;

use sea_orm_migration::MigrationTrait;
pub use sea_orm_migration::MigratorTrait;

/// The shape this program writes. A workspace that names a newer one is refused without a write.
pub const SCHEMA_VERSION: u32 = 25;

/// The oldest program, by the schema it writes, that may still read what this program writes.
pub const MIN_READER: u32 = 12;

/// All steps in order.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261120_000001_first::Migration),
            Box::new(m20261121_000002_lists::Migration),
            Box::new(m20261121_000003_history::Migration),
            Box::new(m20261121_000004_duplicates::Migration),
            Box::new(m20261121_000005_counts::Migration),
            Box::new(m20261121_000006_views::Migration),
            Box::new(m20261121_000007_fields::Migration),
            Box::new(m20261122_000008_imports::Migration),
            Box::new(m20261122_000009_mappings::Migration),
            Box::new(m20261122_000010_links::Migration),
            Box::new(m20261122_000011_birthdays::Migration),
            Box::new(m20261122_000012_countries::Migration),
            Box::new(m20261122_000013_do_not_contact::Migration),
            Box::new(m20261122_000014_merged::Migration),
            Box::new(m20261122_000015_names::Migration),
            Box::new(m20261122_000016_parts::Migration),
            Box::new(m20261122_000017_listed::Migration),
            Box::new(m20261122_000018_calendar::Migration),
            Box::new(m20261122_000019_repeats::Migration),
            Box::new(m20261122_000020_searches::Migration),
            Box::new(m20261122_000022_strategy::Migration),
            Box::new(m20261122_000023_categories::Migration),
            Box::new(m20261122_000024_attachments::Migration),
            Box::new(m20261122_000025_planning::Migration),
            Box::new(m20261122_000026_mail_domains::Migration),
            Box::new(m20261122_000027_templates::Migration),
            Box::new(m20261122_000028_tones::Migration),
            Box::new(m20261123_000029_shown::Migration),
            Box::new(m20261123_000030_message_ids::Migration),
        ]
    }
}
