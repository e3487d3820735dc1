import {
  type InferredField,
  isRegistryDate,
  isTransportProtocol,
  splitBracketed,
} from "@portolan/model";
import { type Group, groupText, isReferenceLabel } from "../content/groups.js";
import { isPortText } from "../content/kinds.js";
import { findPeople } from "../content/people-groups.js";
import { beginsNotes, beginsUnauthorizedUse } from "../content/phrases.js";
import type { MutableCells, RowReading } from "../reading.js";

/** What parts the pieces of a text that has pipes itself. */
const PIPE = " | ";

/**
 * Tells by their content what the cells of a row are whose empty cells are left out.
 *
 * @param isListed tells whether the copy's contact information lists an id.
 */
export function readShiftedCells(
  row: readonly string[],
  isListed: (id: string) => boolean,
): RowReading {
  const cells: MutableCells = {};
  const inferred: InferredField[] = [];
  const body = takeHead(row, cells);
  const groups = body.flatMap((cell, index) => groupOfCell(cell, index));
  const textEnd = body.findIndex((cell) => !isDescription(cell));
  const people = findPeople(groups, {
    areNeighbours: (first, second) => second.start === first.end,
    textEnd: textEnd === -1 ? body.length : textEnd,
    isListed,
  });
  let tail = body.slice(textEnd === 0 ? 0 : 1);
  if (people === undefined) cells.description = textEnd === 0 ? "" : (body[0] ?? "");
  else {
    const { assignee, contact } = people;
    cells.description = body.slice(0, assignee.start).join(PIPE);
    cells.assignee = groupText(assignee);
    cells.contact = contact === undefined ? "" : groupText(contact);
    if (contact === undefined) inferred.push("assignee", "contact");
    tail = body.slice((contact ?? assignee).end);
  }
  const date = readTailCells(tail, cells, inferred);
  return { cells, inferred, ...(date === undefined ? {} : { date }) };
}

/** Takes name, port and protocol from the front of a row and gives what is left. */
function takeHead(row: readonly string[], cells: MutableCells): readonly string[] {
  let rest = row;
  const take = (): string => {
    const [first = "", ...others] = rest;
    rest = others;
    return first;
  };
  if (!isPortText(rest[0] ?? "")) cells.name = take();
  if (isPortText(rest[0] ?? "")) cells.port = take();
  if (isTransportProtocol(rest[0] ?? "")) cells.protocol = take();
  return rest;
}

function groupOfCell(cell: string, index: number): readonly Group[] {
  const items = splitBracketed(cell);
  return items === undefined || items.length === 0 ? [] : [{ items, start: index, end: index + 1 }];
}

/** Tells whether the first cell after the head is a description, and none of what may follow one. */
function isDescription(cell: string): boolean {
  const [label] = splitBracketed(cell) ?? [];
  const isReference = label !== undefined && isReferenceLabel(label);
  return !(isRegistryDate(cell) || isReference || beginsNotes(cell) || beginsUnauthorizedUse(cell));
}

/**
 * Reads the cells after a row's people: up to two dates, references, service code, unauthorized
 * use, notes.
 *
 * @returns the date, where there is one only.
 */
function readTailCells(
  tail: readonly string[],
  cells: MutableCells,
  inferred: InferredField[],
): string | undefined {
  const rest = [...tail];
  const takeIf = (test: (cell: string) => boolean): string | undefined =>
    rest[0] !== undefined && test(rest[0]) ? rest.shift() : undefined;
  const first = takeIf(isRegistryDate);
  const second = takeIf(isRegistryDate);
  if (second !== undefined) {
    cells.registrationDate = first ?? "";
    cells.modificationDate = second;
  }
  cells.reference = takeIf((cell) => groupOfCell(cell, 0).length > 0) ?? "";
  cells.serviceCode = takeIf((cell) => /^\d+$/.test(cell)) ?? "";
  const followsReport =
    rest[1] !== undefined && beginsNotes(rest[1]) && !beginsNotes(rest[0] ?? "");
  cells.unauthorizedUse = takeIf((cell) => followsReport || beginsUnauthorizedUse(cell)) ?? "";
  cells.notes = rest.join(PIPE);
  if (cells.notes !== "" && !beginsNotes(cells.notes) && cells.unauthorizedUse === "")
    inferred.push("notes");
  return second === undefined ? first : undefined;
}
