//! What the machine itself must have: system packages and Node.

use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process::{capture, on_path, run};

/// Something the build or the tests need from the system.
struct Need {
    /// How to see that it is there.
    probe: Probe,
    /// What brings it, for each of [`Manager`] in order; empty where the system itself has it or it isn't needed.
    packages: [&'static str; 4],
}

enum Probe {
    Program(&'static str),
    Library(&'static str),
    /// A font that covers Chinese, by its fontconfig query.
    Font(&'static str),
}

/// The package managers that are driven; their order is that of [`Need::packages`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Manager {
    Apt,
    Dnf,
    Pacman,
    Brew,
}

// dnf also finds a package by a program or a pkg-config file it holds, which outlives renamed packages.
// macOS brings its web view, its keychain and, with the command line tools that brew itself asks for, a compiler.
const BUILD: &[Need] = &[
    Need { probe: Probe::Program("cc"), packages: ["build-essential", "gcc", "base-devel", ""] },
    Need { probe: Probe::Program("pkg-config"), packages: ["pkg-config", "/usr/bin/pkg-config", "pkgconf", ""] },
    Need { probe: Probe::Library("libcrypto"), packages: ["libssl-dev", "pkgconfig(libcrypto)", "openssl", ""] },
    Need {
        probe: Probe::Library("webkit2gtk-4.1"),
        packages: ["libwebkit2gtk-4.1-dev", "pkgconfig(webkit2gtk-4.1)", "webkit2gtk-4.1", ""],
    },
    // The window sets Chinese with the system's fonts.
    Need {
        probe: Probe::Font(":lang=zh-cn"),
        packages: ["fonts-noto-cjk", "google-noto-sans-cjk-fonts", "noto-fonts-cjk", ""],
    },
];

const TEST: &[Need] = &[
    Need { probe: Probe::Program("Xvfb"), packages: ["xvfb", "/usr/bin/Xvfb", "xorg-server-xvfb", ""] },
    Need {
        probe: Probe::Program("WebKitWebDriver"),
        packages: ["webkit2gtk-driver", "/usr/bin/WebKitWebDriver", "webkitgtk-6.0", ""],
    },
    Need { probe: Probe::Program("dbus-run-session"), packages: ["dbus", "/usr/bin/dbus-run-session", "dbus", ""] },
    Need {
        probe: Probe::Program("gnome-keyring-daemon"),
        packages: ["gnome-keyring", "/usr/bin/gnome-keyring-daemon", "gnome-keyring", ""],
    },
    // The system's own file dialogs are worked through the X server.
    Need { probe: Probe::Program("xdotool"), packages: ["xdotool", "/usr/bin/xdotool", "xdotool", ""] },
    Need {
        probe: Probe::Program("pdftotext"),
        packages: ["poppler-utils", "/usr/bin/pdftotext", "poppler", "poppler"],
    },
];

/// The oldest Node the UI's tools run on.
const NODE: u32 = 20;

/// Makes sure the program can be built here.
///
/// Rust needs no check: cargo refused to build this crate if it is older than the workspace asks.
pub fn prepare_build() -> Result<()> {
    packages(BUILD.iter())?;
    node()
}

/// Makes sure the program can be built and tested here.
pub fn prepare_test() -> Result<()> {
    packages(BUILD.iter().chain(TEST))?;
    node()
}

fn packages<'a>(needs: impl Iterator<Item = &'a Need>) -> Result<()> {
    let Some(manager) = Manager::of_this_system() else {
        return no_manager(needs);
    };
    let missing: Vec<&str> = needs
        .map(|need| (need, need.packages[manager as usize]))
        .filter(|(need, package)| !package.is_empty() && !need.probe.answers())
        .map(|(_, package)| package)
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    println!("Installing system packages: {}", missing.join(" "));
    let as_root = manager == Manager::Brew || capture(Command::new("id").arg("-u"))?.trim() == "0";
    let commands = manager.install(&missing);
    if !as_root && !on_path("sudo") {
        let lines: Vec<String> = commands.iter().map(|words| words.join(" ")).collect();
        bail!("run as root: {}", lines.join(" && "));
    }
    for words in commands {
        // sudo reads a password from the terminal itself, so commands without input can still ask for one.
        let mut command = Command::new(if as_root { "env" } else { "sudo" });
        if !as_root {
            command.arg("env");
        }
        run(command.args(words))?;
    }
    Ok(())
}

/// Where nothing can be installed for a person, what is missing is named.
fn no_manager<'a>(needs: impl Iterator<Item = &'a Need>) -> Result<()> {
    if cfg!(windows) {
        // Windows brings its web view; the linker Rust asked for is all the build needs.
        return Ok(());
    }
    let missing: Vec<&str> = needs
        .filter(|need| !cfg!(target_os = "macos") || !need.packages[Manager::Brew as usize].is_empty())
        .filter(|need| !need.probe.answers())
        .map(|need| need.packages[Manager::Apt as usize])
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    bail!(
        "this system has no package manager that is known here, and lacks what Debian calls: {}\n\
         See https://v2.tauri.app/start/prerequisites/",
        missing.join(", ")
    )
}

impl Manager {
    fn of_this_system() -> Option<Self> {
        let candidates: &[(&str, Self)] = if cfg!(target_os = "macos") {
            &[("brew", Self::Brew)]
        } else {
            &[("apt-get", Self::Apt), ("dnf", Self::Dnf), ("pacman", Self::Pacman)]
        };
        candidates.iter().find(|(program, _)| on_path(program)).map(|(_, manager)| *manager)
    }

