import type { Command } from "./command.ts";
import { type NamedScenario, type RefusedArgument, readScenarios, stemOf } from "./load.ts";

const SHOWN = 20;

/** `validate`: what is wrong with scenarios, and which numbers have no source, without running anything. */
export const validateCommand: Command = (cli, bind) =>
  cli.command(
    "validate <scenario..>",
    "Check scenarios without running them; list numbers without source",
    (y) =>
      y
        .positional("scenario", {
          type: "string",
          array: true,
          demandOption: true,
          describe: "File, or name of a shipped scenario",
        })
        .option("set", { type: "string", array: true, requiresArg: true, describe: "PATH=VALUE as in a run" })
        .example("chokepoint validate my-question.yaml", "every problem of it at once"),
    bind(async ({ scenario, set, json }, session) => {
      const read = readScenarios(scenario, set ?? [], session, ["error", "warning", "note"]);
      const valid = read.filter((one) => one.model !== null);
      const { screen } = session;
      if (json) screen.answer(`${JSON.stringify(read.map(facts), null, 2)}\n`);
      else if (valid.length === read.length) screen.answer(valid.map(report).join("\n"));
      return valid.length === read.length ? 0 : 2;
    }),
  );

function facts(scenario: NamedScenario | RefusedArgument): object {
  const { argument, model, problems } = scenario;
  if (model === null) return { scenario: stemOf(argument), valid: false, problems };
  const { name, question, hash, unsourced } = scenario;
  return {
    scenario: name,
    valid: true,
    question,
    hash,
    lines: model.lines.length,
    products: model.products.length,
    segments: model.segments.length,
    uncertain_inputs: model.parameters.length,
    without_source: unsourced,
    problems,
  };
}

function count(things: readonly unknown[], name: string): string {
  return `${things.length} ${name}${things.length === 1 ? "" : "s"}`;
}

function report({ argument, question, model, unsourced }: NamedScenario): string {
  const { lines, products, segments, shocks, parameters } = model;
  const said = [
    `${argument}: valid. ${question}`,
    `  ${[count(lines, "line"), count(products, "product"), count(segments, "segment"), count(shocks, "shock"), count(parameters, "uncertain input")].join(", ")}`,
  ];
  if (unsourced.length === 0) said.push("  every number has a source");
  else {
    const numbers = unsourced.reduce((sum, one) => sum + one.numbers, 0);
    said.push(`  ${numbers} numbers have no source:`);
    for (const one of unsourced.slice(0, SHOWN)) said.push(`    ${one.path} (${one.numbers})`);
    if (unsourced.length > SHOWN)
      said.push(`    and ${unsourced.length - SHOWN} more places (--json lists all)`);
  }
  return `${said.join("\n")}\n`;
}
