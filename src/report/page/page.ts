import { createHash } from "node:crypto";
import { hatchings } from "../chart/hatching.ts";
import { type Html, html, trusted } from "../html.ts";
import { trialsWords } from "../wording.ts";
import { SCRIPT } from "./script.ts";
import { BRIEF } from "./section/brief.ts";
import { CAPACITY } from "./section/capacity.ts";
import { CONSTRAINTS } from "./section/constraints.ts";
import { CUSTOMERS } from "./section/customers.ts";
import { DELIVERIES } from "./section/deliveries.ts";
import { DRIVERS } from "./section/drivers.ts";
import { INPUTS } from "./section/inputs.ts";
import { LEAD_TIMES } from "./section/lead-times.ts";
import { ORDERS } from "./section/orders.ts";
import { STOCKS } from "./section/stocks.ts";
import { STORIES } from "./section/stories.ts";
import { TRUST } from "./section/trust.ts";
import type { Section } from "./section.ts";
import { STYLE } from "./style.ts";
import type { Subject } from "./subject.ts";

/** The page of a run, from top to bottom. A new section is a file and a row here. */
const RUN_SECTIONS: readonly Section<Subject>[] = [
  BRIEF,
  DELIVERIES,
  CONSTRAINTS,
  ORDERS,
  CUSTOMERS,
  LEAD_TIMES,
  STOCKS,
  CAPACITY,
  DRIVERS,
  INPUTS,
  STORIES,
  TRUST,
];

/** A run as one page that stands alone: equal runs give equal pages. */
export function runPage(subject: Subject): string {
  const { question, name, seed, trials, version } = subject.run;
  const about = `${name}: ${trialsWords(trials.trials)}, seed ${seed}`;
  return pageOf(question, about, version, RUN_SECTIONS, subject);
}

/**
 * A page of those of its sections that have something to say.
 *
 * @param title   its heading
 * @param about   what it is about, in a line
 * @param version of Chokepoint
 */
function pageOf<Subject>(
  title: string,
  about: string,
  version: string,
  sections: readonly Section<Subject>[],
  subject: Subject,
): string {
  const built = sections.flatMap(({ id, title: heading, build }) => {
    const content = build(subject);
    return content === null ? [] : [{ id, heading, content }];
  });
  const links = built.map(({ id, heading }) => html`<li><a href="#${id}">${heading}</a></li>`);
  const body = built.map(
    ({ id, heading, content }) => html`<section aria-labelledby="${id}"><h2 id="${id}">${heading}</h2>
${content}</section>
`,
  );
  return html`${trusted("<!doctype html>")}
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy()}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${trusted(STYLE)}</style>
</head>
<body>
${PATTERNS}
<header><h1>${title}</h1><p class="soft">${about}</p><nav aria-label="Sections"><ul>${links}</ul></nav></header>
<main>
${body}</main>
<footer><p>Written by Chokepoint ${version}. Nothing on this page is loaded from anywhere.</p></footer>
<script>${trusted(SCRIPT)}</script>
</body>
</html>
`.text;
}

/** Lets the page's own style and script work and nothing else: no network, no other script. */
function policy(): string {
  const hash = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  return `default-src 'none'; style-src ${hash(STYLE)}; script-src ${hash(SCRIPT)}; base-uri 'none'; form-action 'none'`;
}

/** They hold for every chart of the page. */
const PATTERNS: Html = html`<svg class="patterns" aria-hidden="true">${hatchings()}</svg>`;
