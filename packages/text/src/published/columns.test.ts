import { createRecord, createRegistry, oneLine, Report, type ServiceRecord } from "@portolan/model";
import { fromText, toText } from "@portolan/text";
import { describe, expect, test } from "vitest";

/** A text as it was laid out in 2014, with a heading of three lines. */
const OLD = [
  "                          Service Name and Transport Protocol Port Number Registry",
  "",
  "   Last Updated",
  "           2014-03-02",
  "",
  "        Port  Transport                                                      Registration Modification           Service    Known     Assignment",
  " Name  Number Protocol   Description        Assignee           Contact           Date         Date     Reference  Code   Unauthorized   Notes",
  "                                                                                                                             Uses",
];

const textsOf = ({ description = "", notes = "" }: ServiceRecord): readonly string[] => [
  oneLine(description),
  oneLine(notes),
];

describe("columns of fixed width", () => {
  test("are found where only the layout parts them", () => {
    const rows = ["alpha    7       tcp    First          [Ann]              [Ann]"];
    const { registry, problems } = fromText([...OLD, ...rows, ""].join("\n"));
    expect(registry.records).toEqual([
      createRecord({
        name: "alpha",
        port: 7,
        protocol: "tcp",
        description: "First",
        contacts: ["Ann"],
      }),
    ]);
    expect(registry.updated).toBe("2014-03-02");
    expect(problems.map(({ code }) => code)).toEqual([
      "text/column-renamed",
      "text/person-unlisted",
    ]);
  });

  test("are counted in bytes where code points do not part them", () => {
    // Laid out with two letters in the place of each that has two bytes in UTF-8.
    const text = toText(
      createRegistry({
        records: [
          createRecord({ name: "a", port: 1, description: "GrQQQQe", contacts: ["JQQrgen"] }),
          createRecord({ name: "b", port: 2, description: "Some words", contacts: ["Bo"] }),
        ],
        people: [
          { id: "Bo", uris: [] },
          { id: "JQQrgen", name: "JQQrgen QQ", organization: "A", uris: [] },
        ],
      }),
    );
    const { registry, problems } = fromText(text.replaceAll("QQ", "ü"));
    expect(registry.records).toMatchObject([
      { name: "a", description: "Grüüe", contacts: ["Jürgen"] },
      { name: "b", description: "Some words", contacts: ["Bo"] },
    ]);
    expect(registry.people[1]).toMatchObject({ name: "Jürgen ü", organization: "A" });
    expect(problems).toEqual([]);
  });
});

describe("contact information in columns", () => {
  test("keeps the lines of an organization and of a URI together", () => {
    const people = [
      {
        id: "Ann_Bell",
        name: "Ann Bell",
        organization: "Checked Point Software Technologies Ltd.",
        uris: ["mailto:ann&example.org", "https://example.org/a page of hers"],
      },
      {
        id: "Ann_Bold",
        name: "Ann Bold",
        organization: "rtCamps Solutions Private Limited",
        uris: ["mailto:bold&example.org"],
      },
      { id: "Cy", name: "Cy", organization: "z".repeat(22), uris: ["cy&example.org"] },
    ];
    const { registry, problems } = fromText(toText(createRegistry({ people })));
    expect(registry.people).toEqual(people);
    expect(problems).toEqual([]);
  });
});

describe("several pages in one text", () => {
  const page = (name: string, port: number): string =>
    toText(
      createRegistry({
        title: "Service Name and Transport Protocol Port Number Registry",
        updated: "2024-05-06",
        records: [createRecord({ name, port, protocol: "tcp", contacts: ["Ann"] })],
        people: [{ id: "Ann", uris: [] }],
      }),
    );
  const both = [
    createRecord({ name: "alpha", port: 7, protocol: "tcp", contacts: ["Ann"] }),
    createRecord({ name: "beta", port: 8, protocol: "tcp", contacts: ["Ann"] }),
  ];

  test("are read, and lines between them reported", () => {
    expect(fromText(page("alpha", 7) + page("beta", 8))).toMatchObject({
      registry: { records: both },
      problems: [],
    });
    const { registry, problems } = fromText(
      `${page("alpha", 7)}And now page 2:\n\n${page("beta", 8)}`,
    );
    expect(registry.records).toEqual(both);
    expect(problems).toMatchObject([
      { code: "text/line-skipped", values: { found: "And now page 2:" }, start: { line: 26 } },
    ]);
  });

  test("are read without their heads, and without an empty line between", () => {
    const tableOf = (text: string): string =>
      text.slice(text.search(/^ *Service {2}Port/m), text.search(/\n *Contact Information/));
    const { registry, problems } = fromText(tableOf(page("alpha", 7)) + tableOf(page("beta", 8)));
    expect(registry.records).toEqual(both);
    expect(problems.map(({ code }) => code)).toEqual(["text/person-unlisted"]);
  });
});

