import type { RegistryPart, Report } from "@portolan/model";
import type { Piece, PieceReader } from "@portolan/model/internal";
import { DocumentTerms } from "./document-terms.js";
import type { XmlReading } from "./element.js";
import { xmlProblems } from "./problems.js";
import {
  attributeOf,
  ELEMENT_LIMIT,
  isEmpty,
  isRow,
  type Mark,
  type XmlElement,
  XmlScanner,
} from "./scanner.js";
import { HEADER_ELEMENTS } from "./shape.js";

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
  /** Its name as it is written. */
  readonly tag: string;
  /** Tells the line of its start tag. Asking is slow, and hardly ever needed. */
  readonly report: Report;
}

/** Holds a piece while it is read. */
interface Stretch extends XmlReading {
  readonly isLast: boolean;
  readonly scanner: XmlScanner;
  /** The tag of a record or the like that was found last, and from where it was looked for. */
  row: { readonly from: number; readonly mark: Mark | undefined };
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
  #give: (part: RegistryPart) => void = () => {};
  #place: "start" | "content" | "trailer" | "end" = "start";
  /** Whether a record, person or footnote was met, so that the header is over. */
  #isPastHeader = false;
  #isOnlyChecked = false;

  /** @param makeReader - is given where to put the parts of the registry. */
  constructor(makeReader: (give: (part: RegistryPart) => void) => ElementReader) {
    this.#reader = makeReader((part) => this.#give(part));
  }

  /** Whether nothing more of the document is read. */
  get isAtEnd(): boolean {
    return this.#place === "end";
  }

