/** How mails and chats are shown before they come in. */
import { format } from "$lib/format";
import { t } from "$lib/i18n.svelte";
import type { CommunicationsPreview, MessageKind } from "$lib/ipc/generated";

/** The columns of messages, as the core keeps them, that a person looks at. */
const SHOWN = {
  mail: [1, 3, 4, 5, 7],
  chat: [1, 3, 7],
} as const satisfies Record<MessageKind, readonly number[]>;
const NAMES: Readonly<Record<number, string>> = {
  1: "import-messages-at",
  3: "import-messages-from",
  4: "import-messages-to",
  5: "import-talk-title",
  7: "import-talk-text",
};

/** An instant is told in this computer's zone; what was written without one stays as it was written. */
const moment = (text: string): string => {
  const at = text.endsWith("Z") ? Date.parse(text) : NaN;
  return Number.isNaN(at) ? text.replace(/:\d\d$/, "") : format.moment(at);
};

/** The first messages, without the columns that say nothing to a person. */
export function sampleOf(preview: CommunicationsPreview, kind: MessageKind) {
  const columns = SHOWN[kind];
  return {
    columns: columns.map((column) => ({ header: t(NAMES[column] ?? "") })),
    sample: preview.sample.map((row) =>
      columns.map((column) => (column === 1 ? moment(row[column] ?? "") : (row[column] ?? ""))),
    ),
  };
}
