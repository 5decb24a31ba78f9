//! One made-up row for each layout that other programs export: what becomes of it.

use std::fmt::Write;

use satchel_domain::{Country, Currency, DecimalMark};
use satchel_intake::{Cleaned, Context, PointDraft, ReadOptions, clean_row, read};

const AMERICA: Context = Context {
    home: Country::UNITED_STATES,
    currency: Currency::CNY,
    decimal_mark: DecimalMark::Point,
    today: jiff::civil::date(2026, 5, 14),
};

/// A file of one row, of which only these columns are filled; the headers are those of the layout, in its order.
fn file(headers: &str, filled: &[(&str, &str)]) -> String {
    let headers: Vec<&str> = headers.split(',').collect();
    for (header, _) in filled {
        assert!(headers.contains(header), "{header} is a header of this layout");
    }
    let cell = |header: &&str| {
        let value = filled.iter().find(|(name, _)| name == header).map_or("", |(_, value)| value);
        format!("\"{}\"", value.replace('"', "\"\""))
    };
    let cells: Vec<String> = headers.iter().map(cell).collect();
    format!("\u{feff}{}\r\n{}\r\n", headers.join(","), cells.join(","))
}

fn cleaned(text: &str) -> Cleaned {
    let Ok(sheet) = read(text.as_bytes(), &ReadOptions::default()) else { panic!("the list is read") };
    let (Some(row), 1) = (sheet.rows.get(0), sheet.rows.len()) else { panic!("one row is read: {sheet:?}") };
    clean_row(&sheet, &row, &AMERICA)
}

/// What a draft says, in lines; what is empty is left out.
fn told(text: &str) -> String {
    let Cleaned { draft: Some(draft), problems, .. } = cleaned(text) else { panic!("the row has a name: {text}") };
    let mut out = format!("{:?} {}", draft.kind, draft.name);
    let mut say = |what: &str, value: &str| {
        if !value.is_empty() {
            let _ = write!(out, "\n{what}: {}", value.replace('\n', " / "));
        }
    };
    let points = |points: &[PointDraft]| {
        let shown = |point: &PointDraft| match point.label.as_str() {
            "" => point.value.clone(),
            label => format!("{} ({label})", point.value),
        };
        points.iter().map(shown).collect::<Vec<_>>().join(", ")
    };
    say("also", &draft.other_name);
    say("birthday", &draft.birthday);
    say("stage", &draft.stage.map(|stage| format!("{stage:?}")).unwrap_or_default());
    say("owner", &draft.owner);
    say("industry", &draft.industry);
    say("size", &draft.size);
    say("region", &draft.region);
    say("address", &draft.address);
    say("country", &draft.country);
    say("website", &draft.website);
    say("source", &draft.source);
    say("referred by", &draft.referred_by);
    say("tags", &draft.tags.join(", "));
    say("do not contact", draft.do_not_contact.map_or("", |wish| if wish { "yes" } else { "no" }));
    say("phones", &points(&draft.phones));
    say("emails", &points(&draft.emails));
    say("chats", &points(&draft.chats));
    if let Some(person) = &draft.contact {
        say("person", &person.name);
        say("title", &person.title);
        say("department", &person.department);
        say("their birthday", &person.birthday);
        say("their phones", &points(&person.phones));
        say("their emails", &points(&person.emails));
        say("their chats", &points(&person.chats));
    }
    say("note", &draft.note);
    for problem in problems {
        say("problem", &format!("{} {:?} {}", problem.column, problem.code, problem.value));
    }
    out
}

#[track_caller]
fn check(headers: &str, filled: &[(&str, &str)], expected: &str) {
    let expected: Vec<&str> = expected.trim().lines().map(str::trim).collect();
    assert_eq!(told(&file(headers, filled)), expected.join("\n"));
}

