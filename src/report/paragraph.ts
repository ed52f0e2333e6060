/** Width of what is printed for people, where no terminal has another. */
export const WIDTH = 80;

/** Lines of the answer of a study: the rest is in its files. */
export const LINES = 10;

/** Width of the labels before paragraphs. */
const LABEL = 13;

/** A column that is cut is left as much. */
const NARROWEST = 12;

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

/**
 * The first of several ways to say the same, each shorter than the one before, that fits into so many lines; where none
 * does, the last, cut.
 *
 * @param ways  at least one
 * @param lines [1, inf)
 */
export function fitted(ways: readonly string[], lines: number, room = ROOM): string[] {
  let broken: string[] = [];
  for (const way of ways) {
    broken = wrap(way, room);
    if (broken.length <= lines) return broken;
  }
  return [...broken.slice(0, lines - 1), clipped(broken.slice(lines - 1).join(" "), room)];
}

/** `a, b, c`, `a, b and 1 more`, `a and 2 more`: ways for `fitted`, down to one that is named. */
export function shorter(parts: readonly string[], between = ", "): string[] {
  return parts.map((_, left) => {
    const named = parts.slice(0, parts.length - left).join(between);
    return left === 0 ? named : `${named} and ${left} more`;
  });
}

/**
 * Rows of a table as lines: columns two spaces apart, the first ones flush left, the others flush right. Cells of the
 * first column are cut where lines would be longer than `width`.
 *
 * @param rows of as many cells each, the head among them
 * @param left how many columns are flush left
 */
export function aligned(rows: readonly (readonly string[])[], left: number, width = WIDTH): string[] {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const others = widths.slice(1).reduce((sum, one) => sum + one + 2, 0);
  widths[0] = Math.min(widths[0], Math.max(NARROWEST, width - others));
  return rows.map((row) =>
    row
      .map((cell, column) => {
        if (column >= left) return cell.padStart(widths[column]);
        return (cell.length > widths[column] ? clipped(cell, widths[column]) : cell).padEnd(widths[column]);
      })
      .join("  ")
      .trimEnd(),
  );
}
