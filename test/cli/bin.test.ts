import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeEach, describe, expect, test } from "vitest";
import { TINY } from "./fake-host.ts";

const BIN = fileURLToPath(new URL("../../dist/cli/bin.js", import.meta.url));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "bin-"));
});

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

/** The command as a process of its own. */
function started(argv: readonly string[]): { child: ChildProcess; ended: Promise<Ended> } {
  const child = spawn(process.execPath, [BIN, ...argv], { cwd: folder, stdio: "pipe" });
  let out = "";
  let err = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (err += text));
  const ended = new Promise<Ended>((resolve) => {
    child.on("close", (code, signal) => resolve({ code, signal, out, err }));
  });
  return { child, ended };
}

const run = (...argv: string[]): Promise<Ended> => started(argv).ended;

/** Waits until a run has stored its first trials. */
async function firstBlock(partial: string): Promise<void> {
  const trials = join(partial, "trials", "0000");
  while (!existsSync(trials) || !readdirSync(trials).some((file) => file.endsWith(".block"))) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const MANY = ["run", TINY, "--trials", "5000", "--detail", "0"];

describe("a run of the installed command", () => {
  test("that is interrupted keeps its trials, exits with 130 and prints two commands that work", async () => {
    const { child, ended } = started(MANY);
    await firstBlock(join(folder, "results", ".tiny.partial"));
    child.kill("SIGINT");
    const { code, out, err } = await ended;
    expect([code, out]).toEqual([130, ""]);
    expect(err).toContain("ending the trials in hand; Ctrl-C again ends them at once\n");
    const kept = Number(/interrupted: (\d+) of 5000 trials are kept/.exec(err)?.[1]);
    expect(kept).toBeGreaterThan(0);
    expect(err).toContain(`chokepoint run ${TINY} --trials 5000 --resume --detail 0`);
    const see = /to see what is there: +chokepoint (.+)\n/.exec(err)?.[1]?.split(" ") ?? [];
    expect(see).toContain(String(kept));
    const seen = await run(...see);
    expect([seen.code, seen.err]).toEqual([
      0,
      expect.stringContaining(`${kept} trials (${kept} were there)`),
    ]);
    expect(seen.out).toContain(`(tiny: ${kept} trials, seed 1)`);
    expect(readdirSync(join(folder, "results"))).toEqual(["tiny"]);
  });

  test("that is killed leaves the results before it whole, and its trials to go on from", async () => {
    expect((await run("run", TINY, "--trials", "2")).code).toBe(0);
    const before = readFileSync(join(folder, "results", "tiny", "manifest.json"), "utf8");
    const { child, ended } = started(MANY);
    const partial = join(folder, "results", ".tiny.partial");
    await firstBlock(partial);
    child.kill("SIGKILL");
    expect((await ended).signal).toBe("SIGKILL");
    expect(readFileSync(join(folder, "results", "tiny", "manifest.json"), "utf8")).toBe(before);
    const again = await run(...MANY.slice(0, 2), "--trials", "50", "--detail", "0");
    expect([again.code, again.err]).toEqual([2, expect.stringContaining("Add --resume to go on from them")]);
    const resumed = await run("run", TINY, "--trials", "50", "--detail", "0", "--resume");
    expect([resumed.code, resumed.err]).toEqual([0, expect.stringContaining("50 trials (50 were there)")]);
    expect(readdirSync(join(folder, "results"))).toEqual(["tiny"]);
  });

  test.skipIf(process.getuid?.() === 0)("into a folder without permission says so", async () => {
    mkdirSync(join(folder, "locked"));
    chmodSync(join(folder, "locked"), 0o500);
    const { code, err } = await run("run", TINY, "--trials", "2", "--out", "locked");
    expect([code, err]).toEqual([
      1,
      expect.stringContaining("no permission. Choose another folder with --out"),
    ]);
  });

  test("whose messages nobody reads any more goes on to its answer", async () => {
    const { child, ended } = started(["run", TINY, "--trials", "2"]);
    child.stderr?.destroy();
    const { code, out } = await ended;
    expect([code, out]).toEqual([0, expect.stringContaining("Results      results/tiny")]);
    expect(readdirSync(join(folder, "results"))).toEqual(["tiny"]);
  });

  test.skipIf(!existsSync("/dev/full"))("whose answer has no room says so", () => {
    const { status, stderr } = spawnSync("bash", ["-c", `"${process.execPath}" "${BIN}" list > /dev/full`], {
      encoding: "utf8",
    });
    expect([status, stderr]).toEqual([
      1,
      "error: cannot write the answer: the disk is full. Free some space, or send it elsewhere (ENOSPC)\n",
    ]);
  });

  test("whose reader has seen enough ends quietly", () => {
    const text = execFileSync(
      "bash",
      ["-c", `"${process.execPath}" "${BIN}" replay "${TINY}" --trial 1 --trace | head -2`],
      {
        encoding: "utf8",
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
    expect(text.split("\n")).toHaveLength(3);
  });
});
