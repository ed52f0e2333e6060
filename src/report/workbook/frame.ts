import { strFromU8, strToU8, unzipSync } from "fflate";
import {
  type Cell,
  type CellStyle,
  type SheetChart as LibraryChart,
  type WriteSheet,
  writeXlsx,
} from "hucre";
import { CELL_FORMATS, type CellFormat, FORMAT_NUMBERS } from "./cell-format.ts";
import { rangeName } from "./cell-place.ts";
import type { PlainSheet, SheetChart, TableSheet } from "./sheet.ts";
import { sheetText } from "./sheet-text.ts";

/**
 * A workbook without the rows of its tables: formats, charts, named tables and all that ties them together (ECMA-376),
 * made by hucre. This is the one file that knows that library.
 *
 * It makes all of a workbook or nothing of it, in memory; so it makes one of headers only, and the rows are put into the
 * sheets' XML as they come.
 */
export interface Frame {
  /** Each file of the archive by its path. */
  readonly parts: ReadonlyMap<string, Uint8Array>;
  /** How the sheets of tables begin and end, around the rows after the header. */
  readonly tables: readonly { readonly path: string; readonly head: Uint8Array; readonly tail: Uint8Array }[];
}

/**
 * @param title  of the document
 * @param plain  the first sheets; at least one
 * @param tables the sheets after them
 */
export async function makeFrame(
  title: string,
  plain: readonly PlainSheet[],
  tables: readonly TableSheet[],
): Promise<Frame> {
  const archive = await writeXlsx({
    sheets: [...plain.map(plainSheet), ...tables.map(tableSheet)],
    // A date is written in any case; the day of the run would make each workbook another.
    properties: { title: sheetText(title), creator: "Chokepoint", modified: new Date(0) },
    defaultFont: FONT,
    stringMode: "inline",
  });
  const parts = new Map(Object.entries(unzipSync(archive)));
  const textOf = (path: string): string => strFromU8(parts.get(path) ?? new Uint8Array(0));
  checkNumbers(textOf("xl/worksheets/sheet1.xml"));
  const found = tables.map((_, place) => {
    const path = `xl/worksheets/sheet${plain.length + place + 1}.xml`;
    const xml = textOf(path);
    const end = xml.lastIndexOf("</sheetData>");
    if (end < 0) throw new Error(`hucre wrote no ${path}`);
    parts.delete(path);
    // Where the cells end is not known yet; it is a hint that may be left out (18.3.1.35).
    const head = xml.slice(0, end).replace(/<dimension [^>]*>/, "");
    return { path, head: strToU8(head), tail: strToU8(xml.slice(end)) };
  });
  return { parts, tables: found };
}

const FONT = { name: "Calibri", size: 11 };
const TOP = { vertical: "top" } as const;
const WRAPPED = { ...TOP, wrapText: true } as const;

const LOOKS: Readonly<Record<CellFormat, CellStyle>> = {
  title: { font: { ...FONT, size: 14, bold: true }, alignment: TOP },
  heading: {
    font: { ...FONT, bold: true },
    fill: { type: "pattern", pattern: "solid", fgColor: { rgb: "E8EDF2" } },
    border: { bottom: { style: "thin", color: { rgb: "8A99A8" } } },
    alignment: WRAPPED,
  },
  prose: { alignment: WRAPPED },
  // Text stays text even where somebody edits the cell.
  text: { numFmt: "@", alignment: TOP },
  date: { numFmt: "yyyy-mm-dd", alignment: TOP },
  integer: { numFmt: "#,##0", alignment: TOP },
  fraction: { numFmt: "0.0%", alignment: TOP },
  figure: { numFmt: "[>=1000]#,##0;[<=-1000]-#,##0;General", alignment: TOP },
};

