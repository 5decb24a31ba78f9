// Generated from the contract in Rust by `cargo xtask bindings`. Do not edit.

/**
 * Key of one unit of work.
 */
export type ActId = string;

/**
 * What a person would say an act did.
 */
export type ActKind = "added" | "changed" | "deleted" | "imported" | "restored";

/**
 * Files to add to a communication.
 */
export type AddAttachments = { 
/**
 * The communication.
 */
communicationId: CommunicationId, 
/**
 * The tickets of the files.
 */
files: Array<string>, };

/**
 * What a communication says. Every part is a suggestion, and names what it rests on.
 */
export type Analysis = { 
/**
 * The communication's key.
 */
id: CommunicationId, 
/**
 * Sentences out of a long text; a short one is its own summary.
 */
summary: Extract | null, 
/**
 * How it sounds, and the words that decided.
 */
tone: Tone, 
/**
 * Whether a person said so.
 */
toneGiven: boolean, 
/**
 * What it is about, and the words that decided.
 */
categories: Array<Category>, 
/**
 * What it is about, as the program would say; none where a person said that, or nothing tells.
 */
category: CategorySuggestion | null, 
/**
 * How good the program is at saying so.
 */
categoryQuality: CategoryQuality, 
/**
 * The words that tell it from other communications, the most telling first.
 */
keywords: Array<TellingWord>, 
/**
 * Communications that are like it, the likest first.
 */
similar: Array<SimilarNote>, 
/**
 * By what these were told.
 */
compared: ComparedBy, 
/**
 * What it calls for.
 */
suggestions: Array<Suggestion>, };

/**
 * A field that is yes or no.
 */
export type AnswerField = "do_not_contact";

/**
 * An attachment that was written to a file.
 */
export type AttachmentExported = { 
/**
 * The file's name.
 */
name: string, };

/**
 * Key of a file that belongs to a communication.
 */
export type AttachmentId = string;

/**
 * An image to be shown small.
 */
export type AttachmentImage = { 
/**
 * The image as a `data:` address; none where it can't be shown.
 */
address: string | null, };

/**
 * An attachment with what can be done with it.
 */
export type AttachmentView = { 
/**
 * Whether the system's program may open it. What a system would run is only ever saved.
 */
opens: boolean, 
/**
 * Whether it is an image that can be shown small.
 */
shows: boolean, 
/**
 * Key.
 */
id: AttachmentId, 
/**
 * The communication.
 */
communicationId: CommunicationId, 
/**
 * The file's name as every system can keep it.
 */
name: string, 
/**
 * What it is, told by what is in it: `application/pdf`.
 */
mediaType: string, 
/**
 * Its size.
 */
bytes: number, 
/**
 * Instant of creation.
 */
createdAt: Timestamp, 
/**
 * Instant of the latest change.
 */
updatedAt: Timestamp, 
/**
 * Instant of deletion; none while it is there.
 */
deletedAt: Timestamp | null, };

/**
 * Attachments that were added, and the act that undo takes back.
 */
export type AttachmentsAdded = { 
/**
 * The act.
 */
act: ActId, 
/**
 * The attachments.
 */
attachments: Array<AttachmentView>, };

/**
 * How birthdays are compared, whatever their year: it is enough that one fits.
 */
export type BirthdayTest = { "is": "in_next", 
/**
 * How many.
 */
count: number, 
/**
 * Of what.
 */
unit: DateUnit, } | { "is": "month", 
/**
 * From 1.
 */
month: number, } | { "is": "known" } | { "is": "unknown" };

/**
 * Which job to stop.
 */
export type CancelJob = { 
/**
 * Its id.
 */
id: JobId, };

/**
 * A category that a text may belong to.
 */
export type Category = { 
/**
 * Which one.
 */
topic: Topic, 
/**
 * The share of sentences that mention it.
 */
share: number, 
/**
 * The phrases that decided, folded, in the order in which they are said.
 */
words: Array<string>, };

/**
 * Who said what a communication is about.
 */
export type CategoryBy = "nobody" | "person";

/**
 * A category of communications.
 */
export type CategoryId = string;

/**
 * How good the program is at this, on decisions that were held out.
 */
export type CategoryQuality = { 
/**
 * Decisions that were learned from.
 */
taught: number, 
/**
 * Decisions that were held out; 0 while there are too few.
 */
heldOut: number, 
/**
 * Share of these that it would have decided so.
 */
accuracy: number, 
/**
 * F1 averaged over the categories.
 */
macroF1: number, 
/**
 * What always saying the commonest category would reach.
 */
majority: number, 
/**
 * Categories that it decides by itself.
 */
decides: Array<CategoryId>, };

/**
 * The act that undo takes back.
 */
export type CategorySet = { 
/**
 * The act; none where nothing changed.
 */
act: ActId | null, };

/**
 * What a communication may be about.
 */
export type CategorySuggestion = { 
/**
 * The category.
 */
categoryId: CategoryId, 
/**
 * How it came about.
 */
by: SuggestedBy, 
/**
 * How sure that is, 0 to 1: a probability, or the share of sentences that mention it.
 */
sure: number, 
/**
 * The words that decided.
 */
words: Array<string>, 
/**
 * Whether the program decides this by itself.
 */
decided: boolean, };

/**
 * What is done to customers, as one act.
 */
export type ChangeCustomers = { 
/**
 * Which customers.
 */
customers: CustomerSelection, 
/**
 * What is done.
 */
change: CustomersChange, };

/**
 * After a commit: what screens, the index and other followers have to read again.
 */
export type ChangeEvent = { 
/**
 * Kinds of records that changed.
 */
tags: Array<ChangeTag>, 
/**
 * Keys of the rows that changed; empty when there are too many to name.
 */
ids: Array<string>, };

/**
 * A customer that would change.
 */
export type ChangeExample = { 
/**
 * The customer.
 */
id: CustomerId, 
/**
 * Its name.
 */
name: string, 
/**
 * What the field holds now.
 */
before: SharedValue, 
/**
 * What it would hold.
 */
after: SharedValue, };

/**
 * What happened to a row.
 */
export type ChangeOp = "insert" | "update" | "delete" | "restore";

/**
 * Changes in the order they were made.
 */
export type ChangePage = { 
/**
 * This part of them.
 */
changes: Array<PastChange>, 
/**
 * The place to go on after; none at the end.
 */
next: number | null, };

/**
 * What a value would change.
 */
export type ChangePreview = { 
/**
 * Customers in which the field would change.
 */
changing: number, 
/**
 * Those that hold the value already.
 */
same: number, 
/**
 * Those that aren't there any more.
 */
gone: number, 
/**
 * The value as it would be kept.
 */
after: SharedValue, 
/**
 * The first of those that would change.
 */
examples: Array<ChangeExample>, };

/**
 * Why a cell is not taken as it stands; the screen has a word for each.
 */
export type ChangeReason = "trimmed" | "tidied" | "phone" | "email" | "amount" | "number" | "date" | "replaced";

/**
 * What a screen has to read again after a change.
 */
export type ChangeTag = "customers" | "contacts" | "communications" | "follow_ups" | "tags" | "templates" | "views" | "mappings" | "fields" | "users" | "workspace" | "health" | "search" | "calendar" | "history";

/**
 * Whom a change is about.
 */
export type ChangedCustomer = { 
/**
 * Key.
 */
id: CustomerId, 
/**
 * Name.
 */
name: string, 
/**
 * Company or person.
 */
kind: CustomerKind, 
/**
 * Whether it is deleted now.
 */
deleted: boolean, };

/**
 * How it was held.
 */
export type Channel = "call" | "email" | "chat" | "visit" | "meeting" | "note";

/**
 * A finished chart: the drawing, the places that answer to pointer and keys, and the same numbers as a table.
 */
export type Chart = { 
/**
 * The drawing, made of `svg`, `rect`, `polygon`, `polyline` and `text` elements only.
 */
svg: string, 
/**
 * Width in CSS pixels.
 */
width: number, 
/**
 * Height in CSS pixels.
 */
height: number, 
/**
 * What the chart shows, in one sentence.
 */
summary: string, 
/**
 * One per bar, in order.
 */
regions: Array<ChartRegion>, 
/**
 * Heads of the table.
 */
columns: Array<string>, 
/**
 * Rows of the table, one per bar.
 */
rows: Array<Array<string>>, };

/**
 * A place on the chart that stands for one value. A region spans the whole height, so that empty weeks can be hit.
 */
export type ChartRegion = { 
/**
 * Left edge in CSS pixels.
 */
x: number, 
/**
 * Upper edge in CSS pixels.
 */
y: number, 
/**
 * Width in CSS pixels.
 */
width: number, 
/**
 * Height in CSS pixels.
 */
height: number, 
/**
 * What it is: the week's full name.
 */
label: string, 
/**
 * How much it is, formatted.
 */
value: string, };

/**
 * How many records hold a choice.
 */
export type ChoiceCount = { 
/**
 * Which choice.
 */
id: FieldChoiceId, 
/**
 * How many.
 */
count: number, };

/**
 * A field that holds one or more of some values.
 */
export type ChoiceField = "stage" | "kind" | "owner" | "tags" | "region" | "country" | "source" | "industry";

/**
 * A choice as it shall be.
 */
export type ChoiceInput = { 
/**
 * Its key; none for a new one.
 */
id?: FieldChoiceId | null, 
/**
 * Its name in English.
 */
nameEn?: string | null, 
/**
 * Its name in Chinese.
 */
nameZh?: string | null, 
/**
 * The colour of its mark, by its number among those of charts; 0 for none.
 */
colour?: number | null, };

/**
 * How values are compared.
 */
export type ChoiceTest = "any_of" | "all_of" | "none_of";

/**
 * Which file to open.
 */
export type ChooseOpenFile = { 
/**
 * What for.
 */
purpose: FilePurpose, };

/**
 * Which file to write.
 */
export type ChooseSaveFile = { 
/**
 * What for.
 */
purpose: FilePurpose, 
/**
 * The name that the dialog offers.
 */
suggestedName: string, };

/**
 * Which attachment.
 */
export type ChosenAttachment = { 
/**
 * Its key.
 */
id: AttachmentId, };

/**
 * Whether a code opens the workspace.
 */
export type CodeTest = { 
/**
 * Whether it does.
 */
opens: boolean, };

/**
 * What a column of the file fills.
 */
export type ColumnTarget = { "field": ImportField } | { "custom": CustomFieldId } | { "new": NewField };

/**
 * The one error type of the core; what the window and the command line receive.
 */
export type CommandError = { 
/**
 * For the program and the catalogues.
 */
code: ErrorCode, 
/**
 * Field name to problem code.
 */
fields: { [key in string]: string }, 
/**
 * For logs and bug reports, in English, without anything secret.
 */
detail: string, };

/**
 * A column of the file.
 */
export type CommunicationColumn = { 
/**
 * What stands above it.
 */
header: string, 
/**
 * The first value in it.
 */
sample: string, 
/**
 * What it tells, if anything.
 */
field: CommunicationField | null, };

/**
 * What a column of a list of communications tells.
 */
export type CommunicationField = "customer" | "customer_number" | "date" | "time" | "channel" | "direction" | "minutes" | "people" | "title" | "text" | "outcome" | "owner";

/**
 * Key of a communication.
 */
export type CommunicationId = string;

/**
 * A communication with the names behind its keys.
 */
export type CommunicationView = { 
/**
 * The customer's name.
 */
customerName: string, 
/**
 * Company or person.
 */
customerKind: CustomerKind, 
/**
 * Who held it on our side; empty where unknown.
 */
ownerName: string, 
/**
 * Who took part on theirs.
 */
people: Array<PersonRef>, 
/**
 * The next step that came from it.
 */
followUp: FollowUp | null, 
/**
 * Its files.
 */
attachments: Array<AttachmentView>, 
/**
 * Key.
 */
id: CommunicationId, 
/**
 * Whom it was held with.
 */
customerId: CustomerId, 
/**
 * How it was held.
 */
channel: Channel, 
/**
 * Who started it.
 */
direction: Direction, 
/**
 * When it began.
 */
at: Timestamp, 
/**
 * The IANA zone in which a person chose that time.
 */
zone: string, 
/**
 * Length in minutes.
 */
durationMinutes: number | null, 
/**
 * One line.
 */
title: string, 
/**
 * What was said.
 */
text: string, 
/**
 * What came of it.
 */
outcome: Outcome, 
/**
 * What it is about.
 */
categoryId: CategoryId | null, 
/**
 * Who said so.
 */
categoryBy: CategoryBy, 
/**
 * How it sounds, where a person said so; the program learns from it.
 */
tone: GivenTone | null, 
/**
 * Who held it on our side.
 */
ownerId: UserId | null, 
/**
 * Instant of creation.
 */
createdAt: Timestamp, 
/**
 * Instant of the latest change.
 */
updatedAt: Timestamp, 
/**
 * Instant of deletion; none while it is there.
 */
deletedAt: Timestamp | null, };

/**
 * What an import of communications would do.
 */
export type CommunicationsPreview = { 
/**
 * The file's name.
 */
fileName: string, 
/**
 * Its encoding; empty where the kind of file leaves no choice.
 */
encoding: string, 
/**
 * Its separator; empty where it has none.
 */
delimiter: string, 
/**
 * The sheets of a workbook.
 */
sheets: Array<string>, 
/**
 * The sheet that is shown.
 */
sheet: string, 
/**
 * Rows below the header.
 */
rows: number, 
/**
 * Its columns.
 */
columns: Array<CommunicationColumn>, 
/**
 * What it holds and whose that is, where it is messages and no list.
 */
messages: MessagesPreview | null, 
/**
 * What it seems to hold rather than communications, if it does.
 */
looksLike: LooksLike | null, 
/**
 * The first rows as they stand in the file.
 */
sample: Array<Array<string>>, 
/**
 * Days that can be read in two ways.
 */
doubtfulDays: number, 
/**
 * How those are read; none while nobody knows.
 */
dates: DateReading | null, 
/**
 * Rows that become communications.
 */
created: number, 
/**
 * Rows left out because they are known already.
 */
skipped: number, 
/**
 * Rows that can't be imported.
 */
rejected: number, 
/**
 * The first problems, in the file's order.
 */
problems: Array<RowProblem>, 
/**
 * How many there are.
 */
problemCount: number, };

/**
 * What an import of communications did.
 */
export type CommunicationsReport = { 
/**
 * Communications created.
 */
created: number, 
/**
 * Rows left out because they are known already.
 */
skipped: number, 
/**
 * Rows that couldn't be imported.
 */
rejected: Array<RejectedRow>, 
/**
 * The act of the import; none after a dry run.
 */
act: ActId | null, };

/**
 * By what notes are told to be alike.
 */
export type ComparedBy = { "by": "words", 
/**
 * Whether meanings are just being learned; otherwise there are too few notes.
 */
learning: boolean, } | { "by": "meaning", 
/**
 * From how many notes that was learned.
 */
notes: number, };

/**
 * A follow-up to tick off, or to open again.
 */
export type CompleteFollowUp = { 
/**
 * Which one.
 */
id: FollowUpId, 
/**
 * Done, unless false.
 */
done?: boolean | null, };

/**
 * One condition on a customer.
 */
export type Condition = { "type": "choice", 
/**
 * Which field.
 */
field: ChoiceField, 
/**
 * How it is compared.
 */
is: ChoiceTest, 
/**
 * Codes, keys or texts, at least one; an empty text stands for nothing: nobody, no tag, no region.
 */
values: Array<string>, } | { "type": "date", 
/**
 * Which field.
 */
field: DateField, 
/**
 * How it is compared.
 */
test: DateTest, } | { "type": "number", 
/**
 * Which field.
 */
field: NumberField, 
/**
 * How it is compared.
 */
is: NumberTest, 
/**
 * With what.
 */
value: number, } | { "type": "reach", 
/**
 * Which way.
 */
field: ReachField, 
/**
 * Whether there is one.
 */
known: boolean, } | { "type": "birthday", 
/**
 * How they are compared.
 */
test: BirthdayTest, } | { "type": "answer", 
/**
 * Which field.
 */
field: AnswerField, 
/**
 * Which of both.
 */
is: boolean, } | { "type": "held", 
/**
 * Which field.
 */
field: CustomFieldId, 
/**
 * How it is compared.
 */
test: HeldTest, };

/**
 * Conditions that count as one.
 */
export type ConditionGroup = { 
/**
 * How they are joined.
 */
join: ConditionJoin, 
/**
 * They, in order; at least one.
 */
of: Array<Condition>, };

/**
 * Whether all or any of some conditions must be true.
 */
export type ConditionJoin = "all" | "any";

/**
 * A condition, or a group of conditions.
 */
export type ConditionPart = Condition | ConditionGroup;

/**
 * Conditions and groups of them; none narrow nothing.
 */
export type Conditions = { 
/**
 * How they are joined.
 */
join: ConditionJoin, 
/**
 * They, in order.
 */
of: Array<ConditionPart>, };

/**
 * What keeps an act from being taken back whole.
 */
export type ConflictList = { 
/**
 * The first of it.
 */
conflicts: Array<ConflictView>, 
/**
 * How many there are.
 */
total: number, 
/**
 * How many fields and records can be taken back all the same.
 */
rest: number, };

/**
 * One thing that keeps an act from being taken back whole.
 */
export type ConflictView = { 
/**
 * In what kind of record.
 */
table: RecordTable, 
/**
 * In which one.
 */
row: string, 
/**
 * What it is called.
 */
label: string, 
/**
 * What it is called in Chinese, where it has a name of its own there.
 */
labelZh: string, 
/**
 * Whom it belongs to.
 */
customer: ChangedCustomer | null, 
/**
 * The column; empty for the whole record.
 */
field: string, 
/**
 * What it is.
 */
problem: UndoProblem, 
/**
 * What the field would go back to.
 */
wanted: KnownValue, 
/**
 * What it holds now.
 */
now: KnownValue, 
/**
 * Where that came from.
 */
by: LaterAct | null, };

/**
 * A contact.
 */
export type Contact = { 
/**
 * Key.
 */
id: ContactId, 
/**
 * Where the person works.
 */
customerId: CustomerId, 
/**
 * Name as entered, cleaned of stray spaces.
 */
name: string, 
/**
 * Job title.
 */
title: string, 
/**
 * Department.
 */
department: string, 
/**
 * Part in a decision to buy.
 */
decisionRole: DecisionRole, 
/**
 * As `1985-03-14`, or as `--03-14` where the year isn't known; empty for none.
 */
birthday: string, 
/**
 * Anything else.
 */
note: string, 
/**
 * Instant of creation.
 */
createdAt: Timestamp, 
/**
 * Instant of the latest change.
 */
updatedAt: Timestamp, 
/**
 * Instant of deletion; none while it is there.
 */
deletedAt: Timestamp | null, };

/**
 * Key of a contact at a customer.
 */
export type ContactId = string;

/**
 * Key of a person's part at a further customer.
 */
export type ContactLinkId = string;

/**
 * Key of a phone, e-mail, handle or address.
 */
export type ContactPointId = string;

/**
 * A contact with the ways to reach the person.
 */
