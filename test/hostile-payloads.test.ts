import { type ReadableFormat, readRegistry } from "@portolan/convert";
import { createIndex, lookup, search } from "@portolan/query";
import { describe, expect, test } from "vitest";

// Each text has a hostile record, http, and a plain one, ssh, which is read whatever the other holds.

const LONG = "x".repeat(10_000_000);
const MANY = 100_000;
const many = (make: (i: number) => string, between = ""): string =>
  Array.from({ length: MANY }, (_, i) => make(i)).join(between);

const CSV = "Service Name,Port Number,Transport Protocol,Description";
const HEADINGS = ["Service Name", "Port Number", "Transport Protocol", "Description"];
const HTML = `<table><tr>${HEADINGS.map((heading) => `<th>${heading}</th>`).join("")}`;
const MARKDOWN = `| ${HEADINGS.join(" | ")} |\n|---|---|---|---|\n`;
const MARKDOWN_END = "| ssh | 22 | tcp | y |\n";
const XML_END =
  "<record><name>ssh</name><number>22</number><protocol>tcp</protocol></record></registry>";
const xml = (record: string): string =>
  `<registry id="service-names-port-numbers">${record}${XML_END}`;

type Payload = readonly [
  what: string,
  format: ReadableFormat,
  text: string,
  /** Whether the hostile record is kept. */
  keeps: boolean,
];

const PAYLOADS: readonly Payload[] = [
  ["a field of 10 MB", "csv", `${CSV}\nhttp,80,tcp,${LONG}\nssh,22,tcp,y\n`, true],
  [
    "a field of 10 MB",
    "xml",
    xml(`<record><name>http</name><description>${LONG}</description></record>`),
    true,
  ],
  [
    "a field of 10 MB",
    "html",
    `${HTML}<tr><td>http<td>80<td>tcp<td>${LONG}<tr><td>ssh<td>22<td>tcp<td>y</table>`,
    true,
  ],
  [
    "a field of 10 MB",
    "json",
    `{"records":[{"name":"http","description":"${LONG}"},{"name":"ssh","port":22,"protocol":"tcp"}]}`,
    true,
  ],
  [
    "a field of 10 MB",
    "jsonl",
    `{"name":"http","description":"${LONG}"}\n{"name":"ssh","port":"22","protocol":"tcp"}\n`,
    true,
  ],
  [
    "a field of 10 MB",
    "yaml",
    `records:\n  - name: http\n    description: ${LONG}\n  - name: ssh\n    port: 22\n    protocol: tcp\n`,
    true,
  ],
  ["a field of 10 MB", "services", `http 80/tcp # ${LONG}\nssh 22/tcp\n`, true],
  ["a name of 10 MB", "services", `http 80/tcp ${LONG}\nssh 22/tcp\n`, true],
  ["a field of 10 MB", "text", `${MARKDOWN}| http | 80 | tcp | ${LONG} |\n${MARKDOWN_END}`, true],
  [
    "100,000 columns",
    "csv",
    `${CSV}${many((i) => `,c${i}`)}\nhttp,80,tcp,x${",v".repeat(MANY)}\nssh,22,tcp,y${",".repeat(MANY)}\n`,
    true,
  ],
  [
    "100,000 columns",
    "html",
    `${HTML}${"<th>x</th>".repeat(MANY)}<tr><td>http<td>80<td>tcp<td>x${"<td>v".repeat(MANY)}<tr><td>ssh<td>22<td>tcp<td>y</table>`,
    true,
  ],
  [
    "100,000 cells",
    "text",
    `${MARKDOWN}| http | 80 | tcp |${" v |".repeat(MANY)}\n${MARKDOWN_END}`,
    true,
  ],
  [
    "100,000 attributes",
    "xml",
    xml(`<record ${many((i) => `a${i}="b"`, " ")}><name>http</name></record>`),
    true,
  ],
  [
    "100,000 attributes",
    "html",
    `${HTML}<tr ${many((i) => `a${i}="b"`, " ")}><td>http<td>80<td>tcp<td>x<tr><td>ssh<td>22<td>tcp<td>y</table>`,
    true,
  ],
  [
    "100,000 nested tags",
    "xml",
    xml(
      `<record><name>http</name><description>${"<b>".repeat(MANY)}x${"</b>".repeat(MANY)}</description></record>`,
    ),
    true,
  ],
  [
    "100,000 nested tags",
    "html",
    `${HTML}<tr><td>http<td>80<td>tcp<td>${"<b>".repeat(MANY)}x${"</b>".repeat(MANY)}<tr><td>ssh<td>22<td>tcp<td>y</table>`,
    true,
  ],
  [
    "100,000 nested lists",
    "jsonl",
    `{"name":"http","description":${"[".repeat(MANY)}${"]".repeat(MANY)}}\n{"name":"ssh","port":"22","protocol":"tcp"}\n`,
    false,
  ],
  ["100,000 names", "services", `http 80/tcp ${many((i) => `a${i}`, " ")}\nssh 22/tcp\n`, true],
];

