import type { ColumnKey } from "@portolan/model";

/** Says how IANA's text lays the cells of a column out. */
export interface CellLayout {
  /** Whether cells stand in the middle of the column, and not at its left edge. */
  readonly isCentred?: boolean;
  /** Whether every row has text in at least one of these columns, so that they show where a row is. */
  readonly isAnchor?: boolean;
  /** Whether a cell is one word, so that it is never wrapped. */
  readonly isWord?: boolean;
  /** Whether cells are prose, whose wording tells where it begins and ends. */
  readonly isProse?: boolean;
}

/** Says of each column how its cells are laid out, for the reader and the writer of IANA's text. */
export const COLUMN_LAYOUT: Readonly<Record<ColumnKey, CellLayout>> = {
  name: { isAnchor: true },
  port: { isAnchor: true, isCentred: true, isWord: true },
  protocol: { isAnchor: true, isCentred: true, isWord: true },
  description: { isProse: true },
  assignee: {},
  contact: {},
  registrationDate: { isWord: true },
  modificationDate: { isWord: true },
  reference: {},
  serviceCode: { isCentred: true, isWord: true },
  unauthorizedUse: { isProse: true },
  notes: { isProse: true },
};
