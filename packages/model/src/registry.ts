import { requireList, requireObject, requireRecord } from "./argument.js";
import type { Port } from "./port.js";
import type { TransportProtocol } from "./protocol.js";
import type { Reference } from "./reference.js";
import type { RunningText } from "./running-text.js";

/**
 * Holds one state of the IANA Service Name and Transport Protocol Port Number Registry, or a part
 * of it. It is lossless for the registry's XML, which is the source of all other published forms.
 * Absent fields are absent, never empty, here as in what it holds.
 */
export interface Registry {
  /** Registry identifier, `service-names-port-numbers`. */
  readonly id?: string;
  readonly title?: string;
  readonly category?: string;
  /** Date of the last change IANA made, `YYYY-MM-DD`. */
  readonly updated?: string;
  /** Designated experts (RFC 6335 §3.3), one text for each `<expert>`, line breaks kept. */
  readonly experts: readonly string[];
  /** References of the registry itself. */
  readonly references: readonly Reference[];
  readonly notes: readonly RegistryNote[];
  /** Records in document order. */
  readonly records: readonly ServiceRecord[];
  /** Contact information, in document order. */
  readonly people: readonly Person[];
  readonly footnotes: readonly Footnote[];
  /** Which part of the registry this is, where the document was one page or a search result. */
  readonly page?: RegistryPage;
  /**
   * Whether this is the whole registry or an excerpt, where the data says so itself. What is not in an
   * excerpt may well be registered: whoever needs the whole refuses it.
   */
  readonly coverage?: RegistryCoverage;
}

/** Holds a note of the registry's header. */
export interface RegistryNote {
  readonly title?: string;
  readonly text: RunningText;
}

/** Holds a footnote, which records cite with a reference of type `note`. */
export interface Footnote {
  /** What a reference's `data` names, for example `1`. */
  readonly anchor: string;
  readonly text: RunningText;
}

/** Says which page, or which search result, of the registry a document was. */
export interface RegistryPage {
  /** One-based number of the page. */
  readonly number?: number;
  /** Number of pages the document speaks of. */
  readonly count?: number;
  /** Text that was searched for. */
  readonly search?: string;
}

/** Says how much of the registry data holds. */
export type RegistryCoverage = "whole" | "excerpt";

/** Holds one person or organization of the registry's contact information. */
export interface Person {
  /** Identifier that records cite, for example `Jon_Postel`. */
  readonly id: string;
  readonly name?: string;
  readonly organization?: string;
  /** Contact URIs in document order; mail addresses stand as published, `mailto:user&host`. */
  readonly uris: readonly string[];
  /** Date of the last change, `YYYY-MM-DD` or `YYYY-MM`. */
  readonly updated?: string;
  /** Fields that a rule had to decide because the source cannot tell them apart. */
  readonly inferred?: readonly InferredPersonField[];
  /** XML elements that stood there without content, in document order. */
  readonly emptyElements?: readonly string[];
}

/** Names a person's field whose value a rule decided. */
export type InferredPersonField = "id" | "name" | "organization";

/** Holds one record (one row) of the registry. */
export interface ServiceRecord {
  /** Service name (RFC 6335 §5), as registered: case is kept. */
  readonly name?: string;
  /** Port number, or first and last port of a range, both inclusive, 0 to 65535. */
  readonly port?: Port;
  /** Transport protocol as registered; an unknown one is kept. */
  readonly protocol?: TransportProtocol | (string & {});
  readonly description?: RunningText;
  /**
   * Person ids of an explicit assignee. Absent where the registry names none: then the contacts
   * are the assignees too (see {@link assigneesOf}).
   */
  readonly assignees?: readonly string[];
  /** Person ids of the contacts. */
  readonly contacts: readonly string[];
  /** `YYYY-MM` or `YYYY-MM-DD`, as published, never widened. */
  readonly registrationDate?: string;
  /** `YYYY-MM` or `YYYY-MM-DD`, as published, never widened. */
  readonly modificationDate?: string;
  readonly references: readonly Reference[];
  /** DCCP service code, an unsigned 32-bit number (RFC 4340 §8.1.2). */
  readonly serviceCode?: number;
  readonly unauthorizedUse?: string;
  /** Assignment notes. */
  readonly notes?: RunningText;
  /** Text of fields that could not be understood, verbatim; a problem was reported for each. */
  readonly unparsed?: UnparsedFields;
  /** Fields that a rule had to decide because the source cannot tell them apart. */
  readonly inferred?: readonly InferredField[];
  /** XML elements that stood there without content, in document order. */
  readonly emptyElements?: readonly string[];
}

/** Holds the verbatim text of a port or service code that is none. */
export interface UnparsedFields {
  readonly port?: string;
  readonly serviceCode?: string;
}

/** Names one of the registry's twelve columns. */
export type ColumnKey =
  | "name"
  | "port"
  | "protocol"
  | "description"
  | "assignee"
  | "contact"
  | "registrationDate"
  | "modificationDate"
  | "reference"
  | "serviceCode"
  | "unauthorizedUse"
  | "notes";

/** Names a record's field whose value a rule decided. */
export type InferredField = Exclude<ColumnKey, "port" | "protocol">;

/**
 * Gives the people a record is assigned to: the explicit assignees, else the contacts, as IANA's
 * own stylesheet shows them.
 *
 * @example
 * assigneesOf({ contacts: ["Jon_Postel"], references: [] }); // ["Jon_Postel"]
 */
export function assigneesOf(record: ServiceRecord): readonly string[] {
  requireRecord(record, "assigneesOf", "record");
  return record.assignees ?? record.contacts;
}

/** Holds what a record is made of by hand: its lists may be absent where they are empty. */
export type RecordFields = Omit<ServiceRecord, "contacts" | "references"> &
  Partial<Pick<ServiceRecord, "contacts" | "references">>;

/** Holds what a person is made of by hand. */
export type PersonFields = Omit<Person, "uris"> & Partial<Pick<Person, "uris">>;

/** Holds what a registry is made of by hand. */
export type RegistryFields = Omit<Partial<Registry>, "records" | "people"> & {
  readonly records?: readonly RecordFields[];
  readonly people?: readonly PersonFields[];
};

/**
 * Makes a record of the fields that it has. Lists that are not given are empty.
 *
 * @throws {TypeError} where the fields are no object.
 * @example
 * createRecord({ name: "http", port: 80, protocol: "tcp" }).contacts; // []
 */
export function createRecord(fields: RecordFields): ServiceRecord {
  requireObject(fields, "createRecord", "fields");
  const { contacts = [], references = [] } = fields;
  return { ...fields, contacts, references };
}

/**
 * Makes a registry with nothing in it but what is given: lists that are not are empty, those of its
 * records and people too.
 *
 * @throws {TypeError} where the parts are no object, or its records no list.
 * @example
 * createRegistry({ records: [{ name: "http", port: 80, protocol: "tcp" }] }).people; // []
 */
export function createRegistry(parts: RegistryFields = {}): Registry {
  requireObject(parts, "createRegistry", "parts");
  const { records = [], people = [] } = parts;
  requireList(records, "createRegistry", "parts.records");
  requireList(people, "createRegistry", "parts.people");
  return {
    experts: [],
    references: [],
    notes: [],
    footnotes: [],
    ...parts,
    records: records.every(isRecord) ? records : records.map(createRecord),
    people: people.map((person) => ({ uris: [], ...person })),
  };
}

function isRecord(fields: RecordFields): fields is ServiceRecord {
  return fields.contacts !== undefined && fields.references !== undefined;
}
