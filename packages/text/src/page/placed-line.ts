import { type Position, type ProblemTable, Report } from "@portolan/model";

/** Holds a line with its place in the document: the piece that it came in may be gone. */
export interface PlacedLine {
  readonly text: string;
  /** Where the line begins. */
  readonly place: Position;
}

/** Reports a text that stands in a line, or the whole line where the text is not in it as it is. */
export function reportLine<Table extends ProblemTable>(
  { text, place }: PlacedLine,
  found: string,
  table: Table,
  code: keyof Table & string,
  report: Report,
): void {
  const shown = text.includes(found) ? found : text.trim();
  const start = text.indexOf(shown);
  const own = new Report(text, place);
  own.add(table, code, { span: { start, end: start + shown.length }, values: { found } });
  report.problems.push(...own.problems);
}
