//! What lies around the window: the person's folders, the program as a process, and the system's own dialogs, which no web
//! driver reaches. They are worked by keyboard, through the X server.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// A file chooser comes up within this, also on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);

const BETWEEN_LOOKS: Duration = Duration::from_millis(100);

/// A person's folders, which vanish with this.
pub struct Home {
    folder: TempDir,
    /// Whether the workspace is the one that the program opens where none is named.
    usual: bool,
}

impl Home {
    /// A person who names the folder of the workspace.
    pub fn new() -> Self {
        Self::made(false)
    }

    /// A person whose workspace is the usual one.
    pub fn usual() -> Self {
        Self::made(true)
    }

    fn made(usual: bool) -> Self {
        let home = Self { folder: TempDir::new().unwrap(), usual };
        for (_, name) in Self::VARIABLES {
            fs::create_dir_all(home.path(name)).unwrap();
        }
        home
    }

    const VARIABLES: [(&str, &str); 6] = [
        ("HOME", "home"),
        ("XDG_CACHE_HOME", "home/.cache"),
        ("XDG_CONFIG_HOME", "home/.config"),
        ("XDG_DATA_HOME", "home/.local/share"),
        ("XDG_STATE_HOME", "home/.local/state"),
        ("TMPDIR", "tmp"),
    ];

    /// Everything that belongs to this person.
    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    /// A place in the home.
    pub fn path(&self, name: &str) -> PathBuf {
        self.root().join(name)
    }

    /// The arguments by which `env` becomes the program in this home. The driver passes no environment on, but it starts
    /// any command.
    pub fn command_line(&self) -> Vec<String> {
        let set = Self::VARIABLES.iter().map(|(name, place)| format!("{name}={}", self.path(place).display()));
        let mut line: Vec<String> = set.collect();
        // Whatever stands in the person's own `bin` comes before the system's programs.
        let found = std::env::var("PATH").unwrap_or_default();
        line.push(format!("PATH={}:{found}", self.path("home/bin").display()));
        // What tells the program of sleep is played on the tests' own bus.
        line.extend(std::env::var("DBUS_SESSION_BUS_ADDRESS").map(|bus| format!("DBUS_SYSTEM_BUS_ADDRESS={bus}")));
        line.push(std::env::var("SATCHEL_BIN").unwrap());
        if !self.usual {
            line.extend(["--workspace".to_owned(), self.path("workspace").display().to_string()]);
        }
        line
    }

    /// The program in this home, without a driver: a second start, or the command line.
    pub fn program(&self) -> Command {
        let mut command = Command::new("env");
        // A driver's environment would make it wait for that driver.
        command.args(self.command_line()).env_remove("TAURI_WEBVIEW_AUTOMATION");
        command
    }

    /// The running programs of this home.
    pub fn processes(&self) -> Vec<u32> {
        programs_of(self.root())
    }

    /// The processes in which the web views of this home's programs run.
    pub fn web_processes(&self) -> Vec<u32> {
        let programs = self.processes();
        let mut found = Vec::new();
        for entry in fs::read_dir("/proc").unwrap().filter_map(Result::ok) {
            let Some(number) = entry.file_name().to_str().and_then(|name| name.parse().ok()) else { continue };
            // "number (name) state parent …"; a process that ends meanwhile has none.
            let stat = fs::read_to_string(entry.path().join("stat")).unwrap_or_default();
            let Some((head, rest)) = stat.split_once(") ") else { continue };
            let parent = rest.split(' ').nth(1).and_then(|parent| parent.parse().ok());
            if head.contains("(WebKitWebProces") && parent.is_some_and(|parent| programs.contains(&parent)) {
                found.push(number);
            }
        }
        found
    }

    /// Sends a signal by its name.
    pub fn signal(&self, name: &str, processes: &[u32]) {
        signal(name, processes);
    }

    /// Waits until no program of this home runs.
    #[track_caller]
    pub fn is_left(&self) {
        until("the program to end", || self.processes().is_empty().then_some(()));
    }

    /// Ends the program at once, as a power cut would.
    pub fn kill(&self) {
        self.signal("KILL", &self.processes());
        self.is_left();
    }
}

