export { detectFormat } from "./detect.js";
export {
  FORMATS,
  type FormatInfo,
  formatOfFileName,
  isReadableFormat,
  isWritableFormat,
  loadReader,
  loadWriter,
  READABLE_FORMATS,
  type ReadableFormat,
  type Reader,
  type WritableFormat,
  type Writer,
} from "./formats.js";
export { type Joined, type JoinPart, joinRegistries } from "./join.js";
export type { WriterOptions } from "./writer-options.js";
