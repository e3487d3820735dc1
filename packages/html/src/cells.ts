import { oneLine, type Reference, type RunningText } from "@portolan/model";
import { parseReferenceLabel, splitBracketed } from "@portolan/model/internal";
import type { Cell, TableRow } from "./outline.js";
import { trimSpace } from "./running-text.js";

/** Says at which zero-based place of a row each column is. */
export type Columns<Key extends string> = ReadonlyMap<Key, number>;

/** Gives the cell of a column, where the row has one. */
export function cellIn<Key extends string>(
  row: TableRow,
  columns: Columns<Key>,
  key: Key,
): Cell | undefined {
  const place = columns.get(key);
  return place === undefined ? undefined : row.cells[place];
}

const LAYOUT = /[\t\n\f\r]| {2}/;

/** Gives the text of a cell on one line; empty where there is none. */
export function lineOf(cell: Cell | undefined): string {
  const text = cell?.text;
  if (text === undefined) return "";
  return typeof text === "string" && !LAYOUT.test(text) ? text : oneLine(text);
}

const NO_REFERENCES: readonly never[] = [];

/**
 * Reads a list of bracketed items. Linked ones are references already; of the others only the label
 * is known.
 */
export function referencesOf(
  text: RunningText | undefined,
  complain: (found: string) => void,
): readonly Reference[] {
  if (text === undefined) return NO_REFERENCES;
  if (typeof text === "string") return unlinked(text, complain);
  const only = text[0];
  // Most lists are one link.
  if (text.length === 1 && typeof only === "object" && "reference" in only) return [only.reference];
  return text.flatMap((piece) => {
    if (typeof piece === "string") return unlinked(trimSpace(piece), complain);
    if ("reference" in piece) return [piece.reference];
    return "paragraph" in piece ? referencesOf(piece.paragraph, complain) : NO_REFERENCES;
  });
}

function unlinked(text: string, complain: (found: string) => void): readonly Reference[] {
  const labels = splitBracketed(text) ?? splitBracketed(text.replace(/\]\s+\[/g, "]["));
  if (labels !== undefined) return labels.map(parseReferenceLabel);
  complain(text);
  return [{ type: "text", text: withoutBrackets(text) }];
}

/** Takes the brackets off a label: `[Jon_Postel]`. */
export function withoutBrackets(text: string): string {
  return text.startsWith("[") && text.endsWith("]") ? text.slice(1, -1) : text;
}
