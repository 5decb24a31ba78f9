//! Which column of a file fills which field of a customer.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use unicode_normalization::UnicodeNormalization;

use crate::address::{Part, place_of};
use crate::aliases::{Means, aliases};
use crate::column::places;

/// A field that a column of an imported file can fill.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ImportField {
    /// Name of the customer.
    Name,
    /// Its name in another language, or a short one.
    OtherName,
    /// Its number, by which one that was exported is known again.
    Number,
    /// Company or person.
    Kind,
    /// Lifecycle stage.
    Stage,
    /// Who looks after it.
    Owner,
    /// Line of business.
    Industry,
    /// Headcount or turnover, in words.
    Size,
    /// Region in words.
    Region,
    /// Postal address; several columns make one.
    Address,
    /// Country of the postal address.
    Country,
    /// Web address.
    Website,
    /// Tax number.
    TaxId,
    /// Terms of payment.
    Terms,
    /// Credit limit.
    CreditLimit,
    /// Where it came from.
    Source,
    /// Anything else; several columns make one.
    Note,
    /// Tags; several columns add up.
    Tags,
    /// Telephone of the customer.
    Phone,
    /// Mobile phone: of the contact where there is one, of the customer otherwise.
    Mobile,
    /// E-mail address of the customer.
    Email,
    /// Handle on a chat service: of the contact where there is one, of the customer otherwise.
    Chat,
    /// Handle on a chat service of the customer itself.
    CustomerChat,
    /// Postal address of the customer besides its own.
    FurtherAddress,
    /// Web address of the customer besides its own.
    FurtherWebsite,
    /// Name of the contact.
    ContactName,
    /// Given name of the contact.
    FirstName,
    /// Further given names of the contact.
    MiddleName,
    /// Family name of the contact.
    LastName,
    /// What the contact does there.
    ContactTitle,
    /// The part of the company that the contact works in.
    Department,
    /// Telephone of the contact.
    ContactPhone,
    /// E-mail address of the contact.
    ContactEmail,
    /// Postal address of the contact.
    ContactAddress,
    /// Web address of the contact.
    ContactWebsite,
    /// Part that the contact has in decisions to buy.
    ContactRole,
    /// Further customers where the contact has a part; several columns add up.
    ContactParts,
    /// Anything else about the contact.
    ContactNote,
    /// Birthday of whom the row is about: of a customer that is a person, otherwise of the contact.
    Birthday,
    /// Birthday of the contact.
    ContactBirthday,
    /// The customer that recommended us.
    ReferredBy,
    /// Whether nobody wants to be written to or called.
    DoNotContact,
    /// What is to be reached with the customer.
    Goal,
    /// How often it is to be contacted.
    Rhythm,
    /// How it is to be contacted.
    PreferredChannel,
    /// At what time of the day.
    PreferredHours,
}

impl ImportField {
    /// Whether several columns may fill it together.
    pub fn takes_many(self) -> bool {
        use ImportField::{Address, ContactParts, DoNotContact, Note, Region, Tags};
        self.reaches() || matches!(self, Address | ContactParts | DoNotContact | Note | Region | Tags)
    }

    /// Whether rows have their name by it.
    pub fn names(self) -> bool {
        use ImportField::{ContactName, FirstName, LastName, Name};
        matches!(self, ContactName | FirstName | LastName | Name)
    }

    /// Whether it is one line of text, only cleaned.
    pub(crate) fn is_line(self) -> bool {
        use ImportField as F;
        let is_kept = matches!(self, F::ContactNote | F::ContactParts | F::Note | F::Tags);
        let is_read = matches!(self, F::ContactRole | F::CreditLimit | F::DoNotContact | F::Kind | F::Stage);
        let is_agreed = matches!(self, F::Rhythm | F::PreferredChannel | F::PreferredHours);
        !is_kept && !is_read && !is_agreed && !self.reaches() && !self.is_birthday()
    }

