//! From the key to the first page of customers, large against empty; and the memory of a program at rest.

use std::hint::black_box;
use std::time::Duration;

use satchel_tests::Desk;
use serde_json::json;

use crate::told::{figure, megabytes, quantile, show, timed};

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

/// What the core holds once a list and a search were shown and everything that is read in the background was read. The
/// window has memory of its own, which doesn't grow with the workspace.
pub fn memory(desk: &Desk) {
    desk.close();
    desk.open();
    for name in ["name", "last_contact"] {
        black_box(desk.call("list_customers", json!({ "sort": { "by": name }, "limit": 50 })));
    }
    black_box(desk.call("search", json!({ "query": "quote" })));
    std::thread::sleep(Duration::from_secs(10));
    let Some(resident) = megabytes("VmRSS:") else {
        println!("this system doesn't say what a process holds\n");
        return;
    };
    figure("memory of the core at rest", resident, "MB", "< 300 MB", resident < 300.0);
}
