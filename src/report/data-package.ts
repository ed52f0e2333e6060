import type { Column, Table } from "./table.ts";
import type { RunResults } from "./trials.ts";

/** In a folder of results: what its CSVs are, for programs. */
export const DATA_PACKAGE_FILE = "datapackage.json";

/**
 * The CSVs of a run or a study as a tabular data package (Frictionless Data, Data Package v1: specs.frictionlessdata.io), made
 * from the columns that `dictionary.csv` explains to people: types, units and meanings for programs that read them.
 *
 * @param tables in the order in which the dictionary has them
 */
export function dataPackage(
  { name, question }: Pick<RunResults, "name" | "question">,
  tables: readonly Table[],
): object {
  return {
    profile: "tabular-data-package",
    // A package's name is lower case.
    name: name.toLowerCase(),
    title: question,
    resources: tables.map(({ file, row, columns }) => ({
      profile: "tabular-data-resource",
      name: file.replace(/\.csv$/, ""),
      path: file,
      description: `One row is: ${row}.`,
      format: "csv",
      mediatype: "text/csv",
      encoding: "utf-8",
      dialect: {
        delimiter: ",",
        lineTerminator: "\r\n",
        quoteChar: '"',
        doubleQuote: true,
        skipInitialSpace: false,
        header: true,
        caseSensitiveHeader: true,
      },
      schema: { fields: columns.map(field), missingValues: [""] },
    })),
  };
}

function field({ name, type, unit, meaning, required }: Column): object {
  return {
    name,
    type: type === "text" ? "string" : type,
    ...(unit === "" ? {} : { unit }),
    description: meaning,
    ...(required === true ? { constraints: { required } } : {}),
  };
}
