import { type Registry, registryChunks } from "@portolan/model";
import { CsvWriter, type ToCsvOptions } from "./csv-writer.js";

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
