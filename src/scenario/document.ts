import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  parseDocument,
  type Node as YamlNode,
  type Scalar as YamlScalar,
} from "yaml";
import { LIMITS } from "./limits.ts";
import { type Place, type Source, sourceOf } from "./place.ts";
import { type Complaint, type Problem, problemAt } from "./problem.ts";
import type { Entry, MapNode, Node, Scalar } from "./tree.ts";

/** What a file or an option says, or why it cannot be read. */
export interface ReadDocument {
  /** The map it holds; null where it cannot be read. */
  readonly root: MapNode | null;
  readonly problems: readonly Problem[];
}

/**
 * Reads a YAML document (1.2, core schema, no tags, no merge keys) that comes from anywhere: its size, depth and
 * aliases are limited, and every problem it has as YAML is found at once.
 *
 * One thing is added to YAML: within round brackets a comma separates nothing, so that
 * `{ length: triangular(1, 2, 4) days }` says what it seems to.
 */
export function readDocument(name: string, text: string): ReadDocument {
  const source = sourceOf(name, text);
  const problem = unreadable(source);
  if (problem !== null) return { root: null, problems: [problem] };
  const document = parseDocument(shielded(text), {
    version: "1.2",
    schema: "core",
    merge: false,
    // Shielded text may repeat a key where the real text does not; see MapNode below.
    uniqueKeys: false,
    strict: true,
    stringKeys: true,
    prettyErrors: false,
    logLevel: "error",
  });
  if (document.errors.length > 0) return { root: null, problems: yamlProblems(document, source) };
  const reader = new TreeReader(document, source);
  const root = reader.read(document.contents, 0);
  if (reader.problems.length > 0) return { root: null, problems: reader.problems };
  if (root.kind !== "map") {
    const place = { source, from: root.place.from, to: root.place.to };
    const complaint: Complaint = {
      rule: "a scenario is a map of keys",
      expected: "`name: ...` on its first line",
    };
    return { root: null, problems: [problemAt(place, complaint)] };
  }
  return { root, problems: [] };
}

function unreadable(source: Source): Problem | null {
  const { text } = source;
  const start: Place = { source: sourceOf(source.name, ""), from: 0, to: 0 };
  if (text.length > LIMITS.fileCharacters) {
    return problemAt(start, {
      rule: `the file has ${(text.length / 1e6).toFixed(1)} MB, and at most ${LIMITS.fileCharacters / 1e6} MB are read`,
      hint: "split it with `extends`, or move long data into a CSV beside it",
    });
  }
  const strange = text.search(NOT_TEXT);
  if (strange >= 0) {
    return problemAt(start, {
      rule: "this is not a text file",
      value: `character ${text.charCodeAt(strange)} at position ${strange}`,
      expected: "YAML in UTF-8",
    });
  }
  if (text.trim() === "")
    return problemAt(start, {
      rule: "the file is empty",
      hint: "`chokepoint new NAME` writes one to start from",
    });
  return null;
}

/** Control characters but tab and line ends, what is no UTF-8, and the three that stand in for others below. */
const NOT_TEXT = /[^\P{Cc}\t\n\r]|[\ufffd\ue000-\ue002]/u;

const COMMA = "\ue000";
const OPEN = "\ue001";
const CLOSE = "\ue002";

/** The text with commas in round brackets and the brackets of a truncation out of YAML's sight, at equal length. */
function shielded(text: string): string {
  return text
    .replace(/truncated to \[[^[\]{}\n]*\]/g, (found) =>
      `${found.slice(0, -1).replace("[", OPEN)}${CLOSE}`.replaceAll(",", COMMA),
    )
    .replace(/\([^()\n]*\)/g, (found) => found.replaceAll(",", COMMA));
}

function unshielded(text: string): string {
  return text.replaceAll(COMMA, ",").replaceAll(OPEN, "[").replaceAll(CLOSE, "]");
}

/** The parser's own errors; those that repeat at one place are given once. */
function yamlProblems(document: Document.Parsed, source: Source): Problem[] {
  const seen = new Set<number>();
  const problems: Problem[] = [];
  for (const error of document.errors) {
    if (seen.has(error.pos[0]) || problems.length === 20) continue;
    seen.add(error.pos[0]);
    const from = Math.min(error.pos[0], source.text.length);
    problems.push(
      problemAt(
        { source, from, to: Math.max(from + 1, error.pos[1]) },
        yamlComplaint(error.code, error.message),
      ),
    );
  }
  return problems;
}

