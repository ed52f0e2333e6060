import { WORKBOOK_FILE } from "../folder-tables.ts";
import { type Html, html } from "../html.ts";

/**
 * Links to the files beside a page: `They are in summary.csv (open it first), ... and manifest.json.` A page is the
 * same with a workbook beside it and without, so that is named and not linked to.
 */
export function filesSentences(files: readonly (readonly [file: string, note: string])[]): Html {
  const links = files.map(([file, note], place) => {
    const before = place === 0 ? "" : place === files.length - 1 ? " and " : ", ";
    return html`${before}<a href="${file}">${file}</a>${note === "" ? "" : ` (${note})`}`;
  });
  return html`They are in ${links}. Where <code>--xlsx</code> asks for it, ${WORKBOOK_FILE} has all tables.`;
}
