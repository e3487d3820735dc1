import { COLUMNS } from "./columns.js";
import type { DataDocument, LocateData } from "./data-document.js";
import {
  count,
  DataReading,
  describeData,
  type Fields,
  filled,
  isObject,
  list,
  listOf,
  number,
  object,
  oneOf,
  optional,
  refined,
  required,
  type Shape,
  text,
  textsByName,
  yes,
} from "./data-shape.js";
import { type PlainObject, plainData } from "./data-writing.js";
import { readFlatRows } from "./flat-rows.js";
import type { ParseResult } from "./parse-result.js";
import { formatPort, type Port, type PortRange, parsePort } from "./port.js";
import { type Problem, Report } from "./problem.js";
import { checkRecord } from "./record-draft.js";
import type { Reference } from "./reference.js";
import {
  createRegistry,
  type Footnote,
  type InferredField,
  type InferredPersonField,
  type Person,
  type Registry,
  type RegistryCoverage,
  type RegistryNote,
  type RegistryPage,
  type ServiceRecord,
  type UnparsedFields,
} from "./registry.js";
import type { RegistryHeader } from "./registry-part.js";
import type {
  Inline,
  InlineBreak,
  InlineParagraph,
  InlineReference,
  RunningText,
} from "./running-text.js";
import { parseServiceCode } from "./service-code.js";

/** Shape of a cross reference. */
const reference: Shape<Reference> = object<Reference>({
  type: required(text),
  data: optional(text),
  text: optional(text),
  attributes: optional(textsByName),
});

/** Shape of running text: a text, or a list of texts, references, breaks and paragraphs. */
const runningText: Shape<RunningText> = (data, reading) => {
  if (typeof data === "string") return data;
  if (Array.isArray(data)) return pieces(data, reading);
  return reading.complainOfType(data, "text or a list of its pieces");
};

const inlineReference = object<InlineReference>({ reference: required(reference) });

const inlineBreak = object<InlineBreak>({ break: required(yes) });

const inlineParagraph = object<InlineParagraph>({
  paragraph: required((data, reading) => reading.paragraph(runningText, data)),
});

const inline: Shape<Inline> = (data, reading) => {
  if (typeof data === "string") return data;
  if (isObject(data)) {
    if ("reference" in data) return inlineReference(data, reading);
    if ("break" in data) return inlineBreak(data, reading);
    if ("paragraph" in data) return inlineParagraph(data, reading);
  }
  return reading.complainOfType(data, "text, a reference, a break or a paragraph");
};

const pieces: Shape<readonly Inline[]> = list(inline);

const portRange = object<PortRange>({ first: required(number), last: required(number) });

const port: Shape<Port> = (data, reading) => {
  if (typeof data === "number") return data;
  if (isObject(data)) return portRange(data, reading);
  return reading.complainOfType(data, "a number or a range of “first” and “last”");
};

/** A rule never decides a port or a protocol: these tell where a row is. */
const INFERRED_FIELDS = COLUMNS.map(({ key }) => key).filter(
  (key): key is InferredField => key !== "port" && key !== "protocol",
);

const RECORD: Fields<ServiceRecord> = {
  name: optional(filled(text)),
  port: optional(port),
  protocol: optional(filled(text)),
  description: optional(filled(runningText)),
  assignees: optional(list(text)),
  contacts: listOf(text),
  registrationDate: optional(filled(text)),
  modificationDate: optional(filled(text)),
  references: listOf(reference),
  serviceCode: optional(number),
  unauthorizedUse: optional(filled(text)),
  notes: optional(filled(runningText)),
  unparsed: optional(object<UnparsedFields>({ port: optional(text), serviceCode: optional(text) })),
  inferred: optional(list(oneOf(INFERRED_FIELDS, "a field that can be inferred"))),
  emptyElements: optional(list(text)),
};

/** Shape of a record; what it holds is checked by the rules of all formats. */
const serviceRecord: Shape<ServiceRecord> = refined(object(RECORD), (read, reading) => {
  const record = withValidNumbers(read);
  checkRecord(
    record,
    reading.report,
    (column) => reading.locate(column) ?? reading.locate("unparsed", column) ?? reading.locate(),
  );
  return record;
});

/** Keeps a port or service code that is none as text, as every other reader does. */
function withValidNumbers(read: ServiceRecord): ServiceRecord {
  const { port, serviceCode } = read;
  const isPort = port === undefined || parsePort(formatPort(port)) !== undefined;
  const isCode = serviceCode === undefined || parseServiceCode(String(serviceCode)) !== undefined;
  if (isPort && isCode) return read;
  const { port: _port, serviceCode: _code, ...others } = read;
  return {
    ...others,
    ...(isPort && port !== undefined ? { port } : {}),
    ...(isCode && serviceCode !== undefined ? { serviceCode } : {}),
    unparsed: {
      ...read.unparsed,
      ...(isPort ? {} : { port: formatPort(port) }),
      ...(isCode ? {} : { serviceCode: String(serviceCode) }),
    },
  };
}

