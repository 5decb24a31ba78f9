//! The window and what only a desktop has: dialogs, drops, one instance, the end of the program.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use satchel_core::clock::Clock;
use satchel_core::events::Event;
use satchel_core::files::{Answer, FilePurpose, Host};
use satchel_core::session::{Places, Session};
use satchel_core::{Code, Error};
use tauri::{
    AppHandle, DragDropEvent, Emitter, Manager, RunEvent, WebviewUrl, WebviewWindow, WebviewWindowBuilder, WindowEvent,
};
use tauri_plugin_dialog::{DialogExt, FileDialogBuilder, MessageDialogKind};
use tokio::runtime::Runtime;
use tokio::sync::{broadcast, oneshot};
use zeroize::Zeroizing;

use crate::desktop::{self, Desktop};
use crate::{cli, clipboard, opener, rpc};

/// The smallest window that every screen is drawn for, in logical pixels.
const SMALLEST: (f64, f64) = (1024.0, 680.0);
const USUAL: (f64, f64) = (1280.0, 800.0);

/// Opens the window and stays until it is closed. `own` says that it is the user's usual workspace, of which a second start
/// only brings the first window forward.
pub fn run(runtime: &Runtime, places: Places, own: bool) -> ExitCode {
    tauri::async_runtime::set(runtime.handle().clone());
    let mut builder = tauri::Builder::default();
    if own {
        builder = builder.plugin(tauri_plugin_single_instance::init(|handle, _, _| show(handle)));
    }
    #[cfg(not(target_os = "linux"))]
    {
        builder = builder.plugin(tauri_plugin_notification::init());
    }
    #[cfg(target_os = "macos")]
    {
        builder = builder.on_web_content_process_terminate(|webview| crashed(webview.app_handle()));
    }
    let built = builder
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_window_state::Builder::default().map_label(|_| "main").build())
        .invoke_handler(tauri::generate_handler![rpc::call])
        .setup(move |app| {
            let host = Arc::new(Dialogs(app.handle().clone()));
            let session = Session::new(places, Some(host), Box::new(Clock::system));
            let opened = tauri::async_runtime::block_on(session.open_at_start());
            forward(app.handle(), &session);
            app.manage(session);
            app.manage(Desktop::default());
            app.manage(clipboard::Secret::default());
            desktop::watch(app.handle());
            match opened {
                Err(error) if matches!(error.code, Code::Busy | Code::NewerWorkspace) => refuse(app.handle(), &error),
                // Everything else the window itself tells.
                _ => drop(new_window(app.handle(), "")?),
            }
            Ok(())
        })
        .build(tauri::generate_context!());
    let app = match built {
        Ok(app) => app,
        Err(error) => return cli::fail(&Error::new(Code::Internal, error.to_string()), false),
    };
    app.run(|handle, event| match event {
        RunEvent::WindowEvent { event: WindowEvent::DragDrop(DragDropEvent::Drop { paths, .. }), .. } => {
            if let Some(session) = handle.try_state::<Session>() {
                session.events.send(Event::FilesOver(false));
                let tickets = paths.into_iter().map(|path| session.tickets.issue(path));
                session.events.send(Event::FilesDropped(tickets.collect()));
            }
        }
        RunEvent::WindowEvent { event: WindowEvent::DragDrop(held), .. } => {
            let over = match held {
                DragDropEvent::Enter { .. } => true,
                DragDropEvent::Leave => false,
                _ => return,
            };
            if let Some(session) = handle.try_state::<Session>() {
                session.events.send(Event::FilesOver(over));
            }
        }
        RunEvent::Exit => {
            if let Some(session) = handle.try_state::<Session>() {
                // Nobody is left to tell; what was acknowledged is on disk already.
                drop(tauri::async_runtime::block_on(session.close()));
            }
            if let Some(secret) = handle.try_state::<clipboard::Secret>() {
                secret.clear();
            }
        }
        _ => {}
    });
    ExitCode::SUCCESS
}

/// A workspace that is open elsewhere, or was written by a newer program, is not started on: the person is told and the
/// program ends. Nothing may wait for the answer here, for the dialog needs this thread.
fn refuse(handle: &AppHandle, error: &Error) {
    let ending = handle.clone();
    let dialog = handle.dialog().message(cli::explain(error)).title("Satchel").kind(MessageDialogKind::Warning);
    dialog.show(move |_| ending.exit(1));
}

/// Tells the window what the core tells.
fn forward(handle: &AppHandle, session: &Session) {
    let handle = handle.clone();
    let mut events = session.events.subscribe();
    tauri::async_runtime::spawn(async move {
        loop {
            match events.recv().await {
                // A window that isn't there yet, or no longer, reads everything when it comes.
                Ok(Event::Reminder(reminder)) => desktop::remind(&handle, &reminder),
                Ok(event) => drop(handle.emit(event.name(), &event)),
                Err(broadcast::error::RecvError::Lagged(_)) => {}
                Err(broadcast::error::RecvError::Closed) => return,
            }
        }
    });
}

/// Windows are numbered, so that a new one can be there before the old one goes.
static WINDOWS: AtomicU32 = AtomicU32::new(0);

/// A window at a page of the screen, given as its address after the `#`.
fn new_window(handle: &AppHandle, page: &str) -> tauri::Result<WebviewWindow> {
    let number = WINDOWS.fetch_add(1, Ordering::Relaxed);
    let address = if page.is_empty() { "index.html".to_owned() } else { format!("index.html#{page}") };
    let window = WebviewWindowBuilder::new(handle, format!("main-{number}"), WebviewUrl::App(address.into()))
        .title("Satchel")
        .inner_size(USUAL.0, USUAL.1)
        .min_inner_size(SMALLEST.0, SMALLEST.1)
        .build()?;
    #[cfg(target_os = "linux")]
    {
        let handle = handle.clone();
        window.with_webview(move |webview| {
            use webkit2gtk::WebViewExt;
            webview.inner().connect_web_process_terminated(move |_, _| crashed(&handle));
        })?;
    }
    Ok(window)
}

