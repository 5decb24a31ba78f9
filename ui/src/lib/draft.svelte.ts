/** Typing that is kept by the core while a form is open, so that closing by mistake or a crash loses nothing. */
import { call } from "./ipc/call";
import type { Timestamp } from "./ipc/generated";

const KEEP_AFTER_MS = 400;

export class Draft<T> {
  #savedAt = $state<Timestamp | null>(null);
  readonly #key: string;
  #waiting: { value: T } | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Writes go one after another, so that an older one can never overwrite a newer. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(key: string) {
    this.#key = key;
  }

  /** When the draft was last kept; null while there is none. */
  get savedAt(): Timestamp | null {
    return this.#savedAt;
  }

  /** What was kept. `read` checks the shape, since an older version of the program may have written it. */
  async restore(read: (value: unknown) => T | undefined): Promise<T | undefined> {
    const { value, savedAt } = await call("get_draft", { key: this.#key });
    if (!value) return undefined;
    try {
      const restored = read(JSON.parse(value));
      if (restored !== undefined) this.#savedAt = savedAt;
      return restored;
    } catch {
      return undefined;
    }
  }
  /** Keeps a value a moment after the typing pauses. */
  keep(value: T): void {
    this.#waiting = { value };
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), KEEP_AFTER_MS);
  }
  /** Keeps at once what is still waiting. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (waiting) await this.#write(JSON.stringify(waiting.value), Date.now());
  }
  /** Forgets the draft, as after saving. */
  async clear(): Promise<void> {
    clearTimeout(this.#timer);
    this.#waiting = undefined;
    await this.#write("", null);
  }

  async #write(value: string, savedAt: Timestamp | null): Promise<void> {
    const write = this.#last.then(() => call("save_draft", { key: this.#key, value }));
    // A draft that could not be kept is no reason to interrupt typing; saving itself will say what is wrong.
    this.#last = write.catch(() => undefined);
    if (
      await write.then(
        () => true,
        () => false,
      )
    )
      this.#savedAt = savedAt;
  }
}
