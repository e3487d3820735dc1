import { createRegistry, type Registry, type ServiceRecord } from "@portolan/model";
import { type LintCode, lint, lintProblems, problemsTable, toSarif } from "@portolan/query";
import { describe, expect, test } from "vitest";

const record = (parts: Partial<ServiceRecord>): ServiceRecord => ({
  contacts: [],
  references: [],
  ...parts,
});

const registry = (...records: Partial<ServiceRecord>[]): Registry =>
  createRegistry({ records: records.map(record) });

const sound = { name: "good", port: 10, protocol: "tcp" };

/** One registry for each code, and the message it must bring. */
const CASES: Readonly<Record<LintCode, readonly [Registry, string]>> = {
  "lint/record-empty": [
    registry({ protocol: "tcp" }),
    "The record has neither a service name nor a port.",
  ],
  "lint/port-invalid": [
    registry({ name: "a", unparsed: { port: "99999" } }),
    "“99999” is not a port number or range between 0 and 65535.",
  ],
  "lint/protocol-unknown": [
    registry({ name: "a", protocol: "TCP" }),
    "“TCP” is not a transport protocol of the registry (tcp, udp, sctp, dccp).",
  ],
  "lint/service-code-invalid": [
    registry({ name: "a", unparsed: { serviceCode: "x" } }),
    "“x” is not an unsigned 32-bit service code (RFC 4340 §8.1.2).",
  ],
  "lint/name-invalid": [
    registry({ name: "edi_service" }),
    "The service name “edi_service” breaks RFC 6335 §5.1: it has a character that is no letter, digit or hyphen.",
  ],
  "lint/name-historic": [
    registry({ name: "a-b" }, { name: "a--b", notes: 'This entry is an alias to "a-b".' }),
    "The service name “a--b” breaks RFC 6335 §5.1: it has two hyphens in a row; “a-b” replaces it.",
  ],
  "lint/name-ambiguous": [
    registry(sound, { ...sound, name: "GOOD", port: 20 }),
    "“GOOD” with tcp stands on port 20 and before on 10; a look-up by name gives 10.",
  ],
  "lint/port-ambiguous": [
    registry(sound, { ...sound, name: "other" }),
    "Port 10 with tcp has the name “other” too; a look-up by port gives “good”.",
  ],
  "lint/duplicate": [
    registry({ name: "rdp" }, { name: "rdp", description: "Another" }),
    "A record with the same name, port and protocol (rdp) stands before.",
  ],
  "lint/overlap": [
    registry({ port: { first: 1, last: 9 }, description: "Unassigned" }, { ...sound, port: 9 }),
    "Port 9 overlaps 1-9 of another record, for the same protocol.",
  ],
  "lint/order": [
    registry(sound, { ...sound, name: "b", port: 9 }),
    "Port 9 stands after port 10; records stand in the order of their first ports.",
  ],
  "lint/alias-target-missing": [
    registry({ name: "a", notes: 'This is a duplicate of the "b" service.' }),
    "“a” is called an alias of “b”, which is not registered.",
  ],
  "lint/date-invalid": [
    registry({ name: "a", registrationDate: "2023-02-30" }),
    "The registration date “2023-02-30” is not a date of the form YYYY-MM or YYYY-MM-DD.",
  ],
  "lint/dates-reversed": [
    registry({ name: "a", registrationDate: "2011-05-23", modificationDate: "2011-05-16" }),
    "The record was modified on 2011-05-16, before it was registered on 2011-05-23.",
  ],
  "lint/date-in-future": [
    { ...registry({ name: "a", modificationDate: "2025-10" }), updated: "2025-09-22" },
    "The modification date 2025-10 is later than the registry's own date, 2025-09-22.",
  ],
  "lint/person-unknown": [
    {
      ...registry({ name: "a", contacts: ["Ann", "Bob"] }),
      people: [{ id: "Ann", uris: [] }],
    },
    "[Bob] is not in the contact information.",
  ],
  "lint/person-unused": [
    { ...registry({ name: "a" }), people: [{ id: "Ann", uris: [] }] },
    "[Ann] stands in the contact information, but nothing cites it.",
  ],
  "lint/person-duplicate": [
    {
      ...registry({ name: "a", contacts: ["Ann"] }),
      people: [
        { id: "Ann", uris: [] },
        { id: "Ann", uris: [] },
      ],
    },
    "[Ann] stands in the contact information more than once.",
  ],
  "lint/footnote-unknown": [
    {
      ...registry({
        name: "a",
        references: [
          { type: "note", data: "1" },
          { type: "note", data: "2" },
        ],
      }),
      footnotes: [{ anchor: "1", text: "One" }],
    },
    "The footnote [2] does not exist.",
  ],
  "lint/footnote-unused": [
    { ...registry({ name: "a" }), footnotes: [{ anchor: "1", text: "One" }] },
    "Nothing cites the footnote [1].",
  ],
  "lint/reference-malformed": [
    registry({ name: "a", notes: ["See ", { reference: { type: "rfc", data: "6335" } }] }),
    "The reference “6335” of type rfc leads nowhere: it is not “rfc” and a number.",
  ],
  "lint/services-inexpressible": [
    registry({ name: "boe-cms", port: 6400 }),
    "No line of /etc/services can express “boe-cms”: it has a port, but no protocol.",
  ],
};

