import { decodeReferences } from "./character-references.js";
import { type PageEvents, RAW_ELEMENTS } from "./events.js";
import { RegularTags, type Tag } from "./regular-tags.js";

/**
 * Reads the regular form in which pages are published and saved, at the speed of a scan: whole
 * tags, common character references, comments and raw elements without surprises. Nothing is
 * guessed: at the first thing that is not of that form it stops, and the library judges it.
 */
export class RegularReader {
  readonly #source: string;
  readonly #events: PageEvents;
  readonly #tags = new RegularTags();
  readonly #hasReturns: boolean;

  /** @param source a page without NUL. */
  constructor(source: string, events: PageEvents) {
    this.#source = source;
    this.#events = events;
    this.#hasReturns = source.includes("\r");
  }

  /**
   * Reads from an offset that stands in text or at a tag.
   *
   * @returns the offset of the first thing not of the regular form, or the length of the source.
   */
  read(from: number): number {
    let at = from;
    while (at < this.#source.length) {
      const next = this.#source[at] === "<" ? this.#readMarkup(at) : this.#readText(at);
      if (next === undefined) return at;
      at = next;
    }
    return at;
  }

  #readText(start: number): number | undefined {
    const next = this.#source.indexOf("<", start);
    const end = next === -1 ? this.#source.length : next;
    const text = decodeReferences(this.#slice(start, end));
    if (text === undefined) return undefined;
    this.#events.text(text);
    return end;
  }

  #readMarkup(start: number): number | undefined {
    if (this.#source.startsWith("<!--", start)) return this.#readComment(start);
    const close = this.#source.indexOf(">", start);
    if (close === -1) return undefined;
    const inside = this.#slice(start + 1, close);
    const tag = this.#tags.read(inside);
    if (tag !== undefined) return this.#readTag(tag, start, close + 1);
    // A document type or an XML declaration ends at the first `>`, whatever it holds (HTML §13.2.5).
    if (/^!doctype[ \t\n]/i.test(inside)) return close + 1;
    if (!inside.startsWith("?")) return undefined;
    this.#events.comment(inside);
    return close + 1;
  }

  #readTag(tag: Tag, start: number, end: number): number | undefined {
    const { name, kind, attributes } = tag;
    if (kind === "end") {
      this.#events.close(name, start);
      return end;
    }
    if (kind === "start" && RAW_ELEMENTS.has(name)) return this.#readRawElement(tag, start, end);
    this.#events.open(name, attributes, start, end);
    if (kind === "empty") this.#events.close(name, start);
    return end;
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
    this.#events.comment(text);
    return close + 3;
  }

  /** Gives a stretch of the source with line ends as HTML has them (§13.2.3.5). */
  #slice(start: number, end: number): string {
    const text = this.#source.slice(start, end);
    return this.#hasReturns ? text.replace(/\r\n?/g, "\n") : text;
  }
}
