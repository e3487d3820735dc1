import { type InferredField, isTransportProtocol } from "@portolan/model";
import { collapseSpace, defined, isRegistryDate, protocolsInFront } from "@portolan/model/internal";
import { ALL_HEADINGS } from "../page/headings.js";
import {
  beginsWithPort,
  findGroups,
  findPeople,
  type Group,
  groupText,
  isPortText,
  isReferenceLabel,
} from "./groups.js";
import { readPersonWords } from "./people.js";
import {
  beginsNotes,
  beginsUnauthorizedUse,
  findPhrase,
  unauthorizedUseLength,
} from "./phrases.js";
import type { MutableCells, RowReading, ShapeReader } from "./shape.js";
import { shiftedRow, takeDates } from "./shifted-row.js";

// The longest first: “Service Name” before “Name”.
const HEADINGS = [...ALL_HEADINGS].sort((a, b) => b.length - a.length);
const ANY_HEADING = new RegExp(`(?<=^| )(?:${HEADINGS.join("|")})(?= |$)`, "gi");

/** Reads copies with single blanks between words as well as between cells. */
export const spaceShape: ShapeReader = {
  splitHeadings(text) {
    const line = collapseSpace(text);
    const headings: string[] = [];
    let end = 0;
    for (const { 0: heading, index } of line.matchAll(ANY_HEADING)) {
      if (index > end) headings.push(line.slice(end, index).trim());
      headings.push(heading);
      end = index + heading.length + 1;
    }
    if (end < line.length) headings.push(line.slice(end));
    return headings;
  },
  isCertainlyRecord(text) {
    const isOfRegistry = findGroups(text).length > 1 || /\b(?:Unassigned|Reserved)\b/i.test(text);
    return isOfRegistry && beginsWithPort(text.trim().split(/\s+/, 3));
  },
  readRecords({ lines }, context) {
    return lines.flatMap((line) => {
      const text = collapseSpace(context.plain(line.text));
      return shiftedRow(line, readSpaceRow(text, context.isListed), context, false) ?? [];
    });
  },
  readPeople({ lines }, { plain }) {
    return lines.map((line) => readPersonWords({ ...line, text: plain(line.text) }) ?? line);
  },
};

/**
 * Tells apart the columns of a row that has only single blanks between its words.
 *
 * @param isListed tells whether the copy's contact section lists an id.
 */
function readSpaceRow(row: string, isListed: (id: string) => boolean): RowReading {
  const cells: MutableCells = {};
  const inferred: InferredField[] = [];
  const body = readHead(row, cells, inferred);
  const groups = findGroups(body);
  const textEnd = descriptionEnd(body, groups);
  const people = findPeople(groups, {
    gap: 1,
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
  return defined({ cells, inferred, date });
}

const LONG_NAME = /^([^[\]]{1,80}\)) (?=\d{1,5}(?:-\d{1,5})? (?:tcp|udp|sctp|dccp)\b)/i;

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
  // Without a port, capitals are words: `tcp-aco TCP Alternate Checksum Option`.
  const protocol = cells.port === undefined ? smallProtocol(rest) : protocolsInFront(rest);
  if (protocol !== "") cells.protocol = take(protocol.length);
  return rest;
}

function smallProtocol(words: string): string {
  const first = firstWord(words);
  return isTransportProtocol(first) ? first : "";
}

/** Finds where the description of a row without people ends: at a date, a reference or a phrase. */
function descriptionEnd(body: string, groups: readonly Group[]): number {
  const reference = groups.find((group) => endsDescription(group, body));
  const ends = [body.search(DATE), reference?.start ?? -1, findPhrase(body)].filter(
    (end) => end >= 0,
  );
  return Math.min(body.length, ...ends);
}

/** `[Ari Huisken <xadmin&huisken.example> 15 June 2009]` at the end of a row is a reference, too. */
function endsDescription(group: Group, body: string): boolean {
  const [first = ""] = group.items;
  return isReferenceLabel(first) || (group.end === body.length && /<[^<>]+>/.test(first));
}

/** A date between blanks. */
const DATE = /(?<=^| )\d{4}-\d{2}(?:-\d{2})?(?= |$)/;

/** Returns the text before the first blank. */
function firstWord(text: string): string {
  const end = text.indexOf(" ");
  return end === -1 ? text : text.slice(0, end);
}

/**
 * Reads what follows a row's people: up to two dates, references, for dccp a service code, then
 * unauthorized use and notes.
 *
 * @returns the date, where there is one only.
 */
function readTail(
  tail: string,
  cells: MutableCells,
  inferred: InferredField[],
): string | undefined {
  let rest = tail;
  const take = (length: number): string => {
    const text = rest.slice(0, length);
    rest = rest.slice(length).trimStart();
    return text;
  };
  const takeDate = (): string | undefined => {
    const word = firstWord(rest);
    return isRegistryDate(word) ? take(word.length) : undefined;
  };
  const date = takeDates(takeDate, cells);
  const [group] = rest.startsWith("[") ? findGroups(rest) : [];
  if (group?.start === 0) cells.reference = take(group.end);
  const code = cells.protocol === "dccp" ? /^\d+(?= |$)/.exec(rest) : null;
  if (code !== null) cells.serviceCode = take(code[0].length);
  if (beginsUnauthorizedUse(rest)) cells.unauthorizedUse = take(unauthorizedUseLength(rest));
  else if (rest !== "" && !beginsNotes(rest)) inferred.push("notes");
  cells.notes = rest;
  return date;
}
