import { fromJsonl, jsonlChunks, toJsonl } from "@portolan/json";
import { COLUMNS, createRegistry, Report } from "@portolan/model";
import { describe, expect, test } from "vitest";

const http = { name: "http", port: 80, protocol: "tcp", contacts: ["Tim"], references: [] };
const row =
  '{"name":"http","port":"80","protocol":"tcp","description":null,"assignee":"[Tim]",' +
  '"contact":"[Tim]","registrationDate":null,"modificationDate":null,"reference":null,' +
  '"serviceCode":null,"unauthorizedUse":null,"notes":null}\n';

function found(source: string): readonly string[] {
  return fromJsonl(source).problems.map(
    ({ code, start }) => `${start?.line}:${start?.column} ${code}`,
  );
}

describe("toJsonl", () => {
  test("writes the twelve columns in IANA's order, null where empty", () => {
    expect(toJsonl(createRegistry({ records: [http, http] }))).toBe(row + row);
    expect(Object.keys(JSON.parse(row))).toEqual(COLUMNS.map(({ key }) => key));
    expect(toJsonl(createRegistry())).toBe("");
  });

  test("renders texts as IANA did on the registry's date", () => {
    const description = ["a", { break: true as const }, "\n b"];
    const records = [{ description, contacts: [], references: [] }];
    const texts = ["2017-03-10", "2024-04-30", "2025-09-22"].map(
      (updated) => JSON.parse(toJsonl(createRegistry({ updated, records }))).description,
    );
    expect(texts).toEqual(["a\n b", "a b", "a\n b"]);
  });

  test("renders as it is told", () => {
    const records = [{ notes: ["a", { break: true as const }, "b"], contacts: [], references: [] }];
    const line = toJsonl(createRegistry({ records }), { rendering: "C" });
    expect(JSON.parse(line).notes).toBe("ab");
  });

  test("reports lists that cannot be read back", () => {
    const report = new Report();
    const records = [http, { ...http, contacts: ["a][b"] }];
    toJsonl(createRegistry({ records }), { report });
    expect(report.problems.map(({ code }) => code)).toEqual([
      "jsonl/list-ambiguous",
      "jsonl/list-ambiguous",
    ]);
  });

  test("gives the same text in pieces", () => {
    const records = Array.from({ length: 1000 }, () => http);
    const chunks = [...jsonlChunks(createRegistry({ records }))];
    expect(chunks.length).toBeGreaterThan(1);
    expect(chunks.every((chunk) => chunk.endsWith("\n"))).toBe(true);
    expect(chunks.join("")).toBe(row.repeat(1000));
  });
});

