import { leastWidth, startsOfCentred } from "./centred-heads.js";
import { groupByHeading } from "./heading-groups.js";
import { countInk } from "./ink.js";
import { findStretches, type HeadWord, headingOf, type Stretch } from "./stretches.js";
import type { TableArea } from "./table-area.js";
import type { TextLines } from "./text-lines.js";

/** Holds one column of a table: its heading and the screen columns it takes. */
export interface TextColumn {
  readonly heading: string;
  /** Zero-based screen column of its left edge. */
  readonly start: number;
  /** Screen column after its right edge; the next column starts at least one later. */
  readonly end: number;
  /** Offset in the source of the heading's first word. */
  readonly offset: number;
}

/**
 * Reads the columns of a table from its layout: they are parted by screen columns that are blank
 * in every line.
 */
export function findColumns(
  lines: TextLines,
  area: TableArea,
  isHeading: (text: string) => boolean,
): readonly TextColumn[] {
  const words = headWords(lines, area);
  const ink = countInk(lines, area);
  const groups = groupByHeading(findStretches(ink, words, area.tolerance), isHeading);
  const placed = groups.map((group, i) => ({
    ...group,
    start: startOf(group, groups[i - 1], ink),
  }));
  const starts = startsOfCentred(placed);
  return groups.map((group, i) => {
    const start = starts[i] ?? group.start;
    const next = starts[i + 1];
    return {
      heading: headingOf(group.words),
      start,
      end: next === undefined ? Math.max(group.end, start + leastWidth(group, start)) : next - 1,
      offset: group.words[0]?.offset ?? lines.start(area.head.first),
    };
  });
}

/** Finds where a column begins: behind the last of the least inked screen columns before its text. */
function startOf(group: Stretch, left: Stretch | undefined, ink: Uint32Array): number {
  if (left === undefined) return group.start;
  let gap = group.start - 1;
  for (let column = gap; column >= left.end; column--)
    if ((ink[column] ?? 0) < (ink[gap] ?? 0)) gap = column;
  return gap + 1;
}

function headWords(lines: TextLines, { head, measure }: TableArea): readonly HeadWord[] {
  const words: HeadWord[] = [];
  for (let line = head.first; line < head.end; line++) {
    for (const { start, end, left, right } of lines.words(line, measure)) {
      const text = lines.source.slice(start, end);
      words.push({ text, line, start: left, end: right, offset: start });
    }
  }
  return words;
}
