/** How sure a sentence may sound of what happens with this probability. Ends in a space where it says anything. */
export function hedge(probability: number): string {
  return probability >= 0.9 ? "" : probability >= 0.6 ? "probably " : "perhaps ";
}

/** A constraint as a reader would say it. */
export function causeWords(constraint: string): string {
  switch (constraint) {
    case "orders":
      return "demand";
    case "plan":
      return "late plans";
    case "initial":
      return "stock there at the start";
    case "opening":
      return "launches and qualifications";
    default:
      return constraint;
  }
}

/** `a, b and c` */
export function listed(parts: readonly string[]): string {
  const last = parts[parts.length - 1] ?? "";
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(", ")} and ${last}`;
}

/** `1 trial`, `200 trials` */
export function trialsWords(count: number): string {
  return `${count} ${count === 1 ? "trial" : "trials"}`;
}
