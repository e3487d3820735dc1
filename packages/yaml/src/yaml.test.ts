import { createRegistry, type Registry } from "@portolan/model";
import * as yaml from "@portolan/yaml";
import { fromYaml, toYaml, yamlChunks } from "@portolan/yaml";
import { describe, expect, test } from "vitest";

const registry: Registry = createRegistry({
  id: "excerpt",
  page: { number: 2 },
  records: [
    { name: "http", port: 80, contacts: ["Tim"], references: [] },
    {
      port: { first: 6000, last: 6063 },
      contacts: [],
      references: [{ type: "rfc", data: "rfc1" }],
    },
    {
      name: "no",
      notes: ["a ", { break: true }, { paragraph: ["\u2028", { paragraph: "" }] }],
      assignees: [],
      contacts: [],
      references: [{ type: "uri", attributes: { section: "1", no: "2", "a b": "3" } }],
    },
    { contacts: [], references: [] },
  ],
  people: [{ id: "Tim", uris: ["mailto:t&w3.example"] }],
});

/** Gives each problem as `line:column code`. */
function found(source: string): readonly string[] {
  return fromYaml(source).problems.map(({ code, start }) =>
    start === undefined ? code : `${start.line}:${start.column} ${code}`,
  );
}

test("exports", () => {
  expect(Object.keys(yaml).sort()).toEqual([
    "YamlWriter",
    "fromYaml",
    "toYaml",
    "yamlChunks",
    "yamlProblems",
  ]);
});

describe("toYaml", () => {
  test("writes one key a line, every text between double quotes", () => {
    expect(toYaml(registry)).toBe(
      [
        'id: "excerpt"',
        "page:",
        "  number: 2",
        "records:",
        '  - name: "http"',
        "    port: 80",
        "    contacts:",
        '      - "Tim"',
        "  - port:",
        "      first: 6000",
        "      last: 6063",
        "    references:",
        '      - type: "rfc"',
        '        data: "rfc1"',
        '  - name: "no"',
        "    assignees: []",
        "    references:",
        '      - type: "uri"',
        "        attributes:",
        '          section: "1"',
        '          "no": "2"',
        '          "a b": "3"',
        "    notes:",
        '      - "a "',
        "      - break: true",
        "      - paragraph:",
        '          - "\\u2028"',
        '          - paragraph: ""',
        "  - {}",
        "people:",
        '  - id: "Tim"',
        "    uris:",
        '      - "mailto:t&w3.example"',
        "",
      ].join("\n"),
    );
    expect(toYaml(createRegistry())).toBe("records: []\n");
  });

  test("gives the same text in pieces", () => {
    const records = Array.from({ length: 500 }, () => registry.records).flat();
    const many = createRegistry({ ...registry, records });
    const chunks = [...yamlChunks(many)];
    expect(chunks.length).toBeGreaterThan(10);
    expect(chunks.join("")).toBe(toYaml(many));
    expect(fromYaml(chunks.join("")).registry).toStrictEqual(many);
  });

  test("writes keys that YAML allows only with a mark", () => {
    const attributes = {
      ["k".repeat(2000)]: "long",
      [`"${"q".repeat(1100)}`]: "longer",
      "": "none",
    };
    const odd = createRegistry({ references: [{ type: "rfc", attributes }] });
    expect(fromYaml(toYaml(odd))).toMatchObject({ registry: odd, problems: [] });
  });
});

