#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::HashSet;

use jiff::Timestamp;
use jiff::civil::{Weekday, date};

use super::{Plan, Sample, SampleCustomer, SampleFollowUp, generate};

fn plan(customers: u32, communications: u32) -> Plan {
    Plan { seed: 7, customers, communications, today: date(2026, 5, 14), in_chinese: false }
}

fn bytes(sample: &Sample) -> String {
    serde_json::to_string(&sample.customers().collect::<Vec<_>>()).unwrap()
}

fn follow_ups(customer: &SampleCustomer) -> impl Iterator<Item = &SampleFollowUp> {
    customer.follow_ups.iter().chain(customer.communications.iter().filter_map(|made| made.follow_up.as_ref()))
}

#[test]
fn every_address_can_be_mailed() {
    let sample = generate(&Plan { seed: 20_260_514, ..plan(5_000, 5_000) });
    let points = |customer: SampleCustomer| {
        let theirs = customer.contacts.into_iter().flat_map(|contact| contact.points);
        customer.points.into_iter().chain(theirs).collect::<Vec<_>>()
    };
    let wrong: Vec<String> = sample
        .customers()
        .flat_map(points)
        .filter(|point| point.kind == "email" && satchel_domain::Email::parse(&point.value).is_err())
        .map(|point| point.value)
        .collect();
    assert!(wrong.is_empty(), "the program refuses such addresses, so the sample can't hold them: {wrong:?}");
}

#[test]
fn the_same_plan_gives_the_same_bytes() {
    let plan = plan(400, 5_000);
    assert_eq!(bytes(&generate(&plan)), bytes(&generate(&plan)));
    assert_ne!(bytes(&generate(&plan)), bytes(&generate(&Plan { seed: 8, ..plan.clone() })), "the seed must matter");
    let sample = generate(&plan);
    let alone = sample.customer(337);
    assert_eq!(Some(alone), sample.customers().nth(337), "a customer does not depend on those made before it");
}

#[test]
fn sizes_are_exact() {
    for (customers, communications) in [(0, 0), (1, 1), (1, 300), (21, 10), (60, 0), (300, 4_000), (1_284, 3_902)] {
        let sample = generate(&plan(customers, communications));
        let made: Vec<SampleCustomer> = sample.customers().collect();
        assert_eq!(made.len(), customers as usize);
        let total: usize = made.iter().map(|customer| customer.communications.len()).sum();
        assert_eq!(total, communications as usize, "{customers} customers");
    }
}

#[test]
fn records_are_whole_and_in_their_time() {
    for in_chinese in [false, true] {
        let plan = Plan { in_chinese, ..plan(1_500, 20_000) };
        let evening = plan.today.at(18, 0, 0, 0).in_tz("Asia/Shanghai").unwrap().timestamp().as_millisecond();
        let two_years = evening - 731 * 86_400_000;
        for customer in generate(&plan).customers() {
            assert!(!customer.name.is_empty());
            assert!(customer.referred_by.is_none_or(|other| other < customer.index), "referrals go back in time");
            assert!(customer.created_ms < evening);
            assert!(customer.contacts.iter().all(|contact| !contact.name.is_empty()));
            let values = customer.points.iter().chain(customer.contacts.iter().flat_map(|contact| &contact.points));
            assert!(values.clone().all(|point| !point.value.is_empty()));
            let mut before = customer.created_ms;
            for made in &customer.communications {
                assert!(made.at_ms >= before && made.at_ms <= evening, "{}: out of order or of time", customer.name);
                assert!(made.at_ms > two_years);
                assert!(!made.text.is_empty() && !made.text.contains(['{', '}']), "{}", made.text);
                assert!(!made.title.contains(['{', '}']), "{}", made.title);
                assert!(made.people.iter().all(|&place| place < customer.contacts.len()));
                assert!(made.owner < 4);
                before = made.at_ms;
            }
            for step in follow_ups(&customer) {
                assert!(!step.title.is_empty() && !step.title.contains('{'), "{}", step.title);
                assert!(step.done_ms.is_none_or(|done| done <= evening && done >= step.created_ms), "{}", step.title);
                assert!(step.created_ms <= evening);
            }
        }
    }
}

#[test]
fn texts_are_many() {
    let sample = generate(&plan(5_000, 50_000));
    let texts: HashSet<String> =
        sample.customers().flat_map(|customer| customer.communications).map(|made| made.text).collect();
    assert!(texts.len() > 45_000, "only {} of 50,000 texts differ", texts.len());
}

#[test]
fn today_is_alive_on_any_day() {
    for today in [date(2026, 5, 14), date(2026, 5, 16), date(2026, 2, 17), date(2028, 2, 29)] {
        let plan = Plan { today, ..plan(600, 6_000) };
        let (mut overdue, mut due, mut week, mut open, mut done) = (0, 0, 0, 0, 0);
        for customer in generate(&plan).customers() {
            for step in follow_ups(&customer) {
                let days = step.due_date.duration_since(today).as_hours() / 24;
                match (step.done_ms, days) {
                    (Some(_), _) => done += 1,
                    (None, ..0) => {
                        assert!(days >= -5, "{} is {days} days late", step.title);
                        overdue += 1;
                    }
                    (None, 0) => due += 1,
                    (None, 1..=7) => week += 1,
                    _ => open += 1,
                }
            }
        }
        assert!((3..=5).contains(&overdue), "{overdue} overdue");
        assert!((5..=8).contains(&due), "{due} due today");
        assert!(week >= 8 && open > 10, "{week} this week, {open} later");
        assert!(done > 500, "{done} done");
    }
}

#[test]
fn activity_is_uneven() {
    let made: Vec<SampleCustomer> = generate(&plan(3_000, 30_000)).customers().collect();
    let mut counts: Vec<usize> = made.iter().map(|customer| customer.communications.len()).collect();
    counts.sort_unstable();
    let few = counts.iter().filter(|&&count| count <= 3).count();
    assert!(few > 1_000, "many customers have next to nothing: {few}");
    assert!(counts[2_999] >= 200, "a key account has hundreds: {}", counts[2_999]);
    let day = 86_400_000;
    let today = generate(&plan(0, 0)).calendar.stamp(0, 720);
    let quiet =
        made.iter().filter_map(|customer| customer.communications.last()).filter(|last| last.at_ms < today - 90 * day);
    assert!(quiet.count() > 300, "some customers have been silent for a quarter");
    let weekend = made.iter().flat_map(|customer| &customer.communications).filter(|made| {
        let local = Timestamp::from_millisecond(made.at_ms).unwrap().in_tz(made.zone).unwrap();
        matches!(local.weekday(), Weekday::Saturday | Weekday::Sunday)
    });
    assert!(weekend.count() < 1_500, "few work on weekends");
}

#[test]
fn some_customers_are_there_twice() {
    let made: Vec<SampleCustomer> = generate(&plan(500, 5_000)).customers().collect();
    let doubled = made.iter().filter(|customer| {
        let phones = |of: &SampleCustomer| of.points.iter().map(|point| point.value.clone()).collect::<HashSet<_>>();
        made[..customer.index as usize]
            .iter()
            .any(|other| other.name != customer.name && !phones(other).is_disjoint(&phones(customer)))
    });
    let doubled = doubled.count();
    assert!((5..=30).contains(&doubled), "{doubled} doubles");
    assert_eq!(made[20].points[0].value, made[0].points[0].value, "明远 is there under two names");
}