const GOOGLE: &str = "First Name,Middle Name,Last Name,Phonetic First Name,Phonetic Middle Name,Phonetic Last Name,Name Prefix,Name Suffix,Nickname,File As,Organization Name,Organization Title,Organization Department,Birthday,Notes,Photo,Labels,E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Label,E-mail 2 - Value,E-mail 3 - Label,E-mail 3 - Value,E-mail 4 - Label,E-mail 4 - Value,Phone 1 - Label,Phone 1 - Value,Phone 2 - Label,Phone 2 - Value,Phone 3 - Label,Phone 3 - Value,Address 1 - Label,Address 1 - Formatted,Address 1 - Street,Address 1 - City,Address 1 - PO Box,Address 1 - Region,Address 1 - Postal Code,Address 1 - Country,Address 1 - Extended Address,Website 1 - Label,Website 1 - Value,Event 1 - Label,Event 1 - Value,Event 2 - Label,Event 2 - Value,Custom Field 1 - Label,Custom Field 1 - Value";

#[test]
fn google() {
    check(
        GOOGLE,
        &[
            ("First Name", "Dana"),
            ("Middle Name", "Q"),
            ("Last Name", "Whitlock"),
            ("Organization Name", "Acme Ltd"),
            ("Organization Title", "Buyer"),
            ("Organization Department", "Purchasing"),
            ("Birthday", "1980-03-22"),
            ("Notes", "Met in Bonn"),
            ("Labels", "* myContacts ::: Key account"),
            ("E-mail 1 - Label", "* Work"),
            ("E-mail 1 - Value", "dana@acme.example ::: dw@acme.example"),
            ("E-mail 2 - Label", "Home"),
            ("E-mail 2 - Value", "dana@home.example"),
            ("Phone 1 - Label", "Mobile"),
            ("Phone 1 - Value", "+1 216 555 0148 ::: +1 216 555 0149"),
            ("Phone 2 - Label", "Work"),
            ("Phone 2 - Value", "+1 216 555 0150"),
            ("Address 1 - Formatted", "12 Elm St\nCleveland, OH 44101\nUS"),
            ("Address 1 - Street", "12 Elm St"),
            ("Address 1 - City", "Cleveland"),
            ("Address 1 - Region", "OH"),
            ("Address 1 - Postal Code", "44101"),
            ("Address 1 - Country", "US"),
            ("Address 1 - Extended Address", "Suite 5"),
            ("Website 1 - Value", "https://acme.example"),
        ],
        "Company Acme Ltd
         region: OH
         address: 12 Elm St, Suite 5, Cleveland, OH 44101
         country: US
         website: https://acme.example
         tags: Key account
         person: Dana Q Whitlock
         title: Buyer
         department: Purchasing
         their birthday: 1980-03-22
         their phones: +12165550148 (Mobile), +12165550149 (Mobile), +12165550150 (Work)
         their emails: dana@acme.example (Work), dw@acme.example (Work), dana@home.example (Home)
         note: Met in Bonn",
    );
    check(
        GOOGLE,
        &[("First Name", "敏"), ("Last Name", "周"), ("Address 1 - Formatted", "上海市嘉定区叶城路168号")],
        "Person 周敏
         address: 上海市嘉定区叶城路168号",
    );
    check(
        "Name,Given Name,Additional Name,Family Name,Yomi Name,Notes,Group Membership,E-mail 1 - Type,E-mail 1 - Value,Phone 1 - Type,Phone 1 - Value,Organization 1 - Name,Organization 1 - Title",
        &[
            ("Name", "Dana Whitlock"),
            ("Given Name", "Dana"),
            ("Family Name", "Whitlock"),
            ("Group Membership", "* My Contacts ::: Press"),
            ("E-mail 1 - Type", "* Work"),
            ("E-mail 1 - Value", "dana@acme.example"),
            ("Organization 1 - Name", "Acme Ltd"),
            ("Organization 1 - Title", "Buyer"),
        ],
        "Company Acme Ltd
         tags: Press
         person: Dana Whitlock
         title: Buyer
         their emails: dana@acme.example (Work)",
    );
}

