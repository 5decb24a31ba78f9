//! The desktop over D-Bus: the login manager tells of sleep and locked sessions, screen savers of locked screens, and the
//! notification service shows reminders and tells which was pressed. Without a bus, or without one of them, the rest works.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use satchel_core::ids::CustomerId;
use satchel_core::session::Session;
use satchel_core::session::reminders::Reminder;
use tauri::{AppHandle, Manager};
use zbus::blocking::{Connection, MessageIterator, fdo::DBusProxy};
use zbus::message::Message;
use zbus::zvariant::{OwnedFd, OwnedObjectPath, OwnedValue, Value};

const LOGIN: &str = "org.freedesktop.login1";
const LOGIN_PATH: &str = "/org/freedesktop/login1";
const MANAGER: &str = "org.freedesktop.login1.Manager";
const NOTIFICATIONS: &str = "org.freedesktop.Notifications";
const NOTIFICATIONS_PATH: &str = "/org/freedesktop/Notifications";

/// The desktop: the notifications that are shown.
#[derive(Default)]
pub struct Desktop {
    shown: Mutex<HashMap<u32, Shown>>,
}

/// A notification that may still be on the screen.
struct Shown {
    customer: Option<CustomerId>,
    /// Whether it says more than that something is due.
    named: bool,
}

impl Desktop {
    /// Shows a notification; pressing it opens the record.
    pub fn notify(&self, handle: &AppHandle, title: &str, text: &str, reminder: &Reminder) {
        let (handle, title, text) = (handle.clone(), title.to_owned(), text.to_owned());
        let shown = Shown { customer: reminder.customer, named: reminder.about.is_some() };
        // The bus may take its time, and whoever reminds has more to do.
        std::thread::spawn(move || {
            let desktop = handle.state::<Self>();
            // Held until the number is known, so that a press that comes at once finds it.
            let mut all = desktop.shown.lock().unwrap_or_else(PoisonError::into_inner);
            // Without a service there is nowhere to show it; Today has it.
            if let Ok(number) = notify(&title, &text) {
                all.insert(number, shown);
            }
        });
    }

    /// Takes back what names a customer, as when the workspace is locked.
    pub fn withdraw(&self, handle: &AppHandle) {
        let handle = handle.clone();
        // A service that hangs must not hold up the lock.
        std::thread::spawn(move || {
            let desktop = handle.state::<Self>();
            let mut all = desktop.shown.lock().unwrap_or_else(PoisonError::into_inner);
            let named: Vec<u32> = all.iter().filter(|(_, shown)| shown.named).map(|(number, _)| *number).collect();
            all.retain(|_, shown| !shown.named);
            let Ok(bus) = Connection::session() else { return };
            for number in named {
                // One that is gone already says so by failing.
                drop(call(&bus, NOTIFICATIONS, NOTIFICATIONS_PATH, NOTIFICATIONS, "CloseNotification", &(number,)));
            }
        });
    }

    fn taken(&self, number: u32) -> Option<Shown> {
        self.shown.lock().unwrap_or_else(PoisonError::into_inner).remove(&number)
    }
}

