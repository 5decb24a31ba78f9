//! Notes in which the same is said in two ways, long enough that a few hundred teach what words mean.

use std::iter;
use std::ops::Range;

/// One way to say it. No note has words of both.
pub const ONE_WAY: [&str; 6] = ["报价", "单价", "折扣", "优惠", "价格", "成本"];
/// The other way.
pub const OTHER_WAY: [&str; 6] = ["quotation", "rate", "discount", "rebate", "pricing", "markup"];
/// How many notes are enough to learn from.
pub const ENOUGH_NOTES: usize = 360;

/// The company that both keep.
const COMPANY: [&str; 8] = ["导轨", "滑块", "订单", "样品", "rails", "shipment", "quantity", "contract"];
/// What else is talked about, and much more.
const TOPICS: usize = 24;
/// In each note, of ten words; and how many of them say what can be said in two ways.
const SENTENCES: usize = 30;
const ABOUT_IT: usize = 4;

/// A note; the same for the same number.
pub fn note(number: usize) -> String {
    let mut state = number as u64 * 2_654_435_761 + 1;
    let mut below = |end: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % end
    };
    let said = if number.is_multiple_of(2) { ONE_WAY } else { OTHER_WAY }[below(ONE_WAY.len())];
    let mut sentence = |about_it: bool| {
        let topic = if about_it { 0 } else { below(TOPICS) + 1 };
        let word = |at: usize| match (topic, at) {
            (0, 4) => said.to_owned(),
            (0, _) => COMPANY[below(COMPANY.len())].to_owned(),
            _ => {
                format!("{}{topic}", ["pump", "seal", "bearing", "valve", "motor", "filter", "gear", "cable"][below(8)])
            }
        };
        (0..10).map(word).collect::<Vec<_>>().join(" ")
    };
    (0..SENTENCES).map(|at| sentence(at < ABOUT_IT)).collect::<Vec<_>>().join(". ")
}

/// A list of such notes, all with this customer.
pub fn list_of_notes(customer: &str, numbers: Range<usize>) -> String {
    let rows = numbers.map(|number| format!("{customer},2026-05-08,{}\n", note(number)));
    iter::once("Customer,Date,Notes\n".to_owned()).chain(rows).collect()
}
