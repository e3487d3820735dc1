export { fromJson } from "./from-json.js";
export { fromJsonl } from "./from-jsonl.js";
export { JsonWriter, type ToJsonOptions } from "./json-writer.js";
export { JsonlWriter, type ToJsonlOptions } from "./jsonl-writer.js";
export { jsonlProblems, jsonProblems } from "./problems.js";
export { streamJsonl } from "./stream-jsonl.js";
export { jsonChunks, toJson } from "./to-json.js";
export { jsonlChunks, toJsonl } from "./to-jsonl.js";