    /// Whether it is a day, which may have to be told how it is read.
    pub fn is_birthday(self) -> bool {
        matches!(self, Self::Birthday | Self::ContactBirthday)
    }

    /// Whether it is a way to reach somebody.
    pub(crate) fn reaches(self) -> bool {
        use ImportField::{Chat, ContactEmail, ContactPhone, CustomerChat, Email, Mobile, Phone};
        matches!(self, Chat | ContactEmail | ContactPhone | CustomerChat | Email | Mobile | Phone) || self.leads()
    }

    /// Whether it is a further address, of a street or of the web.
    pub(crate) fn leads(self) -> bool {
        use ImportField::{ContactAddress, ContactWebsite, FurtherAddress, FurtherWebsite};
        matches!(self, ContactAddress | ContactWebsite | FurtherAddress | FurtherWebsite)
    }

    /// Whether what stands above a column tells which of several such values it holds.
    pub(crate) fn is_called_by_its_header(self) -> bool {
        matches!(self, Self::Mobile | Self::Chat | Self::CustomerChat) || self.leads()
    }
}

/// The field that each header names, in English, Chinese or as the exports of other programs write it; `None` where none is
/// meant.
///
/// In a file of people (with name parts, or with a name beside a company) phones and e-mail addresses are the person's.
pub fn match_headers(headers: &[impl AsRef<str>]) -> Vec<Option<ImportField>> {
    let folded: Vec<String> = headers.iter().map(|header| fold(header.as_ref())).collect();
    let found: Vec<Option<(Means, usize)>> = folded.iter().map(|header| look_up(header)).collect();
    let has = |wanted: Means| found.iter().flatten().any(|(means, _)| *means == wanted);
    let has_field = |field| has(Means::Field(field));

    let has_parts = has_field(ImportField::FirstName) || has_field(ImportField::LastName);
    let has_company = has_field(ImportField::Name);
    let name_is_personal = has_parts || has_company || folded.iter().any(|header| is_personal_name(header));
    let rows_are_people = has_parts || (has(Means::AnyName) && name_is_personal);
    let rows_are_deals = folded.iter().any(|header| matches!(header.as_str(), "dealname" | "dealtitle" | "商机名称"));

    let resolve = |means: Means| match means {
        // What a deal has come to says nothing about the customer.
        Means::Field(ImportField::Stage | ImportField::Note) if rows_are_deals => None,
        // A person's short name is no second name of a company.
        Means::Field(ImportField::OtherName) if has_parts => None,
        Means::Field(field) => Some(field),
        Means::AnyName if name_is_personal => Some(ImportField::ContactName),
        Means::AnyName => Some(ImportField::Name),
        Means::OwnPhone if rows_are_people => Some(ImportField::ContactPhone),
        Means::OwnPhone => Some(ImportField::Phone),
        Means::OwnEmail if rows_are_people => Some(ImportField::ContactEmail),
        Means::OwnEmail => Some(ImportField::Email),
        Means::KindOfPhone => Some(ImportField::ContactPhone),
        Means::KindOfEmail => Some(ImportField::ContactEmail),
        Means::Title if has_field(ImportField::ContactTitle) => None,
        Means::Title => Some(ImportField::ContactTitle),
    };
    let in_address = address_fields(headers);
    let mut mapping: Vec<Option<ImportField>> = found
        .iter()
        .zip(in_address)
        .map(|(entry, part)| entry.and_then(|(means, _)| resolve(means)).or(part))
        .collect();
    // Of the columns that want a field for themselves, the surest gets it; of equals, the first.
    for at in 0..mapping.len() {
        let Some(field) = mapping[at].filter(|field| !field.takes_many()) else { continue };
        let rank = |other: usize| found[other].map_or(usize::MAX, |(_, rank)| rank);
        let beaten =
            (0..mapping.len()).any(|other| mapping[other] == Some(field) && (rank(other), other) < (rank(at), at));
        if beaten {
            mapping[at] = None;
        }
    }
    mapping
}

