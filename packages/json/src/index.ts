export type { ParseResult, Problem, Registry, ServiceRecord } from "@portolan/model";
export { fromJson } from "./from-json.js";
export { fromJsonl, streamJsonl } from "./from-jsonl.js";
export { jsonlProblems, jsonProblems } from "./problems.js";
export { JsonWriter, jsonChunks, type ToJsonOptions, toJson } from "./to-json.js";
export { JsonlWriter, jsonlChunks, type ToJsonlOptions, toJsonl } from "./to-jsonl.js";
