import type { Person, Reference } from "@portolan/model";
import { collapseSpace, defined, parseReferenceLabel } from "@portolan/model/internal";
import { findWrittenDate } from "./written-date.js";

/** Holds somebody whom the lines below entries name. */
export interface ListedContact {
  readonly name?: string;
  readonly organization?: string;
  readonly uris: readonly string[];
  readonly updated?: string;
  /** What the list cites the person by, where it says nothing else. */
  readonly initials?: string;
}

/** Holds what the lines below entries say about them. */
export interface ContactBlock {
  readonly contacts: readonly ListedContact[];
  readonly references: readonly Reference[];
  /** Dates in the order in which they stand. */
  readonly dates: readonly string[];
  /** Words behind a contact that are neither a date nor a reference. */
  readonly rest: readonly string[];
}

/** What the lists write where nobody is known. */
const NOBODY =
  /^\(?(?:unknown(?: contact)?|not known|no contact(?: listed)?|need contact info|none)\)?$/i;

/** Finds a reference that stands where a contact would: `[RFC4960]`, `RFC 3195 - July 2003`. */
const REFERENCE =
  /^[\s,;]*\[?(RFC[ -]?\d+|RFC-[a-z][\w.-]*|draft-[\w.-]+)\]?(?: *<(?:ftp|https?):[^<>]*>)?(?:[ ,-]*[A-Z][a-z]+ \d{4}(?=\s*$))?(?=$|[\s,;\]])/;

/** A word that only organizations have in their names. */
const ORGANIZATION =
  /(?<![A-Za-z])(?:WG|TSVWG|IETF|Inc|Ltd|Limited|LLC|GmbH|mbH|AG|ASA?|AB|BV|Corp|Corporation|Company|Forum|Coalition|Software|Systems|Project|Consortium|Institute|University)(?![A-Za-z])/;

/** An address: in brackets of whatever kind, damaged ones too, or bare. */
const ADDRESS =
  /<+\s*([^<>]*?)\s*(?:>+|$)|[(>]([^\s()<>]+[&@][^\s()<>]+)[)>]|(?<![^\s])([^\s<>()[\],;&@]+[&@][\w-]+(?:\.[\w-]+)+)>?(?=$|[\s,;])/;

/** Reads the lines below entries, without their `#`: people, references and dates. */
export function readContactBlock(lines: readonly string[]): ContactBlock {
  const references: Reference[] = [];
  const dates: string[] = [];
  const rest: string[] = [];
  const contacts: ListedContact[] = [];
  /** Names whose address, if they have one, stands in the next line. */
  let pending: string[] = [];
  const settle = (): void => {
    const name = pending.join(" ");
    if (name !== "") contacts.push({ ...nameParts(name), uris: [] });
    pending = [];
  };
  for (const line of lines) {
    let text = collapseSpace(line);
    for (;;) {
      const reference = REFERENCE.exec(text);
      if (reference !== null) {
        references.push(referenceOf(reference[1] ?? ""));
        text = text.slice(reference[0].length).trim();
        continue;
      }
      const address = ADDRESS.exec(text);
      if (address === null) break;
      const before = trimMarks(text.slice(0, address.index));
      text = text.slice(address.index + address[0].length).trim();
      const found = addressOf(address);
      // `ricky&solect.com <Rick Yazwinski>`: the name stands in the brackets.
      const reversed = found.isBare ? /^<([^<>&@]+)>/.exec(text) : null;
      if (reversed !== null) text = text.slice(reversed[0].length).trim();
      const name = trimMarks(reversed?.[1] ?? before);
      const isSecond = name === "" && pending.length === 0 && contacts.length > 0;
      const shared = isSecond ? takeSharedName(contacts) : undefined;
      const head = takeDates(text);
      text = head.rest;
      dates.push(...head.dates);
      const dated = defined({ updated: head.dates.at(-1) });
      const uris = found.uri === undefined ? [] : [found.uri];
      if (shared !== undefined) {
        contacts.push({ name: shared, uris, ...dated });
      } else if (isSecond) {
        const last = contacts.pop();
        if (last !== undefined) contacts.push({ ...last, uris: [...last.uris, ...uris], ...dated });
      } else {
        if (name !== "" && isWhole(pending)) settle();
        contacts.push({ ...namesOf(pending, name), uris, ...dated });
        pending = [];
      }
    }
    text = trimMarks(text);
    if (text === "" || text === "]" || NOBODY.test(text)) continue;
    const head = takeDates(text);
    if (trimMarks(head.rest) === "" && head.dates.length > 0) dates.push(...head.dates);
    else if (ADDRESS.test(line)) rest.push(text);
    else {
      if (isWhole(pending)) settle();
      pending.push(text);
    }
  }
  settle();
  return { contacts, references, dates, rest };
}

