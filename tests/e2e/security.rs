//! What a hostile text or a script inside the window can do: nothing.

use serde_json::{Value, json};

use crate::desktop::Home;
use crate::steps::{Lock, create_customer, create_workspace, log_call};
use crate::window::Window;
use crate::words::Language;

/// Texts that run where a page takes text for code.
const NAME: &str = r#"<img src=x onerror="window.hit='name'"> {{constructor.constructor('window.hit=1')()}}"#;
const TITLE: &str = r#"</title><svg onload="window.hit='title'">"#;
const NOTE: &str =
    r#"杭州 <script>window.hit='note'</script> <a href="javascript:window.hit='link'">报价</a> ${window.hit=1}"#;

#[test]
fn texts_stay_texts() {
    let home = Home::new();
    let window = Window::open(&home, Language::English);
    create_workspace(&window, Lock::Passphrase);
    create_customer(&window, NAME);
    log_call(&window, TITLE, NOTE);
    window.sees(TITLE);
    let record = window.script("return location.hash", &[]).unwrap().unwrap().as_str().unwrap().to_owned();
    unharmed(&window);
    for (address, text) in [
        ("#/customers", NAME),
        ("#/conversations?q=杭州", TITLE),
        ("#/today", TITLE),
        ("#/history", TITLE),
        (record.as_str(), NOTE),
    ] {
        window.go(address);
        window.sees(text);
        unharmed(&window);
    }
    window.go(&format!("{record}/dossier"));
    window.texts(".thumbs button");
    unharmed(&window);
    assert_eq!(window.complaints(), json!([]), "not even an attempt");
}

/// No text has become an element, and none has run.
fn unharmed(window: &Window) {
    let made = "return [...document.querySelectorAll('img[src=x], svg[onload], [onerror], [href^=\"javascript:\"]')]
                  .map((each) => each.outerHTML)";
    assert_eq!(window.script(made, &[]).unwrap(), Some(json!([])), "texts must stay texts");
    assert_eq!(window.script("return window.hit ?? null", &[]).unwrap(), None, "none may run");
}

#[test]
fn code_from_outside_does_not_run() {
    let home = Home::new();
    let window = Window::open(&home, Language::English);
    let tries = [
        "document.body.appendChild(document.createElement('script')).textContent = \"window.hit = 'script'\"",
        "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.hit = 1\">')",
        "const button = document.body.appendChild(document.createElement('button'));
         button.setAttribute('onclick', 'window.hit = 1'); button.click()",
        "const frame = document.body.appendChild(document.createElement('iframe'));
         frame.srcdoc = \"<script>parent.hit = 'frame'</script>\"",
        "const link = document.body.appendChild(document.createElement('a'));
         link.href = 'javascript:window.hit = 1'; link.click()",
        "try { (0, eval)('window.hit = 1') } catch {}",
        "try { new Function('window.hit = 1')() } catch {}",
    ];
    for attempt in tries {
        window.script(attempt, &[]).unwrap();
        // Whatever runs late has run after the next frames.
        window.promise("await new Promise((done) => setTimeout(done, 100))");
        assert_eq!(window.script("return window.hit ?? null", &[]).unwrap(), None, "it must not run: {attempt}");
    }
    let blocked = window.complaints().to_string();
    assert!(blocked.contains("script-src"), "the window's own policy is what stops it: {blocked}");
}

#[test]
fn nothing_leaves_the_window() {
    let home = Home::new();
    let window = Window::open(&home, Language::English);
    let server = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    server.set_nonblocking(true).unwrap();
    let address = format!("127.0.0.1:{}", server.local_addr().unwrap().port());
    let ways = [
        format!("await fetch('http://{address}/')"),
        format!(
            "await new Promise((done, failed) => Object.assign(new WebSocket('ws://{address}/'), {{ onopen: done, onerror: failed }}))"
        ),
        format!(
            "await new Promise((done, failed) => Object.assign(new Image(), {{ onload: done, onerror: failed, src: 'http://{address}/' }}))"
        ),
        format!(
            "if (!navigator.sendBeacon('http://{address}/', 'x')) throw 0; await new Promise((done) => setTimeout(done, 200)); throw 0"
        ),
    ];
    for way in ways {
        let came = window.promise(&format!("try {{ {way}; return 'came' }} catch {{ return 'refused' }}"));
        assert_eq!(came, json!("refused"), "it must not get out: {way}");
    }
    assert!(server.accept().is_err(), "nobody may have knocked");
}

#[test]
fn only_the_contract_answers() {
    let home = Home::new();
    let window = Window::open(&home, Language::English);
    let invoke = |command: &str, input: &Value| {
        window.promise(&format!(
            "try {{ return {{ answer: await window.__TAURI_INTERNALS__.invoke({}, {input}) ?? null }} }}
             catch (error) {{ return {{ error }} }}",
            json!(command)
        ))
    };
    let state = invoke("call", &json!({ "name": "session_state", "input": {} }));
    assert_eq!(state["answer"]["state"], "none", "the way in works: {state}");
    for (name, code) in [("no_such_command", "unknown_command"), ("list_customers", "locked")] {
        let told = invoke("call", &json!({ "name": name, "input": {} }));
        assert_eq!(told["error"]["code"], code, "{name} must be refused: {told}");
    }
    for (command, input) in [
        ("plugin:fs|read_text_file", json!({ "path": "/etc/hostname" })),
        ("plugin:shell|execute", json!({ "program": "id", "args": [] })),
        ("plugin:dialog|open", json!({ "options": {} })),
        ("plugin:dialog|message", json!({ "message": "x" })),
        ("plugin:event|emit", json!({ "event": "x", "payload": 1 })),
        ("plugin:app|version", json!({})),
        ("plugin:path|resolve_directory", json!({ "directory": 1 })),
        ("plugin:window|close", json!({ "label": "main-0" })),
        ("plugin:webview|create_webview_window", json!({ "options": { "label": "x", "url": "http://127.0.0.1/" } })),
        ("plugin:window-state|save_window_state", json!({ "flags": 1 })),
        ("recreate_window", json!({})),
    ] {
        let told = invoke(command, &input);
        assert!(told["error"].is_string(), "{command} must be refused: {told}");
    }
}
