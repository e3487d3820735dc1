import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Where the published snapshots are: beside the project, or where `PORTOLAN_SHARED` says. */
const SHARED =
  process.env.PORTOLAN_SHARED ?? fileURLToPath(new URL("../../shared", import.meta.url));

/** Says why tests that need the published snapshots are skipped. */
export const NEEDS_SNAPSHOTS = "(needs the published snapshots beside the project)";

/** Tells whether the published snapshots are there. */
export const hasSnapshots: boolean = existsSync(`${SHARED}/registry/INDEX.md`);

/**
 * Days with a published XML, the newest last. They are listed here, and not found in the folder, so
 * that the test of each day is there, and reported as skipped, where the snapshots are not.
 */
export const XML_DAYS = ["2017-03-10", "2022-10-21", "2024-04-30", "2025-09-22"] as const;

/** The newest published state, which is there in every format. */
export const NEWEST_DAY = "2025-09-22";

export function sharedPath(path: string): string {
  return `${SHARED}/${path}`;
}

/** Gives the path of a published file of a day: `snapshotPath("2025-09-22", "xml")`. */
export function snapshotPath(day: string, extension: string): string {
  return sharedPath(`registry/${day}/service-names-port-numbers.${extension}`);
}

export function readSnapshot(day: string, extension: string): string {
  return readFileSync(snapshotPath(day, extension), "utf8");
}
