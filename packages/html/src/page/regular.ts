import { type Attribute, attributeOf, type PageEvents, RAW_ELEMENTS } from "./events.js";

/**
 * Reads the regular form in which pages are published and saved, at the speed of a scan: whole
 * tags, common character references, comments and raw elements without surprises. Nothing is
 * guessed: at the first thing that is not of that form it stops, and the library judges it.
 */
export class RegularReader {
  readonly #source: string;
  readonly #events: PageEvents;
  /** Tags by what is between `<` and `>`. */
  readonly #known = new Map<string, Tag>();
  readonly #hasReturns: boolean;

  /** @param source a page without NUL. */
  constructor(source: string, events: PageEvents) {
    this.#source = source;
    this.#events = events;
    this.#hasReturns = source.includes("\r");
  }

  /**
   * Reads from an offset in text or at a tag.
   *
   * @returns the offset of the first thing not of the regular form, or the length of the source.
   */
  read(from: number): number {
    const source = this.#source;
    let at = from;
    while (at < source.length) {
      const open = source.indexOf("<", at);
      const next = open === at ? this.#readMarkup(at) : this.#readText(at, open);
      if (next === undefined) return at;
      at = next;
    }
    return at;
  }

  #readText(start: number, open: number): number | undefined {
    const end = open === -1 ? this.#source.length : open;
    const text = decodeReferences(this.#slice(start, end));
    if (text === undefined) return undefined;
    this.#events.text(text);
    return end;
  }

  #readMarkup(start: number): number | undefined {
    const close = this.#source.indexOf(">", start);
    if (close === -1) return undefined;
    const written = this.#source.slice(start + 1, close);
    const tag = this.#known.get(written) ?? this.#learn(written);
    if (tag === undefined) return this.#readOther(start, close);
    const { name, kind, attributes } = tag;
    const end = close + 1;
    if (kind === "end") this.#events.close(name, start);
    else if (kind === "raw") return this.#readRawElement(tag, start, end);
    else {
      this.#events.open(name, attributes, start, end);
      if (kind === "empty") this.#events.close(name, start);
    }
    return end;
  }

  /** Reads the text between a `<` and the next `>` as a tag. */
  #learn(written: string): Tag | undefined {
    const tag = readTag(this.#hasReturns ? written.replace(/\r\n?/g, "\n") : written);
    if (tag === undefined) return undefined;
    if (this.#known.size === REMEMBERED) this.#known.clear();
    this.#known.set(written, tag);
    return tag;
  }

  /** Reads what begins with `<` and is no tag. */
  #readOther(start: number, close: number): number | undefined {
    if (this.#source.startsWith("<!--", start)) return this.#readComment(start);
    const inside = this.#slice(start + 1, close);
    // A document type or an XML declaration ends at the first `>`, whatever it holds (HTML §13.2.5).
    if (/^!doctype[ \t\n]/i.test(inside)) return close + 1;
    if (!inside.startsWith("?")) return undefined;
    this.#events.comment(inside, start);
    return close + 1;
  }

  #readRawElement({ name, attributes }: Tag, start: number, end: number): number | undefined {
    const endTag = new RegExp(`</${name}[\\s/>]`, "gi");
    endTag.lastIndex = end;
    const close = endTag.exec(this.#source)?.index;
    if (close === undefined) return undefined;
    const content = this.#slice(end, close);
    const kind = RAW_ELEMENTS.get(name);
    if (kind === "script" && content.includes("<!--")) return undefined;
    const text = kind === "text" ? decodeReferences(content) : "";
    if (text === undefined) return undefined;
    this.#events.open(name, attributes, start, end);
    if (text !== "") this.#events.text(text);
    return close;
  }

  #readComment(start: number): number | undefined {
    const close = this.#source.indexOf("-->", start + 4);
    if (close === -1) return undefined;
    const text = this.#slice(start + 4, close);
    if (/^-?>|--!>/.test(text)) return undefined;
    this.#events.comment(text, start);
    return close + 3;
  }

  /** Gives a stretch of the source with line ends as HTML has them (§13.2.3.5). */
  #slice(start: number, end: number): string {
    const text = this.#source.slice(start, end);
    return this.#hasReturns ? text.replace(/\r\n?/g, "\n") : text;
  }
}

