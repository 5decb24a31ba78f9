/** The import at hand. It outlives the page, so that people can look elsewhere while it runs. */
import { asCallError } from "$lib/ipc/call";
import { runJob, type Job } from "$lib/ipc/jobs.svelte";
import type {
  CommunicationField,
  CommunicationsReport,
  CustomerId,
  DateReading,
  FileTicket,
  ImportCommunications,
  ImportCustomers,
  ImportFix,
  ImportReport,
  ListKind,
  MappingFrom,
  OnDuplicate,
  RowDecision,
  WhoseParty,
} from "$lib/ipc/generated";
import { toasts } from "$lib/toast.svelte";
import type { Target } from "./fields";

/** What an import did; communications are never updated. */
export type Report = (ImportReport | CommunicationsReport) & { kind: ListKind };

class ImportState {
  file = $state.raw<FileTicket>();
  /** What the list holds. */
  kind = $state<ListKind>("customers");
  /** What the person chose over what was detected; null is "as detected". */
  encoding = $state<string | null>(null);
  delimiter = $state<string | null>(null);
  sheet = $state<string | null>(null);
  mapping = $state.raw<Target[] | null>(null);
  /** Where the mapping is taken from while none is chosen; null is the last one for these columns, if any. */
  mappingFrom = $state.raw<MappingFrom | null>(null);
  dates = $state.raw<(DateReading | null)[] | null>(null);
  fixes = $state.raw<readonly ImportFix[]>([]);
  rows = $state.raw<readonly RowDecision[]>([]);
  onDuplicate = $state<OnDuplicate>("skip");
  /** What the columns of a list of communications tell, and how its days are read; null is "as detected". */
  fields = $state.raw<(CommunicationField | null)[] | null>(null);
  days = $state<DateReading | null>(null);
  /** Whose names and addresses of messages are, as the person says. */
  whose = $state.raw<readonly WhoseParty[]>([]);
  /** Whether gaps are also filled where nothing but the name is the same. */
  byName = $state(false);

  #job = $state.raw<Job<"import_customers"> | Job<"import_communications">>();
  #progress = $state.raw({ done: 0, total: 0 });
  #report = $state.raw<Report>();
  #messages = false;

  get running(): boolean {
    return this.#job !== undefined;
  }
  get progress(): { done: number; total: number } {
    return this.#progress;
  }
  get report(): Report | undefined {
    return this.#report;
  }
  /** The file and all that was decided about it; nothing without a file. */
  get input(): ImportCustomers | null {
    if (!this.file) return null;
    const { encoding, delimiter, sheet, mapping, mappingFrom, dates, onDuplicate, byName } = this;
    const [fixes, rows] = [[...this.fixes], [...this.rows]];
    const options = { encoding, delimiter, sheet };
    return {
      ticket: this.file.ticket,
      options,
      mapping,
      mappingFrom,
      dates,
      fixes,
      rows,
      onDuplicate,
      byName,
    };
  }

  /** The same for a list of communications. */
  get communications(): ImportCommunications | null {
    if (!this.file) return null;
    const { encoding, delimiter, sheet, fields, days, whose } = this;
    return {
      ticket: this.file.ticket,
      options: { encoding, delimiter, sheet },
      mapping: fields,
      dates: days,
      whose: [...whose],
    };
  }

  /** Starts over with a file, or with none. */
  open(file: FileTicket | undefined): void {
    this.file = file;
    // What a list of rows holds is the person's choice, and mails and chats are what they are.
    if (file?.messages) this.kind = "communications";
    else if (this.#messages) this.kind = "customers";
    this.#messages = file?.messages === true;
    this.encoding = this.delimiter = this.sheet = null;
    this.forget();
    this.onDuplicate = "skip";
    this.byName = false;
    this.#report = undefined;
  }
  /** Forgets what was decided about columns and rows: read differently, the file may have others. */
  forget(): void {
    this.mapFrom(null);
    this.fields = this.days = null;
    this.whose = [];
    this.fixes = [];
    this.rows = [];
  }
  /** Takes the mapping from somewhere else, with the way days are read. */
  mapFrom(from: MappingFrom | null): void {
    this.mappingFrom = from;
    this.mapping = this.dates = null;
  }
  /** Another text for one that stands in a column. */
  fix(fix: ImportFix): void {
    const others = this.fixes.filter(({ column, from }) => column !== fix.column || from !== fix.from);
    this.fixes = fix.from === fix.to ? others : [...others, fix];
  }
  /** Whose a name or an address is: a customer's, or with null ours. */
  answer(who: string, customerId: CustomerId | null): void {
    this.whose = [...this.whose.filter((each) => each.who !== who), { who, customerId }];
  }
  /** Leaves it to what is known. */
  forgetAnswer(who: string): void {
    this.whose = this.whose.filter((each) => each.who !== who);
  }
  /** What shall become of one row, whatever the rule for the others is. */
  decide(row: number, action: OnDuplicate): void {
    this.rows = [...this.rows.filter((each) => each.row !== row), { row, action }];
  }
  async run(): Promise<void> {
    const { input, communications, kind } = this;
    if (!input || !communications || this.running) return;
    const told = (done: number, total: number) => (this.#progress = { done, total });
    this.#progress = { done: 0, total: 0 };
    this.#job =
      kind === "customers"
        ? runJob("import_customers", input, told)
        : runJob("import_communications", communications, told);
    try {
      this.#report = { kind, ...(await this.#job.result) };
    } catch (thrown) {
      toasts.failed(asCallError(thrown));
    } finally {
      this.#job = undefined;
    }
  }
  async cancel(): Promise<void> {
    await this.#job?.cancel();
  }
}
export const importing = new ImportState();
