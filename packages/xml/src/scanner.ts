import type { ProblemValues } from "@portolan/model";
import { findNotXmlCharacter, isXmlText, type Piece, type Span } from "@portolan/model/internal";
import { DECLARATION_LIMIT, type DocumentTerms, declarationEnd } from "./document-terms.js";
import { append, isEmpty, type XmlElement, type XmlNode } from "./element.js";
import { isName, isNameStart } from "./names.js";
import type { xmlProblems } from "./problems.js";
import { HOLDERS, isRow, KNOWN_ELEMENTS } from "./shape.js";

/** Holds an end tag, or one of the tags that {@link XmlScanner.nextMark} looks for. */
export interface Mark {
  /** Name as it is written, and without a prefix. */
  readonly tag: string;
  readonly name: string;
  readonly isEnd: boolean;
  readonly start: number;
  readonly end: number;
}

/** Names a problem of this package. */
export type Code = keyof typeof xmlProblems;

/** Is thrown by the scanner where what it scans cannot be read, whatever follows. */
export class Fault {
  readonly code: Code;
  readonly start: number;
  readonly values: ProblemValues;
  /** Offset from which to look for the next element that can be read. */
  readonly resume: number;

  constructor(code: Code, start: number, values: ProblemValues, resume: number) {
    this.code = code;
    this.start = start;
    this.values = values;
    this.resume = resume;
  }
}

/** Is thrown by the scanner where only more text can tell what comes next. */
export class MoreNeeded {}

/** Is thrown by the scanner where what is read takes more than {@link ELEMENT_LIMIT}. */
export class TooLong {}

/** Describes what is wrong with an element that is read nevertheless. */
type Flaw = readonly [code: Code, span: Span, values: ProblemValues];

/** Elements may be nested this deep. The registry's XML is five deep. */
const DEPTH_LIMIT = 64;

/** Limits the text of an element, in UTF-16 code units, and so what a stream holds. */
export const ELEMENT_LIMIT: number = 1 << 24;

/** Limits comments and the like. It is less, so that one without an end is reported as such. */
const SECTION_LIMIT = 3 << 22;

/** Limits how many tags are looked at to find out whether a record is inside another. */
const MARK_LIMIT = 8;

const A = 0x61;
const Z = 0x7a;
const BLANK = " \t\r\n";
const EXCLAMATION = 0x21;
const SLASH = 0x2f;
const CLOSE = 0x3e;

