import {
  type InferredField,
  type InferredPersonField,
  type Person,
  type Port,
  parsePort,
  parseServiceCode,
  type Reference,
  type Registry,
  type RunningText,
  type ServiceRecord,
  type UnparsedFields,
} from "@portolan/model";
import * as fc from "fast-check";
import {
  anyCharacter,
  arbitraryReference,
  arbitraryRunningText,
  arbitraryText,
} from "./arbitrary-text.js";

export { anyCharacter, printableCharacter, xmlCharacter } from "./arbitrary-text.js";

/** Restricts what {@link arbitraryRegistry} makes, for formats that cannot carry everything. */
export interface ArbitraryRegistryOptions {
  /** One character of any text. Default: {@link anyCharacter}. */
  readonly character?: fc.Arbitrary<string>;
  /** Name of a further attribute of a reference. Default: any text. */
  readonly attributeName?: fc.Arbitrary<string>;
  /**
   * Whether records and people may say how they were read: `inferred`, and `emptyElements` (only
   * elements whose field is absent). Default: true.
   */
  readonly provenance?: boolean;
  /** Whether running text may have references, breaks and paragraphs. Default: true. */
  readonly structure?: boolean;
  /** Greatest number of records. Default: 6. */
  readonly maxRecords?: number;
}

/** Has one for every field, so that a field which the model gains is asked of every format. */
type Arbitraries<T> = { readonly [Key in keyof T]-?: fc.Arbitrary<NonNullable<T[Key]>> };

/** Any registry of the model: any text, any combination of missing fields. */
export function arbitraryRegistry(options: ArbitraryRegistryOptions = {}): fc.Arbitrary<Registry> {
  const { text, runningText, reference } = partsOf(options);
  const number = fc.integer({ min: 1, max: 200 });
  const page = fc.record(
    { number, count: number, search: text },
    { requiredKeys: [], noNullPrototype: true },
  );
  const note = fc.record(
    { title: text, text: runningText },
    { requiredKeys: ["text"], noNullPrototype: true },
  );
  const footnote = fc.record({ anchor: text, text: runningText }, { noNullPrototype: true });
  return fc.record(
    {
      id: text,
      title: text,
      category: text,
      updated: arbitraryDate(text),
      experts: fc.array(text, { maxLength: 2 }),
      references: fc.array(reference, { maxLength: 2 }),
      notes: fc.array(note, { maxLength: 2 }),
      records: fc.array(arbitraryRecord(options), { maxLength: options.maxRecords ?? 6 }),
      people: fc.uniqueArray(arbitraryPerson(options), { maxLength: 4, selector: ({ id }) => id }),
      footnotes: fc.uniqueArray(footnote, { maxLength: 2, selector: ({ anchor }) => anchor }),
      page,
    },
    {
      requiredKeys: ["experts", "references", "notes", "records", "people", "footnotes"],
      noNullPrototype: true,
    },
  );
}

/** Any record of the model. */
export function arbitraryRecord(
  options: ArbitraryRegistryOptions = {},
): fc.Arbitrary<ServiceRecord> {
  const { text, runningText, reference } = partsOf(options);
  const ids = fc.array(text, { minLength: 1, maxLength: 3 });
  const filled = runningText.filter((value) => value !== "");
  const known = fc.constantFrom("tcp", "udp", "sctp", "dccp");
  const fields: Arbitraries<Omit<ServiceRecord, "unparsed" | "inferred" | "emptyElements">> = {
    name: text,
    port: arbitraryPort(),
    protocol: fc.oneof({ arbitrary: known, weight: 5 }, text),
    description: filled,
    assignees: ids,
    contacts: fc.oneof(fc.constant([]), ids),
    registrationDate: arbitraryDate(text),
    modificationDate: arbitraryDate(text),
    // A record's own people are its contacts and assignees.
    references: fc.array(
      reference.filter(({ type }) => type !== "person"),
      { maxLength: 2 },
    ),
    serviceCode: fc.integer({ min: 0, max: 0xffffffff }),
    unauthorizedUse: text,
    notes: filled,
  };
  const record = fc.record(fields, {
    requiredKeys: ["contacts", "references"],
    noNullPrototype: true,
  });
  return record.chain((plain) =>
    withUnparsed(plain, text).chain((odd) =>
      options.provenance === false
        ? fc.constant(odd)
        : withProvenance<ServiceRecord, InferredField>(odd, INFERRED_FIELDS, [
            ["name", odd.name],
            ["number", odd.port ?? odd.unparsed?.port],
            ["protocol", odd.protocol],
            ["description", odd.description],
            ["sc", odd.serviceCode ?? odd.unparsed?.serviceCode],
            ["unauthorized", odd.unauthorizedUse],
            ["note", odd.notes],
          ]),
    ),
  );
}

