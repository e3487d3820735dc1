import { type ParseResult, RegistryCollector } from "@portolan/model";
import { childElements, type XmlElement, type XmlReading } from "./element.js";
import { RegistryReader } from "./registry-reader.js";
import { checkRoot, complainOfGroup, isGroupMember, isRegistry } from "./root.js";

/**
 * Makes a registry of the root element: without anything, with a problem, where it is no registry;
 * with what stands before the first of its registries, with a problem, where it is a group of them.
 */
export function readRegistry(root: XmlElement, reading: XmlReading): ParseResult {
  const collector = new RegistryCollector();
  if (isRegistry(root, reading)) {
    checkRoot(root, reading);
    const reader = new RegistryReader(root, (part) => collector.add(part));
    for (const child of childElements(root, reading)) {
      if (isGroupMember(child)) {
        complainOfGroup(root, reading);
        break;
      }
      reader.add(child, reading);
    }
    reader.end();
  }
  return { ...collector.result(), problems: reading.report.problems };
}
