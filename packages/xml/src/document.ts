import type { ProblemValues, RegistryPart, Report } from "@portolan/model";
import type { Piece, PieceReader } from "@portolan/model/internal";
import { DocumentTerms } from "./document-terms.js";
import { attributeOf, isEmpty, type XmlElement, type XmlReading } from "./element.js";
import { xmlProblems } from "./problems.js";
import {
  type Code,
  ELEMENT_LIMIT,
  Fault,
  type Mark,
  MoreNeeded,
  TooLong,
  XmlScanner,
} from "./scanner.js";
import { HEADER_ELEMENTS, isRow } from "./shape.js";

/**
 * Says how an element is read: `enter` gives its children one by one, `whole` gives the element with
 * all it holds, and `check` reads nothing from here on, but still finds the first place where the
 * document is not well-formed.
 */
export type Entry = "enter" | "whole" | "check";

/** Takes the elements of a document as they are read. */
export interface ElementReader {
  /** Takes the start tag of the root, or of a child of an element that was entered. */
  enter(tag: XmlElement, parent: XmlElement | undefined, reading: XmlReading): Entry;
  /** Takes a child that came whole. */
  child(element: XmlElement, parent: XmlElement, reading: XmlReading): void;
  /** Is told once that nothing more will come. */
  end(reading: XmlReading): void;
}

/** Holds an element whose children come one by one. */
interface Container {
  readonly element: XmlElement;
  /** Tells the line of its start tag. Asking is slow, and hardly ever needed. */
  readonly report: Report;
}

/** Holds a piece while it is read. */
interface Stretch extends XmlReading {
  readonly scanner: XmlScanner;
}

const HTML_PAGE = /^\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s{1,40}html|html)(?=[\s>])/i;

/** Holds the length of text that tells whether a document is a page. */
const HEAD_LENGTH = 1024;

/** Limits the excerpt that says what a document without XML begins with. */
const EXCERPT_LENGTH = 40;

/**
 * Reads the elements of a document, whole or piece by piece: the same code, with the same outcome.
 * What is damaged costs the child that it is in: reading goes on at the next tag that can be trusted,
 * a record's above all.
 */
export class DocumentReader implements PieceReader {
  readonly #open: Container[] = [];
  readonly #terms = new DocumentTerms();
  readonly #reader: ElementReader;
  #place: "start" | "content" | "trailer" | "end" = "start";
  /** Whether a record, person or footnote was met, so that the header is over. */
  #isPastHeader = false;
  #isOnlyChecked = false;

  constructor(reader: ElementReader) {
    this.#reader = reader;
  }

  get isAtEnd(): boolean {
    return this.#place === "end";
  }

