import { text, truth } from "./leaf.ts";
import { freeNames, oneOf } from "./name.ts";

/** What every entity may say of itself. A function, because each use is a schema of its own. */
export function entityKeys() {
  return {
    on: truth("false leaves it out, with all that needs it").optional(),
    tags: freeNames("words by which shocks and reports select it").optional(),
    source: text("who says so").optional(),
    dated: text("date of the source").optional(),
    confidence: oneOf(["high", "medium", "low"], "how far to trust it").optional(),
    notes: text("free text: arithmetic, doubts").optional(),
  };
}
