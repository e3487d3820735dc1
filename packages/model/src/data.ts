import { listOf, object, optional, required } from "./data-object.js";
import { type PlainObject, plainData } from "./data-plain.js";
import { DataReading, describeData, type LocateData } from "./data-reading.js";
import { serviceRecord } from "./data-record.js";
import { count, filled, isObject, list, oneOf, refined, text } from "./data-shape.js";
import { reference, runningText } from "./data-text.js";
import type { Report } from "./problem.js";
import {
  createRegistry,
  type Footnote,
  type InferredPersonField,
  type Person,
  type Registry,
  type RegistryNote,
  type RegistryPage,
} from "./registry.js";

const INFERRED_FIELDS: readonly InferredPersonField[] = ["name", "organization"];

const REGISTRY = object<Registry>({
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
  experts: listOf(filled(text)),
  references: listOf(reference),
  notes: listOf(
    object<RegistryNote>({ title: optional(filled(text)), text: required(runningText) }),
  ),
  records: listOf(
    refined(serviceRecord, (record, reading) => {
      reading.recordIndexes.push(Number(reading.step));
      return record;
    }),
  ),
  people: listOf(
    object<Person>({
      id: required(text),
      name: optional(filled(text)),
      organization: optional(filled(text)),
      uris: listOf(filled(text)),
      updated: optional(filled(text)),
      inferred: optional(list(oneOf(INFERRED_FIELDS, "“name” or “organization”"))),
      emptyElements: optional(list(text)),
    }),
  ),
  footnotes: listOf(object<Footnote>({ anchor: required(text), text: required(runningText) })),
});

/**
 * Turns a registry into plain data, as JSON and YAML hold it: absent fields and empty lists are
 * left out, and keys stand in the order of the model. The list of records stands there even when
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