describe("rows without borders", () => {
  const wordy = "a text of many words that goes over as many lines as it takes";
  const tables: Readonly<Record<string, readonly ServiceRecord[]>> = {
    "of one line between tall ones": [
      createRecord({ name: "tall", port: 1, protocol: "tcp", description: `Tall is ${wordy}.` }),
      createRecord({ name: "low", port: 2, protocol: "tcp", description: "Low" }),
      createRecord({
        name: "tall",
        port: 3,
        protocol: "tcp",
        notes: `Taller is ${wordy}, and more.`,
      }),
    ],
    "of a tall note beside a low description": [
      createRecord({
        name: "x",
        port: 1,
        protocol: "tcp",
        description: "X",
        notes: `Note: ${wordy}.`,
      }),
      createRecord({
        name: "x",
        port: 1,
        protocol: "udp",
        description: "X",
        notes: `Note: ${wordy}.`,
      }),
    ],
    "without port": [
      createRecord({ name: "one", description: `One is ${wordy}.` }),
      createRecord({ name: "two", description: "Two" }),
      createRecord({ name: "three", protocol: "udp", description: `Three is ${wordy}.` }),
    ],
    "of a name of several words": [
      createRecord({ name: "Some Long Name (of a Service)", port: 1, protocol: "tcp" }),
      createRecord({ name: "Some Long Name (of a Service)", port: 1, protocol: "udp" }),
      createRecord({ name: "next-service-15", port: 2, protocol: "tcp" }),
    ],
    "with empty lines inside a cell": [
      createRecord({
        name: "y",
        port: 1,
        protocol: "tcp",
        description: ["Y", { break: true }, { break: true }, "is the other name of X"],
      }),
      createRecord({ name: "z", port: 2, protocol: "tcp", description: "Z" }),
    ],
  };

  test.each(Object.entries(tables))("%s", (_, records) => {
    const text = toText(createRegistry({ records }));
    const { registry, problems } = fromText(text);
    expect(registry.records.map(({ name, port, protocol }) => [name, port, protocol])).toEqual(
      records.map(({ name, port, protocol }) => [name, port, protocol]),
    );
    expect(registry.records.map(textsOf)).toEqual(records.map(textsOf));
    expect(problems).toEqual([]);
  });

  test("that could be cut in two ways are reported", () => {
    // Both “word two” lines may end the row above or begin the one below.
    const records = ["one", "two", "three", "four"].map((name) =>
      createRecord({ name, description: "word1 word2", notes: "noting nothings" }),
    );
    const { problems } = fromText(toText(createRegistry({ records })));
    expect(problems.every(({ code }) => code === "text/row-ambiguous")).toBe(true);
  });
});

