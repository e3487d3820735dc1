import { type ParseResult, RegistryCollector, Report } from "@portolan/model";
import type { XmlReading } from "./element.js";
import { isPlain, PlainScanner } from "./plain-scanner.js";
import { RegistryReader } from "./registry-reader.js";
import { checkRoot, isGroupMember } from "./root.js";

/** The XML declaration and the processing instructions with which IANA begins. */
const PROLOG =
  /(?:<\?xml version=(["'])1\.0\1 encoding=(["'])UTF-8\2\?>\n)?(?:<\?(?!xml )[a-z-]+ [^<>?]*\?>\n)*/y;
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
  const place = scanChildren(scanner, "registry", reader, reading);
  if (place !== "end" || scanner.offset < source.length) return undefined;
  reader.end();
  return { ...collector.result(), problems: reading.report.problems };
}

/** Names the element whose children are scanned; `end` is after the root's end tag. */
export type Place = "registry" | "people" | "end";

/**
 * Scans children of the root, and of `<people>`, as long as they are plain.
 *
 * @returns where it stopped.
 */
export function scanChildren(
  scanner: PlainScanner,
  from: Place,
  reader: RegistryReader,
  reading: XmlReading,
): Place {
  let place = from;
  for (;;) {
    scanner.pass(SPACE);
    if (place === "people") {
      const child = scanner.element();
      if (child !== undefined) reader.addPerson(child, reading);
      else if (scanner.pass(PEOPLE_END)) place = "registry";
      else return place;
    } else if (scanner.pass(PEOPLE)) place = "people";
    else {
      const child = scanner.element();
      if (child === undefined) {
        if (!scanner.pass(REGISTRY_END)) return place;
        scanner.pass(SPACE);
        return "end";
      }
      if (isGroupMember(child)) return place;
      reader.add(child, reading);
    }
  }
}