/** Tells whether lines are the name of a person, and not the beginning of what the next line has. */
function isWhole(lines: readonly string[]): boolean {
  const text = lines.join(" ");
  return text !== "" && !GOES_ON.test(text) && !ORGANIZATION.test(text);
}

/** How a line ends with whose words the next one goes on. */
const GOES_ON = /[-,/&]$|(?<= )(?:und|and|of|for)$/;

/** Reads the label of a reference, as the registry writes it today. */
export function referenceOf(label: string): Reference {
  const rfc = /^RFC[ -]?(\d+)$/i.exec(label.trim());
  if (rfc !== null) return { type: "rfc", data: `rfc${Number(rfc[1])}` };
  return parseReferenceLabel(label.trim().replace(/\.txt$/, ""));
}

/** How far from an address a date ends. */
const LONGEST_DATE = 60;

/** Takes the dates off the front of what follows an address. */
function takeDates(text: string): { readonly dates: readonly string[]; readonly rest: string } {
  const dates: string[] = [];
  let rest = text;
  for (;;) {
    const found = findWrittenDate(rest.slice(0, LONGEST_DATE));
    if (found === undefined || !/^[\s,;/()-]*$/.test(rest.slice(0, found.start))) break;
    dates.push(found.date);
    rest = rest.slice(found.end).replace(/^\)/, "").trim();
  }
  return { dates, rest };
}

function trimMarks(text: string): string {
  return text.replace(/^[\s,;/]+|[\s,;/]+$|[\s]-\s*$/g, "").trim();
}

