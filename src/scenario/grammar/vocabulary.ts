/** What a name in a scenario can be the name of. */
export type NameKind =
  | "region"
  | "vendor"
  | "buyer"
  | "process"
  | "memory"
  | "part"
  | "package"
  | "system"
  | "technology"
  | "line"
  | "product"
  | "segment"
  | "shock"
  | "factor"
  | "site"
  | "operator"
  | "stage"
  | "tag"
  | "item"
  | "use";

/** The names a scenario declares, and the files beside it: what its grammar depends on. */
export interface Vocabulary {
  /** All names of a kind; null: any name will do (as for the JSON Schema, which knows no scenario). */
  namesOf(kind: NameKind): readonly string[] | null;
  /** The column of a CSV file in the scenario's folder. Throws a Mistake where there is none. */
  column(file: string, column: string): readonly number[];
}

/** The vocabulary of no scenario in particular. */
export const ANY_NAME: Vocabulary = {
  namesOf: () => null,
  column: () => [],
};

/** How a kind is called in a message: `region`, `buyer of capacity`. */
export function calledOf(kind: NameKind): string {
  switch (kind) {
    case "buyer":
      return "buyer of capacity";
    case "memory":
      return "memory generation";
    case "package":
      return "package technology";
    case "factor":
      return "shared factor";
    default:
      return kind;
  }
}
