import { type PlainCell, type PlainSheet, type SheetFacts, text } from "./sheet.ts";

/** What the first sheet says of all the others. */
export interface Cover {
  /** The question. */
  readonly title: string;
  /** What it is and how to have it again: names and texts. */
  readonly facts: readonly (readonly [name: string, text: string])[];
  /** How to read what is in it. */
  readonly reading: readonly (readonly [name: string, text: string])[];
}

/** The sheet that is seen first: what this is, how to read it, and what is where. */
export function readMe(
  { title, facts, reading }: Cover,
  charts: readonly PlainSheet[],
  sheets: readonly SheetFacts[],
): PlainSheet {
  const said = (entries: Cover["facts"]): PlainCell[][] =>
    entries.map(([name, words]) => [text(name, "prose"), text(words, "prose")]);
  return {
    name: "Read me",
    widths: [22, 100, 20, 12],
    rows: [
      [text("Question", "heading"), text(title, "title")],
      ...said(facts),
      [],
      [text("How to read it", "heading"), text("", "heading")],
      ...said(reading),
      [],
      ["Sheet", "One row is", "All of it is in", "Rows"].map((name) => text(name, "heading")),
      ...charts.map(({ name }) => [
        text(name),
        text("(charts, and the figures they are drawn from)", "prose"),
      ]),
      ...sheets.map((sheet) => [
        text(sheet.name),
        text(`${sheet.row}${cutWords(sheet)}`, "prose"),
        text(sheet.file),
        { value: sheet.written, format: "integer" } as const,
      ]),
    ],
    charts: [],
  };
}

/** Where the rest is of a table that is larger than its sheet. */
function cutWords({ file, written, total, columns, allColumns }: SheetFacts): string {
  const cut: string[] = [];
  if (written < total) cut.push(`the first ${written} of ${total} rows`);
  if (columns < allColumns) cut.push(`the first ${columns} of ${allColumns} columns`);
  return cut.length === 0 ? "" : `. Cut here: ${cut.join(" and ")}; all of it is in ${file}`;
}

/** How to read the tables, of whatever they are. */
export const TABLES_READ: Cover["reading"] = [
  [
    "Cells",
    "Names, units and meanings of the columns are in the sheet Dictionary. An empty cell is a figure that there is not, such as a date beyond the horizon; an empty name means all. Fractions are shown as percentages, dates are dates.",
  ],
];
