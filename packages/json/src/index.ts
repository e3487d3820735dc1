export { fromJson } from "./from-json.js";
export { fromJsonl } from "./from-jsonl.js";
export { JsonWriter } from "./json-writer.js";
export { JsonlWriter } from "./jsonl-writer.js";
export { jsonlProblems, jsonProblems } from "./problems.js";
export { streamJsonl } from "./stream-jsonl.js";
export { jsonChunks, type ToJsonOptions, toJson } from "./to-json.js";
export { jsonlChunks, type ToJsonlOptions, toJsonl } from "./to-jsonl.js";
