import { type PartWriter, type Registry, type Report, registryChunks } from "@portolan/model";
import type { WritableFormat } from "./format-names.js";
import type { WriterOptions } from "./writer-options.js";

/** Writes a registry in one format, in pieces; what cannot be expressed goes to `report`. */
export type Writer = (
  registry: Registry,
  options: WriterOptions,
  report: Report,
) => Iterable<string>;

/** Makes what writes a registry in one format part by part. */
export type CreatePartWriter = (options: WriterOptions, report: Report) => PartWriter;

/** Names a format that is written record by record. */
type PartWritableFormat = "csv" | "xml" | "html" | "json" | "jsonl" | "yaml" | "markdown";

const PART_WRITERS: { readonly [format in PartWritableFormat]: () => Promise<CreatePartWriter> } = {
  csv: async () => {
    const { CsvWriter } = await import("@portolan/csv");
    return ({ csv }, report) => new CsvWriter({ ...csv, report });
  },
  xml: async () => {
    const { XmlWriter } = await import("@portolan/xml");
    return (_options, report) => new XmlWriter({ report });
  },
  html: async () => {
    const { HtmlWriter } = await import("@portolan/html");
    return (_options, report) => new HtmlWriter({ report });
  },
  json: async () => {
    const { JsonWriter } = await import("@portolan/json");
    return ({ json }) => new JsonWriter(json);
  },
  jsonl: async () => {
    const { JsonlWriter } = await import("@portolan/json");
    return (_options, report) => new JsonlWriter({ report });
  },
  yaml: async () => {
    const { YamlWriter } = await import("@portolan/yaml");
    return () => new YamlWriter();
  },
  markdown: async () => {
    const { MarkdownWriter } = await import("@portolan/text");
    return () => new MarkdownWriter();
  },
};

/** Names a format whose writer looks at all records first: for widths, names or groups. */
type WholeWritableFormat = Exclude<WritableFormat, PartWritableFormat>;

const WHOLE_WRITERS: { readonly [format in WholeWritableFormat]: () => Promise<Writer> } = {
  text: async () => {
    const { copyChunks, textChunks } = await import("@portolan/text");
    return (registry, { text }, report) => {
      const layout = text?.layout ?? "iana";
      return layout === "iana"
        ? textChunks(registry, { report })
        : copyChunks(registry, layout, { report });
    };
  },
  services: async () => {
    const { servicesChunks } = await import("@portolan/services");
    return (registry, { services }, report) => servicesChunks(registry, { ...services, report });
  },
  typescript: async () => {
    const { typeScriptChunks } = await import("@portolan/typescript");
    return (registry, { typescript }, report) =>
      typeScriptChunks(registry, { ...typescript, report });
  },
};

/** Loads the writer of a format. */
export async function loadWriter(format: WritableFormat): Promise<Writer> {
  if (!isWrittenInParts(format)) return WHOLE_WRITERS[format]();
  const create = await PART_WRITERS[format]();
  return (registry, options, report) => registryChunks(registry, create(options, report));
}

/** Loads what writes a format part by part; undefined where that must see the whole. */
export async function loadPartWriter(
  format: WritableFormat,
): Promise<CreatePartWriter | undefined> {
  return isWrittenInParts(format) ? PART_WRITERS[format]() : undefined;
}

/** Tells whether a format is written part by part. */
export function isWrittenInParts(format: string): format is PartWritableFormat {
  return Object.hasOwn(PART_WRITERS, format);
}
