/** Which words were found, and where they stand in a longer text. */
import type { SearchHit, Segment } from "$lib/ipc/generated";

/** The parts a hit marks, each once, the longest first. */
export function wordsOf({ title, snippet }: Pick<SearchHit, "title" | "snippet">): string[] {
  const words = [...title, ...snippet].filter(({ hit }) => hit).map(({ text }) => text.trim());
  const unique = new Map(words.filter(Boolean).map((word) => [word.toLowerCase(), word]));
  return [...unique.values()].sort((a, b) => b.length - a.length);
}

/** Cuts a text wherever one of the words stands, whatever its case. */
export function markText(text: string, words: readonly string[]): Segment[] {
  if (words.length === 0) return text ? [{ text, hit: false }] : [];
  const pattern = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|");
  // With the pattern in a group, the found parts stand at the odd places.
  return text
    .split(new RegExp(`(${pattern})`, "giu"))
    .map((part, index) => ({ text: part, hit: index % 2 === 1 }))
    .filter((segment) => segment.text !== "");
}
