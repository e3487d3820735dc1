import { checkRegistry, createRecord, createRegistry } from "@portolan/model";
import { describe, expect, it } from "vitest";

describe("createRecord", () => {
  it("fills the lists that are not given", () => {
    expect(createRecord({ name: "http", port: 80 })).toEqual({
      name: "http",
      port: 80,
      contacts: [],
      references: [],
    });
  });

  it("keeps those that are given", () => {
    const fields = { contacts: ["A"], references: [{ type: "rfc", data: "rfc1" }] };
    expect(createRecord(fields)).toEqual(fields);
  });
});

describe("createRegistry", () => {
  it("fills the lists of the registry, its records and its people", () => {
    const registry = createRegistry({ records: [{ name: "http" }], people: [{ id: "A" }] });
    expect(registry).toEqual({
      experts: [],
      references: [],
      notes: [],
      footnotes: [],
      records: [{ name: "http", contacts: [], references: [] }],
      people: [{ id: "A", uris: [] }],
    });
  });

  it.each([[null], [[]], ["x"], [{ records: {} }], [{ people: "x" }]])(
    "names the wrong argument %j",
    (parts) => {
      expect(() => createRegistry(parts as never)).toThrow(TypeError);
      expect(() => createRegistry(parts as never)).toThrow(/^createRegistry: parts/);
    },
  );
});

describe("checkRegistry", () => {
  it("finds nothing wrong with a registry", () => {
    expect(checkRegistry(createRegistry({ records: [{ name: "http", port: 80 }] }))).toEqual([]);
  });

  it("says what is wrong, and where", () => {
    const problems = checkRegistry({ records: [{ port: 70000 }, { name: 5, port: 1 }], x: 1 });
    expect(problems.map(({ code }) => code)).toEqual([
      "record/port-invalid",
      "data/type-wrong",
      "data/field-unknown",
    ]);
    expect(problems[1]?.values).toMatchObject({ path: "records[1].name" });
  });

  it.each([[null], [undefined], ["x"], [[]], [{}]])("refuses %j", (data) => {
    expect(checkRegistry(data).map(({ code }) => code)).toEqual(["data/not-a-registry"]);
  });
});
