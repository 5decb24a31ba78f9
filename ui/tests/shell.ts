/** A shell that answers as a test says: the boundary between the screen and Rust, which jsdom does not have. */
import { emit } from "@tauri-apps/api/event";
import { mockIPC } from "@tauri-apps/api/mocks";
import type { CommandName, Input, Output } from "$lib/ipc/call";

type Answers = { [K in CommandName]?: (input: Input<K>) => Output<K> | Promise<Output<K>> };
export type Sent = { name: CommandName; input: unknown };

let answers: Answers = {};
/** Every command sent since the last `answer`, oldest first. */
export let sent: Sent[] = [];

mockIPC(
  (command, args) => {
    if (command !== "call") return undefined;
    const { name, input } = args as Sent;
    sent.push({ name, input });
    const reply = answers[name] as ((input: unknown) => unknown) | undefined;
    if (!reply) throw { code: "unknown_command", fields: {}, detail: name };
    return reply(input);
  },
  { shouldMockEvents: true },
);

/** Sets what the core answers from now on. */
export function answer(next: Answers): void {
  answers = next;
  sent = [];
}

/** Tells the window something, as Rust would. */
export async function tell(
  event: "change" | "job" | "session" | "files-dropped" | "files-over",
  payload: unknown,
): Promise<void> {
  await emit(event, payload);
}

/** A promise to be settled by hand, to decide which answer comes first. */
export function later<T>() {
  let settle!: { resolve: (value: T) => void; reject: (reason: unknown) => void };
  const promise = new Promise<T>((resolve, reject) => (settle = { resolve, reject }));
  return { promise, ...settle };
}

/** Lets everything that is ready run. */
export const settled = () => new Promise((resolve) => setTimeout(resolve, 0));
