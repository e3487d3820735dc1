import { type ParseResult, type Problem, type Registry, Report } from "@portolan/model";
import {
  type CreatePartWriter,
  defined,
  registryChunks,
  requireList,
  requireObject,
  requireRegistry,
  requireText,
  type Writer,
} from "@portolan/model/internal";
import { detect, isEmpty, UnknownFormatError } from "./detect.js";
import {
  formatNamed,
  formatOfFileName,
  isReadableFormat,
  READABLE_FORMATS,
  type ReadableFormat,
  type WritableFormat,
  type WriterOptions,
} from "./formats.js";

/** Holds what was read, and from which format. */
export interface ReadResult extends ParseResult {
  readonly format: ReadableFormat;
}

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
export function recognise(source: string, { from, fileName }: ReadOptions): Recognition {
  if (from !== undefined) return { format: from, seen: [] };
  const hinted = fileName === undefined ? undefined : formatOfFileName(fileName);
  if (isEmpty(source, hinted))
    throw new UnknownFormatError(fileName, READABLE_FORMATS, { isEmpty: true });
  const { format, evidence } = detect(source, fileName);
  if (format === undefined) throw new UnknownFormatError(fileName, READABLE_FORMATS, { evidence });
  const { seen = [], dialect } = evidence[0] ?? {};
  return defined({ format, seen, dialect });
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
export async function readWhole(source: string, format: ReadableFormat): Promise<ReadResult> {
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

/** Holds a registry as text, and what the format could not express. */
export interface WriteResult {
  readonly text: string;
  readonly problems: readonly Problem[];
}

/** Writes a registry in one format. */
export async function writeRegistry(
  registry: Registry,
  to: WritableFormat,
  options: WriterOptions = {},
): Promise<WriteResult> {
  requireRegistry(registry, "writeRegistry", "registry");
  requireObject(options, "writeRegistry", "options");
  const report = new Report();
  const write = await loadWriter(to);
  const text = [...write(registry, options, report)].join("");
  return { text, problems: report.problems };
}

/** Loads the writer of a format, which takes its own of the options. */
export async function loadWriter(to: WritableFormat): Promise<Writer<WriterOptions>> {
  const create = await loadPartWriter(to);
  if (create !== undefined)
    return (registry, options, report) => registryChunks(registry, create(options, report));
  const write = await formatNamed(to).loadWriter?.();
  if (write === undefined) throw new TypeError(`The format ${to} has no writer.`);
  return (registry, options, report) => write(registry, ownOptions(to, options), report);
}

/** Loads what writes a format part by part; undefined where that must see the whole. */
export async function loadPartWriter(
  to: WritableFormat,
): Promise<CreatePartWriter<WriterOptions> | undefined> {
  const create = await formatNamed(to).loadPartWriter?.();
  return create && ((options, report) => create(ownOptions(to, options), report));
}

/** Gives what the writer of a format takes of the options; that they are of its type, the name tells. */
function ownOptions(to: WritableFormat, options: WriterOptions): never {
  return (options[to] ?? {}) as never;
}

/**
 * Gives a registry as formats tell it: written in each and read back, one after the other. What two
 * registries that were read from two formats then differ by is not the formats' doing.
 *
 * @example
 * (await asToldBy(["csv", "xml"], registry)).people; // []
 */
export async function asToldBy(
  formats: readonly ReadableFormat[],
  registry: Registry,
): Promise<Registry> {
  requireList(formats, "asToldBy", "formats");
  requireRegistry(registry, "asToldBy", "registry");
  let told = registry;
  // One order for all, whichever registry is read from which.
  for (const format of READABLE_FORMATS) {
    if (!formats.includes(format)) continue;
    const { text } = await writeRegistry(told, format);
    told = (await readRegistry(text, { from: format })).registry;
  }
  return told;
}
