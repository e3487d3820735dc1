import type { ProtocolNumbersResult } from "@portolan/model";
import { areProtocolHeadings, requireObject, requireText } from "@portolan/model/internal";
import { detectFormat, isEmpty, UnknownFormatError } from "./detect.js";
import { formatNamed } from "./formats.js";

/** Lists the formats in which IANA publishes the protocol numbers. */
export const PROTOCOL_NUMBERS_FORMATS = ["xml", "csv", "html", "text"] as const;

/** Names a format of the protocol numbers. */
export type ProtocolNumbersFormat = (typeof PROTOCOL_NUMBERS_FORMATS)[number];

/** Says what is known of a text of protocol numbers before it is read. */
export interface ReadProtocolNumbersOptions {
  /** Its format, else its content decides. */
  readonly from?: ProtocolNumbersFormat | undefined;
  /** Name of its file: a hint where the content tells nothing, and a name for messages. */
  readonly fileName?: string;
}

/** Tells whether a text names a format of the protocol numbers. */
export function isProtocolNumbersFormat(name: string): name is ProtocolNumbersFormat {
  return PROTOCOL_NUMBERS_FORMATS.some((format) => format === name);
}

/**
 * Reads IANA's registry of protocol numbers in whatever form it was published.
 *
 * @throws {UnknownFormatError} where the format is not given and cannot be told.
 */
export async function readProtocolNumbers(
  source: string,
  options: ReadProtocolNumbersOptions = {},
): Promise<ProtocolNumbersResult> {
  requireText(source, "readProtocolNumbers", "source");
  requireObject(options, "readProtocolNumbers", "options");
  const { from, fileName } = options;
  if (isEmpty(source, from))
    throw new UnknownFormatError(fileName, PROTOCOL_NUMBERS_FORMATS, { isEmpty: true });
  const format = from ?? detect(source, fileName);
  if (format === undefined) throw new UnknownFormatError(fileName, PROTOCOL_NUMBERS_FORMATS);
  const read = await formatNamed(format).loadProtocolReader?.();
  if (read === undefined) throw new UnknownFormatError(fileName, PROTOCOL_NUMBERS_FORMATS);
  return read(source);
}

/** CSV and text show by their headings that they are the protocol numbers; pages and XML by markup. */
function detect(source: string, fileName?: string): ProtocolNumbersFormat | undefined {
  for (const line of source.split(/\r?\n/, HEAD_LINES)) {
    if (areProtocolHeadings(line.replace(/^\uFEFF/, "").split(","))) return "csv";
    if (areProtocolHeadings(line.trim().split(/\s+/, 2))) return "text";
  }
  const format = detectFormat(source, fileName);
  return format !== undefined && isProtocolNumbersFormat(format) ? format : undefined;
}

/** How many lines are looked at for headings; IANA's text has some fifty above them. */
const HEAD_LINES = 1000;
