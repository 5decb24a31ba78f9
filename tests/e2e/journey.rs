//! The main job from the first start to a locked workspace, in every language: bring a list in, talk, find it again, print it.

use std::fs;
use std::path::Path;
use std::process::Command;

use encoding_rs::GB18030;
use fantoccini::key::Key;

use crate::desktop::{Home, choose_file, press_keys, told};
use crate::steps::{Lock, PASSPHRASE, create_workspace};
use crate::window::Window;
use crate::words::Language;

const CUSTOMER: &str = "宁波海曙模具有限公司";
const OTHERS: [&str; 2] = ["苏州工业园区精密轴承厂", "Acme Bearings 张江"];
const NOTE: &str = "客户希望九月前拿到新款滚珠轴承的报价，预算约八万元。";
const NEXT: &str = "发送轴承报价单";
/// In the note and nowhere else.
const WORD: &str = "滚珠";

#[test]
fn the_main_job_in_english() {
    main_job(Language::English);
}

#[test]
fn the_main_job_in_chinese() {
    main_job(Language::Chinese);
}

fn main_job(language: Language) {
    let home = Home::new();
    let window = Window::open(&home, language);
    let code = create_workspace(&window, Lock::Passphrase);
    import(&window, &home);
    open_by_keyboard(&window);
    log(&window);
    find_again(&window);
    print(&window, &home.path("home/dossier.pdf"));
    delete_and_undo(&window);
    assert_eq!(window.complaints(), serde_json::json!([]), "nothing may go wrong behind the screen");
    lock_and_unlock(&window, &code);
}

/// A list as a Chinese spreadsheet writes it: two good rows, one that repeats the first, one without a name, one more.
fn list(path: &Path) {
    let text = format!(
        "公司名称,联系人,手机,邮箱,地区,备注\r\n\
         {CUSTOMER},王建国,13805741234,wang@haishu.example,浙江宁波,老客户\r\n\
         {},李娜,13912345678,li@bearing.example,江苏苏州,\"展会, 认识\"\r\n\
         {CUSTOMER}（重复）,王建国,138 0574 1234,,浙江宁波,\r\n\
         ,,13700001111,,上海,\r\n\
         {},Zhang Wei,13666667777,zhang@acme.example,上海,\r\n",
        OTHERS[0], OTHERS[1]
    );
    let (bytes, _, lossy) = GB18030.encode(&text);
    assert!(!lossy && String::from_utf8(bytes.to_vec()).is_err(), "the file must not be read by accident");
    fs::write(path, bytes).unwrap();
}

fn import(window: &Window, home: &Home) {
    let file = home.path("home/客户名单.csv");
    list(&file);
    // The keyboard of the test's desktop has no Chinese keys, so the chooser is given a name it can type.
    let typed = home.path("home/list.csv");
    fs::rename(&file, &typed).unwrap();
    window.go("#/import");
    window.press("choose-file");
    choose_file("Open File", &typed);
    window.sees("list.csv");
    window.sees_message("rows-columns", &[("rows", 5.into()), ("columns", 6.into())]);
    assert_eq!(window.value("encoding"), "GB18030", "the encoding is recognised");
    window.sees_message("import-change-phone", &[]);
    window.press("import-tab-check");
    window.sees_message("import-problem-name_missing", &[]);
    window.press("import-tab-duplicates");
    window.sees_message("earlier-row", &[("row", 2.into())]);
    window.press_with("import-rows", &[("count", 3.into())]);
    window.sees_message("import-done", &[]);
    assert_eq!(window.texts(".kpi .v"), ["3", "0", "1", "1"], "new, updated, skipped, left out");
    window.sees_message("import-problem-name_missing", &[]);
    window.press("to-customers");
    for name in [CUSTOMER, OTHERS[0], OTHERS[1]] {
        window.sees(name);
    }
    assert_eq!(window.texts(".topbar .count"), ["3"], "the heading counts them");
}

fn open_by_keyboard(window: &Window) {
    window.key(&[Key::Control], 'f');
    window.type_text("海曙");
    window.loses(OTHERS[0]);
    // The first gives the keyboard back to the list, the second opens its row.
    window.key(&[], Key::Enter.into());
    window.holds_keyboard("[role=grid]");
    window.key(&[], Key::Enter.into());
    window.sees_message("timeline-empty", &[]);
    assert_eq!(window.texts("h1")[0], CUSTOMER);
}

