import { shownText } from "../table.ts";

/** Most characters that a cell holds; a workbook with more in one is taken for damaged. */
const LONGEST = 32_767;

/**
 * Text of a cell as a workbook may hold it. A cell of type text is never run, so names that look like formulas need
 * no apostrophe; what XML or Excel would take for something else is replaced or written so that it is read as it
 * stands (ECMA-376 part 1, 22.9.2.19: `_x000D_` is read as the character of that number).
 */
export function sheetText(text: string): string {
  const shown = shownText(text)
    .replace(/\r\n?/g, "\n")
    .replace(/[\ufffe\uffff]/g, "\ufffd");
  const cut = shown.length > LONGEST ? `${shown.slice(0, LONGEST - 1)}\u2026` : shown;
  return cut.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_");
}

/** The same between two tags. */
export function sheetXml(text: string): string {
  return sheetText(text).replace(/[&<>]/g, (sign) => ENTITIES[sign]);
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
