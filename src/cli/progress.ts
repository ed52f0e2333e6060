import type { RunProgress } from "../experiment/run.ts";
import type { Output } from "./host.ts";
import type { Screen } from "./screen.ts";

const BAR = 24;
/** Between two lines where there is no terminal. */
const PAUSE_MILLISECONDS = 15_000;

/** Shows how far a run is: one line that is rewritten on a terminal, a line now and then elsewhere. */
export class ProgressLine {
  private readonly output: Output;
  private readonly style: Screen["progress"];
  private readonly now: () => Date;
  private next: number;
  private shown = false;

  constructor(output: Output, style: Screen["progress"], now: () => Date) {
    this.output = output;
    this.style = style;
    this.now = now;
    this.next = now().getTime() + PAUSE_MILLISECONDS / 3;
  }

  show(progress: RunProgress): void {
    switch (this.style) {
      case "none":
        return;
      case "line":
        this.output.write(`\r\x1b[2K${progressText(progress, true).slice(0, this.output.columns - 1)}`);
        this.shown = true;
        return;
      case "lines": {
        const time = this.now().getTime();
        if (time < this.next || progress.done === 0) return;
        this.next = time + PAUSE_MILLISECONDS;
        this.output.write(`${progressText(progress, false)}\n`);
        return;
      }
    }
  }

  /** Leaves the terminal as it was. */
  clear(): void {
    if (this.shown) this.output.write("\r\x1b[2K");
    this.shown = false;
  }
}

/** `[======      ] 120 of 200 trials, 15 a second, 5 s left` */
export function progressText({ done, trials, rate, secondsLeft }: RunProgress, bar: boolean): string {
  const full = Math.floor((BAR * done) / trials);
  const drawn = bar ? `[${"=".repeat(full)}${" ".repeat(BAR - full)}] ` : "";
  const speed = rate > 0 ? `, ${Number(rate.toPrecision(2))} a second` : "";
  const left = secondsLeft === null || done === trials ? "" : `, ${durationText(secondsLeft)} left`;
  return `${drawn}${done} of ${trials} trials${speed}${left}`;
}

/** `8 s`, `3 min 20 s`, `2 h 5 min` */
export function durationText(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
