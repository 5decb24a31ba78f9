//! What a communication says: computed when it is read, from its text and the index.

use satchel_core::Code;
use satchel_core::search;
use satchel_tests::{Desk, run};
use serde_json::{Value, json};

fn texts(list: &Value, field: &str) -> Vec<String> {
    list.as_array().unwrap().iter().map(|each| each[field].as_str().unwrap().to_owned()).collect()
}

fn analysis(desk: &Desk, id: &str) -> Value {
    desk.call("read_analysis", json!({ "id": id }))
}

const LONG: &str = "周敏来电，三季度计划扩两条线。需要 48 根 HGW25 直线导轨，另加 24 套滑块。去年同规格单价 ¥1,180，希望维持。\
    She asked whether the delivery of the HGW25 rails could drop from six weeks to four. 她说直线导轨的交期比价格重要。\
    She will decide by Friday. 天气不错。The competitor quotes a similar price, stock in Suzhou. \
    HGW25 直线导轨的报价周五前给到就可以，抄送财务何丽。Lunch was fine. 下周拜访一起看。";

#[test]
fn a_long_note_has_a_summary_keywords_and_what_it_asks_for() {
    let desk = Desk::new();
    let customer = desk.customer("上海明远机械");
    for at in 0..20 {
        desk.log(
            &customer,
            &format!("例行回访 {at}，价格和交期没有变化。A routine visit, price and delivery as before."),
        );
    }
    let id = desk.log(&customer, LONG);
    run(search::settle(&desk.app())).unwrap();
    let said = analysis(&desk, &id);
    let summary = &said["summary"];
    assert_eq!(summary["of"], 11);
    let sentences: Vec<&str> = summary["sentences"].as_array().unwrap().iter().map(|s| s.as_str().unwrap()).collect();
    assert!(
        sentences.len() == 3 && sentences.iter().all(|sentence| LONG.contains(sentence)),
        "verbatim: {sentences:?}"
    );
    let keywords = texts(&said["keywords"], "text");
    assert!(keywords.contains(&"HGW25".to_owned()) && keywords.contains(&"直线导轨".to_owned()), "{keywords:?}");
    let place = |word: &str| keywords.iter().position(|keyword| keyword == word).unwrap_or(usize::MAX);
    assert!(place("HGW25") < place("价格"), "what every note says tells little: {keywords:?}");
    assert_eq!(said["keywords"][0]["share"], 1.0);
    assert!(texts(&said["categories"], "topic").contains(&"delivery".to_owned()), "{}", said["categories"]);
    let needs = said["suggestions"].as_array().unwrap();
    assert!(needs.iter().any(|need| need["kind"] == "need" && need["words"][0] == "需要"), "{needs:?}");
}

#[test]
fn a_short_note_is_its_own_summary_and_tells_its_tone_with_the_words() {
    let desk = Desk::new();
    let customer = desk.customer("A");
    let happy = analysis(&desk, &desk.log(&customer, "Very happy with the samples."));
    assert_eq!((&happy["summary"], &happy["tone"]["kind"]), (&Value::Null, &json!("positive")));
    assert_eq!(happy["tone"]["words"], json!(["happy"]));
    let angry = analysis(&desk, &desk.log(&customer, "客户非常不满意，密封圈又漏油了。"));
    assert_eq!(angry["tone"]["kind"], "negative");
    assert_eq!(angry["suggestions"][0]["kind"], "complaint");
    let plain = analysis(&desk, &desk.log(&customer, "Will call again on Friday."));
    assert_eq!((&plain["tone"]["kind"], &plain["tone"]["words"]), (&json!("neutral"), &json!([])));
}

#[test]
fn similar_notes_are_those_that_share_telling_words() {
    let desk = Desk::new();
    let (kessler, nanyue) = (desk.customer("Kessler"), desk.customer("广州南粤"));
    for at in 0..30 {
        desk.log(&nanyue, &format!("例行回访第{at}次，一切照旧。"));
    }
    let about = desk.log(&kessler, "二期项目的直线导轨交期，密封垫片要换型号。");
    let like_it = desk.log(&nanyue, "直线导轨交期确认，密封垫片另议。");
    let unlike = desk.log(&nanyue, "Invoice paid.");
    run(search::settle(&desk.app())).unwrap();
    let similar = analysis(&desk, &about)["similar"].clone();
    assert_eq!(texts(&similar, "id"), [like_it.as_str()], "not itself, nor what shares nothing ({unlike})");
    assert_eq!(similar[0]["customerName"], "广州南粤");
    let likeness = similar[0]["likeness"].as_f64().unwrap();
    assert!(likeness > 0.2 && likeness < 1.0, "{likeness}");
    let bold: Vec<&Value> =
        similar[0]["snippet"].as_array().unwrap().iter().filter(|segment| segment["hit"] == true).collect();
    assert!(!bold.is_empty(), "the shared words are marked: {similar}");
    desk.call("delete_communication", json!({ "id": like_it }));
    assert_eq!(analysis(&desk, &about)["similar"], json!([]), "what is deleted is not shown, at once");
    assert_eq!(desk.call_err("read_analysis", json!({ "id": like_it })).code, Code::NotFound);
}

#[test]
fn nothing_is_missing_after_the_index_was_lost() {
    let desk = Desk::with_sample();
    run(search::settle(&desk.app())).unwrap();
    let hits = desk.call("search", json!({ "query": "", "kinds": ["communication"], "limit": 40 }))["hits"].clone();
    let ids = texts(&hits, "id");
    let before: Vec<Value> = ids.iter().map(|id| analysis(&desk, id)).collect();
    assert!(before.iter().any(|said| !said["similar"].as_array().unwrap().is_empty()), "the sample repeats itself");
    desk.close();
    std::fs::remove_dir_all(desk.folder().join("index")).unwrap();
    desk.open();
    run(search::settle(&desk.app())).unwrap();
    for (id, before) in ids.iter().zip(before) {
        assert_eq!(analysis(&desk, id), before, "the same from an index that was filled anew");
    }
}
