/** Typing that is kept by the core while a form is open, so that closing by mistake or a crash loses nothing. */
import { call } from "./ipc/call";
import type { Timestamp } from "./ipc/generated";

/** A pause in the typing after which it is kept. */
const KEEP_AFTER_MS = 400;
/** Without a pause it is kept this often. */
const KEEP_EVERY_MS = 1500;

/** The drafts that wait to be kept. */
let waiting: readonly { flush: () => Promise<void> }[] = [];

/** Keeps at once what is still waiting in any form. */
export async function keepDrafts(): Promise<void> {
  await Promise.all(waiting.map((draft) => draft.flush()));
}

export class Draft<T> {
  #savedAt = $state<Timestamp | null>(null);
  readonly #key: string;
  #waiting: { value: T } | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** When the oldest typing that is not kept yet was typed. */
  #since = 0;
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
  /** Keeps a value a moment after the typing pauses, and now and then while it goes on. */
  keep(value: T): void {
    if (!this.#waiting) this.#since = Date.now();
    this.#waiting = { value };
    waiting = [...waiting.filter((each) => each !== this), this];
    clearTimeout(this.#timer);
    const rest = Math.min(KEEP_AFTER_MS, this.#since + KEEP_EVERY_MS - Date.now());
    this.#timer = setTimeout(() => void this.flush(), Math.max(0, rest));
  }
  /** Keeps at once what is still waiting. */
  async flush(): Promise<void> {
    const held = this.#forget();
    if (held) await this.#write(JSON.stringify(held.value), Date.now());
  }
  /** Forgets the draft, as after saving. */
  async clear(): Promise<void> {
    this.#forget();
    await this.#write("", null);
  }

  #forget(): { value: T } | undefined {
    clearTimeout(this.#timer);
    const held = this.#waiting;
    this.#waiting = undefined;
    waiting = waiting.filter((each) => each !== this);
    return held;
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
