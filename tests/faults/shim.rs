//! The other half of `shim.c`: a library of our own between a child and the system, and the memory by which it is told what
//! to do.

use std::fs::{File, OpenOptions};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

const FILE: &str = "SATCHEL_SHIM";

/// Errors of the system by number, as far as tests ask for them.
pub const EIO: i32 = 5;
pub const ENOSPC: i32 = 28;

/// What happens at the call that is counted to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It fails, and the next one doesn't.
    Once(i32),
    /// It fails, and so does every one after it.
    ForEver(i32),
    /// The process is killed before it.
    Kill,
    /// The process is killed in the middle of what it writes.
    KillHalf,
}

/// Which calls are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Calls {
    /// What changes a file or a folder.
    Writes,
    /// What reads a file.
    Reads,
}

/// The shim of a process and its children, told through a file.
pub struct Shim(File);

impl Shim {
    /// Lets a child be started under a shim that watches a folder. `control` is a file that nobody else uses.
    pub fn put_into(command: &mut Command, control: &Path, root: &Path) -> Self {
        std::fs::write(control, vec![0; 4040]).unwrap();
        command.env("LD_PRELOAD", library()).env(FILE, control);
        let shim = Self(OpenOptions::new().read(true).write(true).open(control).unwrap());
        shim.0.write_all_at(root.to_str().unwrap().as_bytes(), 40).unwrap();
        shim
    }

    /// The shim that this process runs under.
    pub fn mine() -> Self {
        let file = std::env::var(FILE).expect("this child is started under a shim");
        Self(OpenOptions::new().read(true).write(true).open(file).unwrap())
    }

    /// Lets `count` calls pass and then makes the fault happen.
    pub fn arm(&self, fault: Fault, calls: Calls, count: i64) {
        let (mode, error) = match fault {
            Fault::Once(error) => (1, error),
            Fault::ForEver(error) => (2, error),
            Fault::Kill => (3, 0),
            Fault::KillHalf => (4, 0),
        };
        self.number(16, count);
        self.count(calls);
        self.word(4, error);
        self.word(0, mode);
    }

    /// Counts calls and lets all of them pass.
    pub fn count(&self, calls: Calls) {
        self.word(0, 0);
        self.word(8, if calls == Calls::Writes { 1 } else { 2 });
        self.number(24, 0);
    }

    /// Lets everything pass.
    pub fn disarm(&self) {
        self.word(0, 0);
    }

    /// How many calls were counted since [`count`](Self::count) or [`arm`](Self::arm).
    pub fn seen(&self) -> i64 {
        let mut bytes = [0; 8];
        self.0.read_exact_at(&mut bytes, 24).unwrap();
        i64::from_ne_bytes(bytes)
    }

    /// Sets the clock that far away from the computer's own.
    pub fn set_clock(&self, seconds: i64) {
        self.number(32, seconds);
    }

    fn word(&self, at: u64, value: i32) {
        self.0.write_all_at(&value.to_ne_bytes(), at).unwrap();
    }

    fn number(&self, at: u64, value: i64) {
        self.0.write_all_at(&value.to_ne_bytes(), at).unwrap();
    }
}

/// The library, built once per run: whoever builds the program has a C compiler.
fn library() -> &'static Path {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT.get_or_init(|| {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("faults/shim.c");
        let library = std::env::temp_dir().join(format!("satchel-shim-{}.so", std::process::id()));
        let mut compiler = Command::new("cc");
        compiler.args(["-O1", "-shared", "-fPIC", "-o"]).arg(&library).arg(&source).arg("-ldl");
        assert!(compiler.status().unwrap().success(), "the shim must build");
        library
    })
}
