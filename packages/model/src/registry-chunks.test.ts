import { createRegistry, type Registry, type ServiceRecord } from "@portolan/model";
import { type PartWriter, registryChunks } from "@portolan/model/internal";
import { expect, test } from "vitest";

/** Writes names alone. */
const NAMES: PartWriter = {
  begin: ({ title = "" }) => `${title}:`,
  record: ({ name = "" }) => ` ${name}`,
  end: ({ people, footnotes }) => `; ${people.length} ${footnotes.length}\n`,
};

/** Gives so many records, and counts those that were asked for. */
function counting(count: number): { readonly registry: Registry; readonly asked: () => number } {
  let asked = 0;
  const records: ServiceRecord[] = [];
  for (let i = 0; i < count; i++) {
    const record = { name: String(i), contacts: [], references: [] };
    Object.defineProperty(records, i, {
      get: () => {
        asked++;
        return record;
      },
    });
  }
  const people = [{ id: "Ann", uris: [] }];
  // The records come last: what makes a registry looks at those that it is given.
  const registry = { ...createRegistry({ title: "T", people }), records };
  return { registry, asked: () => asked };
}

test("chunks are the header, the records and what follows, in one", () => {
  const chunks = [...registryChunks(counting(3).registry, NAMES)];
  expect(chunks.join("")).toBe("T: 0 1 2; 1 0\n");
});

test("a chunk is made when it is asked for, and not for each record", () => {
  const { registry, asked } = counting(10_000);
  const chunks = registryChunks(registry, NAMES);
  expect(asked()).toBe(0);
  chunks.next();
  expect(asked()).toBeGreaterThan(10);
  expect(asked()).toBeLessThan(1_000);
  const rest = [...chunks];
  expect(rest.length).toBeLessThan(1_000);
  expect(asked()).toBe(10_000);
});

test("a chunk has 64 parts, the last one what is left", () => {
  for (const [count, sizes] of [
    [0, [2]],
    [62, [64]],
    [63, [64, 1]],
    [64, [64, 2]],
    [127, [64, 64, 1]],
  ] as const) {
    const chunks = [...registryChunks(counting(count).registry, { ...NAMES, end: () => " end" })];
    expect(
      chunks.map((chunk) => chunk.split(" ").length - (chunk.startsWith(" ") ? 1 : 0)),
    ).toEqual(sizes);
  }
});
