import { type ParseResult, Report } from "@portolan/model";
import { type DataDocument, readDataDocument, requireText } from "@portolan/model/internal";
import { readBroken, readByEntry } from "./by-entry.js";
import { readWithLibrary } from "./library.js";
import { readRegular } from "./regular.js";

/**
 * Reads a registry from YAML as `toYaml` writes it, in any style of YAML 1.2; or a list of the rows of
 * its table, with the names that other programs give to the columns. Of a text that is not YAML, the
 * entries are read that are.
 *
 * @returns the registry and what was found wrong: text that is not YAML (`yaml/…`), data that is
 * not a registry (`data/…`), records that hold something odd (`record/…`).
 * @throws {TypeError} where the source is not a string.
 * @example
 * fromYaml("records:\n  - name: http\n    port: 80\n").registry.records[0].port; // 80
 */
export function fromYaml(source: string): ParseResult {
  requireText(source, "fromYaml", "source");
  const report = new Report(source);
  return readDataDocument(readRegular(source) ?? readIrregular(source, report), report);
}

/** Reads a text of any style: entry by entry where that is enough or nothing else is possible, else whole. */
function readIrregular(source: string, report: Report): DataDocument | undefined {
  const entries = readByEntry(source, report);
  if (entries !== undefined) return entries;
  const whole = new Report(source);
  const reading = readWithLibrary(source, whole);
  const isDeep = whole.problems.some(({ code }) => code === "yaml/nested-too-deeply");
  const isBroken = isDeep || whole.problems.some(({ code }) => BROKEN.has(code));
  const parts = isBroken ? readBroken(source, report, isDeep) : undefined;
  if (parts !== undefined) return parts;
  for (const problem of whole.problems) report.problems.push(problem);
  return reading;
}

/** A key that appears twice may be that of the next entry, which has lost its dash. */
const BROKEN: ReadonlySet<string> = new Set(["yaml/syntax", "yaml/duplicate-key"]);
