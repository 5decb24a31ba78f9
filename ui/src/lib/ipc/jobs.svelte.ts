/** Slow commands: they answer with an id at once and report through events. */
import { SvelteMap } from "svelte/reactivity";
import { CallError, asCallError, call, failed, type CommandName, type Input, type Output } from "./call";
import { onJob } from "./events";
import type { Job as Generated, JobEvent, JobId } from "./generated";

/** Commands that start a job. */
export type JobName = { [K in CommandName]: Output<K> extends string ? K : never }[CommandName];
/** What a job ends with. */
type Result<K extends JobName> = Output<K> extends Generated<infer R> ? R : never;
export type Job<K extends JobName> = { result: Promise<Result<K>>; cancel: () => Promise<void> };

/** A job as the sidebar shows it. */
export type RunningJob = JobEvent & { secondsLeft: number | undefined };

/** Steps and time have to pass before the rest can be told from them. */
const KNOWN_AFTER_MS = 1000;

/** Jobs that run now, for the chip in the sidebar. */
class RunningJobs {
  readonly #jobs = new SvelteMap<JobId, { event: JobEvent; since: number; from: number; now: number }>();

  constructor() {
    onJob((event) => {
      if (event.state !== "running") return void this.#jobs.delete(event.id);
      const now = performance.now();
      const { since, from } = this.#jobs.get(event.id) ?? { since: now, from: event.done };
      this.#jobs.set(event.id, { event, since, from, now });
    });
  }

  get list(): RunningJob[] {
    return [...this.#jobs.values()].map(({ event, since, from, now }) => {
      const [passed, steps] = [now - since, event.done - from];
      const known = passed >= KNOWN_AFTER_MS && steps > 0;
      const left = known ? ((event.total - event.done) / steps) * passed : undefined;
      return { ...event, secondsLeft: left === undefined ? undefined : Math.ceil(left / 1000) };
    });
  }
  /** Stops a job; whoever waits for it is told. */
  async cancel(id: JobId): Promise<void> {
    await call("cancel_job", { id });
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
      else reject(failed(new CallError(event.error ?? { code: "cancelled", fields: {}, detail: "" })));
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