export type ContactView = { 
/**
 * Phones, e-mails, handles, in order.
 */
points: Array<PointView>, 
/**
 * Values of custom fields.
 */
fields: Array<HeldValue>, 
/**
 * Where the person works.
 */
worksAt: CustomerRef, 
/**
 * What part the person has at further customers.
 */
links: Array<LinkView>, 
/**
 * Key.
 */
id: ContactId, 
/**
 * Where the person works.
 */
customerId: CustomerId, 
/**
 * Name as entered, cleaned of stray spaces.
 */
name: string, 
/**
 * Job title.
 */
title: string, 
/**
 * Department.
 */
department: string, 
/**
 * Part in a decision to buy.
 */
decisionRole: DecisionRole, 
/**
 * As `1985-03-14`, or as `--03-14` where the year isn't known; empty for none.
 */
birthday: string, 
/**
 * Anything else.
 */
note: string, 
/**
 * Instant of creation.
 */
createdAt: Timestamp, 
/**
 * Instant of the latest change.
 */
updatedAt: Timestamp, 
/**
 * Instant of deletion; none while it is there.
 */
deletedAt: Timestamp | null, };

/**
 * A category as it is offered.
 */
export type ConversationCategory = { 
/**
 * Key.
 */
id: CategoryId, 
/**
 * Which of those that every workspace begins with it is; the screen has its name.
 */
topic: Topic | null, 
/**
 * Its own name in English; empty where it has none.
 */
nameEn: string, 
/**
 * Its own name in Chinese; empty where it has none.
 */
nameZh: string, };

/**
 * Whose fields to count.
 */
export type CountFields = { 
/**
 * The kind of record.
 */
subject: FieldSubject, };

/**
 * The import of which something may have changed.
 */
export type CountImportEdits = { 
/**
 * Its act.
 */
act: ActId, };

/**
 * Which views to count.
 */
export type CountViews = { 
/**
 * Only these; all where it is left out.
 */
ids?: Array<ViewId> | null, };

/**
 * What the sidebar counts.
 */
export type Counts = { 
/**
 * Customers.
 */
customers: number, 
/**
 * Communications.
 */
communications: number, 
/**
 * Open follow-ups due today or before.
 */
dueFollowUps: number, 
/**
 * Open follow-ups due before today.
 */
overdueFollowUps: number, };

/**
 * A new contact; what is left out is empty.
 */
export type CreateContact = { 
/**
 * Where the person works.
 */
customerId: CustomerId, 
/**
 * The name.
 */
name: string, 
/**
 * Job title.
 */
title?: string | null, 
/**
 * Department.
 */
department?: string | null, 
/**
 * Part in a decision to buy.
 */
decisionRole?: DecisionRole | null, 
/**
 * The birthday, with its year or without.
 */
birthday?: string | null, 
/**
 * Anything else.
 */
note?: string | null, 
/**
 * How to reach the person.
 */
points?: Array<PointInput> | null, 
/**
 * What part the person has at further customers.
 */
links?: Array<LinkInput> | null, 
/**
 * Values of custom fields; one that is left out takes its start, null leaves it empty.
 */
fields?: { [key in CustomFieldId]: CustomValue | null } | null, };

/**
 * A new customer; what is left out is empty.
 */
export type CreateCustomer = { 
/**
 * Company or person.
 */
kind: CustomerKind, 
/**
 * The name.
 */
name: string, 
/**
 * The name in the other language.
 */
otherName?: string | null, 
/**
 * The birthday of a person, with its year or without.
 */
birthday?: string | null, 
/**
 * Whether it wants nobody to write or call.
 */
doNotContact?: boolean | null, 
/**
 * Lifecycle stage; a lead where none is given.
 */
stage?: Stage | null, 
/**
 * Who looks after it; the actor where none is given.
 */
ownerId?: UserId | null, 
/**
 * Line of business.
 */
industry?: string | null, 
/**
 * Headcount or turnover, in words.
 */
size?: string | null, 
/**
 * Region in words.
 */
region?: string | null, 
/**
 * Postal address.
 */
address?: string | null, 
/**
 * ISO 3166-1 code of its country.
 */
country?: string | null, 
/**
 * Web address.
 */
website?: string | null, 
/**
 * Tax number.
 */
taxId?: string | null, 
/**
 * Terms of payment.
 */
terms?: string | null, 
/**
 * Credit limit in minor units of the currency.
 */
creditLimitMinor?: number | null, 
/**
 * ISO 4217 code; the workspace's where none is given.
 */
currency?: string | null, 
/**
 * Where it came from.
 */
source?: string | null, 
/**
 * Anything else.
 */
note?: string | null, 
/**
 * The customer that recommended us.
 */
referredBy?: CustomerId | null, 
/**
 * A phone number.
 */
phone?: string | null, 
/**
 * An e-mail address.
 */
email?: string | null, 
/**
 * Tags by name; new ones are made.
 */
tags?: Array<string> | null, 
/**
 * Values of custom fields; one that is left out takes its start, null leaves it empty.
 */
fields?: { [key in CustomFieldId]: CustomValue | null } | null, };

/**
 * A new field; it stands behind the others. One of its names is needed.
 */
export type CreateField = { 
/**
 * What kind of record has it.
 */
subject: FieldSubject, 
/**
 * Its name in English.
 */
nameEn?: string | null, 
/**
 * Its name in Chinese.
 */
nameZh?: string | null, 
/**
 * What it holds.
 */
kind: FieldKind, 
/**
 * The group that it stands in.
 */
section?: string | null, };

/**
 * A follow-up to create.
 */
export type CreateFollowUp = { 
/**
 * Whom it is for.
 */
customerId: CustomerId, 
/**
 * What.
 */
title: string, 
/**
 * By when.
 */
due: Due, 
/**
 * How.
 */
channel?: Channel | null, 
/**
 * Who; the actor where nobody is named.
 */
ownerId?: UserId | null, 
/**
 * The rule by which it comes again, as RFC 5545 writes it; it doesn't where there is none.
 */
repeats?: string | null, 
/**
 * How much it matters; as most do where nothing is said.
 */
priority?: Priority | null, 
/**
 * How long it takes, in minutes.
 */
durationMinutes?: number | null, };

/**
 * A mapping to keep.
 */
export type CreateMapping = { 
/**
 * The name.
 */
name: string, 
/**
 * The file whose columns are taken as they are mapped now.
 */
import: ImportCustomers, };

/**
 * A new saved search; it stands behind the others.
 */
export type CreateSearch = { 
/**
 * What it is called.
 */
name: string, 
/**
 * What it looks for.
 */
search: KeptQuery, };

/**
 * A new view; it stands behind the others.
 */
export type CreateView = { 
/**
 * What it is called.
 */
name: string, 
/**
 * Which customers.
 */
filter?: CustomerFilter | null, 
/**
 * In which order.
 */
sort?: CustomerSort | null, 
/**
 * Which columns.
 */
columns?: ViewColumns | null, 
/**
 * Where it is offered; above the list where nothing is said.
 */
place?: ViewPlace | null, 
/**
 * Who sees it; everyone where nothing is said.
 */
audience?: ViewAudience | null, };

/**
 * A new workspace as the first start asks for it.
 */
export type CreateWorkspace = { 
/**
 * The business's name.
 */
name: string, 
/**
 * ISO 3166 code.
 */
country: string, 
/**
 * ISO 4217 code.
 */
currency: string, 
/**
 * The language.
 */
language: Language, 
/**
 * The person's name; the owner of the workspace.
 */
ownerName: string, 
/**
 * How it is locked.
 */
lock: LockChoice, 
/**
 * The passphrase, where that is the lock.
 */
passphrase?: string | null, 
/**
 * The two groups of the recovery code that were asked for.
 */
typedBack: Array<string>, };

/**
 * A custom field as it is shown.
 */
export type CustomField = { 
/**
 * Key.
 */
id: CustomFieldId, 
/**
 * What kind of record has it.
 */
subject: FieldSubject, 
/**
 * Its name in English; may be empty where there is a Chinese one.
 */
nameEn: string, 
/**
 * Its name in Chinese; may be empty where there is an English one.
 */
nameZh: string, 
/**
 * What it holds.
 */
kind: FieldKind, 
/**
 * The group that it stands in; empty for none.
 */
section: string, 
/**
 * Whether a new record must have a value.
 */
required: boolean, 
/**
 * Whether lists offer it as a column.
 */
inList: boolean, 
/**
 * Whether it is out of use; values are kept.
 */
archived: boolean, 
/**
 * The value that new records start with.
 */
start: CustomValue | null, 
/**
 * Its choices, in order.
 */
choices: Array<FieldChoice>, };

/**
 * Key of a custom field.
 */
export type CustomFieldId = string;

/**
 * What a record holds in one field.
 */
export type CustomValue = { "type": "text", 
/**
 * The text.
 */
text: string, } | { "type": "number", 
/**
 * As decimal text, `-1234.5`.
 */
number: string, } | { "type": "money", 
/**
 * In minor units.
 */
minor: number, 
/**
 * ISO 4217 code.
 */
currency: string, } | { "type": "date", 
/**
 * YYYY-MM-DD.
 */
day: string, } | { "type": "choices", 
/**
 * Their keys.
 */
ids: Array<FieldChoiceId>, } | { "type": "answer", 
/**
 * Which.
 */
yes: boolean, };

/**
 * A customer.
 */
export type Customer = { 
/**
 * Key.
 */
id: CustomerId, 
/**
 * The number people quote, as C-A0194.
 */
number: string, 
/**
 * Company or person.
 */
kind: CustomerKind, 
/**
 * Name as entered, cleaned of stray spaces.
 */
name: string, 
/**
 * The name in the other language.
 */
otherName: string, 
/**
 * Of a person: as `1985-03-14`, or as `--03-14` where the year isn't known; empty for none.
 */
birthday: string, 
/**
 * Whether it wants nobody to write or call.
 */
doNotContact: boolean, 
/**
 * Lifecycle stage.
 */
stage: Stage, 
/**
 * Who looks after it.
 */
ownerId: UserId | null, 
/**
 * Line of business.
 */
industry: string, 
/**
 * Headcount or turnover, in words.
 */
size: string, 
/**
 * Region in words.
 */
region: string, 
/**
 * Postal address.
 */
address: string, 
/**
 * ISO 3166-1 code of the country of the address; empty where none is told.
 */
country: string, 
/**
 * Web address.
 */
website: string, 
/**
 * Tax number.
 */
taxId: string, 
/**
 * Terms of payment.
 */
terms: string, 
/**
 * Credit limit in minor units of `currency`.
 */
creditLimitMinor: number | null, 
/**
 * ISO 4217 code.
 */
currency: string, 
/**
 * Where it came from.
 */
source: string, 
/**
 * What is to be reached with it.
 */
goal: string, 
/**
 * After how many days it is due to be contacted again, by agreement.
 */
rhythmDays: number | null, 
/**
 * How it wants to be contacted.
 */
preferredChannel: Channel | null, 
/**
 * At which hours, as `09:00-11:30`; empty where nothing is agreed.
 */
preferredHours: string, 
/**
 * Anything else.
 */
note: string, 
/**
 * The customer that recommended us.
 */
referredBy: CustomerId | null, 
/**
 * Instant of creation.
 */
createdAt: Timestamp, 
/**
 * Instant of the latest change.
 */
updatedAt: Timestamp, 
/**
 * Instant of deletion; none while it is there.
 */
deletedAt: Timestamp | null, };

/**
 * What the list can be narrowed to, each counted under the rest of the filter.
 */
export type CustomerFacets = { 
/**
 * By stage.
 */
stages: Array<Facet>, 
/**
 * By owner.
 */
owners: Array<Facet>, 
/**
 * By tag: the chosen ones, then those used most, at most 200.
 */
tags: Array<Facet>, 
/**
 * How many tags there are to choose from, shown or not.
 */
tagsInAll: number, 
/**
 * The parts of the filter.
 */
parts: Array<FilterPart>, 
/**
 * How many customers each of the conditions and groups lets through by itself, in order.
 */
conditions: Array<number>, 
/**
 * How many customers the filter lets through.
 */
matching: number, 
/**
 * How many customers there are.
 */
customers: number, };

/**
 * Which filter to count for.
 */
export type CustomerFacetsInput = { 
/**
 * Which customers.
 */
filter?: CustomerFilter | null, 
/**
 * Only tags that are called so.
 */
tagText?: string | null, };

/**
 * Which customers; what is left out doesn't narrow.
 */
export type CustomerFilter = { 
/**
 * Words or characters in the name, the people, phones or tags.
 */
text?: string | null, 
/**
 * Any of these stages.
 */
stages?: Array<Stage> | null, 
/**
 * Any of these owners.
 */
owners?: Array<UserId> | null, 
/**
 * Any of these tags.
 */
tags?: Array<TagId> | null, 
/**
 * Conditions besides.
 */
conditions?: Conditions | null, };

/**
 * Customers that stand together in a list.
 */
export type CustomerGroup = { 
/**
 * What they share: a stage, the owner's name or the region; empty for those that have none.
 */
value: string, 
/**
 * How many they are.
 */
count: number, };

/**
 * What a list is grouped by.
 */
export type CustomerGroupBy = "stage" | "owner" | "region";

/**
 * Key of a customer.
 */
export type CustomerId = string;

/**
 * A company or a person.
 */
export type CustomerKind = "company" | "person";

/**
 * Whose neighbours in which list.
 */
export type CustomerNeighbours = { 
/**
 * The customer.
 */
id: CustomerId, 
/**
 * Which customers.
 */
filter?: CustomerFilter | null, 
/**
 * In which order.
 */
sort?: CustomerSort | null, };

/**
 * A slice of the list.
 */
export type CustomerPage = { 
/**
 * How many customers the filter lets through.
 */
total: number, 
/**
 * The slice.
 */
rows: Array<CustomerRow>, };

/**
 * Two customers.
 */
export type CustomerPair = { 
/**
 * One.
 */
one: CustomerId, 
/**
 * The other.
 */
other: CustomerId, };

/**
 * A customer's page.
 */
export type CustomerRecord = { 
/**
 * The customer.
 */
customer: Customer, 
/**
 * Its own phones, e-mails, handles.
 */
points: Array<PointView>, 
/**
 * Its own values of custom fields.
 */
fields: Array<HeldValue>, 
/**
 * Its tags by name.
 */
tags: Array<Tag>, 
/**
 * The people who work there, the first one first.
 */
contacts: Array<ContactView>, 
/**
 * The people who work elsewhere and have a part there.
 */
further: Array<ContactView>, 
/**
 * Who looks after it.
 */
owner: User | null, 
/**
 * Who recommended us.
 */
referrer: CustomerRef | null, 
/**
 * What is still to do for it, soonest first.
 */
followUps: Array<FollowUp>, 
/**
 * Its past and future in figures.
 */
summary: CustomerSummary, };

/**
 * Another customer, as a link.
 */
export type CustomerRef = { 
/**
 * Its key.
 */
id: CustomerId, 
/**
 * Its name.
 */
name: string, 
/**
 * Company or person.
 */
kind: CustomerKind, };

/**
 * A row of the list.
 */
export type CustomerRow = { 
/**
 * Key.
 */
id: CustomerId, 
/**
 * The number people quote.
 */
number: string, 
/**
 * Company or person.
 */
kind: CustomerKind, 
/**
 * Name.
 */
name: string, 
/**
 * Name in the other language.
 */
otherName: string, 
/**
 * Whether it wants nobody to write or call.
 */
doNotContact: boolean, 
/**
 * Lifecycle stage.
 */
stage: Stage, 
/**
 * Who looks after it.
 */
ownerId: UserId | null, 
/**
 * The owner's name; empty for nobody.
 */
ownerName: string, 
/**
 * Region.
 */
region: string, 
/**
 * Tags by name.
 */
tags: Array<string>, 
/**
 * Instant of the last contact.
 */
lastContactAt: Timestamp | null, 
/**
 * How it was held.
 */
lastChannel: Channel | null, 
/**
 * When the next follow-up is due.
 */
nextFollowUpAt: Timestamp | null, 
/**
 * Whether that is a time of day rather than just a day.
 */
nextFollowUpHasTime: boolean, 
/**
 * How many communications there are.
 */
communications: number, 
/**
 * Instant of creation.
 */
createdAt: Timestamp, 
/**
 * What it holds in the custom fields that were asked for.
 */
fields: Array<HeldValue>, };

/**
 * Which customers.
 */
export type CustomerSelection = { "ids": Array<CustomerId> } | { "matching": MatchingCustomers };

/**
 * A sort; what is missing comes last either way, and the key breaks ties.
 */
export type CustomerSort = { 
/**
 * By what.
 */
by: SortBy, 
/**
 * From the greatest.
 */
descending?: boolean, 
/**
 * Grouped by this first, if by anything.
 */
group?: CustomerGroupBy | null, };

/**
 * A customer's past and future in figures.
 */
export type CustomerSummary = { 
/**
 * How many communications there are.
 */
communications: number, 
/**
 * When the latest one was, notes to ourselves aside.
 */
lastContactAt: Timestamp | null, 
/**
 * How it was held.
 */
lastChannel: Channel | null, 
/**
 * How many follow-ups are open.
 */
openFollowUps: number, 
/**
 * The next one due.
 */
nextFollowUp: FollowUp | null, };

/**
 * What is done to each of them.
 */
export type CustomersChange = { "kind": "tags", 
/**
 * Put on.
 */
add: Array<string>, 
/**
 * Taken off.
 */
remove: Array<string>, } | { "kind": "set", 
/**
 * The field and its value.
 */
value: SharedValue, } | { "kind": "delete" };

/**
 * What was done.
 */
export type CustomersChanged = { 
/**
 * The act that undo takes back; none where all was so already.
 */
act: ActId | null, 
/**
 * In how many customers something changed.
 */
count: number, };

/**
 * How well the customers are kept.
 */
export type DataHealth = { 
/**
 * Customers with a phone, e-mail or chat.
 */
reachable: HealthShare, 
/**
 * Key fields that are filled: a way to reach it, owner, region, industry and source, over all customers.
 */
complete: HealthShare, 
/**
 * Customers that somebody talked to within the time that the rules give.
 */
fresh: HealthShare, 
/**
 * Customers with a phone or e-mail, none of which is wrong.
 */
valid: HealthShare, 
/**
 * What was found, in the order in which it is to be mended; what wasn't found is not listed.
 */
findings: Array<HealthFinding>, 
/**
 * Pairs that seem to be one; none where the person may not merge.
 */
duplicates: DuplicatesWaiting | null, 
/**
 * By what they are judged.
 */
rules: HealthRules, 
/**
 * When it was last checked for the record; none before the first time.
 */
checkedAt: Timestamp | null, 
/**
 * The check of an earlier day that the findings are compared with.
 */
before: Timestamp | null, };

/**
 * A field that holds an instant.
 */
export type DateField = "created" | "last_contact" | "next_follow_up" | "contact_due";

/**
 * What comes first in the days of a column.
 */
export type DateReading = "day_first" | "month_first";

/**
 * How an instant is compared: by days where the person is. Today counts as both past and coming; nothing is before and
 * after nothing.
 */
