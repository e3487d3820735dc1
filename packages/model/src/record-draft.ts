import { splitBracketed } from "./bracketed.js";
import { type Cells, DATE_COLUMNS, PLAIN_COLUMNS, type PlainColumnKey } from "./columns.js";
import { isRegistryDate } from "./date.js";
import { parsePort } from "./port.js";
import type { Report, Span } from "./problem.js";
import { isTransportProtocol, sharedProtocol } from "./protocol.js";
import { parseReferenceLabel, type Reference } from "./reference.js";
import type { ColumnKey, InferredField, ServiceRecord, UnparsedFields } from "./registry.js";
import type { RunningText } from "./running-text.js";
import { parseServiceCode } from "./service-code.js";

/** Lists the problems that a record can have in whatever format it was read from. */
export const recordProblems = {
  "record/port-invalid": [
    "warning",
    "“{found}” is not a port number or range between 0 and 65535; it is kept as text.",
    "Correct the number, or tell IANA.",
  ],
  "record/protocol-unknown": [
    "warning",
    "“{found}” is not a transport protocol of the registry (tcp, udp, sctp, dccp); it is kept.",
    "Correct the protocol, in lower case.",
  ],
  "record/date-invalid": [
    "warning",
    "“{found}” is not a date of the form YYYY-MM or YYYY-MM-DD; it is kept as text.",
    "Correct the date.",
  ],
  "record/service-code-invalid": [
    "warning",
    "“{found}” is not an unsigned 32-bit service code; it is kept as text.",
    "Correct the service code (RFC 4340 §8.1.2).",
  ],
  "record/list-invalid": [
    "warning",
    "“{found}” is not a list of bracketed items; it is kept as one item.",
    "Write each item between brackets, one after the other.",
  ],
  "record/without-name-and-port": [
    "warning",
    "The record has neither a service name nor a port.",
    "Give it at least one of them.",
  ],
} as const;

/**
 * Holds a record as a reader hands it over: structure known, scalars still text. A column that a
 * record keeps as it stands is in it under the column's key.
 */
export type RecordDraft = {
  -readonly [Key in PlainColumnKey]?: ServiceRecord[Key] | undefined;
} & {
  port?: string | undefined;
  serviceCode?: string | undefined;
  /** Absent where the assignee is inherited from the contacts. */
  assignees?: readonly string[] | undefined;
  contacts?: readonly string[];
  references?: readonly Reference[];
  inferred?: readonly InferredField[];
  emptyElements?: readonly string[];
};

/** Gives the place of a column's text in the source, for problems. */
export type Locate = (column: ColumnKey) => Span | undefined;

const NO_ITEMS: readonly never[] = [];

/** Makes a record of a draft. */
export function finishRecord(draft: RecordDraft, report: Report, locate: Locate): ServiceRecord {
  const { assignees, contacts = NO_ITEMS, references = NO_ITEMS } = draft;
  return makeRecord(draft, { assignees, contacts, references }, report, locate);
}

/**
 * Takes the texts and contacts that a draft repeats from the record before: a service has a record for
 * tcp and one for udp. So a registry holds a fifth less memory.
 */
export function shareRepeated(draft: RecordDraft, before: ServiceRecord): void {
  const texts: PlainTexts = draft;
  for (let i = 0; i < PLAIN_COLUMNS.length; i++) {
    const key = PLAIN_COLUMNS[i] as PlainColumnKey;
    if (texts[key] === before[key]) texts[key] = before[key];
  }
  const { contacts = NO_ITEMS } = draft;
  if (contacts.length === 1 && before.contacts.length === 1 && contacts[0] === before.contacts[0])
    draft.contacts = before.contacts;
}

/** Holds what a record keeps as it stands, by column. */
type PlainTexts = { [Key in PlainColumnKey]?: RunningText | undefined };

function copyTexts(draft: PlainTexts, record: PlainTexts): void {
  // An iterator makes an object for each column, which cold code pays for.
  for (let i = 0; i < PLAIN_COLUMNS.length; i++) {
    const key = PLAIN_COLUMNS[i] as PlainColumnKey;
    const text = draft[key];
    if (text !== undefined && text !== "") record[key] = text;
  }
}

/** Holds the lists of a record. */
interface RecordLists {
  readonly assignees: readonly string[] | undefined;
  readonly contacts: readonly string[];
  readonly references: readonly Reference[];
}

