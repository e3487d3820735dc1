import { createRegistry, type Registry, Report, type ServiceRecord } from "@portolan/model";
import { type DataPath, dataProblems, fromData, plainData, toData } from "@portolan/model/internal";
import { describe, expect, test } from "vitest";

const full: Registry = {
  id: "service-names-port-numbers",
  title: "Service Names",
  category: "Names",
  updated: "2025-09-22",
  experts: ["First\nSecond"],
  references: [{ type: "rfc", data: "rfc6335" }],
  notes: [
    { title: "Request", text: ["See ", { reference: { type: "uri", data: "https://a.example" } }] },
  ],
  records: [
    {
      name: "http",
      port: 80,
      protocol: "tcp",
      description: ["World", { break: true }, { paragraph: ["Wide ", { paragraph: "Web" }] }],
      assignees: [],
      contacts: ["Tim"],
      registrationDate: "2021-10-01",
      modificationDate: "2022-02",
      references: [
        {
          type: "rfc",
          data: "rfc9110",
          text: "HTTP",
          attributes: { section: "3", __proto__x: "" },
        },
      ],
      serviceCode: 4294967295,
      unauthorizedUse: "yes",
      notes: "path=",
      inferred: ["assignee"],
      emptyElements: ["note", "note"],
    },
    { port: { first: 6000, last: 6063 }, contacts: [], references: [] },
    { name: "odd", contacts: [], references: [], unparsed: { port: "eighty", serviceCode: "x" } },
  ],
  people: [
    { id: "Tim", name: "Tim", organization: "W3C", uris: ["mailto:t&w3.example"], updated: "2011" },
    { id: "IESG", uris: [], inferred: ["organization"], emptyElements: ["uri"] },
  ],
  footnotes: [{ anchor: "1", text: "Once" }],
  page: { number: 2, count: 9, search: "web" },
};

function read(data: unknown): { registry: Registry; problems: readonly string[] } {
  const report = new Report("x".repeat(99));
  const places: string[] = [];
  const { registry } = fromData(data, report, (path: DataPath) => {
    let value = data;
    for (const step of path) {
      if (!Object.hasOwn(Object(value), step)) return undefined;
      value = Object(value)[step];
    }
    places.push(path.join("."));
    return { start: places.length - 1 };
  });
  return {
    registry,
    problems: report.problems.map(
      ({ code, start }) => `${code} ${places[start?.offset ?? -1] ?? "nowhere"}`,
    ),
  };
}

const readRecord = (
  record: unknown,
): { record: ServiceRecord | undefined; problems: readonly string[] } => {
  const { registry, problems } = read({ records: [record] });
  return { record: registry.records[0], problems };
};

describe("toData", () => {
  test("leaves out what is absent or an empty list, but never the list of records", () => {
    expect(toData(createRegistry())).toStrictEqual({ records: [] });
    expect(toData(createRegistry({ records: [{ contacts: [], references: [] }] }))).toStrictEqual({
      records: [{}],
    });
  });

  test("keeps the empty list of assignees, which says something else than none", () => {
    const registry = createRegistry({ records: [{ assignees: [], contacts: [], references: [] }] });
    expect(toData(registry)).toStrictEqual({ records: [{ assignees: [] }] });
  });

  test("has one order of keys, whatever the order in the registry", () => {
    const turned = Object.fromEntries(Object.entries(full).reverse()) as unknown as Registry;
    expect(JSON.stringify(toData(turned))).toBe(JSON.stringify(toData(full)));
  });

  test("gives a registry back that is equal, from its text too", () => {
    expect(read(toData(full)).registry).toStrictEqual(full);
    expect(read(JSON.parse(JSON.stringify(toData(full)))).registry).toStrictEqual(full);
  });

  test("is made of parts that can be had one by one", () => {
    const { records, people, footnotes, ...header } = toData(full);
    expect(plainData.header(full)).toStrictEqual(header);
    expect(full.records.map(plainData.record)).toStrictEqual(records);
    expect(full.people.map(plainData.person)).toStrictEqual(people);
    expect(full.footnotes.map(plainData.footnote)).toStrictEqual(footnotes);
  });

  test("leaves out what is no field of the model", () => {
    const record = { name: "http", contacts: [], references: [], rank: 1 };
    expect(toData(createRegistry({ records: [record] }))).toStrictEqual({
      records: [{ name: "http" }],
    });
  });
});