export type DateTest = { "is": "in_last", 
/**
 * How many.
 */
count: number, 
/**
 * Of what.
 */
unit: DateUnit, } | { "is": "not_in_last", 
/**
 * How many.
 */
count: number, 
/**
 * Of what.
 */
unit: DateUnit, } | { "is": "more_than_ago", 
/**
 * How many.
 */
count: number, 
/**
 * Of what.
 */
unit: DateUnit, } | { "is": "in_next", 
/**
 * How many.
 */
count: number, 
/**
 * Of what.
 */
unit: DateUnit, } | { "is": "more_than_ahead", 
/**
 * How many.
 */
count: number, 
/**
 * Of what.
 */
unit: DateUnit, } | { "is": "on", 
/**
 * YYYY-MM-DD.
 */
day: string, } | { "is": "before", 
/**
 * YYYY-MM-DD.
 */
day: string, } | { "is": "after", 
/**
 * YYYY-MM-DD.
 */
day: string, } | { "is": "never" } | { "is": "ever" };

/**
 * A length of time, by the calendar.
 */
export type DateUnit = "days" | "weeks" | "months" | "years";

/**
 * A contact's part in a decision to buy.
 */
export type DecisionRole = "none" | "decides" | "evaluates" | "supports" | "uses" | "opposes";

/**
 * Which category to delete.
 */
export type DeleteCategory = { 
/**
 * Its key.
 */
id: CategoryId, };

/**
 * Which communication to delete.
 */
export type DeleteCommunication = { 
/**
 * Its key.
 */
id: CommunicationId, };

/**
 * Which contact to delete.
 */
export type DeleteContact = { 
/**
 * Its key.
 */
id: ContactId, };

/**
 * Which customers to delete.
 */
export type DeleteCustomers = { 
/**
 * Their keys.
 */
ids: Array<CustomerId>, };

/**
 * Which follow-up to delete.
 */
export type DeleteFollowUp = { 
/**
 * Its key.
 */
id: FollowUpId, };

/**
 * Which mapping to delete.
 */
export type DeleteMapping = { 
/**
 * Its key.
 */
id: ImportMappingId, };

/**
 * Which template to delete.
 */
export type DeleteTemplate = { 
/**
 * Its key.
 */
id: TemplateId, };

/**
 * Which view to delete.
 */
export type DeleteView = { 
/**
 * Its key.
 */
id: ViewId, };

/**
 * What was deleted, and the act that undo takes back.
 */
export type Deleted = { 
/**
 * The act.
 */
act: ActId, 
/**
 * How many.
 */
count: number, };

/**
 * Who started it.
 */
export type Direction = "in" | "out" | "none";

/**
 * A customer that isn't to be suggested for a while.
 */
export type DismissContact = { 
/**
 * Its key.
 */
customerId: CustomerId, };

/**
 * Until when it isn't suggested, and the act that undo takes back.
 */
export type DismissedContact = { 
/**
 * The act.
 */
act: ActId, 
/**
 * From this day on it is suggested again.
 */
until: string, };

/**
 * Whose dossier, in which language.
 */
export type DossierInput = { 
/**
 * The customer.
 */
customerId: CustomerId, 
/**
 * The language of its words.
 */
language: Language, };

/**
 * A kept draft.
 */
export type Draft = { 
/**
 * What the form holds; empty where nothing is kept.
 */
value: string, 
/**
 * When it was kept.
 */
savedAt: Timestamp | null, };

/**
 * When something is due, as a person says it.
 */
export type Due = { 
/**
 * YYYY-MM-DD.
 */
date: string, 
/**
 * HH:MM; none means any time that day.
 */
time?: string | null, };

/**
 * A customer that is due to be contacted.
 */
export type DueContact = { 
/**
 * Its key.
 */
customerId: CustomerId, 
/**
 * Its name.
 */
name: string, 
/**
 * How: as was agreed, or else as the last time.
 */
channel: Channel | null, 
/**
 * At which hours; empty where nothing is agreed.
 */
hours: string, 
/**
 * Whether the rhythm was agreed; or else it is what is usual.
 */
agreed: boolean, 
/**
 * The rhythm in days: the agreed one, or the median of the days between contacts.
 */
rhythmDays: number, 
/**
 * The last contact; none where there was none since the customer was added.
 */
lastContactAt: Timestamp | null, 
/**
 * How many days ago that was, or the customer was added.
 */
daysSince: number, 
/**
 * The day by which it was due.
 */
due: string, };

/**
 * Customers that are due to be contacted, and for whom nothing is planned yet.
 */
export type DueContacts = { 
/**
 * How many.
 */
total: number, 
/**
 * The first of them: those with whom a rhythm was agreed, then the others; each the one that waits longest against its
 * rhythm first.
 */
contacts: Array<DueContact>, };

/**
 * A slice of the pairs.
 */
export type DuplicatePage = { 
/**
 * The slice.
 */
pairs: Array<DuplicatePair>, 
/**
 * Whether all customers were compared; otherwise `find_duplicates` has yet to do it.
 */
complete: boolean, 
/**
 * All pairs.
 */
total: number, 
/**
 * Those so much alike that nobody has to look at each.
 */
certain: number, 
/**
 * From this score on they are.
 */
certainFrom: number, };

/**
 * Two customers that seem to be one.
 */
export type DuplicatePair = { 
/**
 * The older one.
 */
one: CustomerRow, 
/**
 * The younger one.
 */
other: CustomerRow, 
/**
 * Between 0 and 1.
 */
score: number, 
/**
 * Why: each trait that both have.
 */
parts: Array<LikenessPart>, };

/**
 * What looking for duplicates found.
 */
export type DuplicatesFound = { 
/**
 * Pairs that wait for somebody.
 */
total: number, };

/**
 * The pairs that wait for somebody.
 */
export type DuplicatesWaiting = { 
/**
 * Whether all customers were compared; otherwise `find_duplicates` has yet to do it.
 */
complete: boolean, 
/**
 * All pairs.
 */
total: number, 
/**
 * Those so much alike that nobody has to look at each.
 */
certain: number, 
/**
 * From this score on they are.
 */
certainFrom: number, };

/**
 * What went wrong, as far as a caller can act on it. The catalogues hold one sentence for each.
 */
export type ErrorCode = "invalid" | "not_found" | "refused" | "locked" | "wrong_secret" | "no_keyring" | "busy" | "newer_workspace" | "not_a_workspace" | "damaged" | "disk_full" | "read_only" | "gone" | "disk_error" | "not_updated" | "conflict" | "cancelled" | "unknown_command" | "bad_input" | "not_here" | "internal";

/**
 * An attachment to write to a file.
 */
export type ExportAttachment = { 
/**
 * Its key.
 */
id: AttachmentId, 
/**
 * The file.
 */
ticket: string, };

/**
 * A calendar to write.
 */
export type ExportCalendar = { 
/**
 * The file.
 */
ticket: string, 
/**
 * Only the actor's own, and those that are nobody's.
 */
mine?: boolean | null, 
/**
 * The first day, YYYY-MM-DD; without one, all before the last.
 */
from?: string | null, 
/**
 * The last day; without one, all after the first.
 */
to?: string | null, };

/**
 * A dossier to write.
 */
export type ExportDossier = { 
/**
 * The customer.
 */
customerId: CustomerId, 
/**
 * The language of its words.
 */
language: Language, 
/**
 * The file.
 */
ticket: string, };

/**
 * Which list.
 */
export type ExportKind = "customers" | "cards" | "communications";

/**
 * Labels to write.
 */
export type ExportLabels = { 
/**
 * Which customers; all where it is left out.
 */
customers?: CustomerSelection | null, 
/**
 * Their order.
 */
sort?: CustomerSort | null, 
/**
 * What they are printed on.
 */
sheet: LabelSheet, 
/**
 * Whether the first person there is named.
 */
person?: boolean | null, 
/**
 * Whether those who want nobody to write to them are among them.
 */
doNotContact?: boolean | null, 
/**
 * The file.
 */
ticket: string, };

/**
 * A list to write.
 */
export type ExportList = { 
/**
 * Which list.
 */
kind: ExportKind, 
/**
 * The file.
 */
ticket: string, 
/**
 * Which customers; all where it is left out.
 */
customers?: CustomerSelection | null, 
/**
 * The order of customers.
 */
sort?: CustomerSort | null, 
/**
 * How a table is written; CSV in UTF-8 where nothing is said. Cards have one format.
 */
format?: ListFormat | null, };

/**
 * Rows to write into a file.
 */
export type ExportRejectedRows = { 
/**
 * The act of the import that left them out.
 */
act: ActId, 
/**
 * The file to write.
 */
ticket: string, };

/**
 * A report to write.
 */
export type ExportReport = { 
/**
 * The report.
 */
report: ReportInput, 
/**
 * How.
 */
format: ReportFormat, 
/**
 * The file.
 */
ticket: string, };

/**
 * A list that was written.
 */
export type Exported = { 
/**
 * Rows below the header, or cards.
 */
rows: number, 
/**
 * The customers that they are about; none where they are about something else.
 */
customers: number, 
/**
 * Texts that were longer than the format holds, and were cut.
 */
cut: number, 
/**
 * The file's name.
 */
name: string, };

/**
 * A dossier that was written.
 */
export type ExportedDossier = { 
/**
 * Its size.
 */
bytes: number, 
/**
 * The file's name.
 */
name: string, };

/**
 * Labels that were written.
 */
export type ExportedLabels = { 
/**
 * How many.
 */
labels: number, 
/**
 * Customers that have none, because they have no address.
 */
leftOut: number, 
/**
 * Customers that have none, because they want nobody to write to them.
 */
doNotContact: number, 
/**
 * The file's name.
 */
name: string, };

/**
 * A report that was written.
 */
export type ExportedReport = { 
/**
 * The file's name.
 */
name: string, };

/**
 * Verbatim sentences of a text, in order.
 */
export type Extract = { 
/**
 * The sentences.
 */
sentences: Array<string>, 
/**
 * How many the text has.
 */
of: number, };

/**
 * A value that a list can be narrowed to, with the number of rows behind it.
 */
export type Facet = { 
/**
 * A code or a key.
 */
value: string, 
/**
 * A name, where the value has one of its own; codes are translated by the screen.
 */
label: string, 
/**
 * Rows.
 */
count: number, };

/**
 * A field of a record before and after.
 */
export type FieldChange = { 
/**
 * Its column.
 */
field: string, 
/**
 * Before.
 */
before: KnownValue, 
/**
 * After.
 */
after: KnownValue, };

/**
 * A choice as it is shown.
 */
export type FieldChoice = { 
/**
 * Key.
 */
id: FieldChoiceId, 
/**
 * Its name in English; may be empty where there is a Chinese one.
 */
nameEn: string, 
/**
 * Its name in Chinese; may be empty where there is an English one.
 */
nameZh: string, 
/**
 * The colour of its mark, by its number among those of charts; 0 for none.
 */
colour: number, };

/**
 * Key of a choice that a field offers.
 */
export type FieldChoiceId = string;

/**
 * How many records hold something.
 */
export type FieldCount = { 
/**
 * Which field.
 */
id: CustomFieldId, 
/**
 * How many records hold a value.
 */
filled: number, 
/**
 * How many hold each of its choices that anyone holds.
 */
choices: Array<ChoiceCount>, };

/**
 * How much of the fields of one kind of record is filled.
 */
export type FieldCounts = { 
/**
 * How many records there are.
 */
records: number, 
/**
 * Each field.
 */
fields: Array<FieldCount>, };

/**
 * What a field holds.
 */
export type FieldKind = "text" | "long_text" | "number" | "money" | "date" | "choice" | "choices" | "answer" | "link";

/**
 * What kind of record has a field.
 */
export type FieldSubject = "customer" | "contact";

/**
 * A field of a whole record.
 */
export type FieldValue = { 
/**
 * Its column.
 */
field: string, 
/**
 * What it holds.
 */
value: KnownValue, };

/**
 * What a file is chosen for; decides the dialog's filter.
 */
export type FilePurpose = "import" | "pdf" | "csv" | "xlsx" | "vcard" | "ics" | "any";

/**
 * A file that a person chose.
 */
export type FileTicket = { 
/**
 * Stands for the path.
 */
ticket: string, 
/**
 * The file's name without its folder.
 */
name: string, 
/**
 * Its size; 0 where it doesn't exist yet.
 */
bytes: number, 
/**
 * Whether it holds mails or a chat, as its beginning tells.
 */
messages: boolean, };

/**
 * For whom to fill in a template.
 */
export type FillTemplate = { 
/**
 * Which template.
 */
id: TemplateId, 
/**
 * The customer, where it is known yet.
 */
customerId?: CustomerId | null, 
/**
 * The people there, in order.
 */
contactIds: Array<ContactId>, };

/**
 * A template filled in.
 */
export type FilledTemplate = { 
/**
 * The channel that the template is for.
 */
channel: Channel | null, 
/**
 * The subject.
 */
title: string, 
/**
 * The text.
 */
text: string, 
/**
 * The blanks that are left, as they are written in English.
 */
left: Array<string>, };

/**
 * A part of a filter.
 */
export type FilterBy = "text" | "stages" | "owners" | "tags" | "conditions";

/**
 * What one part of a filter does.
 */
export type FilterPart = { 
/**
 * Which part.
 */
by: FilterBy, 
/**
 * How many customers it leaves out on its own.
 */
leavesOut: number, 
/**
 * How many customers the rest of the filter lets through.
 */
without: number, };

/**
 * The times that were shown and taken over.
 */
export type FitFollowUps = { 
/**
 * Each with its time.
 */
placements: Array<Fitted>, };

/**
 * Where each would go.
 */
export type FitPreview = { 
/**
 * Those for which there is a time, by that time.
 */
placements: Array<Placement>, 
/**
 * How many there are none for.
 */
left: number, };

/**
 * A follow-up and its time.
 */
export type Fitted = { 
/**
 * Which one.
 */
id: FollowUpId, 
/**
 * YYYY-MM-DD.
 */
date: string, 
/**
 * HH:MM.
 */
time: string, };

/**
 * A follow-up.
 */
export type FollowUp = { 
/**
 * Key.
 */
id: FollowUpId, 
/**
 * Whom it is for.
 */
customerId: CustomerId, 
/**
 * The communication it came from.
 */
communicationId: CommunicationId | null, 
/**
 * What to do.
 */
title: string, 
/**
 * How, where that is known.
 */
channel: Channel | null, 
/**
 * The day, YYYY-MM-DD.
 */
dueDate: string, 
/**
 * The time of day, HH:MM; none means any time that day.
 */
dueTime: string | null, 
/**
 * The IANA zone in which a person chose them.
 */
zone: string, 
/**
 * The instant from which it is late; follows from the three above.
 */
dueAt: Timestamp, 
/**
 * The rule by which it comes again once it is done, as RFC 5545 writes it; empty where it doesn't.
 */
repeats: string, 
/**
 * The day that the rule counts from, YYYY-MM-DD: putting this one off doesn't move those that follow.
 */
repeatsFrom: string, 
/**
 * How much it matters.
 */
priority: Priority, 
/**
 * How long it takes, where somebody said so.
 */
durationMinutes: number | null, 
/**
 * Who does it.
 */
ownerId: UserId | null, 
/**
 * When it was done.
 */
doneAt: Timestamp | null, 
/**
 * Instant of creation.
 */
createdAt: Timestamp, 
/**
 * Instant of the latest change.
 */
updatedAt: Timestamp, 
/**
 * Instant of deletion; none while it is there.
 */
deletedAt: Timestamp | null, };

/**
 * A changed follow-up, and the act that undo takes back.
 */
export type FollowUpChanged = { 
/**
 * The act.
 */
act: ActId, 
/**
 * The follow-up as it is now.
 */
followUp: FollowUp, };

/**
 * What a day holds.
 */
export type FollowUpDay = { 
/**
 * YYYY-MM-DD.
 */
date: string, 
/**
 * How many are open.
 */
open: number, 
/**
 * How many are done.
 */
done: number, 
/**
 * The first of them by the hour, those without a time last; on a crowded day those still open come before the others.
 */
followUps: Array<FollowUpView>, };

/**
 * Some days of a calendar.
 */
export type FollowUpDays = { 
/**
 * YYYY-MM-DD where the person is.
 */
today: string, 
/**
 * Open and due before today, whatever days are shown; longest overdue first, the first few of them.
 */
overdue: Array<FollowUpView>, 
/**
 * How many are.
 */
overdueTotal: number, 
/**
 * The days that hold something, in order.
 */
days: Array<FollowUpDay>, };

/**
 * A follow-up that was ticked off or opened again, and the act that undo takes back.
 */
export type FollowUpDone = { 
/**
 * The act.
 */
act: ActId, 
/**
 * The follow-up as it is now.
 */
followUp: FollowUp, 
/**
 * The one that follows it by its rule.
 */
next: FollowUp | null, };

/**
 * Key of a follow-up.
 */
export type FollowUpId = string;

/**
 * Which open follow-ups; what is done stays with whoever did it.
 */
export type FollowUpSelection = { "ids": Array<FollowUpId> } | { "openOf": UserId | null };

/**
 * A follow-up with the names behind its keys.
 */
export type FollowUpView = { 
/**
 * The customer's name.
 */
customerName: string, 
/**
 * Company or person.
 */
customerKind: CustomerKind, 
/**
 * Who does it; empty where nobody is named.
 */
ownerName: string, 
/**
 * Key.
 */
id: FollowUpId, 
/**
 * Whom it is for.
 */
customerId: CustomerId, 
/**
 * The communication it came from.
 */
communicationId: CommunicationId | null, 
/**
 * What to do.
 */
title: string, 
/**
 * How, where that is known.
 */
channel: Channel | null, 
/**
 * The day, YYYY-MM-DD.
 */
dueDate: string, 
/**
 * The time of day, HH:MM; none means any time that day.
 */
dueTime: string | null, 
/**
 * The IANA zone in which a person chose them.
 */
zone: string, 
/**
 * The instant from which it is late; follows from the three above.
 */
dueAt: Timestamp, 
/**
 * The rule by which it comes again once it is done, as RFC 5545 writes it; empty where it doesn't.
 */
repeats: string, 
/**
 * The day that the rule counts from, YYYY-MM-DD: putting this one off doesn't move those that follow.
 */
repeatsFrom: string, 
/**
 * How much it matters.
 */
priority: Priority, 
/**
 * How long it takes, where somebody said so.
 */
durationMinutes: number | null, 
/**
 * Who does it.
 */
ownerId: UserId | null, 
/**
 * When it was done.
 */
doneAt: Timestamp | null, 
/**
 * Instant of creation.
 */
createdAt: Timestamp, 
/**
 * Instant of the latest change.
 */
updatedAt: Timestamp, 
/**
 * Instant of deletion; none while it is there.
 */
deletedAt: Timestamp | null, };

/**
 * What was given.
 */
export type FollowUpsGiven = { 
/**
 * The act that undo takes back; none where all were theirs already.
 */
act: ActId | null, 
/**
 * How many changed hands.
 */
count: number, };

/**
 * Which communication to read.
 */
export type GetCommunication = { 
/**
 * Its key.
 */
id: CommunicationId, };

