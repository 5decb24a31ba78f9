// Generated from the Rust contract. Do not edit.
// Rules: camelCase fields; commands snake_case. Text fields are never null: "" means missing. `?` input fields may be left out.
// Timestamp = milliseconds since 1970 UTC. PlainDate = "YYYY-MM-DD". PlainTime = "HH:MM". Ids are UUID strings.
export type CustomerId = string; export type ContactId = string; export type CommunicationId = string; export type FollowUpId = string;
export type UserId = string; export type TagId = string; export type ActId = string; export type ContactPointId = string;
export type Timestamp = number;

export type CustomerKind = "company" | "person";
export type Stage = "lead" | "prospect" | "customer" | "lapsed";
export type Channel = "call" | "email" | "chat" | "visit" | "meeting" | "note";
export type Direction = "in" | "out" | "none";           // none = internal note
export type Outcome = "none" | "reached" | "no_answer" | "call_back" | "interested" | "wants_quote" | "agreed" | "declined" | "complaint" | "wrong_number";
export type PointKind = "phone" | "email" | "chat" | "address" | "website";
export type DecisionRole = "none" | "decides" | "supports" | "uses" | "opposes";
export type Role = "owner" | "manager" | "sales" | "support" | "viewer";
export type Language = "en" | "zh-CN";
export type Theme = "system" | "light" | "dark";

// ---- session (works before a workspace is open) -------------------------------------------------
export type SessionState =
  | { state: "none"; folder: string; keyring: boolean }                         // first start; keyring: one is usable here
  | { state: "locked"; reason: LockReason; passphrase: boolean; keyring: boolean; retryAt: Timestamp | null }
  | { state: "open"; workspace: Workspace; user: User; sample: boolean; canLock: boolean };
export type LockReason = "asked" | "passphrase" | "keyring_missing" | "keyring_locked" | "keyring_changed";
export type Workspace = { id: string; name: string; country: string; currency: string; language: Language; createdAt: Timestamp };
export type User = { id: UserId; name: string; role: Role };
export type Preferences = { language: Language | null; theme: Theme; singleKeys: boolean; textSize: 12 | 13 | 14 | 16 }; // language null = the system's
export type RecoveryCode = { groups: string[]; ask: number[] };                 // 8 groups of 4; `ask`: two group numbers (1-based) to type back
export type SecurityState = { passphrase: boolean; passphraseChangedAt: Timestamp | null; keyring: boolean; keyringUsable: boolean; recoveryCreatedAt: Timestamp | null };
export type CreateWorkspace = { name: string; country: string; currency: string; language: Language; ownerName: string;
  lock: "keyring" | "passphrase"; passphrase?: string; typedBack: string[] };   // typedBack: the two groups of RecoveryCode.ask, in order

// ---- records -------------------------------------------------------------------------------------
export type Customer = { id: CustomerId; number: string; kind: CustomerKind; name: string; otherName: string; stage: Stage; ownerId: UserId | null;
  industry: string; size: string; region: string; address: string; website: string; taxId: string; terms: string; creditLimitMinor: number | null; currency: string;
  source: string; note: string; referredBy: CustomerId | null; createdAt: Timestamp; updatedAt: Timestamp; deletedAt: Timestamp | null };
export type ContactPoint = { id: ContactPointId; customerId: CustomerId; contactId: ContactId | null; kind: PointKind; label: string; value: string; position: number };
export type PointView = ContactPoint & { display: string };                     // display: phone in national groups
export type PointInput = { kind: PointKind; label?: string; value: string };
export type Contact = { id: ContactId; customerId: CustomerId; name: string; title: string; department: string; decisionRole: DecisionRole; note: string; createdAt: Timestamp; updatedAt: Timestamp; deletedAt: Timestamp | null };
export type ContactView = Contact & { points: PointView[] };
export type Tag = { id: TagId; name: string };
export type CustomerRef = { id: CustomerId; name: string; kind: CustomerKind };
export type CustomerSummary = { communications: number; lastContactAt: Timestamp | null; lastChannel: Channel | null; openFollowUps: number; nextFollowUp: FollowUp | null };
export type CustomerRecord = { customer: Customer; points: PointView[]; tags: Tag[]; contacts: ContactView[]; owner: User | null; referrer: CustomerRef | null; summary: CustomerSummary };
export type CreateCustomer = { kind: CustomerKind; name: string; otherName?: string; stage?: Stage; ownerId?: UserId | null; industry?: string; size?: string; region?: string;
  address?: string; website?: string; taxId?: string; terms?: string; creditLimitMinor?: number | null; currency?: string; source?: string; note?: string; referredBy?: CustomerId | null;
  phone?: string; email?: string; tags?: string[] };