describe("lint finds", () => {
  test.each(Object.entries(CASES))("%s", (code, [faulty, message]) => {
    expect(lint(faulty).map((finding) => [finding.code, finding.message])).toEqual([
      [code, message],
    ]);
  });
});

/** What is nearest to each finding without being one. */
const NEAREST: readonly (readonly [LintCode, string, Registry])[] = [
  ["lint/record-empty", "a name alone", registry({ name: "a" })],
  ["lint/record-empty", "a port alone", registry({ port: 1 })],
  ["lint/record-empty", "a port that cannot be read", registry({ unparsed: { port: "x" } })],
  ["lint/port-invalid", "another column unread", registry({ unparsed: { serviceCode: "x" } })],
  ["lint/service-code-invalid", "another column unread", registry({ unparsed: { port: "x" } })],
  ...["tcp", "udp", "sctp", "dccp", undefined].map(
    (protocol) =>
      ["lint/protocol-unknown", `${protocol}`, registry(protocol ? { protocol } : {})] as const,
  ),
  ["lint/name-invalid", "15 characters", registry({ name: "a".repeat(15) })],
  [
    "lint/name-ambiguous",
    "another protocol",
    registry(sound, { ...sound, port: 20, protocol: "udp" }),
  ],
  ["lint/name-ambiguous", "the same port", registry(sound, { ...sound, name: "GOOD" })],
  ["lint/name-ambiguous", "no port", registry({ name: "a" }, { name: "a" })],
  ["lint/name-ambiguous", "no names", registry({ port: 1 }, { port: 2 })],
  [
    "lint/port-ambiguous",
    "another protocol",
    registry(sound, { ...sound, name: "b", protocol: "udp" }),
  ],
  ["lint/port-ambiguous", "no name", registry(sound, { port: 10, protocol: "tcp" })],
  ["lint/port-ambiguous", "no ports", registry({ name: "a" }, { name: "b" })],
  ["lint/port-ambiguous", "the same name", registry(sound, sound)],
  [
    "lint/port-ambiguous",
    "an alias before its name",
    registry({ ...sound, name: "b", notes: 'This entry is an alias to "good".' }, sound),
  ],
  ["lint/duplicate", "neither name nor port", registry({ protocol: "tcp" }, { protocol: "tcp" })],
  ["lint/duplicate", "another protocol", registry(sound, { ...sound, protocol: "udp" })],
  ["lint/duplicate", "another port", registry(sound, { ...sound, port: 11 })],
  ["lint/overlap", "the next port", registry({ port: { first: 1, last: 9 } }, { port: 10 })],
  [
    "lint/overlap",
    "another protocol",
    registry({ port: { first: 1, last: 9 }, protocol: "tcp" }, { port: 5, protocol: "udp" }),
  ],
  [
    "lint/overlap",
    "the same range",
    registry({ port: { first: 1, last: 9 } }, { name: "b", port: { first: 1, last: 9 } }),
  ],
  ["lint/order", "the same port", registry(sound, { ...sound, name: "b" })],
  ["lint/order", "no port behind one", registry(sound, { name: "b" })],
  [
    "lint/alias-target-missing",
    "a target in another case",
    registry({ name: "B" }, { name: "a", notes: 'This entry is an alias to "b".' }),
  ],
  ["lint/date-invalid", "the last day of February", registry({ registrationDate: "2024-02-29" })],
  [
    "lint/date-in-future",
    "the very day",
    { ...registry({ registrationDate: "2025-09-22" }), updated: "2025-09-22" },
  ],
  [
    "lint/date-in-future",
    "a month that may be over",
    { ...registry({ modificationDate: "2025-09" }), updated: "2025-09-22" },
  ],
  ["lint/date-in-future", "no date to compare with", registry({ registrationDate: "2999-01" })],
  [
    "lint/date-in-future",
    "no date at all",
    { ...registry({ registrationDate: "soon" }), updated: "2025-09-22" },
  ],
  [
    "lint/dates-reversed",
    "the same day",
    registry({ registrationDate: "2011-05-23", modificationDate: "2011-05-23" }),
  ],
  [
    "lint/dates-reversed",
    "a day of the month",
    registry({ registrationDate: "2011-05-23", modificationDate: "2011-05" }),
  ],
  [
    "lint/dates-reversed",
    "what is no date",
    registry({ registrationDate: "later", modificationDate: "2011-05" }),
  ],
  ["lint/person-unknown", "nobody known", registry({ contacts: ["Ann"] })],
  [
    "lint/person-unused",
    "an assignee",
    { ...registry({ assignees: ["Ann"] }), people: [{ id: "Ann", uris: [] }] },
  ],
  [
    "lint/person-unused",
    "somebody in the header",
    {
      ...registry(),
      references: [{ type: "person", data: "Ann" }],
      people: [{ id: "Ann", uris: [] }],
    },
  ],
  [
    "lint/person-unused",
    "somebody in a text",
    {
      ...registry({ notes: [{ reference: { type: "person", data: "Ann" } }] }),
      people: [{ id: "Ann", uris: [] }],
    },
  ],
  ["lint/footnote-unknown", "none known", registry({ references: [{ type: "note", data: "1" }] })],
  [
    "lint/footnote-unused",
    "one that a text cites",
    {
      ...registry({ notes: [{ reference: { type: "note", data: "1" } }] }),
      footnotes: [{ anchor: "1", text: "One" }],
    },
  ],
  ...(
    [
      ["rfc", "rfc1"],
      ["rfc-errata", "10"],
      ["draft", "draft-ietf-x-01"],
      ["uri", "mailto:ann@example.org"],
      ["person", "Ann"],
      ["other", ""],
    ] as const
  ).map(
    ([type, data]) =>
      ["lint/reference-malformed", type, registry({ references: [{ type, data }] })] as const,
  ),
  ["lint/services-inexpressible", "no port", registry({ name: "a b", protocol: "tcp" })],
  ["lint/services-inexpressible", "no name", registry({ port: 1 })],
  ["lint/services-inexpressible", "every sign", registry({ ...sound, name: "a*b/c" })],
];