/**
 * Which customer.
 */
export type GetCustomer = { 
/**
 * Its key.
 */
id: CustomerId, };

/**
 * Which draft.
 */
export type GetDraft = { 
/**
 * Which form.
 */
key: string, };

/**
 * Which customer.
 */
export type GetStrategy = { 
/**
 * Its key.
 */
id: CustomerId, };

/**
 * Follow-ups, and whose they are to be.
 */
export type GiveFollowUps = { 
/**
 * Which ones.
 */
followUps: FollowUpSelection, 
/**
 * Who gets them; null for nobody.
 */
ownerId: UserId | null, };

/**
 * What giving follow-ups to somebody would change.
 */
export type GivePreview = { 
/**
 * How many would change hands.
 */
giving: number, 
/**
 * How many are theirs already.
 */
same: number, 
/**
 * How many of those that were named are done or deleted by now.
 */
gone: number, 
/**
 * Whose those are that would change hands, the one with the most first.
 */
from: Array<GivenFrom>, };

/**
 * Somebody who has follow-ups, and how many.
 */
export type GivenFrom = { 
/**
 * Whose; null where they are nobody's.
 */
ownerId: UserId | null, 
/**
 * The name; empty where they are nobody's.
 */
name: string, 
/**
 * How many.
 */
count: number, };

/**
 * How it sounds, as a person says.
 */
export type GivenTone = "positive" | "neutral" | "negative";

/**
 * What a chart is drawn on.
 */
export type Ground = "light" | "dark";

/**
 * What is looked for.
 */
export type HealthCheck = "unreachable" | "no_owner" | "no_next_step" | "incomplete" | "wrong_phone" | "wrong_email" | "silent" | "forgotten";

/**
 * What a check found.
 */
export type HealthFinding = { 
/**
 * What was looked for.
 */
check: HealthCheck, 
/**
 * What kind of trouble it is.
 */
group: HealthGroup, 
/**
 * Customers that have it.
 */
customers: number, 
/**
 * The one of them that was added last, as an example; none where there is none.
 */
example: string | null, 
/**
 * What is wrong there, where it is one phone or e-mail.
 */
value: string | null, 
/**
 * How many more than in the check of an earlier day; fewer are below zero, and without such a check there is none.
 */
more: number | null, 
/**
 * The list of them.
 */
filter: CustomerFilter, };

/**
 * What the checks have found since somebody looked last; it is read from what was kept and costs nothing to ask.
 */
export type HealthFlags = { 
/**
 * When the latest check was; none before the first.
 */
checkedAt: Timestamp | null, 
/**
 * How much more it found than the one of an earlier day, over all that is looked for.
 */
more: number, };

/**
 * What the figures should come to, in percent.
 */
export type HealthGoals = { 
/**
 * Customers that can be reached.
 */
reachable: number, 
/**
 * Key fields that are filled.
 */
complete: number, 
/**
 * Customers that somebody talked to lately.
 */
fresh: number, 
/**
 * Customers of whom no phone or e-mail is wrong.
 */
valid: number, };

/**
 * What kind of trouble it is.
 */
export type HealthGroup = "missing" | "doubtful";

/**
 * By what customers are judged.
 */
export type HealthRules = { 
/**
 * What the figures should come to.
 */
goals: HealthGoals, 
/**
 * After so many months without a conversation what is known may be outdated.
 */
silentMonths: number, };

/**
 * Part of all customers.
 */
export type HealthShare = { 
/**
 * So many.
 */
have: number, 
/**
 * Of so many.
 */
of: number, };

/**
 * How what a customer holds in a field is compared; nothing is before, after, more or less than anything.
 */
export type HeldTest = { "is": "any_of", 
/**
 * They, at least one.
 */
values: Array<FieldChoiceId>, } | { "is": "none_of", 
/**
 * They, at least one.
 */
values: Array<FieldChoiceId>, } | { "is": "contains", 
/**
 * At least a character.
 */
text: string, } | { "is": "at_least", 
/**
 * As decimal text.
 */
number: string, } | { "is": "at_most", 
/**
 * As decimal text.
 */
number: string, } | { "is": "exactly", 
/**
 * As decimal text.
 */
number: string, } | { "is": "on", 
/**
 * YYYY-MM-DD.
 */
day: string, } | { "is": "before", 
/**
 * YYYY-MM-DD.
 */
day: string, } | { "is": "after", 
/**
 * YYYY-MM-DD.
 */
day: string, } | { "is": "yes" } | { "is": "no" } | { "is": "known" } | { "is": "unknown" };

/**
 * What a record holds, and in which field.
 */
export type HeldValue = { 
/**
 * The field.
 */
fieldId: CustomFieldId, 
/**
 * What it holds.
 */
value: CustomValue, };

/**
 * Acts, newest first.
 */
export type HistoryPage = { 
/**
 * This part of them.
 */
acts: Array<PastAct>, 
/**
 * The place to go on from; none at the end.
 */
next: number | null, };

/**
 * A cell that isn't taken as it stands, or that should be looked at.
 */
export type ImportCell = { 
/**
 * Its column, from 0.
 */
column: number, 
/**
 * What the file says.
 */
before: string, 
/**
 * What is taken.
 */
after: string, 
/**
 * Why that is something else.
 */
reason: ChangeReason | null, 
/**
 * What is wrong.
 */
problem: string | null, };

/**
 * A column of the file.
 */
export type ImportColumn = { 
/**
 * What stands above it.
 */
header: string, 
/**
 * The first value in it.
 */
sample: string, 
/**
 * How many rows have a value.
 */
filled: number, 
/**
 * What it fills, if anything.
 */
target: ColumnTarget | null, 
/**
 * The kind of custom field that would hold it.
 */
kind: FieldKind, 
/**
 * Cells that aren't taken as they stand.
 */
changed: number, 
/**
 * Cells that should be looked at.
 */
check: number, 
/**
 * The column whose phones, addresses or handles it says the labels of, if it does.
 */
labels: number | null, 
/**
 * Days in it that can be read in two ways.
 */
doubtfulDays: number, 
/**
 * How those are read; none while nobody knows.
 */
dates: DateReading | null, };

/**
 * A list of communications to import, and all that was decided about it.
 */
export type ImportCommunications = { 
/**
 * The file.
 */
ticket: string, 
/**
 * How to read it, where that isn't left to us.
 */
options?: ReadOptions | null, 
/**
 * What each column tells, null for nothing, where that isn't left to us.
 */
mapping?: Array<CommunicationField | null> | null, 
/**
 * What comes first in days that can be read in two ways, where that isn't left to us.
 */
dates?: DateReading | null, 
/**
 * In messages: whose names and addresses are of whom only a person can tell.
 */
whose?: Array<WhoseParty> | null, 
/**
 * Only tell what would happen.
 */
dryRun?: boolean | null, };

/**
 * How many rows each part of the review has.
 */
export type ImportCounts = { 
/**
 * All rows.
 */
all: number, 
/**
 * Those with something that isn't understood.
 */
check: number, 
/**
 * Those that aren't taken as they stand.
 */
changed: number, 
/**
 * Those whose customer seems to be there already.
 */
duplicates: number, 
/**
 * Those that are left out, whether they can't be or shall not be imported.
 */
skipped: number, 
/**
 * Those of the skipped that can't be imported.
 */
rejected: number, };

/**
 * A file to import, and all that was decided about it.
 */
export type ImportCustomers = { 
/**
 * The file.
 */
ticket: string, 
/**
 * How to read it, where that isn't left to us.
 */
options?: ReadOptions | null, 
/**
 * What each column fills, null for nothing, where that isn't left to us.
 */
mapping?: Array<ColumnTarget | null> | null, 
/**
 * Where the mapping is taken from otherwise; from the latest import of a file with the same columns, if there was one,
 * where that is left to us.
 */
mappingFrom?: MappingFrom | null, 
/**
 * For each column what comes first in days that can be read in two ways, where that isn't left to us.
 */
dates?: Array<DateReading | null> | null, 
/**
 * Texts that others take the place of.
 */
fixes?: Array<ImportFix> | null, 
/**
 * What shall become of single rows.
 */
rows?: Array<RowDecision> | null, 
/**
 * What to do with suspected duplicates.
 */
onDuplicate?: OnDuplicate | null, 
/**
 * Whether filling is also for rows that share nothing but a name with a customer; otherwise they are created.
 */
byName?: boolean | null, 
/**
 * Only tell what would happen.
 */
dryRun?: boolean | null, };

/**
 * A row whose customer seems to be there already.
 */
export type ImportDuplicate = { 
/**
 * The row as a spreadsheet counts it.
 */
row: number, 
/**
 * The name in the row.
 */
name: string, 
/**
 * The customer that is there; none where it is an earlier row of the file.
 */
customerId: CustomerId | null, 
/**
 * The name of that customer or row.
 */
customerName: string, 
/**
 * The earlier row, where it is one.
 */
earlierRow: number | null, 
/**
 * How much alike they are, between 0 and 1.
 */
score: number, 
/**
 * Why: each trait that both have.
 */
parts: Array<LikenessPart>, };

/**
 * Who changed what an import brought.
 */
export type ImportEditor = { 
/**
 * A name.
 */
name: string, 
/**
 * How many customers, or communications.
 */
count: number, };

/**
 * What was changed since an import, of what it brought.
 */
export type ImportEdits = { 
/**
 * What it brought.
 */
kind: ListKind, 
/**
 * How many customers were changed, or communications.
 */
count: number, 
/**
 * By whom, who changed most first; some may have changed the same ones.
 */
by: Array<ImportEditor>, };

/**
 * What the rows of a customer would change in it. People, phones and tags that are added aren't told here.
 */
export type ImportEffect = { 
/**
 * Its own fields.
 */
fields: Array<FieldChange>, 
/**
 * Custom fields, its own and of people that are there.
 */
values: Array<ValueChange>, };

/**
 * A field that a column of an imported file can fill.
 */
export type ImportField = "name" | "other_name" | "number" | "kind" | "stage" | "owner" | "industry" | "size" | "region" | "address" | "country" | "website" | "tax_id" | "terms" | "credit_limit" | "source" | "note" | "tags" | "phone" | "mobile" | "email" | "chat" | "customer_chat" | "further_address" | "further_website" | "contact_name" | "first_name" | "middle_name" | "last_name" | "contact_title" | "department" | "contact_phone" | "contact_email" | "contact_address" | "contact_website" | "contact_role" | "contact_parts" | "contact_note" | "birthday" | "contact_birthday" | "referred_by" | "do_not_contact" | "goal" | "rhythm" | "preferred_channel" | "preferred_hours";

/**
 * Another text in the place of one that stands in a column, wherever it does.
 */
export type ImportFix = { 
/**
 * The column, from 0.
 */
column: number, 
/**
 * What stands in it.
 */
from: string, 
/**
 * What is taken instead.
 */
to: string, };

/**
 * A mapping that is kept under a name.
 */
export type ImportMapping = { 
/**
 * Its key.
 */
id: ImportMappingId, 
/**
 * The name.
 */
name: string, };

/**
 * Key of a mapping of columns that is kept under a name.
 */
export type ImportMappingId = string;

/**
 * What an import would do.
 */
export type ImportPreview = { 
/**
 * The file's name.
 */
fileName: string, 
/**
 * Its encoding; empty where the kind of file leaves no choice.
 */
encoding: string, 
/**
 * Its separator; empty where it has none.
 */
delimiter: string, 
/**
 * The sheets of a workbook.
 */
sheets: Array<string>, 
/**
 * The sheet that is shown.
 */
sheet: string, 
/**
 * Rows below the header.
 */
rows: number, 
/**
 * Its columns.
 */
columns: Array<ImportColumn>, 
/**
 * Where what they fill was taken from.
 */
mapping: MappingOrigin, 
/**
 * What it seems to hold rather than customers, if it does.
 */
looksLike: LooksLike | null, 
/**
 * The first rows as they stand in the file.
 */
sample: Array<Array<string>>, 
/**
 * How many rows each part of the review has.
 */
counts: ImportCounts, };

/**
 * What an import did.
 */
export type ImportReport = { 
/**
 * Customers created.
 */
created: number, 
/**
 * Customers in which something empty was filled.
 */
updated: number, 
/**
 * Rows left out as duplicates.
 */
skipped: number, 
/**
 * The first suspected duplicates.
 */
duplicates: Array<ImportDuplicate>, 
/**
 * Rows that couldn't be imported.
 */
rejected: Array<RejectedRow>, 
/**
 * The act of the import; none after a dry run. Where no customer came of it there is nothing to take back.
 */
act: ActId | null, };

/**
 * What becomes of one row.
 */
export type ImportRow = { 
/**
 * The row as a spreadsheet counts it.
 */
row: number, 
/**
 * The name in it; its first text where it has none.
 */
name: string, 
/**
 * What becomes of it.
 */
action: RowAction, 
/**
 * The customer that seems to be there already.
 */
duplicate: ImportDuplicate | null, 
/**
 * The row above that speaks of the same company, where this one adds to it.
 */
joins: number | null, 
/**
 * What all rows of the same customer change in the one that is there.
 */
effect: ImportEffect | null, 
/**
 * The cells that aren't taken as they stand, or that should be looked at.
 */
cells: Array<ImportCell>, 
/**
 * What is wrong with the row as a whole.
 */
problems: Array<RowProblem>, };

/**
 * A part of the rows.
 */
export type ImportRows = { 
/**
 * How many rows this part of the review has.
 */
total: number, 
/**
 * This part of them.
 */
rows: Array<ImportRow>, };

/**
 * Rows that are reviewed together.
 */
export type ImportTab = "all" | "check" | "changed" | "duplicates" | "skipped";

/**
 * A job moved on.
 */
export type JobEvent = { 
/**
 * Which job.
 */
id: JobId, 
/**
 * The command it runs.
 */
command: string, 
/**
 * How it stands.
 */
state: JobState, 
/**
 * Steps done.
 */
done: number, 
/**
 * Steps in all; 0 while that isn't known.
 */
total: number, 
/**
 * The command's output, when done.
 */
result: unknown, 
/**
 * What went wrong, when failed.
 */
error: CommandError | null, };

/**
 * The id of a running job.
 */
export type JobId = string;

/**
 * How a job stands.
 */
export type JobState = "running" | "done" | "failed" | "cancelled";

/**
 * A file to keep up to date.
 */
export type KeepCalendarFile = { 
/**
 * The file.
 */
ticket: string, 
/**
 * Only the actor's own follow-ups, and those that are nobody's.
 */
mine: boolean, 
/**
 * Whether it names what is to be done and for whom; else only that something is, and how.
 */
named: boolean, };

/**
 * Two customers were found to be two.
 */
export type KeptApart = { 
/**
 * The act that undo takes back.
 */
act: ActId, };

/**
 * How it stands with the actor's file.
 */
export type KeptCalendarFile = { 
/**
 * Its name without the folder.
 */
name: string, 
/**
 * Only the actor's own.
 */
mine: boolean, 
/**
 * With names.
 */
named: boolean, 
/**
 * When it was written last.
 */
writtenAt: Timestamp | null, 
/**
 * Why it can't be written now; none where it could.
 */
problem: string | null, };

/**
 * What a saved search looks for.
 */
export type KeptQuery = { 
/**
 * As it is typed.
 */
query: string, 
/**
 * Any of these channels.
 */
channels: Array<Channel>, 
/**
 * Any of these owners.
 */
owners: Array<UserId>, 
/**
 * About any of these.
 */
categories: Array<CategoryId>, 
/**
 * Belonging to this customer.
 */
customerId: CustomerId | null, 
/**
 * Only the last so many days, up to the present one.
 */
days: number | null, 
/**
 * On or after this day, YYYY-MM-DD.
 */
from: string | null, 
/**
 * On or before this day, YYYY-MM-DD.
 */
to: string | null, 
/**
 * How hits are sorted.
 */
sort: SearchSort, };

/**
 * A saved search, and the act that undo takes back.
 */
export type KeptSearch = { 
/**
 * The act.
 */
act: ActId, 
/**
 * Key.
 */
id: ViewId, 
/**
 * What it is called.
 */
name: string, 
/**
 * What it looks for.
 */
search: KeptQuery, 
/**
 * Who sees it.
 */
audience: ViewAudience, };

/**
 * Tickets that may not be known any more.
 */
export type KnownFiles = { 
/**
 * The tickets.
 */
tickets: Array<string>, };

/**
 * A value as a person knows it.
 */
export type KnownValue = { "type": "none" } | { "type": "text", 
/**
 * The pieces.
 */
parts: Array<TextPart>, } | { "type": "choice", 
/**
 * The message's name.
 */
id: string, } | { "type": "record", 
/**
 * Its name.
 */
name: string, 
/**
 * Its name in Chinese, where it has one of its own.
 */
nameZh: string, } | { "type": "money", 
/**
 * In minor units.
 */
minor: number, 
/**
 * ISO 4217 code.
 */
currency: string, } | { "type": "instant", 
/**
 * When.
 */
at: Timestamp, } | { "type": "day", 
/**
 * YYYY-MM-DD.
 */
day: string, } | { "type": "birthday", 
/**
 * YYYY-MM-DD, or --MM-DD.
 */
birthday: string, } | { "type": "repeat", 
/**
 * As RFC 5545 writes it.
 */
rule: string, } | { "type": "country", 
/**
 * ISO 3166-1 code.
 */
code: string, } | { "type": "minutes", 
/**
 * How many.
 */
minutes: number, } | { "type": "days", 
/**
 * How many.
 */
days: number, } | { "type": "decimal", 
/**
 * As decimal text, `-1234.5`.
 */
number: string, } | { "type": "number", 
/**
 * Which.
 */
number: number, };

/**
 * What labels are printed on.
 */
export type LabelSheet = "a4" | "letter";

/**
 * Whom labels would be for.
 */
export type LabelsPreview = { 
/**
 * Customers among them who want nobody to write to them.
 */
doNotContact: number, };

/**
 * A language of the program.
 */
export type Language = "en" | "zh-CN";

/**
 * What came after a change.
 */
export type LaterAct = { 
/**
 * The act.
 */
act: ActId, 
/**
 * When.
 */
at: Timestamp, 
/**
 * Who; a name.
 */
actor: string, 
/**
 * Its command.
 */
command: string, };

/**
 * How alike two customers are in one trait.
 */
export type LikenessPart = { 
/**
 * What was compared.
 */
part: 'name' | 'number' | 'phone' | 'email' | 'tax_id' | 'website' | 'address', 
/**
 * Between 0 and 1.
 */
similarity: number, };

/**
 * A day, or a time of a day.
 */
export type LineMoment = { 
/**
 * The day, YYYY-MM-DD.
 */
date: string, 
/**
 * The time of day, HH:MM; none where only the day was said.
 */
time: string | null, 
/**
 * The instant: of a past day without a time its noon.
 */
at: Timestamp, 
/**
 * Morning or afternoon was not said.
 */
assumed: boolean, };

/**
 * A part of a line that was recognised.
 */
export type LinePart = { 
/**
 * Where it begins, in UTF-16 code units.
 */
start: number, 
/**
 * Where it ends.
 */
end: number, 
/**
 * What it is.
 */
kind: LinePartKind, };

