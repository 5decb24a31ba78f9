//! Values of cells as people see them.

use calamine::{Data, ExcelDateTime};

/// The text of a value. Dates are written as ISO 8601, so that nobody takes a day for a month.
pub(super) fn cell(value: &Data) -> String {
    match value {
        Data::Int(number) => number.to_string(),
        Data::Float(number) => float(*number),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Bool(truth) => if *truth { "TRUE" } else { "FALSE" }.to_owned(),
        Data::DateTime(instant) => date_time(instant),
        Data::Error(error) => error.to_string(),
        Data::Empty => String::new(),
    }
}

/// As many digits as a spreadsheet keeps, and never an exponent: a phone typed as a number stays one.
fn float(number: f64) -> String {
    // Behind the fifteenth digit is what a binary fraction adds to a decimal one.
    let rounded: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    format!("{rounded}")
}

fn date_time(instant: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = instant.to_ymd_hms_milli();
    let time = match second {
        0 => format!("{hour:02}:{minute:02}"),
        _ => format!("{hour:02}:{minute:02}:{second:02}"),
    };
    let serial = instant.as_f64();
    if instant.is_duration() {
        // Hours go on beyond a day.
        let seconds = (serial * 86_400.0).round();
        return format!("{}:{:02}", (seconds / 3_600.0).trunc(), ((seconds / 60.0) % 60.0).trunc());
    }
    let date = format!("{year:04}-{month:02}-{day:02}");
    if serial.fract() == 0.0 {
        date
    } else if (0.0..1.0).contains(&serial) {
        time
    } else {
        format!("{date} {time}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_dates_are_as_people_see_them() {
        let instant =
            |serial: f64| Data::DateTime(ExcelDateTime::new(serial, calamine::ExcelDateTimeType::DateTime, false));
        let cases = [
            (Data::Float(13_900_001_742.0), "13900001742"),
            (Data::Float(8_613_900_001_742.0), "8613900001742"),
            (Data::Float(0.1 + 0.2), "0.3"),
            (Data::Float(1284.5), "1284.5"),
            (Data::Float(-0.05), "-0.05"),
            (Data::Float(1e21), "1000000000000000000000"),
            (Data::Int(42), "42"),
            (Data::Bool(true), "TRUE"),
            (instant(45_943.0), "2025-10-13"),
            (instant(45_943.5), "2025-10-13 12:00"),
            (instant(0.395_833_333), "09:30"),
        ];
        for (value, text) in cases {
            assert_eq!(cell(&value), text, "{value:?}");
        }
    }
}
