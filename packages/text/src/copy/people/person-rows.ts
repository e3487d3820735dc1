import { isRegistryDate, type PersonColumnKey, type Report } from "@portolan/model";
import type { PersonColumns } from "../../page/headings.js";
import type { Line } from "../../page/lines.js";
import { foldSurplus } from "../fold-surplus.js";
import type { PersonReading } from "../reading.js";

/** Finds the id with which each row of the contact information begins: `[Jon_Postel]`. */
const ID = /^\s*\[([^[\]]+)\]/;
/** Finds what contacts are reached by: a scheme's URI, or an address, as the registry had some. */
const URI = /^(?:[a-z][a-z\d+.-]*:.|[^@]+@[^@]+$)/i;

/** Gives the id a row of the contact information begins with; some copies show it with blanks. */
export function idOfPersonRow(text: string): string | undefined {
  return ID.exec(text)?.[1]?.replace(/\s+/g, "_");
}

/** Reads a row whose cells are those of the given columns. */
export function readPersonCells(
  line: Line,
  cells: readonly string[],
  columns: PersonColumns,
  separator: string,
  report: Report,
): PersonReading | undefined {
  const id = idOfPersonRow(cells[columns.indexOf("id")] ?? "");
  if (id === undefined) return undefined;
  const folded = foldSurplus(line, cells, columns.length, separator, report);
  const cell = (column: PersonColumnKey): string => folded[columns.indexOf(column)]?.trim() ?? "";
  return {
    line,
    id,
    ...given("name", cell("name")),
    ...given("organization", cell("organization")),
    mayBeBoth: false,
    uris: cell("uris")
      .split(/\s+/)
      .filter((uri) => uri !== ""),
    ...given("updated", cell("updated")),
  };
}

/** Reads a row whose empty cells are left out: what is a URI or a date is known by its look. */
export function readShiftedPersonCells(
  line: Line,
  cells: readonly string[],
  separator: string,
  report: Report,
): PersonReading | undefined {
  const id = idOfPersonRow(cells[0] ?? "");
  if (id === undefined) return undefined;
  const rest = [...cells];
  const updated = isRegistryDate(rest.at(-1) ?? "") ? rest.pop() : undefined;
  const words = rest.slice(1).at(-1)?.split(/\s+/) ?? [];
  const uris = words.every((word) => URI.test(word)) ? words : [];
  if (uris.length > 0) rest.pop();
  const [, first, second] = foldSurplus(line, rest, 3, separator, report);
  const names =
    second === undefined ? given("undivided", first) : { name: first ?? "", organization: second };
  return { line, id, ...names, mayBeBoth: false, uris, ...given("updated", updated) };
}

/** Reads a row in which nothing but blanks parts the cells. */
export function readPersonWords(line: Line): PersonReading | undefined {
  const id = idOfPersonRow(line.text);
  if (id === undefined) return undefined;
  const words = line.text.replace(ID, "").trim().split(/\s+/);
  const updated = isRegistryDate(words.at(-1) ?? "") ? words.pop() : undefined;
  let end = words.length;
  while (end > 0 && URI.test(words[end - 1] ?? "")) end--;
  return {
    line,
    id,
    ...given("undivided", words.slice(0, end).join(" ")),
    mayBeBoth: true,
    uris: words.slice(end),
    ...given("updated", updated),
  };
}

/** Makes a property of a text that is not empty. */
function given<Key extends string>(key: Key, text: string | undefined): { [K in Key]?: string } {
  return text === undefined || text === "" ? {} : ({ [key]: text } as { [K in Key]?: string });
}