test.each(NEAREST)("%s is not said of %s", (code, _, near) => {
  expect(lint(near).map((finding) => finding.code)).not.toContain(code);
});

/** Findings of which a registry has several: the places of their records, and what they say. */
const SEVERAL: readonly (readonly [LintCode, Registry, readonly (readonly [number, string])[]])[] =
  [
    [
      "lint/name-ambiguous",
      registry(
        { ...sound, port: 30 },
        sound,
        { ...sound, port: 20 },
        { ...sound, protocol: "udp" },
      ),
      [
        [0, "on port 30 and before on 10;"],
        [2, "on port 20 and before on 10;"],
      ],
    ],
    [
      "lint/port-ambiguous",
      registry(
        { ...sound, registrationDate: "2006-01" },
        { ...sound, name: "old", registrationDate: "1999-01" },
        { ...sound, name: "third", registrationDate: "2010-01" },
      ),
      [
        [0, "“good” too; a look-up by port gives “old”."],
        [2, "“third” too; a look-up by port gives “old”."],
      ],
    ],
    [
      "lint/port-ambiguous",
      registry({ name: "a", port: 1 }, { name: "b", port: 1 }),
      [[1, "with no protocol"]],
    ],
    [
      "lint/name-ambiguous",
      registry({ name: "a", port: 1 }, { name: "a", port: 2 }),
      [[1, "with no protocol"]],
    ],
    [
      "lint/overlap",
      registry(
        { port: { first: 1, last: 100 }, protocol: "tcp" },
        { port: { first: 5, last: 9 }, protocol: "tcp" },
        { port: 50, protocol: "tcp" },
        { port: 60 },
        { port: 100, protocol: "tcp" },
        { port: { first: 90, last: 100 }, protocol: "tcp" },
        { port: 101, protocol: "tcp" },
      ),
      [
        [1, "Port 5-9 overlaps 1-100 "],
        [2, "Port 50 overlaps 1-100 "],
        [3, "Port 60 overlaps 1-100 "],
        [4, "Port 100 overlaps 1-100 "],
        [5, "Port 90-100 overlaps 1-100 "],
      ],
    ],
    [
      "lint/overlap",
      registry({ port: 7, protocol: "udp" }, { port: { first: 5, last: 9 } }),
      [[1, "Port 5-9 overlaps 7 "]],
    ],
    [
      "lint/overlap",
      registry({ port: { first: 5, last: 9 } }, { port: 9, protocol: "udp" }),
      [[1, "Port 9 overlaps 5-9 "]],
    ],
    [
      "lint/order",
      registry(
        { port: 2 },
        { port: 1 },
        { name: "a" },
        { port: 3 },
        { port: { first: 2, last: 9 } },
      ),
      [
        [1, "Port 1 stands after port 2;"],
        [3, "Port 3 stands after a record without port;"],
        [4, "Port 2-9 stands after port 3;"],
      ],
    ],
    [
      "lint/date-invalid",
      registry({ registrationDate: "2023-02-29", modificationDate: "2023-13" }),
      [
        [0, "The registration date “2023-02-29” "],
        [0, "The modification date “2023-13” "],
      ],
    ],
    [
      "lint/person-unknown",
      {
        ...registry({
          contacts: ["Bob", "Bob"],
          assignees: ["Cid"],
          notes: [{ reference: { type: "person", data: "Dan" } }],
        }),
        people: [{ id: "Ann", uris: [] }],
      },
      [
        [0, "[Cid] "],
        [0, "[Bob] "],
        [0, "[Dan] "],
      ],
    ],
    [
      "lint/reference-malformed",
      registry({
        references: [
          { type: "rfc", data: "rfc0" },
          { type: "rfc-errata", data: "0" },
          { type: "draft", data: "ietf" },
          { type: "uri", data: "example.org" },
          { type: "person", data: " " },
          { type: "person" },
        ],
      }),
      [
        [0, " of type rfc "],
        [0, " of type rfc-errata "],
        [0, " of type draft "],
        [0, " of type uri "],
        [0, " of type person "],
        [0, " of type person "],
      ],
    ],
    [
      "lint/services-inexpressible",
      registry({ ...sound, name: "a b" }),
      [[0, "a blank or “#” ends a name"]],
    ],
    [
      "lint/services-inexpressible",
      registry({ ...sound, name: "a#b" }),
      [[0, "a blank or “#” ends a name"]],
    ],
  ];

