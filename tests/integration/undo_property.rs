//! Any sequence of acts, taken back to the last, leaves what was there at first; done again, what was there at the end.

use std::sync::Mutex;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use satchel_tests::{Desk, summaries_from_scratch};
use serde_json::json;

use crate::random_acts::{Act, acts, perform};

/// Calls undo or redo until there is nothing more, and says how often.
fn all(desk: &Desk, command: &str) -> usize {
    std::iter::repeat_with(|| desk.call(command, json!({}))).take_while(|answer| !answer["done"].is_null()).count()
}

#[test]
fn undo_gives_back_the_beginning_and_redo_the_end() {
    // One workspace serves all cases: each begins where the one before was taken back to.
    let desk = Mutex::new(Desk::new());
    let config = Config { cases: 24, max_shrink_iters: 200, failure_persistence: None, ..Config::default() };
    let property = |acts: Vec<Act>| {
        let desk = desk.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        all(&desk, "undo");
        let beginning = desk.content();
        for act in &acts {
            perform(&desk, act);
        }
        let end = desk.content();
        let taken_back = all(&desk, "undo");
        prop_assert!(desk.content() == beginning, "undoing all must give the beginning");
        if taken_back > 0 {
            // Acts that were taken back before the last new one stay taken back.
            let done_again = all(&desk, "redo");
            prop_assert_eq!(done_again >= taken_back, true, "all that was taken back can be done again");
            let kept = "SELECT hex(c.id), ifnull(s.communications, 0), s.last_contact_at, ifnull(s.open_follow_ups, 0), \
                        s.next_follow_up_at FROM customer c LEFT JOIN customer_summary s ON s.customer_id = c.id ORDER BY c.id";
            prop_assert_eq!(desk.rows(kept), summaries_from_scratch(&desk), "figures follow undo and redo");
            let (kept, there) = desk.customer_counts();
            prop_assert_eq!(kept, there, "customers are counted");
            for _ in taken_back..done_again {
                desk.call("undo", json!({}));
            }
            prop_assert!(desk.content() == end, "redoing all must give the end");
        }
        Ok(())
    };
    TestRunner::new(config).run(&acts(), property).unwrap();
}