describe("fromYaml", () => {
  test("takes strings only", () => {
    expect(() => fromYaml(undefined as unknown as string)).toThrow(TypeError);
  });

  test("reads what toYaml writes", () => {
    const { problems, registry: read } = fromYaml(toYaml(registry));
    expect(read).toStrictEqual(registry);
    expect(problems.map(({ code }) => code)).toEqual(["record/without-name-and-port"]);
  });

  test("reads other styles", () => {
    const source = [
      "%YAML 1.2",
      "---",
      "# by hand",
      "records:",
      "- {name: http, port: 0x50}",
      "- name: >-",
      "    x11",
      "  port: {first: 6000, last: 6063}",
      "  contacts: &them [Tim, 'Ann']",
      "- ? name",
      "  : date",
      "  contacts: *them",
      "  registrationDate: 2001-06-07",
      "...",
    ].join("\r\n");
    expect(fromYaml(`\ufeff${source}`)).toMatchObject({
      problems: [],
      registry: {
        records: [
          { name: "http", port: 80 },
          { name: "x11", port: { first: 6000, last: 6063 }, contacts: ["Tim", "Ann"] },
          { name: "date", contacts: ["Tim", "Ann"], registrationDate: "2001-06-07" },
        ],
      },
    });
  });

  test("takes JSON, which is YAML", () => {
    const source = '{"records": [{"name": "http", "port": 80}]}';
    expect(fromYaml(source)).toMatchObject({ problems: [], registry: { records: [{ port: 80 }] } });
  });

  test.each([
    ["as toYaml writes", "records:\n  - 2\n  - port: 1\n  - name: a\n", ["port: 1", "name: a"]],
    ["in flow style", "{records: [ {port: 1}, 2, {name: b} ]}", ["{port", "{name"]],
    [
      "that is an alias",
      "title: &t x\nrecords:\n- name: *t\n- &r {name: a}\n- *r",
      ["name", "{name", "*r"],
    ],
  ])("gives the offset of every record that it kept, %s", (_name, source, starts) => {
    expect(fromYaml(source).offsets).toEqual(starts.map((start) => source.indexOf(start)));
  });

  test.each([
    ["records: [", "1:11 yaml/syntax"],
    ['records:\n  - name: "http', "2:16 yaml/entry-broken"],
    ["records:\n  - name: a: b", "2:11 yaml/entry-broken"],
    ["records:\n\t- name: a", "2:1 yaml/syntax"],
    ["? [a]\n: b\n", "1:3 yaml/syntax"],
    ["a: }", "1:4 yaml/syntax"],
  ])("says where %j is not YAML, once", (source, problem) => {
    expect(found(source)).toEqual([problem]);
    expect(fromYaml(source).registry).toEqual(createRegistry());
  });

  test.each([
    ["", "1:1 data/not-a-registry"],
    ["# nothing", "1:1 data/not-a-registry"],
    ["text", "1:1 data/not-a-registry"],
    ["- name: http", "1:1 data/not-a-registry"],
    ["- http", "1:1 data/not-a-registry"],
    ["http:\n  port: 80\n  protocol: tcp\n", "1:1 data/not-a-registry"],
    ["name: http\n", "1:1 data/not-a-registry"],
    ["records: 1\n", "1:10 data/type-wrong"],
    ["records:\n", "1:9 data/type-wrong"],
    ["records:\n  - port: '80'\n", "2:11 data/type-wrong"],
    ["records:\n  - port: .inf\n", "2:11 record/port-invalid"],
    ['records:\n  - port: 80\n    Name: "x"\n', "3:11 data/field-unknown"],
    ["records: []\npeople:\n  - name: x\n", "3:5 data/field-missing"],
    ['records:\n  - port: 80\n    protocol: "TCP"\n', "3:15 record/protocol-unknown"],
    ["records: []\n<<: {title: x}\n", "2:5 data/field-unknown"],
    ['records: []\n"__proto__":\n  title: "x"\n', "3:3 data/field-unknown"],
    ["%YAML 1.1\n---\nrecords: []\n<<: 1\n", "4:5 data/field-unknown"],
    ["%YAML 1.1\n---\nrecords: [{port: !!set {1}}]\n", "3:18 yaml/unclear"],
    ["records: []\n---\nrecords: []\n", "2:1 yaml/several-documents"],
    ["records: []\n...\nmore: [", "3:1 yaml/several-documents"],
    ["records: []\ntitle: !who me\n", "2:8 yaml/unclear"],
    ["%YAML 9.9\n---\nrecords: []\n", "1:7 yaml/unclear"],
    ["records: []\ntitle: a\ntitle: b\n", "3:1 yaml/duplicate-key"],
    ["records: [{port: 1, port: 2}]", "1:21 yaml/duplicate-key"],
    ["records: []\ntitle: *x\n", "2:8 yaml/alias-unknown"],
    ["records: &r\n  - notes: &n [{paragraph: *n}, {paragraph: *n}]\n", "2:28 yaml/alias-endless"],
  ])("reports what is wrong in %j with its place", (source, problem) => {
    expect(found(source)).toContain(problem);
  });

  test.each<[string, string, readonly string[], readonly string[]]>([
    ["an alias of another entry", "- name: a\n- name: &b b\n- name: *b\n", ["a", "b", "b"], []],
    ["a dash in a line of its own", "- name: a\n-\n  name: b\n- name: c\n", ["a", "b", "c"], []],
    ["a tag that nobody knows", "- name: a\n- name: !x b\n", ["a", "b"], ["3:9 yaml/unclear"]],
    [
      "another document",
      "- name: a\n---\nrecords:\n- name: b\n",
      ["a"],
      ["3:1 yaml/several-documents"],
    ],
    [
      "a list of another name",
      "- name: a\nothers:\n- name: b\n",
      ["a"],
      ["4:1 data/field-unknown"],
    ],
    ["a line separator", '- name: "a\u2028- b"\n- name: c\n', ["a\u2028- b", "c"], []],
  ])("reads entries with %s as those of one text", (_, entries, names, problems) => {
    const { registry } = fromYaml(`records:\n${entries}`);
    expect(registry.records.map(({ name }) => name)).toEqual(names);
    expect(found(`records:\n${entries}`).filter((one) => !one.includes("record/"))).toEqual(
      problems,
    );
  });

  test.each([
    ["references:\n      - type: rfc\n        data: rfc1\n", "a list"],
    ['notes: "x"\n', "a text"],
  ])("loses one entry for a key of it at the front of its line: %j, %s", (key) => {
    const rows = ["- name: a\n", `- name: b\n${key}`, "- name: c\n", "- name: d\n"];
    for (const indent of ["", "  "]) {
      const source = `records:\n${rows.map((row) => indent + row).join("")}`;
      const { registry } = fromYaml(source);
      expect(registry.records.map(({ name }) => name)).toEqual(["a", "c", "d"]);
      expect(found(source).some((one) => /yaml\/entry-broken$/.test(one))).toBe(true);
    }
  });

  test("ends a list where a field of the header follows it", () => {
    for (const indent of ["", "  "]) {
      const source = `records:\n${indent}- name: a\nreferences:\n${indent}- type: rfc\n${indent}  data: rfc1\nid: x\n`;
      const { registry, problems } = fromYaml(source);
      expect(registry).toMatchObject({ id: "x", records: [{ name: "a" }], references: [{}] });
      expect(problems.filter(({ code }) => !code.startsWith("record/"))).toEqual([]);
    }
  });

  test("tells where values beside entries begin and end", () => {
    const { problems } = fromYaml("title: 55\nrecords:\n- name: x\nid: 7\n# end\n");
    expect(problems.map(({ start, end }) => [start?.line, start?.column, end?.column])).toEqual([
      [1, 8, 10],
      [4, 5, 6],
    ]);
  });

  test("takes the last of two keys, for values as for places", () => {
    const source = "records:\n  - name: a\nrecords:\n  - name: b\n    port: x\n    port: y\n";
    expect(fromYaml(source).registry.records).toMatchObject([{ name: "b" }]);
    expect(found(source)).toEqual([
      "3:1 yaml/duplicate-key",
      "6:5 yaml/duplicate-key",
      "6:11 data/type-wrong",
    ]);
  });

  test.each([
    ["lists", `records: ${"[".repeat(100_000)}`],
    ["lists in lines", "- ".repeat(10_000)],
    ["mappings", `records: ${"{a: ".repeat(10_000)}`],
    ["lines", Array.from({ length: 1000 }, (_, i) => `${"  ".repeat(i)}a:`).join("\n")],
    ["keys", "? ".repeat(10_000)],
    ["mappings of one line each that do not end", `records:\n${"  - {name: a\n".repeat(20_000)}`],
  ])("refuses %s that nest without bound", (_name, source) => {
    expect(found(source)).toEqual([expect.stringMatching(/^[1-9].* yaml\/nested-too-deeply$/)]);
  });

  test.each([
    [256, false],
    [257, true],
  ])("takes %i lists in a field of the registry, and refuses more: %s", (depth, isTooDeep) => {
    const source = `title: ${"[".repeat(depth)}${"]".repeat(depth)}\nrecords: []\n`;
    const codes = fromYaml(source).problems.map(({ code }) => code);
    expect(codes.includes("yaml/nested-too-deeply")).toBe(isTooDeep);
  });

  test("refuses aliases that multiply", () => {
    let source = "a0: &a0 [{paragraph: x}]\n";
    for (let i = 1; i < 40; i++) {
      const twice = `[{paragraph: *a${i - 1}}, {paragraph: *a${i - 1}}]`;
      source += `a${i}: &a${i} ${twice}\n`;
    }
    expect(found(`${source}records: [{name: x, notes: *a39}]`)).toEqual([
      expect.stringMatching(/yaml\/alias-limit$/),
    ]);
    const large = `a: &a [${"x,".repeat(1000)}]\nrecords: [${"{contacts: *a},".repeat(1000)}]`;
    expect(found(large)).toEqual([expect.stringMatching(/yaml\/alias-limit$/)]);
  });

  test.each([
    [20_000, false],
    [20_001, true],
  ])("follows %i aliases of a text, and tells where that is too many: %s", (count, isTooMany) => {
    const { problems } = fromYaml(`title: &t x\nother: [${"*t,".repeat(count)}]\n`);
    expect(problems.some(({ code }) => code === "yaml/alias-limit")).toBe(isTooMany);
  });

  test("follows as many aliases as records of a registry have", () => {
    const source = `records:\n- {name: a, contacts: &c [x]}\n${"- {name: b, contacts: *c}\n".repeat(8000)}`;
    const { registry: read, problems } = fromYaml(source);
    expect(problems).toEqual([]);
    expect(read.records).toHaveLength(8001);
    expect(read.records.at(-1)?.contacts).toEqual(["x"]);
  });

  test("takes plain words as texts, whatever version the document names", () => {
    const source = "%YAML 1.1\n---\nrecords:\n- {name: no, registrationDate: 2001-06-07}\n";
    expect(fromYaml(source)).toMatchObject({
      problems: [],
      registry: { records: [{ name: "no", registrationDate: "2001-06-07" }] },
    });
  });

  test("judges a mapping with very many keys in time", () => {
    const keys = Array.from({ length: 20_000 }, (_, i) => `k${i}: 1\n`).join("");
    expect(fromYaml(`${keys}records: []\n`).problems).toHaveLength(20_000);
  });
});

