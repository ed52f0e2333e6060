import { loadScenario } from "../scenario/load.ts";
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
        const text = library.shipped(name);
        if (text === null) return [];
        const { model } = loadScenario({ name: `${name}.yaml`, text, shipped: true }, library);
        return model === null ? [] : [{ scenario: name, question: model.name }];
      });
      const width = Math.max(0, ...scenarios.map(({ scenario }) => scenario.length)) + 2;
      if (json) screen.answer(`${JSON.stringify(scenarios, null, 2)}\n`);
      else {
        screen.answer(
          scenarios.map(({ scenario, question }) => `${scenario.padEnd(width)}${question}\n`).join(""),
        );
      }
      return 0;
    }),
  );
