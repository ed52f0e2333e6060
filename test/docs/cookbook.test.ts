import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { call, fakeHost } from "../cli/fake-host.ts";

const cookbook = readFileSync("docs/cookbook.md", "utf8");
const fenced = (language: string): string[] =>
  [...cookbook.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, "gm"))].map(
    ([, text]) => text,
  );

/** Scenarios of the page by the file name in their first line. */
const files = new Map(fenced("yaml").map((text) => [/^# ([a-z-]+\.yaml)$/m.exec(text)?.[1] ?? "", text]));
const commands = fenced("sh").flatMap((block) => block.trimEnd().split("\n"));

/** The words of a command line, with "double quotes" as a shell has them; what follows a pipe is left out. */
function wordsOf(command: string): string[] {
  const [line] = command.split(" | ");
  return [...line.matchAll(/(?:[^\s"]|"[^"]*")+/g)].map(([word]) => word.replaceAll('"', ""));
}

/**
 * As written, but with two trials, coarse slots and, where the past is not the question, a nearer horizon, and to relax
 * stages alone: what is under test is that the command does what it says it does, not its figures. What it sets itself comes last and wins.
 */
function thinned(words: readonly string[]): string[] {
  const [command, scenario, ...options] = words;
  const horizon = scenario?.startsWith("history") ? [] : ["--set", "end=2028-12-31"];
  const coarse = ["--set", "slot=14 days", ...horizon];
  if (command === "replay") return [command, scenario, ...coarse, ...options];
  if (!["run", "sensitivity", "stress", "relax"].includes(command)) return [...words];
  const alone = command === "relax" ? ["--only", "stages", "--steps", "0"] : [];
  const stated = options.indexOf("--trials");
  const others = options.filter((_, place) => stated < 0 || (place !== stated && place !== stated + 1));
  const name = options.includes("--as")
    ? []
    : [
        "--as",
        `${command === "stress" || command === "relax" ? `${command}-` : ""}${scenario.replace(/\.yaml$/, "")}`,
      ];
  // `show baseline --why` reads the details of the run of that name.
  const asked = scenario === "baseline" && !options.includes("--as");
  const bare = command === "run" && !asked ? ["--detail", "0"] : [];
  const few = ["--trials", "2", "--workers", "1", ...bare];
  return [command, scenario, ...few, ...name, ...coarse, ...alone, ...others];
}

describe("the cookbook", () => {
  const host = fakeHost();
  beforeAll(() => {
    for (const [name, text] of files) writeFileSync(join(host.folder, name), text);
  });

  test("has at least ten questions, each with a command and what to make of it", () => {
    const recipes = cookbook.split(/^### /m).slice(1);
    expect(recipes.length).toBeGreaterThanOrEqual(10);
    for (const recipe of recipes) {
      expect(recipe).toMatch(/^.+\?\n\n```/);
      expect(recipe).toMatch(/```sh\nchokepoint [\s\S]+?```\n\n\S/);
    }
  });

  test("names each of its files, and uses it", () => {
    for (const name of files.keys()) {
      expect(name).not.toBe("");
      expect(commands.filter((command) => command.includes(name))).not.toEqual([]);
    }
  });

  test.each([...files.keys()])(
    "%s is accepted without a warning, and no number lacks a source",
    async (name) => {
      const { code, out, err } = await call(["validate", name, "--quiet"], host);
      expect(err).not.toMatch(/warning|error/);
      expect(out).toContain("every number has a source");
      expect(code).toBe(0);
    },
  );

  test.each(commands)("%s", async (command) => {
    const [program, ...words] = wordsOf(command);
    expect(program).toBe("chokepoint");
    const { code, out, err } = await call(thinned(words), host);
    expect(code, err).toBe(0);
    expect(out).not.toBe("");
  });
});
