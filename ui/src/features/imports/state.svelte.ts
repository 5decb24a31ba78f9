/** The import at hand. It outlives the page, so that people can look elsewhere while it runs. */
import { asCallError } from "$lib/ipc/call";
import { runJob, type Job } from "$lib/ipc/jobs.svelte";
import type {
  DateReading,
  FileTicket,
  ImportCustomers,
  ImportFix,
  ImportReport,
  MappingFrom,
  OnDuplicate,
  RowDecision,
} from "$lib/ipc/generated";
import { toasts } from "$lib/toast.svelte";
import type { Target } from "./fields";

class ImportState {
  file = $state.raw<FileTicket>();
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
  /** Whether gaps are also filled where nothing but the name is the same. */
  byName = $state(false);

  #job = $state.raw<Job<"import_customers">>();
  #progress = $state.raw({ done: 0, total: 0 });
  #report = $state.raw<ImportReport>();

  get running(): boolean {
    return this.#job !== undefined;
  }
  get progress(): { done: number; total: number } {
    return this.#progress;
  }
  get report(): ImportReport | undefined {
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

  /** Starts over with a file, or with none. */
  open(file: FileTicket | undefined): void {
    this.file = file;
    this.encoding = this.delimiter = this.sheet = null;
    this.forget();
    this.onDuplicate = "skip";
    this.byName = false;
    this.#report = undefined;
  }
  /** Forgets what was decided about columns and rows: read differently, the file may have others. */
  forget(): void {
    this.mapFrom(null);
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
  /** What shall become of one row, whatever the rule for the others is. */
  decide(row: number, action: OnDuplicate): void {
    this.rows = [...this.rows.filter((each) => each.row !== row), { row, action }];
  }
  async run(): Promise<void> {
    const input = this.input;
    if (!input || this.running) return;
    this.#progress = { done: 0, total: 0 };
    this.#job = runJob("import_customers", input, (done, total) => (this.#progress = { done, total }));
    try {
      this.#report = await this.#job.result;
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
