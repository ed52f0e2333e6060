import type { ArgumentsCamelCase, Argv } from "yargs";
import type { ExitCode } from "./exit-code.ts";
import type { Host } from "./host.ts";
import type { Screen } from "./screen.ts";

/** Options of every command. */
export interface GlobalOptions {
  json: boolean;
  quiet: boolean;
  "no-color": boolean;
}

/** One call of the command. */
export interface Session {
  readonly host: Host;
  readonly screen: Screen;
  /** What was typed, ready to be typed again. */
  readonly typed: string;
}

/** What a command does with its arguments. */
type Work<T> = (args: ArgumentsCamelCase<T>, session: Session) => Promise<ExitCode>;

/** Binds a command's work to the session it runs in. */
export type Bind = <T extends GlobalOptions>(work: Work<T>) => (args: ArgumentsCamelCase<T>) => Promise<void>;

/** Adds one command to the command line. */
export type Command = (cli: Argv<GlobalOptions>, bind: Bind) => Argv<GlobalOptions>;