/** Matches what comes where a name must be. Whether it is a name is asked afterwards. */
const NAME = /[^ \t\r\n<>/="'&!?]+/y;
const END_TAG = /<\/([^ \t\r\n<>/]+)[ \t\r\n]*>/y;

/**
 * Matches a start tag as nearly all are, with small letters, single blanks, double quotes and at most
 * two attributes; and the rest of the element, where that is plain text and an end tag.
 */
const PLAIN_ELEMENT = (() => {
  const attribute = ' (?!xmlns=)([a-z]+)="([^"<&\\t\\r\\n]*)"';
  const rest = "([^<&\\r\\]]*)</\\1>";
  return new RegExp(`<([a-z]+)(?:${attribute}(?:${attribute})?)?(?:/>|>(?:${rest})?)`, "y");
})();

/**
 * Matches the tags by which a damaged document is cut, those that begin the parts of its header, and
 * the openers of what could hide one.
 */
const MARKS =
  /<!--|<!\[CDATA\[|<\?|<(\/?)((?:[^ \t\r\n<>/:="']+:)?(record|person|people|footnote|registry|title|category|updated|expert|note))(?=[ \t\r\n/>])/g;

/** Matches the beginning of what begins with `<` and is no tag. */
const OPENER = /<(?:!--|!\[CDATA\[|!DOCTYPE|!|\?)?/y;
const LONGEST_OPENER = "<!DOCTYPE".length;

/** A `<` and the two halves of a character beyond U+FFFF. */
const LONGEST_NAME_START = 3;

const CLOSERS: ReadonlyMap<string, readonly [closer: string, what: string]> = new Map([
  ["<!--", ["-->", "comment"]],
  ["<![CDATA[", ["]]>", "CDATA section"]],
  ["<?", ["?>", "processing instruction"]],
]);

/** The XML declaration (XML 1.0 §2.8), between `<?` and `?>`. */
const DECLARATION =
  /^xml[ \t\r\n]+version[ \t\r\n]*=[ \t\r\n]*(["'])1\.\d+\1(?:[ \t\r\n]+encoding[ \t\r\n]*=[ \t\r\n]*(["'])[A-Za-z][\w.-]*\2)?(?:[ \t\r\n]+standalone[ \t\r\n]*=[ \t\r\n]*(["'])(?:yes|no)\3)?[ \t\r\n]*$/;

const REFERENCE = String.raw`&(?:#x([0-9a-fA-F]+);|#([0-9]+);|([^\s&;#<>"']{1,30});)?`;
/** Match what text, and the value of an attribute, cannot hold as it is. */
const TEXT_SPECIAL = new RegExp(String.raw`\r\n?|]]>|${REFERENCE}`, "g");
const VALUE_SPECIAL = new RegExp(String.raw`\r\n?|[\t\n<]|${REFERENCE}`, "g");

const NO_ATTRIBUTES: readonly string[] = [];
const NO_CHILDREN: XmlNode[] = [];

/** Holds an element while it is scanned. */
type Open = { -readonly [K in keyof XmlElement]: XmlElement[K] } & { children: XmlNode[] };

/**
 * Scans the markup of a document, whole or piece by piece. Where that cannot go on it throws
 * {@link MoreNeeded}, {@link TooLong} or a {@link Fault}, and is used again only after `seek`.
 */
export class XmlScanner {
  readonly source: string;
  /** Zero-based offset of what is scanned next. */
  offset = 0;
  /** Offset of what is read now, which costs only itself if it cannot be read. */
  from = 0;
  /** Where the text that was scanned last has its first character that is not blank. */
  textStart: number | undefined;
  readonly #piece: Piece;
  readonly #terms: DocumentTerms;
  readonly #hasReturns: boolean;
  readonly #hasCdataEnd: boolean;
  /** Offset of the next character that XML cannot hold. */
  #bad = Number.POSITIVE_INFINITY;
  #badCode = "";
  #flaws: Flaw[] = [];
  /** Where each closer was found last, and from where it was looked for; the same of a row's tag. */
  readonly #closers = new Map<string, { readonly from: number; readonly at: number }>();
  #row: { readonly from: number; readonly mark: Mark | undefined } | undefined;

  constructor(piece: Piece, terms: DocumentTerms) {
    const { source } = piece;
    this.source = source;
    this.#piece = piece;
    this.#terms = terms;
    this.#hasReturns = source.includes("\r");
    this.#hasCdataEnd = source.includes("]]>");
    this.#findBad(0);
  }

  /** Goes on at an offset, and forgets the flaws found so far. */
  seek(offset: number): void {
    this.#limit(offset);
    this.offset = offset;
    this.#flaws = [];
    if (this.#bad < offset) this.#findBad(offset);
  }

  /** Returns what is wrong with what was scanned since the last call, and is read nevertheless. */
  takeFlaws(): readonly Flaw[] {
    return this.#flaws.splice(0);
  }

  /**
   * Scans text, comments and the like up to the next tag, or to the end of the document.
   *
   * @param isHolder - whether elements are what comes here; blanks before other text are left out.
   */
  text(isHolder = true): string {
    const { source } = this;
    this.textStart = undefined;
    let text = "";
    for (;;) {
      const at = isHolder && text === "" ? blanksEnd(source, this.offset) : this.offset;
      const open = source.indexOf("<", at);
      const end = open === -1 ? source.length : open;
      if (end > at) {
        this.textStart ??= at;
        text += this.#decode(at, end, false);
      }
      this.#goOn(end);
      if (open === -1) this.needMore();
      if (open === -1 || this.#isTag(open)) return text;
      const aside = this.#aside(open);
      if (aside === "") continue;
      this.textStart ??= open;
      text += aside;
    }
  }

  /** Scans the start tag that begins here. */
  startTag(): XmlElement {
    const tag = this.#startTag(this.offset, false);
    this.#goOn(tag.content);
    return tag;
  }

  /**
   * Scans the content of an element, whose start tag was scanned.
   *
   * @param depth - how deep it is nested; one for the root.
   */
  element(tag: XmlElement, depth: number): XmlElement {
    if (isEmpty(tag)) return tag;
    const stack: Open[] = [];
    let open: Open = tag as Open;
    let flawsBefore = 0;
    for (;;) {
      const isHolder = HOLDERS.has(open.name);
      const text = this.text(isHolder);
      if (text !== "") {
        // In running text there are no holders, whatever its markup is called.
        if (isHolder && stack.every(({ name }) => HOLDERS.has(name))) this.#stray(text, open);
        else open.children = append(open.children, text);
      }
      const next = this.offset;
      if (next === this.source.length) this.#missing();
      if (this.source.charCodeAt(next + 1) === SLASH) {
        this.#goOn(this.#endOf(open, stack));
        open.end = this.offset;
        if (depth + stack.length === DEPTH_LIMIT && next > open.content) {
          const { name: found, start, end } = open;
          open.children = NO_CHILDREN;
          this.#flaws.length = flawsBefore;
          this.#flaw("xml/too-deep", start, end, { found, limit: DEPTH_LIMIT });
        }
        const parent = stack.pop();
        if (parent === undefined) return open;
        parent.children = append(parent.children, open);
        open = parent;
        continue;
      }
      const child: Open = this.#startTag(next, depth + stack.length + 1 < DEPTH_LIMIT);
      const outermost = stack[0] ?? open;
      if (isRow(child.name) && !this.#isInside(child, outermost)) this.#notClosed(outermost, child);
      this.#goOn(child.end || child.content);
      if (child.end > 0) open.children = append(open.children, child);
      else {
        stack.push(open);
        open = child;
        if (depth + stack.length === DEPTH_LIMIT) flawsBefore = this.#flaws.length;
      }
    }
  }

  /** Leaves text out that is between elements, unless it is white space (XML 1.0 §2.3). */
  #stray(text: string, { name: parent }: Open): void {
    const { textStart: start = this.offset } = this;
    const values = { found: text.trim(), parent };
    if (/[^ \t\r\n]/.test(text)) this.#flaws.push(["xml/text-unexpected", { start }, values]);
  }

  /** Returns the offset after the end tag that begins here, which must be that of an open element. */
  #endOf(open: Open, stack: readonly Open[]): number {
    const { source, offset } = this;
    const { tag } = open;
    const end = offset + "</>".length + tag.length;
    if (source.charCodeAt(end - 1) === CLOSE && source.startsWith(tag, offset + 2)) return end;
    const mark = this.endTag();
    return mark.tag === tag ? mark.end : this.#mismatch(mark, open, stack);
  }

  /**
   * Finds the next tag by which a document can be cut. Those inside comments and the like do not
   * count.
   *
   * @param withHeader - whether the start tags of a header's elements count.
   * @returns undefined where there is none up to the end of the document.
   */
  nextMark(from: number, withHeader: boolean): Mark | undefined {
    const { source } = this;
    let at = from;
    for (;;) {
      MARKS.lastIndex = at;
      const match = MARKS.exec(source);
      if (match === null) {
        this.needMore();
        return undefined;
      }
      const [opener, slash = "", tag, name = ""] = match;
      const start = match.index;
      at = start + opener.length;
      if (tag === undefined) {
        at = this.#sectionEnd(opener, start) ?? at;
        continue;
      }
      const isEnd = slash !== "";
      if (!isRow(name) && name !== "registry" && (isEnd || !withHeader)) continue;
      if (!isEnd) return { tag, name, isEnd, start, end: at };
      const end = blanksEnd(source, at);
      if (end === source.length) this.needMore();
      return { tag, name, isEnd, start, end: source.charCodeAt(end) === CLOSE ? end + 1 : end };
    }
  }

  /**
   * Tells whether an element that begins inside another also ends there. A record inside a record
   * mostly means that the outer one has lost its end tag.
   */
  #isInside(child: Open, outer: Open): boolean {
    if (isEmpty(child) || outer.name === "people" || outer.name === "registry") return true;
    if (!isRow(outer.name)) return false;
    let depth = 2;
    let from = child.content;
    for (let i = 0; i < MARK_LIMIT; i++) {
      const mark = this.nextMark(from, false);
      if (mark === undefined || mark.name === "registry") return false;
      // The end of people is not that of a person in them.
      if (mark.name === "people" && child.name !== "people") return false;
      from = mark.end;
      if (mark.isEnd) depth--;
      else {
        const close = this.source.indexOf(">", from);
        if (close === -1) {
          this.needMore();
          return false;
        }
        if (this.source.charCodeAt(close - 1) !== SLASH) depth++;
      }
      if (depth === 0) return true;
    }
    return false;
  }

  /** Finds the next tag of a record or the like, unless it is known from the last time. */
  nextRow(from: number): Mark | undefined {
    const known = this.#row;
    if (known !== undefined && known.from <= from && from <= (known.mark?.start ?? from))
      return known.mark;
    const mark = this.nextMark(from, false);
    this.#row = { from, mark };
    return mark;
  }

  #findBad(from: number): void {
    const { source } = this;
    const found = findNotXmlCharacter(from === 0 ? source : source.slice(from));
    const offset = from + (found?.offset ?? 0);
    // Half a pair at the end may get its other half.
    const isHalf =
      !this.#piece.isLast && offset === source.length - 1 && /[\uD800-\uDBFF]$/.test(source);
    this.#bad = found === undefined || isHalf ? Number.POSITIVE_INFINITY : offset;
    this.#badCode = found?.code ?? "";
  }

  /** Tells whether a tag begins at a `<`. One that is not whole is taken for one. */
  #isTag(open: number): boolean {
    const code = this.source.charCodeAt(open + 1);
    if (code >= A && code <= Z) return true;
    const length = code === EXCLAMATION ? LONGEST_OPENER : LONGEST_NAME_START;
    if (this.source.length - open < length) this.needMore();
    return code === SLASH || open + 1 === this.source.length || isNameStart(this.source, open + 1);
  }

  /** Passes what begins with `<` and is no tag, and returns the text that it stands for. */
  #aside(open: number): string {
    const { source } = this;
    const opener = match(OPENER, source, open);
    if (CLOSERS.has(opener)) return this.#section(open, opener);
    if (opener === "<!") this.#malformed(open, "“<!” begins nothing that XML knows.", open + 2);
    if (opener === "<") {
      this.offset = open + 1;
      this.#flaw("xml/not-escaped", open, open + 1, { found: "<" });
      return "<";
    }
    const end = declarationEnd(source, open);
    if (end === undefined) {
      if (source.length - open < DECLARATION_LIMIT) this.needMore();
      return this.#malformed(open, "A document type declaration is not closed.", open + 2);
    }
    this.#goOn(end);
    const isInTime = this.#terms.declare(source.slice(open, end), this.#piece.origin.offset + open);
    const late = { fault: "A document type declaration comes too late.", left: "It" };
    if (isInTime) this.#flaw("xml/document-type", open, end, {});
    else this.#flaw("xml/malformed", open, end, late);
    return "";
  }

  /** Returns the offset after a comment, a CDATA section or an instruction, if anything closes it. */
  #sectionEnd(opener: string, start: number): number | undefined {
    const { source } = this;
    const [closer = ""] = CLOSERS.get(opener) ?? [];
    const at = this.#find(closer, start + opener.length);
    if (at === -1 && source.length - start <= SECTION_LIMIT) this.needMore();
    if (at === -1 || at - start > SECTION_LIMIT) return undefined;
    if (opener === "<!--" && source.slice(start + 4, at).includes("<!--")) return undefined;
    return at + closer.length;
  }

  /** Finds a closer, and remembers it for the next openers before it: many openers take linear time. */
  #find(closer: string, from: number): number {
    const known = this.#closers.get(closer);
    if (known !== undefined && known.from <= from && (known.at === -1 || known.at >= from))
      return known.at;
    const at = this.source.indexOf(closer, from);
    this.#closers.set(closer, { from, at });
    return at;
  }

  #section(start: number, opener: string): string {
    const [closer = "", what = ""] = CLOSERS.get(opener) ?? [];
    const content = start + opener.length;
    const end = this.#sectionEnd(opener, start);
    if (end === undefined) return this.#malformed(start, `A ${what} is not closed.`, content);
    this.#goOn(end);
    const text = this.source.slice(content, end - closer.length);
    if (opener === "<![CDATA[") return this.#hasReturns ? text.replace(/\r\n?/g, "\n") : text;
    const fault = this.#faultOf(opener, text, start);
    if (fault !== undefined)
      this.#flaw("xml/malformed", start, end, { fault, left: `The ${what}` });
    return "";
  }

  /** Says what is wrong with a comment or an instruction. */
  #faultOf(opener: string, text: string, start: number): string | undefined {
    if (opener === "<!--") return /--|-$/.test(text) ? "A comment has -- inside." : undefined;
    const name = /^[^ \t\r\n?]*/.exec(text)?.[0] ?? "";
    if (!isName(name)) return "A processing instruction has no name.";
    if (name.toLowerCase() !== "xml") return undefined;
    if (this.#piece.origin.offset + start > this.#terms.firstOffset)
      return "An XML declaration comes after the beginning.";
    return DECLARATION.test(text) ? undefined : "The XML declaration is broken.";
  }

  /** Scans the end tag that begins here. */
  endTag(): Mark {
    const start = this.offset;
    END_TAG.lastIndex = start;
    const [whole = "", tag = ""] = END_TAG.exec(this.source) ?? [];
    if (tag === "") {
      if (!/[<>]/.test(this.source.slice(start + 2))) this.#missing();
      return this.#malformed(start, "An end tag is not just a name.", start + 2);
    }
    this.#goOn(start + whole.length);
    return { tag, name: this.#terms.localName(tag), isEnd: true, start, end: this.offset };
  }

  /**
   * Scans a start tag.
   *
   * @param mayBeWhole - whether to scan all of an element that holds nothing but plain text.
   */
  #startTag(start: number, mayBeWhole: boolean): Open {
    PLAIN_ELEMENT.lastIndex = start;
    const match = PLAIN_ELEMENT.exec(this.source);
    if (match === null) return this.#oddTag(start);
    const name = match[1] ?? "";
    const key = match[2];
    const otherKey = match[4];
    if (key !== undefined && key === otherKey) return this.#oddTag(start);
    const text = match[6];
    let end = PLAIN_ELEMENT.lastIndex;
    const content = text === undefined ? end : end - text.length - name.length - "</>".length;
    if (content > this.#bad) this.#badCharacter();
    let attributes = NO_ATTRIBUTES;
    if (otherKey !== undefined) attributes = [key ?? "", match[3] ?? "", otherKey, match[5] ?? ""];
    else if (key !== undefined) attributes = [key, match[3] ?? ""];
    let children = NO_CHILDREN;
    if (text === undefined) {
      if (this.source.charCodeAt(end - 2) !== SLASH) end = 0;
    } else if (!mayBeWhole || end > this.#bad || HOLDERS.has(name)) end = 0;
    else if (text !== "") children = [text];
    return { tag: name, name, attributes, children, start, content, end };
  }

  /** Scans a start tag by all the rules of XML. */
  #oddTag(start: number): Open {
    const { source } = this;
    const tag = match(NAME, source, start + 1);
    let place = start + 1 + tag.length;
    const attributes = new Map<string, string>();
    const malformed = (at: number, fault: string): never => this.#malformed(at, fault, start + 1);
    if (place < source.length && !isName(tag))
      return malformed(start, `“${excerpt(tag)}” is not a name.`);
    for (;;) {
      const at = blanksEnd(source, place);
      const next = this.#characterAt(at);
      const isEmpty = next === "/" && this.#characterAt(at + 1) === ">";
      if (isEmpty || next === ">") {
        const content = at + (isEmpty ? 2 : 1);
        if (content > this.#bad) this.#badCharacter();
        const names = [...attributes.keys()];
        if (!this.#terms.isRootRead || names.some((name) => name.startsWith("xmlns")))
          this.#terms.takeNamespaces(tag, attributes);
        const name = this.#terms.localName(tag);
        const end = isEmpty ? content : 0;
        const all = [...attributes].flat();
        return { tag, name, attributes: all, children: NO_CHILDREN, start, content, end };
      }
      if (next === "<") return malformed(start, `<${excerpt(tag)}> has no >.`);
      const key = match(NAME, source, at);
      if (key === "" || at === place)
        return malformed(at, `<${excerpt(tag)}> has “${next}” where a blank or > must be.`);
      const equals = blanksEnd(source, at + key.length);
      if (this.#characterAt(equals) !== "=")
        return malformed(at, `The attribute ${excerpt(key)} has no value.`);
      const value = blanksEnd(source, equals + 1);
      const quote = this.#characterAt(value);
      if (quote !== '"' && quote !== "'")
        return malformed(at, `The value of ${excerpt(key)} has no quotes.`);
      if (!isName(key)) return malformed(at, `“${excerpt(key)}” is not a name.`);
      if (attributes.has(key)) return malformed(at, `The attribute ${excerpt(key)} appears twice.`);
      const close = this.#valueEnd(quote, value + 1);
      if (close === undefined) return malformed(at, `The value of ${excerpt(key)} is not closed.`);
      if (close > this.#bad) this.#badCharacter();
      attributes.set(key, this.#decode(value + 1, close, true));
      place = close + 1;
    }
  }

  /** Finds the quote that ends a value, if any does. A value with a tag in it has lost its quote. */
  #valueEnd(quote: string, start: number): number | undefined {
    const { source } = this;
    const close = source.indexOf(quote, start);
    const value = source.slice(start, close === -1 ? source.length : close);
    const open = value.indexOf("<");
    if (open !== -1 && value.includes(">", open)) return undefined;
    if (close === -1) this.needMore();
    return close === -1 ? undefined : close;
  }

  /** Decodes references and line ends. What is wrong stays in the text, and is reported. */
  #decode(start: number, end: number, isValue: boolean): string {
    const raw = this.source.slice(start, end);
    const isPlain = !isValue && !this.#hasReturns && !raw.includes("&");
    if (isPlain && !(this.#hasCdataEnd && raw.includes("]]>"))) return raw;
    return raw.replace(
      isValue ? VALUE_SPECIAL : TEXT_SPECIAL,
      (
        found: string,
        hex: string | undefined,
        decimal: string | undefined,
        name: string | undefined,
        index: number,
      ) => {
        if (BLANK.includes(found.charAt(0))) return isValue ? " " : "\n";
        const decoded = name === undefined ? numbered(hex, decimal) : this.#terms.entity(name);
        if (decoded === undefined) {
          const at = start + index;
          const code = found.startsWith("&") ? "xml/entity-unknown" : "xml/not-escaped";
          this.#flaw(code, at, at + found.length, { found });
        }
        return decoded ?? found;
      },
    );
  }

  /** Blames the tag that is wrong where an end tag is not that of the element that is open. */
  #mismatch({ tag, name, start }: Mark, open: Open, stack: readonly Open[]): never {
    const isOpenFurtherOut = stack.some((element) => element.tag === tag);
    const isOpenWrong =
      isOpenFurtherOut || (KNOWN_ELEMENTS.has(name) && !KNOWN_ELEMENTS.has(open.name));
    const values = {
      open: open.tag,
      line: this.#piece.report.at(open.start).line,
      found: tag,
    };
    return this.#fail("xml/tag-mismatched", isOpenWrong ? open.start : start, values, start);
  }

  /** Reports that an element goes on to where it cannot, at the end of what it has until there. */
  #notClosed(open: Open, next: Open): never {
    let end = next.start;
    while (BLANK.includes(this.source.charAt(end - 1))) end--;
    const values = { open: open.tag, found: next.tag };
    return this.#fail("xml/tag-not-closed", end, values, next.start);
  }

  /** Returns a character; where there is none, the document ends too early. */
  #characterAt(offset: number): string {
    return this.source[offset] ?? this.#missing();
  }

  /** Reports that the document ends too early, if nothing will follow. */
  #missing(): never {
    this.needMore();
    const end = this.source.length;
    return this.#fail("xml/not-closed", this.source.trimEnd().length, {}, end);
  }

  #badCharacter(): never {
    const values = { code: this.#badCode };
    return this.#fail("xml/character-invalid", this.#bad, values, this.#bad + 1);
  }

  #malformed(start: number, fault: string, resume: number): never {
    return this.#fail("xml/malformed", start, { fault }, resume);
  }

  #fail(code: Code, start: number, values: ProblemValues, resume: number): never {
    throw new Fault(code, start, values, resume);
  }

  /** Stops here if more text will follow. */
  needMore(): void {
    if (this.#piece.isLast) return;
    this.#limit(this.source.length);
    throw new MoreNeeded();
  }

  /** Goes on at the end of what was scanned. */
  #goOn(end: number): void {
    if (end > this.#bad) this.#badCharacter();
    this.#limit(end);
    this.offset = end;
  }

  #limit(end: number): void {
    if (end - this.from > ELEMENT_LIMIT) throw new TooLong();
  }

  #flaw(code: Code, start: number, end: number, values: ProblemValues): void {
    this.#flaws.push([code, { start, end }, values]);
  }
}

function blanksEnd(source: string, from: number): number {
  for (let at = from; ; at++) {
    const code = source.charCodeAt(at);
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return at;
  }
}

function match(pattern: RegExp, source: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(source)?.[0] ?? "";
}

function excerpt(name: string): string {
  return name.length > 20 ? `${name.slice(0, 20)}…` : name;
}

function numbered(hex: string | undefined, decimal: string | undefined): string | undefined {
  const code = hex === undefined ? Number(decimal ?? Number.NaN) : Number.parseInt(hex, 16);
  if (!(code <= 0x10ffff)) return undefined;
  const character = String.fromCodePoint(code);
  return isXmlText(character) ? character : undefined;
}