/** Holds what is between `<` and `>`. */
interface Tag {
  readonly name: string;
  /** `raw` is the start of an element whose content is text, whatever is in it. */
  readonly kind: "start" | "raw" | "empty" | "end";
  readonly attributes: readonly Attribute[];
}

const END = /^\/([A-Za-z][A-Za-z0-9]*)[ \t\n]*$/;
const NAME = /^[A-Za-z][A-Za-z0-9]*/;
const ATTRIBUTE = /[ \t\n]+([A-Za-z][\w:.-]*)(?:="([^"]*)")?/y;
const START_END = /[ \t\n]*(\/?)$/y;
const NO_ATTRIBUTES: readonly never[] = [];

/** So many different tags are remembered: those that repeat do so within a few rows. */
const REMEMBERED = 500;

/** A tag with more attributes is none of ours, and comparing their names would take long. */
const MAX_ATTRIBUTES = 50;

/** Reads a tag of the regular form: a plain name, attributes in double quotes or without a value. */
function readTag(text: string): Tag | undefined {
  const end = END.exec(text)?.[1];
  if (end !== undefined) return { name: end.toLowerCase(), kind: "end", attributes: NO_ATTRIBUTES };
  const name = NAME.exec(text)?.[0];
  if (name === undefined) return undefined;
  const attributes: Attribute[] = [];
  let next = name.length;
  ATTRIBUTE.lastIndex = next;
  for (let match = ATTRIBUTE.exec(text); match !== null; match = ATTRIBUTE.exec(text)) {
    next = ATTRIBUTE.lastIndex;
    const value = decodeReferences(match[2] ?? "");
    if (value === undefined || attributes.length === MAX_ATTRIBUTES) return undefined;
    const key = (match[1] ?? "").toLowerCase();
    // Of two with one name the first counts (HTML §13.2.5.33).
    if (attributeOf(attributes, key) === undefined) attributes.push({ name: key, value });
  }
  START_END.lastIndex = next;
  const slash = START_END.exec(text)?.[1];
  if (slash === undefined) return undefined;
  const lowerName = name.toLowerCase();
  const kind = slash === "/" ? "empty" : RAW_ELEMENTS.has(lowerName) ? "raw" : "start";
  return { name: lowerName, kind, attributes };
}

const NAMED: ReadonlyMap<string, string> = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["nbsp", "\u00a0"],
]);

// Any ampersand, and what follows it where that is a reference of the common kinds.
const AMPERSAND = /&(?:(amp|lt|gt|quot|nbsp);|#(\d{2,7});|#[xX]([\dA-Fa-f]{2,6});)?/g;

/**
 * Decodes the character references that pages are written with: five names, and the numbers of
 * characters that mean themselves.
 *
 * @returns undefined where an ampersand begins anything else, which is for the library to judge.
 */
function decodeReferences(text: string): string | undefined {
  if (!text.includes("&")) return text;
  let known = true;
  const decoded = text.replace(AMPERSAND, (_, name = "", decimal?: string, hex?: string) => {
    const named = NAMED.get(name);
    if (named !== undefined) return named;
    const code = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal);
    if (meansItself(code)) return String.fromCodePoint(code);
    known = false;
    return "";
  });
  return known ? decoded : undefined;
}

/** Tells whether a number stands for its character and nothing is wrong with that (HTML §13.2.5.80). */
function meansItself(code: number): boolean {
  return (
    (code >= 0x20 && code < 0x7f) ||
    (code >= 0xa0 && code < 0xd800) ||
    (code >= 0xe000 && code < 0xfdd0) ||
    (code >= 0xfdf0 && code < 0xfffe)
  );
}
