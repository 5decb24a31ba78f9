//! Reads drawn charts back.

use super::*;

fn weeks(counts: &[u32]) -> WeeklyBars {
    let week = |(index, &count): (usize, &u32)| WeekBar {
        iso_year: 2026,
        week: index as u8 + 1,
        label: format!("W{}", index + 1),
        name: format!("Week {}", index + 1),
        month: None,
        count,
        value: count.to_string(),
        partial: index + 1 == counts.len(),
    };
    WeeklyBars {
        weeks: counts.iter().enumerate().map(week).collect(),
        columns: ["Week".to_owned(), "Communications".to_owned()],
        summary: "A sentence.".to_owned(),
    }
}

fn style(width: u32, height: u32) -> ChartStyle {
    ChartStyle { width, height, palette: Palette::light(), chinese: false }
}

fn tags(svg: &str) -> Vec<String> {
    let document = roxmltree::Document::parse(svg).unwrap();
    document.descendants().filter(roxmltree::Node::is_element).map(|n| n.tag_name().name().to_owned()).collect()
}

fn texts(svg: &str) -> Vec<String> {
    let document = roxmltree::Document::parse(svg).unwrap();
    let text = |node: roxmltree::Node<'_, '_>| node.text().unwrap_or("").trim().to_owned();
    document.descendants().filter(|n| n.has_tag_name(("http://www.w3.org/2000/svg", "text"))).map(text).collect()
}

#[test]
fn ticks_are_round_and_three_to_six() {
    for most in (0..2_000).chain([99_999, 1_000_000, u32::MAX]) {
        let step = round_step(most, 5);
        let first = step.to_string();
        assert!(most == u32::MAX || first.trim_start_matches(['1', '2', '5']).trim_matches('0').is_empty());
        let ticks = most.div_ceil(step).max(2) + 1;
        assert!((3..=6).contains(&ticks), "{most} gives {ticks} ticks");
    }
}

#[test]
fn every_week_has_a_region_inside_the_chart() {
    for (width, height) in [(658, 180), (300, 90), (120, 72), (10, 10)] {
        let chart = weekly_bars(&weeks(&[3, 0, 12, 7, 1, 0, 0, 9, 4, 2]), &style(width, height));
        assert_eq!(chart.regions.len(), 10);
        for pair in chart.regions.windows(2) {
            assert_eq!(pair[0].x + pair[0].width, pair[1].x, "regions must touch and not overlap");
        }
        for region in &chart.regions {
            assert!(region.x >= 0 && region.y >= 0 && region.width > 0 && region.height > 0);
            assert!(region.x + region.width <= chart.width as i32);
            assert!(region.y + region.height <= chart.height as i32);
        }
        assert_eq!((chart.regions[2].label.as_str(), chart.regions[2].value.as_str()), ("Week 3", "12"));
        assert_eq!(chart.rows[2], ["Week 3", "12"]);
    }
}

#[test]
fn only_an_unfinished_week_is_hatched() {
    let mut bars = weeks(&[3, 8, 5]);
    let hatched = weekly_bars(&bars, &style(400, 160)).svg;
    assert!(tags(&hatched).contains(&"polyline".to_owned()));
    bars.weeks[2].partial = false;
    let solid = weekly_bars(&bars, &style(400, 160)).svg;
    assert!(!tags(&solid).contains(&"polyline".to_owned()));
    assert!(solid.contains("#A76029"), "the current week must be drawn in saddle");
}

#[test]
fn bars_keep_their_width_and_stand_on_zero() {
    for count in [4, 13, 26, 30] {
        let bars = weeks(&vec![5; count]);
        let layout = Layout::new(&bars, &style(658, 180), 658, 180);
        assert!((12..=22).contains(&layout.bar), "{count} weeks give bars of {} px", layout.bar);
        assert_eq!(layout.height_of(0), layout.bottom);
    }
    let crowded = Layout::new(&weeks(&[5; 104]), &style(300, 120), 300, 120);
    assert!(f64::from(crowded.bar) < crowded.slot, "crowded bars must still have a gap");
}

#[test]
fn labels_are_direct_and_months_replace_weeks() {
    let mut bars = weeks(&[3, 20, 1, 1, 1, 1, 1, 1, 6]);
    assert!(texts(&weekly_bars(&bars, &style(500, 160)).svg).contains(&"W1".to_owned()));
    bars.weeks[0].month = Some("五月".to_owned());
    let drawn = texts(&weekly_bars(&bars, &style(500, 160)).svg);
    assert!(drawn.contains(&"五月".to_owned()) && !drawn.contains(&"W1".to_owned()));
    assert_eq!(drawn.iter().filter(|text| *text == "6").count(), 1, "the current week carries its count");
}

#[test]
fn a_label_wider_than_its_bar_stands_above_the_neighbours_it_reaches_over() {
    let bars = weeks(&[1_100, 1_200, 900, 1_000, 800, 1_100, 1_000, 900, 1_100, 1_400, 1_050]);
    let svg = weekly_bars(&bars, &style(260, 120)).svg;
    let document = roxmltree::Document::parse(&svg).unwrap();
    let label = document.descendants().find(|node| node.text().is_some_and(|text| text.trim() == "1050")).unwrap();
    let y: i32 = label.attribute("y").unwrap().parse().unwrap();
    let neighbour = Layout::new(&bars, &style(260, 120), 260, 120).height_of(1_400);
    assert!(y < neighbour, "its foot at {y} must not lie in the bar that ends at {neighbour}");
}

#[test]
fn nothing_a_person_types_becomes_markup() {
    let mut bars = weeks(&[1, 2]);
    bars.weeks[0].label = "<script>alert('x')</script>&\"".to_owned();
    let svg = weekly_bars(&bars, &style(658, 160)).svg;
    let allowed = ["svg", "rect", "polygon", "polyline", "text"];
    assert!(tags(&svg).iter().all(|tag| allowed.contains(&tag.as_str())));
    assert!(texts(&svg).contains(&bars.weeks[0].label));
}

#[test]
fn no_weeks_leave_an_axis() {
    let chart = weekly_bars(&WeeklyBars::default(), &style(300, 120));
    assert_eq!(texts(&chart.svg), ["0", "1", "2"]);
    assert!(chart.regions.is_empty());
}

#[test]
fn thousands_are_grouped() {
    assert_eq!([0, 999, 1_000, 1_234_567].map(grouped), ["0", "999", "1,000", "1,234,567"]);
}