/** Gives the URI of an address: mail, a telephone number, or none where the brackets say so. */
function addressOf(match: RegExpExecArray): { readonly uri?: string; readonly isBare: boolean } {
  const [, bracketed, damaged, bare] = match;
  const text = (bracketed ?? damaged ?? bare ?? "").trim();
  const isBare = bare !== undefined;
  const phone = /^(?:fax|phone|tel)(?::\s*|\s+)(.+)$/i.exec(text)?.[1];
  if (phone !== undefined) return { uri: `tel:${phone.replace(/[^\d+-]+/g, "-")}`, isBare };
  if (/^[a-z]+:\/\//i.test(text)) return { uri: text, isBare };
  if (!/[&@]/.test(text) && !/ _at_ /.test(text)) return { isBare };
  return { uri: `mailto:${text.replace(/ _at_ /, "&").replace(/\s+/g, "")}`, isBare };
}

/** Tells name and organization of a text apart; a telephone number is neither. */
function nameParts(text: string): Pick<ListedContact, "name" | "organization"> {
  const name = trimMarks(text.replace(/\s*\+?\(?\d[\d ()-]{6,}$/, ""));
  const chair = /^(.+?) \((Chair [^()]+)\)$/.exec(name);
  if (chair !== null) return { name: chair[1] ?? "", organization: chair[2] ?? "" };
  const parts = name.split(/, | - /);
  if (parts.length === 2) {
    const [first = "", second = ""] = parts;
    const isFirst = ORGANIZATION.test(first);
    const isSecond = ORGANIZATION.test(second);
    const isSuffix = /^(?:Inc|Ltd|LLC|GmbH|Corp|[JS]r)\b\.?$/.test(second);
    if (isFirst !== isSecond && !isSuffix)
      return isFirst
        ? { name: second, organization: first }
        : { name: first, organization: second };
  }
  return ORGANIZATION.test(parts[0] ?? "") ? { organization: name } : { name };
}

/** Gives the name in front of an address, with what the lines above it begin. */
function namesOf(
  pending: readonly string[],
  name: string,
): Pick<ListedContact, "name" | "organization"> {
  const above = pending.join(" ");
  if (above === "") return name === "" ? {} : nameParts(name);
  if (name === "") return nameParts(above);
  if (GOES_ON.test(above)) return nameParts(`${above} ${name}`);
  // `IETF TSVWG`, and below it the name of a person with an address.
  return { name, organization: above };
}

/** `Wayne Morrow / Michael Melio <a&b> / <c&d>`: gives the second name, whose address follows. */
function takeSharedName(contacts: ListedContact[]): string | undefined {
  const last = contacts.at(-1);
  const names = last?.name?.split(" / ") ?? [];
  const [first, second] = names;
  if (last === undefined || names.length !== 2 || first === undefined) return undefined;
  contacts[contacts.length - 1] = { ...last, name: first };
  return second;
}

/** A label between brackets that names people by their initials: `JBP`, `BV15`. */
const INITIALS = /^(?!RFC|IEN|STD)[A-Z]{2,4}\d{0,3}$/;

/** A line of the list of people in an RFC: `[BV15]  Bernie Volz  Process Software  VOLZ@PROCESS.COM`. */
const PERSON = /^[ \t]*\[(?<initials>[A-Z]{1,4}\d{0,3})\][ \t]+(?<rest>\S.*)$/;

/** Length at which IANA cut names to make ids of them. */
const LONGEST_ID = 20;

/**
 * Gives each contact an id as IANA makes them of names: `Mark_Lottor`. Another person of the same
 * name, or the same one with another address or date, is `Mark_Lottor_2`.
 */
export class PeopleOfContacts {
  readonly people: Person[] = [];
  readonly #ids = new Map<string, string>();
  readonly #taken = new Set<string>();
  readonly #byInitials = new Map<string, ListedContact>();
  /** Whether lines below entries name people, so that initials are those of the list of people only. */
  areBelowEntries = false;

  /** Reads a line of an RFC's list of people, who are cited by their initials. */
  readListed(text: string): boolean {
    const { initials, rest } = PERSON.exec(text)?.groups ?? {};
    if (initials === undefined || rest === undefined || !INITIALS.test(initials)) return false;
    if (!/[@&<]/.test(rest) && !/ {3,}/.test(rest)) return false;
    const [words = "", ...more] = rest.trim().split(/ {2,}|\t+/);
    const block = readContactBlock([more.length === 0 ? words : [words, more.at(-1)].join(" ")]);
    const [contact] = block.contacts;
    if (contact === undefined) return false;
    const organization = more.length > 1 ? more[0] : undefined;
    this.#byInitials.set(initials, { ...contact, ...defined({ organization }) });
    return true;
  }

  /** Tells whether a label names a person. */
  areInitials(label: string): boolean {
    return INITIALS.test(label) && (this.#byInitials.has(label) || !this.areBelowEntries);
  }

  idOfInitials(label: string): string {
    return this.idOf(this.#byInitials.get(label) ?? { initials: label, uris: [] });
  }

  idOf(contact: ListedContact): string {
    const { name, organization, uris, updated, initials } = contact;
    const key = JSON.stringify([name, organization, uris, updated, initials]);
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const id = this.#freeId(idOfName(name ?? organization ?? initials ?? localPart(uris[0] ?? "")));
    this.#ids.set(key, id);
    this.people.push(
      defined({
        id,
        name,
        organization,
        uris,
        updated,
        inferred: ["id"],
      }),
    );
    return id;
  }

  #freeId(wanted: string): string {
    let id = wanted;
    for (let number = 2; this.#taken.has(id); number++) id = `${wanted}_${number}`;
    this.#taken.add(id);
    return id;
  }
}

function localPart(uri: string): string {
  return /^[a-z]+:([^&@]+)/.exec(uri)?.[1] ?? uri;
}

/** Makes an id of a name: words joined by underlines, without marks. */
function idOfName(name: string): string {
  const words = name.slice(0, LONGEST_ID).replace(/[^\p{L}\p{N}]+/gu, "_");
  const id = words.replace(/^_+|_+$/g, "");
  if (id === "") return "Unnamed";
  return /^\d/.test(id) ? `_${id}` : id;
}
