import { type Axis, type Cell, gridSize } from "../experiment/grid.ts";
import { suggestion } from "./option.ts";
import { UsageError } from "./usage-error.ts";

/** Beyond this somebody has mistyped, or wants a sample of the whole space rather than a grid. */
const MOST_CELLS = 500;

/**
 * `PATH=v1,v2,...` of each `--vary`, in the order given.
 *
 * @throws UsageError
 */
export function readAxes(options: readonly string[]): Axis[] {
  const axes = options.map((option) => {
    const { path, value } = pathAndValue("--vary", option, `${option}=times 1,times 1.2`);
    const values = listed(value);
    const empty = values.includes("");
    if (empty || values.length < 2)
      throw new UsageError(
        `--vary ${option}: ${empty ? "a value is missing" : "one value varies nothing"}; two or more with commas between, such as ${path}=times 1,times 1.2`,
      );
    const twice = values.find((one, place) => values.indexOf(one) !== place);
    if (twice !== undefined) throw new UsageError(`--vary ${option}: ${twice} is there twice`);
    return { path, values };
  });
  const paths = axes.map(({ path }) => path);
  const twice = paths.find((path, place) => paths.indexOf(path) !== place);
  if (twice !== undefined)
    throw new UsageError(`${twice} is varied twice: give all its values in one --vary`);
  const size = gridSize(axes);
  if (size > MOST_CELLS)
    throw new UsageError(
      `${axes.map(({ values }) => values.length).join(" x ")} values make ${size} cells, and ${MOST_CELLS} are the most: vary fewer values at once`,
    );
  return axes;
}

/**
 * The cell with which all others are paired: of each path its first value, or the one that `--against` names.
 *
 * @throws UsageError
 */
export function readReference(axes: readonly Axis[], options: readonly string[]): Cell {
  const reference = axes.map(() => 0);
  for (const option of options) {
    const { path, value } = pathAndValue("--against", option, `${axes[0].path}=${axes[0].values[0]}`);
    const axis = axes.findIndex((one) => one.path === path);
    const paths = axes.map((one) => one.path);
    if (axis === -1)
      throw new UsageError(
        `--against ${option}: ${path} is not varied${suggestion(path, paths) || `; ${paths.join(", ")} ${paths.length === 1 ? "is" : "are"}`}`,
      );
    const place = axes[axis].values.indexOf(value);
    if (place === -1)
      throw new UsageError(
        `--against ${option}: ${value} is not among its values ${axes[axis].values.join(", ")}`,
      );
    reference[axis] = place;
  }
  return reference;
}

function pathAndValue(option: string, text: string, example: string): { path: string; value: string } {
  const match = /^\s*([^=\s]+)\s*=(.*)$/s.exec(text);
  if (match === null) throw new UsageError(`${option} ${text}: this is not PATH=VALUE, such as ${example}`);
  return { path: match[1], value: match[2].trim() };
}

/** Splits at commas, but not within brackets or quotes: `quantiles(p10 1, p50 2)` is one value. */
function listed(text: string): string[] {
  const values: string[] = [];
  let depth = 0;
  let quote = "";
  let value = "";
  for (const letter of text) {
    if (quote !== "") quote = letter === quote ? "" : quote;
    else if (letter === '"' || letter === "'") quote = letter;
    else if ("([{".includes(letter)) depth++;
    else if (")]}".includes(letter)) depth--;
    if (letter === "," && depth === 0 && quote === "") {
      values.push(value.trim());
      value = "";
    } else value += letter;
  }
  return [...values, value.trim()];
}
