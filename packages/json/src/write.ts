// The writers of this package alone: what reads, and the library it needs, is not loaded.

export type { Problem, Registry, ServiceRecord } from "@portolan/model";
export { JsonWriter, jsonChunks, type ToJsonOptions, toJson } from "./to-json.js";
export { JsonlWriter, jsonlChunks, type ToJsonlOptions, toJsonl } from "./to-jsonl.js";
