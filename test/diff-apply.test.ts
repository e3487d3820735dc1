import { readFileSync } from "node:fs";
import { extname } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { fromCsv } from "@portolan/csv";
import { fromHtml } from "@portolan/html";
import type { Registry, ServiceRecord } from "@portolan/model";
import { apply, diff, diffReport, isSame, type RegistryDiff } from "@portolan/query";
import { fromText } from "@portolan/text";
import { fromXml } from "@portolan/xml";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryRecord, arbitraryRegistry } from "./arbitrary-registry.js";
import { hasSnapshots, NEEDS_SNAPSHOTS, sharedPath } from "./shared.js";

/** One edit of a list of records. Places are taken modulo the list's length. */
type Edit =
  | { readonly kind: "remove"; readonly place: number }
  | { readonly kind: "insert"; readonly place: number; readonly record: ServiceRecord }
  | { readonly kind: "merge"; readonly place: number; readonly record: ServiceRecord }
  | { readonly kind: "repeat" | "swap"; readonly place: number; readonly other: number };

const place = fc.nat(1000);
const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({ kind: fc.constant("remove" as const), place }),
  fc.record({ kind: fc.constant("insert" as const), place, record: arbitraryRecord() }),
  fc.record({ kind: fc.constant("merge" as const), place, record: arbitraryRecord() }),
  fc.record({ kind: fc.constantFrom("repeat" as const, "swap" as const), place, other: place }),
);

function edited(records: readonly ServiceRecord[], edits: readonly Edit[]): ServiceRecord[] {
  const list = [...records];
  for (const step of edits) {
    const at = list.length === 0 ? 0 : step.place % list.length;
    const here = list[at];
    if (step.kind === "insert") list.splice(at, 0, step.record);
    if (here === undefined) continue;
    if (step.kind === "remove") list.splice(at, 1);
    if (step.kind === "merge") list[at] = { ...here, ...step.record };
    if (step.kind === "repeat") list.splice(step.other % list.length, 0, { ...here });
    if (step.kind === "swap") {
      const other = step.other % list.length;
      [list[at], list[other]] = [list[other] ?? here, here];
    }
  }
  return list;
}

/** Sends a difference through JSON, as another program would get it. */
function throughJson(difference: RegistryDiff): RegistryDiff {
  return JSON.parse(JSON.stringify(difference)) as RegistryDiff;
}

function expectExact(old: Registry, fresh: Registry): void {
  const difference = diff(old, fresh);
  expectStrict(apply(throughJson(difference), old), fresh);
  expectStrict(apply(difference, old), fresh);
}

/** Node's comparison is quick; Vitest's takes seconds for 14,000 records, and only explains. */
function expectStrict(made: Registry, fresh: Registry): void {
  if (!isDeepStrictEqual(made, fresh)) expect(made).toStrictEqual(fresh);
}

describe("apply(diff(a, b), a) equals b", () => {
  test("for any two registries", () => {
    fc.assert(fc.property(arbitraryRegistry(), arbitraryRegistry(), expectExact));
  });

  test("for random edits of the records", () => {
    const property = fc.property(
      arbitraryRegistry({ maxRecords: 20 }),
      fc.array(edit, { maxLength: 12 }),
      (old, edits) => {
        expectExact(old, { ...old, records: edited(old.records, edits) });
      },
    );
    fc.assert(property, { numRuns: 300 });
  });

  test("and a registry does not differ from itself, nor from a copy", () => {
    const property = fc.property(arbitraryRegistry(), (registry) => {
      expect(isSame(diff(registry, registry))).toBe(true);
      expect(told(diff(registry, structuredClone(registry)))).toBe(0);
    });
    fc.assert(property);
  });
});

/** Counts what a report tells, or says to be there. */
function told(difference: RegistryDiff): number {
  const { sections, hidden } = diffReport(difference);
  return sections.length + hidden.length;
}

