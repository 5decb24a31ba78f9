//! E-mail addresses.

use std::fmt;

use email_address::{EmailAddress, Options};
use serde::Serialize;
use thiserror::Error;
use unicode_normalization::UnicodeNormalization;

/// A mailbox such as `zhou.min@mingyuan.example`, lower-case.
///
/// The standard lets a mail server tell upper from lower case before the `@`; none in use does, and people mix the cases of
/// one address, so that both halves are lowered.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Email(String);

/// Why a text is no e-mail address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum EmailProblem {
    /// Nothing is there.
    #[error("no e-mail address given")]
    Empty,
    /// Something is there that mail cannot be sent to.
    #[error("not an e-mail address")]
    Invalid,
}

impl Email {
    /// Reads one address. Spaces around it, `mailto:`, one pair of angle brackets and full-width characters are forgiven.
    ///
    /// # Errors
    /// [`EmailProblem`] when nothing is left or it is not one address with a dotted domain.
    pub fn parse(text: &str) -> Result<Self, EmailProblem> {
        let folded: String = text.nfkc().filter(|c| !matches!(c, '\u{200b}' | '\u{feff}' | '\u{2060}')).collect();
        let mut address = folded.trim().to_lowercase();
        if let Some(rest) = address.strip_prefix("mailto:") {
            // A link may carry a subject after a question mark.
            address = rest.split('?').next().unwrap_or_default().trim().to_owned();
        }
        if let Some(inner) = address.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')) {
            address = inner.trim().to_owned();
        }
        if address.is_empty() {
            return Err(EmailProblem::Empty);
        }
        let options = Options::default().with_required_tld().without_display_text().without_domain_literal();
        EmailAddress::parse_with_options(&address, options).map_err(|_| EmailProblem::Invalid)?;
        // Quoted mailboxes are legal and never meant; a space or a control character is a typing error.
        if address.contains(|c: char| c == '"' || c.is_whitespace() || c.is_control()) {
            return Err(EmailProblem::Invalid);
        }
        Ok(Self(address))
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What stands after the `@`.
    pub fn domain(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(_, domain)| domain)
    }
}

impl fmt::Display for Email {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl From<Email> for String {
    fn from(email: Email) -> Self {
        email.0
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Result<String, EmailProblem> {
        Email::parse(text).map(String::from)
    }

    #[test]
    fn reads_addresses_as_people_write_them() {
        assert_eq!(read(" Zhou.Min＠MingYuan.example "), Ok("zhou.min@mingyuan.example".into()));
        assert_eq!(read("mailto:Dana@acme.example?subject=Hi"), Ok("dana@acme.example".into()));
        assert_eq!(read("<dana+list@acme.example>"), Ok("dana+list@acme.example".into()));
        assert_eq!(read("李@例子.公司"), Ok("李@例子.公司".into()));
        assert_eq!(
            read("x@sub.acme.example").map(|_| Email::parse("x@sub.acme.example").map(|e| e.domain().to_owned())),
            Ok(Ok("sub.acme.example".into()))
        );
    }

    #[test]
    fn refuses_what_cannot_be_mailed() {
        assert_eq!(read(" "), Err(EmailProblem::Empty));
        assert_eq!(read("mailto:"), Err(EmailProblem::Empty));
        for text in [
            "a@b",
            "a.example",
            "a@@b.example",
            "a b@c.example",
            "a@b.example, c@d.example",
            "a@.example",
            "a@b..example",
            "a@[127.0.0.1]",
            "Dana <a@b.example>",
            "\"a b\"@c.example",
        ] {
            assert_eq!(read(text), Err(EmailProblem::Invalid), "{text} must be refused");
        }
    }

    proptest! {
        #[test]
        fn parsing_never_panics_and_settles(text in "[a-zA-Z0-9@.＠ <>:?é\"+-]{0,24}") {
            if let Ok(email) = Email::parse(&text) {
                prop_assert_eq!(Email::parse(email.as_str()), Ok(email));
            }
        }
    }
}
