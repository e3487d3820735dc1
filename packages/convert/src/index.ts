export { detectFormat } from "./detect.js";
export type { ReadableFormat, WritableFormat } from "./format-names.js";
export {
  FORMATS,
  type FormatInfo,
  formatOfFileName,
  isReadableFormat,
  isWritableFormat,
  READABLE_FORMATS,
} from "./formats.js";
export { type Joined, type JoinPart, joinRegistries } from "./join.js";
export { joinProblems } from "./join-problems.js";
export { asToldBy, asToldByAll, LOSSES, type Loss } from "./losses.js";
export {
  type ReadOptions,
  type ReadResult,
  readRegistry,
  UnknownFormatError,
  type WriteResult,
  writeRegistry,
} from "./pipeline.js";
export {
  isProtocolNumbersFormat,
  PROTOCOL_NUMBERS_FORMATS,
  type ProtocolNumbersFormat,
  type ReadProtocolNumbersOptions,
  readProtocolNumbers,
} from "./protocol-numbers.js";
export { type StreamedRegistry, streamRegistry } from "./stream.js";
export { streamProblems } from "./stream-problems.js";
export {
  type PartSelection,
  type WritePartsOptions,
  writeParts,
} from "./write-parts.js";
export type { WriterOptions } from "./writer-options.js";
export {
  type CreatePartWriter,
  loadPartWriter,
  loadWriter,
  type Writer,
} from "./writers.js";
