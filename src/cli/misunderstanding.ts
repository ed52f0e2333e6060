import { suggestion } from "./option.ts";

/** Every option of every command. */
const OPTIONS = [
  "against",
  "as",
  "brief",
  "design",
  "detail",
  "from",
  "help",
  "inputs",
  "json",
  "max-values",
  "method",
  "metric",
  "no-color",
  "only",
  "out",
  "quiet",
  "replace",
  "resume",
  "seed",
  "set",
  "steps",
  "trace",
  "trial",
  "trials",
  "until-ci",
  "vary",
  "vendor",
  "version",
  "weeks",
  "why",
  "workers",
];

/**
 * What the parser of the command line didn't understand, in words that say what would be right.
 *
 * @param message the parser's
 * @param argv    what was typed
 */
export function misunderstood(message: string, argv: readonly string[], commands: readonly string[]): string {
  const command = argv.find((word) => !word.startsWith("-"));
  const helped = commands.find((name) => name === command);
  const help = `See chokepoint ${helped === undefined ? "" : `${helped} `}--help`;
  const unknown = /^Unknown (?:arguments?|commands?): (.+)$/.exec(message);
  if (unknown !== null) {
    if (helped === undefined && command !== undefined) {
      return `there is no command ${command}${suggestion(command, commands)} ${help}`.replace(
        /(\w) See/,
        "$1. See",
      );
    }
    const [name] = unknown[1].split(", ");
    const option = argv.find(
      (word) => word.startsWith("-") && word.replace(/^-+/, "").split("=")[0] === name,
    );
    if (option === undefined) return `${name} is one argument too many. ${help}`;
    // One of another command's.
    if (helped !== undefined && OPTIONS.includes(name)) return `${helped} has no option --${name}. ${help}`;
    const near = suggestion(name, OPTIONS).replace("mean ", "mean --");
    return `there is no option ${option.split("=")[0]}${near === "" ? "." : near} ${help}`;
  }
  const missing = /^Not enough arguments following: (.+)$/.exec(message);
  if (missing !== null) return `--${missing[1]} needs a value. ${help}`;
  if (message.startsWith("Not enough non-option arguments")) {
    return `${helped ?? "the command"} needs something to work on. ${help}`;
  }
  return `${message}. ${help}`;
}
