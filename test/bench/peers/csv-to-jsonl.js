// Writes IANA's CSV as JSON Lines with csv-parse: what a script of thirty lines does.

import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";

const KEYS = [
  "name",
  "port",
  "protocol",
  "description",
  "assignee",
  "contact",
  "registrationDate",
  "modificationDate",
  "reference",
  "serviceCode",
  "unauthorizedUse",
  "notes",
];

const [, ...rows] = parse(readFileSync(process.argv[2], "utf8"));
const lines = rows.map((row) => {
  const record = {};
  for (const [i, key] of KEYS.entries()) record[key] = row[i] === "" ? null : row[i];
  return `${JSON.stringify(record)}\n`;
});
process.stdout.write(lines.join(""));
