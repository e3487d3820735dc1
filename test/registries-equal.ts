import type { Registry } from "@portolan/model";
import { expect } from "vitest";

/** Compares registries record by record, so that a difference is shown small and soon. */
export function expectSameRegistry(found: Registry, expected: Registry): void {
  if (isSameRegistry(found, expected)) return;
  const { records, people, ...header } = found;
  const { records: otherRecords, people: otherPeople, ...otherHeader } = expected;
  expect(header).toEqual(otherHeader);
  expect(records).toHaveLength(otherRecords.length);
  records.forEach((record, i) => {
    if (stable(record) !== stable(otherRecords[i])) expect(record).toEqual(otherRecords[i]);
  });
  expect(people).toEqual(otherPeople);
}

/** Tells whether two registries are equal, without the cost of a readable difference. */
export function isSameRegistry(a: Registry, b: Registry): boolean {
  return stable(a) === stable(b);
}

function stable(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
