//! The one list of commands: `name(Input) -> Output`, with who may call it. The window, the command line and the screen's
//! TypeScript types all come from here; what isn't listed can't be called.

mod dispatch;
mod types;

pub use dispatch::{Caller, call};
pub use types::{CommandDescription, describe, typescript};

use crate::communications::capture::{self, LineReading, ReadLine};
use crate::communications::categories::{
    self as talk_categories, Category, CategorySet, DeleteCategory, SaveCategory, SavedCategory, SetCategory, SetTone,
};
use crate::communications::import::{
    self as talk_import, CommunicationsPreview, CommunicationsReport, ImportCommunications,
};
use crate::communications::pasted::{self, PastedMessages, ReadPasted};
use crate::communications::template::Model as Template;
use crate::communications::templates::{
    self, DeleteTemplate, FillTemplate, FilledTemplate, SaveTemplate, SavedTemplate,
};
use crate::communications::{self as talk, CommunicationView, SavedCommunication};
use crate::customers::contacts::{self, CreateContact, DeleteContact, PointView, SavePoints, UpdateContact};
use crate::customers::due_contacts::{self, DismissContact, DismissedContact, DueContacts, ListDueContacts};
use crate::customers::duplicates::{
    self, CustomerPair, DuplicatePage, DuplicatesFound, KeptApart, ListDuplicates, SimilarCustomer, SimilarCustomers,
};
use crate::customers::facets::{self, CustomerFacets, CustomerFacetsInput, Facet, ListCustomerValues};
use crate::customers::groups::{self, CustomerGroup, ListCustomerGroups};
use crate::customers::health::{self, DataHealth, HealthFlags, HealthRules};
use crate::customers::import::{
    self, CountImportEdits, CreateMapping, DeleteMapping, ExportRejectedRows, ImportCustomers, ImportEdits,
    ImportMapping, ImportPreview, ImportReport, ImportRows, ListImportRows, ListImports, PastImports, SavedMapping,
    UpdateMapping,
};
use crate::customers::links::{self, LinkContact, SavedLink, UnlinkContact};
use crate::customers::list::{self, CustomerNeighbours, CustomerPage, ListCustomers, Neighbours};
use crate::customers::merge::{self, MergeCustomers, MergePreview, Merged, PreviewMerge};
use crate::customers::merge_many::{self, MergedDuplicates, UnmergeCustomer, Unmerged};
use crate::customers::reach::{self, OpenPoint, OpenedPoint};
use crate::customers::record::{self, CustomerRecord, GetCustomer};
use crate::customers::selection::{self, ChangeCustomers, CustomersChanged};
use crate::customers::shared_value::{self, ChangePreview, PreviewChange};
use crate::customers::strategy::{self, GetStrategy, Strategy};
use crate::customers::tags::{self, ListTags, SetCustomerTags, TagChoice};
use crate::customers::views::{
    self, CountViews, CreateView, DeleteView, MoveView, MovedView, SavedView, UpdateView, View, ViewCount,
};
use crate::customers::{self, Contact, CreateCustomer, Customer, DeleteCustomers, Deleted, Tag, UpdateCustomer};
use crate::data::{self, Counts, ExportList, Exported};
use crate::fields::choices::{self, RemoveChoice, SaveChoices};
use crate::fields::counts::{self, CountFields, FieldCounts};
use crate::fields::{self, CreateField, CustomField, ListFields, MoveField, MovedField, SavedField, UpdateField};
use crate::files::{ChooseOpenFile, ChooseSaveFile, FileTicket, KnownFiles};
use crate::followups::calendar::{self, FollowUpDays, ListFollowUps};
use crate::followups::export::{self as calendar_file, ExportCalendar};
use crate::followups::fit::{self, FitFollowUps, FitPreview, PreviewFit};
use crate::followups::give::{self, FollowUpsGiven, GiveFollowUps, GivePreview};
use crate::followups::kept::{self as kept_calendar, KeepCalendarFile, KeptCalendarFile, StopCalendarFile};
use crate::followups::{
    self, CompleteFollowUp, CreateFollowUp, DeleteFollowUp, FollowUpChanged, FollowUpDone, MoveOverdue, MovedFollowUps,
    SavedFollowUp, SnoozeFollowUp, TodayView, UpdateFollowUp,
};
use crate::history::changes::{self, ChangePage, ConflictList, ListChanges, UndoConflicts};
use crate::history::restore::{self, RestoreChange, Restored};
use crate::history::{self, HistoryPage, ListHistory};
use crate::insights::text::{self, Analysis, ReadAnalysis};
use crate::insights::{self, Chart, WeeklyChart};
use crate::jobs::CancelJob;
use crate::people::{self, UpdateWorkspace, User, Workspace};
use crate::reports::labels::{self, ExportLabels, ExportedLabels, LabelsPreview, PreviewLabels};
use crate::reports::report::{self, ExportReport, ExportedReport, ReportInput};
use crate::reports::{self, DossierInput, ExportDossier, ExportedDossier, Preview};
use crate::search::saved::{self as saved_search, CreateSearch, KeptSearch, SavedSearch, UpdateSearch};
use crate::search::{self, RebuiltIndex, SearchInput, SearchResults};
use crate::session::preferences::{Preferences, UpdatePreferences};
use crate::session::security::{
    self, CodeTest, NewRecoveryCode, ReplaceRecoveryCode, SecurityState, SetKeyring, SetPassphrase, TestRecoveryCode,
};
use crate::session::{self, CreateWorkspace, OpenSample, SessionState, Unlock, storage, watch};
use crate::store::draft::{self, Draft, GetDraft, SaveDraft};
use crate::store::place::Storage;
use crate::store::undo::{self, Undo, UndoResult};
use crate::wire::Nothing;
use talk::attachments::{
    self, AddAttachments, AttachmentExported, AttachmentImage, AttachmentsAdded, ChosenAttachment, ExportAttachment,
};
use talk::timeline::{self, ListTimeline, TimelinePage};
use talk::{DeleteCommunication, GetCommunication, LogCommunication, UpdateCommunication};