fn notify(title: &str, text: &str) -> zbus::Result<u32> {
    let bus = Connection::session()?;
    let can: Vec<String> =
        call(&bus, NOTIFICATIONS, NOTIFICATIONS_PATH, NOTIFICATIONS, "GetCapabilities", &())?.body().deserialize()?;
    // Some services read the text as markup, and a customer's name is none.
    let text = if can.iter().any(|each| each == "body-markup") { escaped(text) } else { text.to_owned() };
    let actions: &[&str] = if can.iter().any(|each| each == "actions") { &["default", title] } else { &[] };
    let hints = HashMap::from([("desktop-entry", Value::from("satchel")), ("category", Value::from("reminder"))]);
    let notification = ("Satchel", 0u32, "satchel", title, text.as_str(), actions, hints, -1i32);
    call(&bus, NOTIFICATIONS, NOTIFICATIONS_PATH, NOTIFICATIONS, "Notify", &notification)?.body().deserialize()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Listens to both buses for as long as they are there.
pub fn listen(handle: &AppHandle) {
    let (system, session) = (handle.clone(), handle.clone());
    // A computer without a bus, or one that ends, has nothing to tell; the clock's jump still shows a sleep.
    std::thread::spawn(move || drop(follow_system(&system)));
    std::thread::spawn(move || drop(follow_session(&session)));
}

/// The login manager: sleep, and the lock of this session.
fn follow_system(handle: &AppHandle) -> zbus::Result<()> {
    let bus = Connection::system()?;
    let mut rules = vec![format!("type='signal',sender='{LOGIN}',interface='{MANAGER}',member='PrepareForSleep'")];
    let own = own_session(&bus).map(|path| path.to_string());
    if let Ok(path) = &own {
        rules.push(format!("type='signal',sender='{LOGIN}',path='{path}'"));
    }
    let messages = follow(&bus, &rules)?;
    let mut hold = hold_sleep(&bus);
    for message in messages {
        let message = message?;
        match signal(&message).as_str() {
            "org.freedesktop.login1.Manager.PrepareForSleep" => {
                let (begins,): (bool,) = message.body().deserialize()?;
                // The computer waits until this is closed, so that it sleeps with the workspace locked.
                hold = if begins {
                    slept(handle);
                    drop(hold);
                    None
                } else {
                    hold_sleep(&bus)
                };
            }
            "org.freedesktop.login1.Session.Lock" => slept(handle),
            "org.freedesktop.DBus.Properties.PropertiesChanged" => {
                let (_, changed, _): (String, HashMap<String, OwnedValue>, Vec<String>) =
                    message.body().deserialize()?;
                if changed.get("LockedHint").is_some_and(|hint| bool::try_from(hint) == Ok(true)) {
                    slept(handle);
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// Screen savers, and the notifications that we showed.
fn follow_session(handle: &AppHandle) -> zbus::Result<()> {
    let bus = Connection::session()?;
    let rules = [
        // Every desktop has its own screen saver, and all of them tell it by the same name.
        "type='signal',member='ActiveChanged'".to_owned(),
        format!("type='signal',sender='{NOTIFICATIONS}',interface='{NOTIFICATIONS}'"),
    ];
    for message in follow(&bus, &rules)? {
        let message = message?;
        match signal(&message).as_str() {
            name if name.ends_with(".ScreenSaver.ActiveChanged") => {
                let (active,): (bool,) = message.body().deserialize()?;
                if active {
                    slept(handle);
                }
            }
            "org.freedesktop.Notifications.ActionInvoked" => {
                let (number, _): (u32, String) = message.body().deserialize()?;
                if let Some(shown) = handle.state::<Desktop>().taken(number) {
                    super::open(handle, shown.customer);
                }
            }
            "org.freedesktop.Notifications.NotificationClosed" => {
                let (number, _): (u32, u32) = message.body().deserialize()?;
                handle.state::<Desktop>().taken(number);
            }
            _ => {}
        }
    }
    Ok(())
}

fn slept(handle: &AppHandle) {
    // What goes wrong while closing has nobody to be told to; it is locked.
    drop(tauri::async_runtime::block_on(handle.state::<Session>().slept()));
}

/// Asks to be told of sleep before it begins, and given the time to lock.
fn hold_sleep(bus: &Connection) -> Option<OwnedFd> {
    let what = ("sleep", "Satchel", "Locks the workspace", "delay");
    call(bus, LOGIN, LOGIN_PATH, MANAGER, "Inhibit", &what).ok()?.body().deserialize().ok()
}

/// Where the login manager keeps the session that this program runs in.
fn own_session(bus: &Connection) -> zbus::Result<OwnedObjectPath> {
    let by_name = call(bus, LOGIN, LOGIN_PATH, MANAGER, "GetSession", &("auto",));
    by_name.or_else(|_| call(bus, LOGIN, LOGIN_PATH, MANAGER, "GetSessionByPID", &(0u32,)))?.body().deserialize()
}

/// The messages that fit any of the rules, from now on.
fn follow(bus: &Connection, rules: &[String]) -> zbus::Result<MessageIterator> {
    let messages = MessageIterator::from(bus.clone());
    let daemon = DBusProxy::new(bus)?;
    for rule in rules {
        daemon.add_match_rule(rule.as_str().try_into()?)?;
    }
    Ok(messages)
}

/// A signal's interface and name; nothing of other messages.
fn signal(message: &Message) -> String {
    let header = message.header();
    match (header.message_type(), header.interface(), header.member()) {
        (zbus::message::Type::Signal, Some(interface), Some(member)) => format!("{interface}.{member}"),
        _ => String::new(),
    }
}

fn call<B>(bus: &Connection, name: &str, path: &str, interface: &str, method: &str, body: &B) -> zbus::Result<Message>
where
    B: serde::Serialize + zbus::zvariant::DynamicType,
{
    bus.call_method(Some(name), path, Some(interface), method, body)
}
