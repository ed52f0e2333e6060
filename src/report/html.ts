/**
 * Markup that may go into a page as it is. Only `html` and `trusted` make it, so that text of a scenario cannot
 * become markup by being forgotten: whatever else is put into a template is shown as text.
 */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export type Content = Html | string | number | null | readonly Content[];

/**
 * A piece of a page: html`<p title="${name}">${name}</p>`. Strings are escaped for text and for attributes in
 * double quotes alike, lists are joined, null is nothing.
 */
export function html(literals: TemplateStringsArray, ...contents: readonly Content[]): Html {
  let text = literals[0];
  contents.forEach((content, place) => {
    text += rendered(content) + literals[place + 1];
  });
  return new Html(text);
}

/** Text that is markup already. For constants of the program only, never for anything that was read. */
export function trusted(text: string): Html {
  return new Html(text);
}

function rendered(content: Content): string {
  if (content === null) return "";
  if (content instanceof Html) return content.text;
  if (typeof content === "string") return escaped(content);
  if (typeof content === "number") return String(content);
  return content.map(rendered).join("");
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Also without the control characters that no page may hold. */
function escaped(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this is about
  const shown = text.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/g, "\ufffd");
  return shown.replace(/[&<>"']/g, (character) => ENTITIES[character]);
}
