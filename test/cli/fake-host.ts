import { mkdtempSync, realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Host } from "../../src/cli/host.ts";
import { main } from "../../src/cli/main.ts";

/** What a call of the command left behind. */
export interface Called {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A host with a folder of its own, where nothing is a terminal unless a test says so. */
export function fakeHost(changes: Partial<Host> = {}): Host & { said: { out: string; err: string } } {
  const said = { out: "", err: "" };
  const output = (to: "out" | "err", terminal = false) => ({
    write: (text: string) => {
      said[to] += text;
    },
    terminal,
    columns: 80,
  });
  return {
    // As a process finds itself: where the temporary folder is a link, as on macOS, not by that name.
    folder: realpathSync(mkdtempSync(join(tmpdir(), "command-"))),
    shipped: fileURLToPath(new URL("../../scenarios/", import.meta.url)),
    version: "0.1.0",
    environment: {},
    out: output("out"),
    err: output("err"),
    interrupt: new AbortController().signal,
    abort: new AbortController().signal,
    now: () => new Date("2026-11-01T00:00:00Z"),
    node: "v20.20.0",
    machine: "a machine",
    asker: { process: 1, machine: "here", alive: () => false },
    ...changes,
    said,
  };
}

/** Calls the command in this process. */
export async function call(argv: readonly string[], host = fakeHost()): Promise<Called> {
  host.said.out = "";
  host.said.err = "";
  const code = await main(argv, host);
  return { code, ...host.said };
}

/** A scenario whose trials take some milliseconds. */
export const TINY = fileURLToPath(new URL("./tiny.yaml", import.meta.url));
