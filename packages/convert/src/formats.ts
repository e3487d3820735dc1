import type { ReadableFormat, WritableFormat } from "./format-names.js";
import { isReadInParts } from "./readers.js";
import { isWrittenInParts } from "./writers.js";

/** Describes one format. */
export interface FormatInfo {
  readonly name: WritableFormat;
  /** What it is, in a few words. */
  readonly title: string;
  /** File name extensions, with the dot; a hint only. */
  readonly extensions: readonly string[];
  readonly reads: boolean;
  /** A long text of it is read as it comes, in memory that does not grow. */
  readonly readsInParts: boolean;
  /** It is written as a long text comes, in memory that does not grow. */
  readonly writesInParts: boolean;
}

const NAMED: readonly Omit<FormatInfo, "readsInParts" | "writesInParts">[] = [
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

/** Lists every format, the registry's own first. */
export const FORMATS: readonly FormatInfo[] = NAMED.map((format) => ({
  ...format,
  readsInParts: isReadInParts(format.name),
  writesInParts: isWrittenInParts(format.name),
}));

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
