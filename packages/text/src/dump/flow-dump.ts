import { Report } from "@portolan/model";
import { copyDialect } from "../copy/read-copy.js";
import { spaceShape } from "../copy/space/space.js";
import type { TextDialect, TextReading } from "../dialect.js";
import { linesOf } from "../page/lines.js";
import { hasLinkNumbers, linkTargets, withTarget } from "./link-list.js";
import { flowHeadLength, unflow } from "./unflow.js";

/**
 * Reads the page as lynx dumps it: columns are gone and rows are wrapped to the screen. Once each
 * row has its own line again, it is a copy whose cells are parted by blanks.
 */
export const flowDumpDialect: TextDialect = { name: "dump", recognises, read };

const FLATTENED = copyDialect("dump", spaceShape);

function recognises(source: string): boolean {
  if (!/^ *Service Name Port Number/m.test(source)) return false;
  const lines = [...linesOf(source)].map(({ text }) => text);
  const isNumbered = hasLinkNumbers(source);
  return lines.some((_, at) => flowHeadLength(lines, at) > (isNumbered ? 0 : 1));
}

function read(source: string, report: Report): TextReading {
  const { text, sourceOffset } = unflow(source);
  const own = new Report(text);
  const { registry, offsets } = FLATTENED.read(text, own);
  for (const { start, end, ...problem } of own.problems) {
    report.problems.push({
      ...problem,
      ...(start === undefined ? {} : { start: report.at(sourceOffset(start.offset)) }),
      ...(end === undefined ? {} : { end: report.at(sourceOffset(end.offset)) }),
    });
  }
  const targets = linkTargets(source);
  const records = registry.records.map((record) => ({
    ...record,
    references: record.references.map((reference) => withTarget(reference, targets)),
  }));
  return { registry: { ...registry, records }, offsets: offsets.map(sourceOffset) };
}