#[test]
fn outlook() {
    let desktop = "Title,First Name,Middle Name,Last Name,Suffix,Company,Department,Job Title,Business Street,Business Street 2,Business Street 3,Business City,Business State,Business Postal Code,Business Country/Region,Home Street,Home Street 2,Home Street 3,Home City,Home State,Home Postal Code,Home Country/Region,Other Street,Other Street 2,Other Street 3,Other City,Other State,Other Postal Code,Other Country/Region,Assistant's Phone,Business Fax,Business Phone,Business Phone 2,Callback,Car Phone,Company Main Phone,Home Fax,Home Phone,Home Phone 2,ISDN,Mobile Phone,Other Fax,Other Phone,Pager,Primary Phone,Radio Phone,TTY/TDD Phone,Telex,Account,Anniversary,Assistant's Name,Billing Information,Birthday,Business Address PO Box,Categories,Children,Directory Server,E-mail Address,E-mail Type,E-mail Display Name,E-mail 2 Address,E-mail 2 Type,E-mail 2 Display Name,E-mail 3 Address,E-mail 3 Type,E-mail 3 Display Name,Gender,Government ID Number,Hobby,Home Address PO Box,Initials,Internet Free Busy,Keywords,Language,Location,Manager's Name,Mileage,Notes,Office Location,Organizational ID Number,Other Address PO Box,Priority,Private,Profession,Referred By,Sensitivity,Spouse,User 1,User 2,User 3,User 4,Web Page";
    check(
        desktop,
        &[
            ("Title", "Mr."),
            ("First Name", "Jan"),
            ("Last Name", "Krüger"),
            ("Company", "Krüger Pumpen GmbH"),
            ("Department", "Einkauf"),
            ("Job Title", "Leiter"),
            ("Business Street", "Hafenstraße 5"),
            ("Business Street 2", "Hof 2"),
            ("Business City", "Kiel"),
            ("Business Postal Code", "24103"),
            ("Business Country/Region", "Deutschland"),
            ("Home Street", "Seeweg 1"),
            ("Home City", "Plön"),
            ("Home Country/Region", "Deutschland"),
            ("Other Country/Region", "Deutschland"),
            ("Assistant's Phone", "+49 431 5550199"),
            ("Business Phone", "+49 431 5550142"),
            ("Company Main Phone", "+49 431 5550100"),
            ("Home Phone", "+49 4522 555017"),
            ("Mobile Phone", "+49 151 55501742"),
            ("Assistant's Name", "Ute Sommer"),
            ("Birthday", "0/0/00"),
            ("Categories", "VIP;Presse"),
            ("E-mail Address", "jan@krueger.example"),
            ("E-mail Display Name", "Jan Krüger (jan@krueger.example)"),
            ("E-mail 2 Address", "j.krueger@home.example"),
            ("Manager's Name", "Big Boss"),
            ("Notes", "Ruft lieber an"),
            ("Referred By", "Meyer AG"),
            ("Web Page", "www.krueger.example"),
        ],
        "Company Krüger Pumpen GmbH
         address: Hafenstraße 5, Hof 2, 24103 Kiel
         country: DE
         website: www.krueger.example
         referred by: Meyer AG
         tags: VIP, Presse
         phones: +494315550100
         person: Jan Krüger
         title: Leiter
         department: Einkauf
         their phones: +4915155501742 (Mobile Phone), +494315550142 (Business Phone), +494522555017 (Home Phone)
         their emails: jan@krueger.example, j.krueger@home.example
         note: Ruft lieber an / Home: Seeweg 1, Plön, Deutschland",
    );
    let web = "First Name,Middle Name,Last Name,Title,Suffix,Initials,Web Page,Gender,Birthday,Anniversary,Location,Language,Internet Free Busy,Notes,E-mail Address,E-mail 2 Address,E-mail 3 Address,Primary Phone,Home Phone,Home Phone 2,Mobile Phone,Pager,Home Fax,Home Address,Home Street,Home Street 2,Home Street 3,Home Address PO Box,Home City,Home State,Home Postal Code,Home Country,Spouse,Children,Manager's Name,Assistant's Name,Referred By,Company Main Phone,Business Phone,Business Phone 2,Business Fax,Assistant's Phone,Company,Job Title,Department,Office Location,Organizational ID Number,Profession,Account,Business Address,Business Street,Business Street 2,Business Street 3,Business Address PO Box,Business City,Business State,Business Postal Code,Business Country,Other Phone,Other Fax,Other Address,Other Street,Other Street 2,Other Street 3,Other Address PO Box,Other City,Other State,Other Postal Code,Other Country,Callback,Car Phone,ISDN,Radio Phone,TTY/TDD Phone,Telex,User 1,User 2,User 3,User 4,Keywords,Mileage,Hobby,Billing Information,Directory Server,Sensitivity,Priority,Private,Categories";
    check(
        web,
        &[
            ("First Name", "Dana"),
            ("Last Name", "Whitlock"),
            ("E-mail Address", "dana@acme.example"),
            ("Home Address", "12 Elm St, Cleveland"),
            ("Home Street", "12 Elm St"),
            ("Home City", "Cleveland"),
            ("Home State", "OH"),
            ("Home Postal Code", "44101"),
            ("Manager's Name", "Big Boss"),
        ],
        "Person Dana Whitlock
         region: OH
         address: 12 Elm St, Cleveland, OH 44101
         emails: dana@acme.example",
    );
}

