//! What the company of the sample keeps of its customers in fields of its own.

use jiff::ToSpan;
use jiff::civil::Date;

use super::draw::{Draw, Part};
use super::texts::goods::Both;
use super::{Sample, SampleCustomer};

/// The plans that it sells for service, the dearest first.
pub const PLANS: [Both; 3] = [("Gold", "金牌"), ("Silver", "银牌"), ("Basic", "基础")];

/// What its own fields hold of a customer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SampleFields {
    /// How many lines with its machines run there.
    pub machine_lines: Option<u32>,
    /// When the first of them was installed.
    pub installed: Option<Date>,
    /// Place in [`PLANS`].
    pub service_plan: Option<usize>,
}

impl Sample {
    /// What its own fields hold of a customer: nothing of people, and of most companies as much as somebody asked.
    pub fn fields_of(&self, customer: &SampleCustomer) -> SampleFields {
        if customer.kind != "company" {
            return SampleFields::default();
        }
        let draw = &mut Draw::new(self.plan.seed, customer.index, Part::Fields);
        let has_bought = matches!(customer.stage, "customer" | "lapsed");
        let lines = draw.weighted(&[(1, 20), (2, 24), (3, 18), (5, 14), (8, 12), (12, 8), (24, 4)]);
        let days = draw.between(120, 4_200);
        let plan = draw.weighted(&[(0, 17), (1, 36), (2, 47)]);
        let (knows_lines, knows_day, has_plan) = (draw.chance(71), draw.chance(63), draw.chance(86));
        SampleFields {
            machine_lines: knows_lines.then_some(lines),
            installed: (has_bought && knows_day).then(|| self.plan.today.saturating_sub(i64::from(days).days())),
            service_plan: (customer.stage == "customer" && has_plan).then_some(plan),
        }
    }
}