test.each(SEVERAL)("%s is said of each record that it is true of", (code, faulty, expected) => {
  const found = lint(faulty).filter((finding) => finding.code === code);
  expect(found.map((finding) => finding.record)).toEqual(expected.map(([place]) => place));
  for (const [i, [, words]] of expected.entries()) expect(found[i]?.message).toContain(words);
});

test("names a duplicate as people do, and takes ports that could not be read as they stand", () => {
  const unread = (port: string): Partial<ServiceRecord> => ({ name: "a", unparsed: { port } });
  const found = lint(registry(sound, sound, unread("x"), unread("y")));
  expect(
    found.filter(({ code }) => code === "lint/duplicate").map(({ message }) => message),
  ).toEqual(["A record with the same name, port and protocol (good 10/tcp) stands before."]);
});

test("a sound registry has no findings", () => {
  const x11 = { name: "x11", port: { first: 6000, last: 6063 } };
  const clean = createRegistry({
    updated: "2025-09-22",
    records: [
      record({
        ...sound,
        contacts: ["Ann"],
        registrationDate: "2025-09",
        modificationDate: "2025-09-22",
      }),
      record({
        ...sound,
        protocol: "udp",
        references: [{ type: "uri", data: "https://x.example/a#b" }],
      }),
      record({ ...x11, protocol: "tcp" }),
      record({ ...x11, protocol: "udp" }),
      record({
        name: "new",
        port: 7000,
        protocol: "tcp",
        description: 'IANA assigned this well-formed service name as a replacement for "n_w".',
      }),
      record({
        name: "new-alias",
        port: 7000,
        protocol: "tcp",
        notes: 'This entry is an alias to "new".',
      }),
      record({ name: "airport" }),
    ],
    people: [{ id: "Ann", uris: [] }],
  });
  expect(lint(clean)).toEqual([]);
});

