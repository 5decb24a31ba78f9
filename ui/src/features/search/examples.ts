/** What the help of the search field shows, in order; their texts stand in the catalogues. */
export const EXAMPLES = [
  "phrase",
  "without",
  "customer",
  "person",
  "channel",
  "owner",
  "category",
  "after",
  "before",
  "kind",
] as const;
