import { writeFile } from "node:fs/promises";

/** Is what a file shall hold, whole or as it comes. */
export type FileData = string | Uint8Array | AsyncIterable<string | Uint8Array>;

/**
 * Replaces a file by a whole one, or leaves it as it is: through a temporary file beside it, which is
 * synced to disk and renamed, and removed when the process is interrupted or the data ends with an
 * error.
 *
 * The temporary file is written here: write-file-atomic asks the system once, and takes the part that
 * still fitted on a full disk for the whole.
 */
export async function replaceFile(path: string, data: FileData): Promise<void> {
  const { default: writeFileAtomic } = await import("write-file-atomic");
  await writeFileAtomic(path, "", { tmpfileCreated: (temporary) => writeFile(temporary, data) });
}
