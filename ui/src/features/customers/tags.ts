/** Choosing tags by typing: what to offer and what a choice makes of the tags there are. */

export type Offer = { name: string; on: boolean; isNew: boolean };

const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
/** A tag's name as it is kept: no spaces around it, single ones inside, no leading #. */
export const tidy = (name: string): string =>
  name
    .replace(/^\s*[#＃]/, "")
    .replace(/\s+/g, " ")
    .trim();

/** The tags with one taken in, or out if it was in. Upper and lower case make no other tag. */
export function withTag(names: readonly string[], name: string): string[] {
  const rest = names.filter((each) => !same(each, name));
  return rest.length < names.length ? rest : [...rest, name];
}

/** What to offer for what was typed: chosen tags that contain it, those that were found, and a new one if none is called that. */
export function offers(found: readonly string[], chosen: readonly string[], typed: string): Offer[] {
  const name = tidy(typed);
  const fitting = chosen.filter((each) => each.toLowerCase().includes(name.toLowerCase()));
  const all = [...fitting, ...found.filter((each) => !fitting.some((own) => same(own, each)))];
  const list = all.map((each) => ({
    name: each,
    on: chosen.some((own) => same(own, each)),
    isNew: false,
  }));
  const isKnown = name === "" || all.some((each) => same(each, name));
  return isKnown ? list : [...list, { name, on: false, isNew: true }];
}

/** Which offer Enter takes: what is called exactly so, else the new tag, else the first. -1 when there is none. */
export function firstChoice(list: readonly Offer[], typed: string): number {
  const name = tidy(typed);
  if (name === "") return list.length > 0 ? 0 : -1;
  const exact = list.findIndex((offer) => same(offer.name, name));
  return exact >= 0 ? exact : list.length - 1;
}
