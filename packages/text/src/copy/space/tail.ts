import { type InferredField, isRegistryDate } from "@portolan/model";
import { findGroups } from "../content/groups.js";
import { beginsNotes, beginsUnauthorizedUse, unauthorizedUseLength } from "../content/phrases.js";
import type { MutableCells } from "../reading.js";

const DATE = /(?<=^| )\d{4}-\d{2}(?:-\d{2})?(?= |$)/;

/** Gives what stands before the first blank of a text. */
export function firstWord(text: string): string {
  const end = text.indexOf(" ");
  return end === -1 ? text : text.slice(0, end);
}

/** Finds the first date that stands between blanks; -1 where there is none. */
export function findDate(text: string): number {
  return text.search(DATE);
}

/**
 * Reads what follows a row's people: up to two dates, references, for dccp a service code, then
 * unauthorized use and notes.
 *
 * @returns the date, where there is one only.
 */
export function readTail(
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
  const first = takeDate();
  const second = takeDate();
  if (second !== undefined) {
    cells.registrationDate = first ?? "";
    cells.modificationDate = second;
  }
  const [group] = rest.startsWith("[") ? findGroups(rest) : [];
  if (group?.start === 0) cells.reference = take(group.end);
  const code = cells.protocol === "dccp" ? /^\d+(?= |$)/.exec(rest) : null;
  if (code !== null) cells.serviceCode = take(code[0].length);
  if (beginsUnauthorizedUse(rest)) cells.unauthorizedUse = take(unauthorizedUseLength(rest));
  else if (rest !== "" && !beginsNotes(rest)) inferred.push("notes");
  cells.notes = rest;
  return second === undefined ? first : undefined;
}
