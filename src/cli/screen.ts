import { styleText } from "node:util";
import { WIDTH } from "../report/paragraph.ts";
import type { Host, Output } from "./host.ts";

type Ink = "bold" | "dim" | "red" | "yellow" | "cyan";

/** Widths of lines on a terminal. */
const NARROWEST = 40;
const WIDEST = 120;

/** What the user sees: answers on one output, everything else on the other. */
export class Screen {
  private readonly host: Host;
  private readonly quiet: boolean;
  private readonly colour: boolean;

  constructor(host: Host, { quiet, colour }: { quiet: boolean; colour: boolean }) {
    this.host = host;
    this.quiet = quiet;
    const { NO_COLOR, TERM } = host.environment;
    this.colour = colour && (NO_COLOR ?? "") === "" && TERM !== "dumb";
  }

  /** The answer, to stdout. */
  answer(text: string): void {
    this.host.out.write(text);
  }

  /** Something worth knowing, to stderr; not if asked to be quiet. */
  note(text: string): void {
    if (!this.quiet) this.host.err.write(`${text}\n`);
  }

  /** Something that must be seen, to stderr. */
  error(text: string): void {
    this.host.err.write(`${this.paint(this.host.err, "red", "error:")} ${text}\n`);
  }

  /** Text as it is, to stderr. */
  say(text: string): void {
    this.host.err.write(`${text}\n`);
  }

  /** Whether and where progress is shown: a line that is rewritten, lines now and then, or not at all. */
  get progress(): "line" | "lines" | "none" {
    if (this.quiet) return "none";
    return this.host.err.terminal ? "line" : "lines";
  }

  /** Of a line of the answer: as wide as the terminal, as long as that can be read; 80 where there is none. */
  get width(): number {
    const { terminal, columns } = this.host.out;
    return terminal ? Math.min(Math.max(columns, NARROWEST), WIDEST) : WIDTH;
  }

  /** For text of the answer. */
  bold(text: string): string {
    return this.paint(this.host.out, "bold", text);
  }

  /** For text of messages. */
  ink(ink: Ink, text: string): string {
    return this.paint(this.host.err, ink, text);
  }

  private paint(output: Output, ink: Ink, text: string): string {
    return this.colour && output.terminal ? styleText(ink, text, { validateStream: false }) : text;
  }
}
