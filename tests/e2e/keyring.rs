//! A workspace that the desktop's keyring opens, and who else may open it meanwhile: nobody.

use std::process::Child;

use crate::desktop::{Home, answer, until};
use crate::steps::{Lock, create_customer, create_workspace};
use crate::window::Window;
use crate::words::Language;

const CUSTOMER: &str = "嘉兴港 Freight";

#[test]
fn the_keyring_opens_it_and_only_one_program_has_it() {
    let home = Home::usual();
    let window = Window::open(&home, Language::English);
    create_workspace(&window, Lock::Keyring);
    create_customer(&window, CUSTOMER);
    drop(window);
    home.is_left();

    let window = Window::open(&home, Language::English);
    window.sees_message("today", &[]);
    window.go("#/customers");
    window.sees(CUSTOMER);

    let mut second = home.program().spawn().unwrap();
    assert_eq!(end_of(&mut second), 0, "a second start leaves the work to the first");
    still_works(&window);

    let mut elsewhere = home.program();
    elsewhere.arg("--workspace").arg(home.path("home/.local/share/Satchel/workspace"));
    let mut elsewhere = elsewhere.spawn().unwrap();
    answer("Satchel", elsewhere.id(), "Return");
    assert_eq!(end_of(&mut elsewhere), 1, "one that names the folder says that it is open, and ends");
    still_works(&window);

    // Without a message bus the first one can't be told to come forward, and there is no keyring either.
    let mut alone = home.program().env_remove("DBUS_SESSION_BUS_ADDRESS").spawn().unwrap();
    answer("Satchel", alone.id(), "Return");
    assert_eq!(end_of(&mut alone), 1, "one without a message bus says that it is open, and ends");
    still_works(&window);

    let command = home.program().args(["--json", "search", CUSTOMER]).output().unwrap();
    assert_eq!(command.status.code(), Some(1), "the command line may not have it either");
    let said = String::from_utf8(command.stderr).unwrap();
    assert!(said.contains(r#""code":"busy""#), "it says why: {said}");
    still_works(&window);
}

fn end_of(program: &mut Child) -> i32 {
    until("the second program to end", || program.try_wait().unwrap()).code().unwrap_or(-1)
}

fn still_works(window: &Window) {
    window.go("#/today");
    window.sees_message("nothing-due", &[]);
    window.go("#/customers");
    window.sees(CUSTOMER);
}
