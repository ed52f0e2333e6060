/** Where scenarios are read from: given by the caller, because this layer touches no files. */
export interface Library {
  /** The text of a shipped scenario by its name without ending (`baseline`), or null where there is none. */
  shipped(name: string): string | null;
  /** Names of the shipped scenarios. */
  readonly shippedNames: readonly string[];
  /**
   * The text of a file in the folder of the scenario asked for, by its name (no folders), or null where there is
   * none. Throws only where the file exists but cannot be read; the message is shown.
   */
  beside(name: string): string | null;
}
