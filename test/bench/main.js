import { eventLoop } from "./event-loop.js";
import { trial } from "./trial.js";

/** Each bench returns rows of a table. `npm run bench -- NAME ...` runs some of them. */
const benches = { "event-loop": eventLoop, trial };

const wanted = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(benches);
for (const name of wanted) {
  const bench = benches[name];
  if (bench === undefined) {
    console.error(`no bench ${name}; there are: ${Object.keys(benches).join(", ")}`);
    process.exitCode = 2;
    break;
  }
  console.log(`\n${name} (Node ${process.version}, ${process.arch}; only ratios compare between machines)`);
  console.table(await bench());
}
