//! The screen's catalogues in Rust, for what leaves the program on paper or as a file.

use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

use crate::people::Language;

type Bundle = FluentBundle<FluentResource>;

macro_rules! catalogue {
    ($language:literal) => {
        [
            include_str!(concat!("../../../../ui/locales/", $language, "/common.ftl")),
            include_str!(concat!("../../../../ui/locales/", $language, "/errors.ftl")),
            include_str!(concat!("../../../../ui/locales/", $language, "/dossier.ftl")),
            include_str!(concat!("../../../../ui/locales/", $language, "/export.ftl")),
            include_str!(concat!("../../../../ui/locales/", $language, "/import.ftl")),
            include_str!(concat!("../../../../ui/locales/", $language, "/reminders.ftl")),
            include_str!(concat!("../../../../ui/locales/", $language, "/reports.ftl")),
        ]
    };
}

fn bundle(language: Language) -> &'static Bundle {
    static ENGLISH: OnceLock<Bundle> = OnceLock::new();
    static CHINESE: OnceLock<Bundle> = OnceLock::new();
    match language {
        Language::English => ENGLISH.get_or_init(|| parse(language, &catalogue!("en"))),
        Language::Chinese => CHINESE.get_or_init(|| parse(language, &catalogue!("zh-CN"))),
    }
}

fn parse(language: Language, sources: &[&str]) -> Bundle {
    let tag = language.tag().parse().unwrap_or_default();
    let mut bundle = Bundle::new_concurrent(vec![tag]);
    // Marks around placeables would end up in PDF and CSV.
    bundle.set_use_isolating(false);
    for source in sources {
        // The tests of the catalogues see to it that all of a file can be read; what can, is used.
        let resource = match FluentResource::try_new((*source).to_owned()) {
            Ok(resource) | Err((resource, _)) => resource,
        };
        bundle.add_resource_overriding(resource);
    }
    bundle
}

/// The message `id`; the id itself where the catalogue lacks it, which a test forbids.
pub fn message(language: Language, id: &str) -> String {
    message_with(language, id, &[])
}

/// The message `id` with its variables.
pub fn message_with(language: Language, id: &str, values: &[(&str, FluentValue<'_>)]) -> String {
    let bundle = bundle(language);
    let Some(pattern) = bundle.get_message(id).and_then(|message| message.value()) else { return id.to_owned() };
    let arguments: FluentArgs<'_> = values.iter().map(|(name, value)| (*name, value.clone())).collect();
    bundle.format_pattern(pattern, Some(&arguments), &mut Vec::new()).into_owned()
}
