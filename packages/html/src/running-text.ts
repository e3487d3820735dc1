import type { Inline, RunningText } from "@portolan/model";
import { joinText } from "@portolan/model/internal";
import { referenceOfLink } from "./links.js";

/** Longest white space before a `<pre>` that is taken for layout. */
const LAYOUT_LIMIT = 1000;

/** Holds a link; it has its label once it was closed. */
interface Link {
  readonly href: string;
  label?: string;
}

/**
 * Collects what is in a cell or header field as running text. White space inside is kept as it
 * is; at the edges it is layout and goes, unless the text is in a `<pre>`.
 */
export class TextCapture {
  /** Plain text since the last piece. */
  #text = "";
  /** The last stretch of it: looking into a text that grows would copy it each time. */
  #last = "";
  #pieces: Inline[] | undefined;
  /** The pieces before the open paragraph. */
  #outer: Inline[] | undefined;
  /** A link after an opening bracket. */
  #link: Link | undefined;
  #verbatim: "open" | "closed" | undefined;

  text(characters: string): void {
    if (this.#verbatim === "closed" && isBlank(characters)) return;
    if (this.#link?.label !== undefined) this.#settleLink(this.#link, characters);
    else this.#append(characters);
  }

  #append(characters: string): void {
    this.#text += characters;
    this.#last = characters;
  }

  /** Begins a link. Only one between brackets is a reference; any other is plain text. */
  openLink(href: string | undefined): void {
    this.#dropLink();
    if (href === undefined || !this.#last.endsWith("[")) return;
    this.#text = this.#text.slice(0, -1);
    this.#flush();
    this.#link = { href };
  }

  closeLink(): void {
    if (this.#link === undefined || this.#link.label !== undefined) return;
    this.#link.label = this.#takeText();
  }

  lineBreak(): void {
    this.#flush().push({ break: true });
  }

  /** Begins a paragraph; HTML ends an open one with it. */
  openParagraph(): void {
    this.closeParagraph();
    this.#outer = this.#flush();
    this.#pieces = [];
  }

  closeParagraph(): void {
    if (this.#outer === undefined) return;
    const paragraph = joinText(this.#flush()) ?? "";
    this.#pieces = this.#outer;
    this.#pieces.push({ paragraph });
    this.#outer = undefined;
  }

  /** Keeps words apart that a block's border keeps apart on the page. */
  blockBorder(): void {
    this.#dropLink();
    if (this.#last !== "" && !isBlank(this.#last.slice(-1))) this.#append("\n");
  }

  /** Begins text whose white space counts; what came before it is layout. */
  openVerbatim(): void {
    if (this.#pieces !== undefined || this.#text.length > LAYOUT_LIMIT) return;
    if (!isBlank(this.#text)) return;
    this.#takeText();
    this.#verbatim = "open";
  }

  closeVerbatim(): void {
    if (this.#verbatim === "open") this.#verbatim = "closed";
  }

  /** Gives what was collected, or undefined where that is nothing, and begins anew. */
  finish(): RunningText | undefined {
    const verbatim = this.#verbatim !== undefined;
    this.#verbatim = undefined;
    if (this.#pieces === undefined && this.#link === undefined) {
      if (this.#text === "") return undefined;
      const text = verbatim ? this.#takeText() : trimSpace(this.#takeText());
      return text === "" ? undefined : text;
    }
    this.closeParagraph();
    const text = joinText(this.#flush());
    this.#pieces = undefined;
    return text === undefined || verbatim ? text : trimEdges(text);
  }

  /** Moves plain text to the pieces. */
  #flush(): Inline[] {
    this.#dropLink();
    this.#pieces ??= [];
    if (this.#text !== "") this.#pieces.push(this.#takeText());
    return this.#pieces;
  }

  #takeText(): string {
    const text = this.#text;
    this.#text = "";
    this.#last = "";
    return text;
  }

  /** Ends a link with the text that follows it: only a closing bracket makes it a reference. */
  #settleLink(link: Link, following: string): void {
    if (!following.startsWith("]")) {
      this.#dropLink();
      this.#append(following);
      return;
    }
    this.#link = undefined;
    this.#flush().push({ reference: referenceOfLink(link.href, link.label ?? "") });
    if (following !== "]") this.#append(following.slice(1));
  }

  /** Takes a link without its closing bracket as plain text. */
  #dropLink(): void {
    if (this.#link === undefined) return;
    const { label = "" } = this.#link;
    if (this.#last === "") this.#last = label === "" ? "[" : label;
    this.#text = `[${label}${this.#text}`;
    this.#link = undefined;
  }
}

function trimEdges(text: RunningText): RunningText | undefined {
  if (typeof text === "string") return trimSpace(text);
  const [first, last] = [text.at(0), text.at(-1)];
  const pieces = text.slice();
  if (typeof first === "string") pieces[0] = trimSpaceStart(first);
  if (typeof last === "string") pieces[pieces.length - 1] = trimSpaceEnd(last);
  return joinText(pieces);
}

/** Takes HTML's white space (not U+00A0) off both ends, in linear time. */
export function trimSpace(text: string): string {
  return trimSpaceEnd(trimSpaceStart(text));
}

function trimSpaceStart(text: string): string {
  let start = 0;
  while (isSpace(text.charCodeAt(start))) start++;
  return text.slice(start);
}

function trimSpaceEnd(text: string): string {
  let end = text.length;
  while (isSpace(text.charCodeAt(end - 1))) end--;
  return text.slice(0, end);
}

function isBlank(text: string): boolean {
  return trimSpaceStart(text) === "";
}

/** Space, TAB, LF, FF, CR (HTML, “ASCII whitespace”). */
function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x09 || code === 0x0d || code === 0x0c;
}
