import type { Report } from "@portolan/model";
import { countKeys, findDuplicateKeys } from "./duplicate-keys.js";
import { jsonProblems } from "./problems.js";
import { findSyntaxFault } from "./syntax-fault.js";

/** How deep lists and objects may nest; a registry with text in 64 paragraphs nests less. */
const MAX_DEPTH = 256;

/**
 * Parses JSON and reports what is wrong with it as a text.
 *
 * @param start zero-based offset of the text in the source of `report`
 * @returns undefined where nothing could be parsed.
 */
export function parseJson(text: string, report: Report, start = 0): unknown {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (cause) {
    const fault = findSyntaxFault(text);
    if (fault === undefined) complainOfDepth(report, start);
    else {
      const span = { start: start + fault.start, end: start + fault.end };
      report.add(jsonProblems, "json/syntax", { span, values: { what: fault.what }, cause });
    }
    return undefined;
  }
  const keyCount = countKeys(data, MAX_DEPTH);
  if (keyCount === undefined) {
    complainOfDepth(report, start);
    return undefined;
  }
  for (const { key, span } of findDuplicateKeys(text, keyCount)) {
    report.add(jsonProblems, "json/duplicate-key", {
      span: { start: start + span.start, end: start + span.end },
      values: { key },
    });
  }
  return data;
}

function complainOfDepth(report: Report, start: number): void {
  report.add(jsonProblems, "json/nested-too-deeply", {
    span: { start },
    values: { limit: MAX_DEPTH },
  });
}
