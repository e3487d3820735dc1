import {
  createRegistry,
  eachChunk,
  type ParseResult,
  type RegistryPart,
  Report,
  type TextChunks,
} from "@portolan/model";
import { detectFormat, HEAD_LENGTH } from "./detect.js";
import type { ReadableFormat } from "./format-names.js";
import { type ReadOptions, UnknownFormatError } from "./pipeline.js";
import { loadPartReader, loadReader } from "./readers.js";
import { streamProblems } from "./stream-problems.js";

/** Greatest length of a string in V8, in UTF-16 code units. */
const MAX_LENGTH = 2 ** 29 - 24;

/** Holds a registry that is read part by part, and from which format. */
export interface StreamedRegistry {
  readonly format: ReadableFormat;
  readonly parts: AsyncIterable<RegistryPart>;
}

/**
 * Reads a registry in whatever format while it comes. Formats that tell nothing before their end
 * (`FORMATS` says which) are read whole before the first part is given, every problem first.
 *
 * @throws {UnknownFormatError} where the format is not given and cannot be told.
 */
export async function streamRegistry(
  chunks: TextChunks,
  options: ReadOptions = {},
): Promise<StreamedRegistry> {
  const { format, source } = await withFormat(eachChunk(chunks), options);
  const readParts = await loadPartReader(format);
  return { format, parts: readParts?.(source) ?? partsOf(source, format) };
}

/** Reads so much of a text that its format can be told. */
async function withFormat(
  source: AsyncGenerator<string, void, undefined>,
  { from, fileName }: ReadOptions,
): Promise<{ readonly format: ReadableFormat; readonly source: AsyncIterable<string> }> {
  if (from !== undefined) return { format: from, source };
  let head = "";
  while (head.length < HEAD_LENGTH) {
    const { done, value } = await source.next();
    if (done) break;
    head += value;
  }
  const format = detectFormat(head, fileName);
  if (format !== undefined) return { format, source: withHead(head, source) };
  await source.return();
  throw new UnknownFormatError(fileName);
}

async function* withHead(
  head: string,
  rest: AsyncGenerator<string, void, undefined>,
): AsyncGenerator<string, void, undefined> {
  try {
    yield head;
    yield* rest;
  } finally {
    await rest.return();
  }
}

/** Reads a text whole and gives its parts, every problem first. */
async function* partsOf(
  source: AsyncIterable<string>,
  format: ReadableFormat,
): AsyncGenerator<RegistryPart, void, undefined> {
  const read = await loadReader(format);
  let text = "";
  for await (const chunk of source) {
    if (text.length + chunk.length > MAX_LENGTH) return yield* partsOfResult(tooLong());
    text += chunk;
  }
  yield* partsOfResult(read(text));
}

function tooLong(): ParseResult {
  const report = new Report();
  report.add(streamProblems, "stream/too-long", { values: { limit: MAX_LENGTH } });
  return { registry: createRegistry(), problems: report.problems, offsets: [] };
}

function* partsOfResult({ registry, problems, offsets }: ParseResult): Generator<RegistryPart> {
  const { records, people, footnotes, ...header } = registry;
  for (const problem of problems) yield { problem };
  yield { header };
  for (const [index, record] of records.entries()) yield { record, offset: offsets[index] ?? 0 };
  for (const person of people) yield { person };
  for (const footnote of footnotes) yield { footnote };
}
