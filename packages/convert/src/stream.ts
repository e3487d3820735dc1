import {
  createRegistry,
  type ParseResult,
  type RegistryPart,
  Report,
  type TextChunks,
} from "@portolan/model";
import {
  eachChunk,
  eachPart,
  HEAD_LENGTH,
  type PartLists,
  partsOfRegistry,
  requireChunks,
  requireObject,
} from "@portolan/model/internal";
import { formatNamed, type ReadableFormat } from "./formats.js";
import { type ReadOptions, type Recognition, readWhole, recognise } from "./pipeline.js";

/** Lists the problems of converting a registry part by part. */
export const streamProblems = {
  "stream/header-late": [
    "error",
    "Something is added to the registry's header after its records, when the header is written already.",
    "Move what describes the registry before its first record.",
  ],
  "stream/too-long": [
    "error",
    "This format is read whole, and more than {limit} characters cannot be held.",
    "Give the registry in a format that is read in parts, or in several files.",
  ],
} as const;

/** Greatest length of a string in V8, in UTF-16 code units. */
const MAX_LENGTH = 2 ** 29 - 24;

/** Holds a registry that is read part by part, and from which format. */
export interface StreamedRegistry extends Recognition {
  readonly parts: AsyncIterable<RegistryPart>;
  /** The same parts in lists, which takes less time. Read these or those. */
  readonly lists: PartLists;
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
  requireChunks(chunks, "streamRegistry", "chunks");
  requireObject(options, "streamRegistry", "options");
  const { recognition, source } = await withFormat(eachChunk(chunks), options);
  const { format } = recognition;
  const readParts = await formatNamed(format).loadPartReader?.();
  const lists = readParts?.(source) ?? partsOf(source, format);
  return { ...recognition, parts: eachPart(lists), lists };
}

/** Reads so much of a text that its format can be told. */
async function withFormat(
  source: AsyncGenerator<string, void, undefined>,
  options: ReadOptions,
): Promise<{ readonly recognition: Recognition; readonly source: AsyncIterable<string> }> {
  if (options.from !== undefined) return { recognition: recognise("", options), source };
  let head = "";
  while (head.length < HEAD_LENGTH) {
    const { done, value } = await source.next();
    if (done) break;
    head += value;
  }
  try {
    return { recognition: recognise(head, options), source: withHead(head, source) };
  } catch (error) {
    await source.return();
    throw error;
  }
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
async function* partsOf(source: AsyncIterable<string>, format: ReadableFormat): PartLists {
  let text = "";
  for await (const chunk of source) {
    if (text.length + chunk.length > MAX_LENGTH) return yield [...partsOfResult(tooLong())];
    text += chunk;
  }
  yield [...partsOfResult(await readWhole(text, format))];
}

function tooLong(): ParseResult {
  const report = new Report();
  report.add(streamProblems, "stream/too-long", { values: { limit: MAX_LENGTH } });
  return { registry: createRegistry(), problems: report.problems, offsets: [] };
}

function* partsOfResult({ registry, problems, offsets }: ParseResult): Generator<RegistryPart> {
  for (const problem of problems) yield { problem };
  yield* partsOfRegistry(registry, offsets);
}