test("a difference that shows nothing is none, or of what no column shows", () => {
  const property = fc.property(arbitraryRegistry(), arbitraryRegistry(), (old, fresh) => {
    const difference = diff(old, fresh);
    const isDated = ({ header }: RegistryDiff): boolean =>
      header.length === 1 && header[0]?.field === "updated";
    const { header, ...rest } = difference;
    const isDateOnly = isDated(difference) && isSame({ ...rest, header: [] });
    expect(told(difference) === 0).toBe(isSame(difference) || isDateOnly);
  });
  fc.assert(property);
});

test("applying to another registry is refused", () => {
  const property = fc.property(arbitraryRegistry(), arbitraryRegistry(), (old, fresh) => {
    const difference = diff(old, fresh);
    fc.pre(difference.records.changes.some(({ kind }) => kind === "removed"));
    expect(() => apply(difference, { ...old, records: [] })).toThrow(TypeError);
  });
  fc.assert(property);
});

/** One published file of each state there is. */
const SNAPSHOTS = [
  "2013-06-26/service-names-port-numbers.txt",
  "2014-07-11/service-names-port-numbers.csv",
  "2015-03-16/service-names-port-numbers-page-1-of-137.xhtml",
  "2017-03-10/service-names-port-numbers.xml",
  "2022-10-21/service-names-port-numbers.xml",
  "2024-04-30/service-names-port-numbers.xml",
  "2025-09-22/service-names-port-numbers.xml",
];

const READERS = new Map([
  [".csv", fromCsv],
  [".txt", fromText],
  [".xhtml", fromHtml],
  [".xml", fromXml],
]);

describe.skipIf(!hasSnapshots)(`between published states ${NEEDS_SNAPSHOTS}`, () => {
  const loaded = new Map<string, Registry>();
  const load = (file: string): Registry => {
    const known = loaded.get(file);
    if (known !== undefined) return known;
    const read = READERS.get(extname(file));
    if (read === undefined) throw new Error(`Nothing reads ${file}.`);
    const { registry } = read(readFileSync(sharedPath(`registry/${file}`), "utf8"));
    loaded.set(file, registry);
    return registry;
  };
  // Each with itself, with the next one both ways, and the oldest with the newest.
  const pairs = SNAPSHOTS.flatMap((a, i) =>
    SNAPSHOTS.filter((_, j) => [0, 1, SNAPSHOTS.length - 1].includes(Math.abs(i - j))).map(
      (b) => [a, b] as const,
    ),
  );

  test.each(pairs)("%s to %s", (oldFile, newFile) => {
    const old = load(oldFile);
    const fresh = load(newFile);
    const difference = diff(old, fresh);
    expectStrict(apply(throughJson(difference), old), fresh);
    expect(isSame(difference)).toBe(old === fresh);
  });

  test("one day's CSV and XML differ only in what no column shows", () => {
    const csv = load("2025-09-22/service-names-port-numbers.csv");
    const xml = load("2025-09-22/service-names-port-numbers.xml");
    const difference = diff(csv, xml);
    expect(new Set(difference.records.changes.map(({ kind }) => kind))).toEqual(
      new Set(["rewritten"]),
    );
    expect(isDeepStrictEqual(apply(difference, csv), xml)).toBe(true);
  });

  test("a year and a half is told in its own terms", () => {
    const { records, consequences } = diff(
      load("2024-04-30/service-names-port-numbers.xml"),
      load("2025-09-22/service-names-port-numbers.xml"),
    );
    const told = (kind: string): readonly string[] =>
      records.changes.flatMap((change) =>
        change.kind === kind && "old" in change ? [change.old.name ?? "-"] : [],
      );
    expect(new Set(told("renamed"))).toEqual(
      new Set(["Apple Remote Desktop (Net Assistant)", "Escale (Newton Dock)"]),
    );
    expect(new Set(told("moved"))).toEqual(new Set(["compressnet"]));
    expect(new Set(told("reassigned"))).toContain("spdm");
    expect(consequences).toContainEqual({
      kind: "port-renamed",
      port: 3283,
      protocol: "tcp",
      oldName: "Apple Remote Desktop (Net Assistant)",
      newName: "net-assistant",
    });
    expect(consequences).toContainEqual({
      kind: "name-moved",
      name: "compressnet",
      protocol: "tcp",
      oldPort: 2,
    });
  });
});
