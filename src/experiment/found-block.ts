import { blockPath, inspectBlock, type StoredBlock } from "./block-file.ts";
import { type BlockIdentity, differenceOf } from "./store-identity.ts";
import type { BlockRange } from "./trial-range.ts";

/** What is in the place of a block: one of the run, or why it is of no use. */
export type FoundBlock =
  | { readonly state: "whole"; readonly block: StoredBlock }
  | { readonly state: "missing" }
  | { readonly state: "damaged"; readonly path: string; readonly why: string }
  /** Whole, but of another scenario, seed or program, or of other trials. */
  | { readonly state: "foreign"; readonly path: string; readonly why: string };

/**
 * Looks for the block that begins with this trial.
 *
 * @param folder where blocks lie
 * @throws RunError `store` where a file is there and may not be read
 */
export function findBlock(folder: string, identity: BlockIdentity, first: number): FoundBlock {
  const path = blockPath(folder, first);
  const block = inspectBlock(path);
  if (block === null) return { state: "missing" };
  if (typeof block === "string") return { state: "damaged", path, why: block };
  const difference = differenceOf(block, identity);
  if (difference !== null) return { state: "foreign", path, why: difference };
  if (block.first !== first)
    return { state: "foreign", path, why: `holds trials from ${block.first}, not from ${first}` };
  return { state: "whole", block };
}

/** Whether a block has all the trials of another, and their details. */
export function covers(block: BlockRange, wanted: BlockRange): boolean {
  return block.count >= wanted.count && block.detailTrials >= wanted.detailTrials;
}

/** What to say of a block that cannot be used as it is. */
export function problemOf(found: FoundBlock, { first, count }: BlockRange): string {
  const trials = `trials ${first}..${first + count - 1}`;
  switch (found.state) {
    case "missing":
      return `${trials} are missing`;
    case "whole": {
      const { path, count: held, detailTrials } = found.block;
      return `${trials}: ${path} has ${held} trials, ${detailTrials} with details`;
    }
    case "damaged":
    case "foreign":
      return `${trials}: ${found.path} ${found.why}`;
  }
}

/** At most five problems; the rest as a number. */
export function listed(problems: readonly string[]): string {
  const shown = problems.slice(0, 5).map((problem) => `  ${problem}`);
  if (problems.length > 5) shown.push(`  and ${problems.length - 5} more`);
  return shown.join("\n");
}
