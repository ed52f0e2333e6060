import { copyFile, link, mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { setImmediate } from "node:timers/promises";
import type { TrialShape } from "../model/series.ts";
import { blockLayout } from "./block.ts";
import { blockPath, readNumbers, type StoredBlock } from "./block-file.ts";
import { findBlock } from "./found-block.ts";
import type { BlockIdentity } from "./store-identity.ts";
import { type BlockRange, blocksOf, type TrialRange } from "./trial-range.ts";

/** Trials of one run that lie in a store of their own. */
export interface Part {
  /** As messages name it. */
  readonly name: string;
  /** Where its blocks lie. */
  readonly folder: string;
  readonly from: number;
  readonly to: number;
}

/** What parts come to when they are put together. */
export interface Merged {
  /** All of their trials, with the details that all from the first on have. */
  readonly range: TrialRange;
  /** One for each block of the range, each in the folder of some part; of use only where nothing is wrong. */
  readonly blocks: readonly StoredBlock[];
  /** Runs of trials that no part has. */
  readonly missing: readonly { readonly from: number; readonly to: number }[];
  /** Blocks that are damaged or of another run and in no other part, or differ between parts; in words. */
  readonly problems: readonly string[];
}

/** What those who wait for a merge have to say, and want to hear. */
export interface MergeWatch {
  /** Called after each block with the number of trials looked at. */
  readonly onBlock?: (trials: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * Looks through parts of a run for one whole and equal set of trials; every block is read against its checksum, and
 * parts that have the same trials are held against each other.
 *
 * @param parts    at least one, in any order: the result is the same
 * @param expected what every block has to be of
 * @returns null: interrupted
 */
export async function mergeParts(
  parts: readonly Part[],
  expected: BlockIdentity,
  shape: TrialShape,
  { onBlock = () => {}, signal }: MergeWatch = {},
): Promise<Merged | null> {
  const from = Math.min(...parts.map((part) => part.from));
  const to = Math.max(...parts.map((part) => part.to));
  const blocks: StoredBlock[] = [];
  const missing: { from: number; to: number }[] = [];
  const problems: string[] = [];
  let detail = Number.POSITIVE_INFINITY;
  for (const wanted of blocksOf({ from, to, detail: 0 })) {
    const { whole, broken } = lookFor(parts, expected, wanted);
    const best = whole.toSorted(
      (a, b) => b.block.count - a.block.count || b.block.detailTrials - a.block.detailTrials,
    )[0];
    for (const other of whole) {
      if (other !== best && !isSame(best.block, other.block, shape))
        problems.push(
          `${trialsText(wanted)} of ${best.part.name} and of ${other.part.name} differ, though both say they are of one run`,
        );
    }
    const held = best?.block.count ?? 0;
    if (held < wanted.count) {
      if (broken.length > 0) problems.push(...broken);
      else addMissing(missing, wanted.first + held, wanted.first + wanted.count - 1);
    }
    if (best !== undefined) {
      blocks.push(best.block);
      if (best.block.detailTrials < wanted.count)
        detail = Math.min(detail, wanted.first - 1 + best.block.detailTrials);
    }
    onBlock(wanted.first + wanted.count - from);
    // A moment for others: blocks are read without giving way, and Ctrl-C has to be heard.
    await setImmediate();
    if (signal?.aborted) return null;
  }
  return { range: { from, to, detail }, blocks, missing, problems };
}

/** Puts blocks into a folder without touching them: as links, or where a disk knows none as copies. */
export async function linkBlocks(blocks: readonly StoredBlock[], folder: string): Promise<void> {
  for (const { path, first } of blocks) {
    const target = blockPath(folder, first);
    await mkdir(dirname(target), { recursive: true });
    await link(path, target).catch(() => copyFile(path, target));
  }
}

interface HeldBlock {
  readonly part: Part;
  readonly block: StoredBlock;
}

/** The block in every part that should have it, and what is wrong with those that are there and of no use. */
function lookFor(
  parts: readonly Part[],
  expected: BlockIdentity,
  wanted: BlockRange,
): { whole: HeldBlock[]; broken: string[] } {
  const whole: HeldBlock[] = [];
  const broken: string[] = [];
  for (const part of parts) {
    if (wanted.first < part.from || wanted.first > part.to) continue;
    const found = findBlock(part.folder, expected, wanted.first);
    switch (found.state) {
      case "whole":
        whole.push({ part, block: found.block });
        break;
      case "missing":
        break;
      case "damaged":
      case "foreign":
        broken.push(`${trialsText(wanted)} of ${part.name}: ${found.path} ${found.why}`);
    }
  }
  return { whole, broken };
}

/** Whether two blocks say the same of the trials that both have, in all that is kept of every trial. */
function isSame(a: StoredBlock, b: StoredBlock, shape: TrialShape): boolean {
  const both = Math.min(a.count, b.count);
  const [ours, theirs] = [a, b].map((block) => numbersOf(block, shape));
  return ours.every(({ values, width, count }, tier) => {
    const other = theirs[tier];
    for (let row = 0; row * width * count < values.length; row++) {
      for (let at = 0; at < both * width; at++) {
        if (!Object.is(values[row * count * width + at], other.values[row * other.count * width + at]))
          return false;
      }
    }
    return true;
  });
}

/** Scalars and headline series of a block: rows of `count` trials, each `width` numbers wide. */
function numbersOf(
  block: StoredBlock,
  shape: TrialShape,
): { values: Float64Array | Float32Array; width: number; count: number }[] {
  const { scalars, headline, headlineRows, months, trials } = blockLayout(shape, block);
  const tiers = [
    { values: new Float64Array(scalars * trials), width: 1, count: trials, at: 0 },
    { values: new Float32Array(headlineRows * trials * months), width: months, count: trials, at: headline },
  ];
  for (const { values, at } of tiers) readNumbers(block, at, values);
  return tiers;
}

function addMissing(missing: { from: number; to: number }[], from: number, to: number): void {
  const last = missing.at(-1);
  if (last !== undefined && last.to === from - 1) last.to = to;
  else missing.push({ from, to });
}

function trialsText({ first, count }: BlockRange): string {
  return `trials ${first}..${first + count - 1}`;
}
