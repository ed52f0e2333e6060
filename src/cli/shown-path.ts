import { relative } from "node:path";

/** A path as one would type it in `folder`. */
export function shownPath(folder: string, path: string): string {
  const near = relative(folder, path);
  return near === "" ? "." : near.startsWith("..") ? path : near;
}
