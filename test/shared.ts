import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { present } from "./has-program.js";
import published from "./snapshots/list.json" with { type: "json" };

/** Where the published snapshots may be: where `PORTOLAN_SHARED` says, beside the project, fetched. */
const FOLDERS =
  process.env.PORTOLAN_SHARED === undefined
    ? ["../../shared", "../.snapshots"].map((path) => fileURLToPath(new URL(path, import.meta.url)))
    : [process.env.PORTOLAN_SHARED];

/** The first of the folders that has the newest state. */
const SHARED =
  FOLDERS.find((folder) =>
    existsSync(`${folder}/registry/2025-09-22/service-names-port-numbers.xml`),
  ) ?? "/nonexistent";

/** Says why tests that need the published snapshots are skipped, and what to do about it. */
export const NEEDS_SNAPSHOTS = "(needs the published snapshots: pnpm snapshots)";

/** Tells whether the published snapshots are there, every one: a test may ask any of them. */
export const hasSnapshots: boolean =
  process.env.PORTOLAN_SHARED !== "none" &&
  present(
    published.every(({ file }) => existsSync(`${SHARED}/registry/${file}`)),
    "one of the published snapshots",
    "snapshots",
  );

/** Says why tests of copies that people made are skipped. */
export const NEEDS_SEEDS = "(needs the seed documents beside the project)";

/** Tells whether the seed documents and their golden records are there. */
export const hasSeeds: boolean = existsSync(`${SHARED}/seeds`) && existsSync(`${SHARED}/golden`);

/** Says why tests of real systems' services files are skipped. */
export const NEEDS_SYSTEMS = "(needs the systems' files beside the project)";

/** Tells whether the services files of real systems are there. */
export const hasSystems: boolean = existsSync(`${SHARED}/services`);

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

const RECORDS = /<record[^>]*>.*?<\/record>\s*/gs;

/**
 * Gives a published state made shorter, for what need not be asked of the whole: its records below port
 * 700, and all that it says beside.
 */
export function sliceOf(day: string): string {
  return readSnapshot(day, "xml").replace(RECORDS, (record) =>
    /<number>(?:\d|\d\d|[1-6]\d\d)</.test(record) || record.includes("_http._tcp") ? record : "",
  );
}

/**
 * Gives a published state without the records that a newer one of {@link XML_DAYS} has just so, which are
 * most: the newest state is whole. For what is asked of every state, each record by itself.
 */
export function unlikeNewer(day: (typeof XML_DAYS)[number]): string {
  const newer = XML_DAYS.slice(XML_DAYS.indexOf(day) + 1);
  const known = new Set(newer.flatMap((one) => readSnapshot(one, "xml").match(RECORDS) ?? []));
  return readSnapshot(day, "xml").replace(RECORDS, (record) => (known.has(record) ? "" : record));
}
