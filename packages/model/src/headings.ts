import { requireText } from "./argument.js";
import { COLUMNS, PERSON_COLUMNS, type PersonColumnKey } from "./columns.js";
import { isTransportProtocol } from "./protocol.js";
import type { ColumnKey } from "./registry.js";

const BY_HEADING: ReadonlyMap<string, ColumnKey> = new Map(
  COLUMNS.flatMap(({ key, heading, otherHeadings }) =>
    [heading, ...otherHeadings].map((text) => [normalHeading(text), key] as const),
  ),
);

/** Finds the column a heading names; case and white space do not matter. */
export function columnOfHeading(heading: string): ColumnKey | undefined {
  requireText(heading, "columnOfHeading", "heading");
  return BY_HEADING.get(normalHeading(heading));
}

/**
 * Lists other names by which exports and programs call the columns. They are words of every day, which
 * count only beside others: see {@link columnsOfHeadings}.
 */
const SHORT_NAMES: { readonly [Key in ColumnKey]: readonly string[] } = {
  name: ["Name", "Service", "Services", "Service Names"],
  port: [
    "Port",
    "Ports",
    "Port Numbers",
    "Port No",
    "Port Range",
    "Port Number or Range",
    "Port/Protocol",
    "Port/Proto",
  ],
  protocol: ["Protocol", "Protocols", "Proto", "Transport", "Transport Protocols"],
  description: ["Desc", "Descr", "Descriptions", "Service Description"],
  assignee: ["Assignees", "Assigned To"],
  contact: ["Contacts"],
  registrationDate: ["Registered", "Registration", "Date Registered", "Reg Date"],
  modificationDate: ["Modified", "Modification", "Last Modified", "Date Modified", "Mod Date"],
  reference: ["References", "Ref", "Refs"],
  serviceCode: ["Service Codes"],
  unauthorizedUse: ["Unauthorized", "Unauthorized Use", "Known Unauthorized Use"],
  notes: ["Notes", "Note", "Assignment Note"],
};

/** Finds the column that a heading names by its letters; IANA's own headings need no such search. */
function columnOfLetters(heading: string): ColumnKey | undefined {
  byLetters ??= new Map(
    COLUMNS.flatMap(({ key, heading: own, otherHeadings }) =>
      [own, ...otherHeadings, ...SHORT_NAMES[key], key].map(
        (text) => [lettersOf(text), key] as const,
      ),
    ),
  );
  return byLetters.get(lettersOf(heading));
}

let byLetters: ReadonlyMap<string, ColumnKey> | undefined;

/** Takes out what separates the words of a heading: `Service_Name`, `serviceName`, `service name` give the same. */
function lettersOf(heading: string): string {
  return heading
    .trim()
    .replace(/(?<=[\p{L}\p{N}])[^\p{L}\p{N}]+(?=[\p{L}\p{N}])/gu, "")
    .toLowerCase();
}

const RANGE_END =
  /^(?:(?:range)?(?:end|ending|last|to|max|maximum|high|upper|stop)ports?(?:numbers?)?|ports?(?:number|range)?(?:end|last|to|max|high|upper|stop)|rangeend)$/;

/** Ports under a heading of several words, of which the last says so: `Source Port`, `targetPort`, `TCP ports (inbound)`. */
const OTHER_PORTS =
  /(?:^|[^\p{L}])ports?(?:[^\p{L}]+(?:numbers?|nos?|nr|ranges?))?[^\p{L}]*(?:\(.*\))?[^\p{L}]*$/iu;

/** The same in one word, as programs have it: `sport`, `dstport`. */
const OTHER_PORTS_IN_ONE =
  /^(?:s|d|l|r|src|dst|dest|tcp|udp|sctp|dccp|source|destination|local|remote|peer|client|server|host|target)ports?$/;

/** Names why a column that is none of the registry’s must not be left out: its rows mean something else without it. */
export type NeededColumn = "table/range-ends" | "table/protocol-columns" | "table/other-ports";

