import type { Person } from "@portolan/model";
import {
  collapseSpace,
  PERSON_COLUMNS,
  type PersonColumnKey,
  personColumnOfHeading,
  type Span,
} from "@portolan/model/internal";
import { placePersonColumns } from "../page/headings.js";
import { textProblems } from "../problems.js";
import type { Alignment } from "./centred-columns.js";
import { findColumns } from "./columns.js";
import type { Grid } from "./grid.js";
import type { RowLines } from "./row-splitter.js";
import {
  complainOfColumns,
  type PagePiece,
  type PageStyle,
  reportFlaws,
  type TableOpening,
  TableReader,
} from "./table-reader.js";

/** Opens a table of contact information; one without a column of ids is reported. */
export function openPeople(
  { lines, head, end, measures, style, report }: TableOpening,
  take: (person: Person, span: Span, page: PagePiece) => void,
): TableReader | undefined {
  const layout = findColumns(lines, { head, end }, alignmentOf, PERSON_COLUMNS.length, measures);
  const headings = layout.columns.map(({ heading }) => heading);
  if (!headings.some((heading) => personColumnOfHeading(heading) === "id")) {
    const span = { start: lines.start(head.first), end: lines.end(head.end - 1) };
    report.add(textProblems, "text/people-without-ids", { span });
    return undefined;
  }
  const complain = complainOfColumns(layout.columns, lines.start(head.first), report);
  const columns = placePersonColumns(headings, complain);
  const [id = -1, ...others] = PERSON_COLUMNS.map(({ key }) => columns.indexOf(key));
  const placed = (...keys: readonly PersonColumnKey[]): readonly number[] =>
    keys.map((key) => columns.indexOf(key)).filter((place) => place !== -1);
  const rules = {
    anchors: [id],
    single: placed("id", "updated"),
    prose: placed("name", "organization"),
    label: id,
  };
  return new TableReader(layout, rules, (grid, block, page) => {
    const person = personOf(grid, id, others, style, block);
    const flawed = person === undefined ? { ...block, flaw: "stray" as const } : block;
    reportFlaws(grid, flawed, "text/person-unreadable", page.report);
    if (person !== undefined) take(person, grid.linesSpan(block.start, block.end), page);
  });
}

function alignmentOf(heading: string): Alignment | undefined {
  return personColumnOfHeading(heading) === undefined ? undefined : "left";
}

function personOf(
  grid: Grid,
  idColumn: number,
  others: readonly number[],
  style: PageStyle,
  { start, end }: RowLines,
): Person | undefined {
  const { isBrokenWord, plain } = style;
  const label = grid.cell(start, end, idColumn);
  if (!label.startsWith("[") || !label.endsWith("]") || label.length < 3) return undefined;
  const cell = (column = -1): string => {
    const text = column === -1 ? "" : grid.cell(start, end, column, isBrokenWord);
    return plain === undefined ? text : plain(text);
  };
  const [nameColumn, organizationColumn, uriColumn, updatedColumn] = others;
  // Fields are set in the order of the model.
  const person = { id: label.slice(1, -1) } as { -readonly [key in keyof Person]: Person[key] };
  const name = cell(nameColumn);
  if (name !== "") person.name = name;
  const organization = cell(organizationColumn);
  if (organization !== "") person.organization = organization;
  person.uris =
    uriColumn === undefined || uriColumn === -1
      ? NO_URIS
      : urisOf(grid, start, end, uriColumn, style);
  const updated = cell(updatedColumn);
  if (updated !== "") person.updated = updated;
  return person;
}

/** What the lines of a URI begin with; a line that begins otherwise goes on with the one before. */
const URI_START = /^(?:[a-z][a-z0-9+.-]*:|\S+[@&]\S+\.)/i;

/** Reads URIs, each of which begins a line. One may have blanks, in which it is wrapped. */
function urisOf(
  grid: Grid,
  start: number,
  end: number,
  column: number,
  { isBrokenWord, plain = (text) => text }: PageStyle,
): readonly string[] {
  const uris: string[] = [];
  for (let line = start; line < end; line++) {
    if (!grid.has(line, column)) continue;
    const text = grid.text(line, column);
    const before = uris.at(-1);
    if (before === undefined || (!isBrokenWord?.(before, text) && URI_START.test(text)))
      uris.push(text);
    else uris[uris.length - 1] = isBrokenWord?.(before, text) ? before + text : `${before} ${text}`;
  }
  return uris.length === 0
    ? NO_URIS
    : uris.map((uri) => plain(uri.includes("  ") ? collapseSpace(uri) : uri));
}

const NO_URIS: readonly string[] = [];
