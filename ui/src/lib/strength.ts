/** How hard a passphrase is to guess, roughly: enough to tell "qwerty12" from four words. */
export const MIN_LENGTH = 8;

export type Strength = { level: "short" | "weak" | "fair" | "strong"; share: number; characters: number };

/** Bits one more character adds, by the smallest alphabet that holds it. */
const POOLS: [RegExp, number][] = [
  [/[0-9]/u, 10],
  [/[a-z]/u, 26],
  [/[A-Z]/u, 26],
  [/\p{Script=Han}/u, 3000],
  [/[^0-9a-zA-Z\p{Script=Han}]/u, 20],
];
const STRONG_BITS = 64;
const FAIR_BITS = 44;

export function strengthOf(passphrase: string): Strength {
  const characters = [...passphrase];
  const pool = POOLS.reduce((sum, [set, size]) => (set.test(passphrase) ? sum + size : sum), 0);
  // A repeated or counted-up character adds next to nothing, as in "aaaa" or "1234".
  const fresh = characters.filter((char, index) => {
    const step = (char.codePointAt(0) ?? 0) - (characters[index - 1]?.codePointAt(0) ?? 0);
    return index === 0 || Math.abs(step) > 1;
  });
  const bits = Math.min(fresh.length, 2 * new Set(characters).size) * Math.log2(Math.max(2, pool)) * 0.75;
  const level =
    passphrase.length < MIN_LENGTH
      ? "short"
      : bits < FAIR_BITS
        ? "weak"
        : bits < STRONG_BITS
          ? "fair"
          : "strong";
  return { level, share: Math.min(1, bits / (STRONG_BITS * 1.25)), characters: characters.length };
}