/// Which columns hold parts of addresses. The state of the first address is a region, and so is a town without a street.
fn address_fields(headers: &[impl AsRef<str>]) -> Vec<Option<ImportField>> {
    let found: Vec<_> = headers.iter().map(|header| place_of(header.as_ref())).collect();
    let complete = places(headers);
    let first = found.iter().flatten().map(|place| place.rank).min();
    let field = |(place, complete): (&Option<_>, &Option<_>)| {
        let place: &crate::address::Place = place.as_ref()?;
        let is_region = match place.part {
            Part::State => Some(place.rank) == first,
            Part::City => Some(place.rank) == first && complete.is_none(),
            _ => false,
        };
        Some(match place.part {
            Part::Country if Some(place.rank) == first => ImportField::Country,
            _ if is_region => ImportField::Region,
            _ => ImportField::Address,
        })
    };
    found.iter().zip(&complete).map(field).collect()
}

/// What a folded header means, and how sure that is: 0 is surest.
fn look_up(header: &str) -> Option<(Means, usize)> {
    // Pipedrive writes the kind of record before each header.
    if let Some(rest) = header.strip_prefix("organization").filter(|rest| matches!(*rest, "label" | "owner")) {
        return look_up(rest);
    }
    if let Some(rest) = header.strip_prefix("person") {
        return if rest == "name" { Some((Means::Field(ImportField::ContactName), 0)) } else { look_up(rest) };
    }
    aliases().find_map(|(means, words)| words.iter().position(|word| *word == header).map(|rank| (*means, rank)))
}

/// The field that a folded header names whatever the rows are.
pub(crate) fn means(folded: &str) -> Option<ImportField> {
    match look_up(folded) {
        Some((Means::Field(field), _)) => Some(field),
        _ => None,
    }
}

/// Whether a folded header stands above ways to reach somebody.
pub(crate) fn reaches(folded: &str) -> bool {
    match look_up(folded) {
        Some((Means::Field(field), _)) => field.reaches(),
        Some((means, _)) => {
            matches!(means, Means::OwnPhone | Means::OwnEmail | Means::KindOfPhone | Means::KindOfEmail)
        }
        None => false,
    }
}

/// Whether a folded header says no more than that such values stand below it; so our own lists are written.
pub(crate) fn says_no_more(folded: &str) -> bool {
    matches!(folded, "chat" | "聊天账号" | "联系人聊天账号" | "contactchat")
        || means(folded).is_some_and(|field| field == ImportField::CustomerChat || field.leads())
}

/// Whether a folded header tells phones or e-mail addresses of one person apart.
pub(crate) fn tells_the_kind(folded: &str) -> bool {
    matches!(look_up(folded), Some((Means::KindOfPhone | Means::KindOfEmail, _)))
}

/// Headers over names of people even when the file has no company.
fn is_personal_name(folded: &str) -> bool {
    matches!(folded, "姓名" | "客户姓名" | "fullname" | "contactfullname")
}

