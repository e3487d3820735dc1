import { XMLValidator } from "fast-xml-parser";
import { codeOf, findNotCharacter, isXmlName } from "./characters.js";
import type { xmlProblems } from "./problems.js";

/** Holds the first place where a document stops being well-formed XML. */
export interface Fault {
  readonly code: keyof typeof xmlProblems;
  /** Zero-based offset. */
  readonly offset: number;
  readonly values?: Readonly<Record<string, string | number>>;
  readonly cause?: unknown;
}

/**
 * Finds the first fault of a document that is not well-formed. What can be judged only once the
 * elements are known (references, what must be escaped) is left to the tree.
 */
export function findFault(source: string): Fault | undefined {
  return notXml(source) ?? earliest(badCharacter(source), badSection(source), badTag(source));
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
  const match = findNotCharacter(source);
  if (match === null) return undefined;
  const values = { code: codeOf(match[0]) };
  return { code: "xml/character-invalid", offset: match.index, values };
}

const MISC = /\s+|<!--[\s\S]*?-->|<\?[\s\S]*?\?>/y;

/**
 * Finds what stands after the root element and may not (XML 1.0 §2.1 allows comments, processing
 * instructions and white space). The validator overlooks it where the root is `<registry/>`.
 */
export function findAfterRoot(source: string, rootEnd: number): Fault | undefined {
  MISC.lastIndex = rootEnd;
  let offset = rootEnd;
  while (MISC.test(source)) offset = MISC.lastIndex;
  return offset === source.length ? undefined : { code: "xml/after-root", offset };
}

const OPENER = /<(?:!--|!\[CDATA\[|!|\?)/g;

/** Gives what closes each opener, and what is wrong with the content between them. */
const SECTIONS: ReadonlyMap<string, readonly [closer: string, faultIn: FaultIn, what: string]> =
  new Map([
    ["<!--", ["-->", commentFault, "comment"]],
    ["<![CDATA[", ["]]>", () => undefined, "CDATA section"]],
    ["<?", ["?>", instructionFault, "processing instruction"]],
  ]);

type FaultIn = (content: string, isFirst: boolean) => string | undefined;

/** Walks over `<!…` and `<?…`, which the library's validator skips without looking inside. */
function badSection(source: string): Fault | undefined {
  const first = source.startsWith("\uFEFF") ? 1 : 0;
  OPENER.lastIndex = 0;
  for (let found = OPENER.exec(source); found !== null; found = OPENER.exec(source)) {
    const offset = found.index;
    const section = SECTIONS.get(found[0]);
    if (section === undefined) return { code: "xml/document-type", offset };
    const [closer, faultIn, what] = section;
    const end = source.indexOf(closer, OPENER.lastIndex);
    if (end === -1) return malformed(offset, `A ${what} is not closed.`);
    const fault = faultIn(source.slice(OPENER.lastIndex, end), offset === first);
    if (fault !== undefined) return malformed(offset, fault);
    OPENER.lastIndex = end;
  }
  return undefined;
}

function commentFault(content: string): string | undefined {
  return content.includes("--") || content.endsWith("-") ? "A comment has -- inside." : undefined;
}

/** The XML declaration (XML 1.0 §2.8), between `<?` and `?>`. */
const DECLARATION =
  /^xml\s+version\s*=\s*(["'])1\.\d+\1(?:\s+encoding\s*=\s*(["'])[A-Za-z][\w.-]*\2)?(?:\s+standalone\s*=\s*(["'])(?:yes|no)\3)?\s*$/;

function instructionFault(content: string, isFirst: boolean): string | undefined {
  const name = /^[^\s?]*/.exec(content)?.[0] ?? "";
  if (!isXmlName(name)) return "A processing instruction has no name.";
  if (name.toLowerCase() !== "xml") return undefined;
  if (!isFirst) return "An XML declaration stands after the beginning.";
  return DECLARATION.test(content) ? undefined : "The XML declaration is broken.";
}

function malformed(offset: number, fault: string, cause?: unknown): Fault {
  return { code: "xml/malformed", offset, values: { fault }, cause };
}

const MISMATCH =
  /^Expected closing tag '(.*)' \(opened in line (\d+), col \d+\) instead of closing tag '(.*)'/;

/** Asks the library's validator, and puts its answer in our words. */
function badTag(source: string): Fault | undefined {
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
  const [, open, opened, found] = MISMATCH.exec(msg) ?? [];
  if (open !== undefined && opened !== undefined && found !== undefined) {
    return { code: "xml/tag-mismatched", offset, values: { open, line: opened, found }, cause };
  }
  return malformed(offset, msg, cause);
}

/** Gives the offset of a place that the validator names; for it a line ends with LF or CRLF. */
function offsetOf(source: string, line: number, column: number): number {
  let start = source.startsWith("\uFEFF") ? 1 : 0;
  for (let i = 1; i < line; i++) start = source.indexOf("\n", start) + 1;
  return start + column - 1;
}
