import * as json from "@portolan/json";
import { fromJson, jsonChunks, toJson } from "@portolan/json";
import { createRegistry, type Registry } from "@portolan/model";
import { toData } from "@portolan/model/internal";
import { describe, expect, test } from "vitest";

const registry: Registry = createRegistry({
  id: "excerpt",
  experts: ["One", "Two"],
  records: [
    { name: "http", port: 80, contacts: ["Tim"], references: [] },
    {
      port: { first: 6000, last: 6063 },
      contacts: [],
      references: [{ type: "rfc", data: "rfc1" }],
    },
  ],
  people: [{ id: "Tim", uris: ["mailto:t&w3.example"] }],
});

/** Gives each problem as `line:column code`. */
function found(source: string): readonly string[] {
  return fromJson(source).problems.map(
    ({ code, start }) => `${start?.line}:${start?.column} ${code}`,
  );
}

test("exports", () => {
  expect(Object.keys(json).sort()).toEqual([
    "JsonWriter",
    "JsonlWriter",
    "fromJson",
    "fromJsonl",
    "jsonChunks",
    "jsonProblems",
    "jsonlChunks",
    "jsonlProblems",
    "streamJsonl",
    "toJson",
    "toJsonl",
  ]);
});

describe("toJson", () => {
  test("gives every key of the header, every record and every person a line", () => {
    expect(toJson(registry)).toBe(
      [
        "{",
        '  "id": "excerpt",',
        '  "experts": [',
        '    "One",',
        '    "Two"',
        "  ],",
        '  "records": [',
        '    {"name":"http","port":80,"contacts":["Tim"]},',
        '    {"port":{"first":6000,"last":6063},"references":[{"type":"rfc","data":"rfc1"}]}',
        "  ],",
        '  "people": [',
        '    {"id":"Tim","uris":["mailto:t&w3.example"]}',
        "  ]",
        "}",
        "",
      ].join("\n"),
    );
  });

  test.each([0, 1, 2, 4, 10, 40, -1, 2.7, Number.NaN, -Infinity])(
    "lays out like JSON.stringify with an indent of %d",
    (indent) => {
      const text = ["\n", { break: true as const }];
      for (const some of [
        registry,
        createRegistry(),
        createRegistry({
          notes: [{ text }],
          records: [{ assignees: [], contacts: [], references: [] }],
        }),
        createRegistry({ records: [{ port: Number.NaN, contacts: [], references: [] }] }),
      ]) {
        expect(toJson(some, { indent })).toBe(`${JSON.stringify(toData(some), null, indent)}\n`);
      }
    },
  );

  test("parts records that hold what stands between them while they are written", () => {
    const pieces = ["\u241e", { break: true as const }, "\u241e", { break: true as const }];
    const odd = { name: '},"\u241e",{', notes: pieces, contacts: ["\u241e"], references: [] };
    const some = createRegistry({ experts: ["\u241e", "One", "\u241e"], records: [odd, odd] });
    const lines = toJson(some).split("\n");
    expect(lines.filter((line) => line.startsWith('    {"name"'))).toHaveLength(2);
    expect(fromJson(toJson(some)).registry).toStrictEqual(some);
    expect(toJson(some, { indent: 0 })).toBe(`${JSON.stringify(toData(some))}\n`);
  });

  test("gives the same text in pieces", () => {
    const records = Array.from({ length: 500 }, () => registry.records).flat();
    const many = createRegistry({ ...registry, records });
    for (const options of [{}, { indent: 2 }]) {
      const chunks = [...jsonChunks(many, options)];
      expect(chunks.length).toBeGreaterThan(10);
      expect(chunks.join("")).toBe(toJson(many, options));
      expect(fromJson(chunks.join("")).registry).toStrictEqual(many);
    }
  });
});

