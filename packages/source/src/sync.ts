import { requireObject, requireText } from "./argument.js";
import type { Download, DownloadOptions } from "./download.js";
import { bytesOf, limited, pathOf } from "./input.js";
import { openPlainFile, type SnapshotInfo, type SnapshotStore } from "./snapshot-store.js";
import { SourceError } from "./source-error.js";

/** Where IANA publishes the registry. */
export const REGISTRY_URL =
  "https://www.iana.org/assignments/service-names-port-numbers/service-names-port-numbers.xml";

/** Most bytes of a registry, unpacked, unless told: IANA's page has 5.2 million, its XML 3.8. */
const MOST_BYTES = 6 << 20;

/**
 * Judges a document by its file, which may be gzip and unpack to more than `maxBytes`: what registry it
 * holds, or throws why it must not be kept.
 */
export type Verify = (
  path: string,
  maxBytes: number,
) => Promise<{ readonly updated?: string; readonly records: number }>;

/** How {@link sync} works. */
export interface SyncOptions extends Omit<DownloadOptions, "validators"> {
  readonly url: string;
  readonly store: SnapshotStore;
  readonly verify: Verify;
  /** The document, where it comes from elsewhere; then the URL only names it. */
  readonly input?: AsyncIterable<string | Uint8Array>;
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
      before !== undefined && before.url === name && (await store.holds(before.sha256));
    if (isUsable && before.sha256 === pinned) return { outcome: "unchanged", info: before, before };
    const found = await staged(url, {
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
    const { taken: sha256, validators } = found;
    try {
      if (pinned !== undefined && sha256 !== pinned) return { outcome: "differs", sha256 };
      const about = await verify(store.pathOf(sha256), maxBytes);
      const info = await store.choose(sha256, { url: name, validators, ...about });
      return { outcome: before?.sha256 === info.sha256 ? "unchanged" : "updated", info, before };
    } finally {
      await store.discard(sha256);
    }
  });
}

/** Puts a document into the store as it comes: a download, a file, or what comes from elsewhere. */
async function staged(
  url: string,
  { store, input, ...options }: SyncOptions & DownloadOptions & { readonly maxBytes: number },
): Promise<Download<string>> {
  const { maxBytes } = options;
  const take = (body: AsyncIterable<Uint8Array>): Promise<string> => store.stage(body);
  if (input === undefined && !url.startsWith("file:")) {
    const { download } = await import("./download.js");
    return download(url, take, options).catch((error: unknown) => {
      if (!(error instanceof SourceError) || error.input !== url) throw error;
      throw new SourceError(error.code, withoutPassword(url), error.message, {
        cause: error.cause,
      });
    });
  }
  const path = input === undefined ? pathOf(url) : url;
  const bytes = bytesOf(input ?? (await openPlainFile(path)), path);
  return { changed: true, taken: await take(limited(bytes, path, maxBytes)), validators: {} };
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
