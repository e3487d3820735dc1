import { type Token, type TokenHandler, Tokenizer, TokenizerMode } from "parse5";
import { type PageEvents, RAW_ELEMENTS, type RawContent } from "./events.js";

const MODES: Readonly<Record<RawContent, Tokenizer["state"]>> = {
  text: TokenizerMode.RCDATA,
  script: TokenizerMode.SCRIPT_DATA,
  hidden: TokenizerMode.RAWTEXT,
};

/** How far {@link readByLibrary} reads. */
export type Reach = "tag" | "end";

/**
 * Reads a page with parse5's tokenizer, from an offset that stands in text or at a tag.
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
  const reader = new LibraryReader(from, events, reach);
  reader.tokenizer.write(source.slice(from), true);
  return reader.end ?? source.length;
}

class LibraryReader implements TokenHandler {
  readonly tokenizer: Tokenizer;
  /** The offset after the tag that was the last to be read. */
  end: number | undefined;
  readonly #from: number;
  readonly #events: PageEvents;
  readonly #reach: Reach;
  #raw: RawContent | undefined;

  constructor(from: number, events: PageEvents, reach: Reach) {
    this.#from = from;
    this.#events = events;
    this.#reach = reach;
    this.tokenizer = new Tokenizer({ sourceCodeLocationInfo: true }, this);
  }

  onStartTag(token: Token.TagToken): void {
    const { tagName, attrs, selfClosing } = token;
    const start = this.#from + (token.location?.startOffset ?? 0);
    const end = this.#from + (token.location?.endOffset ?? 0);
    this.#events.open(tagName, attrs, start, end);
    if (selfClosing) this.#events.close(tagName, start);
    this.#raw = selfClosing ? undefined : RAW_ELEMENTS.get(tagName);
    if (this.#raw === undefined) this.#stopAt(end);
    else this.tokenizer.state = MODES[this.#raw];
  }

  onEndTag(token: Token.TagToken): void {
    this.#raw = undefined;
    this.#events.close(token.tagName, this.#from + (token.location?.startOffset ?? 0));
    this.#stopAt(this.#from + (token.location?.endOffset ?? 0));
  }

  onCharacter(token: Token.CharacterToken): void {
    if (this.#raw === undefined || this.#raw === "text") this.#events.text(token.chars);
  }

  onWhitespaceCharacter(token: Token.CharacterToken): void {
    this.onCharacter(token);
  }

  onComment(token: Token.CommentToken): void {
    this.#events.comment(token.data);
  }

  /** A NUL is an error that HTML drops (§13.2.6.4.7). */
  onNullCharacter(): void {}

  onDoctype(): void {}

  onEof(): void {}

  #stopAt(end: number): void {
    if (this.#reach === "end") return;
    this.end = end;
    this.tokenizer.pause();
  }
}
