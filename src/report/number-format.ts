/**
 * A figure for a spreadsheet: so many significant digits, never rounded twice, the same bytes wherever it runs.
 * What is missing (NaN) or not reached (an infinity) is an empty cell.
 *
 * @param digits significant digits, {6, ..., 21}
 */
export function csvNumber(value: number, digits: number): string {
  // Zeros and small counts are most of what is written, and need no rounding.
  if (Number.isInteger(value) && Math.abs(value) < 1e6) return String(value);
  if (!Number.isFinite(value)) return "";
  const text = value.toPrecision(digits);
  // What is written as it is read needs no reading: only zeros at its end are too many.
  return text.includes("e") ? String(Number(text)) : withoutTrailingZeros(text);
}

function withoutTrailingZeros(text: string): string {
  if (!text.includes(".")) return text;
  let end = text.length;
  while (text[end - 1] === "0") end--;
  return text.slice(0, text[end - 1] === "." ? end - 1 : end);
}

const SUFFIXES: readonly (readonly [scale: number, suffix: string])[] = [
  [1e12, "T"],
  [1e9, "B"],
  [1e6, "M"],
  [1e3, "k"],
];

/**
 * A figure for a reader: three significant figures, `8.12M`, `45.0k`, `362`, `0.0123`. Counts below a thousand
 * keep no decimals they don't have.
 */
export function shortNumber(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "none" : value > 0 ? "beyond" : "none";
  const rounded = Number(value.toPrecision(3));
  const size = Math.abs(rounded);
  for (const [scale, suffix] of SUFFIXES) {
    if (size >= scale) return threeFigures(rounded / scale) + suffix;
  }
  return Number.isInteger(rounded) ? String(rounded) : threeFigures(rounded);
}

/** Three significant figures without an exponent in the ordinary range: `30.0`, `5000`, `0.0123`. */
export function threeFigures(value: number): string {
  if (value === 0) return "0";
  const size = Math.abs(value);
  return size >= 1e-6 ? value.toFixed(Math.max(0, 2 - Math.floor(Math.log10(size)))) : value.toPrecision(3);
}

/** A fraction for a reader: `54%`, `5.3%`, `0.4%`, and `<0.1%` rather than a zero that is none. */
export function percent(fraction: number): string {
  const value = 100 * fraction;
  if (value !== 0 && Math.abs(value) < 0.05) return "<0.1%";
  return `${Math.abs(value) < 9.95 && !Number.isInteger(value) ? value.toFixed(1) : value.toFixed(0)}%`;
}

/** As `shortNumber`, for a difference: `+1.20M`, `-45.0k`, `0`. */
export function signed(value: number): string {
  return value > 0 ? `+${shortNumber(value)}` : shortNumber(value);
}

/** As `percent`, for a relative difference: `+12%`, `-0.4%`, `+0.02%`: the sign stays, but for `<0.001%`. */
export function signedPercent(fraction: number): string {
  const text = percent(fraction);
  if (text.startsWith("<") && Math.abs(fraction) < 1e-5) return "<0.001%";
  const sized = text.startsWith("<") ? `${Number((100 * fraction).toPrecision(1))}%` : text;
  return fraction > 0 ? `+${sized}` : sized;
}

/** What figures up to this one are best divided by, and the word for it. */
export function scaleOf(largest: number): { readonly scale: number; readonly word: string } {
  if (largest >= 1e6) return { scale: 1e6, word: "million " };
  return largest >= 1e4 ? { scale: 1e3, word: "thousand " } : { scale: 1, word: "" };
}

/** `16.3 \u00b12.1`, with as many decimals as two figures of the error take, where there is room for them. */
export function withError(value: number, error: number): string {
  const shown = error > 0 ? error : Math.abs(value) / 100;
  const most = Math.abs(value) < 9.95 ? 2 : Math.abs(value) < 99.5 || error < 0.5 ? 1 : 0;
  const decimals = shown > 0 ? Math.min(most, Math.max(0, 1 - Math.floor(Math.log10(shown)))) : 0;
  return `${value.toFixed(decimals)} \u00b1${error.toFixed(error > 0 ? decimals : 0)}`;
}
