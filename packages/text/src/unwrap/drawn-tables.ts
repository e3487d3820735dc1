import { sectionOfTitle } from "../copy/pages.js";
import { linesOf, mayBeRow, TOP_LENGTH } from "../page/lines.js";
import type { DrawnCell } from "./drawn-cells.js";
import { asciidocTable, mediaWikiTable, wikiTable } from "./markup-tables.js";
import { type MovedRows, MovedText } from "./moved-text.js";
import { ruledTable } from "./ruled-table.js";

/** What rulers of ASCII and the borders of wikis have; most texts have none of it. */
const MARKS: readonly string[] = ["--", "==", "~~", ",,,", ":::", "!!!", "||", "|_.", "^ ", "{|"];

/** Finds the beginning of a ruler, or of a table of a wiki. */
const ANY_RULER = /(?:^|\n)[ \t]*(?:[|,:!]={3}|[|+]?[-=~\u2500-\u257f]{2}|\|\||\|_\.|\^ |\{\|)/;

/** Lines that are drawn in Unicode begin in the top of a text. */
const BOX = /[\u2500-\u257f]{2}/;

function mayBeDrawn(source: string): boolean {
  const hasMark = MARKS.some((mark) => source.includes(mark));
  return (hasMark || BOX.test(source.slice(0, TOP_LENGTH))) && ANY_RULER.test(source);
}

/**
 * Writes tables that databases and other programs draw (psql, mysql, sqlite, org, reStructuredText,
 * AsciiDoc, wikis, box drawing) as rows with a tab between cells, one row a line.
 *
 * @returns undefined for a text without such a table.
 */
export function undraw(source: string): MovedRows | undefined {
  if (!mayBeDrawn(source)) return undefined;
  const lines = [...linesOf(source)];
  const moved = new MovedText();
  const rows: MovedRows = { moved, strays: [], joined: [] };
  let isBelowTable = false;
  let found = false;
  for (let at = 0, line = lines[at]; line !== undefined; line = lines[at]) {
    const table =
      asciidocTable(lines, at) ??
      mediaWikiTable(lines, at) ??
      wikiTable(lines, at) ??
      ruledTable(lines, at);
    if (table !== undefined) {
      found = true;
      isBelowTable = true;
      for (const row of table.rows) addRow(row, moved);
      for (const stray of table.strays) rows.strays.push(stray);
      for (const part of table.joined) rows.joined.push(part);
      at = table.end;
      continue;
    }
    // Sentences below a table are not rows; a section of the page may follow.
    if (sectionOfTitle(line.text) !== undefined) isBelowTable = false;
    if (!isBelowTable) moved.add(`${line.text}\n`, line.start);
    else if (mayBeRow(line.text)) rows.strays.push(line);
    at++;
  }
  return found ? rows : undefined;
}

/** Adds a row, with tabs between its cells. */
function addRow(cells: readonly DrawnCell[], moved: MovedText): void {
  for (const [i, { text, start }] of cells.entries())
    moved.add(`${text}${i === cells.length - 1 ? "\n" : "\t"}`, start);
}
