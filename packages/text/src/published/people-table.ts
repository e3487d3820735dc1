import {
  PERSON_COLUMNS,
  type Person,
  type PersonColumnKey,
  personColumnOfHeading,
  type Span,
} from "@portolan/model";
import { placePersonColumns } from "../page/headings.js";
import { textProblems } from "../problems.js";
import { type Alignment, findColumns } from "./columns.js";
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
  { isBrokenWord, plain }: PageStyle,
  { start, end }: RowLines,
): Person | undefined {
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
  const uris = cell(uriColumn);
  person.uris = uris === "" ? NO_URIS : uris.split(" ");
  const updated = cell(updatedColumn);
  if (updated !== "") person.updated = updated;
  return person;
}

const NO_URIS: readonly string[] = [];
