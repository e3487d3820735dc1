import { csvChunks, fromCsv, toCsv } from "@portolan/csv";
import { createRegistry, type Registry, Report, type ServiceRecord } from "@portolan/model";
import { describe, expect, test } from "vitest";

function registryWith(...records: readonly Partial<ServiceRecord>[]): Registry {
  return createRegistry({
    updated: "2025-09-22",
    records: records.map((record) => ({ contacts: [], references: [], ...record })),
  });
}

const HEADER =
  "Service Name,Port Number,Transport Protocol,Description,Assignee,Contact,Registration Date," +
  "Modification Date,Reference,Service Code,Unauthorized Use Reported,Assignment Notes\r\n";

describe("toCsv", () => {
  test("quotes only what needs it, and ends each row with CRLF", () => {
    const registry = registryWith({
      name: "a",
      port: { first: 6000, last: 6063 },
      protocol: "tcp",
      description: 'b, "c"\nd',
      contacts: ["X", "Y"],
      references: [{ type: "rfc", data: "rfc1" }],
      serviceCode: 0,
      notes: "e; f",
    });
    expect(toCsv(registry)).toBe(
      `${HEADER}a,6000-6063,tcp,"b, ""c""\nd",[X][Y],[X][Y],,,[RFC1],0,,e; f\r\n`,
    );
  });

  test("ends rows as asked, and gives the same text in pieces", () => {
    const registry = registryWith({ name: "a" }, { name: "b" });
    const pieces = [...csvChunks(registry, { lineEnding: "\n" })];
    expect(pieces.join("")).toBe(toCsv(registry).replaceAll("\r\n", "\n"));
  });

  test("writes text as IANA did on the registry's date, or as asked", () => {
    const registry = registryWith({ name: "a", description: ["b", { break: true }, "\n  c"] });
    const rows = (text: string) => text.split("\r\n")[1];
    expect(rows(toCsv(registry))).toBe('a,,,"b\n  c",,,,,,,,');
    expect(rows(toCsv({ ...registry, updated: "2024-04-30" }))).toBe("a,,,b c,,,,,,,,");
    expect(toCsv(registry, { rendering: "A" })).toContain(",Known Unauthorized Uses,");
  });
});

describe("cells that a spreadsheet would take for formulas", () => {
  const texts = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "＝1", "'=1", "''-1", "'tis", "a=b"];
  const registry = registryWith(...texts.map((name) => ({ name, protocol: "tcp" })));

  test("stay as they are", () => {
    expect(toCsv(registry)).toContain("\r\n=1+1,,tcp,");
  });

  test("get an apostrophe on request, which the reader takes away on request", () => {
    const safe = toCsv(registry, { safeCells: true });
    expect(safe).toContain("\r\n'=1+1,,tcp,");
    expect(safe).toContain("\r\n''=1,,tcp,");
    expect(safe).toContain("\r\na=b,,tcp,");
    const { registry: read } = fromCsv(safe, { safeCells: true });
    expect(read.records).toEqual(fromCsv(toCsv(registry)).registry.records);
  });

  test("are reported once, with their number, by a reader that was not asked", () => {
    const { problems } = fromCsv(toCsv(registry, { safeCells: true }));
    expect(problems.map(({ code, start }) => [code, start?.line])).toEqual([
      ["csv/cells-protected", 2],
    ]);
    expect(problems[0]?.message).toContain("were kept as they are: 7.");
  });
});

test("what cannot be read back is reported", () => {
  const report = new Report();
  toCsv(
    registryWith(
      { name: "a", port: 1, contacts: ["b]"] },
      { name: "c", contacts: ["[d]"], description: "half \uD800" },
    ),
    { report },
  );
  expect(report.problems.map(({ code }) => code)).toEqual([
    "csv/list-ambiguous",
    "csv/list-ambiguous",
    "csv/surrogate",
  ]);
  expect(report.problems.map(({ values }) => values?.record)).toEqual(["a 1", "a 1", "c"]);
  const nameless = new Report();
  toCsv(registryWith({ contacts: ["b]"] }), { report: nameless });
  expect(nameless.problems[0]?.values?.record).toBe("a record without name and port");
});

test("a cell that is too long to be read back is reported", () => {
  const lengthOf = (length: number) => {
    const report = new Report();
    const text = toCsv(registryWith({ name: "a", notes: `,${"x".repeat(length - 1)}` }), {
      report,
    });
    return [report.problems.map(({ code }) => code), fromCsv(text).registry.records.length];
  };
  expect(lengthOf(65_534)).toEqual([[], 1]);
  expect(lengthOf(65_535)).toEqual([["csv/cell-too-long"], 0]);
});

test("a long cell without quotes is not reported", () => {
  const report = new Report();
  const registry = registryWith({ name: "a", description: ",", notes: "x".repeat(100_000) });
  expect(fromCsv(toCsv(registry, { report })).registry.records).toEqual(registry.records);
  expect(report.problems).toEqual([]);
});

test("safe cells have no formula after a separator of other countries either, and come back", () => {
  const names = ["x;=1+1", "\t+1", "a\tb", "a\r\n@SUM(1)", 'x;"=1+1"', "a;'-1", "a; b", "'x;=1"];
  const registry = createRegistry({
    records: names.map((description) => ({ name: "a", description, contacts: [], references: [] })),
  });
  const text = toCsv(registry, { safeCells: true, rendering: "none" });
  for (const cell of text.split(/[,;\t\r\n]+/)) expect(cell).not.toMatch(/^["]*[=+\-@]/);
  const back = fromCsv(text, { safeCells: true }).registry;
  expect(toCsv(back)).toBe(toCsv(registry));
});