  read(piece: Piece, give: (part: RegistryPart) => void): number {
    const scanner = new XmlScanner(piece, this.#terms);
    const at = { ...piece, give, scanner };
    try {
      while (this.#place !== "end") this.#readNext(at);
    } catch (reason) {
      if (reason instanceof MoreNeeded) return scanner.from;
      if (!(reason instanceof TooLong)) throw reason;
      scanner.seek(scanner.from);
      this.#add("xml/too-long", scanner.from, { limit: ELEMENT_LIMIT }, at);
      this.#finish(at);
    }
    return piece.source.length;
  }

  /** Reads what comes next. It changes nothing where that needs more text. */
  #readNext(at: Stretch): void {
    at.scanner.from = at.scanner.offset;
    try {
      if (this.#place === "start") this.#begin(at);
      else this.#readContent(at);
    } catch (reason) {
      if (!(reason instanceof Fault)) throw reason;
      this.#recover(reason, at);
    }
  }

  #readContent(at: Stretch): void {
    const { scanner, source } = at;
    const text = scanner.text();
    const { offset, textStart } = scanner;
    const parent = this.#open.at(-1);
    if (this.#place === "trailer") this.#readTrailer(textStart ?? offset, at);
    else if (textStart !== undefined && !(parent && this.#isOnlyChecked)) {
      this.#readText(text, textStart, parent, at);
    } else if (offset === source.length) {
      const code = parent === undefined ? "xml/root-missing" : "xml/not-closed";
      this.#add(code, source.trimEnd().length, {}, at);
      this.#finish(at);
    } else if (!this.#tell(at)) {
      scanner.from = offset;
      if (source[offset + 1] === "/") this.#leave(parent, at);
      else if (parent === undefined) this.#readRoot(scanner.startTag(), at);
      else this.#readChild(parent, at);
    }
  }

  /** Checks whether the document is XML at all. */
  #begin(at: Stretch): void {
    const { source, scanner } = at;
    const start = source.search(/\S/);
    if (start === -1 || source.length < start + HEAD_LENGTH) scanner.needMore();
    this.#place = "content";
    if (start === -1) this.#add("xml/empty", 0, {}, at);
    else if (source[start] !== "<") {
      this.#add("xml/not-xml", start, { found: source.slice(start, start + EXCERPT_LENGTH) }, at);
    } else if (HTML_PAGE.test(source)) this.#add("xml/html-page", start, {}, at);
    else {
      this.#terms.firstOffset = source.startsWith("\uFEFF") ? 1 : 0;
      scanner.seek(this.#terms.firstOffset);
      return;
    }
    this.#finish(at);
  }

  /** Reports text where there should be none. */
  #readText(text: string, start: number, parent: Container | undefined, at: Stretch): void {
    if (parent === undefined) {
      const values = { fault: "Text comes before the root element.", left: "The text" };
      this.#add("xml/malformed", start, values, at);
    } else if (!this.#passLost(start, "", at)) {
      const values = { found: text.trim(), parent: parent.element.name };
      this.#add("xml/text-unexpected", start, values, at);
    }
  }

  #readRoot(tag: XmlElement, at: Stretch): void {
    this.#terms.begin(attributeOf(tag, "xmlns"));
    this.#enter(tag, this.#reader.enter(tag, undefined, at), at);
    if (isEmpty(tag)) this.#endRoot(at);
  }

  #readChild(parent: Container, at: Stretch): void {
    const { scanner } = at;
    const tag = scanner.startTag();
    if (this.#isOnlyChecked) {
      this.#enter(tag, "enter", at);
      return;
    }
    if (!isRow(tag.name) && this.#passLost(tag.start, tag.name, at)) return;
    const entry = this.#reader.enter(tag, parent.element, at);
    if (entry !== "whole") {
      this.#enter(tag, entry, at);
      return;
    }
    const element = scanner.element(tag, this.#open.length + 1);
    if (isRow(tag.name)) this.#isPastHeader = true;
    this.#tell(at);
    this.#reader.child(element, parent.element, at);
  }

  #enter(element: XmlElement, entry: Entry, at: Stretch): void {
    this.#tell(at);
    if (entry === "check") this.#isOnlyChecked = true;
    if (!isEmpty(element)) {
      if (isRow(element.name)) this.#isPastHeader = true;
      this.#open.push({ element, report: at.report });
    }
  }

  /** Reads an end tag, which should be that of the element that was entered last. */
  #leave(parent: Container | undefined, at: Stretch): void {
    const mark = at.scanner.endTag();
    const { start, name } = mark;
    const depth = this.#open.findLastIndex(({ element }) => element.tag === mark.tag);
    const mayBeLost = depth === -1 && !isRow(name) && !this.#isOnlyChecked;
    if (mayBeLost && this.#passLost(start, name, at)) return;
    if (parent === undefined) {
      const values = { fault: "An end tag comes before the root element.", left: "The end tag" };
      this.#add("xml/malformed", start, values, at);
    } else if (depth !== this.#open.length - 1) {
      const left = depth === -1 ? "The end tag" : "Nothing";
      const { line } = parent.report.at(parent.element.start);
      const values = { open: parent.element.tag, line, found: mark.tag, left };
      this.#add("xml/tag-mismatched", start, values, at);
    }
    if (depth !== -1) this.#open.length = depth;
    if (depth === 0) this.#endRoot(at);
  }

  #endRoot(at: Stretch): void {
    this.#place = "trailer";
    this.#reader.end(at);
  }

