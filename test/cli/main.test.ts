import { describe, expect, test } from "vitest";
import { main } from "../../src/cli/main.ts";
import { call, fakeHost } from "./fake-host.ts";

describe("the bare command", () => {
  test("prints three things to try and where the documentation is", async () => {
    const { code, out, err } = await call([]);
    expect([code, err]).toEqual([0, ""]);
    expect(out.trimEnd().split("\n")).toHaveLength(4);
    expect(out).toContain("chokepoint run baseline");
  });
});

describe("help", () => {
  const commands = [
    "run",
    "compare",
    "sweep",
    "sensitivity",
    "show",
    "replay",
    "validate",
    "new",
    "list",
    "dist",
    "schema",
  ];

  test("names every command and fits 80 columns", async () => {
    const { code, out, err } = await call(["--help"]);
    expect([code, err]).toEqual([0, ""]);
    for (const command of commands) expect(out).toContain(`chokepoint ${command}`);
    expect(Math.max(...out.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  test.each(commands)("of %s has an example", async (command) => {
    const { code, out } = await call([command, "--help"]);
    expect(code).toBe(0);
    expect(out).toMatch(new RegExp(`Examples:\\n  chokepoint ${command}`));
  });

  test("has the version", async () => {
    expect(await call(["--version"])).toEqual({ code: 0, out: "0.1.0\n", err: "" });
  });
});

describe("a slip of the keyboard", () => {
  test.each([
    [["rnu", "baseline"], "error: there is no command rnu. Did you mean run? See chokepoint --help\n"],
    [["xyzzy"], "error: there is no command xyzzy. See chokepoint --help\n"],
    [
      ["run", "baseline", "--trails", "5"],
      "error: there is no option --trails. Did you mean --trials? See chokepoint run --help\n",
    ],
    [["run", "baseline", "--xyzzy"], "error: there is no option --xyzzy. See chokepoint run --help\n"],
    [
      ["compare", "baseline", "--resume"],
      "error: compare has no option --resume. See chokepoint compare --help\n",
    ],
    [["run"], "error: run needs something to work on. See chokepoint run --help\n"],
    [["run", "baseline", "--trials"], "error: --trials needs a value. See chokepoint run --help\n"],
    [["run", "baseline", "--seed", "1", "--seed", "2"], "error: --seed is given twice\n"],
    [["list", "baseline"], "error: baseline is one argument too many. See chokepoint list --help\n"],
    [
      ["run", "baseline", "--trials", "many"],
      "error: --trials many: a whole number is needed, such as 200\n",
    ],
    [
      ["run", "baseline", "--trials", "0"],
      "error: --trials 0: the first trial is at least 1 and the last not before it, such as 1001..2000\n",
    ],
    [
      ["run", "baseline", "--trials", "100..200"],
      "error: --trials 100..200: a range starts one after a multiple of 50, such as 101..200\n",
    ],
    [
      ["run", "baseline", "--seed", "a b"],
      "error: --seed a b: up to 64 letters, digits, points, - and _, such as 1\n",
    ],
    [["run", "baseline", "--workers", "0"], "error: --workers 0: from 1 to 512\n"],
    [
      ["run", "baseline", "--detail", "some"],
      "error: --detail some: a whole number or all is needed, such as 200\n",
    ],
    [["run", "baseline", "--max-values", "big"], "error: --max-values big: a number such as 2000M\n"],
    [
      ["run", "baseline", "--set", "planning.foresight=0"],
      "error: --set changes the scenario, so its results need a name of their own: add --as NAME\n",
    ],
    [
      ["run", "baseline", "history", "--as", "x"],
      "error: --as names one results folder, and 2 scenarios are given\n",
    ],
    [
      ["run", "a/x.yaml", "b/x.yaml"],
      "error: two scenarios would write the same folder, x: run one with --as NAME\n",
    ],
    [
      ["run", "baseline", "--as", "../x"],
      'error: "../x" is no name for a folder of results: use a-z, 0-9 and -, such as --as my-run\n',
    ],
    [
      ["run", "basline"],
      "error: there is no scenario basline, shipped or as basline.yaml here. Did you mean baseline?\n",
    ],
    [["run", "./mine.yaml"], "error: there is no file ./mine.yaml\n"],
    [["run", "."], "is no name for a folder of results"],
    [["replay", "baseline"], "error: Missing required argument: trial. See chokepoint replay --help\n"],
    [["replay", "baseline", "--trial", "0"], "error: --trial 0: trials are numbered from 1\n"],
    [
      ["show", "nothing"],
      "error: there are no finished results at nothing and results/nothing. chokepoint run nothing makes them\n",
    ],
  ])("%j is told so, with what would be right, and 2", async (argv, message) => {
    const { code, out, err } = await call(argv);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain(message);
    expect(err).not.toContain("    at ");
  });
});

describe("a mistake of the program", () => {
  test("says that it is one, and what to report", async () => {
    const broken = fakeHost();
    Object.defineProperty(broken, "shipped", {
      get: () => {
        throw new Error("the world ended");
      },
    });
    const code = await main(["list"], broken);
    expect(code).toBe(1);
    expect(broken.said.err).toContain("this is a mistake in Chokepoint, not in what you typed");
    expect(broken.said.err).toContain("  chokepoint list\n  Error: the world ended\n");
  });
});

describe("colours", () => {
  const terminal = { write: () => {}, terminal: true, columns: 80 };

  test.each([
    ["on a terminal", {}, [], true],
    ["not with NO_COLOR", { environment: { NO_COLOR: "1" } }, [], false],
    ["not on a dumb terminal", { environment: { TERM: "dumb" } }, [], false],
    ["not with --no-color", {}, ["--no-color"], false],
  ])("are used %s", async (_, changes, options, coloured) => {
    let err = "";
    const host = fakeHost({ ...changes, err: { ...terminal, write: (text) => (err += text) } });
    await main(["run", "nothing-of-that-name", ...options], host);
    expect(err.startsWith("\x1b[31merror:")).toBe(coloured);
    expect(err).toContain("there is no scenario");
  });

  test("are not used in a pipe", async () => {
    expect((await call(["run", "nothing-of-that-name"])).err).not.toContain("\x1b");
  });
});
