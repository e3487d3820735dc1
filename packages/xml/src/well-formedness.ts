import { findNotXmlCharacter } from "@portolan/model";
import { XMLValidator } from "#fast-xml-parser";
import type { XmlReading } from "./element.js";
import { type Fault, malformed } from "./fault.js";
import { findBadSection, findEarlyText } from "./sections.js";

/**
 * Finds the first fault of a document that is not well-formed. What can be judged only once the
 * elements are known (references, what must be escaped) is left to the tree.
 */
export function findFault(reading: XmlReading): Fault | undefined {
  const { source } = reading;
  return (
    notXml(source) ??
    earliest(badCharacter(source), findEarlyText(source), findBadSection(source), badTag(reading))
  );
}

function earliest(...faults: readonly (Fault | undefined)[]): Fault | undefined {
  let first: Fault | undefined;
  for (const fault of faults) {
    if (fault !== undefined && (first === undefined || fault.offset < first.offset)) first = fault;
  }
  return first;
}

const HTML_PAGE = /^\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html)\b/i;

/** Tells a document that never meant to be the registry's XML. */
function notXml(source: string): Fault | undefined {
  const offset = source.search(/\S/);
  if (offset === -1) return { code: "xml/empty", offset: 0 };
  if (source[offset] !== "<") {
    return { code: "xml/not-xml", offset, values: { found: source.slice(offset, offset + 40) } };
  }
  return HTML_PAGE.test(source) ? { code: "xml/html-page", offset } : undefined;
}

function badCharacter(source: string): Fault | undefined {
  const found = findNotXmlCharacter(source);
  if (found === undefined) return undefined;
  const { code, offset } = found;
  return { code: "xml/character-invalid", offset, values: { code } };
}

const MISMATCH =
  /^Expected closing tag '(.*)' \(opened in line (\d+), col (\d+)\) instead of closing tag '(.*)'/;

/** Asks the library's validator, and puts its answer in our words. */
function badTag({ source, report }: XmlReading): Fault | undefined {
  const answer = XMLValidator.validate(source);
  if (answer === true) return undefined;
  const { msg, line, col } = answer.err;
  const cause = answer.err;
  if (/^Unclosed tag '|^Invalid '\[/.test(msg)) {
    return { code: "xml/not-closed", offset: source.trimEnd().length, cause };
  }
  const offset = offsetOf(source, line, col);
  if (/^Multiple possible root|^Extra text/.test(msg)) {
    // For a second root element the validator names the end of its start tag.
    const at = source[offset] === ">" ? source.lastIndexOf("<", offset) : offset;
    return { code: "xml/after-root", offset: at, cause };
  }
  const [, open, openLine, openColumn, found] = MISMATCH.exec(msg) ?? [];
  if (open !== undefined && found !== undefined) {
    const opened = offsetOf(source, Number(openLine), Number(openColumn));
    const values = { open, line: report.at(opened).line, found };
    return { code: "xml/tag-mismatched", offset, values, cause };
  }
  return malformed(offset, msg, cause);
}

/** Gives the offset of a place that the validator names; for it a line ends with LF or CRLF. */
function offsetOf(source: string, line: number, column: number): number {
  let start = source.startsWith("\uFEFF") ? 1 : 0;
  for (let i = 1; i < line; i++) start = source.indexOf("\n", start) + 1;
  return start + column - 1;
}
