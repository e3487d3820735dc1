import { DOCUMENT_START, MovingPosition, type Position } from "./line-index.js";
import type { ParseResult } from "./parse-result.js";
import { Report } from "./problem.js";
import { type PartLists, RegistryCollector, type RegistryPart } from "./registry-part.js";

/**
 * Holds the text of a document in chunks of any size, in order: an async iterable, an iterable, or
 * a web stream (`response.body.pipeThrough(new TextDecoderStream())`). A string is one chunk.
 */
export type TextChunks = AsyncIterable<string> | Iterable<string> | TextStream;

/** Describes what is needed of a web `ReadableStream<string>`, which not every browser iterates. */
export interface TextStream {
  getReader(): {
    read(): Promise<{ readonly done: boolean; readonly value?: string | undefined }>;
    cancel(): Promise<unknown>;
  };
}

/**
 * Gives the chunks one by one. The next is asked for only when the one before is used up, and the
 * source is told when nobody wants the rest.
 *
 * @throws {TypeError} where a chunk is not a string.
 */
export async function* eachChunk(chunks: TextChunks): AsyncGenerator<string, void, undefined> {
  for await (const chunk of iterableOf(chunks)) {
    if (typeof chunk !== "string") throw new TypeError("A chunk of text is a string.");
    if (chunk !== "") yield chunk;
  }
}

function iterableOf(chunks: TextChunks): AsyncIterable<string> | Iterable<string> {
  if (typeof chunks === "string") return [chunks];
  return "getReader" in chunks ? readStream(chunks) : chunks;
}

async function* readStream(stream: TextStream): AsyncGenerator<string, void, undefined> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      if (value !== undefined) yield value;
    }
  } finally {
    await reader.cancel();
  }
}

/** Holds a stretch of a document. */
export interface Piece {
  readonly source: string;
  /** Where it begins in the document. */
  readonly origin: Position;
  /** Whether the document ends with it; else more text will follow. */
  readonly isLast: boolean;
  /** Receives what is wrong with it. */
  readonly report: Report;
}

/** Makes a piece of a whole document. */
export function wholePiece(source: string): Piece {
  return { source, origin: DOCUMENT_START, isLast: true, report: new Report(source) };
}

/** Reads a document whole or piece by piece, with the same outcome. */
export interface PieceReader {
  /** Whether nothing more of the document is read, be there more of it or not. */
  readonly isAtEnd?: boolean;
  /**
   * Reads what can be told of a piece, whatever text may follow, and gives the parts that are in it.
   *
   * @returns how many characters are read; the rest comes again with the next piece.
   */
  read(piece: Piece, give: (part: RegistryPart) => void): number;
}

/** Reads a document that is there whole. */
export function readDocument(source: string, reader: PieceReader): ParseResult {
  const piece = wholePiece(source);
  const collector = new RegistryCollector();
  reader.read(piece, (part) => collector.add(part));
  return { ...collector.result(), problems: piece.report.problems };
}

/**
 * Gives the parts of a document that comes in chunks, those of a chunk together. No more of it is held
 * than a chunk and what could not be told of the text before, and the next chunk is asked for when all
 * parts are taken.
 *
 * @throws {TypeError} where a chunk is not a string.
 */
export async function* readPieces(chunks: TextChunks, reader: PieceReader): PartLists {
  const position = new MovingPosition();
  let rest = "";
  let untold = 0;
  for await (const chunk of eachChunk(chunks)) {
    rest += chunk;
    // What could not be told waits for as much text again: tiny chunks would take long else.
    if (rest.length < 2 * untold) continue;
    const { parts, length } = readPiece(rest, position.position, false, reader);
    if (parts.length > 0) yield parts;
    if (reader.isAtEnd === true) return;
    position.pass(rest.slice(0, length));
    rest = rest.slice(length);
    untold = rest.length;
  }
  const { parts } = readPiece(rest, position.position, true, reader);
  if (parts.length > 0) yield parts;
}

/** Gives parts one by one that come in lists. */
export async function* eachPart(
  lists: AsyncIterable<readonly RegistryPart[]>,
): AsyncGenerator<RegistryPart, void, undefined> {
  // A generator of its own for each list, as yield* makes it, takes half as long again.
  for await (const parts of lists) for (const part of parts) yield part;
}

function readPiece(
  source: string,
  origin: Position,
  isLast: boolean,
  reader: PieceReader,
): { readonly parts: readonly RegistryPart[]; readonly length: number } {
  const report = new Report(source, origin);
  const parts: RegistryPart[] = [];
  let told = 0;
  const tellProblems = (): void => {
    while (told < report.problems.length) {
      const problem = report.problems[told++];
      if (problem !== undefined) parts.push({ problem });
    }
  };
  const length = reader.read({ source, origin, isLast, report }, (part) => {
    tellProblems();
    parts.push(part);
  });
  tellProblems();
  return { parts, length };
}
