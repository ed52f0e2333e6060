import type { Move } from "../analysis/elementary-effect.ts";
import { Stream } from "../random/stream.ts";

/**
 * Walks through the unit cube that move every input once, one at a time, in an order of chance (Morris, Technometrics
 * 33, 1991). Each input starts on one of four levels and moves by half of its range to the level two away, which is
 * one such level for each, so that all levels are as likely before and after. The levels are the middles of the four
 * quarters, (1/8, 3/8, 5/8, 7/8), not 0 to 1 as in the paper: at 0 and 1 many distributions are infinite.
 *
 * A trajectory is one trial: its process luck is the same at all of its points, and its draws are known by the paths of
 * the inputs, so that a further input changes nothing in those of the others.
 */
const LEVELS = 4;
const HALF = LEVELS / 2;

/**
 * The point of a trajectory after so many moves.
 *
 * @param trajectory its number, from 1
 * @param columns    paths of the inputs
 * @param moves      [0, number of inputs]
 * @param out        one uniform per column; filled
 */
export function trajectoryUniforms(
  seed: string,
  trajectory: number,
  columns: readonly string[],
  moves: number,
  out: Float64Array,
): void {
  const starts = startsOf(seed, trajectory, columns);
  for (const [input, { level }] of starts.entries()) out[input] = uniformAt(level);
  for (const input of orderOf(starts).slice(0, moves))
    out[input] = uniformAt((starts[input].level + HALF) % LEVELS);
}

/** The moves of a trajectory, in order. */
export function trajectoryMoves(seed: string, trajectory: number, columns: readonly string[]): Move[] {
  const starts = startsOf(seed, trajectory, columns);
  return orderOf(starts).map((input) => ({ input, change: starts[input].level < HALF ? 0.5 : -0.5 }));
}

interface Start {
  readonly level: number;
  /** Inputs move in the order of these. */
  readonly turn: number;
}

function startsOf(seed: string, trajectory: number, columns: readonly string[]): Start[] {
  return columns.map((column) => {
    const stream = new Stream(seed, trajectory, `trajectory/${column}`);
    return { level: Math.floor(LEVELS * stream.double()), turn: stream.double() };
  });
}

function orderOf(starts: readonly Start[]): number[] {
  return Array.from(starts.keys()).sort((a, b) => starts[a].turn - starts[b].turn || a - b);
}

function uniformAt(level: number): number {
  return (level + 0.5) / LEVELS;
}
