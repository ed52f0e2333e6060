import { type Content, type Html, html } from "../html.ts";
import { csvNumber, shortNumber } from "../number-format.ts";
import { harmlessText } from "../table.ts";

/** A table of a page: what is shown is rounded, what is copied is as in the CSVs. */
export interface PageTable {
  /** The first names the rows. */
  readonly columns: readonly PageColumn[];
  readonly rows: readonly (readonly PageCell[])[];
}

interface PageColumn {
  readonly name: string;
  /** How its figures are shown; `shortNumber` where absent. */
  readonly show?: (value: number) => string;
  /** Not among the figures that a pointer shows. */
  readonly aside?: boolean;
}

/** null, and a number that is not finite: missing. */
type PageCell = string | number | null;

/** A text of more letters is broken into lines. */
const LONG = 44;

/** The table as markup. `name` is what a screen reader calls it. */
export function pageTable({ columns, rows }: PageTable, name: string): Html {
  const head = columns.map(
    ({ name, aside }) => html`<th scope="col"${aside === true ? html` data-aside` : null}>${name}</th>`,
  );
  const body = rows.map((row) => {
    const [label, ...cells] = row.map((cell, place) => markup(cell, columns[place]));
    return html`<tr><th scope="row"${label.attributes}>${label.text}</th>${cells.map(
      ({ attributes, text }) => html`<td${attributes}>${text}</td>`,
    )}</tr>`;
  });
  return html`<div class="scroll" role="region" aria-label="${name}" tabindex="0"><table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`;
}

function markup(
  cell: PageCell,
  { show = shortNumber }: PageColumn,
): { readonly attributes: Content; readonly text: string } {
  const attributes = exact(cell);
  if (typeof cell === "string") {
    const long = cell.length > LONG ? html` class="long"` : null;
    return { attributes: [long, attributes], text: cell };
  }
  const text = cell === null || !Number.isFinite(cell) ? "" : show(cell);
  return { attributes: [html` class="n"`, attributes], text };
}

/** What copying takes where it is another text than what is shown. */
function exact(cell: PageCell): Content {
  if (cell === null) return null;
  if (typeof cell === "number") return html` data-v="${csvNumber(cell, 6)}"`;
  const harmless = harmlessText(cell);
  return harmless === cell ? null : html` data-v="${harmless}"`;
}
