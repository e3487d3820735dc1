import { DOCUMENT_START, type Position } from "./line-index.js";

const LINE_END = /\r\n|\n|\r/g;

/** Follows the position in a document that is read piece by piece. */
export class MovingPosition {
  #line = DOCUMENT_START.line;
  #column = DOCUMENT_START.column;
  #offset = DOCUMENT_START.offset;
  #afterReturn = false;

  /** The position after all that was passed. */
  get position(): Position {
    return { line: this.#line, column: this.#column, offset: this.#offset };
  }

  /** Moves past the next piece of the document. */
  pass(text: string): void {
    if (text === "") return;
    // A line feed after a carriage return, on which the piece before ended, ends the same line.
    const counted = this.#afterReturn && text.startsWith("\n") ? 1 : 0;
    let lineStart = counted;
    LINE_END.lastIndex = counted;
    while (LINE_END.test(text)) {
      this.#line++;
      this.#column = 1;
      lineStart = LINE_END.lastIndex;
    }
    this.#column += text.length - lineStart;
    this.#offset += text.length;
    this.#afterReturn = text.endsWith("\r");
  }
}
