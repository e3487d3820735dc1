import type { Report } from "@portolan/model";
import { RegistryCollector, wholePiece } from "@portolan/model/internal";
import type { TextDialect, TextReading } from "../dialect.js";
import { PageReader } from "./page-reader.js";
import { headAt } from "./table-head.js";
import type { PageStyle } from "./table-reader.js";
import { TextLines } from "./text-lines.js";

/** Reads IANA's own text, of any year. */
export const ianaDialect: TextDialect = {
  name: "iana",
  recognises: hasColumns,
  read: (source, report) => readColumnPage(source, report),
};

/** Length of the range in which a table is looked for first: the head of the page fits into it. */
const HEAD_LENGTH = 20_000;

/** Tells whether a text has a table of records in columns of fixed width. */
export function hasColumns(source: string): boolean {
  return beginsWithColumns(source) || (source.length > HEAD_LENGTH && hasTable(source));
}

/** Tells whether such a table begins where the head of a page ends. */
export function beginsWithColumns(source: string): boolean {
  return hasTable(source.slice(0, HEAD_LENGTH));
}

function hasTable(source: string): boolean {
  const lines = new TextLines(source);
  for (let line = 0; line < lines.count; line++)
    if (headAt(lines, line, "records") !== undefined) return true;
  return false;
}

/** Reads pages whose tables stand in columns of fixed width. */
export function readColumnPage(source: string, report: Report, style: PageStyle = {}): TextReading {
  const parts = new RegistryCollector();
  new PageReader(style).read({ ...wholePiece(source), report }, (part) => parts.add(part));
  const { registry, offsets } = parts.result();
  return { registry, offsets };
}
