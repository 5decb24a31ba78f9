//! Small pieces of the wire format that many inputs share.

use serde::{Deserialize, Deserializer, Serialize};
use ts_rs::TS;

/// The input of a command that takes none.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(type = "Record<string, never>")]
pub struct Nothing {}

/// Tells "left out" (none) from "null" (some none), for fields that can be cleared.
///
/// # Errors
/// The deserializer's.
pub fn given<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<Option<T>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}
