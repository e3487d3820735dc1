import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { READABLE_FORMATS, type ReadableFormat, writeRegistry } from "@portolan/convert";
import type { Registry } from "@portolan/model";
import { hasSnapshots, readSnapshot, snapshotPath } from "../shared.js";
import { syntheticRegistry } from "./synthetic-registry.js";

/** Names one registry state in every format that can be read. */
export interface Inputs {
  /** What state it is, for people. */
  readonly origin: string;
  readonly recordCount: number;
  readonly paths: Readonly<Record<ReadableFormat, string>>;
  /** Folder of the benchmarks, with the scripts that are run as processes. */
  readonly benchFolder: string;
}

/** The day of the snapshots that are measured: the newest with all four published formats. */
const DAY = "2025-09-22";

/**
 * Lays the inputs out: the published snapshots where they are beside the project, else a synthetic
 * registry; what IANA does not publish is written by our own writers.
 *
 * @param folder where files are written.
 */
export async function prepareInputs(folder: string, benchFolder: string): Promise<Inputs> {
  if (!hasSnapshots) {
    return writeInputs(syntheticRegistry(), "a synthetic registry", folder, benchFolder);
  }
  const { fromXml } = await import("@portolan/xml");
  const { registry } = fromXml(readSnapshot(DAY, "xml"));
  const { paths, ...others } = await writeInputs(
    registry,
    `the registry of ${DAY}`,
    folder,
    benchFolder,
  );
  const published = {
    xml: snapshotPath(DAY, "xml"),
    csv: snapshotPath(DAY, "csv"),
    text: snapshotPath(DAY, "txt"),
    html: snapshotPath(DAY, "xhtml"),
  };
  return { ...others, paths: { ...paths, ...published } };
}

/**
 * Writes a registry in every format.
 *
 * @param origin what it is, for people.
 * @param folder where files are written.
 */
export async function writeInputs(
  registry: Registry,
  origin: string,
  folder: string,
  benchFolder: string,
): Promise<Inputs> {
  const paths: Partial<Record<ReadableFormat, string>> = {};
  for (const format of READABLE_FORMATS) {
    const path = join(folder, `registry.${format}`);
    writeFileSync(path, (await writeRegistry(registry, format)).text);
    paths[format] = path;
  }
  return {
    origin,
    recordCount: registry.records.length,
    paths: paths as Inputs["paths"],
    benchFolder,
  };
}
