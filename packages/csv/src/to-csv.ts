import { type Registry, type Rendering, type Report, registryChunks } from "@portolan/model";
import { CsvWriter } from "./csv-writer.js";

/** Says how CSV is written. */
export interface ToCsvOptions {
  /**
   * How IANA rendered text when the file was published. By default the rendering that was in
   * force on the registry's date.
   */
  readonly rendering?: Rendering;
  /**
   * Puts an apostrophe before each cell that a spreadsheet would take for a formula (it begins
   * with `=`, `+`, `-`, `@`, tab or a line break). `fromCsv` with `safeCells` takes it away.
   */
  readonly safeCells?: boolean;
  /** What ends a row. IANA's files have CRLF, which is the default. */
  readonly lineEnding?: "\r\n" | "\n";
  /** Receives what CSV cannot express. */
  readonly report?: Report;
}

/**
 * Writes the registry as IANA's CSV: byte for byte the published file, if the registry was read
 * from the XML of the same day.
 *
 * @example
 * const records = [{ name: "http", port: 80, protocol: "tcp", contacts: [], references: [] }];
 * toCsv(createRegistry({ records })).split("\r\n")[1]; // "http,80,tcp,,,,,,,,,"
 */
export function toCsv(registry: Registry, options: ToCsvOptions = {}): string {
  let text = "";
  for (const chunk of csvChunks(registry, options)) text += chunk;
  return text;
}

/** Writes the same text as {@link toCsv} in pieces, each made when it is asked for. */
export function csvChunks(
  registry: Registry,
  options: ToCsvOptions = {},
): Generator<string, void, undefined> {
  return registryChunks(registry, new CsvWriter(options));
}