/**
 * What kind of thing a part of a line is.
 */
export type LinePartKind = "name" | "when" | "amount" | "duration" | "channel" | "priority" | "next";

/**
 * Somebody who may be meant.
 */
export type LinePerson = { 
/**
 * Key.
 */
id: ContactId, 
/**
 * Name.
 */
name: string, 
/**
 * Where the person works.
 */
customer: CustomerRef, };

/**
 * What a line says.
 */
export type LineReading = { 
/**
 * What was recognised, in the order of the text, never overlapping.
 */
parts: Array<LinePart>, 
/**
 * It tells what is to be done, not what has been: a follow-up.
 */
planned: boolean, 
/**
 * When it was, or is to be; none where the line doesn't say.
 */
when: LineMoment | null, 
/**
 * How.
 */
channel: Channel | null, 
/**
 * Who started it.
 */
direction: Direction | null, 
/**
 * How long it took or will take, in minutes.
 */
durationMinutes: number | null, 
/**
 * How much what is to do matters; none where the line doesn't say, or nothing is to do.
 */
priority: Priority | null, 
/**
 * The customer that is named, or of the person who is.
 */
customer: CustomerRef | null, 
/**
 * Each person who is named; more than one bearer where the line doesn't tell them apart, the likeliest first.
 */
people: Array<Array<LinePerson>>, 
/**
 * What came of it.
 */
nextStep: LineStep | null, };

/**
 * What is to be done next.
 */
export type LineStep = { 
/**
 * What.
 */
title: string, 
/**
 * The day, YYYY-MM-DD.
 */
date: string, 
/**
 * The time of day, HH:MM.
 */
time: string | null, 
/**
 * How.
 */
channel: Channel | null, 
/**
 * How long it takes, in minutes.
 */
durationMinutes: number | null, };

/**
 * Who has a part at which further customer.
 */
export type LinkContact = { 
/**
 * The person.
 */
contactId: ContactId, 
/**
 * Where, and what as.
 */
link: LinkInput, };

/**
 * A person's part at a further customer; what is left out stays, or is empty where it is new.
 */
export type LinkInput = { 
/**
 * The further customer.
 */
customerId: CustomerId, 
/**
 * Job title there.
 */
title?: string | null, 
/**
 * Department there.
 */
department?: string | null, 
/**
 * Part in a decision to buy there.
 */
decisionRole?: DecisionRole | null, };

/**
 * A person's part at a further customer.
 */
export type LinkView = { 
/**
 * The further customer.
 */
customer: CustomerRef, 
/**
 * Key.
 */
id: ContactLinkId, 
/**
 * The person.
 */
contactId: ContactId, 
/**
 * The further customer.
 */
customerId: CustomerId, 
/**
 * Job title there.
 */
title: string, 
/**
 * Department there.
 */
department: string, 
/**
 * Part in a decision to buy there.
 */
decisionRole: DecisionRole, };

/**
 * The changes of an act to read.
 */
export type ListChanges = { 
/**
 * The act.
 */
act: ActId, 
/**
 * Only those of this customer and what belongs to it.
 */
customerId?: CustomerId | null, 
/**
 * Only those after this one, by its place in the log.
 */
after?: number | null, 
/**
 * How many, at most 200.
 */
limit?: number | null, };

/**
 * Which list to tell the groups of.
 */
export type ListCustomerGroups = { 
/**
 * Which customers.
 */
filter?: CustomerFilter | null, 
/**
 * In which order, and grouped by what.
 */
sort?: CustomerSort | null, };

/**
 * Which texts of which field to list.
 */
export type ListCustomerValues = { 
/**
 * The field.
 */
field: WordField, 
/**
 * Only those that read so, by letters of any script or in pinyin.
 */
text?: string | null, };

/**
 * Which slice of which list.
 */
export type ListCustomers = { 
/**
 * Which customers.
 */
filter?: CustomerFilter | null, 
/**
 * In which order.
 */
sort?: CustomerSort | null, 
/**
 * Rows to skip.
 */
offset?: number | null, 
/**
 * Rows to return, at most 500.
 */
limit?: number | null, 
/**
 * Custom fields to read; all that lists show where none are named.
 */
fields?: Array<CustomFieldId> | null, };

/**
 * Which customers to tell of.
 */
export type ListDueContacts = { 
/**
 * Only those that this user looks after.
 */
ownerId?: UserId | null, };

/**
 * Which slice of the pairs, the most alike first.
 */
export type ListDuplicates = { 
/**
 * Pairs to skip.
 */
offset?: number | null, 
/**
 * Pairs to return, at most 200.
 */
limit?: number | null, };

/**
 * Which fields.
 */
export type ListFields = { 
/**
 * Only those of this kind of record.
 */
subject?: FieldSubject | null, };

/**
 * Days to show.
 */
export type ListFollowUps = { 
/**
 * The first day, YYYY-MM-DD.
 */
from: string, 
/**
 * The last day.
 */
to: string, 
/**
 * Only the actor's own, and those that are nobody's.
 */
mine?: boolean | null, 
/**
 * How many of each day; the calendar's own measure where it is left out.
 */
perDay?: number | null, };

/**
 * How a list is written.
 */
export type ListFormat = "csv" | "csv_gb18030" | "xlsx";

/**
 * Which part of the history.
 */
export type ListHistory = { 
/**
 * Only what touched this customer or something that belongs to it.
 */
customerId?: CustomerId | null, 
/**
 * Only what this person did.
 */
actor?: UserId | null, 
/**
 * Only acts of this kind.
 */
kind?: ActKind | null, 
/**
 * Only since the beginning of this day, YYYY-MM-DD.
 */
from?: string | null, 
/**
 * Only until the end of this day.
 */
to?: string | null, 
/**
 * Only what came before this act, by its place.
 */
before?: number | null, 
/**
 * Acts to return, at most 200.
 */
limit?: number | null, };

/**
 * Some of the rows, for the review.
 */
export type ListImportRows = { 
/**
 * The file, and all that was decided about it.
 */
import: ImportCustomers, 
/**
 * Which rows.
 */
tab: ImportTab, 
/**
 * Rows to pass over.
 */
offset?: number | null, 
/**
 * Rows to return, at most 1,000.
 */
limit?: number | null, };

/**
 * Which part of the imports.
 */
export type ListImports = { 
/**
 * Imports to pass over.
 */
offset?: number | null, 
/**
 * Imports to return, at most 1,000.
 */
limit?: number | null, };

/**
 * What a list holds.
 */
export type ListKind = "customers" | "communications";

/**
 * Which tags to list.
 */
export type ListTags = { 
/**
 * Only those called so, by letters of any script or in pinyin.
 */
text?: string | null, 
/**
 * Only these.
 */
ids?: Array<TagId> | null, 
/**
 * How many, at most 200.
 */
limit?: number | null, };

/**
 * Which part of whose timeline.
 */
export type ListTimeline = { 
/**
 * The customer.
 */
customerId: CustomerId, 
/**
 * Only these kinds; everything but changes where none is named.
 */
kinds?: Array<TimelineKind> | null, 
/**
 * Only communications that hold every word or character of this.
 */
text?: string | null, 
/**
 * Entries to skip from the newest.
 */
offset?: number | null, 
/**
 * Entries to return, at most 200.
 */
limit?: number | null, };

/**
 * How a workspace is locked.
 */
export type LockChoice = "keyring" | "passphrase";

/**
 * Why a workspace asks to be unlocked.
 */
export type LockReason = "passphrase" | "asked" | "idle" | "slept" | "keyring_missing" | "keyring_locked" | "keyring_changed";

/**
 * A communication to log; what is left out is empty, the time is now.
 */
export type LogCommunication = { 
/**
 * Whom it was held with.
 */
customerId: CustomerId, 
/**
 * How it was held.
 */
channel: Channel, 
/**
 * Who started it; we did, where it isn't said.
 */
direction?: Direction | null, 
/**
 * When it began.
 */
at?: Timestamp | null, 
/**
 * Length in minutes.
 */
durationMinutes?: number | null, 
/**
 * The contacts who took part.
 */
contactIds?: Array<ContactId> | null, 
/**
 * One line.
 */
title?: string | null, 
/**
 * What was said.
 */
text?: string | null, 
/**
 * What came of it.
 */
outcome?: Outcome | null, 
/**
 * What to do next; makes a follow-up.
 */
nextStep?: NextStep | null, 
/**
 * The tickets of files to attach. Where nothing was written, the first one's name is the title.
 */
files?: Array<string> | null, };

/**
 * Something else than what a list is said to hold. It is offered, and never taken by itself.
 */
export type LooksLike = { 
/**
 * What it seems to hold.
 */
kind: ListKind, 
/**
 * What stands above the columns that say so.
 */
columns: Array<string>, };

/**
 * Where the mapping is taken from, where nobody says what each column fills.
 */
export type MappingFrom = "detected" | { "named": ImportMappingId };

/**
 * Where the mapping was taken from.
 */
export type MappingOrigin = { "type": "chosen" } | { "type": "detected" } | { "type": "remembered", 
/**
 * The name of that file.
 */
fileName: string, 
/**
 * When it was imported.
 */
at: Timestamp, } | { "type": "named", 
/**
 * Its key.
 */
id: ImportMappingId, 
/**
 * The name.
 */
name: string, };

/**
 * All that a filter lets through, but for some.
 */
export type MatchingCustomers = { 
/**
 * Which customers; all where it is left out.
 */
filter?: CustomerFilter | null, 
/**
 * But for these.
 */
except?: Array<CustomerId> | null, };

/**
 * Customers to become one.
 */
export type MergeCustomers = { 
/**
 * The one that stays.
 */
keep: CustomerId, 
/**
 * Those that go into it, at most nine.
 */
others: Array<CustomerId>, 
/**
 * Where the person chose. Any other field keeps its value, or takes the first that is there where it has none.
 */
values?: Array<MergeValue> | null, 
/**
 * The same for custom fields.
 */
fields?: Array<MergeHeld> | null, };

/**
 * A field that holds one value, so that a merge has to choose.
 */
export type MergeField = "name" | "otherName" | "kind" | "birthday" | "stage" | "ownerId" | "industry" | "size" | "region" | "address" | "website" | "taxId" | "terms" | "creditLimitMinor" | "source" | "goal" | "rhythmDays" | "preferredChannel" | "preferredHours" | "referredBy" | "note";

/**
 * Whose value a custom field takes.
 */
export type MergeHeld = { 
/**
 * The field, one of customers. One of several choices isn't chosen in: they are united.
 */
field: CustomFieldId, 
/**
 * The customer whose value it takes, also where that has none.
 */
from: CustomerId, };

/**
 * Customers side by side.
 */
export type MergePreview = { 
/**
 * Everything of each, in the order asked for.
 */
records: Array<CustomerRecord>, 
/**
 * The one that was there first: the others go into it unless the person says otherwise.
 */
keep: CustomerId, 
/**
 * How much alike the first two are, between 0 and 1.
 */
score: number, 
/**
 * Why.
 */
parts: Array<LikenessPart>, 
/**
 * People who are at more than one of them and become one person, by name.
 */
peopleInCommon: Array<string>, 
/**
 * What differs in the texts of the first two.
 */
differences: Array<TextDifference>, };

/**
 * Whose value a field takes.
 */
export type MergeValue = { 
/**
 * The field.
 */
field: MergeField, 
/**
 * The customer whose value it takes, also where that is empty.
 */
from: CustomerId, };

/**
 * What became one.
 */
export type Merged = { 
/**
 * The customer that stayed.
 */
customer: Customer, 
/**
 * The act that undo takes back.
 */
act: ActId, };

/**
 * What became one.
 */
export type MergedDuplicates = { 
/**
 * The act that undo takes back; none where there was nothing to merge.
 */
act: ActId | null, 
/**
 * Customers before.
 */
customers: number, 
/**
 * Customers that came of them.
 */
became: number, };

/**
 * What a file of messages holds.
 */
export type MessageKind = "mail" | "chat";

/**
 * Somebody in messages.
 */
export type MessageParty = { 
/**
 * What an answer names it by.
 */
who: string, 
/**
 * The name; empty where only the address is told.
 */
name: string, 
/**
 * The address; empty where only the name is told.
 */
address: string, 
/**
 * In how many of the rows.
 */
rows: number, 
/**
 * How many of those wait for an answer.
 */
waits: number, 
/**
 * Why it is taken for whom.
 */
by: PartyBy, 
/**
 * The customer, where that is sure.
 */
customer: CustomerRef | null, 
/**
 * Whether it is one of us.
 */
ours: boolean, 
/**
 * Customers whom it may be.
 */
candidates: Array<CustomerRef>, };

/**
 * What a file of messages holds, and whose they are.
 */
export type MessagesPreview = { 
/**
 * Mails or a chat.
 */
kind: MessageKind, 
/**
 * Everybody in them, those first for whom messages wait.
 */
parties: Array<MessageParty>, };

/**
 * Another place for a field among the others of its kind of record.
 */
export type MoveField = { 
/**
 * Which field.
 */
id: CustomFieldId, 
/**
 * The one that it comes before; none for the end.
 */
before?: CustomFieldId | null, 
/**
 * The group that it stands in from then on; the same where it is left out.
 */
section?: string | null, };

/**
 * A day to which everything overdue is put off.
 */
export type MoveOverdue = { 
/**
 * YYYY-MM-DD; each keeps its time of day.
 */
date: string, };

/**
 * Another place for a view among the others.
 */
export type MoveView = { 
/**
 * Which view.
 */
id: ViewId, 
/**
 * The one that it comes before; none for the end.
 */
before?: ViewId | null, };

/**
 * What moving a field did, and the act that undo takes back.
 */
export type MovedField = { 
/**
 * The act; none where it stood there already.
 */
act: ActId | null, };

/**
 * How many follow-ups were moved, and the act that undo takes back.
 */
export type MovedFollowUps = { 
/**
 * The act.
 */
act: ActId, 
/**
 * How many.
 */
count: number, };

/**
 * What moving a view did, and the act that undo takes back.
 */
export type MovedView = { 
/**
 * The act; none where it stood there already.
 */
act: ActId | null, };

/**
 * A word of each of two communications that are used alike.
 */
export type NearWords = { 
/**
 * As written in the one that is read.
 */
own: string, 
/**
 * As written in the other.
 */
other: string, };

/**
 * Where a customer stands in a list.
 */
export type Neighbours = { 
/**
 * From 1; 0 where the list doesn't hold it.
 */
position: number, 
/**
 * Length of the list.
 */
total: number, 
/**
 * The one before.
 */
previous: CustomerId | null, 
/**
 * The one after.
 */
next: CustomerId | null, };

/**
 * A custom field that an import adds.
 */
export type NewField = { 
/**
 * What kind of record has it.
 */
subject: FieldSubject, 
/**
 * What it holds.
 */
kind: FieldKind, };

/**
 * Something to do next.
 */
export type NextStep = { 
/**
 * What.
 */
title: string, 
/**
 * By when.
 */
due: Due, 
/**
 * How.
 */
channel?: Channel | null, 
/**
 * Who; the actor where nobody is named.
 */
ownerId?: UserId | null, 
/**
 * The rule by which it comes again, as RFC 5545 writes it; it doesn't where there is none.
 */
repeats?: string | null, 
/**
 * How much it matters; as most do where nothing is said.
 */
priority?: Priority | null, 
/**
 * How long it takes, in minutes.
 */
durationMinutes?: number | null, };

/**
 * Something in a query that isn't understood. What is left is searched.
 */
export type NotUnderstood = { 
/**
 * What it was said by.
 */
operator: SearchOperator, 
/**
 * What was said.
 */
value: string, };

/**
 * The input of a command that takes none.
 */
export type Nothing = Record<string, never>;

/**
 * A field that holds a number.
 */
export type NumberField = "communications";

/**
 * How numbers are compared.
 */
export type NumberTest = "at_least" | "at_most" | "exactly";

/**
 * What to do with rows whose customer seems to be there already.
 */
export type OnDuplicate = "create" | "skip" | "update" | "overwrite";

/**
 * Which phone or address to hand over.
 */
export type OpenPoint = { 
/**
 * Its key. The window never says an address, only whose it is.
 */
id: ContactPointId, };

/**
 * In which language the sample is told.
 */
export type OpenSample = { 
/**
 * The language.
 */
language: Language, };

/**
 * What became of it.
 */
export type OpenedPoint = { 
/**
 * Whether a program of the system took it.
 */
opened: boolean, 
/**
 * The number or address as it is stored, to be used by hand where none did.
 */
value: string, };

/**
 * What came of it.
 */
export type Outcome = "none" | "reached" | "no_answer" | "call_back" | "interested" | "wants_quote" | "agreed" | "declined" | "complaint" | "wrong_number";

/**
 * Why somebody is taken for whom.
 */
export type PartyBy = "chosen" | "address" | "domain" | "name" | "user" | "several" | "nobody";

/**
 * One act.
 */
export type PastAct = { 
/**
 * Its place in the history.
 */
seq: number, 
/**
 * Its key.
 */
act: ActId, 
/**
 * When.
 */
at: Timestamp, 
/**
 * Who.
 */
actor: UserId, 
/**
 * Who; a name.
 */
actorName: string, 
/**
 * Its command, as `delete_customers`.
 */
command: string, 
/**
 * What a person would say it did.
 */
kind: ActKind, 
/**
 * How many records it touched.
 */
count: number, 
/**
 * The act that it took back or did again, the one that began it.
 */
undoes: UndoneAct | null, 
/**
 * What took it back.
 */
undone: TakenBack | null, 
/**
 * Whether whoever asks may take it back now, and something of it is left: in the history of one customer, of what it
 * merged into this one.
 */
canUndo: boolean, 
/**
 * The first of what it changed.
 */
changes: Array<PastChange>, 
/**
 * Whether there is more.
 */
more: boolean, };

/**
 * One entry of the log.
 */
export type PastChange = { 
/**
 * Its place in the log.
 */
seq: number, 
/**
 * What happened.
 */
op: ChangeOp, 
/**
 * To what kind of record.
 */
table: RecordTable, 
/**
 * To which one.
 */
row: string, 
/**
 * What it is called now.
 */
label: string, 
/**
 * What it is called in Chinese, where it has a name of its own there.
 */
labelZh: string, 
/**
 * Whether it is deleted now.
 */
deleted: boolean, 
/**
 * Whom it belongs to.
 */
customer: ChangedCustomer | null, 
/**
 * The column that changed; empty for a whole record.
 */
field: string, 
/**
 * Before.
 */
before: KnownValue, 
/**
 * After.
 */
after: KnownValue, 
/**
 * What a record held that came or went.
 */
fields: Array<FieldValue>, 
/**
 * The latest change of the same field since, or the deletion of the record.
 */
later: LaterAct | null, 
/**
 * Whether this value or record can be restored by itself now.
 */
canRestore: boolean, };

/**
 * An import that was done.
 */
