import { type Html, html } from "../html.ts";

/** Links to the files beside a page: `summary.csv (open it first), ... and manifest.json`. */
export function filesList(files: readonly (readonly [file: string, note: string])[]): Html {
  return html`${files.map(([file, note], place) => {
    const before = place === 0 ? "" : place === files.length - 1 ? " and " : ", ";
    return html`${before}<a href="${file}">${file}</a>${note === "" ? "" : ` (${note})`}`;
  })}`;
}
