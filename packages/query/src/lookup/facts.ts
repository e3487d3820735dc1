import {
  aliasOf,
  assigneesOf,
  dnsSdSubtypes,
  dnsSdTypes,
  oneLine,
  type Person,
  type PortClass,
  portClass,
  portText,
  type Reference,
  referenceLabel,
  referenceUrl,
  replaces,
  type ServiceRecord,
  type Status,
  serviceCodeLetters,
  serviceCodeText,
  statusOf,
  type TxtKey,
  txtKeysOf,
} from "@portolan/model";
import {
  defined,
  requireObject,
  requireRecord,
  TEXT_COLUMNS,
  type TextColumnKey,
} from "@portolan/model/internal";
import { referencesInTexts } from "../cited.js";
import { otherNamesOf } from "./lookup.js";
import type { RegistryIndex } from "./registry-index.js";

/** Holds somebody that a record names. */
export interface PersonFacts {
  readonly id: string;
  readonly name?: string;
  readonly organization?: string;
  /** Addresses as people write them: the registry hides the `@` of a mail address behind `&`. */
  readonly addresses: readonly string[];
}

/** Holds what a record points to. */
export interface ReferenceFacts {
  readonly label: string;
  readonly url?: string;
}

/** Holds what DNS-SD (RFC 6763) makes of a record. */
export interface DnsSdFacts {
  /** Service types, such as `_ipp._tcp`. */
  readonly types: readonly string[];
  readonly subtypes: readonly string[];
  /** Absent where the notes do not speak of TXT keys; empty where they say that there are none. */
  readonly txtKeys?: readonly TxtKey[];
}

/** Holds everything that the registry says of a record, and what follows from it, as plain data. */
export interface RecordFacts extends TextFacts {
  readonly name?: string;
  /** As the registry writes it: `443`, `6000-6063`; text that is no port is kept. */
  readonly port?: string;
  readonly protocol?: string;
  readonly status: Status;
  /** Absent where the record has no port. */
  readonly class?: PortClass;
  readonly aliasOf?: string;
  readonly replaces?: string;
  /** Other names of the same service. */
  readonly otherNames: readonly string[];
  readonly assignees: readonly PersonFacts[];
  readonly contacts: readonly PersonFacts[];
  readonly registrationDate?: string;
  readonly modificationDate?: string;
  /** References of the record's column, then those in its texts. */
  readonly references: readonly ReferenceFacts[];
  readonly serviceCode?: { readonly code: string; readonly letters?: string };
  /** Absent where the record has no name. */
  readonly dnsSd?: DnsSdFacts;
}

/** Holds the columns of running text, on one line each. */
type TextFacts = { readonly [Key in TextColumnKey]?: string };

/** Returns everything that the registry says of a record, with people and references resolved. */
export function factsOf(index: RegistryIndex, record: ServiceRecord): RecordFacts {
  requireObject(index, "factsOf", "index", "an index, as createIndex makes it");
  requireRecord(record, "factsOf", "record");
  const { name, port, protocol, registrationDate, modificationDate } = record;
  const person = (id: string): PersonFacts => personFacts(id, index.person(id));
  const shownPort = portText(record);
  const code = serviceCodeText(record);
  const letters =
    record.serviceCode === undefined ? undefined : serviceCodeLetters(record.serviceCode);
  const txtKeys = txtKeysOf(record);
  return defined({
    name,
    port: shownPort === "" ? undefined : shownPort,
    protocol,
    status: statusOf(record),
    class: port === undefined ? undefined : portClass(port),
    ...textFacts(record),
    aliasOf: aliasOf(record),
    replaces: replaces(record),
    otherNames: otherNamesOf(index, record),
    assignees: assigneesOf(record).map(person),
    contacts: record.contacts.map(person),
    registrationDate,
    modificationDate,
    references: allReferences(record).map(referenceFacts),
    serviceCode: code === "" ? undefined : defined({ code, letters }),
    dnsSd:
      name === undefined
        ? undefined
        : defined({ types: dnsSdTypes(record), subtypes: dnsSdSubtypes(record), txtKeys }),
  });
}

function textFacts(record: ServiceRecord): TextFacts {
  const texts: { [Key in TextColumnKey]?: string } = {};
  for (const key of TEXT_COLUMNS) {
    const text = record[key];
    if (text !== undefined) texts[key] = oneLine(text);
  }
  return texts;
}

/** References of people in texts are no documents. */
function allReferences(record: ServiceRecord): readonly Reference[] {
  const inText = referencesInTexts(record).filter(({ type }) => type !== "person");
  return [...record.references, ...inText];
}

/** Returns what a reference is called, and where it leads. */
export function referenceFacts(reference: Reference): ReferenceFacts {
  return defined({ label: referenceLabel(reference), url: referenceUrl(reference) });
}

function personFacts(id: string, person: Person | undefined): PersonFacts {
  const addresses = (person?.uris ?? []).map((uri) =>
    uri.replace(/^mailto:([^&@]+)&/, "$1@").replace(/^mailto:/, ""),
  );
  return defined({ id, name: person?.name, organization: person?.organization, addresses });
}
