//! The colours of charts and paper, equal to the screen's tokens.
//!
//! The style sheet gives them in OKLCH; SVG in a PDF needs sRGB, so they are written here once more and a test holds
//! them against `ui/src/styles/tokens.css`.

/// An sRGB colour with alpha from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rgba(pub u8, pub u8, pub u8, pub f64);

impl Rgba {
    /// `#rrggbb` of this colour laid over white, for paper: print shops and old readers handle no transparency well.
    #[must_use]
    pub fn on_paper(self) -> String {
        let Self(red, green, blue, alpha) = self;
        let [red, green, blue] =
            [red, green, blue].map(|c| (f64::from(c) * alpha + 255.0 * (1.0 - alpha)).round() as u8);
        format!("#{red:02x}{green:02x}{blue:02x}")
    }
}

/// What charts and paper take from one theme. Each field is the token of the same name.
#[derive(Clone, Debug, PartialEq)]
pub struct Palette {
    /// Text.
    pub ink_1: Rgba,
    /// Secondary text.
    pub ink_2: Rgba,
    /// Axis labels, captions.
    pub ink_3: Rgba,
    /// Saddle leather.
    pub accent: Rgba,
    /// Text in the accent's colour.
    pub accent_ink: Rgba,
    /// Text and shapes on the accent.
    pub on_accent: Rgba,
    /// Ground of a chip.
    pub mute_soft: Rgba,
    /// Text on a chip.
    pub mute_ink: Rgba,
    /// Rules, faint to plain.
    pub line_1: Rgba,
    /// Rules around a group.
    pub line_2: Rgba,
    /// Rule under a table's head.
    pub line_3: Rgba,
    /// Main series.
    pub c1: Rgba,
    /// Ground of hatching.
    pub q1: Rgba,
    /// Context: the pale saddle.
    pub q2: Rgba,
    /// Grid lines.
    pub grid: Rgba,
    /// Axis lines.
    pub axis: Rgba,
}

impl Palette {
    /// The light theme, also used on paper.
    #[must_use]
    pub const fn light() -> Self {
        Self {
            ink_1: Rgba(0x24, 0x1d, 0x18, 1.0),
            ink_2: Rgba(0x56, 0x4e, 0x48, 1.0),
            ink_3: Rgba(0x6d, 0x66, 0x60, 1.0),
            accent: Rgba(0x96, 0x52, 0x1c, 1.0),
            accent_ink: Rgba(0x88, 0x47, 0x14, 1.0),
            on_accent: Rgba(0xfe, 0xfb, 0xf7, 1.0),
            mute_soft: Rgba(0xf0, 0xee, 0xea, 1.0),
            mute_ink: Rgba(0x55, 0x4f, 0x49, 1.0),
            line_1: Rgba(0x39, 0x2a, 0x1e, 0.085),
            line_2: Rgba(0x39, 0x2a, 0x1e, 0.135),
            line_3: Rgba(0x39, 0x2a, 0x1e, 0.225),
            c1: Rgba(0xa7, 0x60, 0x29, 1.0),
            q1: Rgba(0xf6, 0xe7, 0xd6, 1.0),
            q2: Rgba(0xf0, 0xd1, 0xb1, 1.0),
            grid: Rgba(0x39, 0x2a, 0x1e, 0.09),
            axis: Rgba(0x39, 0x2a, 0x1e, 0.3),
        }
    }

    /// The dark theme.
    #[must_use]
    pub const fn dark() -> Self {
        Self {
            ink_1: Rgba(0xea, 0xe7, 0xe3, 1.0),
            ink_2: Rgba(0xb6, 0xb2, 0xad, 1.0),
            ink_3: Rgba(0x9e, 0x9a, 0x94, 1.0),
            accent: Rgba(0xdc, 0x9e, 0x5b, 1.0),
            accent_ink: Rgba(0xe7, 0xae, 0x6e, 1.0),
            on_accent: Rgba(0x20, 0x14, 0x0c, 1.0),
            mute_soft: Rgba(0x2c, 0x29, 0x26, 1.0),
            mute_ink: Rgba(0xb6, 0xb2, 0xac, 1.0),
            line_1: Rgba(0xf9, 0xf1, 0xe3, 0.07),
            line_2: Rgba(0xf9, 0xf1, 0xe3, 0.12),
            line_3: Rgba(0xf9, 0xf1, 0xe3, 0.2),
            c1: Rgba(0xd9, 0x98, 0x58, 1.0),
            q1: Rgba(0x34, 0x29, 0x1f, 1.0),
            q2: Rgba(0x4f, 0x37, 0x24, 1.0),
            grid: Rgba(0xf9, 0xf1, 0xe3, 0.075),
            axis: Rgba(0xf9, 0xf1, 0xe3, 0.28),
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a missing or malformed token must fail the test")]
mod tests {
    use super::*;
    use palette::{FromColor, Oklch, Srgb};

    /// The value of one token in one theme's part of the style sheet, converted to sRGB.
    fn token(css: &str, name: &str) -> Rgba {
        let start = css.rfind(&format!("--{name}: oklch(")).unwrap_or_else(|| panic!("no token --{name}"));
        let inside = css[start..].split_once('(').unwrap().1.split_once(')').unwrap().0;
        let numbers: Vec<f64> =
            inside.split([' ', '/']).filter(|part| !part.is_empty()).map(|part| part.parse().unwrap()).collect();
        let colour = Srgb::from_color(Oklch::new(numbers[0], numbers[1], numbers[2]));
        let byte = |channel: f64| (channel.clamp(0.0, 1.0) * 255.0).round() as u8;
        Rgba(byte(colour.red), byte(colour.green), byte(colour.blue), numbers.get(3).copied().unwrap_or(1.0))
    }

    #[test]
    fn colours_equal_the_tokens() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../ui/src/styles/tokens.css");
        let css = std::fs::read_to_string(path).unwrap();
        let (light, dark) = css.split_once("[data-theme=\"dark\"]").unwrap();
        for (css, colours) in [(light, Palette::light()), (dark, Palette::dark())] {
            let Palette { ink_1, ink_2, ink_3, accent, accent_ink, on_accent, mute_soft, mute_ink, .. } = colours;
            let Palette { line_1, line_2, line_3, c1, q1, q2, grid, axis, .. } = colours;
            let named = [
                ("ink-1", ink_1),
                ("ink-2", ink_2),
                ("ink-3", ink_3),
                ("accent", accent),
                ("accent-ink", accent_ink),
                ("on-accent", on_accent),
                ("mute-soft", mute_soft),
                ("mute-ink", mute_ink),
                ("line-1", line_1),
                ("line-2", line_2),
                ("line-3", line_3),
                ("c1", c1),
                ("q1", q1),
                ("q2", q2),
                ("grid", grid),
                ("axis", axis),
            ];
            for (name, colour) in named {
                assert_eq!(colour, token(css, name), "--{name} and the palette must be the same colour");
            }
        }
    }

    #[test]
    fn paper_has_no_transparency() {
        assert_eq!(Rgba(0, 0, 0, 0.5).on_paper(), "#808080");
        assert_eq!(Palette::light().accent.on_paper(), "#96521c");
    }
}
