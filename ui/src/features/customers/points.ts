/** Phones, e-mail addresses and handles as a list that is saved whole. */
import type { PointInput, PointKind, PointView } from "$lib/ipc/generated";

/** The points as the core takes them back. */
export const asInput = (points: readonly PointView[]): PointInput[] =>
  points.map(({ kind, label, value }) => ({ kind, label, value }));

/** The points with another value at one place; an empty value takes the point out. */
export function withValue(points: readonly PointView[], at: PointView, value: string): PointInput[] {
  const next = points.map((point) => ({
    kind: point.kind,
    label: point.label,
    value: point.id === at.id ? value.trim() : point.value,
  }));
  return next.filter((point) => point.value !== "");
}

/** The points with one more. */
export const withNew = (points: readonly PointView[], kind: PointKind, value: string): PointInput[] => [
  ...asInput(points),
  ...(value.trim() ? [{ kind, value: value.trim() }] : []),
];

/** How a point is called: by its own label, or by its kind. */
export const kindsOnRecord = ["phone", "email", "chat"] as const satisfies readonly PointKind[];
