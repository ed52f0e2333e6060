import { existsSync, readFileSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { fileError, fileErrorCode } from "../report/results-error.ts";
import { LIMITS } from "../scenario/limits.ts";
import { type LoadedScenario, loadScenario, type RefusedScenario } from "../scenario/load.ts";
import { type Problem, rendered } from "../scenario/problem.ts";
import type { Session } from "./command.ts";
import type { Host } from "./host.ts";
import { suggestion } from "./option.ts";
import { scenarioLibrary } from "./scenario-library.ts";
import type { Screen } from "./screen.ts";
import { shellWords } from "./shell.ts";
import { UsageError } from "./usage-error.ts";

/** Beyond this a file isn't even read. */
const MOST_BYTES = 64e6;

/** A scenario as it was named on the command line, ready to run. */
export interface NamedScenario extends LoadedScenario {
  /** As typed. */
  readonly argument: string;
  /** As typed, with its `--set` options: what replays a trial of it. */
  readonly typed: string;
  /** Of its results folder, unless `--as` says otherwise. */
  readonly name: string;
  /** Its file, or `shipped:NAME`. */
  readonly file: string;
}

/** A file that a scenario argument stands for. */
interface Found {
  /** As messages name it. */
  readonly name: string;
  readonly text: string;
  readonly shipped: boolean;
  readonly file: string;
  /** Where files beside it are. */
  readonly folder: string;
}

/** The name of a scenario's results: its file's, without folder and ending. */
export function stemOf(argument: string): string {
  return basename(argument).replace(/\.ya?ml$/, "");
}

/** A scenario that was named on the command line and cannot run. */
export interface RefusedArgument extends RefusedScenario {
  /** As typed. */
  readonly argument: string;
}

/**
 * Reads scenarios and says what is wrong with them on stderr: errors and warnings, or what `said` asks for. null: at
 * least one can't run.
 */
export function loadScenarios(
  scenarios: readonly string[],
  sets: readonly string[],
  session: Session,
  said: readonly Problem["severity"][] = ["error", "warning"],
): NamedScenario[] | null {
  const read = readScenarios(scenarios, sets, session, said);
  const loaded = read.filter((scenario) => scenario.model !== null);
  return loaded.length === read.length ? loaded : null;
}

/** Reads scenarios, also those that can't run, and says on stderr what is wrong with them as far as `said` asks for it. */
export function readScenarios(
  scenarios: readonly string[],
  sets: readonly string[],
  { host, screen }: Session,
  said: readonly Problem["severity"][],
): (NamedScenario | RefusedArgument)[] {
  return scenarios.map((argument) => {
    const found = find(argument, host);
    const scenario = loadScenario(found, scenarioLibrary(host.shipped, found.folder), { set: sets });
    for (const problem of scenario.problems)
      if (said.includes(problem.severity)) screen.say(colored(problem, screen));
    if (scenario.model === null) return { ...scenario, argument };
    const typed = typedWords(argument, sets);
    return { ...scenario, argument, typed, name: stemOf(argument), file: found.file };
  });
}

/**
 * The same scenario with more options, which the program itself has made: what a user sees was said when the scenario
 * was loaded, and an option that makes it invalid is a mistake of the program or of a value the user gave.
 *
 * @param sets all its options, its own first
 * @throws UsageError
 */
export function withOptions(
  scenario: NamedScenario,
  sets: readonly string[],
  { shipped, folder }: Host,
): NamedScenario {
  const found = find(scenario.argument, { shipped, folder });
  const loaded = loadScenario(found, scenarioLibrary(shipped, found.folder), { set: sets });
  if (loaded.model === null)
    throw new UsageError(
      loaded.problems
        .filter(({ severity }) => severity === "error")
        .map(rendered)
        .join("\n"),
    );
  return { ...scenario, ...loaded, typed: typedWords(scenario.argument, sets) };
}

function typedWords(argument: string, sets: readonly string[]): string {
  return shellWords([argument, ...sets.flatMap((set) => ["--set", set])]);
}

function colored(problem: Problem, screen: Screen): string {
  const { severity } = problem;
  const shade = severity === "error" ? "red" : severity === "warning" ? "yellow" : "cyan";
  return rendered(problem).replace(`${severity}:`, screen.ink(shade, `${severity}:`));
}

/**
 * A path is a file; a plain name is a shipped scenario, or else a file here of that name.
 *
 * @throws UsageError where there is neither
 */
function find(argument: string, host: Pick<Host, "shipped" | "folder">): Found {
  const shipped = scenarioLibrary(host.shipped, host.folder);
  const path = resolve(host.folder, argument);
  const plain = /^[A-Za-z0-9_-]+$/.test(argument);
  if (plain) {
    const text = shipped.shipped(argument);
    if (text !== null) {
      const name = `${argument}.yaml`;
      return { name, text, shipped: true, file: `shipped:${argument}`, folder: host.shipped };
    }
    const here = `${path}.yaml`;
    if (existsSync(here)) return fileAt(here, `${argument}.yaml`);
  }
  if (existsSync(path)) return fileAt(path, argument);
  if (!plain) throw new UsageError(`there is no file ${argument}${suggestionOfFile(path)}`);
  throw new UsageError(
    `there is no scenario ${argument}, shipped or as ${argument}.yaml here${suggestion(argument, shipped.shippedNames) || ". chokepoint list shows the shipped ones"}`,
  );
}

function suggestionOfFile(path: string): string {
  for (const ending of [".yaml", ".yml"]) {
    if (existsSync(path + ending)) return `. Did you mean ${basename(path)}${ending}?`;
  }
  return "";
}

function fileAt(path: string, name: string): Found {
  try {
    const about = statSync(path);
    if (about.isDirectory()) throw new UsageError(`${name} is a folder; a scenario is a file in it`);
    if (!about.isFile()) throw new UsageError(`${name} is not an ordinary file`);
    if (about.size > MOST_BYTES) {
      throw new UsageError(
        `${name} has ${Math.round(about.size / 1e6)} MB, and a scenario has at most ${LIMITS.fileCharacters / 1e6}`,
      );
    }
    const file = realpathSync(path);
    return { name, text: readFileSync(file, "utf8"), shipped: false, file, folder: dirname(file) };
  } catch (error) {
    if (fileErrorCode(error) === null) throw error;
    throw fileError(error, `read ${name}`, null);
  }
}
