/** What a scenario file may have at most, so that a mistake or an ill-meant file costs nothing. */
export const LIMITS = {
  /** Of one file. */
  fileCharacters: 1_000_000,
  depth: 32,
  aliases: 100,
  /** Values of one file, those behind an alias counted each time. */
  nodes: 200_000,
  extendsLevels: 8,
  entities: 2_000,
  /** Estimated, of one trial. */
  events: 5_000_000,
} as const;
