//! Mails and chats that become conversations: a file that is chosen, and a text that is pasted.

use std::fs;

use fantoccini::key::Key;
use serde_json::json;

use crate::access::Inspector;
use crate::desktop::{Home, choose_file};
use crate::steps::{Lock, create_customer, create_workspace};
use crate::window::Window;
use crate::words::Language;

const MAIL: &str = "Message-ID: <1@x>\r\nDate: Fri, 8 May 2026 15:12:30 +0800\r\nFrom: =?UTF-8?B?5ZGo5pWP?= <zhou@mingyuan.example>\r\n\
                    To: me@satchel.example\r\nSubject: Delivery in June\r\n\r\nTwo weeks would be fine.\r\n";
const CHAT: &str = "周敏 2026/5/6 14:02\n交期能不能提前？\n陈豪 2026/5/6 14:10\n我问一下\n";

#[test]
fn a_mail_and_a_pasted_chat_come_in_in_english() {
    come_in(Language::English);
}

#[test]
fn a_mail_and_a_pasted_chat_come_in_in_chinese() {
    come_in(Language::Chinese);
}

fn come_in(language: Language) {
    let home = Home::new();
    let file = home.path("one.eml");
    fs::write(&file, MAIL).unwrap();
    let window = Window::open(&home, language);
    let inspector = Inspector::new(&window);
    create_workspace(&window, Lock::Passphrase);
    create_customer(&window, "上海明远机械有限公司");
    window.go("#/import");
    window.press("choose-file");
    choose_file("Open File", &file);
    window.sees("one.eml");
    // Nobody is known by that address, so the person is asked.
    window.sees_message("import-parties-ask", &[("count", 2.into())]);
    window.sees_message("import-party-by-nobody", &[]);
    inspector.look(&window, "a mail of somebody who isn't known");
    let open = "const row = [...document.querySelectorAll('li')].find((each) => each.textContent.includes('zhou@mingyuan.example'));
                row?.querySelector('button')?.click(); return row ? 1 : null";
    window.wait("whoever wrote", || window.script(open, &[]));
    window.texts("[role=option][data-selected]");
    window.key(&[], Key::Enter.into());
    window.sees_message("import-party-by-chosen", &[]);
    window.wait("the mail to have its place", || {
        Ok((window.texts(".kpi .v").first().map(String::as_str) == Some("1")).then_some(()))
    });
    inspector.look(&window, "a mail with its customer");
    window.press_with("import-messages-take", &[("count", 1.into())]);
    window.sees_message("import-done", &[]);
    window.press("to-conversations");
    window.sees("Delivery in June");
    // A chat that is pasted where one writes is known for what it is.
    window.key(&[], 'n');
    window.holds_keyboard("[role=dialog] input");
    let paste = "const at = document.activeElement;
                 const data = new DataTransfer();
                 data.setData('text/plain', arguments[0]);
                 at.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
                 return 1";
    window.script(paste, &[json!(CHAT)]).unwrap();
    window.sees_message("pasted-chat", &[("count", 2.into())]);
    window.sees(&["周敏", "陈豪"].join(&window.say("import-looks-and")));
    inspector.look(&window, "a chat that was pasted");
    window.press("pasted-take");
    window.sees_message("import-parties-ask", &[("count", 2.into())]);
    window.sees_message("import-pasted-name", &[]);
    inspector.found_nothing(&window);
    assert_eq!(window.complaints(), json!([]), "nothing may go wrong behind the screen");
}
