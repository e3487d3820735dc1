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
