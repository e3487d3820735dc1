import {
  assigneesOf,
  dnsSdTypes,
  oneLine,
  type Person,
  type PortClass,
  portClass,
  type Reference,
  recordLabel,
  referenceLabel,
  referenceUrl,
  type ServiceRecord,
  serviceCodeLetters,
  statusOf,
  txtKeysOf,
} from "@portolan/model";
import { definitionList, type Room } from "./layout.js";
import { bold, dim } from "./style.js";
import { visible } from "./visible.js";

const CLASS_WORDS: Readonly<Record<PortClass, string>> = {
  system: "System port",
  user: "User port",
  dynamic: "Dynamic port",
};

/** What a card needs to know beside the record. */
export interface CardContext {
  readonly personOf: (id: string) => Person | undefined;
  /** Other names of the service. */
  readonly otherNames: readonly string[];
  /** Why the record answers the question, where that is not plain. */
  readonly remark?: string | undefined;
  readonly room: Room;
}

/** Renders everything the registry says of a record, for people. */
export function renderCard(record: ServiceRecord, context: CardContext): string {
  const rows = facts(record, context);
  const listRoom = {
    width: context.room.textWidth,
    termWidth: Math.max(...rows.map(([label]) => label.length)),
  };
  const list = rows.map(([label, text]) => [dim(label), text] as const);
  return `${bold(visible(recordLabel(record)))}\n${definitionList(list, listRoom)}`;
}

type Fact = readonly [label: string, text: string];

function facts(record: ServiceRecord, context: CardContext): readonly Fact[] {
  const { port, description, notes, serviceCode } = record;
  const person = (id: string): string => personText(id, context.personOf(id));
  const all: readonly (readonly [string, string | readonly string[] | undefined])[] = [
    ["", context.remark],
    ["description", description === undefined ? undefined : oneLine(description)],
    [
      "status",
      [statusOf(record), ...(port === undefined ? [] : [CLASS_WORDS[portClass(port)]])].join(", "),
    ],
    ["other names", context.otherNames.join(", ")],
    ["assignee", assigneesOf(record).map(person)],
    ["contact", record.contacts.map(person)],
    ["registered", record.registrationDate],
    ["modified", record.modificationDate],
    ["reference", record.references.map(referenceText)],
    ["service code", serviceCode === undefined ? undefined : serviceCodeText(serviceCode)],
    ["DNS-SD", dnsSdText(record)],
    [
      "TXT keys",
      txtKeysOf(record)
        ?.map(({ key, value }) => (value === undefined ? key : `${key}=${value}`))
        .join("  "),
    ],
    [
      "unauthorized",
      record.unauthorizedUse === undefined ? undefined : oneLine(record.unauthorizedUse),
    ],
    ["notes", notes === undefined ? undefined : oneLine(notes)],
  ];
  return all.flatMap(([label, text]) => {
    const lines = text === undefined ? [] : typeof text === "string" ? [text] : text;
    return lines.filter((line) => line !== "").map((line, i): Fact => [i === 0 ? label : "", line]);
  });
}

/** Writes a person with a readable address: the registry hides `@` behind `&`. */
function personText(id: string, person: Person | undefined): string {
  if (person === undefined) return id;
  const who = [person.name, person.organization].filter((part) => part !== undefined).join(", ");
  const uris = person.uris.map((uri) =>
    uri.replace(/^mailto:([^&@]+)&/, "$1@").replace(/^mailto:/, ""),
  );
  return [who === "" ? id : who, ...uris.map((uri) => `<${uri}>`)].join(" ");
}

function referenceText(reference: Reference): string {
  const label = referenceLabel(reference);
  const url = referenceUrl(reference);
  return url === undefined || url === label ? label : `${label} <${url}>`;
}

function serviceCodeText(code: number): string {
  const letters = serviceCodeLetters(code);
  return letters === undefined ? String(code) : `${code} (SC:${letters})`;
}

/** The DNS-SD types of a record, where it is registered for discovery: without a port, or with TXT keys. */
function dnsSdText(record: ServiceRecord): string | undefined {
  const isForDiscovery = record.port === undefined || txtKeysOf(record) !== undefined;
  return isForDiscovery ? dnsSdTypes(record).join(", ") : undefined;
}
