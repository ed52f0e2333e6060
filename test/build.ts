import { spawnSync } from "node:child_process";

/**
 * Tests of workers and of the command run the compiled program, so it is built once before them. Type errors do
 * not stop the tests: `npm test` has failed on them before.
 */
export default function build(): void {
  spawnSync("npx", ["tsc", "-p", "tsconfig.build.json"], { stdio: "inherit" });
}
