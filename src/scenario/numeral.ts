/** `12k`, `-1.5M`, `92%`, `$30B`, `1e-3`: what a person writes for a number. */
export interface Numeral {
  readonly value: number;
  readonly percent: boolean;
  readonly dollars: boolean;
}

const PATTERN = /^([+-]?)(\$?)(\d+(?:\.\d*)?|\.\d+)((?:[eE][+-]?\d+)?)(%|[kMB](?![A-Za-z])|)/;

const SCALES: Readonly<Record<string, number>> = { "": 1, k: 1e3, M: 1e6, B: 1e9 };

/** The numeral at the head of `text` and what follows it, trimmed; null where none stands there. */
export function leadingNumeral(text: string): { readonly numeral: Numeral; readonly rest: string } | null {
  const match = PATTERN.exec(text);
  if (match === null) return null;
  const [whole, sign, dollar, digits, exponent, suffix] = match;
  const magnitude = Number(digits + exponent);
  const value = suffix === "%" ? magnitude / 100 : magnitude * SCALES[suffix];
  return {
    numeral: {
      value: sign === "-" ? -value : value,
      percent: suffix === "%",
      dollars: dollar === "$",
    },
    rest: text.slice(whole.length).trim(),
  };
}
