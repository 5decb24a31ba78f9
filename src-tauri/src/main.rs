//! Satchel, the program: a window over the core, or without one a command line. The only crate that knows Tauri; it holds
//! no rule of the business and never touches the database.

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod cli;
mod clipboard;
mod desktop;
mod opener;
mod rpc;
mod shell;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use satchel_core::session::Places;

/// glibc keeps a heap for each thread and gives little of it back, which doubles what a long list or an import takes.
#[cfg(target_os = "linux")]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

/// Customer relationships, offline and encrypted.
#[derive(Parser)]
#[command(name = "satchel", version)]
struct Arguments {
    /// The workspace's folder; the one in the user's data folder where none is named.
    #[arg(long, global = true, value_name = "DIR")]
    workspace: Option<PathBuf>,

    /// A file that holds the passphrase; one line end at its end is left out, and the keyring isn't asked.
    #[arg(long, global = true, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,

    /// Print JSON.
    #[arg(long, global = true)]
    json: bool,

    #[command(subcommand)]
    command: Option<cli::Command>,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return cli::fail(&error.into(), arguments.json),
    };
    let own = arguments.workspace.is_none();
    let Some(places) = places(arguments.workspace) else {
        let error = satchel_core::Error::new(satchel_core::Code::Internal, "this user has no data folder");
        return cli::fail(&error, arguments.json);
    };
    match arguments.command {
        Some(command) => {
            let options = cli::Options { passphrase_file: arguments.passphrase_file, json: arguments.json };
            runtime.block_on(cli::run(places, command, options))
        }
        None => shell::run(&runtime, places, own),
    }
}

/// Where this user's things are, with the workspace elsewhere if a folder is named.
fn places(workspace: Option<PathBuf>) -> Option<Places> {
    let mut places = Places::within(&dirs::data_local_dir()?.join("Satchel"));
    if let Some(memory) = dirs::runtime_dir() {
        // Only this user sees it, and it never reaches a disk.
        places.copies = memory.join("satchel");
    }
    if let Some(folder) = workspace {
        places.workspace = std::path::absolute(folder).ok()?;
    }
    Some(places)
}
