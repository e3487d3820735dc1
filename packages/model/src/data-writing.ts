import type { Port, PortRange } from "./port.js";
import type { Reference } from "./reference.js";
import type {
  Footnote,
  Person,
  RegistryNote,
  RegistryPage,
  ServiceRecord,
  UnparsedFields,
} from "./registry.js";
import type { RegistryHeader } from "./registry-part.js";
import type {
  Inline,
  InlineBreak,
  InlineParagraph,
  InlineReference,
  RunningText,
} from "./running-text.js";

/** Holds what JSON and YAML can say, without null. */
export type PlainData = string | number | boolean | readonly PlainData[] | PlainObject;

/** An object of plain data. */
export interface PlainObject {
  readonly [key: string]: PlainData;
}

/** Names all fields of a type, in the order in which they are written; undefined leaves one out. */
type FieldWriters<T> = {
  readonly [Key in keyof T]-?: (value: Exclude<T[Key], undefined>) => PlainData | undefined;
};

function object<T extends object>(fields: FieldWriters<T>): (value: T) => PlainObject {
  const table = Object.entries(fields) as [
    keyof T & string,
    (value: unknown) => PlainData | undefined,
  ][];
  return (value) => {
    const data: Record<string, PlainData> = {};
    for (const [key, write] of table) {
      const part: unknown = value[key];
      const partData = part === undefined ? undefined : write(part);
      if (partData !== undefined) data[key] = partData;
    }
    return data;
  };
}

function list<T>(item: (value: T) => PlainData): (values: readonly T[]) => readonly PlainData[] {
  return (values) => values.map(item);
}

/** Makes a writer that leaves an empty list out. */
function filled<T>(
  write: (items: readonly T[]) => PlainData,
): (items: readonly T[]) => PlainData | undefined {
  return (items) => (items.length === 0 ? undefined : write(items));
}

function same<T extends PlainData>(value: T): T {
  return value;
}

const texts = list<string>(same);

const reference = object<Reference>({
  type: same,
  data: same,
  text: same,
  attributes: (value) => Object.fromEntries(Object.entries(value)),
});

const runningText = (value: RunningText): PlainData =>
  typeof value === "string" ? value : pieces(value);
const inlineReference = object<InlineReference>({ reference });
const inlineBreak = object<InlineBreak>({ break: same });
const inlineParagraph = object<InlineParagraph>({ paragraph: runningText });
const pieces = list((inline: Inline): PlainData => {
  if (typeof inline === "string") return inline;
  if ("reference" in inline) return inlineReference(inline);
  return "break" in inline ? inlineBreak(inline) : inlineParagraph(inline);
});

const portRange = object<PortRange>({ first: same, last: same });
const port = (value: Port): PlainData => (typeof value === "number" ? value : portRange(value));

/** Give the parts of a registry as plain data: absent fields and empty lists are left out, keys have one order. */
export const plainData: {
  /** Gives all that comes before the records. */
  readonly header: (header: RegistryHeader) => PlainObject;
  readonly record: (record: ServiceRecord) => PlainObject;
  readonly person: (person: Person) => PlainObject;
  readonly footnote: (footnote: Footnote) => PlainObject;
} = {
  header: object<RegistryHeader>({
    id: same,
    title: same,
    category: same,
    updated: same,
    page: object<RegistryPage>({ number: same, count: same, search: same }),
    coverage: same,
    experts: filled(texts),
    references: filled(list(reference)),
    notes: filled(list(object<RegistryNote>({ title: same, text: runningText }))),
  }),
  record: object<ServiceRecord>({
    name: same,
    port,
    protocol: same,
    description: runningText,
    // None at all says something else than none named.
    assignees: texts,
    contacts: filled(texts),
    registrationDate: same,
    modificationDate: same,
    references: filled(list(reference)),
    serviceCode: same,
    unauthorizedUse: same,
    notes: runningText,
    unparsed: object<UnparsedFields>({ port: same, serviceCode: same }),
    inferred: texts,
    emptyElements: texts,
  }),
  person: object<Person>({
    id: same,
    name: same,
    organization: same,
    uris: filled(texts),
    updated: same,
    inferred: texts,
    emptyElements: texts,
  }),
  footnote: object<Footnote>({ anchor: same, text: runningText }),
};
