//! What a customer's dossier says.

use satchel_domain::{Currency, Digits, Money, format_money};
use satchel_report::{
    ChartStyle, Dossier, DossierChart, DossierEntry, DossierFact, DossierFigure, DossierFollowUp, DossierLabels,
    DossierPerson, PAPER_CHART, Palette, Paper, weekly_bars,
};
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveEnum, QueryOrder, QuerySelect};

use crate::App;
use crate::communications::{CommunicationView, Outcome, communication, views};
use crate::customers::contact::DecisionRole;
use crate::customers::contact_point::Kind as PointKind;
use crate::customers::record::{ContactView, CustomerRecord, GetCustomer, get_customer};
use crate::error::Result;
use crate::fields::custom_field::Answer;
use crate::followups::{self, FollowUpView};
use crate::format;
use crate::ids::{CustomerId, Timestamp};
use crate::insights;
use crate::messages::{message, message_with};
use crate::people::{Actor, Language};

/// Communications that a dossier quotes; the rest is counted.
const QUOTED: u64 = 40;
const WEEKS: u16 = 26;

/// Gathers a customer's dossier in a language.
///
/// # Errors
/// `not_found`.
pub async fn dossier(app: &App, actor: Actor, customer: CustomerId, language: Language) -> Result<Dossier> {
    let record = get_customer(app, actor, GetCustomer { id: customer }).await?;
    let today = app.clock.today();
    let said = communication::Entity::find()
        .filter(communication::Column::CustomerId.eq(customer))
        .filter(communication::Column::DeletedAt.is_null())
        .order_by_desc(communication::Column::At)
        .order_by_desc(communication::Column::Id)
        .limit(QUOTED)
        .all(app.read())
        .await?;
    let said = views(app.read(), said).await?;
    let open = followups::views(app.read(), record.follow_ups.clone()).await?;
    let total = record.summary.communications;
    let quoted = i64::try_from(said.len()).unwrap_or(i64::MAX);
    let words = Words { app, language, today };
    Ok(Dossier {
        language: language.tag().to_owned(),
        paper: Paper::A4,
        workspace: crate::people::workspace(app).await?.name,
        made_on: today,
        made_on_text: words.say_with("dossier-made-on", "date", format::full_date(language, today)),
        labels: words.labels(),
        figures: words.figures(&record),
        facts: words.facts(&record),
        people: record.contacts.iter().chain(&record.further).map(|view| words.person(view, customer)).collect(),
        follow_ups: open.into_iter().map(|open| words.follow_up(open)).collect(),
        timeline: said.into_iter().map(|said| words.entry(said)).collect(),
        timeline_note: if total > quoted {
            message_with(language, "dossier-extract", &[("shown", quoted.into()), ("total", total.into())])
        } else {
            String::new()
        },
        chart: if total > 0 { Some(words.chart(customer).await?) } else { None },
        stage: words.code("stage", record.customer.stage.to_value()),
        tags: record.tags.into_iter().map(|tag| tag.name).collect(),
        name: record.customer.name,
        other_name: record.customer.other_name,
        number: record.customer.number,
    })
}

struct Words<'a> {
    app: &'a App,
    language: Language,
    today: jiff::civil::Date,
}

