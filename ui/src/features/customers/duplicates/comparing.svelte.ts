/** All customers compared with each other, as work that can be watched and stopped. */
import { untrack } from "svelte";
import { runJob, type Job } from "$lib/ipc/jobs.svelte";
import { toasts } from "$lib/toast.svelte";

/** Made while a component is set up. What `complete` says has not been compared yet is compared once, by itself; `refetch`
 * reads again what came of it. */
export class Comparing {
  job = $state.raw<Job<"find_duplicates">>();
  progress = $state.raw({ done: 0, total: 0 });
  readonly #refetch: () => Promise<unknown>;

  constructor(complete: () => boolean | undefined, refetch: () => Promise<unknown>) {
    this.#refetch = refetch;
    let begun = false;
    $effect(() => {
      if (complete() !== false || begun) return;
      begun = true;
      untrack(() => void this.run());
    });
  }

  async run(): Promise<void> {
    if (this.job) return;
    this.progress = { done: 0, total: 0 };
    try {
      this.job = runJob("find_duplicates", {}, (done, total) => (this.progress = { done, total }));
      await this.job.result;
    } catch (thrown) {
      toasts.failed(thrown);
    }
    this.job = undefined;
    await this.#refetch();
  }
}
