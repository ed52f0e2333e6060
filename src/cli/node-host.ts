import { readFileSync } from "node:fs";
import { availableParallelism, cpus, hostname } from "node:os";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { fileError } from "../report/results-error.ts";
import type { Host, Output } from "./host.ts";

/** The host that is this process. From here on Ctrl-C ends things in good order. */
export function nodeHost(): Host {
  const interrupt = new AbortController();
  const abort = new AbortController();
  const stop = (): void => {
    if (abort.signal.aborted) process.exit(130);
    (interrupt.signal.aborted ? abort : interrupt).abort();
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, stop);
  return {
    folder: process.cwd(),
    shipped: fileURLToPath(new URL("../../scenarios/", import.meta.url)),
    version: packageVersion(),
    environment: process.env,
    out: outputOf(process.stdout, endOfAnswer),
    err: outputOf(process.stderr, () => {}),
    interrupt: interrupt.signal,
    abort: abort.signal,
    now: () => new Date(),
    node: process.version,
    machine: `${cpus()[0]?.model.trim() ?? "unknown processor"}, ${availableParallelism()} cores, ${process.platform} ${process.arch}`,
    asker: { process: process.pid, machine: hostname(), alive },
  };
}

/** A reader of the answer that has seen enough (`| head`) closes the pipe: no failure, and no more to do. */
function endOfAnswer(error: NodeJS.ErrnoException): void {
  if (error.code === "EPIPE") process.exit(0);
  const worded = fileError(error, "write the answer", "send it elsewhere");
  process.stderr.write(`error: ${worded instanceof Error ? worded.message : error.message}\n`);
  process.exit(1);
}

/** @param failed what to do when it cannot be written to: where nobody reads messages, the work goes on */
function outputOf(stream: NodeJS.WriteStream, failed: (error: NodeJS.ErrnoException) => void): Output {
  stream.on("error", failed);
  return {
    write: (text) => void stream.write(text),
    terminal: stream.isTTY === true,
    get columns() {
      return stream.columns > 0 ? stream.columns : 80;
    },
  };
}

function packageVersion(): string {
  const text = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  const description: unknown = JSON.parse(text);
  if (typeof description !== "object" || description === null || !("version" in description)) {
    throw new Error("package.json states no version");
  }
  return String(description.version);
}

/** Signal 0 only asks. A process of somebody else can't be signalled, and lives. */
function alive(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
