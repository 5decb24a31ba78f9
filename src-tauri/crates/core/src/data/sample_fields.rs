//! The sample's own fields: made once, and filled customer by customer.

use crate::error::Result;
use crate::fields::custom_field::{Answer, Kind, Model as Field, Subject};
use crate::fields::custom_value::Model as CustomValue;
use crate::fields::{self, Value, field_choice, values};
use crate::ids::{CustomFieldId, CustomerId, FieldChoiceId, Timestamp};
use crate::sample::{PLANS, SampleFields};
use crate::store::unit::Tx;

/// The fields as they were made.
pub(super) struct OwnFields {
    lines: CustomFieldId,
    installed: CustomFieldId,
    plan: CustomFieldId,
    /// The choices of the plan, in the order of [`PLANS`].
    plans: Vec<FieldChoiceId>,
}

impl OwnFields {
    /// Adds the fields to a workspace, with names in both languages and groups in that of the workspace.
    pub async fn add(tx: &mut Tx<'_>, in_chinese: bool) -> Result<Self> {
        let section = |english: &str, chinese: &str| if in_chinese { chinese } else { english }.to_owned();
        let equipment = section("Equipment", "设备");
        let service = section("Service and delivery", "服务与交付");
        let field = |kind, english: &str, chinese: &str, section: &str| Field {
            section: section.to_owned(),
            in_list: Answer::Yes,
            ..Field::new(tx.key(), Subject::Customer, kind, (english.to_owned(), chinese.to_owned()), tx.now())
        };
        let lines = field(Kind::Number, "Machine lines", "产线数量", &equipment);
        let installed = field(Kind::Date, "Installed since", "首次装机", &equipment);
        let plan = field(Kind::Choice, "Service plan", "服务方案", &service);
        let choices: Vec<field_choice::Model> = (0_i64..)
            .zip(PLANS)
            .map(|(position, (english, chinese))| {
                let names = (english.to_owned(), chinese.to_owned());
                let choice = field_choice::Model::new(tx.key(), plan.id, names, position, tx.now());
                field_choice::Model { colour: position + 1, ..choice }
            })
            .collect();
        let own = Self {
            lines: lines.id,
            installed: installed.id,
            plan: plan.id,
            plans: choices.iter().map(|choice| choice.id).collect(),
        };
        fields::add(tx, vec![lines, installed, plan]).await?;
        tx.insert_many(choices).await?;
        Ok(own)
    }

    /// The rows that hold what is known of a customer.
    pub fn values(
        &self,
        tx: &Tx<'_>,
        customer: CustomerId,
        at: Timestamp,
        known: SampleFields,
    ) -> Result<Vec<CustomValue>> {
        let plan = known.service_plan.and_then(|place| self.plans.get(place));
        let held = [
            (self.lines, known.machine_lines.map(|lines| Value::Number { number: lines.to_string() })),
            (self.installed, known.installed.map(|day| Value::Date { day: day.to_string() })),
            (self.plan, plan.map(|plan| Value::Choices { ids: vec![*plan] })),
        ];
        let mut rows = Vec::new();
        for (field, value) in held {
            if let Some(value) = value {
                rows.extend(values::rows(tx.app(), at, field, (customer, None), value)?);
            }
        }
        Ok(rows)
    }
}