test("findings carry the place of their record, in the order of the records", () => {
  const faulty = {
    ...registry({ name: "ok" }, { name: "a_b" }, { name: "c_d", registrationDate: "x" }),
    people: [{ id: "Ann", uris: [] }],
  };
  const source = "ok\na_b\nc_d\n";
  const findings = lint(faulty, { source, offsets: [0, 3, 7] });
  expect(findings.map(({ code, record: at, start }) => [code, at, start?.line])).toEqual([
    ["lint/name-invalid", 1, 2],
    ["lint/name-invalid", 2, 3],
    ["lint/date-invalid", 2, 3],
    ["lint/person-unused", undefined, undefined],
  ]);
});

/** Cells that appear elsewhere in their record first: the text of a record, and where the cell is. */
const CELLS: readonly (readonly [string, string])[] = [
  ["in a word", "xa_b a_b"],
  ["before more of a word", "a_bx a_b"],
  ["beside a hyphen", "a_b-a_b a_b"],
  ["as a key", "a_b: x, a_b"],
  ["as a key in quotes", '{"a_b": "a_b"}'],
  ["at the end of another element", "<x>see a_b</x> <x> a_b </x>"],
  ["at the start of another element", "<x>a_b is</x> <x>a_b</x>"],
  ["in quotes with more", '"see a_b", "a_b"'],
  ["in another cell", "see a_b,a_b"],
  ["at the start of another cell", "a_b is;a_b"],
];

test.each(CELLS)("the cell is found, not what is %s", (_, text) => {
  const [finding] = lint(registry({ name: "a_b" }), { source: text, offsets: [0] });
  const start = text.lastIndexOf("a_b");
  expect([finding?.start?.offset, finding?.end?.offset]).toEqual([start, start + 3]);
});

test("a cell is that of its own record, else the record is told", () => {
  const pair = registry({ name: "a_b" }, { name: "ok" }, { name: "ok" });
  const source = "A&B\nok a_b\nok a_b\n";
  const [first, second] = lint(pair, { source, offsets: [0, 4, 11] });
  expect(first).toMatchObject({ code: "lint/name-invalid", start: { line: 1, column: 1 } });
  expect(first?.end).toBeUndefined();
  expect(second).toMatchObject({ code: "lint/duplicate", start: { line: 3 }, end: { column: 3 } });
});

test.each([
  ["a name", registry(sound, sound), "tcp 10 good\n"],
  ["a port without a name", registry({ port: 10 }, { port: 10 }), "tcp good 10\n"],
  [
    "what a reference cites",
    registry({ name: "b" }, { name: "a", references: [{ type: "uri", data: "good", text: "10" }] }),
    "tcp 10 good\n",
  ],
  [
    "the text of a reference that cites nothing",
    registry({ name: "b" }, { name: "a", references: [{ type: "uri", text: "good" }] }),
    "tcp 10 good\n",
  ],
])("the place of a finding is that of %s", (_, faulty, row) => {
  const found = lint(faulty, { source: row.repeat(2), offsets: [0, row.length] });
  expect(found).toMatchObject([{ record: 1, start: { line: 2 }, end: { column: row.length } }]);
});

test("SARIF has all rules, and a result with its region for each finding", () => {
  const findings = lint(registry({ name: "a_b" }), { source: "a_b", offsets: [0] });
  const log = toSarif(findings, { uri: "registry.csv", version: "1.0.0" });
  expect(log.version).toBe("2.1.0");
  const [run] = log.runs;
  expect(run.tool.driver).toMatchObject({ name: "portolan", version: "1.0.0" });
  expect(run.tool.driver.rules.map(({ id }) => id)).toEqual(Object.keys(lintProblems));
  expect(run.results).toEqual([
    {
      ruleId: "lint/name-invalid",
      ruleIndex: Object.keys(lintProblems).indexOf("lint/name-invalid"),
      level: "warning",
      message: { text: findings[0]?.message },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: "registry.csv" },
            region: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 4 },
          },
        },
      ],
    },
  ]);
});

test("SARIF tells the problems of readers too", () => {
  const table = { "csv/x": ["error", "Bad “{found}” | here.", "Mend it."] } as const;
  const problem = { code: "csv/x", severity: "error", message: "Bad." } as const;
  const { rules } = toSarif([problem], { tables: [table] }).runs[0].tool.driver;
  expect(rules.at(-1)?.shortDescription.text).toBe("Bad “…” | here.");
  expect(problemsTable(table)).toBe(
    [
      "| code    | severity | meaning          | cure     |",
      "| ------- | -------- | ---------------- | -------- |",
      "| `csv/x` | error    | Bad “…” \\| here. | Mend it. |",
      "",
    ].join("\n"),
  );
});
