import { Report } from "@portolan/model";
import type { XmlElement } from "../element.js";
import { readDocument } from "../read-elements.js";
import { checkRoot, isRegistry } from "../root.js";
import { isSection, markupEnd, tagName } from "./markup-end.js";
import type { PartQueue } from "./part-queue.js";
import type { StreamedText } from "./streamed-text.js";

/** Holds the root of a registry, as far as its start tag tells. */
export interface Root {
  readonly element: XmlElement;
  /** The text in which it was found. */
  readonly source: string;
  /** One-based line of its start tag. */
  readonly line: number;
  /** Whether the start tag is the whole element, `<registry/>`. */
  readonly isEmpty: boolean;
}

/**
 * Reads the beginning of a document, up to the start tag of its root.
 *
 * @returns undefined, with a problem, where that is not well-formed or no registry.
 */
export async function readHead(text: StreamedText, parts: PartQueue): Promise<Root | undefined> {
  let head = findHead(text.text, text.isLast);
  while (head === undefined && !text.isLast && !text.isTooLong) {
    await text.more();
    head = findHead(text.text, text.isLast);
  }
  const { end, endTag } = head ?? { end: text.text.length, endTag: "" };
  const source = text.text.slice(0, end) + endTag;
  const reading = { source, report: new Report(source) };
  parts.follow(reading.report);
  text.pass(end);
  const { root: element, isWellFormed } = readDocument(reading);
  if (element === undefined || !isWellFormed || !isRegistry(element, reading)) return undefined;
  checkRoot(element, reading);
  const { line } = reading.report.at(element.start);
  return { element, source, line, isEmpty: endTag === "" };
}

interface Head {
  readonly end: number;
  /** What makes a document of it; empty where there is no element that is open. */
  readonly endTag: string;
}

const NOT_SPACE = /\S/g;
/** So much of what should not stand there is enough to say what it is. */
const EXCERPT_LENGTH = 64;

/** Finds the root's start tag, or something that stands there in its place. */
function findHead(text: string, isLast: boolean): Head | undefined {
  let at = 0;
  for (;;) {
    NOT_SPACE.lastIndex = at;
    const open = NOT_SPACE.exec(text)?.index;
    if (open === undefined) return undefined;
    // Text or a document type, of which nothing is read.
    if (!/^<(?!!)|^<!--/.test(text.slice(open, open + 4))) {
      const end = open + EXCERPT_LENGTH;
      return end > text.length && !isLast ? undefined : { end, endTag: "" };
    }
    const end = markupEnd(text, open, isLast);
    if (end === undefined) return undefined;
    if (!isSection(text, open)) {
      const opens = text[open + 1] !== "/" && text[end - 2] !== "/";
      return { end, endTag: opens ? `</${tagName(text, open)}>` : "" };
    }
    at = end;
  }
}
