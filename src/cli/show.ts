import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { answerText } from "../report/answer-text.ts";
import { readManifest } from "../report/manifest.ts";
import { ResultsFolder } from "../report/results-folder.ts";
import type { Command } from "./command.ts";
import type { Host } from "./host.ts";
import { shownPath } from "./shown-path.ts";
import { UsageError } from "./usage-error.ts";

/** `show`: the answer of a finished run again. */
export const showCommand: Command = (cli, bind) =>
  cli.command(
    "show <results>",
    "Print the answer of a finished run again",
    (y) =>
      y
        .positional("results", {
          type: "string",
          demandOption: true,
          describe: "Folder of results, or its name",
        })
        .option("out", {
          type: "string",
          requiresArg: true,
          default: "results",
          describe: "Where results are",
        })
        .example("chokepoint show baseline", "what results/baseline says"),
    bind(async (args, { host, screen }) => {
      const out = resolve(host.folder, args.out);
      const places = [resolve(host.folder, args.results), resolve(out, args.results)];
      await settleSwap(out, args.results, host);
      for (const place of places) {
        const manifest = await readManifest(place);
        if (manifest === null) continue;
        const path = shownPath(host.folder, place);
        if (args.json) screen.answer(`${JSON.stringify({ ...manifest.answer, results: path }, null, 2)}\n`);
        else screen.answer(answerText(manifest.answer, path, (label) => screen.bold(label)));
        return 0;
      }
      const looked = [...new Set(places.map((place) => shownPath(host.folder, place)))].join(" and ");
      throw new UsageError(
        `there are no finished results at ${looked}. chokepoint run ${args.results} makes them`,
      );
    }),
  );

/** Finishes or undoes a swap that was interrupted there; one that is under way is left to its process. */
async function settleSwap(out: string, name: string, host: Host): Promise<void> {
  if (existsSync(resolve(out, name)) || !existsSync(resolve(out, `.${name}.old`))) return;
  const folder = await ResultsFolder.open(out, name, host.asker).catch(() => null);
  await folder?.close();
}
