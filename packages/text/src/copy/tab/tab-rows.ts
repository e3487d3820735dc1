import { joinLines, type Line } from "../../page/lines.js";

/**
 * Joins the lines of rows that have line breaks inside a cell. A whole row has a tab before each
 * column but the first; what has fewer is a part of one, or a row whose last tabs were trimmed.
 *
 * ```
 * whois++→63→tcp→whois++
 *
 * IANA assigned this well-formed …→[Rickard_Schoultz]→[Rickard_Schoultz]→→→→→→
 * ```
 *
 * @param beginsRow tells whether cells can be the first ones of a row.
 */
export function joinTabRows(
  lines: readonly Line[],
  columnCount: number,
  beginsRow: (cells: readonly string[]) => boolean,
): readonly Line[] {
  const rows: Line[] = [];
  let tabs = 0;
  for (const line of lines) {
    const cells = line.text.split("\t");
    const more = cells.length - 1;
    const last = rows.at(-1);
    if (last === undefined || tabs + more > columnCount - 1 || beginsRow(cells)) {
      rows.push(line);
      tabs = more;
    } else {
      rows[rows.length - 1] = joinLines(last, line);
      tabs += more;
    }
  }
  return rows;
}
