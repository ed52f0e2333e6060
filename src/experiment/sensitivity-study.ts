import { INDEPENDENT } from "./design.ts";
import type { Variant } from "./study.ts";

/** A scenario whose inputs are to be moved. */
export type Studied = Pick<Variant, "model" | "hash" | "typed">;

/** Where the tornado holds an input: at its 10th and 90th percentile. */
const LOW = 0.1;
const HIGH = 0.9;

/**
 * One input at a time at its 10th and at its 90th percentile, everything else as in the run's own trials: two variants
 * an input, low first.
 *
 * @param inputs indices in `Model.columns`
 */
export function tornadoVariants(studied: Studied, inputs: readonly number[]): Variant[] {
  return inputs.flatMap((input) =>
    [LOW, HIGH].map((uniform) => ({
      ...of(studied),
      id: `${inputId(input)}-p${100 * uniform}`,
      design: {
        kind: "pinned" as const,
        of: INDEPENDENT,
        pins: [{ column: studied.model.columns[input], uniform }],
      },
    })),
  );
}

/** The points of Morris's trajectories, one more than inputs: point k of every trajectory is a variant. */
export function trajectoryVariants(studied: Studied): Variant[] {
  return Array.from({ length: studied.model.columns.length + 1 }, (_, moves) => ({
    ...of(studied),
    id: `after-${moves}`,
    design: { kind: "trajectory", moves },
  }));
}

/**
 * What Sobol indices need beside the run's own trials, which are sample A: sample B, all inputs drawn anew, then for
 * each input A with that input from B. Trials of one number share their process luck, so an input's shares hold what
 * it does together with chance.
 *
 * @param inputs indices in `Model.columns`
 */
export function sobolVariants(studied: Studied, inputs: readonly number[]): Variant[] {
  const { columns } = studied.model;
  return [
    { ...of(studied), id: "all-redrawn", design: { kind: "redrawn", of: INDEPENDENT, columns: null } },
    ...inputs.map(
      (input): Variant => ({
        ...of(studied),
        id: `${inputId(input)}-redrawn`,
        design: { kind: "redrawn", of: INDEPENDENT, columns: [columns[input]] },
      }),
    ),
  ];
}

function inputId(input: number): string {
  return `input-${input + 1}`;
}

function of({ model, hash, typed }: Studied): Studied {
  return { model, hash, typed };
}
