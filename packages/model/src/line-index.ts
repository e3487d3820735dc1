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

/** Says where in a source something is. */
export interface Position {
  /** One-based line. Lines end with LF, CRLF or CR. */
  readonly line: number;
  /** One-based column in UTF-16 code units, as editors count. */
  readonly column: number;
  /** Zero-based offset in UTF-16 code units. */
  readonly offset: number;
}

/** The beginning of a document. */
export const DOCUMENT_START: Position = { line: 1, column: 1, offset: 0 };

/** Turns offsets of a source into lines and columns; the line table is made on first use. */
export class LineIndex {
  readonly #source: string;
  readonly #origin: Position;
  #starts: readonly number[] | undefined;

  /** @param origin - where the source begins, if it is a piece of a larger document. */
  constructor(source: string, origin: Position = DOCUMENT_START) {
    this.#source = source;
    this.#origin = origin;
  }

  /** Gives the position of an offset; offsets outside the source are moved to its nearest end. */
  at(offset: number): Position {
    const bounded = Math.max(0, Math.min(offset, this.#source.length));
    const starts = this.#lineStarts();
    const place = lastAtMost(starts, bounded);
    const { line, column, offset: before } = this.#origin;
    return {
      line: line + place,
      column: bounded - (starts[place] ?? 0) + (place === 0 ? column : 1),
      offset: before + bounded,
    };
  }

  #lineStarts(): readonly number[] {
    this.#starts ??= lineStarts(this.#source);
    return this.#starts;
  }
}

/**
 * Finds the last place of a rising list whose number is not greater than a limit, by binary search; 0
 * where all are greater.
 */
export function lastAtMost(rising: readonly number[], limit: number): number {
  let low = 0;
  let high = rising.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((rising[middle] ?? 0) <= limit) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Finds where the lines of a source begin. A match for each line would take ten times as long. */
function lineStarts(source: string): readonly number[] {
  const starts = [0];
  let feed = source.indexOf("\n");
  let carriage = source.indexOf("\r");
  while (feed !== -1 || carriage !== -1) {
    const isFeed = feed !== -1 && (carriage === -1 || feed <= carriage + 1);
    const start = (isFeed ? feed : carriage) + 1;
    starts.push(start);
    if (isFeed) feed = source.indexOf("\n", start);
    if (carriage !== -1 && carriage < start) carriage = source.indexOf("\r", start);
  }
  return starts;
}