#[test]
fn salesforce() {
    check(
        "Id,IsDeleted,MasterRecordId,AccountId,LastName,FirstName,Salutation,Name,OtherStreet,OtherCity,OtherState,OtherPostalCode,OtherCountry,MailingStreet,MailingCity,MailingState,MailingPostalCode,MailingCountry,Phone,Fax,MobilePhone,HomePhone,OtherPhone,AssistantPhone,ReportsToId,Email,Title,Department,AssistantName,LeadSource,Birthdate,Description,OwnerId,CreatedDate,CreatedById,LastModifiedDate,LastModifiedById,SystemModstamp,LastActivityDate,LastCURequestDate,LastCUUpdateDate,EmailBouncedReason,EmailBouncedDate,Jigsaw,JigsawContactId",
        &[
            ("Id", "0035g00000AbCdE"),
            ("LastName", "Whitlock"),
            ("FirstName", "Dana"),
            ("Name", "Dana Whitlock"),
            ("OtherStreet", "9 Oak Ave"),
            ("MailingStreet", "12 Elm St\nSuite 5"),
            ("MailingCity", "Cleveland"),
            ("MailingState", "OH"),
            ("MailingPostalCode", "44101"),
            ("MailingCountry", "USA"),
            ("Phone", "(216) 555-0148"),
            ("MobilePhone", "(216) 555-0149"),
            ("HomePhone", "(216) 555-0150"),
            ("AssistantPhone", "(216) 555-0199"),
            ("AssistantName", "Ann Other"),
            ("Email", "dana@acme.example"),
            ("Title", "Buyer"),
            ("LeadSource", "Web"),
            ("OwnerId", "0055g000001XyZ"),
        ],
        "Person Dana Whitlock
         region: OH
         address: 12 Elm St, Suite 5, Cleveland, OH 44101
         country: US
         source: Web
         phones: +12165550149 (MobilePhone), +12165550148, +12165550150 (HomePhone)
         emails: dana@acme.example
         note: Other: 9 Oak Ave / Title: Buyer",
    );
    check(
        "Id,IsDeleted,MasterRecordId,LastName,FirstName,Salutation,Name,Title,Company,Street,City,State,PostalCode,Country,Latitude,Longitude,Address,Phone,MobilePhone,Fax,Email,Website,PhotoUrl,Description,LeadSource,Status,Industry,Rating,AnnualRevenue,NumberOfEmployees,OwnerId",
        &[
            ("Name", "Dana Whitlock"),
            ("Title", "Buyer"),
            ("Company", "Acme Ltd"),
            ("Street", "12 Elm St"),
            ("City", "Cleveland"),
            ("State", "OH"),
            ("Country", "USA"),
            ("Address", "12 Elm St Cleveland OH USA"),
            ("Phone", "(216) 555-0148"),
            ("Status", "Open - Not Contacted"),
            ("Industry", "Tools"),
            ("Rating", "Hot"),
            ("NumberOfEmployees", "50"),
        ],
        "Company Acme Ltd
         stage: Lead
         industry: Tools
         size: 50
         region: OH
         address: 12 Elm St, Cleveland, OH
         country: US
         tags: Hot
         person: Dana Whitlock
         title: Buyer
         their phones: +12165550148",
    );
    check(
        "Id,IsDeleted,MasterRecordId,Name,Type,ParentId,BillingStreet,BillingCity,BillingState,BillingPostalCode,BillingCountry,BillingLatitude,BillingLongitude,BillingAddress,ShippingStreet,ShippingCity,ShippingState,ShippingPostalCode,ShippingCountry,ShippingLatitude,ShippingLongitude,ShippingAddress,Phone,Fax,AccountNumber,Website,PhotoUrl,Sic,Industry,AnnualRevenue,NumberOfEmployees,Ownership,TickerSymbol,Description,Rating,Site,OwnerId",
        &[
            ("Name", "Acme Ltd"),
            ("ParentId", "0015g00000Parent"),
            ("BillingStreet", "12 Elm St"),
            ("BillingCity", "Cleveland"),
            ("ShippingStreet", "Dock 4"),
            ("ShippingCity", "Toledo"),
            ("ShippingState", "OH"),
            ("Phone", "(216) 555-0148"),
            ("Website", "acme.example"),
        ],
        "Company Acme Ltd
         address: 12 Elm St, Cleveland
         website: acme.example
         phones: +12165550148
         note: Shipping: Dock 4, Toledo, OH",
    );
    check(
        "Contact ID,First Name,Last Name,Mailing Street,Mailing City,Mailing State/Province,Mailing Zip/Postal Code,Mailing Country,Phone,Mobile,Email",
        &[
            ("First Name", "Dana"),
            ("Last Name", "Whitlock"),
            ("Mailing Street", "12 Elm St"),
            ("Mailing City", "Cleveland"),
            ("Mailing State/Province", "OH"),
            ("Mailing Zip/Postal Code", "44101"),
            ("Mobile", "(216) 555-0149"),
        ],
        "Person Dana Whitlock
         region: OH
         address: 12 Elm St, Cleveland, OH 44101
         phones: +12165550149 (Mobile)",
    );
}