  /** Reads what follows the root: nothing but comments and the like (XML 1.0 §2.1). */
  #readTrailer(start: number, at: Stretch): void {
    if (!this.#tell(at) && start < at.source.length) this.#add("xml/after-root", start, {}, at);
    this.#place = "end";
  }

  /**
   * Passes what belongs to a record whose start tag is lost, if something between the records does:
   * the end tag of a record comes next.
   */
  #passLost(start: number, name: string, at: Stretch): boolean {
    if (!this.#isPastHeader && HEADER_ELEMENTS.has(name)) return false;
    const mark = at.scanner.nextRow(start);
    if (mark === undefined || !isRowEnd(mark)) return false;
    at.scanner.seek(mark.end);
    this.#isPastHeader = true;
    this.#add("xml/tag-not-opened", start, { found: mark.tag }, at);
    return true;
  }

  /** Reports a fault and goes on at the next tag that can be trusted. */
  #recover({ code, start, values, resume }: Fault, at: Stretch): void {
    const { scanner, source } = at;
    const { from } = scanner;
    const tag = /^<([^ \t\r\n<>/="'&!?]+)/.exec(source.slice(from, from + 64))?.[1];
    const name = this.#terms.localName(tag ?? "");
    const isRoot = this.#open.length === 0;
    let mark = scanner.nextRow(resume);
    // The end of a record belongs to what cannot be read, unless that is an element of the header.
    if (isRow(name)) this.#isPastHeader = true;
    const isHeader = !this.#isPastHeader;
    if (isHeader && (HEADER_ELEMENTS.has(name) || !(mark && isRowEnd(mark))))
      mark = scanner.nextMark(resume, true);
    const end = mark === undefined ? source.length : isRowEnd(mark) ? mark.end : mark.start;
    scanner.seek(end);
    const left = tag === undefined ? "What follows" : `<${tag}>`;
    this.#add(code, start, { ...values, left }, at);
    if (mark === undefined || this.#place === "trailer") this.#finish(at);
    else if (isRoot && mark.name !== "registry") this.#readRoot(guessedRoot(tag, start), at);
  }

  /** Ends reading. */
  #finish(at: Stretch): void {
    if (this.#place !== "trailer") this.#reader.end(at);
    this.#place = "end";
  }

  /** Reports what is wrong with what was read, if anything. */
  #tell({ scanner, report }: Stretch): boolean {
    const flaws = scanner.takeFlaws();
    if (flaws.length === 0) return false;
    for (const [code, span, values] of flaws) report.add(xmlProblems, code, { span, values });
    if (this.#isOnlyChecked) this.#place = "end";
    return true;
  }

  #add(code: Code, start: number, values: ProblemValues, at: Stretch): void {
    this.#tell(at);
    at.report.add(xmlProblems, code, { span: { start }, values });
    if (this.#isOnlyChecked) this.#place = "end";
  }
}

/** Makes a root of what is known of a start tag that cannot be read. */
function guessedRoot(found: string | undefined, start: number): XmlElement {
  const tag = found !== undefined && /(?:^|:)registry$/.test(found) ? found : "registry";
  // Its content never begins at zero as its end is, or it would be taken for one without content.
  const places = { start, content: start + 1, end: 0 };
  return { tag, name: "registry", attributes: [], children: [], ...places };
}

/** Tells whether a tag ends a record, a person or a footnote. */
function isRowEnd({ isEnd, name }: Mark): boolean {
  return isEnd && isRow(name) && name !== "people";
}
