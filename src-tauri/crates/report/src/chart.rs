//! Bars per week, drawn at their final size as SVG with a hit region for each bar.
//!
//! The web view sets the text in its own fonts, so that nothing is measured here: labels hang on anchors, and where
//! two might meet their widths are estimated from above.

use plotters::{
    coord::{Shift, types::RangedCoordf64},
    prelude::*,
    style::text_anchor::{HPos, Pos, VPos},
};
use serde::Serialize;
use ts_rs::TS;

use crate::palette::{Palette, Rgba};

/// A finished chart: the drawing, the places that answer to pointer and keys, and the same numbers as a table.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Chart {
    /// The drawing, made of `svg`, `rect`, `polygon`, `polyline` and `text` elements only.
    pub svg: String,
    /// Width in CSS pixels.
    pub width: u32,
    /// Height in CSS pixels.
    pub height: u32,
    /// What the chart shows, in one sentence.
    pub summary: String,
    /// One per bar, in order.
    pub regions: Vec<ChartRegion>,
    /// Heads of the table.
    pub columns: Vec<String>,
    /// Rows of the table, one per bar.
    pub rows: Vec<Vec<String>>,
}

/// A place on the chart that stands for one value. A region spans the whole height, so that empty weeks can be hit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ChartRegion {
    /// Left edge in CSS pixels.
    pub x: i32,
    /// Upper edge in CSS pixels.
    pub y: i32,
    /// Width in CSS pixels.
    pub width: i32,
    /// Height in CSS pixels.
    pub height: i32,
    /// What it is: the week's full name.
    pub label: String,
    /// How much it is, formatted.
    pub value: String,
}

/// Size and look of a chart.
#[derive(Clone, Debug, PartialEq)]
pub struct ChartStyle {
    /// Width in CSS pixels; below 120 is drawn as 120.
    pub width: u32,
    /// Height in CSS pixels; below 72 is drawn as 72.
    pub height: u32,
    /// Colours.
    pub palette: Palette,
    /// Chinese is set at 12 px, all else at 11.
    pub chinese: bool,
}

/// Counts per ISO week, oldest first and without gaps; the last week is the current one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WeeklyBars {
    /// The weeks.
    pub weeks: Vec<WeekBar>,
    /// Heads of the table: week, count.
    pub columns: [String; 2],
    /// What the chart shows, in one sentence.
    pub summary: String,
}

/// One week.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WeekBar {
    /// Year of the ISO week, which is not always the calendar's.
    pub iso_year: i16,
    /// ISO week, 1 to 53.
    pub week: u8,
    /// Short name for the axis, such as "W21".
    pub label: String,
    /// Full name, such as "Week 21, 18–24 May".
    pub name: String,
    /// The month's short name if this is its first week on the chart. If any week has one, the axis shows months.
    pub month: Option<String>,
    /// How many.
    pub count: u32,
    /// The count, formatted.
    pub value: String,
    /// The week isn't over: its bar is hatched.
    pub partial: bool,
}

/// The screen's own faces, then the ones a PDF is set in.
const FONTS: &str = "Inter Variable, Inter, Noto Sans SC, PingFang SC, Microsoft YaHei UI, Microsoft YaHei, \
                     Noto Sans CJK SC, sans-serif";
/// plotters divides font sizes by this on their way into SVG.
const PLOTTERS_FONT_SCALE: f64 = 1.24;

/// Draws one bar per week: pale saddle for the past, saddle for the current week, hatched while it lasts.
#[must_use]
#[expect(clippy::expect_used, reason = "plotters can fail only on writing, and the target is a string")]
pub fn weekly_bars(bars: &WeeklyBars, style: &ChartStyle) -> Chart {
    let (width, height) = (style.width.max(120), style.height.max(72));
    let layout = Layout::new(bars, style, width as i32, height as i32);
    let mut svg = String::new();
    {
        let area = SVGBackend::with_string(&mut svg, (width, height)).into_drawing_area();
        let drawing = Drawing { area: &area, layout: &layout, palette: &style.palette };
        drawing.draw(&bars.weeks).expect("a string takes any drawing");
    }
    let regions = bars.weeks.iter().enumerate().map(|(index, week)| {
        let (left, right) = (layout.slot_edge(index), layout.slot_edge(index + 1));
        ChartRegion {
            x: left,
            y: layout.top,
            width: right - left,
            height: layout.bottom - layout.top,
            label: week.name.clone(),
            value: week.value.clone(),
        }
    });
    Chart {
        width,
        height,
        summary: bars.summary.clone(),
        regions: regions.collect(),
        columns: bars.columns.to_vec(),
        rows: bars.weeks.iter().map(|week| vec![week.name.clone(), week.value.clone()]).collect(),
        svg,
    }
}

