import { WIDTH, wrap } from "../report/paragraph.ts";
import { readDocument } from "../scenario/document.ts";
import { nodeAt } from "../scenario/tree.ts";
import type { Command } from "./command.ts";
import { scenarioLibrary } from "./scenario-library.ts";

/** `list`: the shipped scenarios and the question each answers. */
export const listCommand: Command = (cli, bind) =>
  cli.command(
    "list",
    "The shipped scenarios and the question each answers",
    (y) => y.example("chokepoint list", "then: chokepoint run NAME"),
    bind(async ({ json }, { host, screen }) => {
      const library = scenarioLibrary(host.shipped, host.shipped);
      const scenarios = library.shippedNames.flatMap((name) => {
        const question = questionOf(library.shipped(name) ?? "");
        return question === null ? [] : [{ scenario: name, question }];
      });
      const width = Math.max(0, ...scenarios.map(({ scenario }) => scenario.length)) + 2;
      if (json) screen.answer(`${JSON.stringify(scenarios, null, 2)}\n`);
      else {
        const lines = scenarios.flatMap(({ scenario, question }) =>
          wrap(question, WIDTH - width).map(
            (line, place) => (place === 0 ? scenario : "").padEnd(width) + line,
          ),
        );
        screen.answer(lines.map((line) => `${line}\n`).join(""));
      }
      return 0;
    }),
  );

/** A file's own `name`; null for one that only lends to others. Read alone: checking them all takes seconds. */
function questionOf(text: string): string | null {
  const { root } = readDocument("", text);
  const name = root === null ? null : nodeAt(root, ["name"]);
  return name?.kind === "scalar" && typeof name.value === "string" ? name.value : null;
}
