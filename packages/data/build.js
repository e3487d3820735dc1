// Makes the files of this package of a registry in the lossless model: the registry as JSON and as a
// module, and the compact table. `node packages/data/build.js [FILE] [--check]`; without a file it takes
// the excerpt of the repository, and says so in the data.

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { fromJson, toJson } from "@portolan/json";
import { oneLine, registryOf } from "@portolan/model";

const { values, positionals } = parseArgs({
  options: { check: { type: "boolean", default: false } },
  allowPositionals: true,
});
const here = (file) => fileURLToPath(new URL(file, import.meta.url));
const [file] = positionals;
const source = readFileSync(file ?? here("../../fixtures/excerpt/records.json"), "utf8");
const registry = {
  ...registryOf(fromJson(source)),
  coverage: file === undefined ? "excerpt" : "whole",
};

/** Writes the rows of the table: a service's protocols together, what the line does not need left out. */
function compact({ updated, coverage, records }) {
  const rows = new Map();
  for (const { name, port = null, protocol, description } of records) {
    if (name === undefined) continue;
    const text = description === undefined ? "" : oneLine(description);
    const place = port === null || typeof port === "number" ? port : [port.first, port.last];
    const key = JSON.stringify([name, place, text]);
    const row = rows.get(key) ?? [name, place, [], text];
    rows.set(key, row);
    if (protocol !== undefined && !row[2].includes(protocol)) row[2].push(protocol);
  }
  const services = [...rows.values()].map(([name, place, protocols, text]) =>
    JSON.stringify([name, place, protocols.join(","), text]),
  );
  const head = JSON.stringify({ updated, coverage }).slice(0, -1);
  return `${head},"services":[\n${services.join(",\n")}\n]}\n`;
}

const json = toJson(registry);
const files = {
  "registry.json": json,
  // Text that JSON.parse reads is there sooner than the same as an object of JavaScript.
  "registry.js": `export const data = JSON.parse(${JSON.stringify(JSON.stringify(JSON.parse(json)))});\n`,
  "services.json": compact(registry),
};

let stale = 0;
for (const [name, text] of Object.entries(files)) {
  const path = here(name);
  if (existsSync(path) && readFileSync(path, "utf8") === text) continue;
  if (values.check) {
    stale++;
    console.error(`${name} is not up to date; pnpm fixtures makes it.`);
  } else writeFileSync(path, text);
}
process.exitCode = stale > 0 ? 1 : 0;
