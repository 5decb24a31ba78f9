//! What the program must know while no workspace is open: language, theme, text size, keys, when it locks by itself, what
//! reminders say; and when its person works. Nothing of it is secret.

use std::collections::BTreeSet;
use std::path::Path;

use satchel_domain::working_hours;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::error::{Error, Result, internal};
use crate::files::write_whole;
use crate::people::Language;
use crate::wire::given;

/// Light, dark, or as the system is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the system is.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// What a reminder of the system's may say.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Reminders {
    /// What to do, and for whom.
    #[default]
    Named,
    /// Only that something is due.
    Nameless,
    /// There are none.
    Off,
}

/// What a person set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct Preferences {
    /// The language; none means the system's.
    pub language: Option<Language>,
    /// The theme.
    pub theme: Theme,
    /// Whether single letters act as keys.
    pub single_keys: bool,
    /// Size of the base text in pixels: 12, 13, 14 or 16.
    pub text_size: u8,
    /// Minutes without a person after which the workspace is locked: 5, 10, 15, 30 or 60; none means never.
    pub lock_after_minutes: Option<u8>,
    /// Whether it is locked when the computer sleeps or its screen is locked.
    pub lock_on_sleep: bool,
    /// What reminders say.
    pub reminders: Reminders,
    /// The hours of a working day, as `09:00-12:00, 13:00-18:00`.
    pub working_hours: String,
    /// The working days: 1 is Monday, 7 Sunday.
    pub working_days: Vec<u8>,
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            language: None,
            theme: Theme::System,
            single_keys: true,
            text_size: 13,
            lock_after_minutes: Some(10),
            lock_on_sleep: true,
            reminders: Reminders::Named,
            working_hours: "09:00-12:00, 13:00-18:00".to_owned(),
            working_days: vec![1, 2, 3, 4, 5],
        }
    }
}

/// New preferences; what is left out stays.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct UpdatePreferences {
    /// The language; null for the system's.
    #[serde(deserialize_with = "given")]
    pub language: Option<Option<Language>>,
    /// The theme.
    pub theme: Option<Theme>,
    /// Whether single letters act as keys.
    pub single_keys: Option<bool>,
    /// Size of the base text in pixels: 12, 13, 14 or 16.
    pub text_size: Option<u8>,
    /// Minutes without a person after which the workspace is locked: 5, 10, 15, 30 or 60; null for never.
    #[serde(deserialize_with = "given")]
    pub lock_after_minutes: Option<Option<u8>>,
    /// Whether it is locked when the computer sleeps or its screen is locked.
    pub lock_on_sleep: Option<bool>,
    /// What reminders say.
    pub reminders: Option<Reminders>,
    /// The hours of a working day, as `9-12, 13-18`.
    pub working_hours: Option<String>,
    /// The working days: 1 is Monday, 7 Sunday.
    pub working_days: Option<Vec<u8>>,
}

const TEXT_SIZES: [u8; 4] = [12, 13, 14, 16];
const LOCK_MINUTES: [u8; 5] = [5, 10, 15, 30, 60];

/// Reads the preferences; a file that is missing or can't be read means the defaults.
pub(super) fn read(file: &Path) -> Preferences {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    serde_json::from_str(&text).unwrap_or_default()
}

/// Changes the preferences.
///
/// # Errors
/// `invalid` for a text size or a time that isn't offered; the file system's.
pub(super) fn update(file: &Path, input: &UpdatePreferences) -> Result<Preferences> {
    let mut preferences = read(file);
    preferences.language = input.language.unwrap_or(preferences.language);
    preferences.theme = input.theme.unwrap_or(preferences.theme);
    preferences.single_keys = input.single_keys.unwrap_or(preferences.single_keys);
    preferences.text_size = input.text_size.unwrap_or(preferences.text_size);
    preferences.lock_after_minutes = input.lock_after_minutes.unwrap_or(preferences.lock_after_minutes);
    preferences.lock_on_sleep = input.lock_on_sleep.unwrap_or(preferences.lock_on_sleep);
    preferences.reminders = input.reminders.unwrap_or(preferences.reminders);
    if let Some(hours) = &input.working_hours {
        let hours = working_hours(hours).map_err(|_| Error::invalid("workingHours", "hours_invalid"))?;
        preferences.working_hours = hours.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    }
    if let Some(days) = &input.working_days {
        let days: BTreeSet<u8> = days.iter().copied().collect();
        if days.is_empty() || !days.iter().all(|day| (1..=7).contains(day)) {
            return Err(Error::invalid("workingDays", "out_of_range"));
        }
        preferences.working_days = days.into_iter().collect();
    }
    if !TEXT_SIZES.contains(&preferences.text_size) {
        return Err(Error::invalid("textSize", "out_of_range"));
    }
    if preferences.lock_after_minutes.is_some_and(|minutes| !LOCK_MINUTES.contains(&minutes)) {
        return Err(Error::invalid("lockAfterMinutes", "out_of_range"));
    }
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let text = serde_json::to_vec_pretty(&preferences).map_err(internal)?;
    write_whole(file, |out| out.write_all(&text))?;
    Ok(preferences)
}
