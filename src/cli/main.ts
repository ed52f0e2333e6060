import yargs, { type Argv } from "yargs";
import { WIDTH } from "../report/paragraph.ts";
import type { Bind, Command, GlobalOptions } from "./command.ts";
import { compareCommand } from "./compare.ts";
import { distCommand } from "./dist.ts";
import type { ExitCode } from "./exit-code.ts";
import { exitCodeOf, failureText } from "./failure.ts";
import type { Host } from "./host.ts";
import { listCommand } from "./list.ts";
import { mergeCommand } from "./merge.ts";
import { misunderstood } from "./misunderstanding.ts";
import { newCommand } from "./new.ts";
import { relaxCommand } from "./relax.ts";
import { replayCommand } from "./replay.ts";
import { runCommand } from "./run.ts";
import { schemaCommand } from "./schema.ts";
import { Screen } from "./screen.ts";
import { sensitivityCommand } from "./sensitivity.ts";
import { shellWords } from "./shell.ts";
import { showCommand } from "./show.ts";
import { stressCommand } from "./stress.ts";
import { sweepCommand } from "./sweep.ts";
import { UsageError } from "./usage-error.ts";
import { validateCommand } from "./validate.ts";

const COMMANDS: Readonly<Record<string, Command>> = {
  run: runCommand,
  compare: compareCommand,
  sweep: sweepCommand,
  stress: stressCommand,
  relax: relaxCommand,
  sensitivity: sensitivityCommand,
  show: showCommand,
  replay: replayCommand,
  merge: mergeCommand,
  validate: validateCommand,
  new: newCommand,
  list: listCommand,
  dist: distCommand,
  schema: schemaCommand,
};

const FIRST_STEPS = `Try:  chokepoint run baseline     what limits the supply of AI accelerators
      chokepoint list             the shipped scenarios and their questions
      chokepoint new my-question  a small scenario of your own to start from
Read: README.md and docs/, or chokepoint COMMAND --help
`;

/** Options that may be given more than once. */
const REPEATABLE = new Set(["_", "against", "folder", "metric", "scenario", "set", "variant", "vary"]);

/**
 * The command as a function: everything it does to the world it does through its host and the file system.
 *
 * @param argv what was typed after the command's name
 */
export async function main(argv: readonly string[], host: Host): Promise<ExitCode> {
  let ended: ExitCode = 0;
  const typed = shellWords(["chokepoint", ...argv]);
  let screen = new Screen(host, { quiet: false, colour: !argv.includes("--no-color") });
  if (argv.length === 0) {
    screen.answer(FIRST_STEPS);
    return 0;
  }
  const bind: Bind = (work) => async (args) => {
    refuseRepeated(args);
    screen = new Screen(host, { quiet: args.quiet, colour: !args["no-color"] });
    ended = await work(args, { host, screen, typed });
  };
  let output = "";
  try {
    const cli = commandLine(host.version);
    for (const command of Object.values(COMMANDS)) command(cli, bind);
    await cli
      .fail((message, error) => {
        throw isOfParser(error) ? new UsageError(misunderstood(message, argv, Object.keys(COMMANDS))) : error;
      })
      .parseAsync(argv.map(shielded), {}, (_error, _args, text) => {
        output = text;
      });
    if (output !== "") screen.answer(`${output}\n`);
    return ended;
  } catch (error) {
    screen.say(failureText(error, { screen, typed }));
    return exitCodeOf(error);
  }
}

function commandLine(version: string): Argv<GlobalOptions> {
  return yargs()
    .scriptName("chokepoint")
    .usage("$0 COMMAND: what limits the supply of AI accelerators, when, for whom, and how sure that is")
    .locale("en")
    .parserConfiguration({
      "boolean-negation": false,
      "camel-case-expansion": false,
      "dot-notation": false,
      "parse-numbers": false,
      "parse-positional-numbers": false,
      "greedy-arrays": false,
    })
    .option("json", { type: "boolean", default: false, describe: "Answer as JSON", global: true })
    .option("quiet", { type: "boolean", default: false, describe: "No progress, no notes", global: true })
    .option("no-color", { type: "boolean", default: false, describe: "Plain text", global: true })
    .epilogue(
      "The manual is README.md and docs/. `chokepoint COMMAND --help` has an example of each command.",
    )
    .strict()
    .demandCommand(1)
    .exitProcess(false)
    .version(version)
    .help()
    .wrap(WIDTH);
}

/** `-5 to 3` is an expression and no option: with a space before it the parser sees that too. */
function shielded(word: string): string {
  return /^-[.\d]/.test(word) ? ` ${word}` : word;
}

/** The parser's own complaints come without an error or with one of its own kind. */
function isOfParser(error: Error | undefined): boolean {
  return error === undefined || error === null || error.name === "YError";
}

/** An option given twice would silently be a list. */
function refuseRepeated(args: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(args)) {
    if (Array.isArray(value) && !REPEATABLE.has(name)) throw new UsageError(`--${name} is given twice`);
  }
}
