//! A customer with a very long past: the scrollbar leads anywhere, and scrolling stays even.

use crate::desktop::{Home, told};
use crate::steps::PASSPHRASE;
use crate::window::Window;
use crate::words::Language;

const ENTRIES: &str = "20000";

/// What a person sees of the timeline: how many entries it has, the first and last one on screen by their number, and how
/// many the page holds.
const SEEN: &str = "const scroller = document.querySelector('.tl')?.parentElement;
    if (!scroller) return null;
    const box = scroller.getBoundingClientRect();
    const all = [...scroller.querySelectorAll('article.tl-item')];
    const seen = all.filter((each) => {
      const own = each.getBoundingClientRect();
      return own.bottom > box.top && own.top < box.bottom;
    });
    if (seen.length === 0 || scroller.querySelector('[aria-busy]')) return null;
    const number = (each) => Number(each.ariaPosInSet ?? each.getAttribute('aria-posinset'));
    return { total: Number(seen[0].getAttribute('aria-setsize')), first: number(seen[0]), last: number(seen.at(-1)),
             held: all.length, top: seen[0].getBoundingClientRect().top - box.top }";

fn seen(window: &Window) -> [i64; 5] {
    let seen = window.wait("entries on the screen", || window.script(SEEN, &[]));
    ["total", "first", "last", "held", "top"].map(|name| {
        #[expect(clippy::cast_possible_truncation, reason = "pixels of a screen")]
        let pixels = |value: f64| value.round() as i64;
        pixels(seen[name].as_f64().unwrap())
    })
}

fn scroll(window: &Window, to: &str) {
    window
        .script(&format!("const box = document.querySelector('.tl').parentElement; box.scrollTop = {to}"), &[])
        .unwrap();
}

#[test]
fn twenty_thousand_entries_scroll_anywhere() {
    let home = Home::new();
    std::fs::write(home.path("home/passphrase"), PASSPHRASE).unwrap();
    let mut init = home.program();
    init.args(["--passphrase-file", home.path("home/passphrase").to_str().unwrap(), "init", "--sample", "1"]);
    told(init.args(["--communications", ENTRIES]));

    let window = Window::open(&home, Language::English);
    window.fill("passphrase", PASSPHRASE);
    window.press("unlock");
    window.sees_message("today", &[]);
    window.go("#/customers");
    window.wait("the one customer", || {
        window.script("document.querySelector('[role=\"row\"] .names')?.click(); return document.querySelector('.preview') ? 1 : null", &[])
    });
    window.press("open-record");
    let [total, first, ..] = seen(&window);
    assert!(total >= 20_000, "the whole past is there: {total}");
    assert_eq!(first, 1, "from the newest on");

    scroll(&window, "box.scrollHeight");
    let last = window.wait("the oldest entry", || {
        let [total, _, last, ..] = seen(&window);
        scroll(&window, "box.scrollHeight");
        Ok((last == total).then_some(last))
    });
    assert_eq!(last, total);
    scroll(&window, "box.scrollHeight / 2");
    let [_, first, _, held, _] = seen(&window);
    assert!((total / 4..total * 3 / 4).contains(&first), "half way down is the middle of the past: {first}");
    assert!(held < 500, "only what is near the screen is drawn: {held}");

    // Upwards, over entries whose height was a guess: what is on the screen moves by what the wheel turned, not more.
    for step in 0..60 {
        let before = "const box = document.querySelector('.tl').parentElement;
            const top = box.getBoundingClientRect().top;
            window.mark = [...box.querySelectorAll('article.tl-item')].find((each) => each.getBoundingClientRect().top > top);
            window.markTop = window.mark.getBoundingClientRect().top;
            box.scrollTop -= 120";
        window.script(before, &[]).unwrap();
        // Two frames later what was read has its place; what comes in just then, on a busy machine, has it some frames later.
        let moved = window.promise(
            "const frame = () => new Promise((done) => requestAnimationFrame(done));
             const moved = () => window.mark.getBoundingClientRect().top - window.markTop;
             await frame();
             for (let more = 10; more > 0; more -= 1) {
               await frame();
               if (Math.abs(moved() - 120) <= 2) break;
             }
             return moved()",
        );
        assert!((moved.as_f64().unwrap() - 120.0).abs() <= 2.0, "step {step}: 120 px, not {moved}");
        seen(&window);
    }
    scroll(&window, "0");
    assert_eq!(seen(&window)[1], 1);
}
