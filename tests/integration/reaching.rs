//! Handing a number or an address over: only what is stored, by its key, and only where there is a screen.

use satchel_core::Code;
use satchel_tests::Desk;
use serde_json::json;

#[test]
fn only_what_is_stored_is_handed_over() {
    let desk = Desk::new();
    let customer = desk.customer("Kessler GmbH");
    let points = json!([
        { "kind": "phone", "label": "", "value": "+49 711 5550177" },
        { "kind": "chat", "label": "", "value": "kessler" },
    ]);
    let saved = desk.call("save_points", json!({ "customerId": customer, "points": points }));
    let open = |id: &serde_json::Value| desk.call_err("open_point", json!({ "id": id }));
    assert_eq!(open(&saved[0]["id"]).code, Code::NotHere, "without a screen there is no program to hand it to");
    let chat = open(&saved[1]["id"]);
    assert_eq!((chat.code, chat.fields.contains_key("id")), (Code::Invalid, true), "no program opens a handle");
    desk.call("save_points", json!({ "customerId": customer, "points": [] }));
    assert_eq!(open(&saved[0]["id"]).code, Code::NotFound, "what was taken out isn't called");
    let typed = desk.call_err("open_point", json!({ "id": saved[0]["id"], "url": "file:///etc/passwd" }));
    assert_eq!(typed.code, Code::BadInput, "the window says no address");
}
