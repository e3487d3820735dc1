import { columnOfHeading } from "@portolan/model";
import {
  columnsOfHeadings,
  type Mark,
  type ReadWriteFormat,
  TABLE_LOSSES,
  type TextHead,
} from "@portolan/model/internal";
import type { ToJsonOptions } from "./to-json.js";

/** Knows the lossless model as JSON, and flat rows in a list. */
export const jsonFormat: ReadWriteFormat<"json", ToJsonOptions> = {
  name: "json",
  title: "the lossless model as JSON",
  otherNames: [],
  extensions: [".json"],
  reads: [
    { what: "our own JSON", example: '{"id":"service-names-port-numbers",…,"records":[…' },
    { what: "a list of flat rows", example: '[{"Service Name":"http","Port Number":80,…' },
  ],
  marksOf: ({ text, lines }) => {
    if (!/^(?:\{\s*["}]|\[\s*(?:[{\]"]|\[\s*["[\]{\d-]))/.test(text)) return [];
    if (/^\{(?:[^"]|"(?:[^"\\]|\\.)*")*?"records"\s*:/.test(text.slice(0, 4096)))
      return [{ seen: "an object with “records”", weight: "proof" }];
    if (isRowLine(lines[0] ?? "")) return [{ seen: "an object", weight: "hint" }];
    return [{ seen: text.startsWith("[") ? "a JSON list" : "a JSON object", weight: "strong" }];
  },
  loadReader: async () => (await import("./from-json.js")).fromJson,
  loadPartWriter: async () => {
    const { JsonWriter } = await import("./to-json.js");
    return (options) => new JsonWriter(options);
  },
  options: [
    {
      name: "indent",
      flags: "--indent <blanks>",
      help: "indent by so many blanks, instead of one record a line",
      is: "number",
      most: 10,
    },
  ],
  losses: [],
};

/** Knows the flat table of the columns as JSON Lines. */
export const jsonlFormat: ReadWriteFormat<"jsonl"> = {
  name: "jsonl",
  title: "the columns as text, one JSON record a line",
  otherNames: ["ndjson"],
  extensions: [".jsonl", ".ndjson"],
  reads: [
    { what: "JSON Lines of flat rows", example: '{"name":"http","port":"80","protocol":"tcp",…' },
  ],
  marksOf: ({ text, lines: [first = ""] }: TextHead): readonly Mark[] => {
    if (isRowLine(first)) return [{ seen: "a JSON record in the first line", weight: "proof" }];
    return text.startsWith("{") && /\n\}\r?\n\{/.test(text)
      ? [{ seen: "JSON objects one after the other", weight: "proof" }]
      : [];
  },
  loadReader: async () => (await import("./from-jsonl.js")).fromJsonl,
  loadPartReader: async () => (await import("./from-jsonl.js")).jsonlPieces,
  loadPartWriter: async () => {
    const { JsonlWriter } = await import("./to-jsonl.js");
    return (_options, report) => new JsonlWriter({ report });
  },
  options: [],
  losses: TABLE_LOSSES,
};

/** Tells whether a line is a JSON object of its own with columns of the registry, and without records. */
function isRowLine(line: string): boolean {
  if (!line.startsWith("{")) return false;
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value !== "object" || value === null || "records" in value) return false;
    const keys = Object.keys(value);
    return (
      "protocol" in value ||
      keys.some((key) => columnOfHeading(key) !== undefined) ||
      columnsOfHeadings(keys) !== undefined
    );
  } catch {
    return false;
  }
}
