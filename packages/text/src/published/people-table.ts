import type { Person, Report } from "@portolan/model";
import type { Grid } from "./grid.js";
import type { PageStyle } from "./page-style.js";
import { reportFlaw } from "./row-flaws.js";
import type { RowBlock } from "./row-paths.js";
import { splitRows } from "./row-splitter.js";
import type { TableSection } from "./sections.js";
import { openTable } from "./table-grid.js";
import type { TextLines } from "./text-lines.js";

const HEADINGS = ["ID", "Name", "Organization", "Contact URI", "Last Updated"] as const;
type Heading = (typeof HEADINGS)[number];

/** Gives the people of a table of contact information. */
export function readPeopleTable(
  lines: TextLines,
  section: TableSection,
  style: PageStyle,
  report: Report,
): readonly Person[] {
  const isHeading = (text: string): boolean => HEADINGS.some((heading) => heading === text);
  const grid = openTable(lines, section, isHeading, HEADINGS.length, report);
  const place = (wanted: Heading): number =>
    grid.columns.findIndex(({ heading }) => heading === wanted);
  const [id = -1, ...others] = HEADINGS.map(place);
  if (id === -1) return [];
  const rules = {
    anchors: [id],
    single: [id, place("Last Updated")].filter((column) => column !== -1),
    prose: [place("Name"), place("Organization")].filter((column) => column !== -1),
    label: id,
  };
  const people: Person[] = [];
  for (const block of splitRows(grid, rules)) {
    const person = personOf(grid, id, others, style, block);
    const flawed = person === undefined ? { ...block, flaw: "stray" as const } : block;
    reportFlaw(grid, flawed, "text/person-unreadable", report);
    if (person !== undefined) people.push(person);
  }
  return people;
}

function personOf(
  grid: Grid,
  idColumn: number,
  others: readonly number[],
  style: PageStyle,
  { start, end }: RowBlock,
): Person | undefined {
  const label = grid.cell(start, end, idColumn);
  if (!label.startsWith("[") || !label.endsWith("]") || label.length < 3) return undefined;
  const [name = "", organization = "", uris = "", updated = ""] = others.map((column) =>
    column === -1 ? "" : style.plain(grid.cell(start, end, column, style.isBrokenWord)),
  );
  return {
    id: label.slice(1, -1),
    ...(name === "" ? {} : { name }),
    ...(organization === "" ? {} : { organization }),
    uris: uris === "" ? [] : uris.split(" "),
    ...(updated === "" ? {} : { updated }),
  };
}
