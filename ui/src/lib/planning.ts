/** What a follow-up may be given: how much it matters, and how long it takes. */
export const PRIORITIES = ["high", "normal", "low"] as const;

/** Lengths that are offered, in minutes. */
const LENGTHS = [15, 30, 45, 60, 90, 120, 180, 240];

/** The lengths to choose from, in minutes; one that was set another way is among them. */
export const lengthsWith = (minutes: number): readonly number[] =>
  minutes > 0 && !LENGTHS.includes(minutes) ? [...LENGTHS, minutes].sort((a, b) => a - b) : LENGTHS;
