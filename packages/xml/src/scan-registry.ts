import { type ParseResult, RegistryCollector, Report } from "@portolan/model";
import type { XmlReading } from "./element.js";
import { isPlain, PlainScanner } from "./plain-scanner.js";
import { RegistryReader } from "./registry-reader.js";
import { checkRoot, isGroupMember } from "./root.js";

/** The XML declaration and the processing instructions with which IANA begins. */
const PROLOG =
  /(?:<\?xml version=(["'])1\.0\1 encoding=(["'])UTF-8\2\?>\n)?(?:<\?(?!xml )[a-z][a-z-]* [^<>?]*\?>\n)*/y;
const SPACE = /[ \t\n]*/y;
const PEOPLE = /<people>/y;
const PEOPLE_END = /<\/people>/y;
const REGISTRY_END = /<\/registry>/y;

/**
 * Reads a registry in the plain form in which IANA publishes it, several times faster than the
 * library.
 *
 * @returns undefined at the first thing that is not of that form: then the library reads it all.
 */
export function scanRegistry(source: string): ParseResult | undefined {
  if (!isPlain(source)) return undefined;
  const scanner = new PlainScanner(source);
  const reading = { source, report: new Report(source) };
  scanner.pass(PROLOG);
  const root = scanner.startTag();
  if (root?.name !== "registry") return undefined;
  checkRoot(root, reading);
  const collector = new RegistryCollector();
  const reader = new RegistryReader(root, (part) => collector.add(part));
  let place: Place;
  let next: Place = "registry";
  do {
    place = next;
    next = scanChildren(scanner, place, reader, reading);
  } while (next !== place);
  scanner.pass(SPACE);
  if (place !== "end" || scanner.offset < source.length) return undefined;
  reader.end();
  return { ...collector.result(), problems: reading.report.problems };
}

/** Names the elements that are not read whole, but child by child. */
export type Container = "registry" | "people";

/** Names the element whose children come next; `end` is after the root's end tag. */
export type Place = Container | "end";

/**
 * Scans children of the root, or of `<people>`, as long as they are plain. The scanner is left
 * after the last of them, or after the tag that leads into another element or out of this.
 *
 * @returns where that leads; the same place where something is not plain.
 */
export function scanChildren(
  scanner: PlainScanner,
  place: Place,
  reader: RegistryReader,
  reading: XmlReading,
): Place {
  if (place === "end") return place;
  const scanOne = place === "people" ? scanPerson : scanChild;
  for (;;) {
    const { offset } = scanner;
    scanner.pass(SPACE);
    const next = scanOne(scanner, reader, reading);
    if (next === place) continue;
    if (next !== undefined) return next;
    scanner.offset = offset;
    return place;
  }
}

/** Scans a child of the root, or the tag that leads out of it or into `<people>`. */
function scanChild(
  scanner: PlainScanner,
  reader: RegistryReader,
  reading: XmlReading,
): Place | undefined {
  if (scanner.pass(PEOPLE)) return "people";
  const child = scanner.element();
  if (child === undefined) return scanner.pass(REGISTRY_END) ? "end" : undefined;
  if (isGroupMember(child)) return undefined;
  reader.add(child, reading);
  return "registry";
}

/** Scans a child of `<people>`, or the tag that leads out of it. */
function scanPerson(
  scanner: PlainScanner,
  reader: RegistryReader,
  reading: XmlReading,
): Place | undefined {
  const child = scanner.element();
  if (child === undefined) return scanner.pass(PEOPLE_END) ? "registry" : undefined;
  reader.addPerson(child, reading);
  return "people";
}
