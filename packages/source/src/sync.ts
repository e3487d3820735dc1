import { stat } from "node:fs/promises";
import { requireObject, requireText } from "./argument.js";
import type { Download, DownloadOptions } from "./download.js";
import { decode, pathOf } from "./input.js";
import { sha256Of } from "./seal.js";
import { readPlainFile, type SnapshotInfo, type SnapshotStore } from "./snapshot-store.js";
import { fromSystemError, SourceError } from "./source-error.js";

/** Where IANA publishes the registry. */
export const REGISTRY_URL =
  "https://www.iana.org/assignments/service-names-port-numbers/service-names-port-numbers.xml";

/** Most bytes of a registry, unpacked, unless told: four times IANA's XML. */
const MOST_BYTES = 16 << 20;

/** Judges a downloaded text: what registry it holds, or throws why it must not be kept. */
export type Verify = (
  text: string,
) => Promise<{ readonly updated?: string; readonly records: number }>;

/** How {@link sync} works. */
export interface SyncOptions extends Omit<DownloadOptions, "validators"> {
  readonly url: string;
  readonly store: SnapshotStore;
  readonly verify: Verify;
  /** The document, where it is at hand; then the URL only names it. */
  readonly bytes?: Uint8Array;
  /** SHA-256 that the document must have. */
  readonly pinned?: string;
}

/** Says what {@link sync} did. */
export type SyncResult =
  | {
      readonly outcome: "unchanged" | "updated";
      readonly info: SnapshotInfo;
      readonly before: SnapshotInfo | undefined;
    }
  | { readonly outcome: "differs"; readonly sha256: string };

/**
 * Brings the kept copy up to date: downloads, verifies, and only then replaces the last good copy.
 *
 * @throws {SourceError} where the document cannot be had; and what `verify` throws. The last good
 * copy is then as it was.
 */
export async function sync(options: SyncOptions): Promise<SyncResult> {
  requireObject(options, "sync", "options", "an object with url, store and verify");
  requireText(options.url, "sync", "options.url");
  requireObject(options.store, "sync", "options.store", "a SnapshotStore");
  const { url, store, verify, pinned, maxBytes = MOST_BYTES } = options;
  const name = withoutPassword(url);
  return store.exclusively(async () => {
    const before = await store.info().catch(() => undefined);
    const isUsable =
      before !== undefined &&
      before.url === name &&
      (await store.current().catch(() => undefined)) !== undefined;
    if (isUsable && before.sha256 === pinned) return { outcome: "unchanged", info: before, before };
    const found = await fetched(url, {
      ...options,
      maxBytes,
      validators: isUsable ? before.validators : {},
    });
    if (!found.changed) {
      if (!isUsable) {
        const message = "The server says that nothing has changed, but there is no copy.";
        throw new SourceError("source/http-status", name, message);
      }
      return pinned === undefined || pinned === before.sha256
        ? { outcome: "unchanged", info: before, before }
        : { outcome: "differs", sha256: before.sha256 };
    }
    const sha256 = sha256Of(found.bytes);
    if (pinned !== undefined && sha256 !== pinned) return { outcome: "differs", sha256 };
    const about = await verify(await decode(found.bytes, name, { maxBytes }));
    const info = await store.keep(found.bytes, {
      url: name,
      validators: found.validators,
      ...about,
    });
    return { outcome: before?.sha256 === info.sha256 ? "unchanged" : "updated", info, before };
  });
}

/** Gives a document: a file, or a download. */
async function fetched(
  url: string,
  options: DownloadOptions & Pick<SyncOptions, "bytes"> & { readonly maxBytes: number },
): Promise<Download> {
  if (options.bytes !== undefined) return { changed: true, bytes: options.bytes, validators: {} };
  if (!url.startsWith("file:")) {
    const { download } = await import("./download.js");
    return download(url, options).catch((error: unknown) => {
      if (!(error instanceof SourceError) || error.input !== url) throw error;
      throw new SourceError(error.code, withoutPassword(url), error.message, {
        cause: error.cause,
      });
    });
  }
  const path = pathOf(url);
  const size = await stat(path).then(
    (found) => found.size,
    (error: unknown) => {
      throw fromSystemError(error, path, "source/unreadable");
    },
  );
  if (size > options.maxBytes)
    throw new SourceError("source/too-large", path, `It is larger than ${options.maxBytes} bytes.`);
  return { changed: true, bytes: await readPlainFile(path), validators: {} };
}

/** Takes user and password out of a URL, so that they are neither kept nor shown. */
export function withoutPassword(url: string): string {
  requireText(url, "withoutPassword", "url");
  if (!URL.canParse(url)) return url;
  const parsed = new URL(url);
  if (parsed.username === "" && parsed.password === "") return url;
  parsed.username = "";
  parsed.password = "";
  return parsed.href;
}
