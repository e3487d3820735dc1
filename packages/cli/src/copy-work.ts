import type { SnapshotInfo } from "@portolan/source";
import { UsageError } from "./exit.js";
import type { PlacedProblem } from "./problems.js";

/** Names a document. */
export interface CopyFile {
  readonly path: string;
  /** What it is called in messages. */
  readonly name: string;
  /** Most bytes, unpacked, that are read; no limit unless told. */
  readonly maxBytes?: number;
}

/** Asks whether a document is the registry. */
export interface CheckRequest extends CopyFile {
  /** What is known of the last copy, and that it matters; else whatever has records is taken. */
  readonly against?: { readonly last: SnapshotInfo | undefined };
  /** Lines are shown with their problems. */
  readonly showsLines: boolean;
}

/** Holds what a document is that is the registry. */
export interface CheckedCopy {
  readonly records: number;
  readonly updated?: string;
  /** Each with some of the text around it, where lines are shown. */
  readonly problems: readonly PlacedProblem[];
}

/** Holds what has changed since the copy before. */
export interface CopyChanges {
  /** What happened to how many services, in words. */
  readonly totals: readonly string[];
  /** How many changes may concern users. */
  readonly users: number;
}

/**
 * Is all that `portolan sync` does with the text of documents. What goes in and comes out is plain data,
 * so that it can be done in a thread of its own, whose memory and time are bounded (`apart.ts`).
 */
export interface CopyWork {
  /**
   * Reads what shall be kept.
   *
   * @throws {UsageError} where it is not the registry, or hardly.
   * @throws {SourceError} where it is no text.
   */
  readonly check: (request: CheckRequest) => Promise<CheckedCopy>;
  /** Makes the index of a copy; undefined where it cannot be had. */
  readonly index: (copy: CopyFile) => Promise<Uint8Array | undefined>;
  /** Compares a copy with the one before; undefined where it cannot be had. */
  readonly compare: (copies: {
    readonly old: CopyFile;
    readonly fresh: CopyFile;
  }) => Promise<CopyChanges | undefined>;
}

/** Makes the error for a document that is something else. */
export function notTheRegistry(name: string, why: string): UsageError {
  return new UsageError(`${name} is not the registry: ${why}`);
}