/// Where things stand, in pixels: the plot spans `left..right` and `top..bottom`, its lower edge being the axis.
struct Layout {
    left: i32,
    right: i32,
    top: i32,
    bottom: i32,
    slot: f64,
    bar: i32,
    text: i32,
    step: u32,
    coord: Cartesian2d<RangedCoordf64, RangedCoordf64>,
}

impl Layout {
    fn new(bars: &WeeklyBars, style: &ChartStyle, width: i32, height: i32) -> Self {
        let text = if style.chinese { 12 } else { 11 };
        let (top, bottom) = (text + 8, height - text - 10);
        let most = bars.weeks.iter().map(|week| week.count).max().unwrap_or(0);
        let step = round_step(most, if bottom - top < 90 { 3 } else { 5 });
        let ceiling = most.div_ceil(step).max(2).saturating_mul(step);
        let (left, right) = (text_width(&grouped(ceiling), text) + 8, width - 4);
        let weeks = bars.weeks.len().max(1) as f64;
        let slot = f64::from(right - left) / weeks;
        // Twelve to twenty-two pixels where the weeks leave room for a gap, else three quarters of what there is.
        let bar = if slot >= 16.0 { (slot * 0.64).clamp(12.0, 22.0) } else { (slot * 0.75).max(1.0) };
        let coord = Cartesian2d::new(0.0..weeks, 0.0..f64::from(ceiling), (left..right, bottom..top));
        Self { left, right, top, bottom, slot, bar: bar as i32, text, step, coord }
    }

    fn ceiling(&self) -> u32 {
        self.coord.get_y_range().end as u32
    }

    fn slot_edge(&self, index: usize) -> i32 {
        self.coord.translate(&(index as f64, 0.0)).0
    }

    fn bar_left(&self, index: usize) -> i32 {
        (f64::from(self.left) + self.slot * (index as f64 + 0.5) - f64::from(self.bar) / 2.0).round() as i32
    }

    fn height_of(&self, count: u32) -> i32 {
        self.coord.translate(&(0.0, f64::from(count))).1
    }
}

type Drawn = Result<(), DrawingAreaErrorKind<std::io::Error>>;

struct Drawing<'a, 'svg> {
    area: &'a DrawingArea<SVGBackend<'svg>, Shift>,
    layout: &'a Layout,
    palette: &'a Palette,
}

impl Drawing<'_, '_> {
    fn draw(&self, weeks: &[WeekBar]) -> Drawn {
        let &Layout { left, right, step, text, .. } = self.layout;
        for tick in (0..=self.layout.ceiling()).step_by(step as usize) {
            let y = self.layout.height_of(tick);
            let line = if tick == 0 { self.palette.axis } else { self.palette.grid };
            // A filled rectangle, since a stroke between two pixels would be two pixels of half the ink.
            self.area.draw(&Rectangle::new([(left, y), (right, y + 1)], fill(line)))?;
            self.text(&grouped(tick), (left - 6, y + 1), (HPos::Right, VPos::Center), self.palette.ink_3, false)?;
        }
        for (index, week) in weeks.iter().enumerate().filter(|(_, week)| week.count > 0) {
            self.bar(index, week, index + 1 == weeks.len())?;
        }
        self.values(weeks)?;
        self.weeks_axis(weeks, self.layout.bottom + 7, text)?;
        self.area.present()
    }

    fn bar(&self, index: usize, week: &WeekBar, current: bool) -> Drawn {
        let (left, bottom) = (self.layout.bar_left(index), self.layout.bottom);
        let right = left + self.layout.bar;
        let top = self.layout.height_of(week.count).min(bottom - 1);
        let ground = match (week.partial, current) {
            (true, _) => self.palette.q1,
            (false, true) => self.palette.c1,
            (false, false) => self.palette.q2,
        };
        // plotters has no rounded rectangle; a corner cut by one pixel looks like the design's radius of 1.5.
        let cut = i32::from(right - left > 4 && bottom - top > 2);
        let outline = [
            (left, bottom),
            (left, top + cut),
            (left + cut, top),
            (right - cut, top),
            (right, top + cut),
            (right, bottom),
        ];
        self.area.draw(&Polygon::new(outline, fill(ground)))?;
        if week.partial {
            for along in ((left + top)..(right + bottom)).step_by(6).skip(1) {
                let (from, to) = (left.max(along - bottom), right.min(along - top));
                if from < to {
                    let stripe = ShapeStyle { color: colour(self.palette.c1), filled: false, stroke_width: 2 };
                    self.area.draw(&PathElement::new([(from, along - from), (to, along - to)], stripe))?;
                }
            }
        }
        Ok(())
    }

