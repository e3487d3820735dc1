export { type AtHand, defaultStore, registryAtHand } from "./at-hand.js";
export { decode } from "./decode.js";
export type { DownloadOptions, Validators } from "./download.js";
export { type KeptIndex, keepIndex, keptIndex } from "./kept-index.js";
export {
  type Input,
  type LongInput,
  openInputFile,
  openInputStream,
  STDIN_NAME,
} from "./open-input.js";
export { readInputFile, readInputStream } from "./read-input.js";
export { REGISTRY_URL } from "./registry-url.js";
export { type Snapshot, type SnapshotInfo, SnapshotStore } from "./snapshot-store.js";
export { SourceError, type SourceErrorCode } from "./source-error.js";
export { type SyncOptions, type SyncResult, sync, type Verify } from "./sync.js";
export {
  readSystemFile,
  readSystemStream,
  type SystemFile,
  writeSystemFile,
} from "./system-file.js";
export { writeOutputFile } from "./write-output.js";
