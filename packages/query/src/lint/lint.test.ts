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
