import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileError, fileErrorCode } from "../report/results-error.ts";
import { checkName } from "../report/results-folder.ts";
import { scenarioSchemaText } from "../scenario/schema.ts";
import { starter } from "../scenario/starter.ts";
import type { Command } from "./command.ts";
import { UsageError } from "./usage-error.ts";

const SCHEMA_FILE = "scenario.schema.json";

/** `new`: a small scenario that runs as it is, and the JSON Schema that lets an editor complete it. */
export const newCommand: Command = (cli, bind) =>
  cli.command(
    "new <name>",
    "Write a small scenario to start from, and its JSON Schema for editors",
    (y) =>
      y
        .positional("name", { type: "string", demandOption: true, describe: "Its name: a-z, 0-9 and -" })
        .example("chokepoint new my-question", "writes my-question.yaml here"),
    bind(async (args, { host, screen }) => {
      const name = args.name.replace(/\.ya?ml$/, "");
      checkName(name);
      const file = `${name}.yaml`;
      try {
        await writeFile(join(host.folder, file), starter(name), { flag: "wx" });
        await writeFile(join(host.folder, SCHEMA_FILE), scenarioSchemaText());
      } catch (error) {
        if (fileErrorCode(error) === "EEXIST") {
          throw new UsageError(`${file} is there already and is not touched. Choose another name`);
        }
        throw fileError(error, `write ${file}`);
      }
      const next = `chokepoint run ${file}`;
      if (args.json) screen.answer(`${JSON.stringify({ file, schema: SCHEMA_FILE, next })}\n`);
      else screen.answer(`wrote ${file}, and ${SCHEMA_FILE} for your editor. Try: ${next}\n`);
      return 0;
    }),
  );
