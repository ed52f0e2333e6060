/** Width of what is printed for people, where no terminal has another. */
export const WIDTH = 80;

/** Width of the labels before paragraphs. */
const LABEL = 13;

/**
 * Breaks text at spaces so that no line is longer than `width`, where no single word is. What would command a terminal
 * is shown as unprintable: scenarios are written by anybody.
 */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of printable(text).split(" ")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  lines.push(line);
  return lines;
}

function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this is about
  return text.replace(/\s+/g, " ").replace(/[\0-\x1f\x7f-\x9f]/g, "\ufffd");
}

/** A label and the lines beside it, the later ones indented. */
export function labelled(label: string, lines: readonly string[], paint: (label: string) => string): string {
  const indent = " ".repeat(LABEL);
  return lines
    .map((line, place) => (place === 0 ? paint(label.padEnd(LABEL)) + line : indent + line))
    .map((line) => `${line.trimEnd()}\n`)
    .join("");
}

/** Room beside a label on a line of some width. */
export function roomIn(width: number): number {
  return width - LABEL;
}

export const ROOM = roomIn(WIDTH);

/** One line of at most `width` characters, [3, inf); what is too long ends in dots behind a whole word. */
export function clipped(text: string, width: number): string {
  const line = printable(text);
  if (line.length <= width) return line;
  // One more than there is room for: a word that ends there is whole.
  const start = line.slice(0, width - 2);
  const space = start.lastIndexOf(" ");
  return `${(space > 0 ? start.slice(0, space) : start.slice(0, -1)).replace(/[,;:]$/, "")}...`;
}

/** Short texts side by side in columns of one width, as many as there is room for beside a label. */
export function inColumns(cells: readonly string[], room = ROOM): string[] {
  const width = Math.max(0, ...cells.map((cell) => cell.length)) + 2;
  const across = Math.max(1, Math.floor((room + 2) / width));
  const lines: string[] = [];
  for (let at = 0; at < cells.length; at += across) {
    const row = cells.slice(at, at + across);
    lines.push(row.map((cell) => cell.padEnd(width)).join(""));
  }
  return lines;
}
