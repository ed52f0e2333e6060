/**
 * The inks of all charts: one colour means one thing, on every page and in both themes. Neighbours in a stack
 * differ in lightness, so that they stay apart in grey, and all in hue, also for the colour-blind
 * (`ink.test.ts` measures both). What is no stage is hatched besides.
 */

/** Light and dark, on the page's grounds. */
const STAGE_INKS = {
  logic: ["#17876a", "#4cc7a0"],
  memory: ["#1d4a94", "#4d7fd6"],
  packaging: ["#e59017", "#f2b04a"],
  part: ["#8c2d4a", "#b8506f"],
  system: ["#7dbde8", "#b5def8"],
  // Stages of a scenario's own take these in turn.
  "stage-1": ["#a684cf", "#c3a6e6"],
  "stage-2": ["#b5b04a", "#d9d47a"],
  "stage-3": ["#5b3f2b", "#a07a5c"],
} as const satisfies Readonly<Record<string, Pair>>;

const CAUSE_INKS = {
  orders: ["#e3e6eb", "#4b525d"],
  plan: ["#8b94a1", "#8c95a3"],
  opening: ["#c3c9d2", "#c6ccd5"],
  initial: ["#5d6673", "#6d7582"],
} as const satisfies Readonly<Record<string, Pair>>;

/** What is no part of a stack: a quantity by itself. */
const PLAIN_INKS = {
  plain: ["#33415c", "#c9d3e6"],
  waiting: ["#a3b1c6", "#66748d"],
} as const satisfies Readonly<Record<string, Pair>>;

/** Two runs held against each other, wherever they meet. */
const SIDE_INKS = {
  base: ["#434d5c", "#c9d0dc"],
  variant: ["#b06ae8", "#a673e6"],
} as const satisfies Readonly<Record<string, Pair>>;

type Pair = readonly [light: string, dark: string];

/** Name of an ink; also that of its class in pages. */
export type Ink =
  | keyof typeof STAGE_INKS
  | keyof typeof CAUSE_INKS
  | keyof typeof PLAIN_INKS
  | keyof typeof SIDE_INKS;

export const INKS: Readonly<Record<Ink, Pair>> = {
  ...STAGE_INKS,
  ...CAUSE_INKS,
  ...PLAIN_INKS,
  ...SIDE_INKS,
};

type StageInk = keyof typeof STAGE_INKS;

/** From the bottom of a stack to its top. */
export const STACK_ORDER: readonly Ink[] = [
  "logic",
  "memory",
  "packaging",
  "part",
  "system",
  "stage-1",
  "stage-2",
  "stage-3",
  "orders",
  "plan",
  "opening",
  "initial",
];

const SPARE: readonly StageInk[] = ["stage-1", "stage-2", "stage-3"];

/** The inks of a model's stages and of the causes without one. */
export class Inks {
  private readonly own: readonly string[];

  /** @param stages of the model, in its order */
  constructor(stages: readonly string[]) {
    this.own = stages.filter((stage) => !isStageInk(stage));
  }

  ofStage(stage: string): Ink {
    if (isStageInk(stage)) return stage;
    return SPARE[Math.max(0, this.own.indexOf(stage)) % SPARE.length];
  }

  /** Of a cause without a stage: orders, plan, initial, opening. */
  ofCause(cause: string): Ink {
    return isCauseInk(cause) ? cause : "initial";
  }
}

function isStageInk(stage: string): stage is StageInk {
  return Object.hasOwn(STAGE_INKS, stage);
}

function isCauseInk(cause: string): cause is keyof typeof CAUSE_INKS {
  return Object.hasOwn(CAUSE_INKS, cause);
}

/** `--logic:#17876a;...` of a theme, as declarations of CSS. */
export function inkVariables(theme: "light" | "dark"): string {
  const place = theme === "light" ? 0 : 1;
  return Object.entries(INKS)
    .map(([ink, pair]) => `--${ink}:${pair[place]}`)
    .join(";");
}

/** The class of each ink: `.ink-logic{--ink:var(--logic)}`. */
export function inkClasses(): string {
  return Object.keys(INKS)
    .map((ink) => `.ink-${ink}{--ink:var(--${ink})}`)
    .join("");
}
