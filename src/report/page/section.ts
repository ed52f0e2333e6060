import type { Html } from "../html.ts";

/** A part of a page. `build` gives null where the subject has not what it needs, and the page goes without. */
export interface Section<Subject> {
  /** Of its heading, for links. */
  readonly id: string;
  readonly title: string;
  readonly build: (subject: Subject) => Html | null;
}
