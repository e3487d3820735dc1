import type { ParseResult, RegistryPart, TextChunks } from "@portolan/model";
import type { ReadableFormat } from "./format-names.js";

/** Reads a text of one format. */
export type Reader = (source: string) => ParseResult;

/** Reads a text of one format part by part, while it comes. */
export type PartReader = (chunks: TextChunks) => AsyncGenerator<RegistryPart, void, undefined>;

const READERS: { readonly [format in ReadableFormat]: () => Promise<Reader> } = {
  csv: async () => (await import("@portolan/csv")).fromCsv,
  xml: async () => (await import("@portolan/xml")).fromXml,
  html: async () => (await import("@portolan/html")).fromHtml,
  text: async () => (await import("@portolan/text")).fromText,
  services: async () => (await import("@portolan/services")).fromServices,
  json: async () => (await import("@portolan/json")).fromJson,
  jsonl: async () => (await import("@portolan/json")).fromJsonl,
  yaml: async () => (await import("@portolan/yaml")).fromYaml,
};

/** Names a format whose records can be told one by one. */
type PartReadableFormat = "csv" | "xml" | "text" | "jsonl";

const PART_READERS: { readonly [format in PartReadableFormat]: () => Promise<PartReader> } = {
  csv: async () => (await import("@portolan/csv")).streamCsv,
  xml: async () => (await import("@portolan/xml")).streamXml,
  text: async () => (await import("@portolan/text")).streamText,
  jsonl: async () => (await import("@portolan/json")).streamJsonl,
};

/** Loads the reader of a format; the parsing library behind it is loaded with it. */
export function loadReader(format: ReadableFormat): Promise<Reader> {
  return READERS[format]();
}

/** Loads what reads a format while it comes; undefined where that must be read whole. */
export async function loadPartReader(format: ReadableFormat): Promise<PartReader | undefined> {
  return isReadInParts(format) ? PART_READERS[format]() : undefined;
}

/** Tells whether a format is read part by part. */
export function isReadInParts(format: string): format is PartReadableFormat {
  return Object.hasOwn(PART_READERS, format);
}
