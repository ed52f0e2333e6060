import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { lstat, open, readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { type Answer, answerSchema } from "./answer.ts";
import { fileErrorCode, ResultsError } from "./results-error.ts";

const MANIFEST_FILE = "manifest.json";

/** How and where a run was made: the only part of a results folder that two equal runs don't share. */
const runSchema = z.object({
  /** What was typed. */
  command: z.string(),
  /** The scenario's file, or `shipped:NAME`; of a study what it is of, in words. */
  scenario_file: z.string(),
  started: z.iso.datetime(),
  finished: z.iso.datetime(),
  node: z.string(),
  machine: z.string(),
});

/** What every folder of results says. */
const folderSchema = z.object({
  /** Version of this format. */
  format: z.literal(1),
  /** Version of Chokepoint that wrote it. */
  chokepoint: z.string(),
  question: z.string(),
  seed: z.string(),
  /** How the trials were drawn: `designText`. */
  design: z.string().default("independent"),
  trials: z.object({
    from: z.number().int(),
    to: z.number().int(),
    /** How many of them have monthly details. */
    with_detail: z.number().int(),
  }),
  start: z.string(),
  end: z.string(),
  /** Every other file but the trials, with its SHA-256. */
  files: z.array(z.object({ file: z.string(), bytes: z.number().int(), sha256: z.string() })),
  run: runSchema,
});

const manifestSchema = folderSchema.extend({
  /** Name of the folder and in the `scenario` columns. */
  scenario: z.string(),
  /** SHA-256 of the resolved scenario. */
  scenario_hash: z.string(),
  /** Paths at which the scenario differs from the one it extends. */
  changed_from_parent: z.array(z.string()).default([]),
  as_of: z.string(),
  answer: answerSchema,
});

const studySchema = folderSchema.extend({
  /** What was done: `compare`, `sweep`, ... */
  study: z.string(),
  /** Name of the folder. */
  name: z.string(),
  /** SHA-256 of the scenarios and of what was asked of them: all that trials depend on, beside seed and number. */
  study_hash: z.string(),
  scenarios: z.array(z.object({ scenario: z.string(), hash: z.string() })),
  /** Of a form that the kind of study has: `study-answer.ts`. */
  answer: z.unknown(),
});

export type RunRecord = z.infer<typeof runSchema>;

/** What a results folder says of itself: written last, so that a folder with a manifest is whole. */
export interface Manifest extends z.infer<typeof manifestSchema> {
  readonly answer: Answer;
}

/** The same of a folder that is about several runs: what became of them lies in its own trials or in other folders. */
export interface StudyManifest extends z.infer<typeof studySchema> {}

/**
 * The manifest of a run's folder; null where there is none.
 *
 * @throws ResultsError `failed` where it is there and cannot be read, `refused` where it is that of a study
 */
export async function readManifest(folder: string): Promise<Manifest | null> {
  const manifest = await readAnyManifest(folder);
  if (manifest === null || !("study" in manifest)) return manifest;
  throw new ResultsError(
    "refused",
    `${folder} holds what came of a ${manifest.study}, not a run of a scenario. chokepoint show prints it`,
  );
}

/**
 * The manifest of a folder of results of any kind; null where there is none.
 *
 * @throws ResultsError `failed` where it is there and cannot be read
 */
export async function readAnyManifest(folder: string): Promise<Manifest | StudyManifest | null> {
  const path = join(folder, MANIFEST_FILE);
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    const code = fileErrorCode(error);
    if (code === "ENOENT" || code === "ENOTDIR") return null;
    throw error;
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new ResultsError("failed", `${path} is damaged: it is no JSON. Run the scenario again`, error);
  }
  const study = typeof value === "object" && value !== null && "study" in value;
  const parsed = (study ? studySchema : manifestSchema).safeParse(value);
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues[0].path.join(".");
  throw new ResultsError(
    "failed",
    `${path} is not a manifest this version can read (at ${where || "its top"}). Run the scenario again with --as NAME`,
  );
}

/** Writes the manifest under its name only once it is whole and on the disk. */
export async function writeManifest(folder: string, manifest: Manifest | StudyManifest): Promise<void> {
  const path = join(folder, MANIFEST_FILE);
  const file = await open(`${path}.part`, "w");
  try {
    await file.writeFile(`${JSON.stringify(manifest, null, 2)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.part`, path);
}

/** Size and SHA-256 of files of a folder, in the order given. */
export async function checksums(folder: string, files: readonly string[]): Promise<Manifest["files"]> {
  const sums: Manifest["files"] = [];
  for (const file of files) {
    const path = join(folder, file);
    const hash = createHash("sha256");
    for await (const chunk of createReadStream(path)) hash.update(chunk);
    sums.push({ file, bytes: (await lstat(path)).size, sha256: hash.digest("hex") });
  }
  return sums;
}
