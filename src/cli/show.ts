import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { answerText } from "../report/answer-text.ts";
import { briefLines } from "../report/brief-text.ts";
import { explanationText } from "../report/explanation-text.ts";
import { WORKBOOK_FILE } from "../report/folder-tables.ts";
import { type Manifest, readAnyManifest, type StudyManifest } from "../report/manifest.ts";
import { WIDTH } from "../report/paragraph.ts";
import { ResultsError } from "../report/results-error.ts";
import { ResultsFolder } from "../report/results-folder.ts";
import { STUDY_TEXTS } from "../report/study-answer.ts";
import type { Command } from "./command.ts";
import { FIGURE_GRAMMAR } from "./explained-figure.ts";
import type { Host } from "./host.ts";
import { shownPath } from "./shown-path.ts";
import { UsageError } from "./usage-error.ts";
import { explainResults } from "./why.ts";

/** `show`: the answer of a finished run or study again, in brief, or why a figure is what it is. */
export const showCommand: Command = (cli, bind) =>
  cli.command(
    "show <results>",
    "Print the answer of finished results again, or explain a figure",
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
        .option("brief", { type: "boolean", default: false, describe: "In five lines, for one slide" })
        .option("why", {
          type: "string",
          requiresArg: true,
          describe: `Explain a figure: ${FIGURE_GRAMMAR}`,
        })
        .option("vendor", {
          type: "string",
          requiresArg: true,
          describe: "With --why delivered_h100e: whose deliveries",
        })
        .example("chokepoint show baseline", "what results/baseline says")
        .example("chokepoint show baseline --brief", "the same in five lines")
        .example("chokepoint show baseline --why nvidia_2029", "what limited a vendor in a year"),
    bind(async (args, session) => {
      const { host, screen } = session;
      if (args.vendor !== undefined && args.why === undefined)
        throw new UsageError(
          `--vendor narrows what --why asks: --why delivered_h100e --vendor ${args.vendor}`,
        );
      if (args.brief && args.why !== undefined)
        throw new UsageError("--brief and --why are two answers: ask for one of them");
      const { place, manifest } = await findResults(args.results, args.out, host);
      const path = shownPath(host.folder, place);
      const paint = (label: string): string => screen.bold(label);
      const asJson = (answer: object): string => `${JSON.stringify({ ...answer, results: path }, null, 2)}\n`;
      if (args.why !== undefined) {
        const explanation = await explainResults(place, args.why, args.vendor, session);
        if (explanation === null) return 2;
        screen.answer(args.json ? asJson(explanation) : explanationText(explanation, paint, screen.width));
      } else if (args.brief) {
        if ("study" in manifest)
          throw new UsageError(`${path} is a ${manifest.study}, and --brief is for a run: leave it out`);
        const lines = briefLines(manifest.answer, path, WIDTH);
        const { scenario } = manifest;
        screen.answer(args.json ? asJson({ scenario, lines }) : `${lines.join("\n")}\n`);
      } else {
        screen.answer(args.json ? asJson(answerOf(manifest)) : textOf(manifest, path, paint, screen.width));
      }
      return 0;
    }),
  );

/** @throws UsageError where there are no results of that name or at that place */
async function findResults(
  results: string,
  folder: string,
  host: Host,
): Promise<{ place: string; manifest: Manifest | StudyManifest }> {
  const out = resolve(host.folder, folder);
  const places = [resolve(host.folder, results), resolve(out, results)];
  await settleSwap(out, results, host);
  for (const place of places) {
    const manifest = await readAnyManifest(place);
    if (manifest !== null) return { place, manifest };
  }
  const looked = [...new Set(places.map((place) => shownPath(host.folder, place)))].join(" and ");
  throw new UsageError(`there are no finished results at ${looked}. chokepoint run ${results} makes them`);
}

function answerOf({ answer }: Manifest | StudyManifest): object {
  return typeof answer === "object" && answer !== null ? answer : {};
}

/** As the command that made it printed it. */
function textOf(
  manifest: Manifest | StudyManifest,
  path: string,
  paint: (label: string) => string,
  width: number,
): string {
  if (!("study" in manifest)) {
    const workbook = manifest.files.some(({ file }) => file === WORKBOOK_FILE);
    return answerText(manifest.answer, path, paint, width, workbook);
  }
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
