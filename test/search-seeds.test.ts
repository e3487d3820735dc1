import { readdirSync, readFileSync } from "node:fs";
import {
  assigneesOf,
  formatPort,
  oneLine,
  type Registry,
  type RunningText,
  referenceLabel,
  type ServiceRecord,
} from "@portolan/model";
import { search } from "@portolan/query";
import { fromXml } from "@portolan/xml";
import { describe, expect, test } from "vitest";
import { hasSeeds, NEEDS_SEEDS, readSnapshot, sharedPath } from "./shared.js";

/** A row's name, port and protocol, as `name port protocol`. */
type RowKey = string;

function keyOf({ name, port, protocol }: ServiceRecord): RowKey {
  return [name, port === undefined ? undefined : formatPort(port), protocol]
    .filter((part) => part !== undefined)
    .join(" ");
}

/** Reads the keys of the rows of a copied page; every row there has a port. */
function keysOfCopy(number: string): readonly RowKey[] {
  const folder = sharedPath("seeds");
  const file = readdirSync(folder).find((name) => name.startsWith(number)) ?? number;
  const text = readFileSync(`${folder}/${file}`, "utf8").replaceAll(" | ", " ");
  const table = text.slice(text.indexOf("Assignment Notes"));
  const end = table.indexOf("Contact Information");
  return (end === -1 ? table : table.slice(0, end))
    .split("\n")
    .flatMap(
      (line) =>
        /^(?:\S+ )?\d{1,5}(?:-\d{1,5})?(?: (?:tcp|udp|sctp|dccp))?(?= )/.exec(line)?.[0] ?? [],
    );
}

/** A row as the golden tables have it. */
interface GoldenRow {
  readonly name: string | null;
  readonly port: string | null;
  readonly protocol: string | null;
  readonly description: string | null;
  readonly assignee: readonly string[];
  readonly contact: readonly string[];
  readonly registrationDate: string | null;
  readonly modificationDate: string | null;
  readonly references: readonly string[];
  readonly serviceCode: number | null;
  readonly unauthorizedUse: string | null;
  readonly notes: string | null;
}

function goldenRow(record: ServiceRecord): GoldenRow {
  const line = (text: RunningText | undefined): string | null =>
    text === undefined ? null : oneLine(text);
  return {
    name: record.name ?? null,
    port: record.port === undefined ? null : formatPort(record.port),
    protocol: record.protocol ?? null,
    description: line(record.description),
    assignee: assigneesOf(record),
    contact: record.contacts,
    registrationDate: record.registrationDate ?? null,
    modificationDate: record.modificationDate ?? null,
    references: record.references.map(referenceLabel),
    serviceCode: record.serviceCode ?? null,
    unauthorizedUse: line(record.unauthorizedUse),
    notes: line(record.notes),
  };
}

describe.skipIf(!hasSeeds)(`search gives the rows of IANA's search box ${NEEDS_SEEDS}`, () => {
  const load = (day: string): Registry => fromXml(readSnapshot(day, "xml")).registry;

  test("pcp: the 23 rows of seed 001, field by field", () => {
    const golden = JSON.parse(
      readFileSync(sharedPath("golden/001_f09bdb27d5bf970e.json"), "utf8"),
    ) as { readonly records: readonly Record<string, unknown>[] };
    const rows = search(load("2025-09-22"), "pcp").map(({ record }) => goldenRow(record));
    const expected = golden.records.map(({ ambiguous, _line, ...row }) => row);
    expect(rows).toHaveLength(23);
    expect(rows).toEqual(expected);
  });

  test("http: the first page, seed 003", () => {
    const hits = search(load("2024-04-30"), "http");
    expect(hits.slice(0, 100).map(({ record }) => keyOf(record))).toEqual(keysOfCopy("003"));
    // Found only by the address that its reference leads to.
    const pon = hits.find(({ record }) => record.name === "pon-ictp");
    expect(pon?.matches.map(({ column, isTarget }) => [column, isTarget])).toEqual([
      ["reference", true],
    ]);
  });

  test("90: the second page, seed 000, which begins with the last row of the first", () => {
    const hits = search(load("2025-09-22"), "90");
    expect(hits.slice(99, 200).map(({ record }) => keyOf(record))).toEqual(keysOfCopy("000"));
  });
});
