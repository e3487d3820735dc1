import type { ProtocolNumbersResult } from "@portolan/model";
import { ProtocolReading } from "@portolan/model/internal";
import { readPage } from "./page/read-page.js";
import { ProtocolPage } from "./read/protocol-page.js";

/**
 * Reads the protocol numbers out of IANA's page, as published or as a browser saved it. The table
 * is found by its headings.
 *
 * @throws {TypeError} where the source is no string.
 * @example
 * const { numbers, problems } = protocolNumbersFromHtml(page);
 */
export function protocolNumbersFromHtml(source: string): ProtocolNumbersResult {
  if (typeof source !== "string") throw new TypeError("The page must be a string.");
  const reading = new ProtocolReading(source);
  const page = new ProtocolPage(reading);
  readPage(source, page, reading.report);
  return page.finish(source.length);
}
