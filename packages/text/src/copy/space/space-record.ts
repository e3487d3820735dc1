import { type InferredField, isTransportProtocol } from "@portolan/model";
import { findGroups, type Group, groupText, isReferenceLabel } from "../content/groups.js";
import { isPortText } from "../content/kinds.js";
import { findPeople } from "../content/people-groups.js";
import { findPhrase } from "../content/phrases.js";
import type { MutableCells, RowReading } from "../reading.js";
import { findDate, firstWord, readTail } from "./tail.js";

/**
 * Tells the columns of a row apart that has nothing but single blanks between its words.
 *
 * @param isListed tells whether the copy's contact section lists an id.
 */
export function readSpaceRow(row: string, isListed: (id: string) => boolean): RowReading {
  const cells: MutableCells = {};
  const inferred: InferredField[] = [];
  const body = readHead(row, cells, inferred);
  const groups = findGroups(body);
  const textEnd = descriptionEnd(body, groups);
  const people = findPeople(groups, {
    areNeighbours: (first, second) => second.start === first.end + 1,
    textEnd,
    isListed,
  });
  const { assignee, contact } = people ?? {};
  cells.description = body.slice(0, assignee?.start ?? textEnd).trim();
  if (assignee !== undefined) cells.assignee = groupText(assignee);
  if (contact !== undefined) cells.contact = groupText(contact);
  if (people?.guessed === true) inferred.push("description", "assignee", "contact");
  const tail = body.slice(contact?.end ?? assignee?.end ?? textEnd).trim();
  const date = readTail(tail, cells, inferred);
  return { cells, inferred, ...(date === undefined ? {} : { date }) };
}

const LONG_NAME = /^([^[\]]{1,80}\)) (?=\d{1,5}(?:-\d{1,5})? (?:tcp|udp|sctp|dccp)(?: |$))/;

/** Takes name, port and protocol from the front of a row and gives what is left. */
function readHead(row: string, cells: MutableCells, inferred: InferredField[]): string {
  let rest = row;
  const take = (length: number): string => {
    const word = rest.slice(0, length);
    rest = rest.slice(length + 1);
    return word;
  };

  // No service name is all digits, so a row that begins with a port has no name.
  const first = firstWord(row);
  if (!isPortText(first)) {
    const second = firstWord(row.slice(first.length + 1));
    const long = isPortText(second) || isTransportProtocol(second) ? null : LONG_NAME.exec(row);
    if (long?.[1] !== undefined) inferred.push("name");
    cells.name = take((long?.[1] ?? first).length);
  }
  if (isPortText(firstWord(rest))) cells.port = take(firstWord(rest).length);
  if (isTransportProtocol(firstWord(rest))) cells.protocol = take(firstWord(rest).length);
  return rest;
}

/** Finds where the description of a row without people ends: at a date, a reference or a phrase. */
function descriptionEnd(body: string, groups: readonly Group[]): number {
  const reference = groups.find((group) => endsDescription(group, body));
  const ends = [findDate(body), reference?.start ?? -1, findPhrase(body)].filter((end) => end >= 0);
  return Math.min(body.length, ...ends);
}

/** `[Ari Huisken <xadmin&huisken.example> 15 June 2009]` at the end of a row is a reference, too. */
function endsDescription(group: Group, body: string): boolean {
  const [first = ""] = group.items;
  return isReferenceLabel(first) || (group.end === body.length && /<[^<>]+>/.test(first));
}
