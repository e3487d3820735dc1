import { type ParseResult, RegistryCollector } from "@portolan/model";
import { childElements, type XmlElement, type XmlReading } from "./element.js";
import { RegistryReader } from "./registry-reader.js";
import { checkRoot, complainOfGroup, isGroupMember, isRegistry } from "./root.js";

/** Makes a registry of the root element; without records, with a problem, where it is none of ours. */
export function readRegistry(root: XmlElement, reading: XmlReading): ParseResult {
  const collector = new RegistryCollector();
  if (isRegistry(root, reading)) {
    const children = childElements(root, reading);
    if (children.some(isGroupMember)) complainOfGroup(root, reading);
    else {
      checkRoot(root, reading);
      const reader = new RegistryReader(root, (part) => collector.add(part));
      for (const child of children) reader.add(child, reading);
      reader.end();
    }
  }
  return { ...collector.result(), problems: reading.report.problems };
}