export type UpdateCustomer = { id: CustomerId } & Partial<Omit<CreateCustomer, "phone" | "email" | "tags">>;
export type CustomerFilter = { text?: string; stages?: Stage[]; owners?: UserId[]; tags?: TagId[] };
export type CustomerSort = { by: "name" | "stage" | "owner" | "region" | "last_contact" | "next_follow_up" | "created"; descending?: boolean };
export type ListCustomers = { filter?: CustomerFilter; sort?: CustomerSort; offset?: number; limit?: number };
export type CustomerRow = { id: CustomerId; number: string; kind: CustomerKind; name: string; otherName: string; stage: Stage; ownerId: UserId | null; ownerName: string; region: string; tags: string[];
  lastContactAt: Timestamp | null; lastChannel: Channel | null; nextFollowUpAt: Timestamp | null; nextFollowUpHasTime: boolean; communications: number; createdAt: Timestamp };
export type CustomerPage = { total: number; rows: CustomerRow[] };
export type Facet = { value: string; label: string; count: number };            // value: stage, user id or tag id
export type CustomerFacets = { stages: Facet[]; owners: Facet[]; tags: Facet[] };
export type Neighbours = { position: number; total: number; previous: CustomerId | null; next: CustomerId | null }; // position 1-based; 0 = not in the list
export type Deleted = { act: ActId; count: number };

export type Communication = { id: CommunicationId; customerId: CustomerId; channel: Channel; direction: Direction; at: Timestamp; zone: string; durationMinutes: number | null;
  title: string; text: string; outcome: Outcome; ownerId: UserId | null; createdAt: Timestamp; updatedAt: Timestamp; deletedAt: Timestamp | null };
export type PersonRef = { id: ContactId; name: string };
export type CommunicationView = Communication & { customerName: string; customerKind: CustomerKind; ownerName: string; people: PersonRef[]; followUp: FollowUp | null };
export type Due = { date: string; time?: string | null };                       // PlainDate, PlainTime
export type NextStep = { title: string; due: Due; channel?: Channel | null; ownerId?: UserId | null };
export type LogCommunication = { customerId: CustomerId; channel: Channel; direction?: Direction; at?: Timestamp; durationMinutes?: number | null; contactIds?: ContactId[];
  title?: string; text?: string; outcome?: Outcome; nextStep?: NextStep | null };
export type UpdateCommunication = { id: CommunicationId } & Partial<Omit<LogCommunication, "nextStep" | "customerId">>;
export type FollowUp = { id: FollowUpId; customerId: CustomerId; communicationId: CommunicationId | null; title: string; channel: Channel | null; dueDate: string; dueTime: string | null; zone: string;
  dueAt: Timestamp; ownerId: UserId | null; doneAt: Timestamp | null; createdAt: Timestamp; updatedAt: Timestamp; deletedAt: Timestamp | null };
export type FollowUpView = FollowUp & { customerName: string; customerKind: CustomerKind; ownerName: string };
export type TodayView = { today: string; overdue: FollowUpView[]; dueToday: FollowUpView[]; upcoming: FollowUpView[]; doneToday: number }; // upcoming: next 7 days
export type TimelineEntry = { type: "communication"; at: Timestamp; communication: CommunicationView } | { type: "follow_up"; at: Timestamp; followUp: FollowUpView }
  | { type: "change"; at: Timestamp; actor: string; table: string; fields: string[] };
export type TimelinePage = { total: number; entries: TimelineEntry[] };
export type TimelineKind = Channel | "follow_up" | "change";

export type SearchKind = "customer" | "contact" | "communication";
export type Segment = { text: string; hit: boolean };
export type SearchInput = { query: string; kinds?: SearchKind[]; channels?: Channel[]; owners?: UserId[]; from?: string; to?: string; customerId?: CustomerId; sort?: "best" | "newest"; offset?: number; limit?: number };
export type SearchHit = { kind: SearchKind; id: string; customerId: CustomerId; title: Segment[]; snippet: Segment[]; customerName: string; customerKind: CustomerKind; people: string; channel: Channel | null; ownerId: UserId | null; ownerName: string; at: Timestamp | null };
export type SearchResults = { total: number; customers: number; hits: SearchHit[]; channels: Facet[]; owners: Facet[]; tookMs: number; rebuilding: boolean };

