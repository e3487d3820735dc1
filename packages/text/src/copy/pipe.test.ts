import { COLUMNS, oneLine } from "@portolan/model";
import { renderRecord } from "@portolan/model/internal";
import { fromText } from "@portolan/text";
import { describe, expect, it } from "vitest";

const HEADINGS = COLUMNS.map(({ heading }) => heading);
const HEAD = `${HEADINGS.join(" | ")} |`;

/** Gives each record as its cells that are not empty, and the lines of which something is told. */
function read(lines: readonly string[]) {
  const { registry, problems } = fromText(lines.join("\n"));
  const rows = registry.records.map((record) =>
    Object.entries(renderRecord(record, "none"))
      .filter(([, text]) => text !== "")
      .map(([column, text]) => `${column}: ${oneLine(text)}`)
      .join(", "),
  );
  const told = problems
    .filter(({ code }) => /line|row-|surplus/.test(code))
    .map(({ code, start }) => `${start?.line} ${code}`);
  return { rows, told };
}

describe("a row of pipes goes on in the next line", () => {
  const ALPHA = "name: alpha, port: 1, protocol: tcp";

  it.each<[what: string, lines: readonly string[], row: string, told: readonly string[]]>([
    [
      "with people behind a cell that has ended",
      ["alpha | 1 | tcp | One |", "[X] | [Y] | ||||||"],
      `${ALPHA}, description: One, assignee: [X], contact: [Y]`,
      [],
    ],
    [
      "with anything else behind a cell that has ended, which is told",
      ["alpha | 1 | tcp | One |", "2001-02 | |||||||"],
      `${ALPHA}, description: One, registrationDate: 2001-02`,
      ["3 text/line-joined"],
    ],
    [
      "with the rest of a cell, which is told",
      ["alpha | 1 | tcp | One", "and two | ||||||||"],
      `${ALPHA}, description: One and two`,
      ["3 text/line-joined"],
    ],
    [
      "with a sentence of the registry in a cell",
      ["alpha | 1 | tcp | One", "IANA assigned this well-formed service name. | ||||||||"],
      `${ALPHA}, description: One IANA assigned this well-formed service name.`,
      [],
    ],
    [
      "with lines of keys, without pipes or with the last ones",
      ["alpha | 1 | tcp | One | Defined TXT keys: a=<b>", "c=<d>", "e=<f> | |||||||"],
      `${ALPHA}, description: One, notes: Defined TXT keys: a=<b> c=<d> e=<f>`,
      [],
    ],
    [
      "with keys that the line before has begun",
      ["alpha | 1 | tcp | One |", "[X] | [Y] | Defined TXT keys: a=<b>", "c=<d> | |||||"],
      `${ALPHA}, description: One, assignee: [X], contact: [Y], notes: Defined TXT keys: a=<b> c=<d>`,
      [],
    ],
    [
      "with something like a key, where nothing speaks of keys",
      ["alpha | 1 | tcp | Keys: a=<b> |", "[X] | [Y] | Words", "c=<d> | |||||"],
      `${ALPHA}, description: Keys: a=<b>, assignee: [X], contact: [Y], notes: Words c=<d>`,
      ["4 text/line-joined"],
    ],
    [
      "with keys of which a line without pipes has spoken",
      ["alpha | 1 | tcp | One | Words", "Defined TXT keys: a=<b>", "c=<d> | |||||||"],
      `${ALPHA}, description: One, notes: Words Defined TXT keys: a=<b> c=<d>`,
      [],
    ],
    [
      "with keys behind one pipe",
      [
        "alpha | 1 | tcp | One | [X] | [Y] | 2001-02 | 2002-03 | [RFC1] | 7 |",
        "yes | Defined TXT keys: a=<b>",
        "c=<d> |",
      ],
      `${ALPHA}, description: One, assignee: [X], contact: [Y], registrationDate: 2001-02, modificationDate: 2002-03, reference: [RFC1], serviceCode: 7, unauthorizedUse: yes, notes: Defined TXT keys: a=<b> c=<d>`,
      ["3 text/line-joined"],
    ],
    [
      "with nothing but its last pipes",
      ["alpha | 1 | tcp | One |", "||||||||"],
      `${ALPHA}, description: One`,
      [],
    ],
  ])("%s", (_, lines, row, told) => {
    const before = "before | 0 | tcp | Defined TXT keys: a=<b> | ||||||||";
    const after = "omega | 2 | tcp | Last | ||||||||";
    const { rows, ...others } = read([HEAD, before, ...lines, after]);
    expect(rows.slice(1, -1)).toEqual([row]);
    expect(rows.at(-1)).toBe("name: omega, port: 2, protocol: tcp, description: Last");
    expect(others.told).toEqual(told.map((one) => one.replace(/^\d/, (line) => `${+line + 1}`)));
  });

  it.each([2, 3, 4, 5, 6, 7, 8, 9, 10, 11])("after %i of its pipes", (pipes) => {
    const cells = [
      ...["alpha", "1", "tcp", "One", "[X]", "[Y]", "2001-02", "2002-03", "[RFC1]", "7", "yes"],
      "Words |",
    ];
    const whole = read([HEAD, cells.join(" | ")]).rows;
    const [first, second] = [cells.slice(0, pipes), cells.slice(pipes)];
    const lines = [`${first.join(" | ")} |`, second.join(" | ")];
    expect(whole[0]).toMatch(/^name: alpha, .*unauthorizedUse: yes, notes: Words$/);
    expect(read([HEAD, ...lines]).rows).toEqual(whole);
  });

  it("with no more pipes than the headings have", () => {
    const row = "alpha | 1 | tcp | One |";
    const rest = (pipes: number): string => `[X] | [Y] |${" ".padEnd(pipes - 1, "|")}`;
    const after = "omega | 2 | tcp | Last | ||||||||";
    expect(read([HEAD, row, rest(8), after]).rows).toHaveLength(2);
    expect(read([HEAD, row, rest(8), after]).told).toEqual([]);
    expect(read([HEAD, row, rest(9), after]).rows[0]).toBe(`${ALPHA}, description: One`);
  });
});