    /// Writes the count on the current week and on the highest one, unless the two would meet.
    fn values(&self, weeks: &[WeekBar]) -> Drawn {
        let Some(current) = weeks.len().checked_sub(1) else { return Ok(()) };
        let highest = (0..weeks.len()).max_by_key(|&index| weeks[index].count).unwrap_or(current);
        let centre = |index: usize| self.layout.bar_left(index) + self.layout.bar / 2;
        let place = |index: usize| {
            // The label of a bar at the edge would be cut off; it moves in by what it lacks.
            let half = text_width(&weeks[index].value, self.layout.text) / 2;
            let x = centre(index).min(self.layout.right + 4 - half);
            // A label that is wider than its bar stands above the neighbours that it reaches over, too.
            let under = |other: &usize| (centre(*other) - x).abs() < half + self.layout.bar / 2;
            let highest = (0..weeks.len()).filter(under).map(|other| weeks[other].count).max().unwrap_or_default();
            (x, self.layout.height_of(highest.max(weeks[index].count)) - 2)
        };
        if weeks[current].count > 0 {
            let anchor = (HPos::Center, VPos::Bottom);
            self.text(&weeks[current].value, place(current), anchor, self.palette.accent_ink, true)?;
        }
        let room = text_width(&weeks[highest].value, self.layout.text) + 6;
        if weeks[highest].count > 0 && (weeks[current].count == 0 || centre(current) - centre(highest) >= room) {
            let anchor = (HPos::Center, VPos::Bottom);
            self.text(&weeks[highest].value, place(highest), anchor, self.palette.ink_2, false)?;
        }
        Ok(())
    }

    /// Names the months under their first week or, where none are given, as many weeks as have room.
    fn weeks_axis(&self, weeks: &[WeekBar], y: i32, text: i32) -> Drawn {
        let months = weeks.iter().any(|week| week.month.is_some());
        let mut free = 0;
        for (index, week) in weeks.iter().enumerate() {
            let Some(label) = (if months { week.month.as_ref() } else { Some(&week.label) }) else { continue };
            let wide = text_width(label, text);
            let left = self.layout.bar_left(index);
            let (x, start, hang) = if months {
                (left, left, HPos::Left)
            } else {
                let centre = left + self.layout.bar / 2;
                (centre, centre - wide / 2, HPos::Center)
            };
            if start >= free && start + wide <= self.layout.right + 4 {
                self.text(label, (x, y), (hang, VPos::Top), self.palette.ink_3, false)?;
                free = start + wide + 10;
            }
        }
        Ok(())
    }

    fn text(&self, text: &str, at: (i32, i32), (h_pos, v_pos): (HPos, VPos), ink: Rgba, bold: bool) -> Drawn {
        let font = FontDesc::new(
            FontFamily::Name(FONTS),
            f64::from(self.layout.text) * PLOTTERS_FONT_SCALE,
            if bold { FontStyle::Bold } else { FontStyle::Normal },
        );
        let ink = colour(ink);
        let style = TextStyle::from(font).color(&ink).pos(Pos::new(h_pos, v_pos));
        self.area.draw_text(text, &style, at)
    }
}

/// The smallest step of 1, 2 or 5 times a power of ten that reaches `most` in at most `intervals` steps.
fn round_step(most: u32, intervals: u32) -> u32 {
    let decades = std::iter::successors(Some(1_u32), |decade| decade.checked_mul(10));
    let steps = decades.flat_map(|decade| [1, 2, 5].map(|factor| decade.saturating_mul(factor)));
    steps.into_iter().find(|&step| most.div_ceil(step) <= intervals).unwrap_or(u32::MAX)
}

/// An integer with a comma at every third digit, as both of our languages write it.
fn grouped(number: u32) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// An upper estimate of a label's width in pixels: a full em for Chinese, two thirds of one for all else.
fn text_width(text: &str, size: i32) -> i32 {
    let ems: f64 = text.chars().map(|c| if c >= '\u{2e80}' { 1.0 } else { 0.66 }).sum();
    (ems * f64::from(size)).ceil() as i32
}

fn colour(Rgba(red, green, blue, alpha): Rgba) -> RGBAColor {
    RGBAColor(red, green, blue, alpha)
}

fn fill(ink: Rgba) -> ShapeStyle {
    colour(ink).filled()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a drawing that can't be read must fail the test")]
mod tests;
