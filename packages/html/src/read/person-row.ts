import type { Footnote, Person, RunningText } from "@portolan/model";
import type { PersonColumnKey } from "@portolan/model/internal";
import { type Cell, type Columns, cellIn, lineOf, type Row, withoutBrackets } from "./rows.js";
import { trimSpace } from "./white-space.js";

/**
 * Makes a person of a row whose columns are known.
 *
 * @returns undefined for a row without an id.
 */
export function personOfRow(row: Row, columns: Columns<PersonColumnKey>): Person | undefined {
  const cellOf = (column: PersonColumnKey): Cell | undefined => cellIn(row, columns, column);
  const id = withoutBrackets(lineOf(cellOf("id")));
  if (id === "") return undefined;
  const name = lineOf(cellOf("name"));
  const organization = lineOf(cellOf("organization"));
  const updated = lineOf(cellOf("updated"));
  return {
    id,
    ...(name === "" ? {} : { name }),
    ...(organization === "" ? {} : { organization }),
    uris: linesOf(cellOf("uris")?.text),
    ...(updated === "" ? {} : { updated }),
  };
}

/** Makes a footnote of a row: its anchor between brackets and its text. */
export function footnoteOfRow(row: Row): Footnote | undefined {
  const [anchor, text] = row.cells;
  if (anchor === undefined || text === undefined || row.cells.length !== 2) return undefined;
  return { anchor: withoutBrackets(lineOf(anchor)), text: text.text ?? "" };
}

/** Gives the lines of a cell; contact URIs stand one a line. */
function linesOf(text: RunningText | undefined): readonly string[] {
  if (text === undefined) return [];
  const pieces = typeof text === "string" ? [text] : text;
  return pieces.flatMap((piece) => {
    if (typeof piece === "string") return trimSpace(piece) === "" ? [] : [trimSpace(piece)];
    return "paragraph" in piece ? linesOf(piece.paragraph) : [];
  });
}
