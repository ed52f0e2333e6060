/** What turns inputs into items at lines. */
export const TECHNOLOGIES = ["processes", "memories", "parts", "packages", "systems"] as const;

/** The maps of named entities in a scenario, in the order in which it reads. */
export const COLLECTIONS = [
  "factors",
  "regions",
  "lanes",
  "vendors",
  ...TECHNOLOGIES,
  "lines",
  "products",
  "segments",
  "qualifications",
  "shocks",
] as const;

export type Collection = (typeof COLLECTIONS)[number];