export type PastImport = { 
/**
 * The act that undo takes back.
 */
act: ActId, 
/**
 * What it listed.
 */
kind: ListKind, 
/**
 * When.
 */
at: Timestamp, 
/**
 * Who.
 */
actor: UserId, 
/**
 * Who; a name.
 */
actorName: string, 
/**
 * The file's name.
 */
fileName: string, 
/**
 * Its rows.
 */
rows: number, 
/**
 * Customers or communications created.
 */
created: number, 
/**
 * Customers in which something changed.
 */
updated: number, 
/**
 * Rows left out as duplicates.
 */
skipped: number, 
/**
 * Rows that couldn't be imported.
 */
rejected: number, 
/**
 * How many of those are kept, to be written into a file.
 */
kept: number, 
/**
 * What took it back.
 */
undone: TakenBack | null, 
/**
 * Whether whoever asks may take it back now.
 */
canUndo: boolean, };

/**
 * Imports, newest first.
 */
export type PastImports = { 
/**
 * How many there are.
 */
total: number, 
/**
 * This part of them.
 */
rows: Array<PastImport>, };

/**
 * What was pasted, where it is a mail or a chat.
 */
export type PastedMessages = { 
/**
 * Stands for the text, to import it.
 */
file: FileTicket, 
/**
 * A mail or a chat.
 */
kind: MessageKind, 
/**
 * Mails, or lines of the chat.
 */
count: number, 
/**
 * Who wrote or was written to, the first few, without users of the workspace.
 */
people: Array<string>, };

/**
 * A contact as a link.
 */
export type PersonRef = { 
/**
 * Key.
 */
id: ContactId, 
/**
 * Name.
 */
name: string, };

/**
 * A follow-up, the time found for it, and why this one.
 */
export type Placement = { 
/**
 * What is to be done.
 */
followUp: FollowUpView, 
/**
 * YYYY-MM-DD.
 */
date: string, 
/**
 * HH:MM.
 */
time: string, 
/**
 * How long it is reckoned with.
 */
minutes: number, 
/**
 * How many days it is late.
 */
daysLate: number, 
/**
 * The hours in which the customer is to be contacted; empty where nothing is agreed.
 */
theirHours: string, 
/**
 * Whether the time found is within them; they have no room otherwise.
 */
inTheirHours: boolean, };

/**
 * A contact point as entered.
 */
export type PointInput = { 
/**
 * What it reaches.
 */
kind: PointKind, 
/**
 * The person's own word for it.
 */
label?: string | null, 
/**
 * The number, address or handle.
 */
value: string, };

/**
 * What a contact point reaches.
 */
export type PointKind = "phone" | "email" | "chat" | "address" | "website";

/**
 * A contact point as shown.
 */
export type PointView = { 
/**
 * Its value as people write it: phones in national groups.
 */
display: string, 
/**
 * Key.
 */
id: ContactPointId, 
/**
 * The customer it belongs to, directly or through a contact.
 */
customerId: CustomerId, 
/**
 * The contact it belongs to, if any.
 */
contactId: ContactId | null, 
/**
 * What it reaches.
 */
kind: PointKind, 
/**
 * "Mobile", "WeChat", "Billing": the person's own word.
 */
label: string, 
/**
 * The number, address or handle.
 */
value: string, 
/**
 * Order within its holder, from 0.
 */
position: number, };

/**
 * What a person set.
 */
export type Preferences = { 
/**
 * The language; none means the system's.
 */
language: Language | null, 
/**
 * The theme.
 */
theme: Theme, 
/**
 * Whether single letters act as keys.
 */
singleKeys: boolean, 
/**
 * Size of the base text in pixels: 12, 13, 14 or 16.
 */
textSize: number, 
/**
 * Minutes without a person after which the workspace is locked: 5, 10, 15, 30 or 60; none means never.
 */
lockAfterMinutes: number | null, 
/**
 * Whether it is locked when the computer sleeps or its screen is locked.
 */
lockOnSleep: boolean, 
/**
 * What reminders say.
 */
reminders: Reminders, 
/**
 * The hours of a working day, as `09:00-12:00, 13:00-18:00`.
 */
workingHours: string, 
/**
 * The working days: 1 is Monday, 7 Sunday.
 */
workingDays: Array<number>, };

/**
 * A document to look at.
 */
export type Preview = { 
/**
 * One SVG per page.
 */
pages: Array<string>, };

/**
 * What a value would change, and in which customers.
 */
export type PreviewChange = { 
/**
 * Which customers.
 */
customers: CustomerSelection, 
/**
 * The field and its value.
 */
value: SharedValue, };

/**
 * The days to fill, and when the actor works.
 */
export type PreviewFit = { 
/**
 * The first day, YYYY-MM-DD; days before today are left out.
 */
from: string, 
/**
 * The last day.
 */
to: string, 
/**
 * The hours of a working day, as `9-12, 13-18`.
 */
hours: string, 
/**
 * The working days: 1 is Monday, 7 Sunday.
 */
weekdays: Array<number>, 
/**
 * Whether what is due on one of these days at any time is given an hour, too, until its day.
 */
anyTime?: boolean | null, };

/**
 * Whom labels would be for.
 */
export type PreviewLabels = { 
/**
 * Which customers; all where it is left out.
 */
customers?: CustomerSelection | null, };

/**
 * Which customers to look at side by side.
 */
export type PreviewMerge = { 
/**
 * Two or more, at most ten.
 */
ids: Array<CustomerId>, };

/**
 * How much it matters.
 */
export type Priority = "low" | "normal" | "high";

/**
 * A way to reach a customer or anyone there.
 */
export type ReachField = "phone" | "email" | "chat" | "wrong_phone" | "wrong_email";

/**
 * Which communication.
 */
export type ReadAnalysis = { 
/**
 * Its key.
 */
id: CommunicationId, };

/**
 * A line as it is typed.
 */
export type ReadLine = { 
/**
 * The line.
 */
text: string, 
/**
 * The language of the screen; both are read.
 */
language: Language, 
/**
 * Whom it is about, where that is known.
 */
customerId?: CustomerId | null, };

/**
 * What a person decided about a file; what is left out is found out.
 */
export type ReadOptions = { 
/**
 * Name of the encoding, as in [`Sheet::encoding`].
 */
encoding?: string | null, 
/**
 * The separator: one ASCII sign.
 */
delimiter?: string | null, 
/**
 * The sheet of a workbook, as in [`Sheet::sheets`].
 */
sheet?: string | null, };

/**
 * A text that was pasted.
 */
export type ReadPasted = { 
/**
 * The text.
 */
text: string, };

/**
 * The index was filled again.
 */
export type RebuiltIndex = { 
/**
 * Records it holds.
 */
documents: number, };

/**
 * A table of records.
 */
export type RecordTable = "workspace" | "device" | "user" | "customer" | "contact" | "contact_point" | "contact_link" | "tag" | "customer_tag" | "not_duplicate" | "communication" | "category" | "template" | "participant" | "attachment" | "follow_up" | "view" | "import_mapping" | "custom_field" | "field_choice" | "custom_value";

/**
 * A new recovery code, shown once.
 */
export type RecoveryCode = { 
/**
 * Eight groups of four characters.
 */
groups: Array<string>, 
/**
 * The numbers, from 1, of the two groups to type back.
 */
ask: [number, number], };

/**
 * A row that was left out.
 */
export type RejectedRow = { 
/**
 * The row as a spreadsheet counts it.
 */
row: number, 
/**
 * The code of the problem.
 */
reason: string, };

/**
 * What a reminder of the system's may say.
 */
export type Reminders = "named" | "nameless" | "off";

/**
 * A choice to remove.
 */
export type RemoveChoice = { 
/**
 * Which choice.
 */
id: FieldChoiceId, 
/**
 * The choice of the same field that takes its place where it was chosen; none leaves those empty.
 */
replacement?: FieldChoiceId | null, };

/**
 * Proof that the new recovery code was written down.
 */
export type ReplaceRecoveryCode = { 
/**
 * The two groups that were asked for.
 */
typedBack: Array<string>, };

/**
 * How a report is written.
 */
export type ReportFormat = "pdf" | "csv";

/**
 * A report.
 */
export type ReportInput = { 
/**
 * Which.
 */
kind: ReportKind, 
/**
 * Its weeks: up to the present one for what was said, from the present one on for what is to do. 1 to 156.
 */
weeks: number, 
/**
 * Only what this person said or is to do; everybody's where it is left out.
 */
ownerId?: UserId | null, 
/**
 * The language of its words.
 */
language: Language, 
/**
 * What it is printed on.
 */
paper: ReportPaper, };

/**
 * Which report.
 */
export type ReportKind = "activity" | "agenda";

/**
 * What a report is printed on.
 */
export type ReportPaper = "a4" | "letter";

/**
 * The change to restore from.
 */
export type RestoreChange = { 
/**
 * Its place in the log.
 */
change: number, };

/**
 * What was restored, and the act that undo takes back.
 */
export type Restored = { 
/**
 * The act; none where everything was as it had been.
 */
act: ActId | null, };

/**
 * What a user may do. Checked at the door for every row, and by the contract for every command.
 */
export type Role = "owner" | "manager" | "sales" | "support" | "viewer";

/**
 * What becomes of a row.
 */
export type RowAction = "create" | "update" | "overwrite" | "skip" | "reject";

/**
 * What shall become of a row, whatever the rule for the others is.
 */
export type RowDecision = { 
/**
 * The row as a spreadsheet counts it.
 */
row: number, 
/**
 * What shall become of it. A row that is like no customer can't update one, and is created.
 */
action: OnDuplicate, };

/**
 * Something about one row that a person should see.
 */
export type RowProblem = { 
/**
 * The row as a spreadsheet counts it: the first line of the file is 1.
 */
row: number, 
/**
 * Header of the column; empty when the whole row is meant.
 */
column: string, 
/**
 * What is wrong.
 */
code: string, 
/**
 * What was written there, shortened.
 */
value: string, };

/**
 * A new category, or another name for one.
 */
export type SaveCategory = { 
/**
 * Which one; a new one where it is left out.
 */
id?: CategoryId | null, 
/**
 * Its name in English.
 */
nameEn: string, 
/**
 * Its name in Chinese.
 */
nameZh: string, };

/**
 * All choices that a field shall have, in order.
 */
export type SaveChoices = { 
/**
 * Which field.
 */
fieldId: CustomFieldId, 
/**
 * Its choices. One that is there already is removed with `remove_choice` alone.
 */
choices: Array<ChoiceInput>, };

/**
 * A draft to keep; an empty value forgets it.
 */
export type SaveDraft = { 
/**
 * Which form.
 */
key: string, 
/**
 * What the form holds.
 */
value: string, };

/**
 * The contact points that a customer, or one of its contacts, shall have.
 */
export type SavePoints = { 
/**
 * The customer.
 */
customerId: CustomerId, 
/**
 * The contact, for points of a person there.
 */
contactId?: ContactId | null, 
/**
 * All points in order.
 */
points: Array<PointInput>, };

/**
 * A new template, or another one in the place of one.
 */
export type SaveTemplate = { 
/**
 * Which one; a new one where it is left out.
 */
id?: TemplateId | null, 
/**
 * What it is called.
 */
name: string, 
/**
 * How what it is for is held; any way where it is left out.
 */
channel?: Channel | null, 
/**
 * Its subject.
 */
title: string, 
/**
 * Its text.
 */
text: string, };

/**
 * A category, and the act that undo takes back.
 */
export type SavedCategory = { 
/**
 * Its key.
 */
id: CategoryId, 
/**
 * The act.
 */
act: ActId, };

/**
 * A saved communication, and the act that undo takes back.
 */
export type SavedCommunication = { 
/**
 * The act.
 */
act: ActId, 
/**
 * Key.
 */
id: CommunicationId, 
/**
 * Whom it was held with.
 */
customerId: CustomerId, 
/**
 * How it was held.
 */
channel: Channel, 
/**
 * Who started it.
 */
direction: Direction, 
/**
 * When it began.
 */
at: Timestamp, 
/**
 * The IANA zone in which a person chose that time.
 */
zone: string, 
/**
 * Length in minutes.
 */
durationMinutes: number | null, 
/**
 * One line.
 */
title: string, 
/**
 * What was said.
 */
text: string, 
/**
 * What came of it.
 */
outcome: Outcome, 
/**
 * What it is about.
 */
categoryId: CategoryId | null, 
/**
 * Who said so.
 */
categoryBy: CategoryBy, 
/**
 * How it sounds, where a person said so; the program learns from it.
 */
tone: GivenTone | null, 
/**
 * Who held it on our side.
 */
ownerId: UserId | null, 
/**
 * Instant of creation.
 */
createdAt: Timestamp, 
/**
 * Instant of the latest change.
 */
updatedAt: Timestamp, 
/**
 * Instant of deletion; none while it is there.
 */
deletedAt: Timestamp | null, };

/**
 * A field as it was saved, and the act that undo takes back.
 */
export type SavedField = { 
/**
 * The act.
 */
act: ActId, 
/**
 * Key.
 */
id: CustomFieldId, 
/**
 * What kind of record has it.
 */
subject: FieldSubject, 
/**
 * Its name in English; may be empty where there is a Chinese one.
 */
nameEn: string, 
/**
 * Its name in Chinese; may be empty where there is an English one.
 */
nameZh: string, 
/**
 * What it holds.
 */
kind: FieldKind, 
/**
 * The group that it stands in; empty for none.
 */
section: string, 
/**
 * Whether a new record must have a value.
 */
required: boolean, 
/**
 * Whether lists offer it as a column.
 */
inList: boolean, 
/**
 * Whether it is out of use; values are kept.
 */
archived: boolean, 
/**
 * The value that new records start with.
 */
start: CustomValue | null, 
/**
 * Its choices, in order.
 */
choices: Array<FieldChoice>, };

/**
 * A saved follow-up, and the act that undo takes back.
 */
export type SavedFollowUp = { 
/**
 * The act.
 */
act: ActId, 
/**
 * Key.
 */
id: FollowUpId, 
/**
 * Whom it is for.
 */
customerId: CustomerId, 
/**
 * The communication it came from.
 */
communicationId: CommunicationId | null, 
/**
 * What to do.
 */
title: string, 
/**
 * How, where that is known.
 */
channel: Channel | null, 
/**
 * The day, YYYY-MM-DD.
 */
dueDate: string, 
/**
 * The time of day, HH:MM; none means any time that day.
 */
dueTime: string | null, 
/**
 * The IANA zone in which a person chose them.
 */
zone: string, 
/**
 * The instant from which it is late; follows from the three above.
 */
dueAt: Timestamp, 
/**
 * The rule by which it comes again once it is done, as RFC 5545 writes it; empty where it doesn't.
 */
repeats: string, 
/**
 * The day that the rule counts from, YYYY-MM-DD: putting this one off doesn't move those that follow.
 */
repeatsFrom: string, 
/**
 * How much it matters.
 */
priority: Priority, 
/**
 * How long it takes, where somebody said so.
 */
durationMinutes: number | null, 
/**
 * Who does it.
 */
ownerId: UserId | null, 
/**
 * When it was done.
 */
doneAt: Timestamp | null, 
/**
 * Instant of creation.
 */
createdAt: Timestamp, 
/**
 * Instant of the latest change.
 */
updatedAt: Timestamp, 
/**
 * Instant of deletion; none while it is there.
 */
deletedAt: Timestamp | null, };

/**
 * A person's part as stored, and the act that undo takes back.
 */
export type SavedLink = { 
/**
 * The act.
 */
act: ActId, 
/**
 * Key.
 */
id: ContactLinkId, 
/**
 * The person.
 */
contactId: ContactId, 
/**
 * The further customer.
 */
customerId: CustomerId, 
/**
 * Job title there.
 */
title: string, 
/**
 * Department there.
 */
department: string, 
/**
 * Part in a decision to buy there.
 */
decisionRole: DecisionRole, };

/**
 * A mapping that is kept under a name, and the act that undo takes back.
 */
export type SavedMapping = { 
/**
 * The act.
 */
act: ActId, 
/**
 * Its key.
 */
id: ImportMappingId, 
/**
 * The name.
 */
name: string, };

/**
 * A saved search.
 */
export type SavedSearch = { 
/**
 * Key.
 */
id: ViewId, 
/**
 * What it is called.
 */
name: string, 
/**
 * What it looks for.
 */
search: KeptQuery, 
/**
 * Who sees it.
 */
audience: ViewAudience, };

/**
 * A template, and the act that undo takes back.
 */
export type SavedTemplate = { 
/**
 * Its key.
 */
id: TemplateId, 
/**
 * The act.
 */
act: ActId, };

/**
 * A saved view, and the act that undo takes back.
 */
export type SavedView = { 
/**
 * The act.
 */
act: ActId, 
/**
 * Key.
 */
id: ViewId, 
/**
 * What it is called.
 */
name: string, 
/**
 * Which customers.
 */
filter: CustomerFilter, 
/**
 * In which order.
 */
sort: CustomerSort, 
/**
 * Which columns; none for those that the person has.
 */
columns: ViewColumns | null, 
/**
 * Where it is offered.
 */
place: ViewPlace, 
/**
 * Who sees it.
 */
audience: ViewAudience, 
/**
 * Who made it.
 */
ownerId: UserId | null, };

/**
 * One thing found.
 */
export type SearchHit = { 
/**
 * What it is.
 */
kind: SearchKind, 
/**
 * Its key.
 */
id: string, 
/**
 * The customer it belongs to; for a customer its own key.
 */
customerId: CustomerId, 
/**
 * Name or subject, marked.
 */
title: Array<Segment>, 
/**
 * The part of the text around the hits, marked.
 */
snippet: Array<Segment>, 
/**
 * The customer's name.
 */
customerName: string, 
/**
 * Company or person.
 */
customerKind: CustomerKind, 
/**
 * Who took part, or the contact's job.
 */
people: Array<string>, 
/**
 * A communication's channel.
 */
channel: Channel | null, 
/**
 * Whose it is.
 */
ownerId: UserId | null, 
/**
 * The owner's name; empty for nobody.
 */
ownerName: string, 
/**
 * When a communication was held.
 */
at: Timestamp | null, 
/**
 * What a communication is about, as a person or the program decided.
 */
categoryId: CategoryId | null, 
/**
 * Files of a communication.
 */
files: number, 
/**
 * Those of its files whose names hold what was looked for, marked.
 */
foundFiles: Array<Array<Segment>>, 
/**
 * It holds words that are only nearly those that were looked for.
 */
similar: boolean, };

/**
 * A search; what is left out doesn't narrow.
 */
export type SearchInput = { 
/**
 * Words, beginnings of words, Chinese characters, "phrases"; all must occur, and nothing behind a minus. Names before a
 * colon say more, as in `customer:Kessler` or `渠道:电话`.
 */
query: string, 
/**
 * Any of these kinds.
 */
kinds?: Array<SearchKind> | null, 
/**
 * Communications on any of these channels.
 */
channels?: Array<Channel> | null, 
/**
 * Any of these owners.
 */
owners?: Array<UserId> | null, 
/**
 * Communications about any of these.
 */
categories?: Array<CategoryId> | null, 
/**
 * Communications on or after this day, YYYY-MM-DD.
 */
from?: string | null, 
/**
 * Communications on or before this day, YYYY-MM-DD.
 */
to?: string | null, 
/**
 * Belonging to this customer.
 */
customerId?: CustomerId | null, 
/**
 * How hits are sorted.
 */
sort?: SearchSort | null, 
/**
 * Also counts hits by customer and by time.
 */
facets?: boolean | null, 
/**
 * Hits to skip.
 */
offset?: number | null, 
/**
 * Hits to return, at most 200.
 */
limit?: number | null, };

