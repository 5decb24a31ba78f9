//! What one typed line says, before anything is saved.

use satchel_core::Code;
use satchel_tests::Desk;
use serde_json::{Value, json};

fn read(desk: &Desk, text: &str, about: Option<&str>) -> Value {
    desk.call("read_line", json!({ "text": text, "language": "zh-CN", "customerId": about }))
}

/// What is underlined, as it was typed.
fn marked(text: &str, reading: &Value) -> Vec<(String, String)> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let place = |part: &Value, key: &str| usize::try_from(part[key].as_u64().unwrap()).unwrap();
    let parts = reading["parts"].as_array().unwrap().iter();
    let said = |part: &Value| String::from_utf16(&units[place(part, "start")..place(part, "end")]).unwrap();
    parts.map(|part| (part["kind"].as_str().unwrap().to_owned(), said(part))).collect()
}

#[test]
fn a_plan_names_its_day_its_channel_and_everybody_who_bears_the_name() {
    let desk = Desk::new();
    let (mingyuan, haichuan) = (desk.customer("上海明远机械有限公司"), desk.customer("宁波海川模具厂"));
    let (here, there) = (desk.contact(&mingyuan, "周敏"), desk.contact(&haichuan, "周敏"));
    let line = "📞 明天下午3点给周敏回电话，报价 ¥41万";
    let said = read(&desk, line, None);
    let tomorrow = desk.app().clock.today().tomorrow().unwrap().to_string();
    assert_eq!((&said["planned"], &said["channel"]), (&json!(true), &json!("call")));
    assert_eq!((&said["when"]["date"], &said["when"]["time"]), (&json!(tomorrow), &json!("15:00")));
    let bearers: Vec<&str> =
        said["people"][0].as_array().unwrap().iter().map(|person| person["id"].as_str().unwrap()).collect();
    assert_eq!(bearers.len(), 2);
    assert!(bearers.contains(&here.as_str()) && bearers.contains(&there.as_str()));
    let marked = marked(line, &said);
    for part in [("when", "明天下午3点"), ("name", "周敏"), ("amount", "¥41万")] {
        assert!(marked.contains(&(part.0.to_owned(), part.1.to_owned())), "{part:?} in {marked:?}");
    }
    // The customer on screen, or named in the line, tells them apart.
    let at_haichuan = read(&desk, line, Some(&haichuan));
    assert_eq!(at_haichuan["people"][0].as_array().unwrap().len(), 1);
    assert_eq!(at_haichuan["people"][0][0]["id"], there);
    assert_eq!(at_haichuan["customer"], Value::Null, "which is the one that the line is about");
    let elsewhere = desk.customer("Atelier Moreau SARL");
    let from_elsewhere = read(&desk, line, Some(&elsewhere));
    assert!(from_elsewhere["customer"]["id"] == mingyuan || from_elsewhere["customer"]["id"] == haichuan);
    let named = read(&desk, "明天下午3点给明远的周敏回电话", None);
    assert_eq!((&named["customer"]["id"], &named["people"][0][0]["id"]), (&json!(mingyuan), &json!(here)));
}

#[test]
fn what_has_been_keeps_its_time_its_length_and_the_next_step() {
    let desk = Desk::new();
    let kessler = desk.customer("Kessler Antriebstechnik GmbH");
    desk.customer("Kestrel Tools Ltd");
    let anna = desk.contact(&kessler, "Anna Weber");
    let input = json!({ "text": "Visited Kessler yesterday 10am for 45 min, met Ms Weber, send the offer by Friday",
        "language": "en" });
    let said = desk.call("read_line", input);
    assert_eq!((&said["planned"], &said["channel"]), (&json!(false), &json!("visit")));
    assert_eq!((&said["customer"]["id"], &said["people"][0][0]["id"]), (&json!(kessler), &json!(anna)));
    assert_eq!(said["durationMinutes"], 45);
    let today = desk.app().clock.today();
    let ten = today.yesterday().unwrap().at(10, 0, 0, 0).to_zoned(desk.app().clock.zone().clone()).unwrap();
    assert_eq!(said["when"]["at"], ten.timestamp().as_millisecond());
    assert_eq!(said["nextStep"]["title"], "send the offer");
    let friday = today.nth_weekday(1, jiff::civil::Weekday::Friday).unwrap();
    assert_eq!(said["nextStep"]["date"], friday.to_string());
}

#[test]
fn what_is_to_do_says_how_much_it_matters_and_how_long_it_takes() {
    let desk = Desk::new();
    desk.customer("Kessler Antriebstechnik GmbH");
    for (line, planned, priority, minutes) in [
        ("visit Kessler tomorrow 10am, 30 min, urgent", true, json!("high"), json!(30)),
        ("明天拜访 Kessler 2小时，不急", true, json!("low"), json!(120)),
        ("！！明天给 Kessler 打电话", true, json!("high"), json!(null)),
        ("visit Kessler tomorrow", true, json!(null), json!(null)),
        ("visited Kessler yesterday for 45 min, very important", false, json!(null), json!(45)),
    ] {
        let said = read(&desk, line, None);
        assert_eq!((&said["planned"], &said["priority"]), (&json!(planned), &priority), "{line}: {said}");
        assert_eq!(said["durationMinutes"], minutes, "{line}");
        let underlined = marked(line, &said).iter().any(|(kind, _)| kind == "priority");
        assert_eq!(underlined, !priority.is_null(), "only what has a meaning is underlined: {line}");
    }
    // What is next has its own length; how much it matters is said of it, too.
    let line = "昨天拜访了 Kessler 45分钟，紧急：周五前要上门检查 2小时";
    let said = read(&desk, line, None);
    assert_eq!((&said["planned"], &said["durationMinutes"]), (&json!(false), &json!(45)), "{said}");
    assert_eq!((&said["priority"], &said["nextStep"]["durationMinutes"]), (&json!("high"), &json!(120)), "{said}");
}

#[test]
fn a_line_without_meaning_stays_text() {
    let desk = Desk::new();
    desk.customer("报价科技有限公司");
    for line in ["", "   ", "样品合格，客户满意", "HGW25-1000 rails arrived"] {
        let said = read(&desk, line, None);
        assert_eq!(said["parts"], json!([]), "{line}");
        assert_eq!((&said["planned"], &said["when"]), (&json!(false), &Value::Null), "{line}");
    }
    let gone = desk.customer("深圳锐拓精密");
    desk.call("delete_customers", json!({ "ids": [gone] }));
    assert_eq!(read(&desk, "锐拓来电", None)["customer"], Value::Null, "who is deleted isn't meant");
    let endless = desk.call_err("read_line", json!({ "text": "长".repeat(2_000_000), "language": "en" }));
    assert_eq!(endless.code, Code::Invalid);
}
