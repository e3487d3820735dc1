export type { ParseResult, Problem, Registry, ServiceRecord } from "@portolan/model";
export {
  type Detection,
  detect,
  detectFormat,
  type Evidence,
  UnknownFormatError,
} from "./detect.js";
export {
  FORMATS,
  type FormatInfo,
  formatCalled,
  formatOfFileName,
  isReadableFormat,
  isWritableFormat,
  READABLE_FORMATS,
  type ReadableFormat,
  type WritableFormat,
  type WriterOptions,
} from "./formats.js";
export { type Joined, type JoinPart, joinProblems, joinRegistries } from "./join.js";
export {
  isProtocolNumbersFormat,
  PROTOCOL_NUMBERS_FORMATS,
  type ProtocolNumbersFormat,
  type ReadProtocolNumbersOptions,
  readProtocolNumbers,
} from "./protocol-numbers.js";
export {
  type ReadOptions,
  type ReadResult,
  type Recognition,
  readRegistry,
  type StreamedRegistry,
  streamProblems,
  streamRegistry,
} from "./read.js";
export {
  asToldBy,
  loadPartWriter,
  loadWriter,
  type PartSelection,
  type WritePartsOptions,
  type WriteResult,
  writeParts,
  writeRegistry,
} from "./write.js";
