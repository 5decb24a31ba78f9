/** The one way to the core: a command's name and input go out, its output or a coded error comes back. */
import { invoke } from "@tauri-apps/api/core";
import type { Commands, CommandError, ErrorCode } from "./generated";

export type CommandName = keyof Commands;
export type Input<K extends CommandName> = Commands[K]["input"];
export type Output<K extends CommandName> = Commands[K]["output"];

/** A refused or failed command. `fields` maps a field's name to the code of what is wrong with it. */
export class CallError extends Error {
  readonly code: ErrorCode;
  readonly fields: Record<string, string>;
  readonly detail: string;

  constructor(error: CommandError) {
    super(error.detail || error.code);
    this.name = "CallError";
    this.code = error.code;
    this.fields = error.fields;
    this.detail = error.detail;
  }
}

/** Any thrown value as a `CallError`; what did not come from the core counts as `internal`. */
export function asCallError(thrown: unknown): CallError {
  if (thrown instanceof CallError) return thrown;
  if (typeof thrown === "object" && thrown !== null && "code" in thrown) {
    const { code, fields, detail } = thrown as Partial<CommandError>;
    return new CallError({ code: code ?? "internal", fields: fields ?? {}, detail: detail ?? "" });
  }
  return new CallError({ code: "internal", fields: {}, detail: String(thrown) });
}

/** Whoever has to know when something fails, whatever it was. */
const followers = new Set<(error: CallError) => void>();
export function onFailure(follower: (error: CallError) => void): void {
  followers.add(follower);
}
/** An error on its way to whoever asked, after everyone who follows failures has heard of it. */
export function failed(error: CallError): CallError {
  followers.forEach((follower) => follower(error));
  return error;
}

/** Runs a command. Rejects with `CallError` only. */
export async function call<K extends CommandName>(name: K, input: Input<K>): Promise<Output<K>> {
  try {
    return await invoke<Output<K>>("call", { name, input });
  } catch (thrown) {
    throw failed(asCallError(thrown));
  }
}