/// The running programs of the home with this folder.
pub fn programs_of(home: &Path) -> Vec<u32> {
    let mine = |environment: Vec<u8>| {
        let wanted = format!("HOME={}", home.join("home").display());
        environment.split(|byte| *byte == 0).any(|each| each == wanted.as_bytes())
    };
    let program = fs::canonicalize(std::env::var("SATCHEL_BIN").unwrap()).unwrap();
    let numbers = fs::read_dir("/proc").unwrap().filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok());
    // A process that ends meanwhile can't be read, and isn't running.
    let runs = |number: &u32| {
        let place = PathBuf::from(format!("/proc/{number}"));
        fs::read_link(place.join("exe")).is_ok_and(|exe| exe == program)
            && fs::read(place.join("environ")).is_ok_and(mine)
    };
    numbers.filter(runs).collect()
}

/// Sends a signal by its name.
pub fn signal(name: &str, processes: &[u32]) {
    for number in processes {
        told(Command::new("kill").args([&format!("-{name}"), &number.to_string()]));
    }
}

/// Answers the system's file chooser with a path.
#[track_caller]
pub fn choose_file(title: &str, path: &Path) {
    let window = until(&format!("the dialog {title:?}"), || dialog(title));
    until(&format!("the dialog {title:?} to take {}", path.display()), || {
        // It may have closed since it was looked for.
        let focus = Command::new("xdotool").args(["windowfocus", "--sync", &window]).output().unwrap();
        if !focus.status.success() {
            return dialog(title).is_none().then_some(());
        }
        // A slash opens the line for the path where there is none yet.
        xdotool(&["type", "/"]);
        xdotool(&["key", "--clearmodifiers", "ctrl+a"]);
        xdotool(&["type", "--delay", "20", path.to_str().unwrap()]);
        xdotool(&["key", "Return"]);
        // What came too late for the dialog would press a button of the window, so it is given time to close.
        within(Duration::from_secs(8), || dialog(title).is_none().then_some(()))
    });
    // A window manager would give the keyboard back to the window.
    xdotool(&["windowfocus", "--sync", &until("the window", || dialog("Satchel"))]);
}

/// Presses keys as the keyboard itself does, for those that make the window go: the driver can't let them up any more, and
/// would hold them down in the next window.
#[track_caller]
pub fn press_keys(keys: &str) {
    xdotool(&["windowfocus", "--sync", &until("the window", || dialog("Satchel"))]);
    xdotool(&["key", keys]);
}

/// The number of the window with this title.
fn dialog(title: &str) -> Option<String> {
    let title = format!("^{title}$");
    // It fails when it finds none.
    let found = Command::new("xdotool").args(["search", "--onlyvisible", "--name", &title]).output().unwrap();
    String::from_utf8_lossy(&found.stdout).lines().next().map(ToOwned::to_owned)
}

/// Presses a key in the window that a program has under this title, which closes it.
#[track_caller]
pub fn answer(title: &str, program: u32, key: &str) {
    let search = ["search", "--all", "--onlyvisible", "--pid", &program.to_string(), "--name", &format!("^{title}$")];
    let find = || {
        let found = Command::new("xdotool").args(search).output().unwrap();
        String::from_utf8_lossy(&found.stdout).lines().next().map(ToOwned::to_owned)
    };
    let window = until(&format!("the dialog {title:?}"), find);
    xdotool(&["windowfocus", "--sync", &window]);
    xdotool(&["key", key]);
    until(&format!("the dialog {title:?} to close"), || find().is_none().then_some(()));
}

fn xdotool(args: &[&str]) {
    told(Command::new("xdotool").args(args));
}

/// Runs a command that must succeed, and gives what it said.
#[track_caller]
pub fn told(command: &mut Command) -> String {
    let Output { status, stdout, stderr } = command.output().unwrap();
    assert!(status.success(), "{command:?} must succeed: {status} {}", String::from_utf8_lossy(&stderr));
    String::from_utf8(stdout).unwrap()
}

/// Waits until something is there.
#[track_caller]
pub fn until<T>(what: &str, look: impl FnMut() -> Option<T>) -> T {
    within(PATIENCE, look).unwrap_or_else(|| panic!("waiting for {what}: it did not come"))
}

/// Waits a while for something.
pub fn within<T>(patience: Duration, mut look: impl FnMut() -> Option<T>) -> Option<T> {
    let end = Instant::now() + patience;
    loop {
        let found = look();
        if found.is_some() || Instant::now() > end {
            return found;
        }
        std::thread::sleep(BETWEEN_LOOKS);
    }
}
