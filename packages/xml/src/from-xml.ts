import type { ParseResult } from "@portolan/model";
import { readByLibrary } from "./read-by-library.js";
import { scanRegistry } from "./scan-registry.js";

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
  return scanRegistry(source) ?? readByLibrary(source);
}
