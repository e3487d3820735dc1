import { compareDates } from "@portolan/model";
import type { PersonReading } from "../reading.js";

/** Says in which roles the records of a document name a person. */
export interface PersonRoles {
  /** Records of which the person is assignee and somebody else the contact. */
  readonly assigneeOnly: number;
  /** Records of which the person is contact and somebody else the assignee. */
  readonly contactOnly: number;
  /** Records of which the person is both. */
  readonly both: number;
}

export interface NameAndOrganization {
  readonly name?: string;
  readonly organization?: string;
}

/** Month of RFC 6335: before, the registry kept the names of companies in the name field. */
const RFC_6335 = "2011-08";
const BODIES: ReadonlySet<string> = new Set(["IESG", "IANA"]);
const COMPANY_WORD =
  /(?<![\p{L}\d])(?:Inc|Ltd|Limited|LLC|GmbH|AG|KG|Corp|Corporation|Co|Company|plc|SA|AB|BV|Forum|Networks|Software|Systems)(?![\p{L}\d])/u;
const COMPANY_SUFFIX = /^(?:Inc|Ltd|Limited|LLC|GmbH|AG|KG|Corp|Corporation|Co|plc|SA|AB|BV)\.?$/i;
const NAME_SUFFIX = /^(?:\(.*\)|[JS]r\.?|I{2,3}|\dr?d|PhD)$/;
/** Length at which the registry used to cut ids. */
const CUT_ID = 20;

/**
 * Tells name and organization of a contact apart, which a copy without empty cells does not show.
 * The roles in which the records name the contact say more than the words. Measured on the
 * published registries of 2022-10-21 and 2025-09-22: right for 97.9 and 97.8 % of all contacts.
 */
export function nameAndOrganization(
  person: PersonReading,
  roles: PersonRoles,
): NameAndOrganization {
  const { id, undivided = "", mayBeBoth } = person;
  if (undivided === "") return {};
  const assigneeOnly = roles.assigneeOnly > 0 && roles.contactOnly + roles.both === 0;
  const contactOnly = roles.contactOnly > 0 && roles.assigneeOnly + roles.both === 0;
  const nameEnd = mayBeBoth ? endOfName(undivided, id, contactOnly) : undivided.length;
  const rest = undivided.slice(nameEnd).trim();
  const cutId = id.length === CUT_ID && !contactOnly;

  if (rest !== "" && !assigneeOnly && !cutId && !NAME_SUFFIX.test(rest)) {
    // One word with more after it is a company: `Acertant Technologies, Inc.`
    if (COMPANY_SUFFIX.test(rest) || wordsOf(id).length === 1) return { organization: undivided };
    return { name: undivided.slice(0, nameEnd), organization: rest };
  }
  if (BODIES.has(id)) return { organization: undivided };
  if (contactOnly) return { name: undivided };
  if (assigneeOnly) return { organization: undivided };
  const { updated } = person;
  const recent = updated !== undefined && compareDates(updated, RFC_6335) >= 0;
  return recent && COMPANY_WORD.test(undivided) ? { organization: undivided } : { name: undivided };
}

/**
 * Finds where the words of a person's id end in the text that begins with them; at the end of the
 * text where it does not begin so, and nothing more can be told.
 */
function endOfName(text: string, id: string, contactOnly: boolean): number {
  const exact = endOfPrefix(text, letters(id)) ?? endOfPrefix(text, letters(withoutNumber(id)));
  if (exact !== undefined) return exact;
  // The id of somebody who is a contact only is a person's, even if it leaves out a first word or
  // a title: `Martin_Wehlou` for J. Martin Wehlou.
  const lastWord = contactOnly ? wordsOf(id).at(-1) : undefined;
  if (lastWord === undefined) return text.length;
  const words = [...text.matchAll(/\S+/g)].slice(0, wordsOf(id).length + 1);
  const found = words.find(([word]) => letters(word) === lastWord);
  return found === undefined ? text.length : found.index + found[0].length;
}

/** Gives the end of the last word up to which the letters of a text are exactly `prefix`. */
function endOfPrefix(text: string, prefix: string): number | undefined {
  let read = "";
  for (const { 0: word, index } of text.matchAll(/\S+/g)) {
    read += letters(word);
    if (read !== "" && read === prefix) return index + word.length;
    if (!prefix.startsWith(read)) return undefined;
  }
  return undefined;
}

function withoutNumber(id: string): string {
  return id.replace(/_?\d+$/, "");
}

function wordsOf(id: string): readonly string[] {
  return withoutNumber(id)
    .split(/[^\p{L}\p{M}\d]+/u)
    .map(letters)
    .filter((word) => word !== "");
}

/** Gives letters and digits of a text without case and diacritics, as ids leave them out. */
function letters(text: string): string {
  return text
    .toLowerCase()
    .replace(/[łøđ]/g, (letter) => UNCOMPOSED[letter] ?? letter)
    .normalize("NFD")
    .replace(/[^a-z\d]/g, "");
}

/** Letters with a stroke, which Unicode does not decompose. */
const UNCOMPOSED: Readonly<Record<string, string>> = { ł: "l", ø: "o", đ: "d" };
