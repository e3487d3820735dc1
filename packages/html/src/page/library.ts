import { type Token, type TokenHandler, Tokenizer, TokenizerMode } from "parse5";
import { type PageEvents, RAW_ELEMENTS, type RawContent } from "./events.js";

const MODES: Readonly<Record<RawContent, Tokenizer["state"]>> = {
  text: TokenizerMode.RCDATA,
  script: TokenizerMode.SCRIPT_DATA,
  hidden: TokenizerMode.RAWTEXT,
};

const TABLE_TAG = /<\/?(?:table|thead|tbody|tfoot|tr|td|th)\b/i;

/** How far {@link readByLibrary} reads. */
type Reach = "tag" | "end";

/**
 * Reads a page with parse5's tokenizer, from an offset in text or at a tag.
 *
 * @param reach `tag`: up to the end of the next tag that is no raw element's; `end`: to the end.
 * @returns the offset after what was read.
 */
export function readByLibrary(
  source: string,
  from: number,
  events: PageEvents,
  reach: Reach,
): number {
  const reader = new LibraryReader(source, from, events, reach);
  reader.tokenizer.write(source.slice(from), true);
  return reader.end ?? source.length;
}

class LibraryReader implements TokenHandler {
  readonly tokenizer: Tokenizer;
  /** The offset after the tag that was the last to be read. */
  end: number | undefined;
  readonly #source: string;
  readonly #from: number;
  /** The offset after the last token. */
  #told: number;
  readonly #events: PageEvents;
  readonly #reach: Reach;
  #raw: RawContent | undefined;

  constructor(source: string, from: number, events: PageEvents, reach: Reach) {
    this.#source = source;
    this.#from = from;
    this.#told = from;
    this.#events = events;
    this.#reach = reach;
    this.tokenizer = new Tokenizer({ sourceCodeLocationInfo: true }, this);
  }

  onStartTag(token: Token.TagToken): void {
    const { tagName, attrs, selfClosing } = token;
    const start = this.#from + (token.location?.startOffset ?? 0);
    const end = this.#tell(token);
    if (this.#readBroken(tagName, start, end)) return;
    this.#events.open(tagName, attrs, start, end);
    if (selfClosing) this.#events.close(tagName, start);
    this.#raw = selfClosing ? undefined : RAW_ELEMENTS.get(tagName);
    if (this.#raw === undefined) this.#stopAt(end);
    else this.tokenizer.state = MODES[this.#raw];
  }

  onEndTag(token: Token.TagToken): void {
    this.#raw = undefined;
    const end = this.#tell(token);
    this.#events.close(token.tagName, this.#from + (token.location?.startOffset ?? 0));
    this.#stopAt(end);
  }

  onCharacter(token: Token.CharacterToken): void {
    this.#tell(token);
    if (this.#raw === undefined || this.#raw === "text") this.#events.text(token.chars);
  }

  onWhitespaceCharacter(token: Token.CharacterToken): void {
    this.onCharacter(token);
  }

  onComment(token: Token.CommentToken): void {
    this.#tell(token);
    this.#events.comment(token.data, this.#from + (token.location?.startOffset ?? 0));
  }

  /** A NUL is an error that HTML drops (§13.2.6.4.7). */
  onNullCharacter(): void {}

  onDoctype(): void {}

  /** The library tells nothing of a tag in which the page ends. */
  onEof(): void {
    const name = /^<([a-z][a-z0-9]*)/i.exec(this.#source.slice(this.#told, this.#told + 20))?.[1];
    if (name !== undefined) this.#readBroken(name.toLowerCase(), this.#told, this.#source.length);
  }

  /**
   * Reads a start tag that has taken tags of a table in: a quote in it is lost. Only what is before its
   * first `>` is believed, and reading goes on behind that.
   */
  #readBroken(name: string, start: number, end: number): boolean {
    const next = this.#source.indexOf("<", start + 1);
    if (next === -1 || next >= end || !TABLE_TAG.test(this.#source.slice(next, end))) return false;
    const close = this.#source.indexOf(">", start);
    if (close === -1) return false;
    // A tag that has lost its own `>` ends where the last one that it has taken in begins.
    this.end = close < next ? close + 1 : this.#source.lastIndexOf("<", close);
    this.#events.brokenTag(start);
    this.#events.open(name, [], start, this.end);
    this.tokenizer.pause();
    return true;
  }

  /** Notes how far the page was told, and gives the offset. */
  #tell({ location }: Token.TagToken | Token.CharacterToken | Token.CommentToken): number {
    this.#told = this.#from + (location?.endOffset ?? 0);
    return this.#told;
  }

  #stopAt(end: number): void {
    if (this.#reach === "end") return;
    this.end = end;
    this.tokenizer.pause();
  }
}
