import type { Measure } from "./measure.js";
import type { TableHead } from "./table-head.js";

/** Says where a table stands and how its columns are counted. */
export interface TableArea {
  readonly head: TableHead;
  /** Number of the line after the table's last one. */
  readonly end: number;
  readonly measure: Measure;
  /** Number of lines that may have text in a gap between two columns. */
  readonly tolerance: number;
}