// kind, who may call it (window, or everywhere), and for open workspaces the role it takes.
dispatch::contract! {
    // The session works before a workspace is open.
    session everywhere anyone session_state(Nothing) -> SessionState = session::session_state;
    session window anyone get_preferences(Nothing) -> Preferences = session::get_preferences;
    session window anyone update_preferences(UpdatePreferences) -> Preferences = session::update_preferences;
    session window anyone new_recovery_code(Nothing) -> NewRecoveryCode = security::new_recovery_code;
    session window anyone copy_recovery_code(Nothing) -> () = security::copy_recovery_code;
    session window anyone create_workspace(CreateWorkspace) -> SessionState = session::create_workspace;
    session window anyone open_sample_workspace(OpenSample) -> SessionState = session::open_sample_workspace;
    session window anyone open_own_workspace(Nothing) -> SessionState = session::open_own_workspace;
    session window anyone unlock(Unlock) -> SessionState = session::unlock;
    session window anyone lock(Nothing) -> SessionState = session::lock;
    session window anyone note_activity(Nothing) -> () = watch::note_activity;
    session window anyone get_security(Nothing) -> SecurityState = security::get_security;
    session window anyone set_passphrase(SetPassphrase) -> SecurityState = security::set_passphrase;
    session window anyone set_keyring(SetKeyring) -> SecurityState = security::set_keyring;
    session window anyone replace_recovery_code(ReplaceRecoveryCode) -> SecurityState = security::replace_recovery_code;
    session window anyone test_recovery_code(TestRecoveryCode) -> CodeTest = security::test_recovery_code;
    session window anyone check_storage(Nothing) -> Storage = storage::check_storage;
    session window anyone choose_open_file(ChooseOpenFile) -> Option<FileTicket> = session::choose_open_file;
    session window anyone choose_files(Nothing) -> Vec<FileTicket> = session::choose_files;
    session window anyone known_files(KnownFiles) -> Vec<FileTicket> = session::known_files;
    session window anyone open_attachment(ChosenAttachment) -> () = session::attachments::open_attachment;
    session window anyone open_point(OpenPoint) -> OpenedPoint = reach::open_point;
    session window anyone choose_save_file(ChooseSaveFile) -> Option<FileTicket> = session::choose_save_file;

    // The workspace and its people.
    quick everywhere may_administer update_workspace(UpdateWorkspace) -> Workspace = people::update_workspace;
    quick everywhere may_read list_users(Nothing) -> Vec<User> = people::list_users;
    quick everywhere may_read list_tags(ListTags) -> Vec<TagChoice> = tags::list_tags;
    quick everywhere may_read get_counts(Nothing) -> Counts = data::get_counts;

    // Customers and contacts.
    quick everywhere may_sell create_customer(CreateCustomer) -> Customer = customers::create_customer;
    quick everywhere may_sell update_customer(UpdateCustomer) -> Customer = customers::update_customer;
    quick everywhere may_sell delete_customers(DeleteCustomers) -> Deleted = customers::delete_customers;
    quick everywhere may_read get_customer(GetCustomer) -> CustomerRecord = record::get_customer;
    quick everywhere may_read get_strategy(GetStrategy) -> Strategy = strategy::get_strategy;
    quick everywhere may_read list_due_contacts(ListDueContacts) -> DueContacts = due_contacts::list_due_contacts;
    quick everywhere may_sell dismiss_contact(DismissContact) -> DismissedContact = due_contacts::dismiss_contact;
    quick everywhere may_read list_customers(ListCustomers) -> CustomerPage = list::list_customers;
    quick everywhere may_read customer_facets(CustomerFacetsInput) -> CustomerFacets = facets::customer_facets;
    quick everywhere may_read list_customer_values(ListCustomerValues) -> Vec<Facet> = facets::list_customer_values;
    quick everywhere may_read list_customer_groups(ListCustomerGroups) -> Vec<CustomerGroup> = groups::list_customer_groups;
    quick everywhere may_read customer_neighbours(CustomerNeighbours) -> Neighbours = list::customer_neighbours;
    quick everywhere may_sell set_customer_tags(SetCustomerTags) -> Vec<Tag> = tags::set_customer_tags;
    quick everywhere may_sell preview_change(PreviewChange) -> ChangePreview = shared_value::preview_change;
    job everywhere may_sell change_customers(ChangeCustomers) -> CustomersChanged = selection::change_customers;
    job everywhere may_sell find_duplicates(Nothing) -> DuplicatesFound = duplicates::find_duplicates;
    quick everywhere may_sell list_duplicates(ListDuplicates) -> DuplicatePage = duplicates::list_duplicates;
    quick everywhere may_sell similar_customers(SimilarCustomers) -> Vec<SimilarCustomer> = duplicates::similar_customers;
    quick everywhere may_sell keep_apart(CustomerPair) -> KeptApart = duplicates::keep_apart;
    quick everywhere may_read data_health(Nothing) -> DataHealth = health::data_health;
    quick everywhere may_read health_flags(Nothing) -> HealthFlags = health::health_flags;
    quick everywhere may_serve check_health(Nothing) -> HealthFlags = health::check_health;
    quick everywhere may_administer set_health_rules(HealthRules) -> HealthRules = health::set_health_rules;
    quick everywhere may_sell preview_merge(PreviewMerge) -> MergePreview = merge::preview_merge;
    quick everywhere may_sell merge_customers(MergeCustomers) -> Merged = merge::merge_customers;
    job everywhere may_sell merge_duplicates(Nothing) -> MergedDuplicates = merge_many::merge_duplicates;
    quick everywhere may_sell unmerge_customer(UnmergeCustomer) -> Unmerged = merge_many::unmerge_customer;
    quick everywhere may_serve save_points(SavePoints) -> Vec<PointView> = contacts::save_points;
    quick everywhere may_serve create_contact(CreateContact) -> Contact = contacts::create_contact;
    quick everywhere may_serve update_contact(UpdateContact) -> Contact = contacts::update_contact;
    quick everywhere may_serve delete_contact(DeleteContact) -> Deleted = contacts::delete_contact;
    quick everywhere may_serve link_contact(LinkContact) -> SavedLink = links::link_contact;
    quick everywhere may_serve unlink_contact(UnlinkContact) -> Deleted = links::unlink_contact;
    quick everywhere may_read list_timeline(ListTimeline) -> TimelinePage = timeline::list_timeline;
    quick everywhere may_sell preview_import(ImportCustomers) -> ImportPreview = import::preview_import;
    quick everywhere may_sell list_import_rows(ListImportRows) -> ImportRows = import::list_import_rows;
    job everywhere may_sell import_customers(ImportCustomers) -> ImportReport = import::import_customers;
    quick everywhere may_sell list_mappings(Nothing) -> Vec<ImportMapping> = import::list_mappings;
    quick everywhere may_sell create_mapping(CreateMapping) -> SavedMapping = import::create_mapping;
    quick everywhere may_sell update_mapping(UpdateMapping) -> SavedMapping = import::update_mapping;
    quick everywhere may_sell delete_mapping(DeleteMapping) -> Deleted = import::delete_mapping;
    quick everywhere may_sell list_imports(ListImports) -> PastImports = import::list_imports;
    quick everywhere may_sell count_import_edits(CountImportEdits) -> ImportEdits = import::count_import_edits;
    job everywhere may_sell export_rejected_rows(ExportRejectedRows) -> Exported = import::export_rejected_rows;

    // Saved views of the list.
    quick everywhere may_read list_views(Nothing) -> Vec<View> = views::list_views;
    quick everywhere may_read count_views(CountViews) -> Vec<ViewCount> = views::count_views;
    quick everywhere may_serve create_view(CreateView) -> SavedView = views::create_view;
    quick everywhere may_serve update_view(UpdateView) -> SavedView = views::update_view;
    quick everywhere may_serve move_view(MoveView) -> MovedView = views::move_view;
    quick everywhere may_serve delete_view(DeleteView) -> Deleted = views::delete_view;

    // Custom fields.
    quick everywhere may_read list_fields(ListFields) -> Vec<CustomField> = fields::list_fields;
    quick everywhere may_read count_fields(CountFields) -> FieldCounts = counts::count_fields;
    quick everywhere may_administer create_field(CreateField) -> SavedField = fields::create_field;
    quick everywhere may_administer update_field(UpdateField) -> SavedField = fields::update_field;
    quick everywhere may_administer move_field(MoveField) -> MovedField = fields::move_field;
    quick everywhere may_administer save_choices(SaveChoices) -> SavedField = choices::save_choices;
    quick everywhere may_administer remove_choice(RemoveChoice) -> SavedField = choices::remove_choice;

    // Communications and follow-ups.
    quick everywhere may_serve log_communication(LogCommunication) -> SavedCommunication = talk::log_communication;
    quick everywhere may_serve update_communication(UpdateCommunication) -> SavedCommunication = talk::update_communication;
    quick everywhere may_serve delete_communication(DeleteCommunication) -> Deleted = talk::delete_communication;
    quick everywhere may_read read_line(ReadLine) -> LineReading = capture::read_line;
    quick window may_sell read_pasted(ReadPasted) -> Option<PastedMessages> = pasted::read_pasted;
    quick everywhere may_sell preview_communications(ImportCommunications) -> CommunicationsPreview = talk_import::preview_communications;
    job everywhere may_sell import_communications(ImportCommunications) -> CommunicationsReport = talk_import::import_communications;
    quick everywhere may_read get_communication(GetCommunication) -> CommunicationView = talk::get_communication;
    job everywhere may_serve add_attachments(AddAttachments) -> AttachmentsAdded = attachments::add_attachments;
    quick everywhere may_serve remove_attachment(ChosenAttachment) -> Deleted = attachments::remove_attachment;
    job everywhere may_read export_attachment(ExportAttachment) -> AttachmentExported = attachments::export_attachment;
    quick everywhere may_read show_attachment(ChosenAttachment) -> AttachmentImage = attachments::show_attachment;
    quick everywhere may_serve create_follow_up(CreateFollowUp) -> SavedFollowUp = followups::create_follow_up;
    quick everywhere may_serve update_follow_up(UpdateFollowUp) -> SavedFollowUp = followups::update_follow_up;
    quick everywhere may_serve complete_follow_up(CompleteFollowUp) -> FollowUpDone = followups::complete_follow_up;
    quick everywhere may_serve snooze_follow_up(SnoozeFollowUp) -> FollowUpChanged = followups::snooze_follow_up;
    quick everywhere may_serve move_overdue(MoveOverdue) -> MovedFollowUps = followups::move_overdue;
    quick everywhere may_serve preview_give(GiveFollowUps) -> GivePreview = give::preview_give;
    job everywhere may_serve give_follow_ups(GiveFollowUps) -> FollowUpsGiven = give::give_follow_ups;
    quick everywhere may_serve delete_follow_up(DeleteFollowUp) -> Deleted = followups::delete_follow_up;
    quick everywhere may_read list_today(Nothing) -> TodayView = followups::list_today;
    quick everywhere may_read list_follow_ups(ListFollowUps) -> FollowUpDays = calendar::list_follow_ups;
    quick everywhere may_read preview_fit(PreviewFit) -> FitPreview = fit::preview_fit;
    quick everywhere may_serve fit_follow_ups(FitFollowUps) -> MovedFollowUps = fit::fit_follow_ups;
    job everywhere may_read export_calendar(ExportCalendar) -> Exported = calendar_file::export_calendar;
    quick window may_read get_calendar_file(Nothing) -> Option<KeptCalendarFile> = kept_calendar::get_calendar_file;
    quick window may_read keep_calendar_file(KeepCalendarFile) -> KeptCalendarFile = kept_calendar::keep_calendar_file;
    quick window may_read stop_calendar_file(StopCalendarFile) -> () = kept_calendar::stop_calendar_file;
    quick window may_serve save_draft(SaveDraft) -> () = draft::save_draft;
    quick window may_read get_draft(GetDraft) -> Draft = draft::get_draft;

    // Search, charts, reports.
    quick everywhere may_read list_categories(Nothing) -> Vec<Category> = talk_categories::list_categories;
    quick everywhere may_serve save_category(SaveCategory) -> SavedCategory = talk_categories::save_category;
    quick everywhere may_serve delete_category(DeleteCategory) -> Deleted = talk_categories::delete_category;
    quick everywhere may_serve set_category(SetCategory) -> CategorySet = talk_categories::set_category;
    quick everywhere may_serve set_tone(SetTone) -> CategorySet = talk_categories::set_tone;
    quick everywhere may_read list_templates(Nothing) -> Vec<Template> = templates::list_templates;
    quick everywhere may_serve save_template(SaveTemplate) -> SavedTemplate = templates::save_template;
    quick everywhere may_serve delete_template(DeleteTemplate) -> Deleted = templates::delete_template;
    quick everywhere may_read fill_template(FillTemplate) -> FilledTemplate = templates::fill_template;
    quick everywhere may_read list_searches(Nothing) -> Vec<SavedSearch> = saved_search::list_searches;
    quick everywhere may_read count_searches(Nothing) -> Vec<ViewCount> = saved_search::count_searches;
    quick everywhere may_serve create_search(CreateSearch) -> KeptSearch = saved_search::create_search;
    quick everywhere may_serve update_search(UpdateSearch) -> KeptSearch = saved_search::update_search;
    quick everywhere may_read search(SearchInput) -> SearchResults = search::search;
    job everywhere may_read rebuild_index(Nothing) -> RebuiltIndex = search::rebuild_index;
    quick everywhere may_read communications_per_week(WeeklyChart) -> Chart = insights::communications_per_week;
    quick everywhere may_read read_analysis(ReadAnalysis) -> Analysis = text::read_analysis;
    quick everywhere may_read preview_report(ReportInput) -> Preview = report::preview_report;
    job everywhere may_read export_report(ExportReport) -> ExportedReport = report::export_report;
    quick everywhere may_read preview_dossier(DossierInput) -> Preview = reports::preview_dossier;
    job everywhere may_read export_dossier(ExportDossier) -> ExportedDossier = reports::export_dossier;
    quick everywhere may_read preview_labels(PreviewLabels) -> LabelsPreview = labels::preview_labels;
    job everywhere may_read export_labels(ExportLabels) -> ExportedLabels = labels::export_labels;
    job everywhere may_read export_list(ExportList) -> Exported = data::export::export_list;
    quick window may_read cancel_job(CancelJob) -> () = data::cancel_job;

    // Undo and history.
    quick everywhere may_read list_history(ListHistory) -> HistoryPage = history::list_history;
    quick everywhere may_read list_changes(ListChanges) -> ChangePage = changes::list_changes;
    quick everywhere may_serve undo_conflicts(UndoConflicts) -> ConflictList = changes::undo_conflicts;
    quick everywhere may_serve restore_change(RestoreChange) -> Restored = restore::restore_change;
    quick everywhere may_serve undo(Undo) -> UndoResult = undo::undo;
    quick everywhere may_serve redo(Nothing) -> UndoResult = undo::redo;
}