describe("fromData", () => {
  test.each([
    ["null", null],
    ["a list", [{ name: "http" }]],
    ["text", "records"],
    ["a number", 1],
    ["another object", { name: "portolan", version: "1.0.0" }],
    ["inherited records", Object.create({ records: [] })],
    ["undefined", undefined],
  ])("says that %s is no registry, once", (_name, data) => {
    const { registry, problems } = read(data);
    expect(problems).toStrictEqual(["data/not-a-registry "]);
    expect(registry).toStrictEqual(createRegistry());
  });

  test.each<[data: unknown, problems: string[]]>([
    [{ records: {} }, ["data/type-wrong records"]],
    [{ records: [1, null] }, ["data/type-wrong records.0", "data/type-wrong records.1"]],
    [{ records: [], title: null }, ["data/type-wrong title"]],
    [{ records: [], page: { number: 1.5 } }, ["data/type-wrong page.number"]],
    [{ records: [], experts: ["a", 2] }, ["data/type-wrong experts.1"]],
    [{ records: [], notes: [{ title: "x" }] }, ["data/field-missing notes.0"]],
    [{ records: [], notes: [{ text: 1 }] }, ["data/type-wrong notes.0.text"]],
    [{ records: [], people: [{ name: "x" }] }, ["data/field-missing people.0"]],
    [{ records: [], references: [{ data: "x" }] }, ["data/field-missing references.0"]],
    [{ records: [], extra: 1 }, ["data/field-unknown extra"]],
    [
      { records: [], title: "", experts: ["a", ""], notes: [{ title: "", text: "" }] },
      ["data/field-empty title", "data/field-empty experts.1", "data/field-empty notes.0.title"],
    ],
    [{ records: [], page: { search: "" } }, ["data/field-empty page.search"]],
    [
      { records: [], people: [{ id: "p", name: "", uris: [""] }] },
      ["data/field-empty people.0.name", "data/field-empty people.0.uris.0"],
    ],
    [
      { records: [], people: [{ id: "a", inferred: ["uris"] }] },
      ["data/type-wrong people.0.inferred.0"],
    ],
    [JSON.parse('{"records":[],"__proto__":{"title":"x"}}'), ["data/field-unknown __proto__"]],
    [{ records: [], $schema: "schema.json" }, []],
    [{ records: undefined, title: undefined }, []],
  ])("reports what is wrong in %j", (data, problems) => {
    expect(read(data).problems).toStrictEqual(problems);
  });

  test.each<[record: unknown, problems: string[]]>([
    [
      { name: 80 },
      ["data/type-wrong records.0.name", "record/without-name-and-port records.0.name"],
    ],
    [{ name: "x", port: "80" }, ["data/type-wrong records.0.port"]],
    [{ name: "x", port: { first: 1 } }, ["data/field-missing records.0.port"]],
    [{ name: "x", contacts: "Tim" }, ["data/type-wrong records.0.contacts"]],
    [{ name: "x", Port: 80 }, ["data/field-unknown records.0.Port"]],
    [{ name: "x", protocol: "" }, ["data/field-empty records.0.protocol"]],
    [{ name: "x", notes: [] }, ["data/field-empty records.0.notes"]],
    [{ name: "x", notes: [{}] }, ["data/type-wrong records.0.notes.0"]],
    [{ name: "x", notes: [{ break: false }] }, ["data/type-wrong records.0.notes.0.break"]],
    [{ name: "x", inferred: ["port"] }, ["data/type-wrong records.0.inferred.0"]],
    [
      { name: "x", references: [{ type: "rfc", attributes: { section: 3 } }] },
      ["data/type-wrong records.0.references.0.attributes.section"],
    ],
    [{ name: "x", protocol: "TCP" }, ["record/protocol-unknown records.0.protocol"]],
    [
      { name: "x", registrationDate: "2023-02-29" },
      ["record/date-invalid records.0.registrationDate"],
    ],
    [{ port: 65536 }, ["record/port-invalid records.0.port"]],
    [{ unparsed: { port: "x" } }, ["record/port-invalid records.0.unparsed.port"]],
    [{}, ["record/without-name-and-port records.0"]],
  ])("keeps the record %j and reports what is wrong", (given, problems) => {
    const result = readRecord(given);
    expect(result.problems).toStrictEqual(problems);
    expect(result.record).toBeDefined();
  });

  test.each<[given: object, unparsed: object]>([
    [{ port: 65536 }, { port: "65536" }],
    [{ port: -1 }, { port: "-1" }],
    [{ port: 80.5 }, { port: "80.5" }],
    [{ port: Number.NaN }, { port: "NaN" }],
    [{ port: { first: 10, last: 5 } }, { port: "10-5" }],
    [{ serviceCode: 4294967296 }, { serviceCode: "4294967296" }],
    [
      { port: 1e9, serviceCode: -1 },
      { port: "1000000000", serviceCode: "-1" },
    ],
  ])("keeps numbers that are none as text: %j", (given, unparsed) => {
    expect(readRecord({ name: "x", ...given }).record).toStrictEqual({
      name: "x",
      contacts: [],
      references: [],
      unparsed,
    });
  });

  test("says which item of the data each record was", () => {
    const data = { records: [null, { name: "a" }, "b", { name: "c" }] };
    const { recordIndexes, registry } = fromData(data, new Report(), () => undefined);
    expect(recordIndexes).toStrictEqual([1, 3]);
    expect(registry.records.map(({ name }) => name)).toStrictEqual(["a", "c"]);
  });

  test("leaves out paragraphs that nest too deeply", () => {
    let notes: unknown = "deep";
    for (let depth = 0; depth < 100_000; depth++) notes = [{ paragraph: notes }];
    const { record, problems } = readRecord({ name: "x", notes });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^data\/nested-too-deeply records\.0\.notes\.0\.paragraph/);
    expect(record?.name).toBe("x");
  });

  test("takes a name like __proto__ as any other", () => {
    const attributes: unknown = JSON.parse('{"__proto__":"x"}');
    const { record, problems } = readRecord({
      name: "x",
      references: [{ type: "rfc", attributes }],
    });
    expect(problems).toStrictEqual([]);
    expect(Object.entries(record?.references[0]?.attributes ?? {})).toStrictEqual([
      ["__proto__", "x"],
    ]);
  });

  test("does not change the data", () => {
    const data = JSON.parse('{"records":[{"port":99999,"extra":1,"name":""}],"more":[]}');
    const before = structuredClone(data);
    read(data);
    expect(data).toStrictEqual(before);
  });
});

test("every problem has words and a cure", () => {
  for (const [severity, message, cure] of Object.values(dataProblems)) {
    expect(severity).toMatch(/^(error|warning)$/);
    expect(message).toMatch(/\.$/);
    expect(cure).toMatch(/\.$/);
  }
});
