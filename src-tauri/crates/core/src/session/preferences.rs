//! What the program must know before a workspace is open: language, theme, text size, keys. Nothing of it is secret.

use std::path::Path;

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
}

impl Default for Preferences {
    fn default() -> Self {
        Self { language: None, theme: Theme::System, single_keys: true, text_size: 13 }
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
}

const TEXT_SIZES: [u8; 4] = [12, 13, 14, 16];

/// Reads the preferences; a file that is missing or can't be read means the defaults.
pub(super) fn read(file: &Path) -> Preferences {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    serde_json::from_str(&text).unwrap_or_default()
}

/// Changes the preferences.
///
/// # Errors
/// `invalid` for a text size that isn't offered; the file system's.
pub(super) fn update(file: &Path, input: &UpdatePreferences) -> Result<Preferences> {
    let mut preferences = read(file);
    preferences.language = input.language.unwrap_or(preferences.language);
    preferences.theme = input.theme.unwrap_or(preferences.theme);
    preferences.single_keys = input.single_keys.unwrap_or(preferences.single_keys);
    preferences.text_size = input.text_size.unwrap_or(preferences.text_size);
    if !TEXT_SIZES.contains(&preferences.text_size) {
        return Err(Error::invalid("textSize", "out_of_range"));
    }
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let text = serde_json::to_vec_pretty(&preferences).map_err(internal)?;
    write_whole(file, |out| Ok(out.write_all(&text)?))?;
    Ok(preferences)
}