export type ChartRegion = { x: number; y: number; width: number; height: number; label: string; value: string };
export type Chart = { svg: string; width: number; height: number; summary: string; regions: ChartRegion[]; columns: string[]; rows: string[][] };
export type WeeklyChart = { customerId?: CustomerId; weeks?: number; width: number; height: number; theme: "light" | "dark"; language: Language };

export type FileTicket = { ticket: string; name: string; bytes: number };
export type ImportField = "name" | "other_name" | "kind" | "stage" | "owner" | "industry" | "size" | "region" | "address" | "website" | "tax_id" | "terms" | "credit_limit" | "source" | "note" | "tags" | "phone" | "mobile" | "email" | "chat"
  | "contact_name" | "contact_title" | "contact_phone" | "contact_email" | "referred_by";
export type ReadOptions = { encoding?: string | null; delimiter?: string | null; mapping?: (ImportField | null)[] | null };
export type ImportColumn = { header: string; sample: string; filled: number; field: ImportField | null };
export type RowProblem = { row: number; column: string; code: string; value: string }; // codes translated as import-problem-CODE
export type ImportDuplicate = { row: number; name: string; customerId: CustomerId; customerName: string; reason: "phone" | "email" | "name" };
export type ImportPreview = { fileName: string; encoding: string; delimiter: string; rows: number; columns: ImportColumn[]; sample: string[][]; problems: RowProblem[]; problemCount: number; rejectedRows: number; duplicates: ImportDuplicate[]; duplicateCount: number };
export type OnDuplicate = "create" | "skip" | "update";
export type ImportReport = { created: number; updated: number; skipped: number; duplicates: ImportDuplicate[]; rejected: { row: number; reason: string }[]; act: ActId | null };

export type UndoResult = { done: { act: ActId; command: string; count: number } | null }; // null: nothing to undo
export type JobId = string;
/** The id of a running job that ends with `Result`. */
export type Job<Result> = JobId & { readonly result?: Result };
export type JobEvent = { id: JobId; command: string; state: "running" | "done" | "failed" | "cancelled"; done: number; total: number; result: unknown; error: CommandError | null };
export type CommandError = { code: ErrorCode; fields: Record<string, string>; detail: string }; // fields: field name -> problem code
export type ErrorCode = "invalid" | "not_found" | "refused" | "locked" | "wrong_secret" | "no_keyring" | "busy" | "newer_workspace" | "not_a_workspace" | "damaged" | "disk_full" | "read_only" | "conflict" | "cancelled" | "unknown_command" | "bad_input" | "not_here" | "internal";
export type ChangeTag = "customers" | "contacts" | "communications" | "follow_ups" | "tags" | "users" | "workspace" | "search";
export type ChangeEvent = { tags: ChangeTag[]; ids: string[] };  // ids empty = many

