import { readRegistry } from "@portolan/convert";
import { lint } from "@portolan/query";
import { toXml } from "@portolan/xml";
import {
  createRecord,
  createRegistry,
  toCsv,
  toHtml,
  toJson,
  toJsonl,
  toText,
  toYaml,
} from "portolan";
import { describe, expect, it } from "vitest";
import { hasSnapshots, NEEDS_SNAPSHOTS, NEWEST_DAY, readSnapshot } from "./shared.js";

/** Gives what stands where each finding about a record begins, for as long as it reaches. */
async function cellsOf(source: string, fileName: string) {
  const { registry, offsets } = await readRegistry(source, { fileName });
  return lint(registry, { source, offsets }).flatMap(({ code, message, record, start, end }) =>
    record === undefined ? [] : [{ code, message, cell: source.slice(start?.offset, end?.offset) }],
  );
}

const FAULTY = createRegistry({
  records: [
    createRecord({ name: "name", port: 41, protocol: "tcp", description: "name 42 tcp" }),
    createRecord({
      name: "first",
      port: 42,
      protocol: "tcp",
      description: "has 42, name, and bad_one",
    }),
    createRecord({ name: "bad_one", port: 42, protocol: "xyz", description: "xyz is not 42" }),
    createRecord({
      name: "name",
      port: 43,
      protocol: "tcp",
      modificationDate: "2011-05-16",
      registrationDate: "2011-05-23",
    }),
    createRecord({ name: "port", port: { first: 40, last: 50 }, protocol: "tcp" }),
  ],
});

const WRITERS: readonly (readonly [string, (registry: typeof FAULTY) => string])[] = [
  ["registry.xml", toXml],
  ["registry.csv", toCsv],
  ["registry.html", toHtml],
  ["registry.txt", toText],
  ["registry.json", toJson],
  ["registry.jsonl", toJsonl],
  ["registry.yaml", toYaml],
];

describe("a finding is where its cell is", () => {
  it.each(WRITERS)("in %s", async (fileName, write) => {
    const cells = await cellsOf(write(FAULTY), fileName);
    // The two ends of a range stand apart in JSON and YAML: there the record is told.
    const isApart = /json$|yaml$/.test(fileName) && fileName !== "registry.jsonl";
    expect(
      cells
        .filter(({ cell }) => !isApart || !cell.includes("40"))
        .map(({ code, cell }) => `${code} ${cell}`),
    ).toEqual([
      "lint/protocol-unknown xyz",
      "lint/name-invalid bad_one",
      "lint/dates-reversed 2011-05-16",
      "lint/name-ambiguous 43",
      ...(isApart ? [] : ["lint/order 40-50", ...Array(3).fill("lint/overlap 40-50")]),
    ]);
  });

  it.skipIf(!hasSnapshots).each(["xml", "csv", "xhtml", "txt"])(
    `in IANA's %s ${NEEDS_SNAPSHOTS}`,
    { timeout: 60_000 },
    async (extension) => {
      const source = readSnapshot(NEWEST_DAY, extension);
      const cells = await cellsOf(source, `registry.${extension}`);
      expect(cells.length).toBeGreaterThan(300);
      const elsewhere = cells.filter(({ message, cell }) => {
        const quoted = /“([^”]*)”/.exec(message)?.[1];
        return !(
          cell === quoted ||
          (/^[\d-]+$/.test(cell) && message.includes(cell)) ||
          message.includes(`(${cell}`)
        );
      });
      expect(elsewhere).toEqual([]);
    },
  );
});
