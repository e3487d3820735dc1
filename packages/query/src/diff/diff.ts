import type { Footnote, Person, Registry, ServiceRecord } from "@portolan/model";
import { defined, requireObject, requireRegistry } from "@portolan/model/internal";
import { isEqual } from "../equal.js";
import { type Consequence, consequencesOf } from "./consequences.js";
import { applyListDiff, diffLists, type ListDiff } from "./list-diff.js";
import { diffRecords, type RecordChangeKind } from "./record-changes.js";

/** Names a field of a registry's header. */
export type HeaderField = Exclude<keyof Registry, "records" | "people" | "footnotes">;

/** Holds one change of the header; an absent value was or is absent. */
export interface HeaderChange {
  readonly field: HeaderField;
  readonly old?: Registry[HeaderField];
  readonly new?: Registry[HeaderField];
}

/**
 * Holds the difference between two registries as plain data, which JSON carries without loss:
 * enough to make the new one of the old one, and what it means.
 */
export interface RegistryDiff {
  readonly header: readonly HeaderChange[];
  readonly records: ListDiff<ServiceRecord, RecordChangeKind>;
  readonly people: ListDiff<Person, "edited">;
  readonly footnotes: ListDiff<Footnote, "edited">;
  readonly consequences: readonly Consequence[];
}

const HEADER_FIELDS: readonly HeaderField[] = [
  "id",
  "title",
  "category",
  "updated",
  "experts",
  "references",
  "notes",
  "page",
  "coverage",
];

/**
 * Compares two registries.
 *
 * @example
 * const changes = diff(old, fresh).records.changes.filter(({ kind }) => kind === "renamed");
 */
export function diff(old: Registry, fresh: Registry): RegistryDiff {
  requireRegistry(old, "diff", "old");
  requireRegistry(fresh, "diff", "fresh");
  const records = diffRecords(old.records, fresh.records);
  const kindOf = (): "edited" => "edited";
  return {
    header: HEADER_FIELDS.flatMap((field) => headerChange(field, old[field], fresh[field])),
    records,
    people: diffLists(old.people, fresh.people, { signs: [{ keyOf: ({ id }) => id }], kindOf }),
    footnotes: diffLists(old.footnotes, fresh.footnotes, {
      signs: [{ keyOf: ({ anchor }) => anchor }],
      kindOf,
    }),
    consequences: consequencesOf(old, fresh, records.changes),
  };
}

function headerChange(
  field: HeaderField,
  old: Registry[HeaderField],
  fresh: Registry[HeaderField],
): readonly HeaderChange[] {
  if (isEqual(old, fresh)) return [];
  return [defined({ field, old, new: fresh })];
}

/** Tells whether a difference is none: the registries are equal in every detail. */
export function isSame(difference: RegistryDiff): boolean {
  requireObject(difference, "isSame", "difference", "a difference, as diff gives it");
  const { header, records, people, footnotes } = difference;
  return [header, records.changes, people.changes, footnotes.changes].every(
    (changes) => changes.length === 0,
  );
}

/**
 * Makes the new registry of the old one: `apply(diff(a, b), a)` equals `b`.
 *
 * @throws {TypeError} where the difference was not made from this registry.
 */
export function apply(difference: RegistryDiff, old: Registry): Registry {
  requireObject(difference, "apply", "difference", "a difference, as diff gives it");
  requireRegistry(old, "apply", "old");
  const header = new Map<string, unknown>(HEADER_FIELDS.map((field) => [field, old[field]]));
  for (const change of difference.header) header.set(change.field, change.new);
  return {
    ...(Object.fromEntries([...header].filter(([, value]) => value !== undefined)) as Pick<
      Registry,
      HeaderField
    >),
    records: applyListDiff(difference.records, old.records),
    people: applyListDiff(difference.people, old.people),
    footnotes: applyListDiff(difference.footnotes, old.footnotes),
  };
}
