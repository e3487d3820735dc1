import { joinBracketed } from "./bracketed.js";
import { portText, serviceCodeText } from "./record-key.js";
import { referenceLabel } from "./reference.js";
import { assigneesOf, type ColumnKey, type ServiceRecord } from "./registry.js";
import { type Rendering, renderText } from "./rendering.js";
import type { RunningText } from "./running-text.js";

/**
 * Says what a column holds:
 *
 * - `word`, one word of the registry, and `date`: a text that a record keeps as it stands;
 * - `text`: running text, which IANA renders (see {@link Rendering});
 * - `port` and `serviceCode`: a number, or the text that is none;
 * - `people` and `references`: a list, each item between brackets.
 *
 * A record has a column of the first three kinds under the column's own key.
 */
export type ColumnKind =
  | "word"
  | "date"
  | "text"
  | "port"
  | "serviceCode"
  | "people"
  | "references";

/** Names the columns that a record keeps under their own keys, as they stand. */
export type PlainColumnKey = {
  [Key in ColumnKey & keyof ServiceRecord]-?: NonNullable<ServiceRecord[Key]> extends RunningText
    ? Key
    : never;
}[ColumnKey & keyof ServiceRecord];

/** Describes one column: how IANA heads it, what it holds, and how a record gives it. */
export interface Column {
  readonly key: ColumnKey;
  /** The heading IANA publishes today. */
  readonly heading: string;
  /** Headings of older files and of copies; IANA's own of before 2018 comes first. */
  readonly otherHeadings: readonly string[];
  readonly kind: ColumnKind;
  /** Gives the column's text as IANA's CSV of a rendering shows it; empty where there is none. */
  readonly textOf: (record: ServiceRecord, rendering: Rendering) => string;
}

type Facts = Omit<Column, "key" | "otherHeadings"> & { readonly otherHeadings?: readonly string[] };

/**
 * The one table of columns, in IANA's order. Every reader and writer follows it: a column that is
 * added here and to {@link ServiceRecord} works in all formats, or does not compile where it must be
 * told more.
 */
const FACTS: { readonly [Key in ColumnKey]: Facts } = {
  name: word("name", "Service Name"),
  port: {
    heading: "Port Number",
    kind: "port",
    textOf: (record) => portText(record).trim(),
  },
  protocol: word("protocol", "Transport Protocol"),
  description: text("description", "Description"),
  assignee: {
    heading: "Assignee",
    kind: "people",
    textOf: (record) => joinBracketed(assigneesOf(record)),
  },
  contact: {
    heading: "Contact",
    kind: "people",
    textOf: ({ contacts }) => joinBracketed(contacts),
  },
  registrationDate: date("registrationDate", "Registration Date"),
  modificationDate: date("modificationDate", "Modification Date"),
  reference: {
    heading: "Reference",
    kind: "references",
    textOf: ({ references }, rendering) =>
      references.length === 0
        ? ""
        : renderText(joinBracketed(references.map(referenceLabel)), rendering),
  },
  serviceCode: {
    heading: "Service Code",
    kind: "serviceCode",
    textOf: (record) => serviceCodeText(record).trim(),
  },
  unauthorizedUse: {
    ...text("unauthorizedUse", "Unauthorized Use Reported"),
    // IANA's heading until 2017, and two spellings met in copies of the page.
    otherHeadings: ["Known Unauthorized Uses", "Unauthorized Use Report", "Unauthorize Use Report"],
  },
  notes: text("notes", "Assignment Notes"),
};

/** Names the columns of running text. */
export type TextColumnKey = Exclude<PlainColumnKey, "name" | "protocol" | DateColumnKey>;

type DateColumnKey = "registrationDate" | "modificationDate";

/** Names the columns of running text that may have references and breaks. */
export type RunningColumnKey = {
  [Key in TextColumnKey]: RunningText extends NonNullable<ServiceRecord[Key]> ? Key : never;
}[TextColumnKey];

