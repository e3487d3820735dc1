import type { Registry, ServiceRecord } from "./registry.js";
import type { RegistryHeader } from "./registry-part.js";

/** Holds what of a registry belongs to its records, and is known for sure when they are all there. */
export type RegistryTail = Pick<Registry, "people" | "footnotes">;

/**
 * Writes one registry in one format part by part, without holding more of it than a part. Put
 * together, the texts are the document.
 */
export interface PartWriter {
  /** Begins the document. Called once, before the rest. */
  begin(header: RegistryHeader): string;
  /** Writes the next record. */
  record(record: ServiceRecord): string;
  /** Ends the document. Called once, after the rest. */
  end(tail: RegistryTail): string;
}

/** So many parts are joined to a chunk: what they were made of need not be kept for long. */
const PARTS_PER_CHUNK = 64;

/** Writes a whole registry in chunks, each made when it is asked for. */
export function* registryChunks(
  registry: Registry,
  writer: PartWriter,
): Generator<string, void, undefined> {
  let parts = [writer.begin(registry)];
  for (const record of registry.records) {
    parts.push(writer.record(record));
    if (parts.length < PARTS_PER_CHUNK) continue;
    yield parts.join("");
    parts = [];
  }
  parts.push(writer.end(registry));
  yield parts.join("");
}
