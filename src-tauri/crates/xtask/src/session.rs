//! A desktop of the tests' own: home folder, message bus, unlocked secret service, screen and window driver.
//!
//! Tests that run here can neither read nor spoil what belongs to the person who starts them. Only Linux can be given
//! such a desktop; elsewhere commands run as they are.
//!
//! It takes two processes of ours: one starts `dbus-run-session`, the other is started by it and so is inside.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::process::run;
use crate::program::has_display;

/// The hidden command by which this program is started again inside the session.
pub const INSIDE: &str = "inside-session";

/// Tells the inner process to start a window driver.
const WITH_DRIVER: &str = "--with-driver";

/// How long a helper may take to answer: seconds as a rule, more on a machine busy compiling.
const PATIENCE: Duration = Duration::from_secs(60);

/// Whether this system can be given a desktop for tests.
pub const AVAILABLE: bool = cfg!(target_os = "linux");

/// What a command needs of its session.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// Home folder, bus and secret service.
    Secrets,
    /// The same, a screen, and a driver at `SATCHEL_WEBDRIVER`.
    Window,
}

/// Runs a command inside a session of its own. `command` is the program and its arguments.
///
/// Tests learn of the secret service by `SATCHEL_TEST_KEYRING=1` and of the driver by its address in
/// `SATCHEL_WEBDRIVER`.
///
/// # Errors
/// When a part of the session does not start, or the command fails.
pub fn run_in(root: &Path, needs: Needs, command: &[String], environment: &[(&str, &Path)]) -> Result<()> {
    let Some((program, args)) = command.split_first() else { bail!("there is no command to run") };
    if !AVAILABLE {
        return run(Command::new(program).args(args).current_dir(root).envs(environment.iter().copied()));
    }
    let folders = Folders::create()?;
    let screen = if needs == Needs::Window && !has_display() { Some(Screen::start()?) } else { None };
    let mut session = Command::new("dbus-run-session");
    session.current_dir(root).arg("--").arg(this_program()?).arg(INSIDE);
    if needs == Needs::Window {
        session.arg(WITH_DRIVER);
    }
    session.args(command).envs(environment.iter().copied());
    folders.put_into(&mut session);
    if let Some(screen) = &screen {
        session.env("DISPLAY", &screen.name);
    }
    run(&mut session)
}

/// This program's file. Tests that were just built may have replaced it, which Linux tells by a word after the old name;
/// the new one does as well.
fn this_program() -> Result<PathBuf> {
    let program = std::env::current_exe()?;
    let name = program.to_string_lossy();
    Ok(name.strip_suffix(" (deleted)").map_or_else(|| program.clone(), PathBuf::from))
}

/// The inner half: starts what needs the bus, runs the command, and answers with its exit code.
pub fn inside(args: &[String]) -> Result<ExitCode> {
    let (with_driver, command) = match args {
        [first, rest @ ..] if first == WITH_DRIVER => (true, rest),
        all => (false, all),
    };
    let Some((program, args)) = command.split_first() else { bail!("there is no command to run") };
    unlock_keyring()?;
    let mut command = Command::new(program);
    command.args(args).env("SATCHEL_TEST_KEYRING", "1").stdin(Stdio::null());
    let driver = if with_driver { Some(Driver::start()?) } else { None };
    if let Some(driver) = &driver {
        command.env("SATCHEL_WEBDRIVER", &driver.address);
    }
    let status = command.status().with_context(|| format!("could not start {program}"))?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The session's own folders, gone when it ends.
struct Folders(PathBuf);

impl Folders {
    fn create() -> Result<Self> {
        let folders = Self(std::env::temp_dir().join(format!("satchel-session-{}", std::process::id())));
        for (_, name) in Self::VARIABLES {
            let folder = folders.0.join(name);
            fs::create_dir_all(&folder).with_context(|| format!("could not make {}", folder.display()))?;
        }
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            // The keyring daemon and the bus refuse a runtime folder that others can enter.
            fs::set_permissions(folders.0.join("runtime"), fs::Permissions::from_mode(0o700))?;
        }
        Ok(folders)
    }

    const VARIABLES: &[(&str, &str)] = &[
        ("HOME", "home"),
        ("XDG_CACHE_HOME", "home/.cache"),
        ("XDG_CONFIG_HOME", "home/.config"),
        ("XDG_DATA_HOME", "home/.local/share"),
        ("XDG_STATE_HOME", "home/.local/state"),
        ("XDG_RUNTIME_DIR", "runtime"),
        ("TMPDIR", "tmp"),
    ];

    fn put_into(&self, command: &mut Command) {
        // cargo and rustup keep the toolchain under the real home.
        if let Some(home) = std::env::home_dir() {
            for (variable, folder) in [("CARGO_HOME", ".cargo"), ("RUSTUP_HOME", ".rustup")] {
                if std::env::var_os(variable).is_none() {
                    command.env(variable, home.join(folder));
                }
            }
        }
        command.envs(Self::VARIABLES.iter().map(|(variable, name)| (variable, self.0.join(name))));
    }
}

impl Drop for Folders {
    fn drop(&mut self) {
        // Left-overs in the system's temporary folder are harmless; a failed test is not to be hidden by them.
        fs::remove_dir_all(&self.0).ok();
    }
}

/// A child that ends with us.
struct Helper(Child);

impl Drop for Helper {
    fn drop(&mut self) {
        // It may have ended already, which is all that is wanted.
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

/// A virtual screen, large enough for the window's design size.
struct Screen {
    name: String,
    _server: Helper,
}

impl Screen {
    fn start() -> Result<Self> {
        // The server picks a free number itself and says which.
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1600x1000x24", "-nolisten", "tcp"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("could not start Xvfb")?;
        let output = server.stdout.take().context("the screen's output is piped")?;
        let server = Helper(server);
        let mut number = String::new();
        BufReader::new(output).read_line(&mut number).context("Xvfb did not say its display")?;
        if number.trim().is_empty() {
            bail!("Xvfb ended at once");
        }
        Ok(Self { name: format!(":{}", number.trim()), _server: server })
    }
}

/// The web driver that opens and steers the real window.
struct Driver {
    address: String,
    _process: Helper,
}

impl Driver {
    fn start() -> Result<Self> {
        // The port is free once the listener is dropped, and nobody else asks for ports in this moment.
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        let process = Command::new("WebKitWebDriver")
            .arg(format!("--port={port}"))
            // Without automation the program's web view never answers the driver.
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            // Without a graphics card frames come five times faster this way.
            .env("WEBKIT_DISABLE_DMABUF_RENDERER", "1")
            .stdin(Stdio::null())
            .spawn()
            .context("could not start WebKitWebDriver")?;
        let process = Helper(process);
        let deadline = Instant::now() + PATIENCE;
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            if Instant::now() > deadline {
                bail!("WebKitWebDriver does not answer on port {port}");
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(Self { address: format!("http://127.0.0.1:{port}"), _process: process })
    }
}

/// Starts the secret service with an open keyring; it ends with the bus.
fn unlock_keyring() -> Result<()> {
    let mut daemon = Command::new("gnome-keyring-daemon")
        .args(["--unlock", "--components=secrets"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .context("could not start gnome-keyring-daemon")?;
    // Closing its input tells the daemon that the password is complete; it then goes on in the background.
    daemon.stdin.take().context("the keyring's input is piped")?.write_all(b"test-password\n")?;
    let status = daemon.wait()?;
    if !status.success() {
        bail!("gnome-keyring-daemon could not open a keyring: {status}");
    }
    Ok(())
}