describe("a record of a size that nobody has seen", () => {
  test.each(PAYLOADS)("%s in %s", async (_, from, text, keeps) => {
    const { registry, problems } = await readRegistry(text, { from });
    const names = registry.records
      .map(({ name }) => name)
      .filter((name) => /^(?:http|ssh)$/.test(name ?? ""));
    expect(names).toEqual(keeps ? ["http", "ssh"] : ["ssh"]);
    if (!keeps) expect(problems[0]).toMatchObject({ severity: "error", start: { line: 1 } });
    expect(registry.records.at(-1)).toMatchObject({ port: 22, protocol: "tcp" });
  });

  test.each([
    ["json", "["],
    ["json", '{"a":'],
    ["yaml", "["],
    ["yaml", "{a: "],
    ["yaml", "- "],
  ] as const)(
    "100,000 lists or mappings in %s, each in another: %s, are refused",
    async (from, open) => {
      const { registry, problems } = await readRegistry(open.repeat(MANY), { from });
      expect(registry.records).toEqual([]);
      expect(problems).toMatchObject([{ severity: "error" }]);
    },
  );
});

/** Names that JavaScript's objects have of their own. */
const OWN_NAMES = ["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf"];

describe.each(OWN_NAMES)("%s", (own) => {
  test.each<readonly [ReadableFormat, string]>([
    ["csv", `${CSV},${own}\nhttp,80,tcp,x,y\n`],
    ["xml", xml(`<record ${own}="x"><name>http</name><${own}>x</${own}></record>`)],
    ["html", `${HTML}<th>${own}<tr><td>http<td>80<td>tcp<td>x<td>y</table>`],
    ["json", `{"${own}":{"x":1},"records":[{"name":"http","${own}":{"name":"x"}}]}`],
    ["jsonl", `{"name":"http","port":"80","${own}":{"name":"x"}}\n`],
    ["yaml", `${own}: {x: 1}\nrecords:\n  - name: http\n    ${own}: {name: x}\n`],
    [
      "text",
      `| ${HEADINGS.join(" | ")} | ${own} |\n|---|---|---|---|---|\n| http | 80 | tcp | x | y |\n`,
    ],
  ])("as a heading, field or element of %s is unknown, and told", async (from, text) => {
    const { registry, problems } = await readRegistry(text, { from });
    expect(registry.records[0]?.name).toBe("http");
    expect(Object.hasOwn(registry.records[0] ?? {}, own)).toBe(false);
    expect(Object.getPrototypeOf(registry.records[0])).toBe(Object.prototype);
    expect(problems.map(({ message }) => message).join("\n")).toContain(own);
  });

  test("as a question finds nothing, and as a name, id and protocol itself", async () => {
    const { registry } = await readRegistry(`${CSV}\nhttp,80,tcp,x\n`, { from: "csv" });
    expect(lookup(createIndex(registry), own).entries).toEqual([]);
    expect(search(registry, own)).toEqual([]);
    const contacts = [own];
    const records = [{ name: own, port: 80, protocol: own, contacts, references: [] }];
    const people = [{ id: own, name: own, uris: [] }];
    const named = { ...registry, records, people };
    expect(lookup(createIndex(named), own).entries.map(({ record }) => record)).toEqual(records);
    expect(search(named, own).map(({ record }) => record)).toEqual(records);
  });
});

test("a tag of YAML makes nothing but a text, and is told", async () => {
  const text = `records:
  - name: !!js/function "function () { throw 1 }"
  - !<tag:yaml.org,2002:python/object/apply:os.system> {name: a}
  - name: !!binary aGk=
`;
  const { registry, problems } = await readRegistry(text, { from: "yaml" });
  for (const { name } of registry.records) expect(typeof name).toBe("string");
  expect(problems.map(({ start }) => start?.line)).toEqual(expect.arrayContaining([2, 3]));
});
