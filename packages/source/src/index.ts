export { type AtHand, defaultStore, registryAtHand } from "./at-hand.js";
export { type DecodeOptions, decoderOf, type InputWarning } from "./decode.js";
export type { DownloadOptions, Validators } from "./download.js";
export {
  decode,
  type Input,
  openInputFile,
  openInputStream,
  readInputFile,
  readInputStream,
  STDIN_NAME,
  type TextInput,
} from "./input.js";
export { type KeptIndex, keepIndex, keptIndex } from "./kept-index.js";
export { writeOutputFile, writeOutputFiles } from "./output.js";
export { type Snapshot, type SnapshotInfo, SnapshotStore } from "./snapshot-store.js";
export { SourceError, type SourceErrorCode } from "./source-error.js";
export { Spool } from "./spool.js";
export {
  REGISTRY_URL,
  type SyncOptions,
  type SyncResult,
  sync,
  type Verify,
  withoutPassword,
} from "./sync.js";
export {
  readSystemFile,
  readSystemStream,
  type SystemFile,
  writeSystemFile,
} from "./system-file.js";
