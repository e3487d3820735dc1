import { COLUMNS, type ColumnKey, isTransportProtocol, parsePort } from "@portolan/model";
import type { Row } from "./scan-row.js";

/** Says how the rows of one file are made. */
export interface Layout {
  /** What stands between cells, one character. */
  readonly delimiter: string;
  /** The column of each cell; undefined for one that is skipped. */
  readonly columns: readonly (ColumnKey | undefined)[];
}

/** Lists the columns in IANA's order. */
export const IANA_ORDER: readonly ColumnKey[] = COLUMNS.map(({ key }) => key);

/**
 * Tells whether a row starts a record: it has a port and a protocol; or all cells, with port and
 * protocol in their places. A line inside a quoted text is as good as never so.
 */
export function startsRecord(row: Row, columns: Layout["columns"]): boolean {
  const [port, protocol] = numbersOf(row, columns);
  if (parsePort(port) !== undefined && isTransportProtocol(protocol)) return true;
  const isWhole = row.fault === undefined && row.cells.length === columns.length;
  return isWhole && fitsRecord(row, columns);
}

/** Tells whether the cells for port and protocol hold one, or nothing. */
export function fitsRecord(row: Row, columns: Layout["columns"]): boolean {
  const [port, protocol] = numbersOf(row, columns);
  const hasPort = port === "" || parsePort(port) !== undefined;
  return hasPort && (protocol === "" || isTransportProtocol(protocol));
}

/** Tells whether a row has a port or a protocol, which neither a heading nor a line of text has. */
export function isNumbered(row: Row, columns: Layout["columns"]): boolean {
  const [port, protocol] = numbersOf(row, columns);
  return port !== "" || protocol !== "";
}

function numbersOf({ cells }: Row, columns: Layout["columns"]): readonly [string, string] {
  return [cells[columns.indexOf("port")] ?? "", cells[columns.indexOf("protocol")] ?? ""];
}