function plainSheet({ name, widths, rows, charts }: PlainSheet, place: number): WriteSheet {
  const cells = new Map<string, Partial<Cell>>();
  // hucre numbers formats as it meets them, so the first row of the first sheet has them all.
  if (place === 0) {
    for (const [column, format] of CELL_FORMATS.entries()) cells.set(`0,${column}`, { style: LOOKS[format] });
  }
  rows.forEach((row, down) => {
    row.forEach((cell, across) => {
      if (cell === null) return;
      const { value, format, formula } = cell;
      const style = LOOKS[format];
      const key = `${down},${across}`;
      if (formula !== undefined) cells.set(key, { style, formula, formulaResult: value });
      else if (typeof value === "number") cells.set(key, { style, value });
      // As a run of rich text, which alone is never taken for an error value such as #N/A.
      else cells.set(key, { style, richText: [{ text: sheetText(value) }] });
    });
  });
  return {
    name,
    columns: widths.map((width) => ({ width })),
    rows: [],
    cells,
    rowDefs: new Map(
      rows.map((row, down) => {
        const wrapped = row.map((cell) =>
          cell?.format === "prose" || cell?.format === "heading" ? cell.value : "",
        );
        const height = heightOf(wrapped, widths);
        return [down, { height: row.some((cell) => cell?.format === "title") ? TITLE_LINE : height }];
      }),
    ),
    charts: charts.map(chartOf),
    view: { showGridLines: false },
    pageSetup: { orientation: "landscape", fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  };
}

function tableSheet({ name, table, columns, widths, rows }: TableSheet): WriteSheet {
  const style = LOOKS.heading;
  return {
    name,
    columns: widths.map((width) => ({ width })),
    rows: [[...columns]],
    cells: new Map(columns.map((_, column) => [`0,${column}`, { style }])),
    rowDefs: new Map([[0, { height: heightOf(columns, widths) }]]),
    freezePane: { rows: 1 },
    tables: [
      {
        name: table,
        range: rangeName([0, 0], [columns.length - 1, Math.max(1, rows)]),
        columns: columns.map((column) => ({ name: column })),
        style: "TableStyleLight1",
        showRowStripes: false,
      },
    ],
  };
}

/** Of a row in points, so that its longest text fits: programs differ in whether they find out. */
function heightOf(texts: readonly (string | number)[], widths: readonly number[]): number {
  const lines = texts.map((text, column) =>
    Math.ceil(String(text).length / (CHARACTERS * (widths[column] ?? 1))),
  );
  return LINE * Math.max(1, ...lines);
}

const LINE = 15;
const TITLE_LINE = 20;
/** Average ones to the width of a digit. */
const CHARACTERS = 1.1;

function chartOf(chart: SheetChart): LibraryChart {
  const { kind, title, description, from, to, labels, series, axis, numbers, whole } = chart;
  const lines = kind === "lines";
  return {
    type: lines ? "line" : "column",
    title,
    titleFontSize: 12,
    altText: description,
    anchor: { from: placeOf(from), to: placeOf(to) },
    legend: "bottom",
    ...(lines ? { lineGrouping: "standard" } : { barGrouping: "stacked", gapWidth: 40, overlap: 100 }),
    axes: {
      y: {
        title: axis,
        numberFormat: { formatCode: numbers },
        scale: whole ? { min: 0, max: 1 } : { min: 0 },
        gridlines: { major: true },
        minorTickMark: "none",
      },
    },
    series: series.map(({ name, values, colour, dashed }) => ({
      name: sheetText(name),
      values,
      categories: labels,
      color: colour,
      ...(lines
        ? {
            stroke: { width: 2.25, dash: dashed ? "dash" : "solid" },
            marker: { symbol: "circle", size: 6, fill: colour, line: colour },
          }
        : {}),
    })),
  };
}

/** Whether the formats have the numbers that the rows of tables use. */
function checkNumbers(first: string): void {
  const [row] = first.split("</row>");
  const numbers = [...row.matchAll(/<c [^>]*s="(\d+)"/g)].map(([, number]) => Number(number));
  if (CELL_FORMATS.every((format, place) => FORMAT_NUMBERS.get(format) === numbers[place])) return;
  throw new Error(`hucre numbers formats otherwise: ${numbers}`);
}

function placeOf([col, row]: readonly [number, number]): { col: number; row: number } {
  return { col, row };
}