describe("a document with broken entries", () => {
  const WHOLE = `id: "x"
records:
  - name: "a"
    port: 1
  - name: "b"
    port: 2
  - name: "c"
    port: 3
people:
  - id: "T"
  - id: "U"
`;

  test.each([
    ["a quote is lost", 'name: "b"', 'name: "b'],
    ["a dash is lost", '  - name: "b"', '    name: "b"'],
    ["a line is not as deep", "    port: 2", "x   port: 2"],
    ["a dash has no blank", '  - name: "b"', '  -name: "b"'],
    ["a colon is lost", "port: 2\n", "port 2\n"],
    ["there is a tab", "    port: 2", "\tport: 2"],
  ])("keeps the others where %s", (_, old, broken) => {
    const { registry, problems, offsets } = fromYaml(WHOLE.replace(old, broken));
    expect(registry.records.map(({ name }) => name)).toEqual(["a", "c"]);
    expect([registry.id, registry.people.map(({ id }) => id)]).toEqual(["x", ["T", "U"]]);
    expect(problems.map(({ code }) => code)).toEqual(["yaml/entry-broken"]);
    expect([5, 6, 7]).toContain(problems[0]?.start?.line);
    expect(offsets).toHaveLength(2);
  });

  test.each([
    ["is not as deep", "- name"],
    ["is deeper", "   - name"],
    ["begins with another sign", ":  - name"],
    ["has a sign in place of its dash", "  x name"],
    ["has lost its dash", "  name"],
    ["stands below a comment, and is deeper", "  # c\n    - name"],
  ])("keeps the others where the first %s", (_, damaged) => {
    for (const more of ["", "    description:\n      - x\n      - y\n      - z\n"]) {
      const whole = WHOLE.replace("    port: 1\n", `    port: 1\n${more}`);
      const { registry, problems } = fromYaml(whole.replace("  - name", damaged));
      const names = registry.records.map(({ name }) => name);
      expect(names.slice(-2)).toEqual(["b", "c"]);
      expect(registry).toMatchObject({ id: "x", people: [{ id: "T" }, { id: "U" }] });
      if (names.length === 2) expect([3, 4, 5]).toContain(problems[0]?.start?.line);
      else expect(names).toEqual(["a", "b", "c"]);
    }
  });

  /** The same, where `b` has a list of its own. */
  const LISTED = WHOLE.replace("port: 2\n", 'port: 2\n    contacts:\n      - "T"\n      - "U"\n');

  test.each<readonly [string, RegExp | string, string, string, string]>([
    ["a key that is there before", '  - name: "b"', '    name: "b"', "a,c", "5:1-10:1"],
    ["a line gone, up to what the entry has already", '  - name: "b"\n', "", "a,c", "5:1-9:1"],
    ["a line gone, in the last entry", '  - name: "c"\n', "", "a,b", "10:1-11:1"],
    ["a dash gone, in the last entry", '  - name: "c"', '    name: "c"', "a,b", "10:1-12:1"],
    [
      "a line of its own that is not as deep",
      '  - name: "b"',
      'foo: 1\n  - name: "b"',
      "b,c",
      "5:1-6:1",
    ],
    ["a dash a blank too far left", '  - name: "b"', ' - name: "b"', "a,c", "5:1-10:1"],
    ["a dash a blank too far right", '  - name: "b"', '   - name: "b"', "a,c", "5:1-10:1"],
    ["a key too far left that it has", "port: 2\n", "port: 2\n   port: 1\n", "a,b,c", "7:1-11:1"],
    ["a key too far left that it has not", "port: 2\n", "port: 2\n   zone: 1\n", "a,c", "7:1-11:1"],
    ["a tab before an item", '      - "T"', '\t- "T"', "a,c", "8:1-10:1"],
    ["a quote lost in the first entry", '"a"', '"a', "b,c", "4:12-5:1"],
    ["a quote lost in the last entry", '"c"', '"c', "a,b", "11:12-12:1"],
    [
      "a quote lost, behind comments",
      /records:\n(.*)"b"/s,
      'records: # all\n  # one\n\n$1"b',
      "a,c",
      "7:13-12:1",
    ],
    ["the end gone", /"c".*/s, '"c', "a,b", "10:13-10:13"],
  ])("tells which lines %s costs", (_, old, damaged, names, place) => {
    const { registry, problems } = fromYaml(LISTED.replace(old, damaged));
    expect(registry.records.map(({ name }) => name).join()).toBe(names);
    expect(
      problems.map(({ code, start, end }) => [
        code,
        `${start?.line}:${start?.column}-${end?.line}:${end?.column}`,
      ]),
    ).toEqual([["yaml/entry-broken", place]]);
  });

  test.each([
    [8, "a,c"],
    [9, "c"],
  ])("takes %i lines to the next entry, whose key is lost above them: %s", (count, names) => {
    const source = `records:\n  - port: 1\n    name: "a"\n${'      - "p"\n'.repeat(count)}    name: "b"\n  - name: "c"\n`;
    const { registry, problems } = fromYaml(source);
    expect(registry.records.map(({ name }) => name).join()).toBe(names);
    expect(problems).toMatchObject([{ code: "yaml/entry-broken", start: { line: 4 } }]);
  });

  test("keeps entries below a long comment, and is read in time below an endless one", () => {
    const below = (lines: number): unknown =>
      fromYaml(`records:\n${"# 3456789\n".repeat(lines)}  - name: "a\n  - name: "b"\n`).registry
        .records;
    expect(below(900)).toMatchObject([{ name: "b" }]);
    expect(below(1100)).toEqual([]);
  });

  test.each([
    ["records", 'records:\n  - name: "d"\n'],
    ["people", 'people:\n  - id: "V"\n'],
  ])("is not guessed at where the %s are there twice", (_, again) => {
    const source = WHOLE.replace('"b"', '"b') + again;
    expect(fromYaml(source).registry).toEqual(createRegistry());
    expect(found(source)).toEqual(["5:13 yaml/syntax"]);
  });

  test("keeps an entry before a last one of which the first line is gone, or stands behind a CR", () => {
    const last = `  - port:\n      first: 5\n      last: 6\n    name: "d"\n`;
    const whole = WHOLE.replace("people:", `${last}people:`);
    expect(fromYaml(whole).problems).toEqual([]);
    const names = (source: string): unknown => fromYaml(source).registry.records.map((r) => r.name);
    const line = whole.slice(0, whole.indexOf("  - port")).split("\n").length;
    const lost = whole.replace("- port:", "");
    expect(fromYaml(lost).registry.records).toEqual(fromYaml(WHOLE).registry.records);
    expect(fromYaml(lost).problems).toMatchObject([
      { code: "yaml/entry-broken", start: { line: line + 1 } },
    ]);
    const behind = whole.replace("  - port", "\r  - port");
    expect(names(behind)).toEqual(["a", "b", "c", "d"]);
    expect(fromYaml(behind).problems).toMatchObject([{ code: "yaml/unclear", start: { line } }]);
  });

  test.each([
    ["is broken", 'title: "y\n', "yaml/syntax"],
    ["nests too deeply", `title: ${"[".repeat(300)}${"]".repeat(300)}\n`, "yaml/nested-too-deeply"],
    ["names what there is none of", "title: *none\n", "yaml/alias-unknown"],
    ["stands there twice", 'title: "y"\nid: "x"\nnotes: [\n', "yaml/duplicate-key"],
    ["has the name of what objects have", 'title: "y\n"__proto__":\n  id: z\n', "yaml/syntax"],
  ])("keeps the rest of the header where a field %s", (_, field, code) => {
    const { registry, problems } = fromYaml(`${field}${WHOLE}updated: "2024-01-02"\n`);
    expect(registry).toMatchObject({ id: "x", updated: "2024-01-02" });
    expect(registry.records.map(({ name }) => name)).toEqual(["a", "b", "c"]);
    expect(problems.map((problem) => problem.code)).toContain(code);
  });

  test("reads the lists when the header is broken, and people beside one who is", () => {
    const header = fromYaml(WHOLE.replace('id: "x"', 'id: "x'));
    expect(header.registry.records).toHaveLength(3);
    expect(header.problems.map(({ code }) => code)).toEqual(["yaml/syntax"]);
    const person = fromYaml(WHOLE.replace('id: "T"', 'id: "T'));
    expect(person.registry.people.map(({ id }) => id)).toEqual(["U"]);
  });

  test("gives places of what it kept", () => {
    const source = WHOLE.replace('"b"', '"b').replace("port: 3", "port: 70000");
    expect(
      fromYaml(source).problems.map(({ code, start }) => [code, start?.offset]),
    ).toContainEqual(["record/port-invalid", source.indexOf("70000")]);
  });
});

