/** What the palette shows for what is typed. */
import type { SearchHit, TagChoice } from "$lib/ipc/generated";
import type { Command } from "./commands";

export type Scope = "all" | "commands" | "people" | "tags";

/** `>` asks for commands only, `@` for people only, `#` for tags only. */
export function readPrompt(text: string): { scope: Scope; query: string } {
  const scopes: Record<string, Scope> = {
    ">": "commands",
    "》": "commands",
    "＞": "commands",
    "@": "people",
    "＠": "people",
    "#": "tags",
    "＃": "tags",
  };
  const scope = scopes[text.trimStart()[0] ?? ""];
  return scope ? { scope, query: text.trimStart().slice(1).trim() } : { scope: "all", query: text.trim() };
}

/** Commands in which every typed word occurs, those that start with it first. */
export function matchCommands(commands: readonly Command[], query: string): Command[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const rank = ({ names }: Command) => {
    const lower = names.map((name) => name.toLowerCase());
    if (!words.every((word) => lower.some((name) => name.includes(word)))) return undefined;
    return lower.some((name) => name.startsWith(words[0] ?? "")) ? 0 : 1;
  };
  return commands
    .map((command) => ({ command, rank: rank(command) }))
    .filter(({ rank: found }) => found !== undefined)
    .sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0))
    .map(({ command }) => command);
}

export type Row = { key: string } & ({ hit: SearchHit } | { command: Command } | { tag: TagChoice });
export type Group = { id: "customers" | "people" | "conversations" | "tags" | "commands"; rows: Row[] };

const FEW_COMMANDS = 6;

/** The groups in the order they are shown; empty ones are left out. */
export function groupsOf(
  scope: Scope,
  hits: readonly SearchHit[],
  tags: readonly TagChoice[],
  commands: readonly Command[],
  typed: boolean,
): Group[] {
  const found = (kind: SearchHit["kind"]) =>
    hits.filter((hit) => hit.kind === kind).map((hit) => ({ key: `${kind}:${hit.id}`, hit }));
  // Beside what was found only a few commands are worth the room; asked for by name, all are.
  const shown =
    scope === "people" || scope === "tags"
      ? []
      : scope === "all" && typed
        ? commands.slice(0, FEW_COMMANDS)
        : commands;
  const groups: Group[] = [
    { id: "customers", rows: scope === "all" ? found("customer") : [] },
    { id: "people", rows: scope === "all" || scope === "people" ? found("contact") : [] },
    { id: "tags", rows: scope === "tags" ? tags.map((tag) => ({ key: `tag:${tag.id}`, tag })) : [] },
    { id: "conversations", rows: scope === "all" ? found("communication") : [] },
    { id: "commands", rows: shown.map((command) => ({ key: `command:${command.id}`, command })) },
  ];
  return groups.filter(({ rows }) => rows.length > 0);
}
