import { fromJson, fromJsonl, toJson, toJsonl } from "@portolan/json";
import { createRegistry, type ParseResult } from "@portolan/model";
import { fromYaml, toYaml } from "@portolan/yaml";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

const REGISTRY = createRegistry({
  id: "x",
  title: "A registry",
  records: ["a", "b", "c", "d"].map((name, i) => ({
    name,
    port: 10 + i,
    protocol: "tcp",
    description: `Of ${name}, [with] {signs}: “#”`,
    contacts: ["T"],
    references: [],
  })),
  people: [
    { id: "T", name: "Tim", uris: [] },
    { id: "U", name: "Una", uris: [] },
  ],
});

/** What nests so many lists or objects, in one line. */
const NESTS = [
  (depth: number) => "[".repeat(depth) + "]".repeat(depth),
  (depth: number) => `${'{"name": '.repeat(depth)}"x"${"}".repeat(depth)}`,
  (depth: number) => `${'[{"port": '.repeat(depth / 2)}1${"}]".repeat(depth / 2)}`,
];

interface Form {
  readonly source: string;
  readonly read: (source: string) => ParseResult;
  /** Puts a value into the entry of a name, in place of another or beside it. */
  readonly put: (source: string, name: string, value: string) => string;
}

const inJson: Form["put"] = (source, name, value) =>
  source.replace(`"${name}"`, (found) => `${found}, "notes": ${value}`);

const FORMS: Readonly<Record<string, Form>> = {
  JSON: { source: toJson(REGISTRY), read: fromJson, put: inJson },
  "JSON in lines": { source: toJson(REGISTRY, { indent: 2 }), read: fromJson, put: inJson },
  "a list of flat rows": {
    source: `[${toJsonl(REGISTRY).trimEnd().replaceAll("\n", ",\n")}]`,
    read: fromJson,
    put: inJson,
  },
  "JSON Lines": { source: toJsonl(REGISTRY), read: fromJsonl, put: inJson },
  YAML: {
    source: toYaml(REGISTRY),
    read: fromYaml,
    put: (source, name, value) =>
      source.replace(`"${name}"\n`, (found) => `${found}    notes: ${value}\n`),
  },
  "YAML in lines of one entry": {
    source: `title: A\nrecords:\n${REGISTRY.records
      .map(({ name, port }) => `- {name: "${name}", port: ${port}}\n`)
      .join("")}`,
    read: fromYaml,
    put: (source, name, value) => source.replace(`"${name}"`, `"${name}", notes: ${value}`),
  },
};

const namesOf = ({ registry }: ParseResult): readonly (string | undefined)[] =>
  registry.records.map(({ name }) => name);

const TOO_DEEP = /^(?:json|yaml)\/nested-too-deeply$/;

describe.each(Object.entries(FORMS))("what nests too deeply in %s", (_, { source, read, put }) => {
  const { registry } = read(source);

  test("costs its own record, is told there, and everything else is as it was", () => {
    fc.assert(
      fc.property(
        fc.subarray(["a", "b", "c", "d"], { minLength: 1, maxLength: 3 }),
        fc.constantFrom(...NESTS),
        fc.constantFrom(256, 258, 600, 20_000),
        (names, nest, depth) => {
          const damaged = names.reduce((text, name) => put(text, name, nest(depth)), source);
          const result = read(damaged);
          expect(result.registry).toEqual({
            ...registry,
            records: registry.records.filter(({ name = "" }) => !names.includes(name)),
          });
          expect(result.problems.map(({ code }) => code)).toEqual(
            names.map(() => expect.stringMatching(TOO_DEEP)),
          );
          for (const [i, name] of names.entries()) {
            const line = result.problems[i]?.start?.line ?? 0;
            const of = damaged.slice(0, damaged.indexOf(`"${name}"`)).split("\n").length;
            expect([of - 1, of, of + 1]).toContain(line);
          }
          for (const [i, offset] of result.offsets.entries())
            expect(damaged.slice(offset)).toMatch(
              new RegExp(`^\\W*"?name"?: ?"${result.registry.records[i]?.name}"`),
            );
        },
      ),
      { numRuns: 8 },
    );
  });

  test("keeps its record where it does not nest deeper than may be", () => {
    const result = read(put(source, "b", "[]"));
    expect(namesOf(result)).toEqual(["a", "b", "c", "d"]);
  });
});

test("JSON: a person, a footnote or a field that nests too deeply costs just that", () => {
  const deep = NESTS[0]?.(1_000) ?? "";
  const source = toJson(REGISTRY);
  for (const [old, fresh] of [
    ['"Tim"', deep],
    ['"A registry"', `{"of": ${deep}}`],
  ] as const) {
    const { registry, problems } = fromJson(source.replace(old, fresh));
    expect(registry.records).toEqual(REGISTRY.records);
    expect(problems.map(({ code }) => code)).toEqual(["json/nested-too-deeply"]);
    expect(registry.people).toEqual(old === '"Tim"' ? REGISTRY.people.slice(1) : REGISTRY.people);
    expect(registry.title).toBe(old === '"Tim"' ? "A registry" : undefined);
  }
});

test("JSON that is broken besides has all other entries read", () => {
  const deep = NESTS[0]?.(1_000) ?? "";
  const broken = inJson(toJson(REGISTRY), "b", deep).replace('"c"', '"c');
  const { registry, problems } = fromJson(broken);
  expect(registry.records.map(({ name }) => name)).toEqual(["a", "d"]);
  expect(problems.map(({ code }) => code)).toEqual(["json/nested-too-deeply", "json/entry-broken"]);
  const open = fromJson(inJson(toJson(REGISTRY), "b", "[".repeat(1_000)));
  expect(open.registry.records.map(({ name }) => name)).toEqual(["a", "c", "d"]);
  expect(open.problems.map(({ severity }) => severity)).toContain("error");
});

test("YAML: an alias that cannot be followed costs its own field, and its record stays", () => {
  for (const alias of ["*none", "&n [*n]"]) {
    const source = toYaml(REGISTRY).replace('"b"\n', `"b"\n    notes: ${alias}\n`);
    const { registry, problems } = fromYaml(source);
    expect(registry.records.map(({ name }) => name)).toEqual(["a", "b", "c", "d"]);
    expect(problems.map(({ code }) => code)).toContain(
      alias === "*none" ? "yaml/alias-unknown" : "yaml/alias-endless",
    );
  }
});

test("YAML: the values that aliases repeat are counted over all entries of a broken text", () => {
  const entry = `- {name: a, notes: [&x [${"y, ".repeat(99)}y], ${"*x, ".repeat(100)}]}\n`;
  const { problems, registry } = fromYaml(
    `records:\n${entry.repeat(10)}- {name: "b}\n- {name: c}\n`,
  );
  expect(registry.records.length).toBeLessThan(4);
  expect(problems.map(({ code }) => code)).toContain("yaml/entry-broken");
});
