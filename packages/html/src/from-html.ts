import { type ParseResult, Report } from "@portolan/model";
import { readPage } from "./page/read-page.js";
import { PageReader } from "./read/page-reader.js";

/**
 * Reads the registry out of its page: the whole registry, one page of it, a search result, a part
 * with the table, in the layouts since 2015, as published or as a browser saved it. Tables are found
 * by their headings.
 *
 * @returns everything that could be read, and a problem for everything that could not.
 * @throws {TypeError} where the source is no string.
 * @example
 * const heads = "<tr><th>Service Name<th>Port Number<th>Transport Protocol<th>Description";
 * const page = `<table>${heads}<tr><td>http<td>80<td>tcp<td>World Wide Web HTTP</table>`;
 * fromHtml(page).registry.records[0]?.port; // 80
 */
export function fromHtml(source: string): ParseResult {
  if (typeof source !== "string") throw new TypeError("The page must be a string.");
  const report = new Report(source);
  const reader = new PageReader(report);
  readPage(source, reader, report);
  return reader.finish(source.length);
}
