//! This binary again, as a process of its own that can be killed.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use rand::RngExt;
use satchel_tests::Desk;

/// A word that the child tells its parent stands at the beginning of a line after this.
const MARK: &str = "satchel-child ";

const DATA: &str = "SATCHEL_FAULT_DATA";
const RECOVERY: &str = "SATCHEL_FAULT_RECOVERY";
const FROM: &str = "SATCHEL_FAULT_FROM";

/// Nothing a child does takes this long.
const PATIENCE: Duration = Duration::from_secs(120);

/// A child at work.
pub struct Victim {
    process: Child,
    told: Receiver<String>,
}

/// What a child is to work on.
pub struct Task {
    pub data: PathBuf,
    pub recovery: String,
    pub from: usize,
}

impl Task {
    /// The task of this process, if it is a child.
    pub fn mine() -> Option<Self> {
        let text = |name: &str| std::env::var(name).ok();
        Some(Self { data: text(DATA)?.into(), recovery: text(RECOVERY)?, from: text(FROM)?.parse().ok()? })
    }

    /// A program with the workspace open.
    pub fn desk(&self) -> Desk {
        let desk = Desk::at(&self.data, &self.recovery);
        desk.open();
        desk
    }

    /// Starts the ignored test `part` of this binary on the task; `prepare` may change its surroundings.
    pub fn start(&self, part: &str, prepare: impl FnOnce(&mut Command)) -> Victim {
        self.start_by(&[], part, prepare)
    }

    /// The same by way of another command, as `unshare` or `setpriv`, that becomes this one.
    pub fn start_by(&self, way: &[&str], part: &str, prepare: impl FnOnce(&mut Command)) -> Victim {
        let binary = std::env::current_exe().unwrap();
        let mut command = match way {
            [] => Command::new(binary),
            [first, rest @ ..] => {
                let mut command = Command::new(first);
                command.args(rest).arg(binary);
                command
            }
        };
        command.args(["--exact", part, "--ignored", "--nocapture", "--test-threads=1"]);
        command.env(DATA, &self.data).env(RECOVERY, &self.recovery).env(FROM, self.from.to_string());
        command.stdin(Stdio::null()).stdout(Stdio::piped());
        prepare(&mut command);
        let mut process = command.spawn().unwrap();
        let (sender, told) = channel();
        let lines = BufReader::new(process.stdout.take().unwrap()).lines();
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                if let Some(word) = line.strip_prefix(MARK) {
                    // The parent may have heard enough.
                    drop(sender.send(word.to_owned()));
                }
            }
        });
        Victim { process, told }
    }
}

/// Tells the parent.
pub fn tell(word: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "\n{MARK}{word}").unwrap();
    out.flush().unwrap();
}

impl Victim {
    /// Waits for the next word.
    pub fn hear(&self) -> String {
        self.told.recv_timeout(PATIENCE).expect("the child must go on until it is killed")
    }

    /// Waits until it ended by itself, or was killed by what it met. Whatever it complains of is shown; true where it is content.
    pub fn ends(self) -> bool {
        self.ends_saying().0
    }

    /// The same, with the words that weren't heard yet.
    pub fn ends_saying(mut self) -> (bool, Vec<String>) {
        let ended = self.process.wait().unwrap();
        (ended.success(), self.told.iter().collect())
    }

    /// Kills it, and gives the words that weren't heard yet.
    pub fn kill(mut self) -> Vec<String> {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
        self.told.iter().collect()
    }
}

/// How often a fault is made to happen: `short` in the ordinary tests, `long` on demand.
pub fn rounds(short: usize, long: usize) -> usize {
    if std::env::var_os("SATCHEL_LONG").is_some_and(|set| set == "1") { long } else { short }
}

/// Lets a random moment pass: when a kill hits is the one thing that must not be known.
pub fn a_moment(most: Duration) {
    std::thread::sleep(most.mul_f64(rand::rng().random::<f64>()));
}

/// A folder below `parent` that exists.
pub fn folder(parent: &Path, name: &str) -> PathBuf {
    let folder = parent.join(name);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}