describe("fromJson", () => {
  test("takes strings only", () => {
    expect(() => fromJson(undefined as unknown as string)).toThrow(TypeError);
  });

  test("reads what toJson writes, in any layout", () => {
    for (const indent of [undefined, 0, 3]) {
      const source = toJson(registry, indent === undefined ? {} : { indent });
      expect(fromJson(source)).toMatchObject({ registry, problems: [] });
    }
  });

  test("takes a byte order mark and CRLF", () => {
    const source = `\ufeff${toJson(registry).replaceAll("\n", "\r\n")}`;
    const result = fromJson(source);
    expect(result).toMatchObject({ registry, problems: [] });
    expect(source.slice(result.offsets[0]).startsWith('{"name":"http"')).toBe(true);
    expect(found('\ufeff{"records":[],\r\n"x":1}')).toEqual(["2:5 data/field-unknown"]);
  });

  test("keeps halves of surrogate pairs, NUL and line separators", () => {
    const odd = createRegistry({ title: "\ud800\0\u2028\udfff\ufeff" });
    expect(fromJson(toJson(odd)).registry).toStrictEqual(odd);
  });

  test("gives the offset of every record that it kept", () => {
    const source = '{ "people": [{"id":"records"}], "records": [ {"port":1}, 2, {"name":"b"} ] }';
    const { offsets, registry: read } = fromJson(source);
    expect(read.records).toHaveLength(2);
    expect(offsets).toEqual([source.indexOf('{"port"'), source.indexOf('{"name"')]);
  });

  test.each([
    ["", "1:1 json/syntax"],
    [" \n ", "2:2 json/syntax"],
    ["<html>", "1:1 json/syntax"],
    ['{"records": [\n  {"name": "http"', "2:18 json/entry-broken"],
    ['{"records": [],}', "1:16 json/syntax"],
    ['{"records": []}\n{}', "2:1 json/syntax"],
    ['{"records": [{"name": "a\nb"}]}', "1:23 json/entry-broken"],
    ['{"records": [\n// comment\n]}', "2:1 json/syntax"],
    ["{'records': []}", "1:2 json/syntax"],
    ['{"records": [{"port": 080}]}', "1:24 json/entry-broken"],
    ["\0", "1:1 json/syntax"],
  ])("says where %j is not JSON, once", (source, problem) => {
    expect(found(source)).toEqual([problem]);
    expect(fromJson(source).registry).toEqual(createRegistry());
  });

  test("says what is missing at the end, and keeps the cause", () => {
    const [problem] = fromJson('{"records": [').problems;
    expect(problem?.message).toBe(
      "The text is not JSON: it ends too early, a closing bracket is expected.",
    );
    expect(problem?.cause).toBeInstanceOf(SyntaxError);
  });

  test.each([
    ["null", "1:1 data/not-a-registry"],
    ["[]", "1:1 data/not-a-registry"],
    ['\n "records"', "2:2 data/not-a-registry"],
    ['{"name":"x"}', "1:1 data/not-a-registry"],
    ['{"records": 1}', "1:13 data/type-wrong"],
    ['{"records": [\n  {"port": "80"}\n]}', "2:12 data/type-wrong"],
    ['{"records": [\n  {"port": 80, "Name": 1}\n]}', "2:24 data/field-unknown"],
    ['{"records": [],\n"people": [{}]}', "2:12 data/field-missing"],
    ['{"records": [\n  {"port": 80,\n  "protocol": "TCP"}\n]}', "3:15 record/protocol-unknown"],
    ['{"records": [], "__proto__": {"title": "x"}}', "1:30 data/field-unknown"],
    ['{"records": [{"port": 1, "port": 2}]}', "1:26 json/duplicate-key"],
    ['{"records": [], "\\u0072ecords": []}', "1:17 json/duplicate-key"],
    ['{"records": [], "a\\\\": 1, "a\\\\" : 1}', "1:27 json/duplicate-key"],
  ])("reports what is wrong in %j with its place", (source, problem) => {
    expect(found(source)).toContain(problem);
  });

  test("takes the last of two keys, for values as for places", () => {
    const source =
      '{"records": [{"name":"a"}], "records": [{"port": 70000, "port": 99999, "x": 1}]}';
    const { registry: read, problems, offsets } = fromJson(source);
    expect(read.records).toMatchObject([{ unparsed: { port: "99999" } }]);
    expect(problems.map(({ code, start }) => [code, start?.offset])).toEqual([
      ["json/duplicate-key", source.lastIndexOf('"records"')],
      ["json/duplicate-key", source.lastIndexOf('"port"')],
      ["data/field-unknown", source.indexOf("1}")],
      ["record/port-invalid", source.indexOf("99999")],
    ]);
    expect(offsets).toEqual([source.indexOf('{"port"')]);
  });

  test("is not misled by strings that look like keys", () => {
    const source = '{"records": [{"name": "\\": \\"", "contacts": [":", "\\\\", "\\\\\\":"]}]}';
    expect(fromJson(source).problems).toEqual([]);
    expect(fromJson(source).registry.records[0]?.contacts).toEqual([":", "\\", '\\":']);
  });

  test.each([
    ["lists", "[".repeat(100_000) + "]".repeat(100_000)],
    ["lists without end", "[".repeat(100_000)],
    ["objects", `{"records":${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}}`],
  ])("refuses %s that nest without bound", (_name, source) => {
    expect(found(source)).toEqual(["1:1 json/nested-too-deeply"]);
  });
});

