import { readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileErrorCode } from "../report/results-error.ts";
import type { Library } from "../scenario/library.ts";

const ENDING = ".yaml";
/** Beyond this a file isn't even looked into; what a scenario may have is checked where it is read. */
const MOST_BYTES = 64e6;

/**
 * The scenarios on this machine's disk: those shipped, and those beside the one asked for. No name leads out of
 * these two folders, by way of `..` or of a link.
 *
 * @param shipped folder of the shipped scenarios
 * @param own     folder of the scenario asked for
 */
export function scenarioLibrary(shipped: string, own: string): Library {
  const names = filesOf(shipped)
    .filter((file) => file.endsWith(ENDING))
    .map((file) => file.slice(0, -ENDING.length))
    .sort();
  return {
    shippedNames: names,
    shipped: (name) => (names.includes(name) ? textOf(shipped, `${name}${ENDING}`) : null),
    beside: (name) => textOf(own, name),
  };
}

function filesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (fileErrorCode(error) === "ENOENT") return [];
    throw error;
  }
}

function textOf(folder: string, name: string): string | null {
  if (name === "" || name !== basename(name) || name.startsWith("..")) return null;
  const path = join(folder, name);
  let real: string;
  try {
    real = realpathSync(path);
  } catch (error) {
    if (fileErrorCode(error) === "ENOENT") return null;
    throw error;
  }
  if (dirname(real) !== realpathSync(folder))
    throw new Error(`${name} is a link that leads out of its folder`);
  const { size } = statSync(real);
  if (!statSync(real).isFile()) throw new Error(`${name} is not a file`);
  if (size > MOST_BYTES)
    throw new Error(`${name} has ${Math.round(size / 1e6)} MB, far more than a scenario may have`);
  return readFileSync(real, "utf8");
}