/** The one place where ports, protocols, dates and service codes are understood. */
function makeRecord(
  draft: Omit<RecordDraft, keyof RecordLists>,
  { assignees, contacts, references }: RecordLists,
  report: Report,
  locate: Locate,
): ServiceRecord {
  const record = new PlainRecord();
  let unparsed: UnparsedFields | undefined;

  copyTexts(draft, record);
  if (record.protocol !== undefined) record.protocol = sharedProtocol(record.protocol);
  if (isGiven(draft.port)) {
    const port = parsePort(draft.port) ?? parsePort(draft.port.trim());
    if (port !== undefined) record.port = port;
    else unparsed = { port: draft.port };
  }
  if (assignees !== undefined) record.assignees = assignees;
  record.contacts = contacts;
  record.references = references;
  if (isGiven(draft.serviceCode)) {
    const code = parseServiceCode(draft.serviceCode.trim());
    if (code !== undefined) record.serviceCode = code;
    else unparsed = { ...unparsed, serviceCode: draft.serviceCode };
  }
  if (unparsed !== undefined) record.unparsed = unparsed;
  if (draft.inferred !== undefined && draft.inferred.length > 0) record.inferred = draft.inferred;
  if (draft.emptyElements !== undefined && draft.emptyElements.length > 0) {
    record.emptyElements = draft.emptyElements;
  }
  checkRecord(record, report, locate);
  return record;
}

/** Reports what is wrong with the scalars of a record, in the same words whatever it was read from. */
export function checkRecord(record: ServiceRecord, report: Report, locate: Locate): void {
  const { name, port, protocol, unparsed } = record;
  if (unparsed?.port !== undefined) {
    complain("record/port-invalid", "port", unparsed.port, report, locate);
  }
  if (protocol !== undefined && !isTransportProtocol(protocol)) {
    complain("record/protocol-unknown", "protocol", protocol, report, locate);
  }
  for (const key of DATE_COLUMNS) {
    const date = record[key];
    if (date !== undefined && !isRegistryDate(date))
      complain("record/date-invalid", key, date, report, locate);
  }
  if (unparsed?.serviceCode !== undefined) {
    complain("record/service-code-invalid", "serviceCode", unparsed.serviceCode, report, locate);
  }
  if (name === undefined && port === undefined && unparsed?.port === undefined) {
    complain("record/without-name-and-port", "name", "", report, locate);
  }
}

function complain(
  code: keyof typeof recordProblems,
  column: ColumnKey,
  found: string,
  report: Report,
  locate: Locate,
): void {
  report.add(recordProblems, code, { span: locate(column), values: { found } });
}

/**
 * Makes a plain object with room for the fields of a record. What is added to `{}` lies apart from it,
 * in memory that is copied each time it grows: a registry would take a tenth longer to read.
 */
const PlainRecord = function PlainRecord() {} as unknown as new () => Mutable<ServiceRecord>;
PlainRecord.prototype = Object.prototype;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

function isGiven(text: string | undefined): text is string {
  return text !== undefined && text !== "";
}

/**
 * Makes the records of a table, row after row, of the texts of their columns, as CSV and flat tables have them.
 * An assignee that equals the contact counts as inherited: the columns cannot tell. Rows with the same
 * contacts share their list.
 */
export class CellsReader {
  readonly #refine: ((reference: Reference) => Reference) | undefined;
  #contactText = "";
  #contacts: readonly string[] = NO_ITEMS;

  /** @param refine tells more of a reference than its label alone does. */
  constructor(refine?: (reference: Reference) => Reference) {
    this.#refine = refine;
  }

  /**
   * Makes the record of a row.
   *
   * @param inferred - the columns whose cells a rule decided.
   */
  read(
    cells: Cells,
    report: Report,
    locate: Locate,
    inferred?: readonly InferredField[],
  ): ServiceRecord {
    const labels = itemsOf("reference", cells, report, locate);
    let references = labels.length === 0 ? NO_ITEMS : labels.map(parseReferenceLabel);
    if (this.#refine !== undefined) references = references.map(this.#refine);
    const { assignee = "", contact = "" } = cells;
    const assignees = assignee === contact ? undefined : itemsOf("assignee", cells, report, locate);
    const contacts = this.#contactsOf(cells, report, locate);
    const draft = inferred === undefined ? cells : { ...cells, inferred };
    return makeRecord(draft, { assignees, contacts, references }, report, locate);
  }

  #contactsOf(cells: Cells, report: Report, locate: Locate): readonly string[] {
    const { contact = "" } = cells;
    if (contact === this.#contactText) return this.#contacts;
    const items = splitBracketed(contact);
    // What is wrong is reported for each row.
    if (items === undefined) return itemsOf("contact", cells, report, locate);
    this.#contactText = contact;
    this.#contacts = items;
    return items;
  }
}

function itemsOf(
  column: ColumnKey,
  cells: Cells,
  report: Report,
  locate: Locate,
): readonly string[] {
  const text = cells[column] ?? "";
  const items = splitBracketed(text);
  if (items !== undefined) return items;
  const details = { span: locate(column), values: { found: text } };
  report.add(recordProblems, "record/list-invalid", details);
  return [text];
}
