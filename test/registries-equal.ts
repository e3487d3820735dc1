import type { Registry } from "@portolan/model";
import { expect } from "vitest";

/** Compares registries record by record, so that a difference is shown small and soon. */
export function expectSameRegistry(found: Registry, expected: Registry): void {
  if (isSame(found, expected)) return;
  const { records, people, ...header } = found;
  const { records: otherRecords, people: otherPeople, ...otherHeader } = expected;
  expect(header).toEqual(otherHeader);
  expect(records).toHaveLength(otherRecords.length);
  records.forEach((record, i) => {
    if (!isSame(record, otherRecords[i])) expect(record).toEqual(otherRecords[i]);
  });
  expect(people).toEqual(otherPeople);
}

/**
 * Tells whether two values of the model are equal: a field without a value, or the order of fields, makes
 * no difference to us.
 */
export function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (!isObject(a) || !isObject(b) || Array.isArray(a) !== Array.isArray(b)) return false;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, i) => isSame(item, b[i]));
  return (
    Object.keys(a).every((field) => isSame(a[field], b[field])) &&
    Object.keys(b).every((field) => b[field] === undefined || a[field] !== undefined)
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

/** Writes a value so that equal ones give equal texts: the order of fields means nothing. */
export function stable(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
