import type { ParseResult, Registry, Report } from "@portolan/model";
import type { WriterOptions } from "./writer-options.js";

/** Names a format that can be read. */
export type ReadableFormat =
  | "csv"
  | "xml"
  | "html"
  | "text"
  | "services"
  | "json"
  | "jsonl"
  | "yaml";

/** Names a format that can be written. */
export type WritableFormat = ReadableFormat | "typescript" | "markdown";

/** Reads a text of one format. */
export type Reader = (source: string) => ParseResult;

/** Writes a registry in one format, in pieces; what cannot be expressed goes to `report`. */
export type Writer = (
  registry: Registry,
  options: WriterOptions,
  report: Report,
) => Iterable<string>;

/** Describes one format. */
export interface FormatInfo {
  readonly name: WritableFormat;
  /** What it is, in a few words. */
  readonly title: string;
  /** File name extensions, with the dot; a hint only. */
  readonly extensions: readonly string[];
  readonly reads: boolean;
}

/** Lists every format, the registry's own first. */
export const FORMATS: readonly FormatInfo[] = [
  { name: "csv", title: "IANA's CSV", extensions: [".csv"], reads: true },
  { name: "xml", title: "IANA's XML", extensions: [".xml"], reads: true },
  {
    name: "html",
    title: "IANA's page, or a saved copy",
    extensions: [".html", ".htm", ".xhtml"],
    reads: true,
  },
  {
    name: "text",
    title: "IANA's plain text, a browser's dump, a pasted copy",
    extensions: [".txt"],
    reads: true,
  },
  { name: "services", title: "/etc/services", extensions: [".services"], reads: true },
  { name: "json", title: "the lossless model as JSON", extensions: [".json"], reads: true },
  {
    name: "jsonl",
    title: "the twelve columns, one JSON record a line",
    extensions: [".jsonl", ".ndjson"],
    reads: true,
  },
  { name: "yaml", title: "the lossless model as YAML", extensions: [".yaml", ".yml"], reads: true },
  { name: "typescript", title: "TypeScript constants", extensions: [".ts", ".mts"], reads: false },
  { name: "markdown", title: "a Markdown table for people", extensions: [".md"], reads: false },
];

/** Lists the names of the formats that can be read. */
export const READABLE_FORMATS: readonly ReadableFormat[] = FORMATS.filter(
  (format) => format.reads,
).map((format) => format.name as ReadableFormat);

/** Tells whether a text names a format that can be read. */
export function isReadableFormat(name: string): name is ReadableFormat {
  return FORMATS.some((format) => format.name === name && format.reads);
}

/** Tells whether a text names a format that can be written. */
export function isWritableFormat(name: string): name is WritableFormat {
  return FORMATS.some((format) => format.name === name);
}

/** Finds the format that a file name's extension stands for; `.gz` behind it does not count. */
export function formatOfFileName(fileName: string): WritableFormat | undefined {
  const base = fileName.toLowerCase().replace(/\.gz$/, "");
  if (/(?:^|[/\\])services$/.test(base)) return "services";
  return FORMATS.find(({ extensions }) => extensions.some((extension) => base.endsWith(extension)))
    ?.name;
}

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

const WRITERS: { readonly [format in WritableFormat]: () => Promise<Writer> } = {
  csv: async () => {
    const { csvChunks } = await import("@portolan/csv");
    return (registry, { csv }, report) => csvChunks(registry, { ...csv, report });
  },
  xml: async () => {
    const { xmlChunks } = await import("@portolan/xml");
    return (registry, _options, report) => xmlChunks(registry, { report });
  },
  html: async () => {
    const { htmlChunks } = await import("@portolan/html");
    return (registry, _options, report) => htmlChunks(registry, { report });
  },
  text: async () => {
    const { copyChunks, textChunks } = await import("@portolan/text");
    return (registry, { text }, report) => {
      const layout = text?.layout ?? "iana";
      return layout === "iana" ? textChunks(registry, { report }) : copyChunks(registry, layout);
    };
  },
  services: async () => {
    const { servicesChunks } = await import("@portolan/services");
    return (registry, { services }, report) => servicesChunks(registry, { ...services, report });
  },
  json: async () => {
    const { jsonChunks } = await import("@portolan/json");
    return (registry, { json }) => jsonChunks(registry, json);
  },
  jsonl: async () => {
    const { jsonlChunks } = await import("@portolan/json");
    return (registry, _options, report) => jsonlChunks(registry, { report });
  },
  yaml: async () => {
    const { yamlChunks } = await import("@portolan/yaml");
    return (registry) => yamlChunks(registry);
  },
  typescript: async () => {
    const { typeScriptChunks } = await import("@portolan/typescript");
    return (registry, { typescript }, report) =>
      typeScriptChunks(registry, { ...typescript, report });
  },
  markdown: async () => {
    const { markdownChunks } = await import("@portolan/text");
    return (registry) => markdownChunks(registry);
  },
};

/** Loads the reader of a format; the parsing library behind it is loaded with it. */
export function loadReader(format: ReadableFormat): Promise<Reader> {
  return READERS[format]();
}

/** Loads the writer of a format. */
export function loadWriter(format: WritableFormat): Promise<Writer> {
  return WRITERS[format]();
}
