/** Why two customers seem to be one, in words. */
import { t } from "$lib/i18n.svelte";
import type { LikenessPart } from "$lib/ipc/generated";

/** From here on two values are the same to a person's eye. */
const SAME = 0.995;

/** How much alike, in whole per cent; only what is the same in everything is 100 %. */
export const alike = (score: number): string =>
  `${score >= SAME ? 100 : Math.min(Math.round(score * 100), 99)}%`;

/** "Same phone, names 88% alike". What speaks against it is said, too. */
export function reasons(parts: readonly LikenessPart[]): string {
  const rank = ({ part, similarity }: LikenessPart) => (part === "name" ? 2 : similarity >= SAME ? 1 : 3);
  const said = [...parts]
    .sort((a, b) => rank(a) - rank(b))
    .map(({ part, similarity }) => {
      if (similarity >= SAME) return t(`reason-same-${part}`);
      const graded = part === "name" || part === "address";
      return graded ? t(`reason-alike-${part}`, { share: alike(similarity) }) : t(`reason-other-${part}`);
    });
  const sentence = said.join(t("list-comma"));
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
