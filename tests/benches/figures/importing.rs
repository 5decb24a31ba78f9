//! A list imported and taken back, against `sqlite3 .import` of the same file into one plain table.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use satchel_tests::{Desk, run};
use serde_json::json;
use tempfile::TempDir;

use crate::told::{figure, held, quantile, show, timed};

pub fn measure(rows: u32) {
    let desk = Desk::new();
    let file = desk.data().join("list.csv");
    let mut list = BufWriter::new(File::create(&file).unwrap());
    writeln!(list, "Company,Contact,Phone,Email,Region,Tags,Notes").unwrap();
    for row in 0..rows {
        let phone = format!("139{row:08}");
        writeln!(list, "凌云 Machinery {row},赵敏 {row},{phone},m{row}@lingyun.example,华东,机床;VIP,第一行 {row}")
            .unwrap();
    }
    drop(list.into_inner().unwrap());
    let ticket = desk.session.tickets.issue(file.clone()).ticket;
    let customer = desk.customer("Somebody");
    held("looking at it", || drop(desk.call("preview_import", json!({ "ticket": ticket }))));
    let (app, done) = (desk.app(), AtomicBool::new(false));
    let mut waits = Vec::new();
    let mut ours = Duration::ZERO;
    std::thread::scope(|scope| {
        let importing = scope.spawn(|| {
            let import = || desk.command_line("import_customers", json!({ "ticket": ticket })).unwrap();
            let took = timed(|| {
                let report = held("importing it", import);
                assert_eq!(report["created"], rows, "all rows must be there to be compared");
            });
            done.store(true, Ordering::Release);
            took
        });
        // What a person saves meanwhile has to wait for no more than the commit.
        while !done.load(Ordering::Acquire) {
            waits.push(timed(|| drop(desk.log(&customer, "Saved while a list comes in"))));
            std::thread::sleep(Duration::from_millis(50));
        }
        ours = importing.join().unwrap();
    });
    drop(app);
    show(&format!("import of {rows} rows"), &[ours]);
    println!("{:<50} {:.2} s", "  longest wait of a note saved meanwhile", quantile(&waits, 1.0) / 1000.0);
    if let Some(theirs) = sqlite_import(&file) {
        show("  sqlite3 .import, plain, one table", &[theirs]);
        let ratio = ours.as_secs_f64() / theirs.as_secs_f64();
        figure("import, of sqlite3's", ratio, "×", "≤ 10 ×", ratio <= 10.0);
    } else {
        println!("  sqlite3 .import                                  skipped: there is no sqlite3 here");
    }
    let act = desk.rows("SELECT lower(hex(id)) FROM act WHERE command = 'import_customers'").remove(0);
    let act = uuid::Uuid::parse_str(&act).unwrap();
    show("  undo of it", &[timed(|| held("taking it back", || drop(desk.call("undo", json!({ "act": act })))))]);
    show("  redo", &[timed(|| drop(desk.call("redo", json!({}))))]);
    show("  the index after all that", &[timed(|| run(satchel_core::search::settle(&desk.app())).unwrap())]);
}

fn sqlite_import(list: &Path) -> Option<Duration> {
    let folder = TempDir::new().unwrap();
    let import = format!(".import --csv {} list", list.display());
    let mut command = Command::new("sqlite3");
    command.arg(folder.path().join("plain.db")).arg(import).stdout(Stdio::null());
    let began = Instant::now();
    command.status().ok().filter(std::process::ExitStatus::success)?;
    Some(began.elapsed())
}
