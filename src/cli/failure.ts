import { RunError } from "../experiment/run-error.ts";
import { fileError, ResultsError } from "../report/results-error.ts";
import type { ExitCode } from "./exit-code.ts";
import type { Screen } from "./screen.ts";
import { UsageError } from "./usage-error.ts";

export function exitCodeOf(error: unknown): ExitCode {
  if (error instanceof UsageError) return 2;
  if (error instanceof ResultsError) return error.failure === "refused" ? 2 : 1;
  if (error instanceof RunError) return error.failure === "limit" ? 2 : 1;
  return 1;
}

/**
 * What went wrong, for people: the message alone where the user or the machine is the cause, with all that a
 * report needs where the program is.
 */
export function failureText(
  thrown: unknown,
  { screen, typed }: { readonly screen: Screen; readonly typed: string },
): string {
  const error = fileError(thrown, "do this", null);
  const head = screen.ink("red", "error:");
  if (error instanceof RunError && error.failure === "trial") {
    const at = typeof error.cause === "string" ? error.cause.split("\n").map((line) => `  ${line}`) : [];
    return [
      `${head} ${error.message}`,
      "This is a mistake in Chokepoint. Please report it with the scenario and these lines:",
      ...at,
    ].join("\n");
  }
  if (error instanceof UsageError || error instanceof ResultsError || error instanceof RunError) {
    return `${head} ${error.message}`;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return [
    `${head} this is a mistake in Chokepoint, not in what you typed. Please report it with the text below:`,
    `  ${typed}`,
    ...stack.split("\n").map((line) => `  ${line}`),
  ].join("\n");
}