describe("a line of pipes is no part of the row above", () => {
  const WHOLE = "alpha | 1 | tcp | One | ||||||||";
  const ROWS = [
    "name: alpha, port: 1, protocol: tcp, description: One",
    "name: beta, port: 2, protocol: udp, description: Two",
  ];
  const BETA = "beta | 2 | udp | Two | ||||||||";

  it.each<[what: string, lines: readonly string[], told: readonly string[]]>([
    ["that has all its pipes", [WHOLE, "Words", BETA], ["3 text/row-unreadable"]],
    ["that lacks a pipe", [WHOLE.slice(0, -1), BETA], []],
    [
      "whose last cell has ended",
      ["alpha | 1 | tcp | One |", "Words", BETA],
      ["3 text/row-unreadable"],
    ],
    ["that has no pipe at all", ["Words", WHOLE, BETA], ["2 text/row-unreadable"]],
    ["where it begins as a row does", ["alpha | 1 | tcp | One", "beta | 2 | udp | Two"], []],
  ])("%s", (_, lines, told) => {
    expect(read([HEAD, ...lines])).toEqual({ rows: ROWS, told });
  });

  it("that has no pipe at all, though it does not begin with a port", () => {
    expect(read([HEAD, WHOLE, BETA, "Words", "3-9 | Unassigned | ||||||||||"])).toEqual({
      rows: [...ROWS, "port: 3-9, description: Unassigned"],
      told: ["4 text/row-unreadable"],
    });
  });

  it("that has all its pipes, though its last cell has not ended", () => {
    const head = HEADINGS.join(" | ");
    const row = `${WHOLE.slice(0, -1)} Words`;
    const { rows, told } = read([head, row, "and more of them"]);
    expect(rows).toEqual(["name: alpha, port: 1, protocol: tcp, description: One, notes: Words"]);
    expect(told).toEqual(["3 text/row-unreadable"]);
  });

  it.each(["", "| "])("where it begins as a row does, with %j in front of rows", (border) => {
    const lines = ["alpha | 1 | tcp | One |", "beta | 2 | udp | Two |"];
    const { rows } = read([HEAD, ...lines].map((line) => border + line));
    expect(rows).toEqual(ROWS);
  });
});

describe("a pipe parts cells", () => {
  const cells = (row: string): readonly string[] => read([HEAD, row]).rows;
  const ONE = ["name: alpha, port: 1, protocol: tcp, description: One, contact: [X]"];

  it.each([
    ["blanks on both sides", "alpha | 1 | tcp | One |  | [X] | | | | | | |"],
    ["a blank on one side", "alpha |1| tcp |One| |[X]| | | | | | |"],
    ["another pipe beside it", "alpha | 1 | tcp | One || [X] |||||||"],
    [
      "nothing beside it, where the row has as many pipes as there are headings",
      "alpha|1|tcp|One||[X]|||||||",
    ],
  ])("with %s", (_, row) => {
    expect(cells(row)).toEqual(ONE);
  });

  it("and is text between signs, or behind a backslash", () => {
    expect(cells("alpha | 1 | tcp | x|y \\| z |  | [X] | | | | | | |")).toEqual([
      "name: alpha, port: 1, protocol: tcp, description: x|y | z, contact: [X]",
    ]);
  });

  it("and is text between signs, where headings have a blank on one side", () => {
    for (const pipe of [" |", "| "]) {
      const line = (texts: readonly string[]): string => texts.join(pipe) + pipe;
      const row = ["alpha", "1", "tcp", "x|y", "", "[X]", "", "", "", "", "", ""];
      expect(read([line(HEADINGS), line(row)]).rows, pipe).toEqual([
        "name: alpha, port: 1, protocol: tcp, description: x|y, contact: [X]",
      ]);
    }
  });
});