#[test]
fn hubspot() {
    check(
        "Record ID,Create Date,Last Modified Date,First Name,Last Name,Email,Phone Number,Mobile Phone Number,Company Name,Job Title,Website URL,City,State/Region,Country/Region,Street Address,Postal Code,Lifecycle Stage,Lead Status,Contact owner,Primary Associated Company ID,Additional email addresses,Associated Company,Associated Company IDs,Last Activity Date,Marketing contact status,Unsubscribed from all email",
        &[
            ("Record ID", "51"),
            ("First Name", "Dana"),
            ("Last Name", "Whitlock"),
            ("Email", "dana@acme.example"),
            ("Phone Number", "(216) 555-0148"),
            ("Company Name", "Acme Ltd"),
            ("City", "Cleveland"),
            ("State/Region", "OH"),
            ("Street Address", "12 Elm St"),
            ("Postal Code", "44101"),
            ("Country/Region", "United States"),
            ("Lifecycle Stage", "Customer"),
            ("Contact owner", "Yue Lin"),
            ("Additional email addresses", "dw@acme.example;dana@home.example"),
            ("Associated Company", "Somebody Else Inc"),
            ("Marketing contact status", "Marketing contact"),
            ("Unsubscribed from all email", "true"),
        ],
        "Company Acme Ltd
         stage: Customer
         owner: Yue Lin
         region: OH
         address: 12 Elm St, Cleveland, OH 44101
         country: US
         do not contact: yes
         person: Dana Whitlock
         their phones: +12165550148
         their emails: dana@acme.example, dw@acme.example, dana@home.example",
    );
    check(
        "Record ID,Create Date,Last Modified Date,Company name,Company Domain Name,Additional Domains,Website URL,Phone Number,Street Address,City,State/Region,Postal Code,Country/Region,Industry,Description,Number of Employees,Annual Revenue,Lifecycle Stage,Company owner,Number of Associated Contacts,Number of Associated Deals",
        &[
            ("Company name", "Acme Ltd"),
            ("Company Domain Name", "acme.example"),
            ("Website URL", "https://acme.example"),
            ("Phone Number", "(216) 555-0148"),
            ("City", "Cleveland"),
            ("Company owner", "Yue Lin"),
            ("Number of Associated Deals", "4"),
        ],
        "Company Acme Ltd
         owner: Yue Lin
         address: Cleveland
         website: https://acme.example
         phones: +12165550148",
    );
}

