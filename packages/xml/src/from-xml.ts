import { createRegistry, type ParseResult, Report } from "@portolan/model";
import { readElements } from "./read-elements.js";
import { readRegistry } from "./read-registry.js";

/**
 * Reads the registry from IANA's XML. Nothing of it is lost, and nothing is silent: what the
 * record model has no place for is reported with its position.
 *
 * @throws {TypeError} where the source is not a string.
 * @example
 * const { registry, problems } = fromXml(source);
 */
export function fromXml(source: string): ParseResult {
  if (typeof source !== "string") throw new TypeError("fromXml reads a string.");
  const report = new Report(source);
  const reading = { source, report };
  const root = readElements(reading);
  const read = root && readRegistry(root, reading);
  const { registry, offsets } = read ?? { registry: createRegistry(), offsets: [] };
  return { registry, problems: report.problems, offsets };
}