describe("a document with broken entries", () => {
  const WHOLE = toJson(
    createRegistry({
      id: "x",
      records: ["a", "b", "c"].map((name, port) => ({
        name,
        port,
        contacts: ["T"],
        references: [],
      })),
      people: [
        { id: "T", uris: [] },
        { id: "U", uris: [] },
      ],
      footnotes: [{ anchor: "1", text: "note" }],
    }),
  );

  test.each([
    ['"b"', '"b', "5:17 json/entry-broken"],
    ['{"name":"b"', '"name":"b"', "5:5 json/entry-broken"],
    ['{"name":"b"', '{name":"b"', "5:5 json/entry-broken"],
    ['"port":1', '"port":', "5:24 json/entry-broken"],
  ])("keeps the others where %s became %s", (old, broken, problem) => {
    for (const indent of [undefined, 0]) {
      const layout = indent === undefined ? WHOLE : toJson(fromJson(WHOLE).registry, { indent });
      const source = layout.replace(old, broken);
      const { registry: read } = fromJson(source);
      expect(read.records.map(({ name }) => name)).toEqual(["a", "c"]);
      expect([read.id, read.people.length, read.footnotes.length]).toEqual(["x", 2, 1]);
      if (indent === undefined) expect(found(source)).toEqual([problem]);
      else expect(found(source)).toHaveLength(1);
    }
  });

  test.each<readonly [string, RegExp | string, string, string, string]>([
    ["a comma lost", '"port":1},', '"port":1}', "a,b,c T,U 1", "5:26 json/syntax"],
    ["a comma too many", '"port":1},', '"port":1},,', "a,b,c T,U 1", "5:27-6:5 json/syntax"],
    ["a word behind", '"port":1},', '"port":1}, x', "a,b,c T,U 1", "5:28-6:5 json/syntax"],
    ["a word below", '"port":1},', '"port":1}\n x', "a,b,c T,U 1", "6:2-7:5 json/syntax"],
    ["a brace lost", '"port":1}', '"port":1', "b,c T,U 1", "5:25-5:25 json/entry-broken"],
    ["a brace too many", '"port":1}', '"port":1}}', "b,c T,U 1", "5:26-5:27 json/entry-broken"],
    [
      "no brace, and a key of the last",
      '{"name":"b"',
      '"name":"b"',
      "a,c T,U 1",
      "6:5-7:5 json/entry-broken",
    ],
    [
      "no brace, and another key",
      '{"name":"b"',
      '"zone":"b"',
      "a,c T,U 1",
      "6:5-7:5 json/entry-broken",
    ],
    [
      "the end of a list lost",
      '  ],\n  "people"',
      '  "people"',
      "a,b,c T,U 1",
      "8:3-9:5 json/entry-broken",
    ],
    [
      "the start of a list lost",
      '"people": [',
      '"people": ',
      "a,b,c U 1",
      "8:3-11:5 json/entry-broken",
    ],
    ["the key of a list lost", '"people": [', "[", "a,b,c T,U 1", "8:3-10:5 json/syntax"],
    [
      "a quote of a person lost",
      '"id":"U"',
      '"id":"U',
      "a,b,c T 1",
      "11:11-11:14 json/entry-broken",
    ],
    [
      "a quote of a footnote lost",
      '"anchor":"1"',
      '"anchor":"1',
      "a,b,c T,U 0",
      "14:19-14:23 json/entry-broken",
    ],
    ["the end gone, in a person", /"U".*/s, '"U', "a,b,c T 0", "11:11-11:13 json/entry-broken"],
    ["the end gone, in a record", /"port":2.*/s, "", "a  0", "6:16-6:16 json/entry-broken"],
    ["the end gone, behind a record", / *\{"name":"c".*/s, "", "a,b  0", "7:1-7:1 json/syntax"],
  ])("tells what %s costs, and where", (_, old, damaged, kept, problem) => {
    const source = [
      '{\n  "id": "x",\n  "title": "t",\n  "records": [',
      '    {"name":"a","port":1},\n    {"name":"b","port":2},\n    {"name":"c","port":3}',
      '  ],\n  "people": [\n    {"id":"T"},\n    {"id":"U"}',
      '  ],\n  "footnotes": [\n    {"anchor":"1","text":"n"}\n  ]\n}\n',
    ].join("\n");
    const { registry: read, problems } = fromJson(source.replace(old, damaged));
    const names = read.records.map(({ name }) => name).join();
    const people = read.people.map(({ id }) => id).join();
    expect(`${names} ${people} ${read.footnotes.length}`).toBe(kept);
    expect(
      problems.map(({ code, start, end }) => {
        const to = end === undefined ? "" : `-${end.line}:${end.column}`;
        return `${start?.line}:${start?.column}${to} ${code}`;
      }),
    ).toEqual([problem]);
  });

  test.each([
    ["no entry", '{"id": "x", "records": [x]}'],
    ["no field without which it is one", '{"id": x "y", [}'],
  ])("is told as a whole where there is %s", (_, source) => {
    expect(fromJson(source).registry).toEqual(createRegistry());
    expect(fromJson(source).problems.map(({ code }) => code)).toEqual(["json/syntax"]);
  });

  test.each([
    '{"records": [{"name":"a"},{"name":"b"} ,\n]}',
    '[{"name":"a","port":1},\n{"name":"b","port":2} ,]',
  ])("tells a comma behind the last entry, and keeps all of %j", (source) => {
    const { registry, problems, offsets } = fromJson(source);
    expect(registry.records.map(({ name }) => name)).toEqual(["a", "b"]);
    expect(offsets.map((offset) => source[offset])).toEqual(["{", "{"]);
    const [fault, ...others] = problems.filter(({ severity }) => severity === "error");
    expect(others).toEqual([]);
    expect([fault?.code, fault?.start?.offset]).toEqual(["json/syntax", source.lastIndexOf(",")]);
  });

  test("tells a lost comma, and keeps all", () => {
    const source = WHOLE.replace('},\n    {"name":"b"', '}\n    {"name":"b"');
    expect(found(source)).toEqual(["4:43 json/syntax"]);
    expect(fromJson(source).registry).toEqual(fromJson(WHOLE).registry);
  });

  test("reads the lists when the header is broken, and a person who is", () => {
    const header = WHOLE.replace('"id": "x"', '"id": x');
    expect(found(header)).toEqual(["2:9 json/syntax"]);
    expect(fromJson(header).registry).toEqual({ ...fromJson(WHOLE).registry, id: undefined });
    const person = fromJson(WHOLE.replace('{"id":"T"', '{"id":"T'));
    expect(person.registry.people.map(({ id }) => id)).toEqual(["U"]);
    expect(person.problems).toHaveLength(1);
  });

  test.each(["\n ", "{ ", '"title":', '\n"notes":'])(
    "with %j over and over is read in time",
    (part) => {
      const long = part.repeat(50_000);
      const start = performance.now();
      fromJson(`{"id":"x${long},"records":[{"name":"a"}]}`);
      fromJson(`{"records":[{"name":"a${long}"},{"name":"b"}]}`);
      // Squared, it took minutes.
      expect(performance.now() - start).toBeLessThan(20_000);
    },
  );

  describe("keeps the rest of the header", () => {
    const whole = createRegistry({
      ...fromJson(WHOLE).registry,
      title: "A title",
      category: "Some",
      updated: "2024-01-02",
      experts: ["One", "Two"],
      references: [{ type: "rfc", data: "rfc6335" }],
      notes: [{ title: "Note", text: "Some words" }],
    });
    const fields = [
      "id",
      "title",
      "category",
      "updated",
      "experts",
      "references",
      "notes",
    ] as const;
    const damages: readonly (readonly [string, (field: string) => string])[] = [
      ["has no end quote", (field) => field.replace(/"([^"]*)$/, "$1")],
      ["has lost the quote before its key", (field) => field.replace('"', "")],
      ["has lost the quote behind its key", (field) => field.replace(/^("\w+)"/, "$1")],
      ["has no colon", (field) => field.replace(":", "")],
      ["has no value", (field) => field.replace(/:[\s\S]*/, ":")],
      ["has words behind it", (field) => `${field} x`],
    ];

    test.each(
      fields.flatMap((name) => damages.map(([what, damage]) => [name, what, damage] as const)),
    )("where %s %s", (name, _, damage) => {
      for (const indent of [2, 0]) {
        const source = toJson(whole, { indent });
        const start = source.search(new RegExp(`"${name}"\\s*:`));
        const behind = source
          .slice(start)
          .search(
            /,\s*"(?:title|category|updated|experts|references|notes|records)"\s*:\s*(?!"Note")/,
          );
        const field = source.slice(start, start + behind);
        const broken = source.replace(field, () => damage(field));
        expect(broken).not.toBe(source);
        const { registry, problems } = fromJson(broken);
        expect(problems).not.toEqual([]);
        expect(registry.records).toEqual(whole.records);
        const kept = fields.filter(
          (one) => JSON.stringify(registry[one]) === JSON.stringify(whole[one]),
        );
        // What stands before a key that is none may go with it.
        expect(kept.length).toBeGreaterThanOrEqual(fields.length - 2);
      }
    });
  });

  test("gives offsets and places of what it kept", () => {
    const source = WHOLE.replace('"a"', '"a').replace('"port":2', '"port":70000');
    const { offsets, problems } = fromJson(source);
    expect(offsets).toEqual([source.indexOf('{"name":"b"'), source.indexOf('{"name":"c"')]);
    expect(problems.map(({ code, start }) => [code, start?.offset])).toContainEqual([
      "record/port-invalid",
      source.indexOf("70000"),
    ]);
  });

  test("reads the beginning of a file that was cut off", () => {
    const source = WHOLE.slice(0, WHOLE.indexOf('"port":2'));
    expect(fromJson(source).registry.records.map(({ name }) => name)).toEqual(["a", "b"]);
    expect(fromJson(source).problems).toHaveLength(1);
  });
});

