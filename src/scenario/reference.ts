import { scenarioSchema } from "./schema.ts";

type Schema = Readonly<Record<string, unknown>>;

/**
 * Every key of a scenario with its meaning, as a page in Markdown: generated from the grammar that validates. The
 * keys that every entity has are given once.
 */
export function scenarioReference(): string {
  const schema = scenarioSchema();
  const sections: string[] = [];
  const top: string[] = [];
  for (const [name, property] of Object.entries(propertiesOf(schema))) {
    const entity = schemaAt(property, "additionalProperties");
    if (entity !== null) {
      const rows = rowsOf(entity, "");
      sections.push(section(`${name}`, [descriptionOf(property), descriptionOf(entity)], rows));
    } else if (Object.keys(propertiesOf(property)).length > 0) {
      sections.push(section(name, [descriptionOf(property)], rowsOf(property, "")));
    } else {
      top.push(row(name, property));
    }
  }
  const common = rowsOf(schemaAt(propertyOf(schema, "regions"), "additionalProperties") ?? {}, "", false);
  const intro =
    "Generated from the grammar that validates; [the format](format.md) explains how values are written.";
  return `${[
    `# Every key of a scenario\n\n${intro}`,
    section("At the top", [], top),
    section("In every entity", [], common),
    ...sections,
  ].join("\n\n")}\n`;
}

const COMMON: ReadonlySet<string> = new Set(["on", "tags", "source", "dated", "confidence", "notes"]);

function section(title: string, texts: readonly string[], rows: readonly string[]): string {
  const text = texts.filter((part) => part !== "").join(" ");
  const parts = [
    `## ${title}`,
    text,
    rows.length === 0 ? "" : ["| key | meaning |", "|---|---|", ...rows].join("\n"),
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

/**
 * One row a key, those of maps within named by the way to them; `NAME` stands for a name of one's own. What has the
 * keys of what it stands in (a route, a branch) lists only its own and those that mean something else there.
 */
function rowsOf(schema: Schema, prefix: string, leaveCommon = true): string[] {
  return Object.entries(propertiesOf(schema)).flatMap(([key, property]) => {
    if (leaveCommon && COMMON.has(key)) return [];
    const here = `${prefix}${key}`;
    const entity = schemaAt(property, "additionalProperties");
    const own = descriptionOf(property) === "" ? [] : [row(here, property)];
    if (entity !== null && Object.keys(propertiesOf(entity)).length > 0)
      return [...own, ...rowsOf(withoutKeysOf(schema, entity), `${here}.NAME.`)];
    return [...own, ...rowsOf(longForm(property), `${here}.`)];
  });
}

function withoutKeysOf(schema: Schema, entity: Schema): Schema {
  const known = propertiesOf(schema);
  const properties = Object.entries(propertiesOf(entity)).filter(
    ([key, property]) => known[key] === undefined || descriptionOf(known[key]) !== descriptionOf(property),
  );
  return { ...entity, properties: Object.fromEntries(properties) };
}

/** Of a value with a short form and a map, the map. */
function longForm(schema: Schema): Schema {
  const forms = schema["anyOf"];
  if (!Array.isArray(forms)) return schema;
  const map: unknown = forms.find((form) => isSchema(form) && Object.keys(propertiesOf(form)).length > 0);
  return isSchema(map) ? map : schema;
}

function row(name: string, schema: Schema): string {
  const words = schema["enum"];
  const choice = Array.isArray(words) ? ` (${words.filter((word) => word !== null).join(", ")})` : "";
  return `| \`${name}\` | ${descriptionOf(schema).replaceAll("|", "\\|")}${choice} |`;
}

function descriptionOf(schema: Schema): string {
  const description = schema["description"];
  return typeof description === "string" ? description : "";
}

function propertiesOf(schema: Schema): Readonly<Record<string, Schema>> {
  const properties = schema["properties"];
  if (!isSchema(properties)) return {};
  return Object.fromEntries(
    Object.entries(properties).flatMap(([key, value]) => (isSchema(value) ? [[key, value]] : [])),
  );
}

function propertyOf(schema: Schema, key: string): Schema {
  return propertiesOf(schema)[key] ?? {};
}

function schemaAt(schema: Schema, key: string): Schema | null {
  const value = schema[key];
  return isSchema(value) ? value : null;
}

function isSchema(value: unknown): value is Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