/**
 * Tells whether the cells below a heading that names no column change what the others mean: `End Port` has the last
 * ports of ranges, `TCP` says whether a port is for that protocol, and `Source Port` has ports that may be meant.
 */
export function neededColumn(heading: string): NeededColumn | undefined {
  const letters = lettersOf(heading);
  if (RANGE_END.test(letters)) return "table/range-ends";
  // Of two columns under IANA's own heading, the first is that of the registry.
  if (columnOfHeading(heading) !== undefined) return undefined;
  const words = heading.replace(/(?<=\p{Ll})(?=\p{Lu})/gu, " ");
  if (OTHER_PORTS.test(words) || OTHER_PORTS_IN_ONE.test(letters)) return "table/other-ports";
  return isTransportProtocol(letters) ? "table/protocol-columns" : undefined;
}

/** Says which columns the headings of a table name. */
export interface HeadingColumns {
  /** The column of each heading; undefined for one that names none. */
  readonly keys: readonly (ColumnKey | undefined)[];
  /** Zero-based places of the headings that are not IANA's, but were understood. */
  readonly renamed: ReadonlySet<number>;
}

/**
 * Finds the columns that the headings of a table name: by IANA's headings, else by names that exports
 * and programs use, such as `Service_Name`, `serviceName` or `proto`.
 *
 * @returns undefined where they are not the headings of this registry: none is IANA's for the name or
 * the port, and there are no two that say as much.
 */
export function columnsOfHeadings(headings: readonly string[]): HeadingColumns | undefined {
  const exact = headings.map(columnOfHeading);
  const taken = new Set(exact);
  const keys = headings.map((heading, place) => {
    const key = exact[place] ?? columnOfLetters(heading);
    if (key === undefined || exact[place] !== undefined) return key;
    if (taken.has(key)) return undefined;
    taken.add(key);
    return key;
  });
  const isOurs =
    exact.includes("name") ||
    exact.includes("port") ||
    (keys.includes("port") &&
      ["name", "protocol", "description"].some((key) => taken.has(key as ColumnKey))) ||
    (keys.includes("name") && keys.includes("protocol"));
  if (!isOurs) return undefined;
  const renamed = new Set(
    keys.flatMap((key, place) => (key !== undefined && exact[place] === undefined ? [place] : [])),
  );
  return { keys, renamed };
}

const PERSON_BY_HEADING: ReadonlyMap<string, PersonColumnKey> = new Map(
  PERSON_COLUMNS.map(({ key, heading }) => [normalHeading(heading), key] as const),
);

/** Finds the column of the contact information that a heading names, as {@link columnOfHeading}. */
export function personColumnOfHeading(heading: string): PersonColumnKey | undefined {
  return PERSON_BY_HEADING.get(normalHeading(heading));
}

function normalHeading(heading: string): string {
  return heading.replace(/\s+/g, " ").trim().toLowerCase();
}

/** Says why the cells under a heading are left out: it names no column, or one that came before. */
export type HeadingFault = "unknown" | "duplicate";

/**
 * Says which column the cells at each place of a table's rows belong to. Of two headings that name
 * one column the first counts.
 *
 * @param keys - what each heading names; undefined for no column.
 * @param complain - receives each heading whose cells are left out, by its zero-based place.
 * @returns the column at each place; undefined for cells that are left out.
 */
export function placeColumns<Key extends string>(
  keys: readonly (Key | undefined)[],
  complain: (fault: HeadingFault, place: number) => void = () => {},
): readonly (Key | undefined)[] {
  const seen = new Set<Key>();
  return keys.map((key, place) => {
    if (key === undefined || seen.has(key)) {
      complain(key === undefined ? "unknown" : "duplicate", place);
      return undefined;
    }
    seen.add(key);
    return key;
  });
}

/** Says at which place each column stands that {@link placeColumns} has placed. */
export function placesOf<Key extends string>(
  columns: readonly (Key | undefined)[],
): ReadonlyMap<Key, number> {
  return new Map(columns.flatMap((key, place) => (key === undefined ? [] : [[key, place]])));
}