/** Any person of the model. */
function arbitraryPerson(options: ArbitraryRegistryOptions = {}): fc.Arbitrary<Person> {
  const { text } = partsOf(options);
  const person = fc.record(
    {
      id: text,
      name: text,
      organization: text,
      uris: fc.array(text, { maxLength: 2 }),
      updated: arbitraryDate(text),
    },
    { requiredKeys: ["id", "uris"], noNullPrototype: true },
  );
  if (options.provenance === false) return person;
  return person.chain((plain) =>
    withProvenance<Person, InferredPersonField>(
      plain,
      ["name", "organization"],
      [
        ["name", plain.name],
        ["org", plain.organization],
        ["uri", plain.uris[0]],
        ["updated", plain.updated],
      ],
    ),
  );
}

const INFERRED: { readonly [Field in InferredField]: true } = {
  name: true,
  description: true,
  assignee: true,
  contact: true,
  registrationDate: true,
  modificationDate: true,
  reference: true,
  serviceCode: true,
  unauthorizedUse: true,
  notes: true,
};
const INFERRED_FIELDS = Object.keys(INFERRED) as InferredField[];

function partsOf(options: ArbitraryRegistryOptions): {
  readonly text: fc.Arbitrary<string>;
  readonly runningText: fc.Arbitrary<RunningText>;
  readonly reference: fc.Arbitrary<Reference>;
} {
  const character = options.character ?? anyCharacter;
  const text = arbitraryText(character);
  const reference = arbitraryReference(character, options.attributeName ?? text);
  const runningText = options.structure === false ? text : arbitraryRunningText(text, reference);
  return { text, runningText, reference };
}

function arbitraryPort(): fc.Arbitrary<Port> {
  const number = fc.integer({ min: 0, max: 65535 });
  const range = fc
    .tuple(number, number)
    .map(([a, b]) => ({ first: Math.min(a, b), last: Math.max(a, b) }));
  return fc.oneof(number, range);
}

/** Mostly days and months that exist, sometimes any text. */
function arbitraryDate(text: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const day = fc
    .date({ min: new Date("1980-01-01"), max: new Date("2030-01-01"), noInvalidDate: true })
    .map((value) => value.toISOString().slice(0, 10));
  const month = day.map((value) => value.slice(0, 7));
  return fc.oneof({ arbitrary: day, weight: 4 }, { arbitrary: month, weight: 4 }, text);
}

/** Sometimes gives a record without port or service code the text of one that is none. */
function withUnparsed(
  record: ServiceRecord,
  text: fc.Arbitrary<string>,
): fc.Arbitrary<ServiceRecord> {
  const none = (parse: (value: string) => unknown): fc.Arbitrary<string> =>
    text.filter((value) => value.trim() !== "" && parse(value.trim()) === undefined);
  const bad = fc.record<UnparsedFields, never>(
    {
      ...(record.port === undefined ? { port: none(parsePort) } : {}),
      ...(record.serviceCode === undefined ? { serviceCode: none(parseServiceCode) } : {}),
    },
    { requiredKeys: [], noNullPrototype: true },
  );
  return fc
    .option(bad, { freq: 1, nil: {} })
    .map((unparsed) => (Object.keys(unparsed).length === 0 ? record : { ...record, unparsed }));
}

/** Sometimes says which fields were inferred, and that absent fields had an empty element. */
function withProvenance<T, Field>(
  value: T,
  inferable: Field[],
  elements: readonly (readonly [element: string, value: unknown])[],
): fc.Arbitrary<T & { inferred?: readonly Field[]; emptyElements?: readonly string[] }> {
  const absent = elements.flatMap(([element, found]) => (found === undefined ? [element] : []));
  const provenance = fc.record(
    { inferred: fc.subarray(inferable), emptyElements: fc.subarray(absent) },
    { requiredKeys: [], noNullPrototype: true },
  );
  return provenance.map(({ inferred = [], emptyElements = [] }) => ({
    ...value,
    ...(inferred.length === 0 ? {} : { inferred }),
    ...(emptyElements.length === 0 ? {} : { emptyElements }),
  }));
}
