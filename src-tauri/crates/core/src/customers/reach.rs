//! Handing a phone number or an address over to the system's own program: it calls or writes, and what came of it is logged
//! here afterwards.

use satchel_domain::Phone;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::contact_point::{Column, Entity, Kind};
use crate::App;
use crate::error::{Error, Result};
use crate::ids::ContactPointId;
use crate::session::Session;

/// Which phone or address to hand over.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OpenPoint {
    /// Its key. The window never says an address, only whose it is.
    pub id: ContactPointId,
}

/// What became of it.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OpenedPoint {
    /// Whether a program of the system took it.
    pub opened: bool,
    /// The number or address as it is stored, to be used by hand where none did.
    pub value: String,
}

/// Lets the system's program call or write to a phone number or e-mail address.
///
/// # Errors
/// `not_found`; `invalid` for what neither is; `not_here` without a screen.
pub async fn open_point(session: &Session, input: OpenPoint) -> Result<OpenedPoint> {
    let (app, _) = session.open_app().await?;
    let (url, value) = url_of(&app, input.id).await?;
    let opened = session.host()?.open_address(url).await;
    Ok(OpenedPoint { opened, value })
}

async fn url_of(app: &App, id: ContactPointId) -> Result<(String, String)> {
    let point = Entity::find_by_id(id).filter(Column::DeletedAt.is_null()).one(app.read()).await?;
    let point = point.ok_or_else(|| Error::not_found("contact point"))?;
    let url = match point.kind {
        Kind::Email => mailto(&point.value),
        Kind::Phone => tel(&point.value, app),
        Kind::Chat | Kind::Address | Kind::Website => None,
    };
    let url = url.ok_or_else(|| Error::invalid("id", "not_reachable"))?;
    Ok((url, point.value))
}

/// `mailto:` by RFC 6068: nothing of an address can become a further recipient, a subject or a header.
fn mailto(address: &str) -> Option<String> {
    let (mailbox, domain) =
        address.rsplit_once('@').filter(|(mailbox, domain)| !mailbox.is_empty() && !domain.is_empty())?;
    Some(format!("mailto:{}@{}", encoded(mailbox), encoded(domain)))
}

/// `tel:` by RFC 3966: the whole number where it is known, else its digits as they are dialled.
fn tel(number: &str, app: &App) -> Option<String> {
    let known = Phone::parse(number, app.home().country).ok();
    let dialled = known.as_ref().map_or(number, Phone::as_e164);
    let digits: String = dialled.chars().filter(char::is_ascii_digit).collect();
    let plus = if dialled.trim_start().starts_with('+') { "+" } else { "" };
    let extension = known.as_ref().and_then(Phone::extension).map(|digits| format!(";ext={}", encoded(digits)));
    (!digits.is_empty()).then(|| format!("tel:{plus}{digits}{}", extension.unwrap_or_default()))
}

/// Percent-encoded but for what is unreserved.
fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(byte as char);
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_stays_one_address() {
        for (address, url) in [
            ("zhou.min@mingyuan.example", Some("mailto:zhou.min@mingyuan.example")),
            ("a+b@x.example", Some("mailto:a%2Bb@x.example")),
            ("a?bcc=b@x.example", Some("mailto:a%3Fbcc%3Db@x.example")),
            ("a,b&c%0A@x.example", Some("mailto:a%2Cb%26c%250A@x.example")),
            ("周敏@例子.example", Some("mailto:%E5%91%A8%E6%95%8F@%E4%BE%8B%E5%AD%90.example")),
            ("--help", None),
            ("@x.example", None),
        ] {
            assert_eq!(mailto(address).as_deref(), url, "{address}");
        }
    }
}