#[test]
fn zoho_and_bigin() {
    check(
        "Record Id,Contact Owner.id,Contact Owner,Lead Source,First Name,Last Name,Account Name.id,Account Name,Vendor Name.id,Vendor Name,Email,Title,Department,Phone,Mobile,Created By.id,Created By,Modified By.id,Modified By,Created Time,Modified Time,Contact Name,Mailing Street,Mailing City,Mailing State,Mailing Zip,Mailing Country,Description,Email Opt Out,Salutation,Last Activity Time,Tag,Reporting To.id,Reporting To,Unsubscribed Mode,Unsubscribed Time",
        &[
            ("Record Id", "zcrm_52"),
            ("Contact Owner", "Yue Lin"),
            ("First Name", "Dana"),
            ("Last Name", "Whitlock"),
            ("Account Name.id", "zcrm_7"),
            ("Account Name", "Acme Ltd"),
            ("Vendor Name", "Not Acme"),
            ("Created By", "Somebody"),
            ("Contact Name", "Dana Whitlock"),
            ("Department", "Purchasing"),
            ("Email Opt Out", "false"),
            ("Reporting To", "Big Boss"),
            ("Tag", "VIP"),
        ],
        "Company Acme Ltd
         owner: Yue Lin
         tags: VIP
         do not contact: no
         person: Dana Whitlock
         department: Purchasing",
    );
    check(
        "Record Id,Lead Owner.id,Lead Owner,Is Converted,Company,First Name,Last Name,Email,Phone,Mobile,Lead Source,Lead Status,Created By.id,Created By,Modified By.id,Modified By,Created Time,Modified Time,Lead Name,Street,City,State,Zip Code,Email Opt Out,Salutation,Last Activity Time,Converted Account.id,Converted Contact.id,Converted Deal.id",
        &[
            ("Lead Owner", "Yue Lin"),
            ("Company", "Acme Ltd"),
            ("Lead Name", "Dana Whitlock"),
            ("Lead Status", "Contacted"),
            ("Street", "12 Elm St"),
            ("City", "Cleveland"),
            ("State", "OH"),
            ("Zip Code", "44101"),
            ("Email Opt Out", "true"),
        ],
        "Company Acme Ltd
         stage: Prospect
         owner: Yue Lin
         region: OH
         address: 12 Elm St, Cleveland, OH 44101
         do not contact: yes
         person: Dana Whitlock",
    );
    check(
        "Contact Id,Contact Owner.id,Contact Owner,First Name,Last Name,Email,Company Name.id,Company Name,Mobile,Phone,Other Phone,Home Phone,Email Opt Out,Tag,Description",
        &[
            ("First Name", "Dana"),
            ("Last Name", "Whitlock"),
            ("Company Name", "Acme Ltd"),
            ("Mobile", "(216) 555-0149"),
            ("Other Phone", "(216) 555-0150"),
            ("Description", "Prefers mail"),
        ],
        "Company Acme Ltd
         person: Dana Whitlock
         their phones: +12165550149 (Mobile), +12165550150 (Other Phone)
         note: Prefers mail",
    );
}

