import { sectionOfTitle } from "../copy/pages.js";
import { linesOf, mayBeRow } from "../page/lines.js";
import { asciidocTable } from "./asciidoc-table.js";
import type { OddLines } from "./drawn-cells.js";
import { MovedText } from "./moved-text.js";
import { ruledTable } from "./ruled-table.js";
import { wikiTable } from "./wiki-table.js";

/** What rulers of ASCII and the borders of wikis have; most texts have none of it. */
const MARKS: readonly string[] = ["--", "==", "~~", ",,,", ":::", "!!!", "||", "|_.", "^ ", "{|"];

/** Finds the beginning of a ruler, or of a table of a wiki. */
const ANY_RULER = /(?:^|\n)[ \t]*(?:[|,:!]={3}|[|+]?[-=~\u2500-\u257f]{2}|\|\||\|_\.|\^ |\{\|)/;

/** Lines that are drawn in Unicode begin in the top of a text. */
const BOX = /[\u2500-\u257f]{2}/;
const TOP_LENGTH = 100_000;

function mayBeDrawn(source: string): boolean {
  const hasMark = MARKS.some((mark) => source.includes(mark));
  return (hasMark || BOX.test(source.slice(0, TOP_LENGTH))) && ANY_RULER.test(source);
}

/** Holds a text in which tables are no longer drawn. */
interface UndrawnText {
  readonly moved: MovedText;
  readonly odd: OddLines;
}

/**
 * Writes tables that databases and other programs draw (psql, mysql, sqlite, org, reStructuredText,
 * AsciiDoc, wikis, box drawing) as rows with a tab between cells, one row a line.
 *
 * @returns undefined for a text without such a table.
 */
export function undraw(source: string): UndrawnText | undefined {
  if (!mayBeDrawn(source)) return undefined;
  const lines = [...linesOf(source)];
  const moved = new MovedText();
  const odd: OddLines = { strays: [], joined: [] };
  let isBelowTable = false;
  let found = false;
  for (let at = 0; at < lines.length; ) {
    const line = lines[at];
    if (line === undefined) break;
    const end =
      asciidocTable(lines, at, moved, odd) ??
      wikiTable(lines, at, moved, odd) ??
      ruledTable(lines, at, moved, odd);
    if (end !== undefined) {
      found = true;
      isBelowTable = true;
      at = end;
      continue;
    }
    // Sentences below a table are not rows; a section of the page may follow.
    if (sectionOfTitle(line.text) !== undefined) isBelowTable = false;
    if (!isBelowTable) moved.add(`${line.text}\n`, line.start);
    else if (mayBeRow(line.text)) odd.strays.push(line);
    at++;
  }
  return found ? { moved, odd } : undefined;
}