test.each(["", " \n\n", "# a\n# b\n", "---\n", "# a\nodd line\n"])(
  "a text without data is no registry: %j",
  (source) => {
    expect(fromYaml(source).problems.map(({ code }) => code)).toEqual(["data/not-a-registry"]);
  },
);

test.each(["- ", "? ", ": ", "- ? ", "[", "{a: ", "&a ["])(
  "a text that nests without bound is refused: %j",
  (mark) => {
    for (const source of [mark.repeat(6000), `records:\n  ${mark.repeat(6000)}`])
      expect(fromYaml(source).problems.map(({ code }) => code)).toEqual(["yaml/nested-too-deeply"]);
  },
);

describe("a list of flat rows", () => {
  // As PyYAML's safe_dump writes it, and by hand.
  test.each([
    [
      "- name: http\n  port: 80\n  protocol: tcp\n- name: x11\n  port: 6000-6063\n  protocol: null\n",
      ["data/column-renamed"],
    ],
    [
      "# ports\n- {service: http, port: 80, proto: TCP}\n- {service: x11, port: '6000-6063'}\n",
      ["data/column-renamed", "table/protocols-rewritten"],
    ],
    [
      "services:\n- name: http\n  port: 80\n  protocol: tcp\n- name: x11\n  port: 6000-6063\n",
      ["data/rows-inside", "data/column-renamed"],
    ],
  ])("is read: %s", (source, codes) => {
    const { registry, problems, offsets } = fromYaml(source);
    const record = { contacts: [], references: [] };
    expect(registry.records).toEqual([
      { name: "http", port: 80, protocol: "tcp", ...record },
      { name: "x11", port: { first: 6000, last: 6063 }, ...record },
    ]);
    for (const { code } of problems) expect(codes).toContain(code);
    expect(
      offsets?.map((at) => source.slice(at).match(/^\{?(?:name|service): (\w+)/)?.[1]),
    ).toEqual(["http", "x11"]);
  });

  test("loses no row in silence", () => {
    const source = "- {name: a, port: 1}\n- text\n- {name: b, port: [2]}\n- {name: c, port: 3}\n";
    const { registry, problems } = fromYaml(source);
    expect(registry.records.map(({ name }) => name)).toEqual(["a", "b", "c"]);
    expect(problems.map(({ code, start }) => `${start?.line} ${code}`)).toEqual([
      "2 data/not-a-row",
      "3 data/type-wrong",
    ]);
  });
});