#[test]
fn pipedrive() {
    check(
        "Person - ID,Person - Name,Person - First name,Person - Last name,Person - Organization,Person - Owner,Person - Label,Person - Email - Work,Person - Email - Home,Person - Phone - Work,Person - Phone - Mobile,Person - Update time,Person - Marketing status,Person - Double opt-in",
        &[
            ("Person - ID", "12"),
            ("Person - Name", "Dana Whitlock"),
            ("Person - Organization", "Acme Ltd"),
            ("Person - Owner", "Yue Lin"),
            ("Person - Label", "Hot lead"),
            ("Person - Email - Work", "dana@acme.example"),
            ("Person - Email - Home", "dana@home.example"),
            ("Person - Phone - Work", "(216) 555-0148"),
            ("Person - Phone - Mobile", "(216) 555-0149"),
            ("Person - Marketing status", "Unsubscribed"),
            ("Person - Double opt-in", "Yes"),
        ],
        "Company Acme Ltd
         owner: Yue Lin
         tags: Hot lead
         do not contact: yes
         person: Dana Whitlock
         their phones: +12165550149 (Mobile), +12165550148 (Work)
         their emails: dana@acme.example (Work), dana@home.example (Home)",
    );
    check(
        "Organization - ID,Organization - Name,Organization - Address,Organization - Owner,Organization - Label,Organization - People count,Organization - Open deals,Organization - Created,Organization - Update time",
        &[
            ("Organization - Name", "Acme Ltd"),
            ("Organization - Address", "12 Elm St, Cleveland, OH 44101"),
            ("Organization - Owner", "Yue Lin"),
            ("Organization - People count", "3"),
        ],
        "Company Acme Ltd
         owner: Yue Lin
         address: 12 Elm St, Cleveland, OH 44101",
    );
}

/// Deals are not imported yet. Of such a file the customer can be, and nothing of the deal may be taken for the customer's.
#[test]
fn deals() {
    check(
        "Deal Id,Deal Owner.id,Deal Owner,Deal Name,Company Name.id,Company Name,Contact Name.id,Contact Name,Sub-Pipeline,Amount,Stage,Closing Date,Description,Created By.id,Created By,Modified By.id,Modified By,Created Time,Modified Time,Last Activity Time,Pipeline.id,Pipeline",
        &[
            ("Deal Owner", "Yue Lin"),
            ("Deal Name", "Pumps"),
            ("Company Name", "Acme Ltd"),
            ("Contact Name", "Dana Whitlock"),
            ("Amount", "1200"),
            ("Stage", "Closed Won"),
            ("Description", "Two pumps"),
        ],
        "Company Acme Ltd
         person: Dana Whitlock",
    );
    check(
        "Record Id,Deal Owner.id,Amount,Deal Name,Closing Date,Account Name.id,Account Name,Stage",
        &[("Deal Name", "Pumps"), ("Account Name", "Acme Ltd"), ("Stage", "Closed Lost")],
        "Company Acme Ltd",
    );
    for headers in [
        "Record ID,Create Date,Last Modified Date,Deal Name,Amount,Currency,Pipeline,Deal Stage,Close Date,Deal Type,Deal Description,Deal owner,Is Deal Closed?,Is Closed Won,Deal probability,Priority",
        "Deal - ID,Deal - Title,Deal - Value,Deal - Currency of value,Deal - Stage,Deal - Pipeline,Deal - Owner,Deal - Organization,Deal - Contact person,Deal - Expected close date,Deal - Status,Deal - Probability,Deal - Lost reason,Deal - Won time,Deal - Lost time,Deal - Deal created",
    ] {
        let header = headers.split(',').nth(1).unwrap_or_default();
        let cleaned = cleaned(&file(headers, &[(header, "2026-01-01")]));
        assert_eq!(cleaned.draft, None, "a deal without a customer is none");
    }
}

