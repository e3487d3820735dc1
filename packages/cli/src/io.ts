import type { Readable, Writable } from "node:stream";

/** Is everything the command touches, given as an argument so that it can be tested in-process. */
export interface Io {
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Most bytes of an input's text that are read before anything is written; by default 8 MiB. */
  readonly heldInput?: number;
}

/** Names when colour is used. */
export const COLOR_MODES = ["auto", "always", "never"] as const;

export type ColorMode = (typeof COLOR_MODES)[number];

/** Is what a command works in: its streams, and the settings that all commands share. */
export interface Session extends Io {
  readonly color: ColorMode;
  /** Errors only: no warnings, no remarks, no progress. */
  readonly quiet: boolean;
  /** Everything: each problem, and what was read. */
  readonly verbose: boolean;
}

export interface Input {
  readonly stream: Readable;
  /** A pipe or file stands behind it, not a terminal or `/dev/null`. */
  readonly isPiped: boolean;
}

export interface Output {
  readonly stream: Writable;
  readonly isTerminal: boolean;
  /** Width in columns, for a terminal. */
  readonly columns?: number;
}

/** Gives the columns that text for people is laid out in: the terminal's, else 80. */
export function widthOf({ columns = 0 }: Output): number {
  // A terminal that does not know its width says 0.
  return columns > 0 ? columns : 80;
}

/** Gives the columns that running text is broken at: the terminal's; elsewhere it is not broken. */
export function textWidthOf(output: Output): number {
  return output.isTerminal ? widthOf(output) : Number.POSITIVE_INFINITY;
}

/** Is thrown where an output takes no more: a full disk behind standard output. */
export class OutputError extends Error {
  override readonly name = "OutputError";
}

/**
 * Writes texts to an output, waiting where it cannot take more. Those that come over time are written
 * as they come.
 *
 * @throws {OutputError} where it cannot be written to.
 */
export async function writeChunks(
  output: Output,
  chunks: Iterable<string> | AsyncIterable<string>,
): Promise<void> {
  const pieces = Symbol.iterator in chunks ? joinToPieces(chunks) : chunks;
  for await (const piece of pieces) await write(output, piece);
}

/**
 * Writes a message to standard error. One that nobody can hear, because its reader has gone or its
 * disk is full, stops no work: what the command was asked for is elsewhere.
 */
export async function writeMessage({ stderr }: Pick<Io, "stderr">, text: string): Promise<void> {
  if (text !== "") await write(stderr, text).catch(() => {});
}

/** Least length of a piece, but the last: what one write to a pipe takes. */
const PIECE_LENGTH = 65_536;

/** Joins short texts: a write each, as the lines of a long file would have, takes most of the time. */
function* joinToPieces(texts: Iterable<string>): Generator<string, void, undefined> {
  let piece = "";
  for (const text of texts) {
    piece += text;
    if (piece.length < PIECE_LENGTH) continue;
    yield piece;
    piece = "";
  }
  if (piece !== "") yield piece;
}

function write(output: Output, text: string): Promise<void> {
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
