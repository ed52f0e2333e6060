import { existsSync, readdirSync } from "node:fs";
import { covers, findBlock, listed, problemOf } from "./found-block.ts";
import { RunError } from "./run-error.ts";
import type { BlockIdentity } from "./store-identity.ts";
import { type BlockRange, blocksOf, type TrialRange } from "./trial-range.ts";

/** Which blocks of a range are in the store, and which are yet to be run. */
export class Ledger {
  /** Blocks to run, in order: missing, short of trials or details, or damaged. */
  readonly missing: readonly BlockRange[];
  /** Trials of the range that were there at first. */
  readonly reused: number;
  /** What was wrong with the blocks that were there but damaged. */
  readonly damaged: readonly string[];
  private readonly range: TrialRange;
  /** Trials in the store, by the first trial of their block. */
  private readonly stored = new Map<number, number>();

  /**
   * Looks through the store; blocks are read once, against their checksums.
   *
   * @param folder where the blocks lie
   * @param resume false: there must be none
   * @throws RunError `store` where there are trials and it is not resumed, or they are of another run
   */
  constructor(folder: string, identity: BlockIdentity, range: TrialRange, resume: boolean) {
    if (!resume && existsSync(folder) && readdirSync(folder).length > 0)
      throw new RunError("store", `${folder} already holds trials; go on with them by --resume`);
    const missing: BlockRange[] = [];
    const damaged: string[] = [];
    const foreign: string[] = [];
    for (const wanted of blocksOf(range)) {
      const found = findBlock(folder, identity, wanted.first);
      const problem = problemOf(found, wanted);
      if (found.state === "whole") this.stored.set(wanted.first, Math.min(found.block.count, wanted.count));
      if (found.state === "damaged") damaged.push(problem);
      if (found.state === "foreign") foreign.push(problem);
      if (found.state !== "whole" || !covers(found.block, wanted)) missing.push(wanted);
    }
    if (foreign.length > 0)
      throw new RunError(
        "store",
        `${folder} holds trials of another run, which cannot be gone on with:\n${listed(foreign)}\n` +
          "Run without --resume to begin anew.",
      );
    this.range = range;
    this.missing = missing;
    this.damaged = damaged;
    this.reused = range.to - range.from + 1 - missing.reduce((sum, { count }) => sum + count, 0);
  }

  /** Enters a block that has been written. */
  enter(block: BlockRange): void {
    this.stored.set(block.first, block.count);
  }

  /** The last trial up to which the range is in the store without gaps; `from - 1` where it begins with one. */
  get kept(): number {
    let last = this.range.from - 1;
    for (const { first, count } of blocksOf(this.range)) {
      const stored = this.stored.get(first) ?? 0;
      last += stored;
      if (stored < count) break;
    }
    return last;
  }
}
