import { entities } from "./entities.js";
import { eventLoop } from "./event-loop.js";
import { trial } from "./trial.js";
import { wholeRun } from "./whole-run.js";

/**
 * Each bench returns rows of a table. `npm run bench -- NAME ...` runs some of them; `--long` has them include what
 * takes many minutes.
 */
const benches = { "event-loop": eventLoop, trial, entities, "whole-run": wholeRun };

const args = process.argv.slice(2);
const long = args.includes("--long");
const names = args.filter((arg) => arg !== "--long");
for (const name of names.length > 0 ? names : Object.keys(benches)) {
  const bench = benches[name];
  if (bench === undefined) {
    console.error(`no bench ${name}; there are: ${Object.keys(benches).join(", ")}, and --long`);
    process.exitCode = 2;
    break;
  }
  console.log(`\n${name} (Node ${process.version}, ${process.arch}; only ratios compare between machines)`);
  console.table(await bench({ long }));
}
