/** Something in a trial that a story may tell. */
export interface Happening {
  /** Days since the scenario's start. */
  readonly day: number;
  /** How much it matters beside others: about the share of all deliveries that it concerns, times how far it is off. */
  readonly weight: number;
  /** A sentence without its date and its full stop; where it begins with a name, that is as the scenario has it. */
  readonly text: string;
}

/** `3 weeks later`, `5 months sooner`: how far a date is off. */
export function lateWords(days: number): string {
  const size = Math.abs(days);
  const weeks = Math.round(size / 7);
  const months = Math.round(size / 30.4);
  const length = months >= 3 ? `${months} months` : weeks === 1 ? "a week" : `${weeks} weeks`;
  return `${length} ${days > 0 ? "later" : "sooner"}`;
}

/** `a`, `a and b`, `a, b and 4 others`. */
export function namesWords(names: readonly string[]): string {
  if (names.length <= 1) return names[0] ?? "";
  if (names.length === 2) return `${names[0]} and ${names[1]}`;
  return `${names[0]}, ${names[1]} and ${names.length - 2} other${names.length === 3 ? "" : "s"}`;
}
