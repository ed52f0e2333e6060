import type { Answer } from "../answer.ts";
import { Inks } from "../chart/ink.ts";
import { type ConstraintShare, constraintShares } from "../constraint-share.ts";
import { FigureReader } from "../figure-reader.ts";
import type { RunResults } from "../trials.ts";
import { type Frame, frameOf } from "./frame.ts";

/** What the sections of a run's page are made from. */
export interface Subject extends Frame {
  readonly run: RunResults;
  readonly answer: Answer;
  readonly reader: FigureReader;
  /** What limited whom, stage by stage, in the spans and over the horizon; empty without details. */
  readonly limits: readonly ConstraintShare[];
  readonly inks: Inks;
}

export function subjectOf(run: RunResults, answer: Answer): Subject {
  const { model, trials } = run;
  const frame = frameOf(model);
  const { calendar, spans, horizon } = frame;
  return {
    ...frame,
    run,
    answer,
    reader: new FigureReader(trials, calendar),
    limits: [...constraintShares(trials, [...spans, horizon], calendar)].filter(
      ({ level }) => level === "stage",
    ),
    inks: new Inks(model.stages),
  };
}
