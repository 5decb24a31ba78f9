//! Small pieces of the wire format that many inputs share.

use satchel_domain::{clean_note, clean_text};
use serde::{Deserialize, Deserializer, Serialize};
use ts_rs::TS;

use crate::error::{Code, Error, Result};

/// The input of a command that takes none.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(type = "Record<string, never>")]
pub struct Nothing {}

/// Tells "left out" (none) from "null" (some none), for fields that can be cleared.
///
/// # Errors
/// The deserializer's.
pub fn given<'de, D, T>(deserializer: D) -> std::result::Result<Option<Option<T>>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Option::deserialize(deserializer).map(Some)
}

/// Gathers what is wrong with a form, so that a person is told all of it at once.
#[derive(Default)]
pub(crate) struct Problems(Option<Error>);

impl Problems {
    /// The value of a field; none where it can't be accepted, which is remembered.
    ///
    /// # Errors
    /// Anything but `invalid`.
    pub fn of<T>(&mut self, field: Result<T>) -> Result<Option<T>> {
        match field {
            Ok(value) => Ok(Some(value)),
            Err(error) if error.code == Code::Invalid => {
                match &mut self.0 {
                    Some(all) => all.fields.extend(error.fields),
                    None => self.0 = Some(error),
                }
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    /// Nothing, where nothing is wrong.
    ///
    /// # Errors
    /// `invalid`, naming every field that is.
    pub fn none(self) -> Result<()> {
        self.0.map_or(Ok(()), Err)
    }
}

/// A field of one line is at most this long, in characters.
const SHORT: usize = 500;

/// A text of many lines is at most this long, in characters: a small book.
const LONG: usize = 1_000_000;

/// One line, cleaned.
///
/// # Errors
/// `invalid` where it is longer than 500 characters.
pub(crate) fn short_text(field: &str, text: &str) -> Result<String> {
    not_endless(field, text, SHORT)?;
    limited(field, clean_text(text), SHORT)
}

/// Many lines, cleaned.
///
/// # Errors
/// `invalid` where they are longer than a million characters.
pub(crate) fn long_text(field: &str, text: &str) -> Result<String> {
    not_endless(field, text, LONG)?;
    limited(field, clean_note(text), LONG)
}

/// Cleaning takes off spaces, but not that many, and it needs room for the text several times.
fn not_endless(field: &str, text: &str, longest: usize) -> Result<()> {
    if text.len() > longest * 16 { Err(Error::invalid(field, "too_long")) } else { Ok(()) }
}

fn limited(field: &str, text: String, longest: usize) -> Result<String> {
    // Counting bytes first spares counting the characters of nearly every text.
    if text.len() > longest && text.chars().count() > longest {
        return Err(Error::invalid(field, "too_long"));
    }
    Ok(text)
}