describe("a list of flat rows", () => {
  test.each([
    ['[{"name":"http","port":"80","protocol":"tcp"}]', []],
    ['[{"Service Name":"http","Port Number":80,"Transport Protocol":"tcp"}]', []],
    [
      '\ufeff[\n{"service":"http","port":"80.0","proto":"tcp"}]',
      ["2:12 data/column-renamed", "2:41 data/column-renamed", "2:26 table/ports-decimal"],
    ],
    [
      '{"data":[{"name":"http","port":"80","protocol":"tcp","__proto__":"x"}]}',
      ["1:9 data/rows-inside", "1:66 data/field-unknown"],
    ],
  ])("is read: %s", (source, problems) => {
    expect(fromJson(source).registry.records).toEqual([
      { name: "http", port: 80, protocol: "tcp", contacts: [], references: [] },
    ]);
    expect(found(source)).toEqual(problems);
    expect(fromJson(source).offsets).toEqual([source.search(/\{"(?!data)/)]);
  });

  test.each([
    [
      "lists under their headings",
      '{"columns":["Service Name","Port Number"],"index":[0],"data":[["http",80]]}',
    ],
    ["a list of lists", '[["Service Name","Port Number"],["http",80]]'],
    ["rows under their index", '{"0":{"Service Name":"http","Port Number":80}}'],
  ])("is read from %s", (_, source) => {
    const { registry, offsets } = fromJson(source);
    expect(registry.records).toEqual([{ name: "http", port: 80, contacts: [], references: [] }]);
    expect(offsets).toEqual([Math.max(source.indexOf('["http"'), source.indexOf('{"Service'))]);
  });

  test("with more values than headings is no row", () => {
    const rows = '[["Service Name","Port Number"],["http",80,"tcp"],["ssh",22]]';
    expect(fromJson(rows).registry.records.map(({ name }) => name)).toEqual(["ssh"]);
    expect(found(rows)).toEqual(["1:33 data/not-a-row"]);
  });

  test("is read row by row where one is broken, or none", () => {
    const rows =
      '[\n{"name":"a","port":"1"},\n{"name":"b,"port":"2"},\n7,\n{"name":"c","port":"3"}\n]';
    expect(fromJson(rows).registry.records.map(({ name }) => name)).toEqual(["a", "c"]);
    expect(found(rows)[0]).toBe("3:13 json/entry-broken");
    expect(found('[{"name":"a","port":"1"},7]')).toEqual(["1:26 data/not-a-row"]);
  });

  test.each([
    ['"name":"b"', '"name":"b', "a,c", ["3:13 json/entry-broken"]],
    ['"port":"1"},', '"port":"1"}', "a,b,c", ["2:24 json/syntax"]],
    ['{"name":"b"', '"name":"b"', "a,c", ["3:1 json/entry-broken"]],
    ['{"name":"b"', '7,{"name":"b"', "a,b,c", ["3:1 data/not-a-row"]],
    ["\n]", "", "a,b,c", ["4:24 json/syntax"]],
  ])("keeps the other rows where %s became %s", (old, damaged, names, problems) => {
    const rows = ["a", "b", "c"].map((name, at) => `{"name":"${name}","port":"${at + 1}"}`);
    const source = `[\n${rows.join(",\n")}\n]`.replace(old, damaged);
    expect(
      fromJson(source)
        .registry.records.map(({ name }) => name)
        .join(),
    ).toBe(names);
    expect(found(source)).toEqual(problems);
  });

  test("of something else is no registry", () => {
    expect(found('[{"name":"lodash","version":"4"}]')).toEqual(["1:1 data/not-a-registry"]);
  });
});
