import { type Inline, joinText, type RunningText } from "@portolan/model";
import { referenceOfLink } from "./links.js";
import { isBlank, trimSpace, trimSpaceEnd, trimSpaceStart } from "./white-space.js";

/** Holds a link; it has its label once it was closed. */
interface Link {
  readonly href: string;
  label?: string;
}

/**
 * Collects what stands in a cell or header field as running text. White space inside is kept as it
 * is; at the edges it is layout and goes, unless the text stands in a `<pre>`.
 */
export class TextCapture {
  /** Plain text since the last piece. */
  #text = "";
  #pieces: Inline[] | undefined;
  /** The pieces before the open paragraph. */
  #outer: Inline[] | undefined;
  /** A link after an opening bracket. */
  #link: Link | undefined;
  #verbatim: "open" | "closed" | undefined;

  text(characters: string): void {
    if (this.#verbatim === "closed" && isBlank(characters)) return;
    if (this.#link?.label !== undefined) this.#settleLink(this.#link, characters);
    else this.#text += characters;
  }

  /** Begins a link. Only one between brackets is a reference; any other is plain text. */
  openLink(href: string | undefined): void {
    this.#dropLink();
    if (href === undefined || !this.#text.endsWith("[")) return;
    this.#text = this.#text.slice(0, -1);
    this.#flush();
    this.#link = { href };
  }

  closeLink(): void {
    if (this.#link === undefined || this.#link.label !== undefined) return;
    this.#link.label = this.#text;
    this.#text = "";
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
    if (this.#text !== "" && !isBlank(this.#text.slice(-1))) this.#text += "\n";
  }

  /** Begins text whose white space counts; what stood before it is layout. */
  openVerbatim(): void {
    if (this.#pieces !== undefined || !isBlank(this.#text)) return;
    this.#text = "";
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
      const text = verbatim ? this.#text : trimSpace(this.#text);
      this.#text = "";
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
    if (this.#text !== "") this.#pieces.push(this.#text);
    this.#text = "";
    return this.#pieces;
  }

  /** Ends a link with the text that follows it: only a closing bracket makes it a reference. */
  #settleLink(link: Link, following: string): void {
    if (!following.startsWith("]")) {
      this.#dropLink();
      this.#text += following;
      return;
    }
    this.#link = undefined;
    this.#flush().push({ reference: referenceOfLink(link.href, link.label ?? "") });
    this.#text = following.slice(1);
  }

  /** Takes a link without its closing bracket as plain text. */
  #dropLink(): void {
    if (this.#link === undefined) return;
    this.#text = `[${this.#link.label ?? ""}${this.#text}`;
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
