import type { Registry } from "@portolan/model";
import { registryChunks } from "@portolan/model/internal";
import { type ToXmlOptions, XmlWriter } from "./xml-writer.js";

/**
 * Writes a registry as IANA's XML: its elements in one order, one child a line. The same registry
 * gives the same bytes, and {@link fromXml} reads it back equal, but for what is reported.
 *
 * @example
 * toXml(registry); // "<?xml version='1.0' encoding='UTF-8'?>\n…"
 */
export function toXml(registry: Registry, options: ToXmlOptions = {}): string {
  let xml = "";
  for (const chunk of xmlChunks(registry, options)) xml += chunk;
  return xml;
}

/** Writes the text of {@link toXml} in pieces, each made when it is asked for. */
export function xmlChunks(
  registry: Registry,
  options: ToXmlOptions = {},
): Generator<string, void, undefined> {
  return registryChunks(registry, new XmlWriter(options));
}
