/**
 * Every key of the program, once. Pages say what an act does while they are shown; which key does it, what it is called
 * and under which heading the `?` sheet lists it stands here and nowhere else.
 *
 * A key is written `j`, `?`, `Space`, `Delete`, `shift+j`, `mod+k` (Ctrl, or ⌘ on a Mac) or, as a chord, `g t`.
 * Several keys of one act are alternatives.
 */
type Entry = {
  keys: readonly [string, ...string[]];
  /** Message id of what it does. */
  label: string;
  /** Message id of its heading. */
  group: string;
  /** Whether it acts while something floats above the page. */
  above?: true;
};

export const KEYMAP = {
  search: { keys: ["mod+k"], label: "key-search", group: "keys-anywhere" },
  find: { keys: ["mod+f", "/"], label: "key-find", group: "keys-anywhere" },
  undo: { keys: ["mod+z"], label: "key-undo", group: "keys-anywhere" },
  redo: { keys: ["mod+shift+z"], label: "key-redo", group: "keys-anywhere" },
  back: { keys: ["Escape"], label: "key-back", group: "keys-anywhere" },
  nextPane: { keys: ["F6"], label: "key-next-pane", group: "keys-anywhere" },
  previousPane: { keys: ["shift+F6"], label: "key-previous-pane", group: "keys-anywhere" },
  settings: { keys: ["mod+,"], label: "settings", group: "keys-anywhere" },
  lock: { keys: ["mod+l"], label: "lock-now", group: "keys-anywhere", above: true },
  shortcuts: { keys: ["?"], label: "key-shortcuts", group: "keys-anywhere" },

  today: { keys: ["g t"], label: "today", group: "keys-go" },
  calendar: { keys: ["g f"], label: "follow-ups", group: "keys-go" },
  customers: { keys: ["g c"], label: "customers", group: "keys-go" },
  conversations: { keys: ["g m"], label: "conversations", group: "keys-go" },
  insights: { keys: ["g i"], label: "insights", group: "keys-go" },
  reports: { keys: ["g r"], label: "reports", group: "keys-go" },
  health: { keys: ["g h"], label: "health", group: "keys-go" },
  history: { keys: ["g z"], label: "history", group: "keys-go" },

  note: { keys: ["n", "mod+shift+n"], label: "key-note", group: "keys-new" },
  log: { keys: ["shift+n"], label: "key-log", group: "keys-new" },
  followUp: { keys: ["f"], label: "key-follow-up", group: "keys-new" },
  customer: { keys: ["c"], label: "key-customer", group: "keys-new" },

  nextRow: { keys: ["j", "ArrowDown"], label: "key-next-row", group: "keys-lists" },
  previousRow: { keys: ["k", "ArrowUp"], label: "key-previous-row", group: "keys-lists" },
  open: { keys: ["Enter"], label: "key-open", group: "keys-lists" },
  preview: { keys: ["Space"], label: "key-preview", group: "keys-lists" },
  edit: { keys: ["e"], label: "key-edit", group: "keys-lists" },
  editCell: { keys: ["F2"], label: "key-edit-cell", group: "keys-lists" },
  fold: { keys: ["ArrowLeft"], label: "key-fold", group: "keys-lists" },
  unfold: { keys: ["ArrowRight"], label: "key-unfold", group: "keys-lists" },
  nextHit: { keys: ["F3"], label: "key-next-hit", group: "keys-lists" },
  previousHit: { keys: ["shift+F3"], label: "key-previous-hit", group: "keys-lists" },
  remove: { keys: ["Delete"], label: "key-delete", group: "keys-lists" },
  select: { keys: ["x"], label: "key-select", group: "keys-lists" },
  extendDown: { keys: ["shift+j", "shift+ArrowDown"], label: "key-extend-down", group: "keys-lists" },
  extendUp: { keys: ["shift+k", "shift+ArrowUp"], label: "key-extend-up", group: "keys-lists" },
  selectAll: { keys: ["mod+a"], label: "select-all", group: "keys-lists" },

  previousRecord: { keys: ["["], label: "key-previous-record", group: "keys-record" },
  nextRecord: { keys: ["]"], label: "key-next-record", group: "keys-record" },
  tag: { keys: ["#"], label: "key-tag", group: "keys-record" },

  undoEntry: { keys: ["u"], label: "history-undo-act", group: "keys-lists" },

  takeLeft: { keys: ["1"], label: "key-take-left", group: "keys-merge" },
  takeRight: { keys: ["2"], label: "key-take-right", group: "keys-merge" },
  merge: { keys: ["mod+Enter"], label: "key-merge", group: "keys-merge" },

  complete: { keys: ["."], label: "key-complete", group: "keys-follow-ups" },
  snooze: { keys: ["s"], label: "key-snooze", group: "keys-follow-ups" },
  showToday: { keys: ["t"], label: "key-show-today", group: "keys-follow-ups" },
} as const satisfies Record<string, Entry>;

/** Something that a key does. */
export type Act = keyof typeof KEYMAP;

export const ACTS = Object.keys(KEYMAP) as Act[];
const entries: Record<Act, Entry> = KEYMAP;
export const entryOf = (act: Act): Entry => entries[act];

/** What a key does, by how it is written. */
export const BY_KEY: ReadonlyMap<string, Act> = new Map(
  ACTS.flatMap((act) => entryOf(act).keys.map((written) => [written, act] as const)),
);