export type Commands = {
  // session
  session_state: { input: {}; output: SessionState };
  get_preferences: { input: {}; output: Preferences };
  update_preferences: { input: Partial<Preferences>; output: Preferences };
  new_recovery_code: { input: {}; output: RecoveryCode };          // held in Rust until create_workspace or replace_recovery_code
  create_workspace: { input: CreateWorkspace; output: SessionState };
  open_sample_workspace: { input: { language: Language }; output: SessionState };
  open_own_workspace: { input: {}; output: SessionState };          // leave the sample
  unlock: { input: { method: "keyring" | "passphrase" | "recovery"; secret?: string }; output: SessionState };
  lock: { input: {}; output: SessionState };
  get_security: { input: {}; output: SecurityState };
  set_passphrase: { input: { current?: string; passphrase: string }; output: SecurityState };
  set_keyring: { input: { enabled: boolean }; output: SecurityState };
  replace_recovery_code: { input: { typedBack: string[] }; output: SecurityState };
  test_recovery_code: { input: { code: string }; output: { opens: boolean } };
  // workspace
  update_workspace: { input: { name?: string; country?: string; currency?: string }; output: Workspace };
  list_users: { input: {}; output: User[] };
  list_tags: { input: {}; output: Tag[] };
  get_counts: { input: {}; output: { customers: number; communications: number; dueFollowUps: number; overdueFollowUps: number } };
  // customers
  create_customer: { input: CreateCustomer; output: Customer };
  update_customer: { input: UpdateCustomer; output: Customer };
  delete_customers: { input: { ids: CustomerId[] }; output: Deleted };
  get_customer: { input: { id: CustomerId }; output: CustomerRecord };
  list_customers: { input: ListCustomers; output: CustomerPage };
  customer_facets: { input: { filter?: CustomerFilter }; output: CustomerFacets };
  customer_neighbours: { input: { id: CustomerId; filter?: CustomerFilter; sort?: CustomerSort }; output: Neighbours };
  set_customer_tags: { input: { id: CustomerId; tags: string[] }; output: Tag[] };
  save_points: { input: { customerId: CustomerId; contactId?: ContactId | null; points: PointInput[] }; output: PointView[] };
  create_contact: { input: { customerId: CustomerId; name: string; title?: string; department?: string; decisionRole?: DecisionRole; note?: string; points?: PointInput[] }; output: Contact };
  update_contact: { input: { id: ContactId; name?: string; title?: string; department?: string; decisionRole?: DecisionRole; note?: string; points?: PointInput[] }; output: Contact };
  delete_contact: { input: { id: ContactId }; output: Deleted };
  list_timeline: { input: { customerId: CustomerId; kinds?: TimelineKind[]; text?: string; offset?: number; limit?: number }; output: TimelinePage };
  // communications and follow-ups
  log_communication: { input: LogCommunication; output: Communication };
  update_communication: { input: UpdateCommunication; output: Communication };
  delete_communication: { input: { id: CommunicationId }; output: Deleted };
  get_communication: { input: { id: CommunicationId }; output: CommunicationView };
  create_follow_up: { input: { customerId: CustomerId } & NextStep; output: FollowUp };
  update_follow_up: { input: { id: FollowUpId; title?: string; due?: Due; channel?: Channel | null; ownerId?: UserId | null }; output: FollowUp };
  complete_follow_up: { input: { id: FollowUpId; done?: boolean }; output: { act: ActId; followUp: FollowUp } };
  snooze_follow_up: { input: { id: FollowUpId; due: Due }; output: { act: ActId; followUp: FollowUp } };
  delete_follow_up: { input: { id: FollowUpId }; output: Deleted };
  list_today: { input: {}; output: TodayView };
  save_draft: { input: { key: string; value: string }; output: null };     // "" deletes
  get_draft: { input: { key: string }; output: { value: string; savedAt: Timestamp | null } };
  // search, charts, reports
  search: { input: SearchInput; output: SearchResults };
  rebuild_index: { input: {}; output: Job<{ documents: number }> };                              // job; result { documents: number }
  communications_per_week: { input: WeeklyChart; output: Chart };
  preview_dossier: { input: { customerId: CustomerId; language: Language }; output: { pages: string[] } }; // SVG pages
  export_dossier: { input: { customerId: CustomerId; language: Language; ticket: string }; output: Job<{ pages: number; bytes: number; name: string }> };  // job; result { pages: number; bytes: number; name: string }
  export_list: { input: { kind: "customers" | "communications"; ticket: string }; output: Job<{ rows: number; name: string }> };           // job; result { rows: number; name: string }
  // files: the window's own dialogs, owned by Rust
  choose_open_file: { input: { purpose: "import" }; output: FileTicket | null };
  choose_save_file: { input: { purpose: "pdf" | "csv"; suggestedName: string }; output: FileTicket | null };
  preview_import: { input: { ticket: string; options?: ReadOptions }; output: ImportPreview };
  import_customers: { input: { ticket: string; options?: ReadOptions; onDuplicate?: OnDuplicate }; output: Job<ImportReport> }; // job; result ImportReport
  cancel_job: { input: { id: JobId }; output: null };
  // undo
  undo: { input: { act?: ActId }; output: UndoResult };
  redo: { input: {}; output: UndoResult };
};
// Tauri: invoke("call", { name, input }) -> output, rejects with CommandError. Events: "change" ChangeEvent, "job" JobEvent, "session" SessionState, "file-dropped" FileTicket.
