/**
 * Something a scenario says that cannot be meant, before its place is known. Thrown by the readers of single
 * values and caught where the place is: it never leaves this layer.
 */
export class Mistake extends Error {
  /** What is wrong, as a clause: `20k has no unit`. */
  readonly rule: string;
  /** What would be right; empty where the rule says it. */
  readonly expected: string;
  /** What to do; may be empty. */
  readonly hint: string;
  /** Keys that lead to it from the value being read; empty for the value itself. */
  readonly path: readonly string[];
  /** Whether the last of them is itself what is wrong, not the value under it. */
  readonly ofKey: boolean;

  constructor(rule: string, expected = "", hint = "", path: readonly string[] = [], ofKey = false) {
    super(rule);
    this.rule = rule;
    this.expected = expected;
    this.hint = hint;
    this.path = path;
    this.ofKey = ofKey;
  }

  /** The same mistake seen from the value that holds this one under `key`. */
  under(key: string): Mistake {
    return new Mistake(this.rule, this.expected, this.hint, [key, ...this.path], this.ofKey);
  }

  /** This mistake as one of the key itself. */
  asKey(key: string): Mistake {
    return new Mistake(this.rule, this.expected, this.hint, [key], true);
  }
}
