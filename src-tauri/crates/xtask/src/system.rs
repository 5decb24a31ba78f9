//! What the machine itself must have: system packages and Node.

use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process::{capture, on_path, run};

/// Something the build or the tests need from the system.
struct Need {
    /// Its Debian package.
    package: &'static str,
    /// How to see that it is there without apt.
    probe: Probe,
}

enum Probe {
    Program(&'static str),
    Library(&'static str),
    /// A font that covers Chinese, by its fontconfig query.
    Font(&'static str),
}

const BUILD: &[Need] = &[
    Need { package: "build-essential", probe: Probe::Program("cc") },
    Need { package: "pkg-config", probe: Probe::Program("pkg-config") },
    Need { package: "libssl-dev", probe: Probe::Library("libcrypto") },
    Need { package: "libwebkit2gtk-4.1-dev", probe: Probe::Library("webkit2gtk-4.1") },
];

const TEST: &[Need] = &[
    Need { package: "xvfb", probe: Probe::Program("Xvfb") },
    Need { package: "webkit2gtk-driver", probe: Probe::Program("WebKitWebDriver") },
    Need { package: "dbus", probe: Probe::Program("dbus-run-session") },
    Need { package: "gnome-keyring", probe: Probe::Program("gnome-keyring-daemon") },
    // The system's own file dialogs are worked through the X server.
    Need { package: "xdotool", probe: Probe::Program("xdotool") },
    Need { package: "poppler-utils", probe: Probe::Program("pdftotext") },
    Need { package: "fonts-noto-cjk", probe: Probe::Font(":lang=zh-cn") },
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
    if !cfg!(target_os = "linux") {
        // macOS and Windows bring their web view; the linker Rust asked for is all the build needs.
        return Ok(());
    }
    if on_path("apt-get") {
        return install(&missing_packages(&needs.map(|need| need.package).collect::<Vec<_>>()));
    }
    let missing: Vec<&str> = needs.filter(|need| !need.probe.answers()).map(|need| need.package).collect();
    if missing.is_empty() {
        return Ok(());
    }
    bail!(
        "this system lacks what Debian calls: {}\n\
         Fedora:  sudo dnf install gcc pkgconf openssl-devel webkit2gtk4.1-devel webkit2gtk-driver \
         xorg-x11-server-Xvfb dbus-daemon gnome-keyring xdotool poppler-utils google-noto-sans-cjk-fonts\n\
         Arch:    sudo pacman -S base-devel openssl webkit2gtk-4.1 xorg-server-xvfb dbus gnome-keyring xdotool poppler \
         noto-fonts-cjk\n\
         Others:  see https://v2.tauri.app/start/prerequisites/",
        missing.join(", ")
    )
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

fn missing_packages<'a>(wanted: &[&'a str]) -> Vec<&'a str> {
    // dpkg-query fails when it knows none of a name, and still lists the others.
    let listed = Command::new("dpkg-query")
        .args(["--show", "--showformat", "${Package} ${db:Status-Status}\n"])
        .args(wanted)
        .output()
        .map(|output| String::from_utf8_lossy(&output.stdout).into_owned())
        .unwrap_or_default();
    not_installed(wanted, &listed)
}

fn not_installed<'a>(wanted: &[&'a str], listed: &str) -> Vec<&'a str> {
    let installed = |name: &str| listed.lines().any(|line| line.strip_suffix(" installed") == Some(name));
    wanted.iter().copied().filter(|name| !installed(name)).collect()
}

fn install(packages: &[&str]) -> Result<()> {
    if packages.is_empty() {
        return Ok(());
    }
    println!("Installing system packages: {}", packages.join(" "));
    let root = capture(Command::new("id").arg("-u"))?.trim() == "0";
    if !root && !on_path("sudo") {
        bail!("run as root: apt-get install -y --no-install-recommends {}", packages.join(" "));
    }
    let apt = || {
        let mut command = Command::new(if root { "env" } else { "sudo" });
        if !root {
            command.arg("env");
        }
        command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-o=Dpkg::Use-Pty=0"]);
        command
    };
    // sudo reads a password from the terminal itself, so commands without input can still ask for one.
    run(apt().arg("update"))?;
    run(apt().args(["install", "--yes", "--no-install-recommends"]).args(packages))
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
    use super::{major, not_installed};

    #[test]
    fn a_removed_package_counts_as_missing() {
        let listed = "xvfb installed\ndbus config-files\n";
        assert_eq!(not_installed(&["xvfb", "dbus", "poppler-utils"], listed), ["dbus", "poppler-utils"]);
    }

    #[test]
    fn node_versions_are_compared_by_their_first_number() {
        assert_eq!(major("v20.20.2\n"), Some(20));
        assert_eq!(major("nightly"), None);
    }
}