describe("toText", () => {
  test("lays out header, tables, footnotes and frame", () => {
    const registry = createRegistry({
      title: "A Registry",
      updated: "2024-05-06",
      experts: ["Ann Example;\nBob Example"],
      references: [{ type: "rfc", data: "rfc6335" }],
      notes: [{ text: ["See ", { reference: { type: "rfc", data: "rfc6335" } }, "."] }],
      records: [createRecord({ name: "alpha", port: 7, protocol: "tcp", contacts: ["Ann"] })],
      people: [{ id: "Ann", name: "Ann Example", uris: ["mailto:ann&example.org"] }],
      footnotes: [{ anchor: "1", text: "First\nsecond." }],
    });
    const lines = toText(registry).split("\n");
    expect(lines.slice(0, 20)).toEqual([
      "   Internet Assigned Numbers Authority",
      "",
      `${" ".repeat(70)}A Registry`,
      "",
      "   Last Updated",
      "   2024-05-06",
      "",
      "   Expert(s)",
      "",
      " Ann Example;",
      " Bob Example",
      "",
      "   Reference",
      "   [RFC6335]",
      "",
      "   Note",
      "",
      " See [RFC6335].",
      "",
      "",
    ]);
    expect(lines.slice(27, 30).map((line) => line.slice(0, 36).trimEnd())).toEqual([
      "Service  Port  Transport Description",
      " Name   Number Protocol",
      "alpha     7       tcp",
    ]);
    expect(lines.slice(30)).toEqual([
      "",
      `${" ".repeat(65)}Contact Information`,
      "",
      " ID    Name   Organization      Contact URI        Last",
      "                                                  Updated",
      "[Ann] Ann                  mailto:ann&example.org",
      "      Example",
      "",
      `${" ".repeat(71)}Footnote`,
      "",
      "   [1] First",
      "       second.",
      "",
      "   Licensing Terms",
      "",
    ]);
    const { registry: back } = fromText(lines.join("\n"));
    expect(back).toEqual({ ...registry, notes: [{ text: "See [RFC6335]." }] });
  });

  test("leaves the frame out and indents as told", () => {
    const text = toText(createRegistry({ updated: "2024-05-06" }), { frame: false, indent: 0 });
    expect(text.startsWith("Last Updated\n2024-05-06\n")).toBe(true);
    expect(text).not.toContain("Licensing Terms");
  });

  test("writes the page as IANA did on the registry's date", () => {
    const records = [
      createRecord({ name: "alpha", port: 7, description: "Zoë", contacts: ["Ann"] }),
      createRecord({ name: "beta", port: 8, description: "Zoes", contacts: ["Bo"] }),
    ];
    const people = [{ id: "Ann", uris: [] }];
    const old = toText(createRegistry({ updated: "2017-07-27", records, people })).split("\n");
    const later = toText(createRegistry({ updated: "2017-08-01", records, people })).split("\n");
    const contactIn = (lines: readonly string[], name: string): number | undefined =>
      lines.find((line) => line.startsWith(name))?.indexOf("[");
    // Until July 2017, what stands right of a letter of two bytes is one column to the left.
    expect(contactIn(old, "alpha")).toBe((contactIn(old, "beta") ?? 0) - 1);
    expect(contactIn(later, "alpha")).toBe(contactIn(later, "beta"));
    expect(old.map((line) => line.trim())).toContain("People");
    expect(old.join("\n")).not.toContain("Licensing Terms");
    expect(fromText(old.join("\n")).registry.records).toEqual(records);
  });

  test("breaks words wider than a column may be, and says so", () => {
    const long = "w".repeat(10_000);
    const others = Array.from({ length: 1000 }, (_, i) =>
      createRecord({ name: `s${i}`, port: i, protocol: "tcp", contacts: ["Ann"] }),
    );
    const report = new Report();
    const records = [...others, createRecord({ name: "x", port: 1, description: long })];
    const text = toText(createRegistry({ records }), { report });
    expect(text.length).toBeLessThan(1_000_000);
    expect(report.problems.map(({ code }) => code)).toEqual([
      "text/word-broken",
      "text/records-altered",
    ]);
    expect(report.problems[0]).toMatchObject({ values: { count: 1 } });
    // One more than the widest column.
    for (const [length, codes] of [
      [256, []],
      [257, ["text/word-broken", "text/records-altered"]],
    ] as const) {
      const own = new Report();
      toText(
        createRegistry({
          records: [createRecord({ name: "x", port: 1, notes: "w".repeat(length) })],
        }),
        {
          report: own,
        },
      );
      expect(own.problems.map(({ code }) => code)).toEqual(codes);
    }
  });

  test("makes characters harmless that a text file should not hold", () => {
    const name = "a\u0000b\ud800";
    const text = toText(createRegistry({ records: [createRecord({ name, port: 1 })] }));
    expect(text).toContain("a\ufffdb\ufffd");
  });
});

test("headings between two columns that may begin nearly anywhere are weighed", () => {
  const heads = [
    "Service   Port    Transport Description  AssigneeContact   Registration Modification Reference Service Unauthorized Assignment",
    ` Name    Number ${"x".repeat(4000)}  Protocol                                        Date         Date                Code   Use Reported   Notes`,
  ];
  const row =
    "zq19z   6090-6095    udp    Says 'a, b' [Person_0] [Person_0] 2001-06-07                [RFC6335]";
  const people = [0, 1, 2].map((i) => `[Person_${i}] Person              mailto:p`);
  const { registry } = fromText([...heads, row, ...people, ""].join("\n"));
  expect(registry.records.length).toBeLessThanOrEqual(1);
});
