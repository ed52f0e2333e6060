import type { Asker } from "../report/results-folder.ts";

/** Where text goes. */
export interface Output {
  write(text: string): void;
  /** A terminal somebody looks at, not a pipe or a file. */
  readonly terminal: boolean;
  /** Width of the terminal; 80 elsewhere. */
  readonly columns: number;
}

/**
 * All that the command knows of the world outside. `main` is a function of its arguments and of this, so tests
 * run it in their own process; `node-host.ts` is the one place that touches the real thing.
 */
export interface Host {
  /** The folder that relative paths start from. */
  readonly folder: string;
  /** The folder of the shipped scenarios. */
  readonly shipped: string;
  /** Version of Chokepoint. */
  readonly version: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Answers. */
  readonly out: Output;
  /** Progress and messages. */
  readonly err: Output;
  /** First Ctrl-C: end in good order. */
  readonly interrupt: AbortSignal;
  /** Second Ctrl-C: end at once. */
  readonly abort: AbortSignal;
  readonly now: () => Date;
  /** Version of Node, for the record. */
  readonly node: string;
  /** Processor, cores and system, for the record. */
  readonly machine: string;
  /** This process, for the lock on results. */
  readonly asker: Asker;
}
