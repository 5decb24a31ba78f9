//! From the key to the first page of customers, large against empty.

use std::hint::black_box;
use std::time::Duration;

use satchel_tests::Desk;
use serde_json::json;

use crate::told::{figure, quantile, show, timed};

pub fn measure(desk: &Desk) {
    let empty = Desk::new();
    let unlock = |desk: &Desk| {
        desk.close();
        timed(|| desk.open())
    };
    let first_page = |desk: &Desk| {
        desk.close();
        timed(|| {
            desk.open();
            black_box(desk.call("list_customers", json!({ "limit": 50 })));
        })
    };
    let unlocking: Vec<Duration> = (0..9).map(|_| unlock(desk)).collect();
    show("unlock, key at hand", &unlocking);
    // By turns, so that both meet the same machine.
    let (ours, theirs): (Vec<_>, Vec<_>) = (0..15).map(|_| (first_page(desk), first_page(&empty))).unzip();
    show("open to the first page of customers", &ours);
    show("  an empty workspace", &theirs);
    let unlocked = quantile(&unlocking, 0.95);
    figure("unlock with a raw key", unlocked, "ms", "< 1000 ms", unlocked < 1000.0);
    let ratio = quantile(&ours, 0.5) / quantile(&theirs, 0.5);
    figure("open to first list, of an empty workspace's", ratio, "×", "< 1.5 ×", ratio < 1.5);
}