function yamlComplaint(code: string, message: string): Complaint {
  const said = unshielded(message.split("\n")[0]);
  const rule = `this is not valid YAML: ${said.charAt(0).toLowerCase()}${said.slice(1)}`;
  switch (code) {
    case "BAD_INDENT":
      if (/must be sufficiently indented and end with/.test(message))
        return {
          rule: "a bracket { or [ before this is not closed",
          expected: "as many } and ] as { and [",
        };
      return { rule };
    case "TAB_AS_INDENT":
      return { rule: "a tab cannot indent", expected: "spaces" };
    case "BLOCK_AS_IMPLICIT_KEY":
    case "MULTILINE_IMPLICIT_KEY":
      return { rule, hint: "a text with `: ` in it needs quotes; nested keys start on a line of their own" };
    case "UNEXPECTED_TOKEN":
    case "MISSING_CHAR":
      return { rule, hint: "put a text with brackets, commas or colons in quotes" };
    case "MULTIPLE_DOCS":
      return {
        rule: "a second document begins here",
        expected: "one scenario a file",
        hint: "remove the line ---",
      };
    case "NON_STRING_KEY":
      return { rule: "a key must be a text" };
    case "RESOURCE_EXHAUSTION":
      return { rule: `brackets are nested more than ${LIMITS.depth} deep` };
    default:
      return { rule };
  }
}

/** Turns the parser's nodes into ours, and counts what a hostile file would have too much of. */
class TreeReader {
  readonly problems: Problem[] = [];
  private aliases = 0;
  private nodes = 0;
  private full = false;
  private readonly document: Document.Parsed;
  private readonly source: Source;

  constructor(document: Document.Parsed, source: Source) {
    this.document = document;
    this.source = source;
  }

  read(yaml: YamlNode | null, depth: number): Node {
    const place = this.placeOf(yaml);
    const nothing: Node = { kind: "scalar", value: null, place };
    if (this.full) return nothing;
    this.nodes++;
    if (this.nodes > LIMITS.nodes)
      return this.stop(place, `more than ${LIMITS.nodes} values, aliases counted each time`);
    if (depth > LIMITS.depth) return this.stop(place, `maps and lists nested more than ${LIMITS.depth} deep`);
    if (yaml === null) return nothing;
    if (yaml.tag?.startsWith("!")) {
      this.complain(place, { rule: `the tag ${yaml.tag} is not known here`, hint: "remove it" });
      return nothing;
    }
    if (isAlias(yaml)) {
      this.aliases++;
      if (this.aliases > LIMITS.aliases) return this.stop(place, `more than ${LIMITS.aliases} aliases`);
      const target = yaml.resolve(this.document);
      if (target === undefined) {
        this.complain(place, { rule: `there is no anchor &${yaml.source}` });
        return nothing;
      }
      return this.read(target, depth + 1);
    }
    if (isScalar(yaml)) return { kind: "scalar", value: this.scalar(yaml, place), place };
    if (isSeq(yaml)) {
      const entries = yaml.items.map((item) => this.read(asNode(item), depth + 1));
      return { kind: "list", entries, place };
    }
    if (isMap(yaml)) {
      const entries = new Map<string, Entry>();
      for (const pair of yaml.items) {
        const key = asNode(pair.key);
        const keyPlace = this.placeOf(key);
        const name = isScalar(key) ? unshielded(String(key.value)) : "";
        if (name === "__proto__" || name === "constructor" || name === "prototype") {
          this.complain(keyPlace, { rule: `${name} cannot be a key`, hint: "choose another name" });
          continue;
        }
        const before = entries.get(name);
        if (before !== undefined) {
          const { line } = problemAt(before.place, { rule: "" });
          this.complain(keyPlace, {
            rule: `the key ${JSON.stringify(name)} stands there twice`,
            expected: `it once; it is already on line ${line}`,
          });
          continue;
        }
        const value = asNode(pair.value);
        const node = this.read(value, depth + 1);
        // What is empty stands where its key does.
        entries.set(name, { place: keyPlace, node: value === null ? { ...node, place: keyPlace } : node });
      }
      return { kind: "map", entries, place };
    }
    return nothing;
  }

  private scalar(yaml: YamlScalar, place: Place): Scalar {
    const { value } = yaml;
    if (typeof value === "string") return unshielded(value);
    if (typeof value === "number") {
      // The grammar says what is wrong with the others.
      return Number.isFinite(value) ? value : (yaml.source ?? String(value));
    }
    if (typeof value === "boolean" || value === null) return value;
    this.complain(place, { rule: `${String(value)} is too large a number` });
    return 0;
  }

  private stop(place: Place, what: string): Node {
    this.full = true;
    this.complain(place, { rule: `the file has ${what}` });
    return { kind: "scalar", value: null, place };
  }

  private complain(place: Place, complaint: Complaint): void {
    if (this.problems.length < 100) this.problems.push(problemAt(place, complaint));
  }

  private placeOf(yaml: YamlNode | null): Place {
    const range = yaml?.range;
    return { source: this.source, from: range?.[0] ?? 0, to: range?.[1] ?? 0 };
  }
}

function asNode(value: unknown): YamlNode | null {
  return isScalar(value) || isMap(value) || isSeq(value) || isAlias(value) ? value : null;
}