/// A header without case, spaces, signs and full-width forms.
pub fn fold(header: &str) -> String {
    header.nfkc().flat_map(char::to_lowercase).filter(|letter| letter.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use ImportField as F;

    use super::*;

    /// The headers of a line that a field was found for.
    fn matched(line: &str) -> Vec<(String, ImportField)> {
        let headers: Vec<&str> = line.split(',').collect();
        let found = match_headers(&headers);
        headers
            .iter()
            .zip(found)
            .filter_map(|(header, field)| field.map(|field| ((*header).to_owned(), field)))
            .collect()
    }

    fn check(line: &str, expected: &[(&str, ImportField)]) {
        let expected: Vec<(String, ImportField)> =
            expected.iter().map(|(header, field)| ((*header).to_owned(), *field)).collect();
        assert_eq!(matched(line), expected);
    }

    #[test]
    fn chinese_lists() {
        check(
            "客户名称,联系人,手机,电话,邮箱,地区,累计金额,最近联系,详细地址,客户等级,微信,备注,负责人,税号",
            &[
                ("客户名称", F::Name),
                ("联系人", F::ContactName),
                ("手机", F::Mobile),
                ("电话", F::Phone),
                ("邮箱", F::Email),
                ("地区", F::Region),
                ("详细地址", F::Address),
                ("客户等级", F::Tags),
                ("微信", F::Chat),
                ("备注", F::Note),
                ("负责人", F::Owner),
                ("税号", F::TaxId),
            ],
        );
        check(
            "姓名,公司,职位,电话",
            &[("姓名", F::ContactName), ("公司", F::Name), ("职位", F::ContactTitle), ("电话", F::ContactPhone)],
        );
        check("姓名,手机号", &[("姓名", F::ContactName), ("手机号", F::Mobile)]);
        check("公司,客户名称", &[("客户名称", F::Name)]);
    }

    #[test]
    fn plain_english_lists() {
        check(" COMPANY  NAME *,E-Mail,Phone no", &[(" COMPANY  NAME *", F::Name), ("E-Mail", F::Email)]);
        check("Name,City,Phone", &[("Name", F::Name), ("City", F::Region), ("Phone", F::Phone)]);
        check("Name,Company,Email", &[("Name", F::ContactName), ("Company", F::Name), ("Email", F::ContactEmail)]);
    }

    #[test]
    fn google_and_outlook_contacts() {
        check(
            "First Name,Middle Name,Last Name,Phonetic First Name,Nickname,File As,Organization Name,Organization Title,Birthday,Notes,Photo,Labels,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Address 1 - Label,Address 1 - Formatted,Address 1 - Street,Address 1 - City,Website 1 - Value",
            &[
                ("First Name", F::FirstName),
                ("Middle Name", F::MiddleName),
                ("Last Name", F::LastName),
                ("Organization Name", F::Name),
                ("Organization Title", F::ContactTitle),
                ("Birthday", F::Birthday),
                ("Notes", F::Note),
                ("Labels", F::Tags),
                ("E-mail 1 - Value", F::ContactEmail),
                ("Phone 1 - Value", F::ContactPhone),
                ("Address 1 - Formatted", F::Address),
                ("Address 1 - Street", F::Address),
                ("Address 1 - City", F::Address),
                ("Website 1 - Value", F::Website),
            ],
        );
        check(
            "Title,First Name,Last Name,Company,Job Title,Business Street,Business City,Business State,Home Street,Assistant's Phone,Business Fax,Business Phone,Company Main Phone,Mobile Phone,Assistant's Name,E-mail Address,E-mail Display Name,Manager's Name,Referred By,Spouse,Web Page",
            &[
                ("First Name", F::FirstName),
                ("Last Name", F::LastName),
                ("Company", F::Name),
                ("Job Title", F::ContactTitle),
                ("Business Street", F::Address),
                ("Business City", F::Address),
                ("Business State", F::Region),
                ("Home Street", F::Address),
                ("Business Phone", F::ContactPhone),
                ("Company Main Phone", F::Phone),
                ("Mobile Phone", F::Mobile),
                ("E-mail Address", F::ContactEmail),
                ("Referred By", F::ReferredBy),
                ("Web Page", F::Website),
            ],
        );
    }

    #[test]
    fn exports_of_other_crms() {
        check(
            "Id,IsDeleted,MasterRecordId,AccountId,LastName,FirstName,Salutation,Name,OtherStreet,MailingStreet,MailingCity,MailingState,MailingCountry,Phone,MobilePhone,AssistantPhone,ReportsToId,Email,Title,AssistantName,LeadSource,Description,OwnerId,EmailBouncedReason",
            &[
                ("LastName", F::LastName),
                ("FirstName", F::FirstName),
                ("Name", F::ContactName),
                ("OtherStreet", F::Address),
                ("MailingStreet", F::Address),
                ("MailingCity", F::Address),
                ("MailingState", F::Region),
                ("MailingCountry", F::Country),
                ("Phone", F::ContactPhone),
                ("MobilePhone", F::Mobile),
                ("Email", F::ContactEmail),
                ("Title", F::ContactTitle),
                ("LeadSource", F::Source),
                ("Description", F::Note),
            ],
        );
        check(
            "Id,Name,Type,ParentId,BillingStreet,BillingCity,BillingCountry,ShippingStreet,ShippingCity,Phone,Fax,Website,Industry,NumberOfEmployees,Description,OwnerId",
            &[
                ("Name", F::Name),
                ("BillingStreet", F::Address),
                ("BillingCity", F::Address),
                ("BillingCountry", F::Country),
                ("ShippingStreet", F::Address),
                ("ShippingCity", F::Address),
                ("Phone", F::Phone),
                ("Website", F::Website),
                ("Industry", F::Industry),
                ("NumberOfEmployees", F::Size),
                ("Description", F::Note),
            ],
        );
        check(
            "Record ID,First Name,Last Name,Email,Phone Number,Mobile Phone Number,Company Name,Job Title,City,State/Region,Lifecycle Stage,Lead Status,Contact owner,Primary Associated Company ID,Associated Company,Marketing contact status,Unsubscribed from all email",
            &[
                ("First Name", F::FirstName),
                ("Last Name", F::LastName),
                ("Email", F::ContactEmail),
                ("Phone Number", F::ContactPhone),
                ("Mobile Phone Number", F::Mobile),
                ("Company Name", F::Name),
                ("Job Title", F::ContactTitle),
                ("City", F::Region),
                ("State/Region", F::Region),
                ("Lifecycle Stage", F::Stage),
                ("Contact owner", F::Owner),
                ("Unsubscribed from all email", F::DoNotContact),
            ],
        );
        check(
            "Record Id,Contact Owner.id,Contact Owner,Lead Source,First Name,Last Name,Account Name.id,Account Name,Vendor Name,Email,Title,Phone,Mobile,Created By,Contact Name,Description,Email Opt Out,Tag,Reporting To,Unsubscribed Mode",
            &[
                ("Contact Owner", F::Owner),
                ("Lead Source", F::Source),
                ("First Name", F::FirstName),
                ("Last Name", F::LastName),
                ("Account Name", F::Name),
                ("Email", F::ContactEmail),
                ("Title", F::ContactTitle),
                ("Phone", F::ContactPhone),
                ("Mobile", F::Mobile),
                ("Contact Name", F::ContactName),
                ("Description", F::Note),
                ("Email Opt Out", F::DoNotContact),
                ("Tag", F::Tags),
                ("Unsubscribed Mode", F::DoNotContact),
            ],
        );
        check(
            "Person - ID,Person - Name,Person - Organization,Person - Owner,Person - Label,Person - Email - Work,Person - Phone - Mobile,Person - Marketing status,Person - Double opt-in",
            &[
                ("Person - Name", F::ContactName),
                ("Person - Organization", F::Name),
                ("Person - Owner", F::Owner),
                ("Person - Label", F::Tags),
                ("Person - Email - Work", F::ContactEmail),
                ("Person - Phone - Mobile", F::Mobile),
                ("Person - Marketing status", F::DoNotContact),
            ],
        );
        check(
            "Organization - ID,Organization - Name,Organization - Address,Organization - Owner,Organization - Label,Organization - People count",
            &[
                ("Organization - Name", F::Name),
                ("Organization - Address", F::Address),
                ("Organization - Owner", F::Owner),
                ("Organization - Label", F::Tags),
            ],
        );
    }

    #[test]
    fn no_alias_is_said_twice_or_unfolded() {
        let mut seen = std::collections::HashSet::new();
        for word in aliases().flat_map(|(_, words)| words.iter()) {
            assert_eq!(fold(word), *word, "aliases are compared folded");
            assert!(seen.insert(word), "{word} has two meanings");
        }
    }
}