/// Replaces the window by a new one at the same page, whose web view has never seen the workspace.
pub fn recreate_window(handle: &AppHandle) {
    let on_main = handle.clone();
    let replace = move || {
        let old = on_main.webview_windows();
        let page = old.values().next().map(page_of).unwrap_or_default();
        if new_window(&on_main, &page).is_ok() {
            for window in old.into_values() {
                // A window that can't be destroyed is gone already.
                drop(window.destroy());
            }
        }
    };
    // It fails only while the program ends, when there is nothing left to replace.
    drop(handle.run_on_main_thread(replace));
}

/// Where a window is, without what was looked for there: a locked window must not hold a word of the workspace.
fn page_of(window: &WebviewWindow) -> String {
    let address = window.url().ok();
    let page = address.as_ref().and_then(|address| address.fragment()).unwrap_or_default();
    page.split('?').next().unwrap_or_default().to_owned()
}

/// A web view that fails so soon after the one before it would only fail again.
const TOO_SOON: Duration = Duration::from_secs(10);

/// The web view's process is gone. The workspace is open still and what was typed is kept, so a new window goes on.
fn crashed(handle: &AppHandle) {
    static BEFORE: Mutex<Option<Instant>> = Mutex::new(None);
    let before = BEFORE.lock().unwrap_or_else(PoisonError::into_inner).replace(Instant::now());
    if before.is_some_and(|before| before.elapsed() < TOO_SOON) {
        refuse(handle, &Error::new(Code::Internal, "the web view fails again and again"));
    } else {
        recreate_window(handle);
    }
}

/// Brings the window forward.
pub fn show(handle: &AppHandle) {
    for window in handle.webview_windows().into_values() {
        // A window manager may refuse; then the window is where it was.
        drop(window.unminimize());
        drop(window.show());
        drop(window.set_focus());
    }
}

/// What the core asks of the desktop: the system's own dialogs, the clipboard, the screen.
struct Dialogs(AppHandle);

impl Dialogs {
    fn dialog(&self, purpose: FilePurpose) -> FileDialogBuilder<tauri::Wry> {
        let (name, extensions): (&str, &[&str]) = match purpose {
            FilePurpose::Import => {
                ("CSV, XLSX, vCard, EML", &["csv", "tsv", "txt", "xlsx", "xlsm", "xls", "vcf", "vcard", "eml", "mbox"])
            }
            FilePurpose::Pdf => ("PDF", &["pdf"]),
            FilePurpose::Csv => ("CSV", &["csv"]),
            FilePurpose::Xlsx => ("Excel", &["xlsx"]),
            FilePurpose::Vcard => ("vCard", &["vcf"]),
            FilePurpose::Ics => ("iCalendar", &["ics"]),
            FilePurpose::Any => ("", &[]),
        };
        let dialog = self.0.dialog().file();
        let dialog = if extensions.is_empty() { dialog } else { dialog.add_filter(name, extensions) };
        match self.0.webview_windows().values().next() {
            Some(window) => dialog.set_parent(window),
            None => dialog,
        }
    }
}

impl Host for Dialogs {
    fn choose_open(&self, purpose: FilePurpose) -> Answer<Option<PathBuf>> {
        let (sender, receiver) = oneshot::channel();
        // A window that closes meanwhile doesn't wait for the answer.
        self.dialog(purpose).pick_file(move |path| drop(sender.send(path)));
        Box::pin(async move { receiver.await.ok().flatten().and_then(|path| path.into_path().ok()) })
    }

    fn choose_save(&self, purpose: FilePurpose, suggested_name: &str) -> Answer<Option<PathBuf>> {
        let (sender, receiver) = oneshot::channel();
        self.dialog(purpose).set_file_name(suggested_name).save_file(move |path| drop(sender.send(path)));
        Box::pin(async move { receiver.await.ok().flatten().and_then(|path| path.into_path().ok()) })
    }

    fn choose_files(&self) -> Answer<Vec<PathBuf>> {
        let (sender, receiver) = oneshot::channel();
        self.dialog(FilePurpose::Any).pick_files(move |paths| drop(sender.send(paths)));
        Box::pin(async move {
            let chosen = receiver.await.ok().flatten().unwrap_or_default();
            chosen.into_iter().filter_map(|path| path.into_path().ok()).collect()
        })
    }

    fn open_file(&self, path: &Path) -> Answer<bool> {
        let path = path.to_path_buf();
        Box::pin(
            async move { tokio::task::spawn_blocking(move || opener::open(path.as_os_str())).await.unwrap_or(false) },
        )
    }

    fn open_address(&self, url: String) -> Answer<bool> {
        Box::pin(async move { tokio::task::spawn_blocking(move || opener::open(url.as_ref())).await.unwrap_or(false) })
    }

    fn copy_secret(&self, secret: Zeroizing<String>) -> Answer<bool> {
        let handle = self.0.clone();
        Box::pin(async move {
            // Taking the place of another secret waits for that one to be taken out.
            let copying = move || handle.state::<clipboard::Secret>().copy(secret);
            match tokio::task::spawn_blocking(copying).await {
                Ok(taken) => taken.await.unwrap_or(false),
                Err(_) => false,
            }
        })
    }

    fn forget_screen(&self) {
        self.0.state::<Desktop>().withdraw(&self.0);
        recreate_window(&self.0);
    }
}
