import type { DownloadOptions } from "./download.js";
import { decode } from "./input.js";
import { sha256Of } from "./seal.js";
import type { SnapshotInfo, SnapshotStore } from "./snapshot-store.js";

/** Where IANA publishes the registry. */
export const REGISTRY_URL =
  "https://www.iana.org/assignments/service-names-port-numbers/service-names-port-numbers.xml";

/** Judges a downloaded text: what registry it holds, or throws why it must not be kept. */
export type Verify = (
  text: string,
) => Promise<{ readonly updated?: string; readonly records: number }>;

/** How {@link sync} works. */
export interface SyncOptions extends Omit<DownloadOptions, "validators"> {
  readonly url: string;
  readonly store: SnapshotStore;
  readonly verify: Verify;
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
  const { url, store, verify, pinned } = options;
  const { download } = await import("./download.js");
  return store.exclusively(async () => {
    const before = await store.info().catch(() => undefined);
    const isUsable =
      before !== undefined &&
      before.url === url &&
      (await store.current().catch(() => undefined)) !== undefined;
    if (isUsable && before.sha256 === pinned) return { outcome: "unchanged", info: before, before };
    const found = await download(url, {
      ...options,
      validators: isUsable ? before.validators : {},
    });
    if (!found.changed) {
      if (before === undefined) throw new TypeError("304 without a conditional request.");
      return pinned === undefined || pinned === before.sha256
        ? { outcome: "unchanged", info: before, before }
        : { outcome: "differs", sha256: before.sha256 };
    }
    const sha256 = sha256Of(found.bytes);
    if (pinned !== undefined && sha256 !== pinned) return { outcome: "differs", sha256 };
    const about = await verify(await decode(found.bytes, url));
    const info = await store.keep(found.bytes, { url, validators: found.validators, ...about });
    return { outcome: before?.sha256 === info.sha256 ? "unchanged" : "updated", info, before };
  });
}
