import { append } from "./append.js";
import { isVerbatim } from "./characters.js";
import type { XmlElement, XmlNode } from "./element.js";
import { decodeReferences } from "./references.js";

const SPACE = 0x20;
const SLASH = 0x2f;
const OPEN = 0x3c;
const CLOSE = 0x3e;
const A = 0x61;
const Z = 0x7a;

/** Elements may be nested this deep here. The registry's XML is five deep. */
const DEPTH_LIMIT = 16;

/** What an attribute's value cannot have as it is, or what a reader must change (XML 1.0 §3.3.3). */
const NOT_VALUE = /[<\t\n]/;

const NO_ATTRIBUTES: ReadonlyMap<string, string> = new Map();
const NO_CHILDREN: readonly XmlNode[] = [];

/** Tells whether all of a text can be scanned, as far as its characters go. */
export function isPlain(source: string): boolean {
  return isVerbatim(source) && !source.includes("]]>");
}

/**
 * Scans elements of the plain part of XML in which IANA publishes: names of small letters,
 * attributes between double quotes after one blank, text, references, and nothing else (no
 * comments, CDATA sections or processing instructions). It reads these as the library does, many
 * times faster; what it does not know it leaves to the library, which knows all of XML.
 */
export class PlainScanner {
  readonly #source: string;
  /** Zero-based offset of what is to be scanned next. */
  offset = 0;

  /** @param source - a text that {@link isPlain}. */
  constructor(source: string) {
    this.#source = source;
  }

  /** Passes what a sticky pattern matches here. */
  pass(pattern: RegExp): boolean {
    pattern.lastIndex = this.offset;
    const matches = pattern.test(this.#source);
    if (matches) this.offset = pattern.lastIndex;
    return matches;
  }

  /** Scans a start tag as an element without children. */
  startTag(): XmlElement | undefined {
    const start = this.offset;
    const name = this.#tagName();
    const attributes = this.#attributes();
    if (name !== "" && attributes !== undefined && this.#passCode(CLOSE)) {
      return { name, attributes, children: NO_CHILDREN, start, end: this.offset };
    }
    this.offset = start;
    return undefined;
  }

  /**
   * Scans an element.
   *
   * @returns undefined, not moving, where none stands here, where it is not complete, or where it
   * is not plain.
   */
  element(): XmlElement | undefined {
    const start = this.offset;
    const element = this.#element(1);
    if (element === undefined) this.offset = start;
    return element;
  }

  #element(depth: number): XmlElement | undefined {
    const start = this.offset;
    const name = this.#tagName();
    if (name === "") return undefined;
    const attributes = this.#attributes();
    if (attributes === undefined) return undefined;
    const isEmpty = this.#passCode(SLASH);
    if (!this.#passCode(CLOSE)) return undefined;
    const children = isEmpty ? NO_CHILDREN : this.#content(name, depth);
    return children && { name, attributes, children, start, end: this.offset };
  }

  /** Scans `<name`; gives an empty name where no tag begins. */
  #tagName(): string {
    return this.#passCode(OPEN) ? this.#name() : "";
  }

  #name(): string {
    const start = this.offset;
    let code = this.#source.charCodeAt(start);
    while (code >= A && code <= Z) code = this.#source.charCodeAt(++this.offset);
    return this.#source.slice(start, this.offset);
  }

  #attributes(): ReadonlyMap<string, string> | undefined {
    if (!this.#passCode(SPACE)) return NO_ATTRIBUTES;
    const attributes = new Map<string, string>();
    do {
      const name = this.#name();
      if (name === "" || !this.#source.startsWith('="', this.offset)) return undefined;
      const start = this.offset + 2;
      const end = this.#source.indexOf('"', start);
      const raw = this.#source.slice(start, end);
      if (end === -1 || attributes.has(name) || NOT_VALUE.test(raw)) return undefined;
      const value = decode(raw);
      if (value === undefined) return undefined;
      attributes.set(name, value);
      this.offset = end + 1;
    } while (this.#passCode(SPACE));
    return attributes;
  }

  /** Scans what follows a start tag, up to and with the end tag. */
  #content(name: string, depth: number): readonly XmlNode[] | undefined {
    if (depth > DEPTH_LIMIT) return undefined;
    let children: XmlNode[] | undefined;
    for (;;) {
      const end = this.#source.indexOf("<", this.offset);
      if (end === -1) return undefined;
      if (end > this.offset) {
        const text = decode(this.#source.slice(this.offset, end));
        if (text === undefined) return undefined;
        children = append(children, text);
        this.offset = end;
      }
      if (this.#source.charCodeAt(end + 1) === SLASH) {
        return this.#endTag(name) ? (children ?? NO_CHILDREN) : undefined;
      }
      const child = this.#element(depth + 1);
      if (child === undefined) return undefined;
      children = append(children, child);
    }
  }

  #endTag(name: string): boolean {
    if (!this.#source.startsWith(name, this.offset + 2)) return false;
    this.offset += 2 + name.length;
    return this.#passCode(CLOSE);
  }

  #passCode(code: number): boolean {
    if (this.#source.charCodeAt(this.offset) !== code) return false;
    this.offset++;
    return true;
  }
}

/** Decodes references; undefined where there is one that only the library can complain about. */
function decode(raw: string): string | undefined {
  if (!raw.includes("&")) return raw;
  let known = true;
  const text = decodeReferences(raw, () => {
    known = false;
  });
  return known ? text : undefined;
}
