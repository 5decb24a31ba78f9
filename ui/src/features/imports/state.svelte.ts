/** The import at hand. It outlives the page, so that people can look elsewhere while it runs. */
import { asCallError } from "$lib/ipc/call";
import { runJob, type Job } from "$lib/ipc/jobs.svelte";
import type { FileTicket, ImportReport, OnDuplicate } from "$lib/ipc/generated";
import { toasts } from "$lib/toast.svelte";
import type { Target } from "./fields";

class ImportState {
  file = $state.raw<FileTicket>();
  /** What the person chose over what was detected; null is "as detected". */
  encoding = $state<string | null>(null);
  delimiter = $state<string | null>(null);
  sheet = $state<string | null>(null);
  mapping = $state.raw<Target[] | null>(null);
  onDuplicate = $state<OnDuplicate>("skip");

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
  /** The file, how it is read and what its columns fill; nothing without a file. */
  get input() {
    if (!this.file) return null;
    const { encoding, delimiter, sheet, mapping } = this;
    return { ticket: this.file.ticket, options: { encoding, delimiter, sheet }, mapping };
  }

  /** Starts over with a file, or with none. */
  open(file: FileTicket | undefined): void {
    this.file = file;
    this.encoding = this.delimiter = this.sheet = this.mapping = null;
    this.onDuplicate = "skip";
    this.#report = undefined;
  }
  async run(): Promise<void> {
    const input = this.input;
    if (!input || this.running) return;
    this.#progress = { done: 0, total: 0 };
    this.#job = runJob(
      "import_customers",
      { ...input, onDuplicate: this.onDuplicate },
      (done, total) => (this.#progress = { done, total }),
    );
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