/**
 * What can be found.
 */
export type SearchKind = "customer" | "contact" | "communication";

/**
 * What stands before a colon.
 */
export type SearchOperator = "customer" | "person" | "channel" | "owner" | "after" | "before" | "kind" | "category";

/**
 * What was found.
 */
export type SearchResults = { 
/**
 * Hits in all.
 */
total: number, 
/**
 * Different customers among them.
 */
customers: number, 
/**
 * The page asked for.
 */
hits: Array<SearchHit>, 
/**
 * Hits by channel, as if none were chosen.
 */
channels: Array<Facet>, 
/**
 * Hits by owner, as if none were chosen.
 */
owners: Array<Facet>, 
/**
 * Hits by category, as if none were chosen.
 */
categories: Array<Facet>, 
/**
 * The customers with most hits; empty unless asked for.
 */
topCustomers: Array<Facet>, 
/**
 * Hits by spans of days, the oldest first; empty unless asked for.
 */
timeline: Array<TimeBar>, 
/**
 * How many of the hits hold only words that are nearly those that were looked for. They stand behind all others, and are
 * looked for only where there are few others.
 */
similar: number, 
/**
 * What of the query wasn't understood; the rest was searched.
 */
notUnderstood: Array<NotUnderstood>, 
/**
 * How long it took, in milliseconds.
 */
tookMs: number, 
/**
 * Not everything was looked at: the index is being filled, or is far behind. There may be more.
 */
rebuilding: boolean, };

/**
 * How hits are sorted.
 */
export type SearchSort = "best" | "newest";

/**
 * What opens the workspace.
 */
export type SecurityState = { 
/**
 * Whether a passphrase does.
 */
passphrase: boolean, 
/**
 * Since when.
 */
passphraseChangedAt: Timestamp | null, 
/**
 * Whether this computer's keyring does.
 */
keyring: boolean, 
/**
 * Whether this computer has one that can.
 */
keyringUsable: boolean, 
/**
 * Since when the recovery code does; none for the sample.
 */
recoveryCreatedAt: Timestamp | null, 
/**
 * Whether this system tells when its screen is locked and before it sleeps; elsewhere a sleep shows afterwards.
 */
seesScreenLock: boolean, };

/**
 * A stretch of text that is or isn't part of a hit.
 */
export type Segment = { 
/**
 * The text as stored.
 */
text: string, 
/**
 * Whether it was looked for.
 */
hit: boolean, };

/**
 * How the session stands.
 */
export type SessionState = { "state": "none", 
/**
 * Where it will be kept.
 */
folder: string, 
/**
 * Whether this computer's keyring can lock it.
 */
keyring: boolean, } | { "state": "locked", 
/**
 * Why.
 */
reason: LockReason, 
/**
 * Whether a passphrase opens it.
 */
passphrase: boolean, 
/**
 * Whether the keyring may open it.
 */
keyring: boolean, 
/**
 * From when another passphrase may be tried.
 */
retryAt: Timestamp | null, } | { "state": "open", 
/**
 * The workspace.
 */
workspace: Workspace, 
/**
 * Who works in it.
 */
user: User, 
/**
 * Whether it is the sample.
 */
sample: boolean, 
/**
 * Whether it can be locked: only a passphrase makes that worth anything.
 */
canLock: boolean, 
/**
 * How its folder stands.
 */
storage: Storage, };

/**
 * What a communication is about.
 */
export type SetCategory = { 
/**
 * Which communication.
 */
id: CommunicationId, 
/**
 * Its category; none of them where it is left out.
 */
categoryId?: CategoryId | null, };

/**
 * The tags that a customer shall have.
 */
export type SetCustomerTags = { 
/**
 * Which customer.
 */
id: CustomerId, 
/**
 * All of its tags by name; new ones are made.
 */
tags: Array<string>, };

/**
 * Whether the keyring opens the workspace.
 */
export type SetKeyring = { 
/**
 * Whether it shall.
 */
enabled: boolean, };

/**
 * A new passphrase.
 */
export type SetPassphrase = { 
/**
 * The present one, where there is one.
 */
current?: string | null, 
/**
 * The new one.
 */
passphrase: string, };

/**
 * How a communication sounds.
 */
export type SetTone = { 
/**
 * Which communication.
 */
id: CommunicationId, 
/**
 * Its tone; what the program would say where it is left out.
 */
tone?: GivenTone | null, };

/**
 * What makes a place unfit for a workspace.
 */
export type SharedKind = "network" | "synced";

/**
 * A place that isn't this computer's alone.
 */
export type SharedPlace = { 
/**
 * What makes it so.
 */
kind: SharedKind, 
/**
 * The file system or the synced folder, as it is called there.
 */
name: string, };

/**
 * A text of customers that many of them may share.
 */
export type SharedText = "industry" | "size" | "region" | "terms" | "source" | "goal" | "preferred_hours";

/**
 * A field of customers with a value of it.
 */
export type SharedValue = { "field": "stage", 
/**
 * The stage.
 */
stage: Stage, } | { "field": "kind", 
/**
 * Which.
 */
kind: CustomerKind, } | { "field": "do_not_contact", 
/**
 * Whether it does.
 */
wish: boolean, } | { "field": "owner", 
/**
 * The owner; null for nobody.
 */
ownerId: UserId | null, } | { "field": "rhythm", 
/**
 * Every so many days; null for no rhythm.
 */
days: number | null, } | { "field": "preferred_channel", 
/**
 * The channel; null for any.
 */
channel: Channel | null, } | { "field": "text", 
/**
 * Which.
 */
name: SharedText, 
/**
 * The text; empty for none.
 */
text: string, } | { "field": "custom", 
/**
 * The field.
 */
id: CustomFieldId, 
/**
 * The value; null for none.
 */
value: CustomValue | null, } | { "field": "choices", 
/**
 * The field.
 */
id: CustomFieldId, 
/**
 * What becomes of those that are there.
 */
way: SharedWay, 
/**
 * The choices.
 */
ids: Array<FieldChoiceId>, } | { "field": "tags", 
/**
 * What becomes of those that are there.
 */
way: SharedWay, 
/**
 * The tags.
 */
names: Array<string>, };

/**
 * What becomes of several that are there already.
 */
export type SharedWay = "set" | "add" | "take_away";

/**
 * Which record to show.
 */
export type ShowRecord = { 
/**
 * The customer; none means Today.
 */
customerId: CustomerId | null, };

/**
 * What a sentence calls for.
 */
export type SignalKind = "need" | "complaint";

/**
 * A customer that is there and seems to be the one that is typed.
 */
export type SimilarCustomer = { 
/**
 * The customer.
 */
customer: CustomerRow, 
/**
 * Between 0 and 1.
 */
score: number, 
/**
 * Why.
 */
parts: Array<LikenessPart>, };

/**
 * A customer that is being typed.
 */
export type SimilarCustomers = { 
/**
 * Company or person.
 */
kind: CustomerKind, 
/**
 * The name.
 */
name: string, 
/**
 * A telephone number as typed.
 */
phone?: string | null, 
/**
 * An e-mail address as typed.
 */
email?: string | null, };

/**
 * Another communication.
 */
export type SimilarNote = { 
/**
 * Its key.
 */
id: CommunicationId, 
/**
 * Whom it was held with.
 */
customerId: CustomerId, 
/**
 * The customer's name.
 */
customerName: string, 
/**
 * When it was held.
 */
at: Timestamp, 
/**
 * A part of its text, the shared words marked, and those that are used like words of this one.
 */
snippet: Array<Segment>, 
/**
 * Words that are used alike, the most telling first.
 */
near: Array<NearWords>, 
/**
 * How alike the two are, 0 to 1: by shared words, the cosine of their TF-IDF weights; by meaning, the mean of that and of how
 * alike the mean directions of their words are.
 */
likeness: number, };

/**
 * A follow-up to put off.
 */
export type SnoozeFollowUp = { 
/**
 * Which one.
 */
id: FollowUpId, 
/**
 * The new time.
 */
due: Due, };

/**
 * What customers are sorted by.
 */
export type SortBy = "name" | "stage" | "owner" | "region" | "last_contact" | "next_follow_up" | "created" | { "field": CustomFieldId };

/**
 * Where a customer stands, in the order of life.
 */
export type Stage = "lead" | "prospect" | "customer" | "lapsed";

/**
 * What to do with the file that is no longer kept up to date.
 */
export type StopCalendarFile = { 
/**
 * Whether it is deleted.
 */
delete: boolean, };

/**
 * How the folder of the open workspace stands.
 */
export type Storage = { 
/**
 * What keeps it from being written; none as a rule.
 */
trouble: Trouble | null, 
/**
 * Megabytes left on its disk, where there are few.
 */
lowMegabytes: number | null, 
/**
 * Why it is no good place for a workspace, if so.
 */
shared: SharedPlace | null, };

/**
 * Where a customer stands against what was agreed.
 */
export type Strategy = { 
/**
 * The day by which it is due to be contacted again; none without a rhythm, and for one that wants no contact.
 */
due: string | null, 
/**
 * What its conversations suggest.
 */
suggestions: Array<StrategySuggestion>, };

/**
 * A change that the conversations speak for, with the figures that do.
 */
export type StrategySuggestion = { "type": "channel", 
/**
 * That channel.
 */
channel: Channel, 
/**
 * How often it reached them, of how many tries.
 */
reached: Tries, 
/**
 * The channel that is used now.
 */
insteadOf: Channel, 
/**
 * The same for that.
 */
before: Tries, } | { "type": "hours", 
/**
 * As `09:00-12:00`.
 */
hours: string, 
/**
 * How often calls at that time reached them.
 */
reached: Tries, 
/**
 * The same for calls at other times.
 */
before: Tries, } | { "type": "habit", 
/**
 * The rhythm next to it, in days.
 */
days: number, 
/**
 * The median gap between contacts, in days.
 */
median: number, 
/**
 * How many gaps there were.
 */
gaps: number, } | { "type": "rarer", 
/**
 * The next longer rhythm, in days.
 */
days: number, } | { "type": "sooner", 
/**
 * The next shorter rhythm, in days.
 */
days: number, };

/**
 * How a suggestion came about.
 */
export type SuggestedBy = "phrases" | "learned";

/**
 * A sentence that calls for something.
 */
export type Suggestion = { 
/**
 * What for.
 */
kind: SignalKind, 
/**
 * The sentence, verbatim.
 */
sentence: string, 
/**
 * The words that tell.
 */
words: Array<string>, };

/**
 * A tag.
 */
export type Tag = { 
/**
 * Key.
 */
id: TagId, 
/**
 * The word.
 */
name: string, };

/**
 * A tag to choose.
 */
export type TagChoice = { 
/**
 * Key.
 */
id: TagId, 
/**
 * The word.
 */
name: string, };

/**
 * Key of a tag.
 */
export type TagId = string;

/**
 * What took an act back.
 */
export type TakenBack = { 
/**
 * When.
 */
at: Timestamp, 
/**
 * By whom; a name.
 */
actor: string, };

/**
 * A keyword.
 */
export type TellingWord = { 
/**
 * As written.
 */
text: string, 
/**
 * Its weight as a share of the heaviest.
 */
share: number, };

/**
 * A text with blanks that are filled in for whom it is written.
 */
export type Template = { 
/**
 * Key.
 */
id: TemplateId, 
/**
 * What it is called.
 */
name: string, 
/**
 * How what it is for is held; none for any way.
 */
channel: Channel | null, 
/**
 * Its subject; may be empty.
 */
title: string, 
/**
 * Its text.
 */
text: string, 
/**
 * Instant of creation.
 */
createdAt: Timestamp, 
/**
 * Instant of the latest change.
 */
updatedAt: Timestamp, 
/**
 * Instant of deletion; none while it is there.
 */
deletedAt: Timestamp | null, };

/**
 * Key of a template.
 */
export type TemplateId = string;

/**
 * A recovery code to try.
 */
export type TestRecoveryCode = { 
/**
 * The code as typed.
 */
code: string, };

/**
 * Two texts of one field, in the pieces that differ and those that don't.
 */
export type TextDifference = { 
/**
 * The field.
 */
field: MergeField, 
/**
 * The first customer's.
 */
one: Array<TextPart>, 
/**
 * The second's.
 */
other: Array<TextPart>, };

/**
 * A piece of a text.
 */
export type TextPart = { 
/**
 * The piece.
 */
text: string, 
/**
 * Whether the other side lacks it.
 */
differs: boolean, };

/**
 * Light, dark, or as the system is.
 */
export type Theme = "system" | "light" | "dark";

/**
 * Hits in a span of days.
 */
export type TimeBar = { 
/**
 * The first day.
 */
from: string, 
/**
 * The last day.
 */
to: string, 
/**
 * Hits.
 */
count: number, };

/**
 * One entry.
 */
export type TimelineEntry = { "type": "communication", 
/**
 * When.
 */
at: Timestamp, 
/**
 * What.
 */
communication: CommunicationView, } | { "type": "follow_up", 
/**
 * When it was ticked off.
 */
at: Timestamp, 
/**
 * What.
 */
followUp: FollowUpView, } | { "type": "change", 
/**
 * When.
 */
at: Timestamp, 
/**
 * Who; a name.
 */
actor: string, 
/**
 * Which fields, by their column names.
 */
fields: Array<string>, };

/**
 * What a timeline can be narrowed to.
 */
export type TimelineKind = "call" | "email" | "chat" | "visit" | "meeting" | "note" | "follow_up" | "change";

/**
 * Entries, newest first.
 */
export type TimelinePage = { 
/**
 * How many there are in all.
 */
total: number, 
/**
 * This part of them.
 */
rows: Array<TimelineEntry>, };

/**
 * An instant: milliseconds since 1970 UTC.
 */
export type Timestamp = number;

/**
 * What is to do.
 */
export type TodayView = { 
/**
 * YYYY-MM-DD where the person is.
 */
today: string, 
/**
 * Due before today, the oldest day first and of each what matters most; the first some hundred of them.
 */
overdue: Array<FollowUpView>, 
/**
 * How many are.
 */
overdueTotal: number, 
/**
 * Due today; those with a time first, in order, then the others by how much they matter.
 */
dueToday: Array<FollowUpView>, 
/**
 * How many are.
 */
dueTodayTotal: number, 
/**
 * Due in the next seven days.
 */
upcoming: Array<FollowUpView>, 
/**
 * How many are.
 */
upcomingTotal: number, 
/**
 * How many were ticked off today.
 */
doneToday: number, };

/**
 * The tone of a text.
 */
export type Tone = { 
/**
 * How it sounds.
 */
kind: ToneKind, 
/**
 * The sum of its feelings: above 0 content, below discontent.
 */
score: number, 
/**
 * The words that decided, the strongest first, folded, with the negation before them.
 */
words: Array<string>, };

/**
 * How a text sounds.
 */
export type ToneKind = "positive" | "neutral" | "negative";

/**
 * What a text can be about.
 */
export type Topic = "price" | "delivery" | "quality" | "complaint" | "support" | "contract" | "relationship";

/**
 * How often a try succeeded.
 */
export type Tries = { 
/**
 * So often it did.
 */
reached: number, 
/**
 * Of so many.
 */
of: number, };

/**
 * What keeps an open workspace from being written.
 */
export type Trouble = "disk_full" | "read_only" | "gone";

/**
 * Which act to take back; the latest of one's own where none is named.
 */
export type Undo = { 
/**
 * The act; one that took another back is done again.
 */
act?: ActId | null, 
/**
 * Leave alone what changed since, and take back the rest.
 */
rest?: boolean | null, };

/**
 * The act whose conflicts to tell.
 */
export type UndoConflicts = { 
/**
 * The act.
 */
act: ActId, 
/**
 * Only of what it merged into this customer.
 */
customerId?: CustomerId | null, };

/**
 * Why a part of an act can't be taken back.
 */
export type UndoProblem = "changed_since" | "deleted_since" | "added_since";

/**
 * What was taken back or done again.
 */
export type UndoResult = { 
/**
 * None where there was nothing.
 */
done: UndoneAct | null, };

/**
 * An act as a message names it.
 */
export type UndoneAct = { 
/**
 * The act.
 */
act: ActId, 
/**
 * Its command, as `delete_customers`.
 */
command: string, 
/**
 * How many records it touched.
 */
count: number, };

/**
 * Who has no part any more at which further customer.
 */
export type UnlinkContact = { 
/**
 * The person.
 */
contactId: ContactId, 
/**
 * The further customer.
 */
customerId: CustomerId, };

/**
 * How to unlock.
 */
export type Unlock = { 
/**
 * With what.
 */
method: UnlockMethod, 
/**
 * The passphrase or the recovery code.
 */
secret?: string | null, };

/**
 * With what a workspace is unlocked.
 */
export type UnlockMethod = "keyring" | "passphrase" | "recovery";

/**
 * Which merge of many to take back for one customer.
 */
export type UnmergeCustomer = { 
/**
 * The act.
 */
act: ActId, 
/**
 * The customer that others became part of.
 */
customer: CustomerId, 
/**
 * Leave alone what changed since, and take back the rest.
 */
rest?: boolean | null, };

/**
 * A customer is several again.
 */
export type Unmerged = { 
/**
 * The act that undo takes back.
 */
act: ActId, 
/**
 * How many there are now.
 */
count: number, };

/**
 * New values for a communication; what is left out stays.
 */
export type UpdateCommunication = { 
/**
 * Which one.
 */
id: CommunicationId, 
/**
 * How it was held.
 */
channel?: Channel | null, 
/**
 * Who started it.
 */
direction?: Direction | null, 
/**
 * When it began.
 */
at?: Timestamp | null, 
/**
 * Length in minutes; null for unknown.
 */
durationMinutes?: number | null | null, 
/**
 * The contacts who took part.
 */
contactIds?: Array<ContactId> | null, 
/**
 * One line.
 */
title?: string | null, 
/**
 * What was said.
 */
text?: string | null, 
/**
 * What came of it.
 */
outcome?: Outcome | null, };

/**
 * New values for a contact; what is left out stays, an empty text clears.
 */
export type UpdateContact = { 
/**
 * Which contact.
 */
id: ContactId, 
/**
 * The name.
 */
name?: string | null, 
/**
 * Job title.
 */
title?: string | null, 
/**
 * Department.
 */
department?: string | null, 
/**
 * Part in a decision to buy.
 */
decisionRole?: DecisionRole | null, 
/**
 * The birthday, with its year or without.
 */
birthday?: string | null, 
/**
 * Anything else.
 */
note?: string | null, 
/**
 * How to reach the person: all points in order.
 */
points?: Array<PointInput> | null, 
/**
 * What part the person has at further customers: all of them.
 */
links?: Array<LinkInput> | null, 
/**
 * Values of custom fields; one that is left out stays, null clears.
 */
fields?: { [key in CustomFieldId]: CustomValue | null } | null, };