#[test]
fn chinese_lists() {
    check(
        "姓名,公司名称,部门,职务,手机,工作邮箱,国家,省份,城市,街道,邮编,微信,生日,请勿联系",
        &[
            ("姓名", "周敏"),
            ("公司名称", "上海明远机械有限公司"),
            ("部门", "采购部"),
            ("职务", "经理"),
            ("手机", "+86 139 0000 1742"),
            ("工作邮箱", "zhou.min@mingyuan.example"),
            ("省份", "浙江省"),
            ("城市", "宁波市"),
            ("街道", "叶城路168号"),
            ("邮编", "315000"),
            ("微信", "zm_mingyuan"),
            ("生日", "1980年3月22日"),
            ("请勿联系", "是"),
        ],
        "Company 上海明远机械有限公司
         region: 浙江省
         address: 浙江省宁波市叶城路168号 315000
         do not contact: yes
         person: 周敏
         title: 经理
         department: 采购部
         their birthday: 1980-03-22
         their phones: +8613900001742 (手机)
         their emails: zhou.min@mingyuan.example (工作邮箱)
         their chats: zm_mingyuan (微信)",
    );
}

#[test]
fn birthdays_are_those_of_people() {
    check("姓名,手机号,出生日期", &[("姓名", "王琳"), ("出生日期", "3月14日")], "Person 王琳\nbirthday: --03-14");
    check(
        "Name,Customer type,Birthday,Contact name,Contact birthday",
        &[
            ("Name", "Ada Byron"),
            ("Customer type", "Person"),
            ("Birthday", "1985/3/14"),
            ("Contact name", "Bo"),
            ("Contact birthday", "14 Feb"),
        ],
        "Person Ada Byron\nbirthday: 1985-03-14\nperson: Bo\ntheir birthday: --02-14",
    );
    check(
        "Company,Birthday",
        &[("Company", "Acme Ltd"), ("Birthday", "1985-03-14")],
        "Company Acme Ltd\nnote: Birthday: 1985-03-14",
    );
    let person = |birthday, told: &str| {
        let cells = [("First Name", "Ada"), ("Last Name", "Byron"), ("Birthday", birthday)];
        check("First Name,Last Name,Birthday", &cells, &format!("Person Ada Byron{told}"));
    };
    person("0/0/00", "");
    person("3/4/1985", "\nnote: Birthday: 3/4/1985\nproblem: Birthday DateAmbiguous 3/4/1985");
    person("spring", "\nnote: Birthday: spring\nproblem: Birthday DateInvalid spring");
}

#[test]
fn countries_are_known_by_their_names() {
    check("Company,Country", &[("Company", "Acme"), ("Country", "Deutschland")], "Company Acme\ncountry: DE");
    check("公司,国家", &[("公司", "华信"), ("国家", "中国")], "Company 华信\ncountry: CN");
    check("Company,Country", &[("Company", "Acme"), ("Country", "Atlantis")], "Company Acme\naddress: Atlantis");
    check(
        "Company,Street,City,Country",
        &[("Company", "Acme"), ("Street", "1 Elm St"), ("City", "Oz"), ("Country", "Atlantis")],
        "Company Acme\naddress: 1 Elm St, Oz, Atlantis",
    );
}
