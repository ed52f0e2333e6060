import { type Html, html } from "../../html.ts";
import { inputName } from "../../input-name.ts";
import { pageTable } from "../page-table.ts";
import type { Section } from "../section.ts";
import type { ComparisonSubject } from "./subject.ts";

/** In what the two scenarios differ. */
export const CHANGES: Section<ComparisonSubject> = { id: "changes", title: "What was changed", build };

const SHOWN = 50;
/** Of a value, which may be a whole timeline, characters. */
const LONGEST = 400;

function build({ comparison: { changes, base, variant } }: ComparisonSubject): Html {
  if (changes.length === 0)
    return html`<p>Nothing: the two scenarios say the same, up to names, notes and sources.</p>`;
  const count = changes.length === 1 ? "One input differs" : `${changes.length} inputs differ`;
  const more =
    changes.length > SHOWN
      ? html` Shown are the first ${SHOWN}; <a href="changes.csv">changes.csv</a> has all.`
      : null;
  const rows = changes
    .slice(0, SHOWN)
    .map((change) => [
      inputName(change.path),
      change.base === "" ? "(nothing)" : cut(change.base),
      change.variant === "" ? "(taken away)" : cut(change.variant),
      change.path,
    ]);
  return html`<p>${count} between ${base.name} and ${variant.name}; names, notes and sources are left out.${more}</p>${pageTable(
    {
      columns: [
        { name: "input" },
        { name: `${base.name} (base)` },
        { name: variant.name },
        { name: "path, for --set" },
      ],
      rows,
    },
    `Inputs of ${base.name} and ${variant.name} that differ`,
  )}`;
}

function cut(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)} ... (changes.csv has it whole)`;
}
