import * as z from "zod";
import type { Manifest, StudyManifest } from "./manifest.ts";

const partialRunSchema = z.object({
  /** The scenario's file, or `shipped:NAME`; of a study what it is of, in words. */
  file: z.string(),
  /** Hash of the resolved scenario, or of the study. */
  hash: z.string(),
  seed: z.string(),
  version: z.string(),
  /** How its trials are drawn: `designText`. */
  design: z.string().default("independent"),
  from: z.number().int(),
  to: z.number().int(),
  /** Of a study: hash of its scenario, and the command that asked, so that it can be said what differs. */
  scenario: z.string().optional(),
  command: z.string().optional(),
});

/** The run or study that a folder is of. */
export type PartialRun = Readonly<z.infer<typeof partialRunSchema>>;

/** null: there is none, or it can't be read; its trials say themselves what they are of. */
export function parsePartialRun(text: string | null): PartialRun | null {
  if (text === null) return null;
  try {
    return partialRunSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** A run, and what it finds in its place. */
export interface Request {
  readonly run: PartialRun;
  readonly resume: boolean;
  readonly replace: boolean;
  readonly finished: PartialRun | null;
  readonly interrupted: PartialRun | null;
  readonly path: string;
  readonly partial: string;
}

/**
 * Why a run may not have its place, in words that say what to do; null: it may. Results are replaced by a run
 * of the same file, edited or not; never unasked by one of another file of that name or by fewer trials of the
 * same; and hours of an interrupted run are not dropped unasked while they could still be used.
 */
export function whyRefused(request: Request): string | null {
  const { run, resume, replace, finished, path } = request;
  if (resume) return whyNoResume(request);
  return replace ? null : (whyNotReplaced(run, finished, path) ?? whyNotDropped(request));
}

/** Why finished results may not be replaced unasked by those of a run; null: they may. */
export function whyNotReplaced(run: PartialRun, finished: PartialRun | null, path: string): string | null {
  if (finished === null) return null;
  if (finished.file !== run.file) {
    return (
      `${path} holds the results of another file (${finished.file}). ` +
      "Add --as NAME to keep both, or --replace to replace them"
    );
  }
  const there = finished.to - finished.from + 1;
  const asked = run.to - run.from + 1;
  if (finished.hash === run.hash && asked < there) {
    return (
      `${path} holds ${there} trials of this scenario, more than the ${asked} asked for. ` +
      "Add --as NAME to keep both, or --replace to replace them"
    );
  }
  return null;
}

function whyNotDropped({ run, interrupted, partial }: Request): string | null {
  if (!isOf(interrupted, run)) return null;
  return (
    `${partial} holds trials of this very run, interrupted. ` +
    "Add --resume to go on from them, or --replace to start afresh"
  );
}

function whyNoResume(request: Request): string | null {
  const { run, finished, interrupted, path } = request;
  const there: PartialRun[] = interrupted === null ? [] : [interrupted];
  if (finished !== null) there.push(finished);
  if (there.length === 0) return `there is nothing to resume at ${path}. Run without --resume`;
  if (there.some((one) => isOf(one, run)))
    return request.replace ? null : whyNotReplaced(run, finished, path);
  const [other] = there;
  const difference =
    other.hash !== run.hash
      ? changeText(other, run)
      : other.seed !== run.seed
        ? `they are of seed ${other.seed}, not ${run.seed}`
        : other.design !== run.design
          ? `they were drawn ${other.design}, not ${run.design}`
          : `they are of version ${other.version}, this is ${run.version}`;
  return `the trials at ${path} can't be resumed: ${difference}. Run without --resume`;
}

/** Of a study another hash may come of another scenario or of another question. */
function changeText({ scenario, command = "" }: PartialRun, run: PartialRun): string {
  if (scenario === undefined || scenario !== run.scenario) return "the scenario has changed since";
  return `the scenario is the same, but they answer something else (${command}); --as NAME keeps both`;
}

/** Whether trials of one are trials of the other. */
export function isOf(a: PartialRun | null, b: PartialRun): boolean {
  return (
    a !== null && a.hash === b.hash && a.seed === b.seed && a.design === b.design && a.version === b.version
  );
}

/** The run or study of finished results. */
export function runOf(manifest: Manifest | StudyManifest): PartialRun {
  return {
    file: manifest.run.scenario_file,
    hash: "study" in manifest ? manifest.study_hash : manifest.scenario_hash,
    seed: manifest.seed,
    version: manifest.chokepoint,
    design: manifest.design,
    from: manifest.trials.from,
    to: manifest.trials.to,
    ...("study" in manifest ? { scenario: manifest.scenarios[0]?.hash, command: manifest.run.command } : {}),
  };
}