    /// The commands that install `packages`, words apart, to be run in order.
    fn install<'a>(self, packages: &[&'a str]) -> Vec<Vec<&'a str>> {
        let apt = ["DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-o=Dpkg::Use-Pty=0"];
        let with = |words: &[&'a str]| [words, packages].concat();
        match self {
            Self::Apt => vec![
                [&apt[..], &["update"]].concat(),
                with(&[&apt[..], &["install", "--yes", "--no-install-recommends"]].concat()),
            ],
            Self::Dnf => vec![with(&["dnf", "install", "--assumeyes", "--setopt=install_weak_deps=False"])],
            // No refresh of the package lists: installing from newer ones than the system's breaks it.
            Self::Pacman => vec![with(&["pacman", "--sync", "--needed", "--noconfirm"])],
            Self::Brew => vec![with(&["brew", "install", "--quiet"])],
        }
    }
}

impl Probe {
    fn answers(&self) -> bool {
        let succeeds =
            |program: &str, args: &[&str]| Command::new(program).args(args).output().is_ok_and(|o| o.status.success());
        match self {
            Self::Program(name) => on_path(name),
            Self::Library(name) => succeeds("pkg-config", &["--exists", name]),
            Self::Font(query) => Command::new("fc-list").arg(query).output().is_ok_and(|o| !o.stdout.is_empty()),
        }
    }
}

fn node() -> Result<()> {
    let advice = format!("install Node {NODE} or newer from https://nodejs.org and start again");
    let version = capture(Command::new("node").arg("--version")).with_context(|| advice.clone())?;
    match major(&version) {
        Some(major) if major >= NODE => Ok(()),
        _ => bail!("Node is {}: {advice}", version.trim()),
    }
}

fn major(version: &str) -> Option<u32> {
    version.trim().trim_start_matches('v').split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::{BUILD, Manager, TEST, major};

    #[test]
    fn every_manager_is_asked_for_packages_without_a_question() {
        for (manager, unasked) in [
            (Manager::Apt, "--yes"),
            (Manager::Dnf, "--assumeyes"),
            (Manager::Pacman, "--noconfirm"),
            (Manager::Brew, "install"),
        ] {
            let commands = manager.install(&["poppler"]);
            let last = commands.last().cloned().unwrap_or_default();
            assert!(last.contains(&unasked), "{manager:?} must not wait for an answer: {last:?}");
            assert_eq!(last.last(), Some(&"poppler"), "{manager:?} must be told what to install");
        }
    }

    #[test]
    fn each_linux_brings_all_that_is_needed() {
        for need in BUILD.iter().chain(TEST) {
            for manager in [Manager::Apt, Manager::Dnf, Manager::Pacman] {
                assert!(!need.packages[manager as usize].is_empty(), "{manager:?} lacks {:?}", need.packages);
            }
        }
    }

    #[test]
    fn node_versions_are_compared_by_their_first_number() {
        assert_eq!(major("v20.20.2\n"), Some(20));
        assert_eq!(major("nightly"), None);
    }
}
