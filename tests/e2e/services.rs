//! The services of a desktop that the tests' own bus lacks, played so that a test decides what they say: the login manager
//! (on the same bus, which the program is told is the system's), a screen saver, and the notification service.

use std::collections::HashMap;
use std::io::{PipeReader, Read};
use std::os::fd::OwnedFd as Fd;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, OnceLock};
use std::time::Duration;

use zbus::blocking::Connection;
use zbus::blocking::connection::Builder;
use zbus::zvariant::{OwnedFd, OwnedObjectPath, OwnedValue};

use crate::desktop::within;

const LOGIN_PATH: &str = "/org/freedesktop/login1";
const SESSION_PATH: &str = "/org/freedesktop/login1/session/_31";
const NOTES_PATH: &str = "/org/freedesktop/Notifications";

/// A notification as it arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    pub number: u32,
    pub title: String,
    pub text: String,
}

/// What reached the services.
enum Arrived {
    /// Somebody wants to be waited for before a sleep; the pipe ends when they let go.
    Hold(PipeReader),
    Note(Note),
    Withdrawn(u32),
}

/// The services. There is one set of them, since each has one name on the bus.
pub struct Services {
    bus: Connection,
    arrived: Mutex<Receiver<Arrived>>,
}

struct Login(Sender<Arrived>);

#[zbus::interface(name = "org.freedesktop.login1.Manager")]
impl Login {
    fn get_session(&self, name: &str) -> zbus::fdo::Result<OwnedObjectPath> {
        assert_eq!(name, "auto", "the program's own session");
        Ok(OwnedObjectPath::try_from(SESSION_PATH).unwrap())
    }

    fn inhibit(&self, what: &str, _who: &str, _why: &str, mode: &str) -> OwnedFd {
        assert_eq!((what, mode), ("sleep", "delay"), "it may ask for time, not forbid the sleep");
        let (reader, writer) = std::io::pipe().unwrap();
        self.0.send(Arrived::Hold(reader)).unwrap();
        Fd::from(writer).into()
    }
}

struct Notes {
    arrived: Sender<Arrived>,
    last: u32,
}

#[zbus::interface(name = "org.freedesktop.Notifications")]
impl Notes {
    fn get_capabilities(&self) -> Vec<&str> {
        vec!["actions", "body", "body-markup"]
    }

    #[expect(clippy::too_many_arguments, reason = "the interface has them")]
    fn notify(
        &mut self,
        _app: &str,
        _replaces: u32,
        _icon: &str,
        title: &str,
        text: &str,
        _actions: Vec<String>,
        _hints: HashMap<String, OwnedValue>,
        _timeout: i32,
    ) -> u32 {
        self.last += 1;
        let note = Note { number: self.last, title: title.to_owned(), text: text.to_owned() };
        self.arrived.send(Arrived::Note(note)).unwrap();
        self.last
    }

    fn close_notification(&self, number: u32) {
        self.arrived.send(Arrived::Withdrawn(number)).unwrap();
    }
}

impl Services {
    /// Starts them at the first time; what reached them before is forgotten.
    pub fn on_the_bus() -> &'static Self {
        static SERVICES: OnceLock<Services> = OnceLock::new();
        let services = SERVICES.get_or_init(|| {
            let (sender, arrived) = channel();
            let notes = Notes { arrived: sender.clone(), last: 0 };
            let bus = Builder::session().unwrap();
            let bus = bus.name("org.freedesktop.login1").unwrap().name("org.freedesktop.Notifications").unwrap();
            let bus = bus.serve_at(LOGIN_PATH, Login(sender)).unwrap().serve_at(NOTES_PATH, notes).unwrap();
            Self { bus: bus.build().unwrap(), arrived: Mutex::new(arrived) }
        });
        services.arrived.lock().unwrap().try_iter().for_each(drop);
        services
    }

    fn next<T>(&self, what: &str, pick: impl Fn(Arrived) -> Option<T>) -> T {
        // A reminder comes with a minute that begins.
        within(Duration::from_secs(100), || self.arrived.lock().unwrap().try_iter().find_map(&pick))
            .unwrap_or_else(|| panic!("waiting for {what}: it did not come"))
    }

    /// Waits until the program asks to be waited for before a sleep.
    #[track_caller]
    pub fn is_held(&self) -> PipeReader {
        self.next("the program to ask for time before a sleep", |arrived| match arrived {
            Arrived::Hold(reader) => Some(reader),
            _ => None,
        })
    }

    /// Waits for a notification.
    #[track_caller]
    pub fn note(&self) -> Note {
        self.next("a notification", |arrived| match arrived {
            Arrived::Note(note) => Some(note),
            _ => None,
        })
    }

    /// Waits until a notification is taken back, and gives its number.
    #[track_caller]
    pub fn withdrawn(&self) -> u32 {
        self.next("a notification to be taken back", |arrived| match arrived {
            Arrived::Withdrawn(number) => Some(number),
            _ => None,
        })
    }

    /// A person presses a notification.
    pub fn press(&self, note: &Note) {
        self.say(NOTES_PATH, "org.freedesktop.Notifications", "ActionInvoked", &(note.number, "default"));
    }

    /// The computer is about to sleep, or woke.
    pub fn sleeps(&self, begins: bool) {
        self.say(LOGIN_PATH, "org.freedesktop.login1.Manager", "PrepareForSleep", &(begins,));
    }

    /// The login manager asks this session, or another one, to lock itself.
    pub fn session_locks(&self, own: bool) {
        let path = if own { SESSION_PATH } else { "/org/freedesktop/login1/session/_32" };
        self.say(path, "org.freedesktop.login1.Session", "Lock", &());
    }

    /// The screen of this session is locked.
    pub fn screen_locks(&self) {
        let changed = HashMap::from([("LockedHint", zbus::zvariant::Value::from(true))]);
        let body = ("org.freedesktop.login1.Session", changed, Vec::<String>::new());
        self.say(SESSION_PATH, "org.freedesktop.DBus.Properties", "PropertiesChanged", &body);
    }

    /// A screen saver begins or ends.
    pub fn screen_saver(&self, active: bool) {
        self.say("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged", &(active,));
    }

    fn say<B: serde::Serialize + zbus::zvariant::DynamicType>(
        &self,
        path: &str,
        interface: &str,
        name: &str,
        body: &B,
    ) {
        self.bus.emit_signal(None::<&str>, path, interface, name, body).unwrap();
    }
}

/// Waits until whoever held back the sleep lets go.
pub fn is_let_go(mut hold: PipeReader) {
    let mut nothing = Vec::new();
    hold.read_to_end(&mut nothing).unwrap();
}
