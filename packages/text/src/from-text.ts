import { createRegistry, type ParseResult, type Registry, Report } from "@portolan/model";
import { isRegistryDate, requireText } from "@portolan/model/internal";
import { pipeShape } from "./copy/pipe.js";
import { quotedTabDialect, tabDialect } from "./copy/quoted-cells.js";
import { copyDialect } from "./copy/read-copy.js";
import { spaceShape } from "./copy/space.js";
import type { TextDialect, TextDialectName } from "./dialect.js";
import { columnDumpDialect, isDump } from "./dump/column-dump.js";
import { flowDumpDialect } from "./dump/flow-dump.js";
import { readHeader } from "./page/header.js";
import { linesOf, type PlacedLine, reportLines, TOP_LENGTH } from "./page/lines.js";
import { portNumbersDialect } from "./port-numbers/port-list.js";
import { textProblems } from "./problems.js";
import { beginsWithColumns, ianaDialect } from "./published/index.js";
import { undraw } from "./unwrap/drawn-tables.js";
import { readMoved } from "./unwrap/moved-text.js";
import { unwrap } from "./unwrap/unwrap.js";

/** Holds what {@link fromText} found, and which shape the text had. */
export interface TextParseResult extends ParseResult {
  /** Absent where the text has no shape that is known. */
  readonly dialect?: TextDialectName;
}

// The stricter a shape is, the earlier it is asked: columns of fixed width (dumps show by their
// marks), then rows that were wrapped, then marked cells, and last the copies in which nothing but
// the words tells where a cell ends.
const DIALECTS: readonly TextDialect[] = [
  portNumbersDialect,
  columnDumpDialect,
  ianaDialect,
  flowDumpDialect,
  quotedTabDialect,
  copyDialect("pipe", pipeShape),
  copyDialect("space", spaceShape),
];

/**
 * Reads the registry from plain text of any known shape.
 *
 * @throws {TypeError} where the source is not a string.
 */
export function fromText(source: string): TextParseResult {
  requireText(source, "fromText", "source");
  const report = new Report(source);
  return { ...readText(source, report), problems: report.problems };
}

/**
 * Tells from its top whether a text is IANA's own. This is asked before any other shape, of a text that
 * is there as a whole and of one that still comes, lest a text of two shapes be read as either.
 *
 * @param top - the text up to a length, or all of it.
 */
export function isPublished(top: string): boolean {
  return (
    beginsWithColumns(top) && !isDump(top) && unwrap(top) === undefined && undraw(top) === undefined
  );
}

/** Reads plain text of any known shape, wrapped or not; its problems go to the report. */
export function readText(source: string, report: Report): Omit<TextParseResult, "problems"> {
  if (isPublished(source.slice(0, TOP_LENGTH)))
    return { ...ianaDialect.read(source, report), dialect: ianaDialect.name };
  const unwrapped = unwrap(source);
  return unwrapped === undefined
    ? readShape(source, report)
    : readMoved(unwrapped, report, readShape);
}

function readShape(source: string, report: Report): Omit<TextParseResult, "problems"> {
  // The old lists have rulers below their headings, as drawn tables have.
  const drawn = portNumbersDialect.recognises(source) ? undefined : undraw(source);
  if (drawn !== undefined) {
    const read = readMoved(drawn.moved, report, tabDialect.read);
    reportLines(drawn.strays, textProblems, "text/row-unreadable", report);
    reportLines(drawn.joined, textProblems, "text/line-joined", report);
    return { ...read, dialect: "table" };
  }
  const dialect = DIALECTS.find((candidate) => candidate.recognises(source));
  if (dialect !== undefined) return { ...dialect.read(source, report), dialect: dialect.name };
  return { registry: createRegistry(explainUnknown(source, report)), offsets: [] };
}

/** Most lines in which the head of an unknown text is looked for. */
const HEAD_LINES = 200;

/** Reports why a text cannot be read: it is that of another registry, or has no table. */
function explainUnknown(source: string, report: Report): Partial<Registry> {
  const inHead = new Report();
  const header = readHeader(headLines(source, report), inHead);
  const { title: found, updated } = header;
  const isDated = updated !== undefined && isRegistryDate(updated);
  const isOther = found !== undefined && isDated && !/\bport\b/i.test(found);
  const code = isOther ? "text/other-registry" : "text/not-recognised";
  const start = found === undefined ? 0 : Math.max(0, source.indexOf(found));
  report.add(textProblems, code, { span: { start }, values: { found: found ?? "" } });
  if (isOther) return {};
  for (const problem of inHead.problems) report.problems.push(problem);
  return header;
}

function headLines(source: string, report: Report): readonly PlacedLine[] {
  const lines: PlacedLine[] = [];
  for (const { text, start } of linesOf(source)) {
    if (lines.length === HEAD_LINES) break;
    lines.push({ text, place: report.at(start) });
  }
  return lines;
}
