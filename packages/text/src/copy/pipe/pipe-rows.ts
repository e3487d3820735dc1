import { joinLines, type Line } from "../../page/lines.js";
import { isCompact, splitPipes } from "./pipe-cells.js";

/** Holds a row and what stands before, between and after its pipes. */
export interface PipeRow {
  readonly line: Line;
  readonly pieces: readonly string[];
}

/**
 * Splits the lines of a table at their pipes and joins the parts of rows that go on after a cell
 * with a line break:
 *
 * ```
 * udt-os | 3900 | tcp | Unidata UDT OS … "udt_os". |
 * [James_Powell] | [James_Powell] | ||||||
 * ```
 *
 * @param head the row of headings, which has as many pipes as each row.
 * @param beginsRow tells whether cells can only be the first ones of a row.
 */
export function pipeRows(
  lines: readonly Line[],
  head: string | undefined,
  beginsRow: (cells: readonly string[]) => boolean,
): readonly PipeRow[] {
  const compact = head !== undefined && isCompact(head);
  const pipes = head === undefined ? USUAL_PIPES : splitPipes(head, compact).length - 1;
  const rows: PipeRow[] = [];
  for (const [index, line] of lines.entries()) {
    if (index === 0 && isRule(line.text)) continue;
    const pieces = splitPipes(line.text, compact);
    const last = rows.at(-1);
    const together = last === undefined ? 0 : last.pieces.length + pieces.length - 2;
    const goesOn = last !== undefined && last.pieces.length - 1 < pipes && together <= pipes;
    const isPart = pieces.length > 1 || last?.pieces.at(-1) !== "";
    if (goesOn && isPart && !beginsRow(pieces))
      rows[rows.length - 1] = joinRows(last, line, pieces);
    else rows.push({ line, pieces });
  }
  return rows;
}

const USUAL_PIPES = 12;

function joinRows(row: PipeRow, line: Line, pieces: readonly string[]): PipeRow {
  const border = `${row.pieces.at(-1) ?? ""}\n${pieces[0] ?? ""}`;
  return {
    line: joinLines(row.line, line),
    pieces: [...row.pieces.slice(0, -1), border, ...pieces.slice(1)],
  };
}

/** `---|:--:|---|` */
function isRule(text: string): boolean {
  return text.includes("---") && /^[\s|:-]+$/.test(text);
}

/**
 * Gives the cells of each row, and tells whether empty ones are among them. Else they are left
 * out, and pipes at the end of the row make up for them: `2905 | udp | Reserved | |||||||||`.
 *
 * @param portColumn zero-based place of the port among all cells; -1 where there is no such column.
 */
export function cellsOfRows(
  rows: readonly PipeRow[],
  head: string | undefined,
  portColumn: number,
): { readonly cells: readonly (readonly string[])[]; readonly exact: boolean } {
  const leading = head !== undefined && /^\s*\|/.test(head);
  const cells = rows.map(({ pieces }) =>
    pieces
      .slice(leading && pieces[0] === "" ? 1 : 0, pieces.at(-1) === "" ? -1 : undefined)
      .map((piece) => piece.trim()),
  );
  const padded = rows.some(({ line }) => /\|\|\s*$/.test(line.text));
  if (leading && !padded) return { cells, exact: true };
  const withGap = cells.filter(hasGap).length;
  const shifted = cells.filter((row) => !/^$|^\d/.test(row[portColumn] ?? "")).length;
  return { cells, exact: withGap > shifted };
}

/** Tells whether an empty cell stands before one that is not. */
function hasGap(cells: readonly string[]): boolean {
  const gap = cells.indexOf("");
  return gap !== -1 && cells.slice(gap).some((cell) => cell !== "");
}
