import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { answerText } from "../report/answer-text.ts";
import { type Manifest, readAnyManifest, type StudyManifest } from "../report/manifest.ts";
import { ResultsError } from "../report/results-error.ts";
import { ResultsFolder } from "../report/results-folder.ts";
import { STUDY_TEXTS } from "../report/study-answer.ts";
import type { Command } from "./command.ts";
import type { Host } from "./host.ts";
import { shownPath } from "./shown-path.ts";
import { UsageError } from "./usage-error.ts";

/** `show`: the answer of a finished run or study again. */
export const showCommand: Command = (cli, bind) =>
  cli.command(
    "show <results>",
    "Print the answer of finished results again",
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
        const manifest = await readAnyManifest(place);
        if (manifest === null) continue;
        const path = shownPath(host.folder, place);
        if (args.json)
          screen.answer(`${JSON.stringify({ ...answerOf(manifest), results: path }, null, 2)}\n`);
        else screen.answer(textOf(manifest, path, (label) => screen.bold(label)));
        return 0;
      }
      const looked = [...new Set(places.map((place) => shownPath(host.folder, place)))].join(" and ");
      throw new UsageError(
        `there are no finished results at ${looked}. chokepoint run ${args.results} makes them`,
      );
    }),
  );

function answerOf({ answer }: Manifest | StudyManifest): object {
  return typeof answer === "object" && answer !== null ? answer : {};
}

/** As the command that made it printed it. */
function textOf(manifest: Manifest | StudyManifest, path: string, paint: (label: string) => string): string {
  if (!("study" in manifest)) return answerText(manifest.answer, path, paint);
  const text = Object.hasOwn(STUDY_TEXTS, manifest.study) ? STUDY_TEXTS[manifest.study] : undefined;
  if (text !== undefined) return text(manifest.answer, path, paint);
  throw new ResultsError(
    "failed",
    `${path} is a ${manifest.study}, which this version of Chokepoint does not know. Its files can be read as they are`,
  );
}

/** Finishes or undoes a swap that was interrupted there; one that is under way is left to its process. */
async function settleSwap(out: string, name: string, host: Host): Promise<void> {
  if (existsSync(resolve(out, name)) || !existsSync(resolve(out, `.${name}.old`))) return;
  const folder = await ResultsFolder.open(out, name, host.asker).catch(() => null);
  await folder?.close();
}
