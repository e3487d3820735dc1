import { Report } from "@portolan/model";
import { xmlProblems } from "../problems.js";
import { isSection, markupEnd } from "./markup-end.js";
import type { PartQueue } from "./part-queue.js";
import type { StreamedText } from "./streamed-text.js";
import { readWrapped } from "./wrapped-segment.js";

const SPACE = /^[ \t\r\n]+/;

/** Reads what stands after the root, up to the first thing that may not (XML 1.0 §2.1). */
export async function readTrailer(text: StreamedText, parts: PartQueue): Promise<void> {
  for (;;) {
    text.pass(SPACE.exec(text.text)?.[0].length ?? 0);
    const { text: rest, position, isLast, isTooLong } = text;
    if (rest === "" && isLast) return;
    const maySectionBegin = rest.startsWith("<") && (rest.length === 1 || isSection(rest, 0));
    if (rest !== "" && !maySectionBegin) {
      const report = new Report("", position);
      report.add(xmlProblems, "xml/after-root", { span: { start: 0 } });
      parts.follow(report);
      return;
    }
    const end = markupEnd(rest, 0, isLast);
    if (end === undefined && !isLast && !isTooLong) {
      await text.more();
      continue;
    }
    const segment = rest.slice(0, end);
    const { isWellFormed } = readWrapped("<registry/>", segment, "", position, parts);
    if (!isWellFormed || end === undefined) return;
    text.pass(end);
  }
}
