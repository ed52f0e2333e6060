import { rename, rm, writeFile } from "node:fs/promises";
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
      await writeStarter(host.folder, file, starter(name));
      const next = `chokepoint run ${file}`;
      if (args.json) screen.answer(`${JSON.stringify({ file, schema: SCHEMA_FILE, next })}\n`);
      else screen.answer(`wrote ${file}, and ${SCHEMA_FILE} for your editor. Try: ${next}\n`);
      return 0;
    }),
  );

/** Both files whole, or neither: the schema of an earlier `new` is replaced only by a whole one. */
async function writeStarter(folder: string, file: string, text: string): Promise<void> {
  const path = join(folder, file);
  const schema = join(folder, SCHEMA_FILE);
  const unfinished = join(folder, `.${SCHEMA_FILE}.partial`);
  let begun = false;
  try {
    await writeFile(path, "", { flag: "wx" });
    begun = true;
    await writeFile(path, text);
    await writeFile(unfinished, scenarioSchemaText());
    await rename(unfinished, schema);
  } catch (error) {
    if (begun) await Promise.all([path, unfinished].map((made) => rm(made, { force: true })));
    if (!begun && fileErrorCode(error) === "EEXIST") {
      throw new UsageError(`${file} is there already and is not touched. Choose another name`);
    }
    throw fileError(error, `write ${file} and ${SCHEMA_FILE}`, "go to another folder");
  }
}
