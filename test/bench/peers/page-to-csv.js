// Writes the table of IANA's page as CSV with parse5.

import { readFileSync } from "node:fs";
import { parse } from "parse5";

const rows = [];
let cells;
let text;

function visit(node) {
  if (node.nodeName === "#text" && text !== undefined) text += node.value;
  if (node.nodeName === "tr") cells = [];
  if (node.nodeName === "td") text = "";
  for (const child of node.childNodes ?? []) visit(child);
  if (node.nodeName === "td") {
    cells?.push(text.replace(/\s+/g, " ").trim());
    text = undefined;
  }
  if (node.nodeName === "tr" && cells.length === 12) rows.push(cells);
}

visit(parse(readFileSync(process.argv[2], "utf8")));
const quoted = (cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
process.stdout.write(rows.map((row) => `${row.map(quoted).join(",")}\r\n`).join(""));
