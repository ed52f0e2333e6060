import { createRequire } from "node:module";
import { join, resolve } from "node:path";

/**
 * Whether the Frictionless Data library finds a folder of results as its data package says: the description in order, and
 * every cell of the type its column has. The library is old and has many dependencies, so it is installed for this
 * alone: `npm install --prefix PLACE datapackage@1.1.10 && node test/frictionless/check.js PLACE FOLDER`.
 */
const [place, folder] = process.argv.slice(2);
const { Package } = createRequire(resolve(place, "package.json"))("datapackage");

const found = await Package.load(join(folder, "datapackage.json"), { basePath: folder });
if (!found.valid) throw new Error(found.errors.map(String).join("\n"));
for (const resource of found.resources) {
  const rows = await resource.read({ cast: true });
  console.log(`${resource.name}: ${rows.length} rows`);
}
