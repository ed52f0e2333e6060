import type * as z from "zod";
import { comparisonAnswerSchema } from "./comparison-answer.ts";
import { comparisonText } from "./comparison-text.ts";
import { relaxationAnswerSchema } from "./relaxation-answer.ts";
import { relaxationText } from "./relaxation-text.ts";
import { ResultsError } from "./results-error.ts";
import { sensitivityAnswerSchema } from "./sensitivity/answer.ts";
import { sensitivityText } from "./sensitivity/text.ts";
import { stressAnswerSchema } from "./stress-answer.ts";
import { stressText } from "./stress-text.ts";
import { sweepAnswerSchema } from "./sweep-answer.ts";
import { sweepText } from "./sweep-text.ts";

/** Makes a label stand out, or returns it as it is. */
type Paint = (label: string) => string;

/**
 * How the answer of a kind of study reads.
 *
 * @param answer as a manifest has it
 * @param place  where the results are, as the reader can open it
 * @throws ResultsError `failed` where it has another form, written by another version
 */
type StudyText = (answer: unknown, place: string, paint: Paint) => string;

/** By kind of study: `show` prints what the command printed. A new kind is a row here. */
export const STUDY_TEXTS: Readonly<Record<string, StudyText>> = {
  compare: reading(comparisonAnswerSchema, comparisonText),
  sensitivity: reading(sensitivityAnswerSchema, sensitivityText),
  sweep: reading(sweepAnswerSchema, sweepText),
  stress: reading(stressAnswerSchema, stressText),
  relax: reading(relaxationAnswerSchema, relaxationText),
};

/** The text of answers of one form. */
function reading<Answer>(
  schema: z.ZodType<Answer>,
  text: (answer: Answer, place: string, paint: Paint) => string,
): StudyText {
  return (answer, place, paint) => {
    const parsed = schema.safeParse(answer);
    if (parsed.success) return text(parsed.data, place, paint);
    const where = parsed.error.issues[0].path.join(".");
    throw new ResultsError(
      "failed",
      `the answer in ${place} is not one this version can read (at ${where || "its top"}). Make it again`,
    );
  };
}
