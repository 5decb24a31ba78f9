//! Faults: what may happen to a laptop, made to happen. The ordinary tests run a short form of each, seconds long; `cargo
//! xtask faults [ROW…]` runs the long form of some or all. A test that needs a process to kill, to starve or to mislead starts
//! this binary again, with one of the ignored tests.
//!
//! Each row of the list of faults and where it is tested, here or in the named binary:
//!
//! | row | fault | test |
//! |---|---|---|
//! | 1 | kill while editing | `kills::edits_survive_kills` |
//! | 2 | kill while importing | `kills::an_import_that_is_killed_is_there_or_not` |
//! | 1 | kill while a file is attached | `attachments::a_kill_between_a_file_and_its_row_leaves_no_row_and_no_rubble` |
//! | 3 | kill in a migration | `updating::a_kill_while_updating_leaves_the_old_shape_or_the_new` |
//! | 3 | kill while a workspace is made | `starts::a_kill_while_a_workspace_is_made_leaves_none_or_a_whole_one_and_no_rubble` |
//! | 4 | migration fails | `updating::an_update_that_fails_changes_nothing` |
//! | 7 | kill in an index commit | `engine::a_kill_while_the_index_is_written_changes_no_answer` |
//! | 7 | kill while words are learned or kept | `words::a_kill_while_words_are_learned_or_kept_loses_no_note` |
//! | 9 | I/O error while words are kept | `words::words_that_cannot_be_kept_are_learned_again` |
//! | 9 | I/O error on the Nth call | `disk::errors_of_the_disk_are_told_and_lose_nothing` |
//! | 10 | disk full while saving | `disk::a_full_disk_keeps_what_is_saved_and_reads_on` |
//! | 10 | disk full while importing | `disk::an_import_that_fills_the_disk_says_so_and_goes_in_once_there_is_room` |
//! | 10 | disk full while a file is attached | `attachments::a_full_disk_takes_no_file_and_keeps_the_rest` |
//! | 10 | disk full while words are kept | `words::a_full_disk_keeps_no_words_and_reads_on` |
//! | 11 | disk full in an export | `disk::a_full_disk_keeps_what_is_saved_and_reads_on` |
//! | 12 | read-only folder or file | `disk::a_folder_that_cannot_be_written_can_be_read` |
//! | 13 | folder moved | `disk::a_folder_that_was_moved_away_pauses_the_work` |
//! | 13 | drive pulled | `disk::a_drive_that_was_pulled_pauses_the_work` |
//! | 13 | another in its place | `disk::another_workspace_in_its_place_is_not_written` |
//! | 14 | a database page flipped | `damage::a_changed_page_is_noticed_and_gives_no_wrong_data` |
//! | 14 | a page of a long text | `damage::a_long_text_with_a_changed_page_is_not_read_as_another` |
//! | 15 | WAL flipped or cut | `damage::a_cut_or_changed_write_ahead_log_keeps_its_beginning` |
//! | 16 | header lost, foreign file | `starts::what_is_no_workspace_is_called_so` |
//! | 17 | index flipped | `damage::flips_in_the_index_change_no_answer` |
//! | 17 | index deleted | `engine::an_index_that_is_gone_or_old_is_made_anew` |
//! | 17 | kept words cut off or another's | `words::words_that_are_damaged_or_anothers_are_learned_again` |
//! | 18 | index engine panics | `engine::an_engine_that_panics_is_replaced_and_changes_no_answer` |
//! | 19 | two starts, with and without a bus | e2e `keyring::the_keyring_opens_it_and_only_one_program_has_it` |
//! | 20 | stale lock after a kill | `starts::a_lock_that_a_kill_left_holds_nobody` |
//! | 21 | synced folder | `disk::a_synced_folder_is_warned_of` |
//! | 21 | network folder | `disk::no_write_ahead_log_on_a_network` |
//! | 22 | keyring absent | `keys::without_a_keyring_the_passphrase_or_the_recovery_code_is_asked` |
//! | 23 | keyring entry changed or lost | `keys::a_lost_or_changed_entry_is_made_anew_by_the_recovery_code` |
//! | 24 | wrong passphrase again and again | `keys::wrong_passphrases_cost_ever_more_through_every_restart_and_lose_nothing` |
//! | 25 | clock set | `clocks::a_clock_that_is_set_keeps_keys_and_order` |
//! | 26 | daylight saving, leap day, zone | `clocks::follow_ups_are_due_at_the_same_instant_in_every_zone` |
//! | 27 | newer database | `starts::a_newer_workspace_is_left_alone_also_by_a_kill_of_the_newer_program` |
//! | 27 | newer, but may be read | `starts::a_newer_workspace_that_may_be_read_keeps_what_the_newer_program_says` |
//! | 31 | hostile files | `input::files_that_are_no_lists_are_told_apart` |
//! | 31 | a very long list | `input::a_long_list_takes_little_memory` |
//! | 31 | hostile texts | `input::texts_of_any_size_and_script_are_kept_or_refused_with_a_word` |
//! | 31 | dates at the ends of the calendar | `input::dates_at_the_ends_of_the_calendar_are_kept_or_refused` |
//! | 33 | the command interface fuzzed | `input::no_input_makes_a_command_fail_in_a_way_that_is_nobodys_fault` |
//! | 34 | script in a note | e2e `security::texts_stay_texts` |
//! | 35 | command outside the role | integration `contract::every_command_keeps_to_its_roles` |
//! | 38 | plaintext left behind | `canary::nothing_readable_is_left_behind` |
//! | 38 | plaintext left by the window | e2e `canary::what_is_typed_is_on_the_screen_only` |
//! | 40 | suspend | e2e `locking::it_locks_with_the_computer_and_keeps_what_was_typed` |
//! | 40 | stopped for a while | e2e `locking::a_program_that_was_stopped_for_a_while_is_locked` |
//! | 41 | import stopped | `stops::an_import_that_is_stopped_changes_nothing` |
//! | 41 | list or report stopped | `stops::a_list_or_report_that_is_stopped_leaves_the_old_file` |
//! | 41 | rebuild stopped | `stops::a_rebuild_that_is_stopped_keeps_the_index` |
//! | 43 | the web view crashes | e2e `locking::the_web_view_may_die` |
//!
//! Row 37, texts in a PDF, is tested where PDFs are made: `satchel-report`, in `dossier_pdf.rs` and `fonts.rs`.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a step that fails fails the test")]

mod attachments;
mod canary;
mod child;
mod clocks;
mod damage;
mod disk;
mod engine;
mod input;
mod keys;
mod kills;
mod plan;
mod shim;
mod starts;
mod stops;
mod updating;
mod words;

#[test]
fn every_row_names_a_test_that_exists() {
    let here = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let named: Vec<_> = include_str!("main.rs").lines().filter_map(|line| line.strip_prefix("//! | ")).collect();
    let mut found = 0;
    for line in named {
        let Some((before, name)) = line.trim_end_matches("` |").rsplit_once('`') else { continue };
        let binary = before.rsplit_once("| ").map_or("", |(_, binary)| binary.trim());
        let (module, test) = name.split_once("::").unwrap();
        let file = here.join(if binary.is_empty() { "faults" } else { binary }).join(format!("{module}.rs"));
        let source = std::fs::read_to_string(&file).unwrap_or_default();
        assert!(source.contains(&format!("fn {test}()")), "{name} must be a test in {}", file.display());
        found += 1;
    }
    assert!(found > 30, "the table must be read: {found} rows");
}