describe("fromJsonl", () => {
  test("takes strings only", () => {
    expect(() => fromJsonl(1 as unknown as string)).toThrow(TypeError);
  });

  test("reads what toJsonl writes", () => {
    const { registry, problems, offsets } = fromJsonl(row + row);
    expect(registry).toStrictEqual(createRegistry({ records: [http, http] }));
    expect(problems).toEqual([]);
    expect(offsets).toEqual([0, row.length]);
  });

  test("takes a byte order mark, CRLF, blank lines, and no line feed at the end", () => {
    const source = `\ufeff${row.trimEnd()}\r\n\r\n  \n${row.trimEnd()}`;
    const { registry, problems, offsets } = fromJsonl(source);
    expect(registry.records).toStrictEqual([http, http]);
    expect(problems).toEqual([]);
    expect(offsets).toEqual([1, source.lastIndexOf("{")]);
  });

  test("takes columns in any order, and rows without all of them", () => {
    const { registry, problems } = fromJsonl('{"port":"1-2","name":"x"}');
    expect(registry.records).toStrictEqual([
      { name: "x", port: { first: 1, last: 2 }, contacts: [], references: [] },
    ]);
    expect(problems).toEqual([]);
  });

  test("a line separator inside a string does not end the line", () => {
    expect(fromJsonl('{"name":"a\u2028b"}').registry.records[0]?.name).toBe("a\u2028b");
  });

  test.each([
    ['{"name":"a"}\n{"name":\n{"name":"b"}\n', "2:9 json/syntax"],
    ['{"name":"a"}\nnull\n{"name":"b"}\n', "2:1 data/not-a-row"],
    ['{"name":"a"}\n ["b"]\n{"name":"b"}\n', "2:2 data/not-a-row"],
    ['{"name":"a"}\n{"level":"info"}\n{"name":"b"}\n', "2:1 data/not-a-row"],
    [`{"name":"a"}\n${"[".repeat(50_000)}\n{"name":"b"}\n`, "2:1 json/nested-too-deeply"],
  ])("a line that is no row costs that line only: %j", (source, problem) => {
    expect(found(source)).toEqual([problem]);
    expect(fromJsonl(source).registry.records.map(({ name }) => name)).toEqual(["a", "b"]);
  });

  test.each([
    ['\n{"name":"x","port":true}', "2:20 data/type-wrong"],
    ['\n{"name":"x","port":80.5}', "2:20 data/type-wrong"],
    ['\n{"name":"x","Port":"80"}', "2:20 data/column-renamed"],
    ['\n{"name":"x","colour":"80"}', "2:22 data/field-unknown"],
    ['\n{"name":"x","__proto__":{}}', "2:25 data/field-unknown"],
    ['\n{"name":"x","name":"y"}', "2:13 json/duplicate-key"],
    ['\n{"name":"x","port":"80a"}', "2:20 record/port-invalid"],
    ['\n{"name":"x","port":"080"}', "2:20 table/ports-rewritten"],
    ['\n{"name":"x","contact":"Tim"}', "2:23 record/list-invalid"],
    ['\n{"notes":"x"}', "2:1 record/without-name-and-port"],
  ])("keeps the record of %j and reports what is wrong", (source, problem) => {
    expect(found(source)).toContain(problem);
    expect(fromJsonl(source).registry.records).toHaveLength(1);
  });
});

describe("rows of other programs", () => {
  test("objects over several lines, as jq prints them, one of them broken", () => {
    const one = (name: string): string => `{\n  "name": "${name}",\n  "port": "1"\n}\n`;
    const source = one("a") + one("b").replace('"b"', '"b') + one("c");
    expect(fromJsonl(source).registry.records.map(({ name }) => name)).toEqual(["a", "c"]);
    expect(found(source)).toEqual(["6:11 json/syntax"]);
  });

  test("names of columns that others use, told once, and numbers", () => {
    const source = '{"service": "a", "port": 1}\n{"service": "b", "port": 2}\n';
    expect(fromJsonl(source).registry.records).toMatchObject([
      { name: "a", port: 1 },
      { name: "b", port: 2 },
    ]);
    expect(found(source)).toEqual(["1:13 data/column-renamed"]);
  });

  test("a date whose order no row tells stays as it is", () => {
    const { registry } = fromJsonl('{"name":"a","port":"1","registrationDate":"05/06/2017"}\n');
    expect(registry.records).toMatchObject([{ name: "a", registrationDate: "05/06/2017" }]);
  });

  test("dates whose order only a later row tells", () => {
    const source =
      '{"name":"a","registrationDate":"05/06/2017"}\n{"name":"b","registrationDate":"18/06/2017"}';
    expect(fromJsonl(source).registry.records.map((record) => record.registrationDate)).toEqual([
      "2017-06-05",
      "2017-06-18",
    ]);
    expect(found(source)).toEqual(["1:32 table/dates-rewritten"]);
  });

  // A name and a description may be of anything; a port tells that it is a service.
  test.each([
    ["one small object", ['{"name":"A book","description":"x"}'], true],
    [
      "two of them",
      ['{"name":"A book","description":"x"}', '{"name":"A pen","description":"y"}'],
      false,
    ],
    ["one with a key of its own", ['{"name":"A book","description":"x","size":1}'], false],
    ["one name and a key of its own", ['{"name":"A book","size":1}'], true],
    ["one name and two such keys", ['{"name":"A book","size":1,"price":2}'], false],
    ["a name and a port", ['{"name":"a","port":1,"size":1}', '{"name":"b","port":2}'], true],
  ])("%s may be of something else, and is refused then", (_, rows, areTaken) => {
    const { problems } = fromJsonl(`${rows.join("\n")}\n`);
    const isRefused = problems.some(({ code }) => code === "data/rows-implausible");
    expect(isRefused).toBe(!areTaken);
  });
});
