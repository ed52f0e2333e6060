import { createHash } from "node:crypto";
import { hatchings } from "../chart/hatching.ts";
import { type Html, html, trusted } from "../html.ts";
import { SCRIPT } from "./script.ts";
import type { Section } from "./section.ts";
import { STYLE } from "./style.ts";

/** In a folder of results: what a page of this kind is called. */
export const PAGE_FILE = "report.html";

/** A section as it stands in a page. */
export interface Part {
  /** Of its heading, for links. */
  readonly id: string;
  readonly heading: string;
  /** What a link to it at the top says; null: it has none. */
  readonly link: string | null;
  readonly content: Html;
}

/** Those of the sections that have something to say of the subject. */
export function partsOf<Subject>(sections: readonly Section<Subject>[], subject: Subject): Part[] {
  return sections.flatMap(({ id, title, build }) => {
    const content = build(subject);
    return content === null ? [] : [{ id, heading: title, link: title, content }];
  });
}

/**
 * A page that stands alone.
 *
 * @param title   its heading
 * @param about   what it is about, in a line
 * @param version of Chokepoint
 */
export function pageOf(title: string, about: string, version: string, parts: readonly Part[]): string {
  const links = parts.map(({ id, link }) =>
    link === null ? null : html`<li><a href="#${id}">${link}</a></li>`,
  );
  const body = parts.map(
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