impl Words<'_> {
    fn say(&self, id: &str) -> String {
        message(self.language, id)
    }

    fn say_with(&self, id: &str, name: &str, value: String) -> String {
        message_with(self.language, id, &[(name, value.into())])
    }

    /// A code of the database in words.
    fn code(&self, kind: &str, code: impl std::fmt::Display) -> String {
        self.say(&format!("{kind}-{code}"))
    }

    fn day(&self, at: Timestamp) -> String {
        format::date(self.language, at.date_in(self.app.clock.zone()), self.today)
    }

    fn labels(&self) -> DossierLabels {
        DossierLabels {
            title: self.say("dossier-title"),
            details: self.say("dossier-details"),
            people: self.say("dossier-people"),
            follow_ups: self.say("dossier-follow-ups"),
            due: self.say("dossier-due"),
            subject: self.say("dossier-what"),
            owner: self.say("dossier-owner"),
            timeline: self.say("dossier-timeline"),
            no_communications: self.say("dossier-nothing-said"),
            outcome: self.say("dossier-outcome"),
            page: message_with(
                self.language,
                "dossier-page",
                &[("page", "{page}".into()), ("pages", "{pages}".into())],
            ),
            respelt: self.say("dossier-respelt"),
        }
    }

    fn figures(&self, record: &CustomerRecord) -> Vec<DossierFigure> {
        let summary = &record.summary;
        let figure = |id: &str, value: String, context: String| DossierFigure { label: self.say(id), value, context };
        let none = || "—".to_owned();
        let last = summary.last_contact_at.map_or_else(none, |at| self.day(at));
        let channel = summary.last_channel.map(|channel| self.code("channel", channel.to_value())).unwrap_or_default();
        let next = summary.next_follow_up.as_ref();
        let due = next.and_then(|next| next.due_date.parse().ok());
        let due = due.map_or_else(none, |due| format::date(self.language, due, self.today));
        let since = format::month_of_year(self.language, record.customer.created_at.date_in(self.app.clock.zone()));
        vec![
            figure("dossier-figure-stage", self.code("stage", record.customer.stage.to_value()), String::new()),
            figure("dossier-figure-communications", format::number(summary.communications), String::new()),
            figure("dossier-figure-last", last, channel),
            figure("dossier-figure-next", due, next.map(|next| next.title.clone()).unwrap_or_default()),
            figure("dossier-figure-since", since, String::new()),
        ]
    }

    fn facts(&self, record: &CustomerRecord) -> Vec<DossierFact> {
        let customer = &record.customer;
        let points = |kind: PointKind| {
            let of_kind = record.points.iter().filter(|view| view.point.kind == kind);
            of_kind.map(|view| view.display.clone()).collect::<Vec<_>>().join(", ")
        };
        let owner = record.owner.as_ref().map(|owner| owner.name.clone()).unwrap_or_default();
        let referrer = record.referrer.as_ref().map(|from| from.name.clone()).unwrap_or_default();
        let wish = customer.do_not_contact;
        let facts = [
            (
                "dossier-do-not-contact",
                if wish == Answer::Yes { self.code("answer", wish.to_value()) } else { String::new() },
            ),
            ("dossier-owner", owner),
            ("dossier-birthday", format::birthday(self.language, &customer.birthday)),
            ("dossier-industry", customer.industry.clone()),
            ("dossier-size", customer.size.clone()),
            ("dossier-region", customer.region.clone()),
            ("dossier-address", customer.address.clone()),
            ("dossier-country", format::country(self.language, &customer.country)),
            ("point-phone", points(PointKind::Phone)),
            ("point-email", points(PointKind::Email)),
            ("point-chat", points(PointKind::Chat)),
            ("dossier-website", customer.website.clone()),
            ("dossier-tax-id", customer.tax_id.clone()),
            ("dossier-terms", customer.terms.clone()),
            ("dossier-credit-limit", self.credit_limit(customer.credit_limit_minor, &customer.currency)),
            ("dossier-source", customer.source.clone()),
            ("dossier-referred-by", referrer),
            ("dossier-note", customer.note.clone()),
        ];
        let known = facts.into_iter().filter(|(_, value)| !value.is_empty());
        known.map(|(id, value)| DossierFact { label: self.say(id), value }).collect()
    }

    fn credit_limit(&self, minor: Option<i64>, currency: &str) -> String {
        let home = self.app.home().currency.parse::<Currency>();
        match (minor, currency.parse::<Currency>(), home) {
            (Some(minor), Ok(currency), Ok(home)) => format_money(Money { minor, currency }, home, Digits::Whole),
            _ => String::new(),
        }
    }

    /// A person as of a customer: one who works elsewhere by the part they have there.
    fn person(&self, view: &ContactView, customer: CustomerId) -> DossierPerson {
        let contact = &view.contact;
        let link = view.links.iter().map(|view| &view.link).find(|link| link.customer_id == customer);
        let (title, department, role, elsewhere) = match link {
            Some(link) => {
                let elsewhere = self.say_with("dossier-works-at", "name", view.works_at.name.clone());
                (&link.title, &link.department, link.decision_role, elsewhere)
            }
            None => (&contact.title, &contact.department, contact.decision_role, String::new()),
        };
        let role = match role {
            DecisionRole::None => String::new(),
            role => self.code("decision", role.to_value()),
        };
        DossierPerson {
            name: contact.name.clone(),
            title: [title.as_str(), department.as_str(), elsewhere.as_str()]
                .into_iter()
                .filter(|text| !text.is_empty())
                .collect::<Vec<_>>()
                .join(", "),
            role,
            reach: view.points.iter().map(|point| point.display.clone()).collect(),
        }
    }

    fn follow_up(&self, view: FollowUpView) -> DossierFollowUp {
        let follow_up = view.follow_up;
        let day = follow_up.due_date.parse().map(|due| format::weekday_date(self.language, due, self.today));
        let day = day.unwrap_or_else(|_| follow_up.due_date.clone());
        let due = match follow_up.due_time {
            Some(time) => message_with(self.language, "day-and-time", &[("day", day.into()), ("time", time.into())]),
            None => day,
        };
        DossierFollowUp { due, title: follow_up.title, owner: view.owner_name }
    }

    fn entry(&self, view: CommunicationView) -> DossierEntry {
        let talk = view.communication;
        let at = talk.at.to_jiff().to_zoned(self.app.clock.zone().clone());
        let mut channel = self.code("channel", talk.channel.to_value());
        if let Some(minutes) = talk.duration_minutes {
            channel = format!("{channel}, {}", format::duration(self.language, minutes));
        }
        DossierEntry {
            date: format::weekday_date(self.language, at.date(), self.today),
            time: format::time(at.time()),
            channel,
            title: talk.title,
            people: view.people.into_iter().map(|person| person.name).collect::<Vec<_>>().join(", "),
            text: talk.text,
            outcome: match talk.outcome {
                Outcome::None => String::new(),
                outcome => self.code("outcome", outcome.to_value()),
            },
        }
    }

    async fn chart(&self, customer: CustomerId) -> Result<DossierChart> {
        let bars = insights::weekly(self.app, Some(customer), WEEKS, self.language).await?;
        let (width, height) = PAPER_CHART;
        let chinese = self.language == Language::Chinese;
        let chart = weekly_bars(&bars, &ChartStyle { width, height, palette: Palette::light(), chinese });
        Ok(DossierChart {
            title: self.say("weekly-title"),
            svg: chart.svg,
            summary: chart.summary,
            columns: chart.columns,
            rows: chart.rows,
        })
    }
}
