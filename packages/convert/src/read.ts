import {
  type ParseResult,
  type Problem,
  type RegistryPart,
  Report,
  type TextChunks,
} from "@portolan/model";
import {
  defined,
  eachChunk,
  eachPart,
  HEAD_LENGTH,
  type PartLists,
  partsOfRegistry,
  requireChunks,
  requireObject,
  requireText,
} from "@portolan/model/internal";
import { detect, isEmpty, UnknownFormatError } from "./detect.js";
import {
  formatNamed,
  formatOfFileName,
  isReadableFormat,
  READABLE_FORMATS,
  type ReadableFormat,
} from "./formats.js";

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

/** Says what is known of a text before it is read. */
export interface ReadOptions {
  /** Its format, else its content decides. */
  readonly from?: ReadableFormat | undefined;
  /** Name of its file: a hint where the content tells nothing, and a name for messages. */
  readonly fileName?: string;
}

/** Holds in which format a text is, and why. */
export interface Recognition {
  readonly format: ReadableFormat;
  /** What was seen of it, in words that finish “it has …”; nothing where the format was given. */
  readonly seen: readonly string[];
  /** Its dialect, where the format has several. */
  readonly dialect?: string;
}

/**
 * Tells the format of a text.
 *
 * @throws {UnknownFormatError} where it is not given and cannot be told, as of an empty text.
 */
function recognise(source: string, { from, fileName }: ReadOptions): Recognition {
  if (from !== undefined) return { format: from, seen: [] };
  const hinted = fileName === undefined ? undefined : formatOfFileName(fileName);
  if (isEmpty(source, hinted))
    throw new UnknownFormatError(fileName, READABLE_FORMATS, { isEmpty: true });
  const { format, evidence } = detect(source, fileName);
  if (format === undefined) throw new UnknownFormatError(fileName, READABLE_FORMATS, { evidence });
  const { seen = [], dialect } = evidence[0] ?? {};
  return defined({ format, seen, dialect });
}

/** Holds what was read, and from which format. */
export interface ReadResult extends ParseResult {
  readonly format: ReadableFormat;
}

/**
 * Reads a registry in whatever format.
 *
 * @throws {TypeError} where the source is not a string.
 * @throws {UnknownFormatError} where the format is not given and cannot be told, as of an empty text.
 */
export async function readRegistry(source: string, options: ReadOptions = {}): Promise<ReadResult> {
  requireText(source, "readRegistry", "source");
  requireObject(options, "readRegistry", "options");
  const { format } = recognise(source, options);
  return readWhole(source, format);
}

/** Reads a text of a known format; where it has no record, what is wrapped in it. */
async function readWhole(source: string, format: ReadableFormat): Promise<ReadResult> {
  const { loadReader, loadUnwrap } = formatNamed(format);
  const read = await loadReader?.();
  if (read === undefined) throw new TypeError(`The format ${format} is only written.`);
  const result = { ...read(source), format };
  if (result.registry.records.length > 0 || loadUnwrap === undefined) return result;
  const wrapped = (await loadUnwrap())(source);
  if (wrapped === undefined || !isReadableFormat(wrapped.format)) return result;
  const inner = await readWhole(wrapped.text, wrapped.format);
  return inner.registry.records.length > 0 ? inner : result;
}

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

/** Greatest length of a string in V8, in UTF-16 code units. */
const MAX_LENGTH = 2 ** 29 - 24;

/** Reads a text whole and gives its parts, every problem first. */
async function* partsOf(source: AsyncIterable<string>, format: ReadableFormat): PartLists {
  const ofProblem = (problem: Problem): RegistryPart => ({ problem });
  let text = "";
  for await (const chunk of source) {
    if (text.length + chunk.length > MAX_LENGTH) {
      const report = new Report();
      report.add(streamProblems, "stream/too-long", { values: { limit: MAX_LENGTH } });
      return yield report.problems.map(ofProblem);
    }
    text += chunk;
  }
  const { registry, problems, offsets } = await readWhole(text, format);
  yield [...problems.map(ofProblem), ...partsOfRegistry(registry, offsets)];
}
