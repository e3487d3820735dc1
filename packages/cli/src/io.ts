import type { Readable, Writable } from "node:stream";
import type { CopyWork } from "./copy-work.js";

/** Holds everything the command touches, given as an argument so that it can be tested in-process. */
export interface Io {
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Gives the time, in milliseconds since 1970; by default that of the machine. */
  readonly now?: () => number;
  /** Loads what reads documents whose sender is not trusted; by default that is done in this thread. */
  readonly loadCopyWork?: () => Promise<CopyWork>;
}

export interface Input {
  readonly stream: Readable;
  /** A pipe or file is behind it, not a terminal or `/dev/null`. */
  readonly isPiped: boolean;
}

export interface Output {
  readonly stream: Writable;
  readonly isTerminal: boolean;
  /** Width in columns, for a terminal. */
  readonly columns?: number;
}

/** Is thrown where an output takes no more: a full disk behind standard output. */
export class OutputError extends Error {
  override readonly name = "OutputError";
}

/** Writes a text to an output, and waits where it cannot take more. */
export function write(output: Output, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    output.stream.write(text, (error) => {
      if (!error) resolve();
      else reject(isClosedPipe(error) ? error : new OutputError(error.message, { cause: error }));
    });
  });
}

/** Tells whether an error says that the reader of our output has gone (`portolan … | head`). */
export function isClosedPipe(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EPIPE";
}

/** Writes plain data as JSON for people too, with line breaks and indents. */
export function jsonText(data: unknown): string {
  return `${JSON.stringify(data, undefined, 2)}\n`;
}

/** Least length of a piece, but the last: what one write to a pipe takes. */
const PIECE_LENGTH = 65_536;

/** Joins short texts: a write each, as the lines of a long file would have, takes most of the time. */
export function* joinToPieces(texts: Iterable<string>): Generator<string, void, undefined> {
  let piece = "";
  for (const text of texts) {
    piece += text;
    if (piece.length < PIECE_LENGTH) continue;
    yield piece;
    piece = "";
  }
  if (piece !== "") yield piece;
}