  read(piece: Piece, give: (part: RegistryPart) => void): number {
    this.#give = give;
    const { source, report, isLast } = piece;
    const scanner = new XmlScanner(piece, this.#terms);
    const at = { source, report, isLast, scanner, row: NOT_LOOKED };
    while (this.#place !== "end") {
      const from = scanner.offset;
      if (this.#readNext(at)) continue;
      if (source.length - from > ELEMENT_LIMIT) this.#tooLong(from, at);
      else if (!isLast) return from;
      else this.#finish(at);
    }
    return source.length;
  }

  /** Reads what comes next. Returns false, and changes nothing, where that needs more text. */
  #readNext(at: Stretch): boolean {
    const { scanner } = at;
    if (this.#place === "start") return this.#begin(at);
    const from = scanner.offset;
    const text = scanner.text();
    if (text === undefined) return this.#recover(from, undefined, at);
    if (scanner.offset - from > ELEMENT_LIMIT) return this.#tooLong(from, at);
    const { offset, textStart } = scanner;
    if (this.#place === "trailer") return this.#readTrailer(textStart, at);
    const parent = this.#open.at(-1);
    if (textStart !== undefined && !(parent && this.#isOnlyChecked)) {
      if (parent === undefined) {
        const values = { fault: "Text comes before the root element.", left: "The text" };
        this.#add("xml/malformed", textStart, values, at);
      } else {
        const isLoose = this.#isLoose(textStart, "", at);
        if (isLoose !== true) return isLoose === false;
        const values = { found: text.trim(), parent: parent.element.name };
        this.#add("xml/text-unexpected", textStart, values, at);
      }
      return true;
    }
    if (offset === at.source.length) {
      const code = parent === undefined ? "xml/root-missing" : "xml/not-closed";
      this.#add(code, at.source.trimEnd().length, {}, at);
      this.#finish(at);
      return true;
    }
    if (this.#tell(at)) return true;
    if (at.source[offset + 1] === "/") return this.#leave(parent, at);
    return parent === undefined ? this.#readRoot(at) : this.#readChild(parent, at);
  }

  /** Checks whether the document is XML at all. */
  #begin(at: Stretch): boolean {
    const { source, isLast, scanner } = at;
    const start = source.search(/\S/);
    if (!isLast && (start === -1 || source.length < start + HEAD_LENGTH)) return false;
    this.#place = "content";
    if (start === -1) this.#add("xml/empty", 0, {}, at);
    else if (source[start] !== "<") {
      this.#add("xml/not-xml", start, { found: source.slice(start, start + EXCERPT_LENGTH) }, at);
    } else if (HTML_PAGE.test(source)) this.#add("xml/html-page", start, {}, at);
    else {
      this.#terms.firstOffset = source.startsWith("\uFEFF") ? 1 : 0;
      scanner.seek(this.#terms.firstOffset);
      return true;
    }
    this.#finish(at);
    return true;
  }

  #readRoot(at: Stretch): boolean {
    const { scanner } = at;
    const from = scanner.offset;
    const tag = scanner.startTag();
    if (tag === undefined) return this.#recover(from, undefined, at);
    this.#terms.begin(attributeOf(tag, "xmlns"));
    this.#enter(tag, this.#reader.enter(tag, undefined, at), at);
    if (isEmpty(tag)) this.#endRoot(at);
    return true;
  }

  #readChild(parent: Container, at: Stretch): boolean {
    const { scanner } = at;
    const from = scanner.offset;
    const tag = scanner.startTag();
    if (tag === undefined) return this.#recover(from, undefined, at);
    if (this.#isOnlyChecked) {
      this.#enter(tag, "enter", at);
      return true;
    }
    if (!isRow(tag.name)) {
      const isLoose = this.#isLoose(from, tag.name, at);
      if (isLoose !== true) return isLoose === false;
    }
    const entry = this.#reader.enter(tag, parent.element, at);
    if (entry !== "whole") {
      this.#enter(tag, entry, at);
      return true;
    }
    const element = scanner.element(tag, this.#open.length + 1);
    if (element === undefined) return this.#recover(from, tag, at);
    if (element.end - from > ELEMENT_LIMIT) return this.#tooLong(from, at);
    if (isRow(tag.name)) this.#isPastHeader = true;
    this.#tell(at);
    this.#reader.child(element, parent.element, at);
    return true;
  }

  #enter(element: XmlElement, entry: Entry, at: Stretch, tag = at.scanner.tagOf(element)): void {
    this.#tell(at);
    if (entry === "check") this.#isOnlyChecked = true;
    if (!isEmpty(element)) {
      if (isRow(element.name)) this.#isPastHeader = true;
      this.#open.push({ element, tag, report: at.report });
    }
  }

  /** Reads an end tag, which should be that of the element that was entered last. */
  #leave(parent: Container | undefined, at: Stretch): boolean {
    const { scanner } = at;
    const from = scanner.offset;
    const mark = scanner.endTag();
    if (mark === undefined) return this.#recover(from, undefined, at);
    const depth = this.#open.findLastIndex(({ tag }) => tag === mark.tag);
    if (depth === -1 && !isRow(mark.name) && !this.#isOnlyChecked) {
      const isLoose = this.#isLoose(from, mark.name, at);
      if (isLoose !== true) return isLoose === false;
    }
    if (parent === undefined) {
      const values = { fault: "An end tag comes before the root element.", left: "The end tag" };
      this.#add("xml/malformed", from, values, at);
    } else if (depth !== this.#open.length - 1) {
      const left = depth === -1 ? "The end tag" : "Nothing";
      const { line } = parent.report.at(parent.element.start);
      const values = { open: parent.tag, line, found: mark.tag, left };
      this.#add("xml/tag-mismatched", from, values, at);
    }
    if (depth !== -1) this.#open.length = depth;
    if (depth === 0) this.#endRoot(at);
    return true;
  }

  #endRoot(at: Stretch): void {
    this.#place = "trailer";
    this.#reader.end(at);
  }

  /** Reads what follows the root: nothing but comments and the like (XML 1.0 §2.1). */
  #readTrailer(textStart: number | undefined, at: Stretch): boolean {
    const { scanner, source } = at;
    const start = textStart ?? scanner.offset;
    if (!this.#tell(at) && start < source.length) this.#add("xml/after-root", start, {}, at);
    this.#place = "end";
    return true;
  }

  /**
   * Tells whether something between the records stands alone. Where the end tag of a record comes
   * next, it belongs to a record whose start tag is lost: that is reported and left out.
   *
   * @returns undefined where more text is needed to tell.
   */
  #isLoose(from: number, name: string, at: Stretch): boolean | undefined {
    const { scanner } = at;
    if (!this.#isPastHeader && HEADER_ELEMENTS.has(name)) return true;
    const mark = nextRow(from, at);
    if (mark === undefined && !at.isLast) return undefined;
    if (mark === undefined || !isRowEnd(mark)) return true;
    if (mark.end - from > ELEMENT_LIMIT) return !this.#tooLong(from, at);
    scanner.seek(mark.end);
    this.#isPastHeader = true;
    this.#add("xml/tag-not-opened", from, { found: mark.tag }, at);
    return false;
  }

  /**
   * Reports a fault and goes on at the next tag that can be trusted.
   *
   * @param tag - the start tag of the child that cannot be read, where the tag itself could be.
   */
  #recover(from: number, tag: XmlElement | undefined, at: Stretch): boolean {
    const { scanner, isLast, source } = at;
    const { fault } = scanner;
    if (fault === undefined) return false;
    const name = /^<([^ \t\r\n<>/="'&!?]+)/.exec(source.slice(from, from + 64))?.[1];
    const isRoot = this.#open.length === 0;
    const isHeader = !this.#isPastHeader && !isRow(tag?.name ?? name ?? "");
    let mark = nextRow(fault.resume, at);
    if (mark === undefined && !isLast) return false;
    // The end of a record belongs to what cannot be read, unless that is an element of the header.
    if (isHeader && (HEADER_ELEMENTS.has(tag?.name ?? "") || !(mark && isRowEnd(mark))))
      mark = scanner.nextMark(fault.resume, true);
    const end = mark === undefined ? source.length : isRowEnd(mark) ? mark.end : mark.start;
    if (end - from > ELEMENT_LIMIT) return this.#tooLong(from, at);
    scanner.seek(end);
    const left = name === undefined ? "What follows" : `<${name}>`;
    this.#add(fault.code, fault.start, { ...fault.values, left }, at);
    if (mark === undefined || this.#place === "trailer") this.#finish(at);
    else if (isRoot && mark.name !== "registry") this.#guessRoot(fault.start, name, at);
    return true;
  }

  /** Goes on in a registry whose start tag cannot be read. */
  #guessRoot(start: number, name: string | undefined, at: Stretch): void {
    const tag = name !== undefined && /(?:^|:)registry$/.test(name) ? name : "registry";
    this.#terms.begin();
    const root = { name: "registry", attributes: [], children: [], start };
    // Never zero as its end is, or it would be taken for one without content.
    const element = { ...root, content: start + 1, end: 0 };
    this.#enter(element, this.#reader.enter(element, undefined, at), at, tag);
  }

  #tooLong(from: number, at: Stretch): true {
    at.scanner.seek(from);
    this.#add("xml/too-long", from, { limit: ELEMENT_LIMIT }, at);
    this.#finish(at);
    return true;
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

  #add(
    code: keyof typeof xmlProblems,
    start: number,
    values: Readonly<Record<string, string | number>>,
    at: Stretch,
  ): void {
    this.#tell(at);
    at.report.add(xmlProblems, code, { span: { start }, values });
    if (this.#isOnlyChecked) this.#place = "end";
  }
}

const NOT_LOOKED = { from: Number.POSITIVE_INFINITY, mark: undefined };

/** Finds the next tag of a record or the like, unless it is known from the last time. */
function nextRow(from: number, at: Stretch): Mark | undefined {
  const { row } = at;
  const isKnown = row.from <= from && (row.mark === undefined || from <= row.mark.start);
  if (!isKnown) at.row = { from, mark: at.scanner.nextMark(from, false) };
  return at.row.mark;
}

/** Tells whether a tag ends a record, a person or a footnote. */
function isRowEnd({ isEnd, name }: Mark): boolean {
  return isEnd && isRow(name) && name !== "people";
}
