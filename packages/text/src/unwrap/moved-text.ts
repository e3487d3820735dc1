import { Report } from "@portolan/model";
import { lastAtMost } from "@portolan/model/internal";
import type { TextReading } from "../dialect.js";
import type { Line } from "../page/lines.js";

/** Builds a text of pieces of a source, and knows where in the source each of them stands. */
export class MovedText {
  readonly #pieces: string[] = [];
  /** Zero-based offsets at which the pieces begin, in the text and in the source. */
  readonly #starts: number[] = [];
  readonly #sources: number[] = [];
  #length = 0;

  /**
   * Adds a piece.
   *
   * @param source - zero-based offset in the source of what the piece begins with.
   */
  add(piece: string, source: number): void {
    if (piece === "") return;
    this.#pieces.push(piece);
    this.#starts.push(this.#length);
    this.#sources.push(source);
    this.#length += piece.length;
  }

  get text(): string {
    return this.#pieces.join("");
  }

  /** Gives the offset in the source of an offset in the text. */
  sourceOffset(offset: number): number {
    if (this.#starts.length === 0) return 0;
    const at = lastAtMost(this.#starts, offset);
    return (this.#sources[at] ?? 0) + offset - (this.#starts[at] ?? 0);
  }
}

/** Holds a text in which each row of a table has a line of its own, and what that does not explain. */
export interface MovedRows {
  readonly moved: MovedText;
  /** Lines inside and below tables that are no part of a row, and may be rows. */
  readonly strays: Line[];
  /** Lines that are read as a part of the row above, though they have no form of such a part. */
  readonly joined: Line[];
}

/** Reads a text that was made of a source, and says where in the source its problems and records are. */
export function readMoved<Reading extends TextReading>(
  moved: MovedText,
  report: Report,
  read: (text: string, report: Report) => Reading,
): Reading {
  const { text } = moved;
  const own = new Report(text);
  const reading = read(text, own);
  for (const { start, end, ...problem } of own.problems) {
    const from = start === undefined ? undefined : moved.sourceOffset(start.offset);
    // What ends a piece is followed, in the source, by something else than the next piece.
    const to = end === undefined ? undefined : moved.sourceOffset(Math.max(0, end.offset - 1)) + 1;
    report.problems.push({
      ...problem,
      ...(from === undefined ? {} : { start: report.at(from) }),
      ...(to === undefined ? {} : { end: report.at(Math.max(from ?? 0, to)) }),
    });
  }
  return { ...reading, offsets: reading.offsets.map((offset) => moved.sourceOffset(offset)) };
}
