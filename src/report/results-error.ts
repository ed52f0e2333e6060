/**
 * Why results cannot be written or read:
 * `refused` the request would destroy or mix results; the message says what to ask for instead;
 * `failed`  the disk, a permission, a damaged folder.
 */
export type ResultsFailure = "refused" | "failed";

/** The message is meant for people and says what to do. */
export class ResultsError extends Error {
  readonly failure: ResultsFailure;

  constructor(failure: ResultsFailure, message: string, cause?: unknown) {
    super(message, cause === undefined ? {} : { cause });
    this.name = "ResultsError";
    this.failure = failure;
  }
}

/** The system's code of a failed file operation, e.g. `ENOSPC`; null for anything else. */
export function fileErrorCode(error: unknown): string | null {
  if (!(error instanceof Error) || !("code" in error)) return null;
  return typeof error.code === "string" && /^E[A-Z0-9]+$/.test(error.code) ? error.code : null;
}

/** What to do where a folder of results cannot be written. */
const ELSEWHERE = "choose another folder with --out";

/**
 * A failed file operation in words: `error` unchanged where it is none.
 *
 * @param doing     what was being done, e.g. `write results/baseline`
 * @param elsewhere how to do it in another place; null where there is no other way
 */
export function fileError(error: unknown, doing: string, elsewhere: string | null = ELSEWHERE): unknown {
  const code = fileErrorCode(error);
  if (error instanceof ResultsError || code === null) return error;
  return new ResultsError("failed", `cannot ${doing}: ${reason(code, elsewhere)} (${code})`, error);
}

function reason(code: string, elsewhere: string | null): string {
  switch (code) {
    case "ENOSPC":
    case "EDQUOT":
      return `the disk is full. ${eitherOr("free some space", elsewhere)}`;
    case "EACCES":
    case "EPERM":
      return `no permission. ${eitherOr(elsewhere, "change the permissions")}`;
    case "EROFS":
      return `the disk is read-only. ${eitherOr(elsewhere, "mount it for writing")}`;
    case "ENOTDIR":
    case "EEXIST":
      return `a file is in the way. ${eitherOr(elsewhere, "move the file")}`;
    case "EBUSY":
      return "a file in it is held open. Close the program that shows it and try again";
    case "ENOENT":
      return "there is no such file or folder";
    case "EMFILE":
    case "ENFILE":
      return "too many files are open";
    case "ENAMETOOLONG":
      return "the name is too long";
    default:
      return "the system refused";
  }
}

/** `Free some space, or choose another folder with --out` */
function eitherOr(...ways: readonly (string | null)[]): string {
  const text = ways.filter((way) => way !== null).join(", or ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}
