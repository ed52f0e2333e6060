import { execSync } from "node:child_process";

/** Tests of workers and of the command run the compiled program, so it is built once before them. */
export default function build(): void {
  execSync("npm run --silent build", { stdio: "inherit" });
}
