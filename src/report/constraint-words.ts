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