describe("a row of pipes without its empty cells", () => {
  const PEOPLE = [
    "Contact Information",
    "ID | Name | Organization | Contact URI | Last Updated |",
    "[X] | X | |||",
  ];

  it.each<[row: string, cells: string]>([
    ["One", "description: One"],
    ["One | [X] | [Y]", "description: One, assignee: [X], contact: [Y]"],
    ["One | [X]", "description: One, assignee: [X]"],
    [
      "One | 2001-02-03 | Words of | [X]",
      "description: One, registrationDate: 2001-02-03, notes: Words of | [X]",
    ],
    ["[X] | [Y] | [RFC1]", "assignee: [X], contact: [Y], reference: [RFC1]"],
    ["[RFC1] | 77", "reference: [RFC1], serviceCode: 77"],
    ["[RFC1] of words | [RFC2]", "description: [RFC1] of words, reference: [RFC2]"],
    ["[words] | [RFC1]", "description: [words], reference: [RFC1]"],
    ["2001-02-03 | 2004-05-06", "registrationDate: 2001-02-03, modificationDate: 2004-05-06"],
    ["One | [RFC1] | 77 | 78", "description: One, reference: [RFC1], serviceCode: 77, notes: 78"],
    ["Known Unauthorized Use on port 2", "unauthorizedUse: Known Unauthorized Use on port 2"],
    [
      "One | Somebody uses it | Defined TXT keys: a=<b>",
      "description: One, unauthorizedUse: Somebody uses it, notes: Defined TXT keys: a=<b>",
    ],
    [
      "One | Defined TXT keys: a=<b> | Defined TXT keys: c=<d>",
      "description: One, notes: Defined TXT keys: a=<b> | Defined TXT keys: c=<d>",
    ],
    ["One | Words | of two cells", "description: One, notes: Words | of two cells"],
  ])("%s", (row, cells) => {
    const pipes = "|".repeat(12 - 3 - (row.split(" | ").length - 1));
    const rows = [`alpha | 1 | tcp | ${row} ${pipes}`, "2-9 | Unassigned | ||||||||||"];
    expect(read([HEAD, ...rows, ...PEOPLE])).toEqual({
      rows: [`name: alpha, port: 1, protocol: tcp, ${cells}`, "port: 2-9, description: Unassigned"],
      told: [],
    });
  });

  it("is read so, too, where it is the last of all and has two cells", () => {
    expect(read([HEAD, "alpha | 1 | tcp | One | ||||||||", "2-9 | Unassigned"]).rows).toEqual([
      "name: alpha, port: 1, protocol: tcp, description: One",
      "port: 2-9, description: Unassigned",
    ]);
  });

  it.each([
    ["One | Words", true],
    ["One | Defined TXT keys: a=<b>", false],
    ["One | Known Unauthorized Use on port 2 | Words", false],
    ["One | 2001-02-03", false],
  ])("has guessed notes where nothing tells that they are: %s", (row, isGuessed) => {
    const { registry } = fromText(`${HEAD}\nalpha | 1 | tcp | ${row} | ||||||\n`);
    expect(registry.records[0]?.inferred?.includes("notes") ?? false).toBe(isGuessed);
  });
});

describe("the end of a table of pipes", () => {
  const NOTED = [
    "alpha | 1 | tcp | One | | | | | | | | A note |",
    "beta | 2 | udp | Two | | | | | | | | A no",
  ];

  it("is told where it has no pipe, as all rows above have", () => {
    expect(read([HEAD, ...NOTED]).told).toEqual(["3 text/row-cut-off"]);
    expect(read([HEAD, NOTED[0] ?? "", `${NOTED[1]} |`]).told).toEqual([]);
    expect(read([HEAD.slice(0, -2), ...NOTED]).told).toEqual([]);
  });

  it("is followed by people, who go on in the next line or begin with an id", () => {
    const { registry, problems } = fromText(
      [
        ...[HEAD, "alpha | 1 | tcp | One | [X] | [X] ||||||||", "Contact Information"],
        "ID | Name | Organization | Contact URI | Last Updated |",
        ...["[X] | Ex | Works |", "mailto:x&y.example | 2001-02 |"],
        ...["[Y] | Why |", "[Z] | Zed |"],
      ].join("\n"),
    );
    expect(registry.people).toMatchObject([
      {
        id: "X",
        name: "Ex",
        organization: "Works",
        uris: ["mailto:x&y.example"],
        updated: "2001-02",
      },
      { id: "Y", name: "Why" },
      { id: "Z", name: "Zed" },
    ]);
    const joined = problems.filter(({ code }) => code === "text/line-joined");
    expect(joined.map(({ start }) => start?.line)).toEqual([6]);
  });
});