fn log(window: &Window) {
    window.press("log-note");
    window.sees_message("log-new", &[]);
    window.press("channel-call");
    window.fill("log-subject", "电话沟通");
    window.fill("log-notes", NOTE);
    window.press("log-next");
    window.fill("follow-up-what", NEXT);
    window.key(&[Key::Control], Key::Enter.into());
    window.loses(&window.say("log-new"));
    window.sees(NOTE);
    let entry = window.texts("article.tl-item").join("\n");
    for part in [window.say("channel-call"), "电话沟通".into(), NOTE.into(), NEXT.into()] {
        assert!(entry.contains(&part), "the timeline must show {part:?}: {entry}");
    }
}

fn find_again(window: &Window) {
    window.key(&[Key::Control], 'k');
    window.fill("palette-what", WORD);
    let is_marked = |place: &str| {
        let marks = || Ok((window.texts(&format!("{place} mark")) == [WORD]).then_some(()));
        window.wait(&format!("what was searched for to be marked in {place}"), marks);
    };
    is_marked(".pr[data-selected]");
    window.key(&[], Key::Enter.into());
    is_marked(".hit");
    is_marked(".rd-b");
    window.sees_message("results-count", &[("total", 1.into()), ("customers", 1.into())]);
    window.press_named(CUSTOMER);
    window.sees(NOTE);
}

fn print(window: &Window, file: &Path) {
    window.press("dossier-pdf");
    window.sees_message("pdf-leaves", &[]);
    window.rests();
    let pages = window.texts(".thumbs button").len();
    window.press("export-pdf");
    choose_file("Save File", file);
    window.sees_message("dossier-saved", &[("name", "dossier.pdf".into())]);
    // A line may break anywhere in Chinese.
    let text: String = told(Command::new("pdftotext").arg(file).arg("-")).split_whitespace().collect();
    for part in [CUSTOMER, NOTE, NEXT] {
        assert!(text.contains(part), "the PDF must say {part:?}: {text}");
    }
    let facts = told(Command::new("pdfinfo").arg(file));
    let printed = facts.lines().find_map(|line| line.strip_prefix("Pages:")).unwrap().trim().to_owned();
    assert_eq!(printed, pages.to_string(), "the PDF has the pages that were shown");
    window.press("back");
    window.sees(NOTE);
}

fn delete_and_undo(window: &Window) {
    let delete = || {
        window.press("more");
        window.press("delete-customer");
        window.sees_message("customers-deleted", &[("count", 1.into()), ("number", "1".into())]);
        window.sees_message("customers-no-match", &[]);
    };
    // The list still shows only what was looked for by the keyboard.
    let reopen = || {
        window.point(CUSTOMER);
        window.key(&[], Key::Enter.into());
        window.sees(NOTE);
        window.sees(NEXT);
    };
    delete();
    window
        .press_in_toast(&window.words.say("customers-deleted", &[("count", 1.into()), ("number", "1".into())]), "undo");
    reopen();
    delete();
    window.key(&[Key::Control], 'z');
    reopen();
}

fn lock_and_unlock(window: &Window, code: &str) {
    let lock = || {
        let old = window.handle();
        press_keys("ctrl+l");
        window.follow(&old);
        window.sees_message("locked-asked", &[("method", "passphrase".into())]);
    };
    lock();
    let page = window.script("return document.documentElement.outerHTML", &[]).unwrap().unwrap();
    for part in [CUSTOMER, OTHERS[0], OTHERS[1], NOTE, NEXT, "凌海精工", "林悦"] {
        assert!(!page.as_str().unwrap().contains(part), "a locked window must not hold {part:?}");
    }
    window.fill("passphrase", "not the passphrase");
    window.press("unlock");
    window.sees_message("error-wrong_secret", &[]);
    window.fill("passphrase", PASSPHRASE);
    window.press("unlock");
    window.sees(NEXT);
    lock();
    window.press("use-recovery");
    window.fill("recovery-code", code);
    window.press("unlock");
    window.sees(NEXT);
}
