import type { ColumnKey, InferredField } from "@portolan/model";
import type { Line } from "../page/lines.js";

/** Text of columns while they are being told apart. */
export type MutableCells = { [key in ColumnKey]?: string };

/** Holds a row of a copy as far as the row alone tells what stands in which column. */
export interface RowReading {
  readonly cells: MutableCells;
  /** A date of which the row does not tell whether it is that of registration or modification. */
  readonly date?: string;
  /** Columns that words, not cell borders, gave. */
  readonly inferred: InferredField[];
}

/** Holds the reading of a row and where it stands. */
export interface PlacedRow extends RowReading {
  readonly line: Line;
  /** Zero-based number of the page within the source. */
  readonly page: number;
}

/** Holds a row of the contact information as far as the row alone tells. */
export interface PersonReading {
  readonly line: Line;
  readonly id: string;
  readonly name?: string;
  readonly organization?: string;
  /** Text that is a name, an organization or, where `mayBeBoth`, one after the other. */
  readonly undivided?: string;
  readonly mayBeBoth: boolean;
  readonly uris: readonly string[];
  readonly updated?: string;
}
