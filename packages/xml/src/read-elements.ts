import type { XmlElement, XmlReading } from "./element.js";
import type { Fault } from "./fault.js";
import { readTree } from "./library-tree.js";
import { xmlProblems } from "./problems.js";
import { findAfterRoot, withoutSections } from "./sections.js";
import { findFault } from "./well-formedness.js";

/** Holds what could be read of a document. */
export interface ReadDocument {
  readonly root: XmlElement | undefined;
  /** Whether the document is well-formed, so that nothing of it was left out. */
  readonly isWellFormed: boolean;
}

/**
 * Reads a document into its root element. Of one that is not well-formed, reads what is complete
 * before the first fault, which is reported.
 *
 * @returns undefined where nothing could be read; a problem says why.
 */
export function readElements(reading: XmlReading): XmlElement | undefined {
  return readDocument(reading).root;
}

/** Reads a document as {@link readElements} does, and tells whether that was all of it. */
export function readDocument(reading: XmlReading): ReadDocument {
  const { source } = reading;
  const fault = findFault(reading);
  if (fault !== undefined) {
    addFault(fault, reading);
    const root = readTree(source.slice(0, completeUntil(source, fault)), reading);
    return { root, isWellFormed: false };
  }
  const root = readTree(source, reading);
  const rest = root && findAfterRoot(source, root.end);
  if (rest !== undefined) addFault(rest, reading);
  return { root, isWellFormed: rest === undefined };
}

function addFault(fault: Fault, { report }: XmlReading): void {
  const { code, offset, values, cause } = fault;
  report.add(xmlProblems, code, { span: { start: offset }, ...(values && { values }), cause });
}

/** The parts of a registry that are worth having alone, and so the places to cut it. */
const COMPLETE = ["</record>", "</person>", "</footnote>", "</registry>"];

/** Gives the end of the last part that is complete before a fault; zero where none is. */
function completeUntil(source: string, { offset }: Fault): number {
  const before = withoutSections(source.slice(0, offset));
  const ends = COMPLETE.map((tag) => {
    const at = before.lastIndexOf(tag);
    return at === -1 ? 0 : at + tag.length;
  });
  return Math.max(...ends);
}
