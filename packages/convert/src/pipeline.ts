import { type ParseResult, type Problem, type Registry, Report } from "@portolan/model";
import { detectFormat } from "./detect.js";
import type { ReadableFormat, WritableFormat } from "./format-names.js";
import { READABLE_FORMATS } from "./formats.js";
import { loadReader } from "./readers.js";
import type { WriterOptions } from "./writer-options.js";
import { loadWriter } from "./writers.js";

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

/** Is thrown where neither content nor name of a text tell its format. */
export class UnknownFormatError extends Error {
  override readonly name = "UnknownFormatError";

  constructor(fileName: string | undefined, formats: readonly string[] = READABLE_FORMATS) {
    super(`cannot tell the format of ${fileName ?? "the text"}; name it: ${formats.join(", ")}.`);
  }
}

/**
 * Reads a registry in whatever format.
 *
 * @throws {UnknownFormatError} where the format is not given and cannot be told.
 */
export async function readRegistry(source: string, options: ReadOptions = {}): Promise<ReadResult> {
  const format = options.from ?? detectFormat(source, options.fileName);
  if (format === undefined) throw new UnknownFormatError(options.fileName);
  const read = await loadReader(format);
  const result = read(source);
  return {
    registry: result.registry,
    problems: result.problems,
    format,
    // Some readers look for them only when they are asked for.
    get offsets() {
      return result.offsets;
    },
  };
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
  const report = new Report();
  const write = await loadWriter(to);
  const text = [...write(registry, options, report)].join("");
  return { text, problems: report.problems };
}