const COVERAGES: readonly RegistryCoverage[] = ["whole", "excerpt"];

const INFERRED_PERSON_FIELDS: readonly InferredPersonField[] = ["id", "name", "organization"];

const HEADER: Fields<RegistryHeader> = {
  id: optional(filled(text)),
  title: optional(filled(text)),
  category: optional(filled(text)),
  updated: optional(filled(text)),
  page: optional(
    object<RegistryPage>({
      number: optional(count),
      count: optional(count),
      search: optional(filled(text)),
    }),
  ),
  coverage: optional(oneOf(COVERAGES, "“whole” or “excerpt”")),
  experts: listOf(filled(text)),
  references: listOf(reference),
  notes: listOf(
    object<RegistryNote>({ title: optional(filled(text)), text: required(runningText) }),
  ),
};

const person = object<Person>({
  id: required(text),
  name: optional(filled(text)),
  organization: optional(filled(text)),
  uris: listOf(filled(text)),
  updated: optional(filled(text)),
  inferred: optional(list(oneOf(INFERRED_PERSON_FIELDS, "“id”, “name” or “organization”"))),
  emptyElements: optional(list(text)),
});

const footnote = object<Footnote>({ anchor: required(text), text: required(runningText) });

const REGISTRY = object<Registry>({
  ...HEADER,
  records: listOf(
    refined(serviceRecord, (record, reading) => {
      reading.recordIndexes.push(Number(reading.step));
      return record;
    }),
  ),
  people: listOf(person),
  footnotes: listOf(footnote),
});

/** Lists the keys of a registry in plain data that come before its records. */
export const HEADER_KEYS: readonly string[] = Object.keys(HEADER);

/** Lists the keys of a record in plain data. */
export const RECORD_KEYS: readonly string[] = Object.keys(RECORD);

/**
 * Turns a registry into plain data, as JSON and YAML hold it: absent fields and empty lists are
 * left out, and keys are in the order of the model. The list of records is there even when
 * it is empty: it is the mark of a registry.
 *
 * @example
 * toData(createRegistry({ records: [{ name: "http", port: 80, contacts: [], references: [] }] }));
 * // { records: [{ name: "http", port: 80 }] }
 */
export function toData(registry: Registry): PlainObject {
  const { header, record, person, footnote } = plainData;
  const { records, people, footnotes } = registry;
  return {
    ...header(registry),
    records: records.map(record),
    ...(people.length === 0 ? {} : { people: people.map(person) }),
    ...(footnotes.length === 0 ? {} : { footnotes: footnotes.map(footnote) }),
  };
}

/** What was found in plain data. */
export interface DataResult {
  readonly registry: Registry;
  /** For each record of the registry, its index in the data's list of records. */
  readonly recordIndexes: readonly number[];
}

/**
 * Reads a registry from plain data of any kind. What has another type than the model says, is
 * missing or unknown is reported (`data/…`) at the place that `locate` gives, and the rest is kept.
 * Records are checked by the same rules as in every format (`record/…`).
 */
export function fromData(data: unknown, report: Report, locate: LocateData): DataResult {
  const reading = new DataReading(report, locate);
  const { recordIndexes } = reading;
  if (!isObject(data) || !Object.hasOwn(data, "records")) {
    const found = isObject(data) ? "an object without “records”" : describeData(data);
    reading.complain("data/not-a-registry", { found });
    return { registry: createRegistry(), recordIndexes };
  }
  // Editors find the schema of a document by this key; it says nothing about the registry.
  const { $schema, ...fields } = data;
  return { registry: REGISTRY(fields, reading) ?? createRegistry(), recordIndexes };
}

/**
 * Reads a registry, or the rows of its table, from a document of JSON or YAML.
 *
 * @param document - undefined where nothing could be read, which was reported.
 */
export function readDataDocument(document: DataDocument | undefined, report: Report): ParseResult {
  const { problems } = report;
  if (document === undefined) return { registry: createRegistry(), problems, offsets: [] };
  const table = readFlatRows(document, report);
  if (table !== undefined) return table;
  const { registry, recordIndexes } = fromData(document.data, report, document.locate);
  const all = document.recordOffsets();
  return { registry, problems, offsets: recordIndexes.map((index) => all[index] ?? 0) };
}

/**
 * Checks that data of unknown origin is a registry in the model's sense, by the rules of all formats.
 *
 * @returns what is wrong, each with the path of the value in its message; none where all is well.
 * @example
 * checkRegistry({ records: [{ name: "http", port: 70000 }] })[0]?.code; // "record/port-invalid"
 */
export function checkRegistry(data: unknown): readonly Problem[] {
  const report = new Report();
  fromData(data, report, () => undefined);
  return report.problems;
}