/**
 * New values for a customer; what is left out stays, an empty text clears.
 */
export type UpdateCustomer = { 
/**
 * Which customer.
 */
id: CustomerId, 
/**
 * Company or person.
 */
kind?: CustomerKind | null, 
/**
 * The name.
 */
name?: string | null, 
/**
 * The name in the other language.
 */
otherName?: string | null, 
/**
 * The birthday of a person, with its year or without.
 */
birthday?: string | null, 
/**
 * Whether it wants nobody to write or call.
 */
doNotContact?: boolean | null, 
/**
 * Lifecycle stage.
 */
stage?: Stage | null, 
/**
 * Who looks after it; null for nobody.
 */
ownerId?: UserId | null | null, 
/**
 * Line of business.
 */
industry?: string | null, 
/**
 * Headcount or turnover, in words.
 */
size?: string | null, 
/**
 * Region in words.
 */
region?: string | null, 
/**
 * Postal address.
 */
address?: string | null, 
/**
 * ISO 3166-1 code of its country.
 */
country?: string | null, 
/**
 * Web address.
 */
website?: string | null, 
/**
 * Tax number.
 */
taxId?: string | null, 
/**
 * Terms of payment.
 */
terms?: string | null, 
/**
 * Credit limit in minor units of the currency; null for none.
 */
creditLimitMinor?: number | null, 
/**
 * ISO 4217 code.
 */
currency?: string | null, 
/**
 * Where it came from.
 */
source?: string | null, 
/**
 * Anything else.
 */
note?: string | null, 
/**
 * What is to be reached with it.
 */
goal?: string | null, 
/**
 * After how many days it is due to be contacted again; null for no rhythm.
 */
rhythmDays?: number | null | null, 
/**
 * How it wants to be contacted; null for unknown.
 */
preferredChannel?: Channel | null | null, 
/**
 * At which hours, as people write them.
 */
preferredHours?: string | null, 
/**
 * The customer that recommended us; null for none.
 */
referredBy?: CustomerId | null | null, 
/**
 * Values of custom fields; one that is left out stays, null clears.
 */
fields?: { [key in CustomFieldId]: CustomValue | null } | null, };

/**
 * New values for a field; what is left out stays.
 */
export type UpdateField = { 
/**
 * Which field.
 */
id: CustomFieldId, 
/**
 * Its name in English.
 */
nameEn?: string | null, 
/**
 * Its name in Chinese.
 */
nameZh?: string | null, 
/**
 * What it holds; another kind only as long as no record holds a value that isn't of it.
 */
kind?: FieldKind | null, 
/**
 * The group that it stands in.
 */
section?: string | null, 
/**
 * Whether a new record must have a value.
 */
required?: boolean | null, 
/**
 * Whether lists offer it as a column.
 */
inList?: boolean | null, 
/**
 * Whether it is out of use; values are kept.
 */
archived?: boolean | null, 
/**
 * The value that new records start with; null for none.
 */
start?: CustomValue | null | null, };

/**
 * New values for a follow-up; what is left out stays.
 */
export type UpdateFollowUp = { 
/**
 * Which one.
 */
id: FollowUpId, 
/**
 * What.
 */
title?: string | null, 
/**
 * By when.
 */
due?: Due | null, 
/**
 * How; null for unknown.
 */
channel?: Channel | null | null, 
/**
 * Who; null for nobody.
 */
ownerId?: UserId | null | null, 
/**
 * The rule by which it comes again; empty for none.
 */
repeats?: string | null, 
/**
 * How much it matters.
 */
priority?: Priority | null, 
/**
 * How long it takes, in minutes; null for unknown.
 */
durationMinutes?: number | null | null, };

/**
 * New values for a mapping; what is left out stays.
 */
export type UpdateMapping = { 
/**
 * Which one.
 */
id: ImportMappingId, 
/**
 * The name.
 */
name?: string | null, 
/**
 * The file whose columns are taken as they are mapped now.
 */
import?: ImportCustomers | null, };

/**
 * New preferences; what is left out stays.
 */
export type UpdatePreferences = { 
/**
 * The language; null for the system's.
 */
language?: Language | null | null, 
/**
 * The theme.
 */
theme?: Theme | null, 
/**
 * Whether single letters act as keys.
 */
singleKeys?: boolean | null, 
/**
 * Size of the base text in pixels: 12, 13, 14 or 16.
 */
textSize?: number | null, 
/**
 * Minutes without a person after which the workspace is locked: 5, 10, 15, 30 or 60; null for never.
 */
lockAfterMinutes?: number | null | null, 
/**
 * Whether it is locked when the computer sleeps or its screen is locked.
 */
lockOnSleep?: boolean | null, 
/**
 * What reminders say.
 */
reminders?: Reminders | null, 
/**
 * The hours of a working day, as `9-12, 13-18`.
 */
workingHours?: string | null, 
/**
 * The working days: 1 is Monday, 7 Sunday.
 */
workingDays?: Array<number> | null, };

/**
 * New values for a saved search; what is left out stays.
 */
export type UpdateSearch = { 
/**
 * Which one.
 */
id: ViewId, 
/**
 * What it is called.
 */
name?: string | null, 
/**
 * What it looks for.
 */
search?: KeptQuery | null, 
/**
 * Who sees it.
 */
audience?: ViewAudience | null, };

/**
 * New values for a view; what is left out stays.
 */
export type UpdateView = { 
/**
 * Which view.
 */
id: ViewId, 
/**
 * What it is called.
 */
name?: string | null, 
/**
 * Which customers.
 */
filter?: CustomerFilter | null, 
/**
 * In which order.
 */
sort?: CustomerSort | null, 
/**
 * Which columns; null for those that the person has.
 */
columns?: ViewColumns | null | null, 
/**
 * Where it is offered.
 */
place?: ViewPlace | null, 
/**
 * Who sees it.
 */
audience?: ViewAudience | null, };

/**
 * New values for the workspace's own row; what is left out stays.
 */
export type UpdateWorkspace = { 
/**
 * The business's name.
 */
name?: string | null, 
/**
 * ISO 3166 code; sets how phone numbers without a country code are read.
 */
country?: string | null, 
/**
 * ISO 4217 code.
 */
currency?: string | null, 
/**
 * The language of reports and of new sample texts.
 */
language?: Language | null, };

/**
 * A user as screens name one.
 */
export type User = { 
/**
 * Key.
 */
id: UserId, 
/**
 * Name as entered.
 */
name: string, 
/**
 * What the user may do.
 */
role: Role, };

/**
 * Key of a user of the workspace.
 */
export type UserId = string;

/**
 * A value of a custom field before and after.
 */
export type ValueChange = { 
/**
 * The field, of the customer or of a person there.
 */
fieldId: CustomFieldId, 
/**
 * Before; none where it was empty.
 */
before: CustomValue | null, 
/**
 * After.
 */
after: CustomValue, };

/**
 * A saved view.
 */
export type View = { 
/**
 * Key.
 */
id: ViewId, 
/**
 * What it is called.
 */
name: string, 
/**
 * Which customers.
 */
filter: CustomerFilter, 
/**
 * In which order.
 */
sort: CustomerSort, 
/**
 * Which columns; none for those that the person has.
 */
columns: ViewColumns | null, 
/**
 * Where it is offered.
 */
place: ViewPlace, 
/**
 * Who sees it.
 */
audience: ViewAudience, 
/**
 * Who made it.
 */
ownerId: UserId | null, };

/**
 * Who sees a view.
 */
export type ViewAudience = "everyone" | "owner";

/**
 * The columns of a list as a person arranged them.
 */
export type ViewColumns = { 
/**
 * All that it knows of, in order.
 */
order: Array<string>, 
/**
 * Those that aren't shown.
 */
hidden: Array<string>, 
/**
 * Widths in pixels, where they aren't their own.
 */
widths: { [key in string]: number }, };

/**
 * How many customers a view holds.
 */
export type ViewCount = { 
/**
 * Which view.
 */
id: ViewId, 
/**
 * How many.
 */
count: number, };

/**
 * Key of a saved view.
 */
export type ViewId = string;

/**
 * Where a view is offered.
 */
export type ViewPlace = "tabs" | "sidebar";

/**
 * Communications per ISO week, up to the present one.
 */
export type WeeklyChart = { 
/**
 * Only those of this customer.
 */
customerId?: CustomerId | null, 
/**
 * How many weeks, 1 to 156; 26 where it isn't said.
 */
weeks?: number | null, 
/**
 * Width in CSS pixels.
 */
width: number, 
/**
 * Height in CSS pixels.
 */
height: number, 
/**
 * What it is drawn on.
 */
theme: Ground, 
/**
 * The language of its words.
 */
language: Language, };

/**
 * Whose a name or an address is, as a person decided.
 */
export type WhoseParty = { 
/**
 * The address, or the name where there is none, as the preview tells it.
 */
who: string, 
/**
 * The customer; none where it is one of us.
 */
customerId?: CustomerId | null, };

/**
 * A field that holds such a text.
 */
export type WordField = "region" | "source" | "industry" | "country";

/**
 * The one workspace row.
 */
export type Workspace = { 
/**
 * Key; the header of the keys carries the same.
 */
id: WorkspaceId, 
/**
 * The business's name.
 */
name: string, 
/**
 * ISO 3166 code.
 */
country: string, 
/**
 * ISO 4217 code.
 */
currency: string, 
/**
 * The language it was made in.
 */
language: Language, 
/**
 * Instant of creation.
 */
createdAt: Timestamp, };

/**
 * Key of the one workspace row.
 */
export type WorkspaceId = string;

/** The id of a running job that ends with `Result`. */
export type Job<Result> = JobId & { readonly result?: Result };

/** Every command by name. */
export type Commands = {
  session_state: { input: Nothing; output: SessionState };
  get_preferences: { input: Nothing; output: Preferences };
  update_preferences: { input: UpdatePreferences; output: Preferences };
  new_recovery_code: { input: Nothing; output: RecoveryCode };
  copy_recovery_code: { input: Nothing; output: null };
  create_workspace: { input: CreateWorkspace; output: SessionState };
  open_sample_workspace: { input: OpenSample; output: SessionState };
  open_own_workspace: { input: Nothing; output: SessionState };
  unlock: { input: Unlock; output: SessionState };
  lock: { input: Nothing; output: SessionState };
  note_activity: { input: Nothing; output: null };
  get_security: { input: Nothing; output: SecurityState };
  set_passphrase: { input: SetPassphrase; output: SecurityState };
  set_keyring: { input: SetKeyring; output: SecurityState };
  replace_recovery_code: { input: ReplaceRecoveryCode; output: SecurityState };
  test_recovery_code: { input: TestRecoveryCode; output: CodeTest };
  check_storage: { input: Nothing; output: Storage };
  choose_open_file: { input: ChooseOpenFile; output: FileTicket | null };
  choose_files: { input: Nothing; output: Array<FileTicket> };
  known_files: { input: KnownFiles; output: Array<FileTicket> };
  open_attachment: { input: ChosenAttachment; output: null };
  open_point: { input: OpenPoint; output: OpenedPoint };
  choose_save_file: { input: ChooseSaveFile; output: FileTicket | null };
  update_workspace: { input: UpdateWorkspace; output: Workspace };
  list_users: { input: Nothing; output: Array<User> };
  list_tags: { input: ListTags; output: Array<TagChoice> };
  get_counts: { input: Nothing; output: Counts };
  create_customer: { input: CreateCustomer; output: Customer };
  update_customer: { input: UpdateCustomer; output: Customer };
  delete_customers: { input: DeleteCustomers; output: Deleted };
  get_customer: { input: GetCustomer; output: CustomerRecord };
  get_strategy: { input: GetStrategy; output: Strategy };
  list_due_contacts: { input: ListDueContacts; output: DueContacts };
  dismiss_contact: { input: DismissContact; output: DismissedContact };
  list_customers: { input: ListCustomers; output: CustomerPage };
  customer_facets: { input: CustomerFacetsInput; output: CustomerFacets };
  list_customer_values: { input: ListCustomerValues; output: Array<Facet> };
  list_customer_groups: { input: ListCustomerGroups; output: Array<CustomerGroup> };
  customer_neighbours: { input: CustomerNeighbours; output: Neighbours };
  set_customer_tags: { input: SetCustomerTags; output: Array<Tag> };
  preview_change: { input: PreviewChange; output: ChangePreview };
  change_customers: { input: ChangeCustomers; output: Job<CustomersChanged> };
  find_duplicates: { input: Nothing; output: Job<DuplicatesFound> };
  list_duplicates: { input: ListDuplicates; output: DuplicatePage };
  similar_customers: { input: SimilarCustomers; output: Array<SimilarCustomer> };
  keep_apart: { input: CustomerPair; output: KeptApart };
  data_health: { input: Nothing; output: DataHealth };
  health_flags: { input: Nothing; output: HealthFlags };
  check_health: { input: Nothing; output: HealthFlags };
  set_health_rules: { input: HealthRules; output: HealthRules };
  preview_merge: { input: PreviewMerge; output: MergePreview };
  merge_customers: { input: MergeCustomers; output: Merged };
  merge_duplicates: { input: Nothing; output: Job<MergedDuplicates> };
  unmerge_customer: { input: UnmergeCustomer; output: Unmerged };
  save_points: { input: SavePoints; output: Array<PointView> };
  create_contact: { input: CreateContact; output: Contact };
  update_contact: { input: UpdateContact; output: Contact };
  delete_contact: { input: DeleteContact; output: Deleted };
  link_contact: { input: LinkContact; output: SavedLink };
  unlink_contact: { input: UnlinkContact; output: Deleted };
  list_timeline: { input: ListTimeline; output: TimelinePage };
  preview_import: { input: ImportCustomers; output: ImportPreview };
  list_import_rows: { input: ListImportRows; output: ImportRows };
  import_customers: { input: ImportCustomers; output: Job<ImportReport> };
  list_mappings: { input: Nothing; output: Array<ImportMapping> };
  create_mapping: { input: CreateMapping; output: SavedMapping };
  update_mapping: { input: UpdateMapping; output: SavedMapping };
  delete_mapping: { input: DeleteMapping; output: Deleted };
  list_imports: { input: ListImports; output: PastImports };
  count_import_edits: { input: CountImportEdits; output: ImportEdits };
  export_rejected_rows: { input: ExportRejectedRows; output: Job<Exported> };
  list_views: { input: Nothing; output: Array<View> };
  count_views: { input: CountViews; output: Array<ViewCount> };
  create_view: { input: CreateView; output: SavedView };
  update_view: { input: UpdateView; output: SavedView };
  move_view: { input: MoveView; output: MovedView };
  delete_view: { input: DeleteView; output: Deleted };
  list_fields: { input: ListFields; output: Array<CustomField> };
  count_fields: { input: CountFields; output: FieldCounts };
  create_field: { input: CreateField; output: SavedField };
  update_field: { input: UpdateField; output: SavedField };
  move_field: { input: MoveField; output: MovedField };
  save_choices: { input: SaveChoices; output: SavedField };
  remove_choice: { input: RemoveChoice; output: SavedField };
  log_communication: { input: LogCommunication; output: SavedCommunication };
  update_communication: { input: UpdateCommunication; output: SavedCommunication };
  delete_communication: { input: DeleteCommunication; output: Deleted };
  read_line: { input: ReadLine; output: LineReading };
  read_pasted: { input: ReadPasted; output: PastedMessages | null };
  preview_communications: { input: ImportCommunications; output: CommunicationsPreview };
  import_communications: { input: ImportCommunications; output: Job<CommunicationsReport> };
  get_communication: { input: GetCommunication; output: CommunicationView };
  add_attachments: { input: AddAttachments; output: Job<AttachmentsAdded> };
  remove_attachment: { input: ChosenAttachment; output: Deleted };
  export_attachment: { input: ExportAttachment; output: Job<AttachmentExported> };
  show_attachment: { input: ChosenAttachment; output: AttachmentImage };
  create_follow_up: { input: CreateFollowUp; output: SavedFollowUp };
  update_follow_up: { input: UpdateFollowUp; output: SavedFollowUp };
  complete_follow_up: { input: CompleteFollowUp; output: FollowUpDone };
  snooze_follow_up: { input: SnoozeFollowUp; output: FollowUpChanged };
  move_overdue: { input: MoveOverdue; output: MovedFollowUps };
  preview_give: { input: GiveFollowUps; output: GivePreview };
  give_follow_ups: { input: GiveFollowUps; output: Job<FollowUpsGiven> };
  delete_follow_up: { input: DeleteFollowUp; output: Deleted };
  list_today: { input: Nothing; output: TodayView };
  list_follow_ups: { input: ListFollowUps; output: FollowUpDays };
  preview_fit: { input: PreviewFit; output: FitPreview };
  fit_follow_ups: { input: FitFollowUps; output: MovedFollowUps };
  export_calendar: { input: ExportCalendar; output: Job<Exported> };
  get_calendar_file: { input: Nothing; output: KeptCalendarFile | null };
  keep_calendar_file: { input: KeepCalendarFile; output: KeptCalendarFile };
  stop_calendar_file: { input: StopCalendarFile; output: null };
  save_draft: { input: SaveDraft; output: null };
  get_draft: { input: GetDraft; output: Draft };
  list_categories: { input: Nothing; output: Array<ConversationCategory> };
  save_category: { input: SaveCategory; output: SavedCategory };
  delete_category: { input: DeleteCategory; output: Deleted };
  set_category: { input: SetCategory; output: CategorySet };
  set_tone: { input: SetTone; output: CategorySet };
  list_templates: { input: Nothing; output: Array<Template> };
  save_template: { input: SaveTemplate; output: SavedTemplate };
  delete_template: { input: DeleteTemplate; output: Deleted };
  fill_template: { input: FillTemplate; output: FilledTemplate };
  list_searches: { input: Nothing; output: Array<SavedSearch> };
  count_searches: { input: Nothing; output: Array<ViewCount> };
  create_search: { input: CreateSearch; output: KeptSearch };
  update_search: { input: UpdateSearch; output: KeptSearch };
  search: { input: SearchInput; output: SearchResults };
  rebuild_index: { input: Nothing; output: Job<RebuiltIndex> };
  communications_per_week: { input: WeeklyChart; output: Chart };
  read_analysis: { input: ReadAnalysis; output: Analysis };
  preview_report: { input: ReportInput; output: Preview };
  export_report: { input: ExportReport; output: Job<ExportedReport> };
  preview_dossier: { input: DossierInput; output: Preview };
  export_dossier: { input: ExportDossier; output: Job<ExportedDossier> };
  preview_labels: { input: PreviewLabels; output: LabelsPreview };
  export_labels: { input: ExportLabels; output: Job<ExportedLabels> };
  export_list: { input: ExportList; output: Job<Exported> };
  cancel_job: { input: CancelJob; output: null };
  list_history: { input: ListHistory; output: HistoryPage };
  list_changes: { input: ListChanges; output: ChangePage };
  undo_conflicts: { input: UndoConflicts; output: ConflictList };
  restore_change: { input: RestoreChange; output: Restored };
  undo: { input: Undo; output: UndoResult };
  redo: { input: Nothing; output: UndoResult };
};
