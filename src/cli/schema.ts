import { scenarioSchemaText } from "../scenario/schema.ts";
import type { Command } from "./command.ts";

/** `schema`: the JSON Schema of scenarios, for completion in editors. */
export const schemaCommand: Command = (cli, bind) =>
  cli.command(
    "schema",
    "Print the JSON Schema of scenarios, for editors",
    (y) => y.example("chokepoint schema > scenario.schema.json", "then name it in the first line of a file"),
    bind(async (_args, { screen }) => {
      screen.answer(scenarioSchemaText());
      return 0;
    }),
  );
