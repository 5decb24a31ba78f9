/** Slow commands: they answer with an id at once and report through events. */
import { SvelteMap } from "svelte/reactivity";
import { CallError, asCallError, call, type CommandName, type Input, type Output } from "./call";
import { onJob } from "./events";
import type { Job as Generated, JobEvent, JobId } from "./generated";

/** Commands that start a job. */
export type JobName = { [K in CommandName]: Output<K> extends string ? K : never }[CommandName];
/** What a job ends with. */
type Result<K extends JobName> = Output<K> extends Generated<infer R> ? R : never;
export type Job<K extends JobName> = { result: Promise<Result<K>>; cancel: () => Promise<void> };

/** Jobs that run now, for the chip in the sidebar. */
class RunningJobs {
  readonly #events = new SvelteMap<JobId, JobEvent>();

  constructor() {
    onJob((event) => {
      if (event.state === "running") this.#events.set(event.id, event);
      else this.#events.delete(event.id);
    });
  }

  get list(): JobEvent[] {
    return [...this.#events.values()];
  }
}
export const runningJobs = new RunningJobs();

/** Starts a job. `result` rejects with `CallError`, with code `cancelled` after `cancel()`. */
export function runJob<K extends JobName>(
  name: K,
  input: Input<K>,
  onProgress: (done: number, total: number) => void = () => undefined,
): Job<K> {
  let id!: Promise<JobId>;
  const result = new Promise<Result<K>>((resolve, reject) => {
    let started: JobId | undefined;
    const early: JobEvent[] = [];
    const take = (event: JobEvent) => {
      if (event.id !== started) return;
      if (event.state === "running") return onProgress(event.done, event.total);
      stop();
      if (event.state === "done") resolve(event.result as Result<K>);
      else reject(new CallError(event.error ?? { code: "cancelled", fields: {}, detail: "" }));
    };
    // A quick job may end before its id arrives here, so events wait until the id is known.
    const stop = onJob((event) => void (started === undefined ? early.push(event) : take(event)));
    id = call(name, input) as Promise<JobId>;
    id.then(
      (value) => {
        started = value;
        early.forEach(take);
      },
      (refused: unknown) => {
        stop();
        reject(asCallError(refused));
      },
    );
  });
  return { result, cancel: async () => void (await call("cancel_job", { id: await id })) };
}
