import { createRegistry, type ParseResult, Report } from "@portolan/model";
import { readElements } from "./read-elements.js";
import { readRegistry } from "./read-registry.js";

/** Reads any XML, by the library. */
export function readByLibrary(source: string): ParseResult {
  const reading = { source, report: new Report(source) };
  const root = readElements(reading);
  if (root !== undefined) return readRegistry(root, reading);
  return { registry: createRegistry(), problems: reading.report.problems, offsets: [] };
}