const RUNNING: { readonly [Key in RunningColumnKey]: true } = { description: true, notes: true };

/** Lists the columns of running text that may have references and breaks; in others it is one string. */
export const RUNNING_COLUMNS: readonly RunningColumnKey[] = Object.keys(
  RUNNING,
) as RunningColumnKey[];

/** Tells whether a column is of running text that may have references and breaks. */
export function isRunning(column: ColumnKey): column is RunningColumnKey {
  return Object.hasOwn(RUNNING, column);
}

function word(key: "name" | "protocol", heading: string): Facts {
  return { heading, kind: "word", textOf: (record) => (record[key] ?? "").trim() };
}

function date(key: DateColumnKey, heading: string): Facts {
  return { heading, kind: "date", textOf: (record) => record[key] ?? "" };
}

function text(key: PlainColumnKey, heading: string): Facts {
  return {
    heading,
    kind: "text",
    textOf: (record, rendering) => {
      const value = record[key];
      return value === undefined ? "" : renderText(value, rendering);
    },
  };
}

/** Lists the columns in IANA's order. */
export const COLUMNS: readonly Column[] = Object.entries(FACTS).map(([key, facts]) => ({
  otherHeadings: [],
  ...facts,
  key: key as ColumnKey,
}));

/** Lists the columns that a record keeps as they stand. */
export const PLAIN_COLUMNS: readonly PlainColumnKey[] = keysOf<PlainColumnKey>(
  "word",
  "date",
  "text",
);

/** Lists the columns that are dates. */
export const DATE_COLUMNS: readonly DateColumnKey[] = keysOf<DateColumnKey>("date");

/** Lists the columns of running text. */
export const TEXT_COLUMNS: readonly TextColumnKey[] = keysOf<TextColumnKey>("text");

function keysOf<Key extends ColumnKey>(...kinds: readonly ColumnKind[]): readonly Key[] {
  return COLUMNS.filter(({ kind }) => kinds.includes(kind)).map(({ key }) => key as Key);
}

/** Gives the text of each column of a record, as IANA's CSV of a rendering shows it. */
export function renderRecord(
  record: ServiceRecord,
  rendering: Rendering,
): Record<ColumnKey, string> {
  const texts: { [Key in ColumnKey]?: string } = {};
  for (const { key, textOf } of COLUMNS) texts[key] = textOf(record, rendering);
  return texts as Record<ColumnKey, string>;
}

/** Gives the headings of the columns, in IANA's order: until 2017 one of them was another. */
export function headingsOf(rendering: Rendering): readonly string[] {
  return COLUMNS.map(({ heading, otherHeadings: [older] }) =>
    rendering === "A" ? (older ?? heading) : heading,
  );
}

/** Gives the heading of a column that IANA publishes today. */
export function headingOfColumn(column: ColumnKey): string {
  return FACTS[column].heading;
}

/** Names a column of the contact information. */
export type PersonColumnKey = "id" | "name" | "organization" | "uris" | "updated";

/** Describes one column of the contact information. */
export interface PersonColumn {
  readonly key: PersonColumnKey;
  readonly heading: string;
}

/** Lists the columns of the contact information in IANA's order. */
export const PERSON_COLUMNS: readonly PersonColumn[] = [
  { key: "id", heading: "ID" },
  { key: "name", heading: "Name" },
  { key: "organization", heading: "Organization" },
  { key: "uris", heading: "Contact URI" },
  { key: "updated", heading: "Last Updated" },
];

/** Gives the items of each column that holds a list: assignees, contacts and references, as labels. */
export function listsOf(record: ServiceRecord): readonly (readonly string[])[] {
  const { contacts, references } = record;
  const labels = references.length === 0 ? NO_LABELS : references.map(referenceLabel);
  return [assigneesOf(record), contacts, labels];
}

const NO_LABELS: readonly string[] = [];

/** Holds one record as the text of its columns; an absent column is an empty cell. */
export type Cells = { readonly [key in ColumnKey]?: string };
