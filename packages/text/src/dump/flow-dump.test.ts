import { COLUMNS, oneLine } from "@portolan/model";
import { renderRecord } from "@portolan/model/internal";
import { fromText } from "@portolan/text";
import { describe, expect, it } from "vitest";

const HEADINGS = COLUMNS.map(({ heading }) => heading).join(" ");

/** Breaks a text into lines of at most some signs at its blanks, as a text browser does. */
function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const longer = `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && longer.length <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** Draws rows as lynx does: without columns, wrapped, three blanks in front of each line. */
function drawn(rows: readonly string[], width: number): readonly string[] {
  return [HEADINGS, ...rows].flatMap((row) => wrapped(row, width)).map((line) => `   ${line}`);
}

/** Gives the text of each row that is read, without what parts its cells, and the lines that are told. */
function readRows(lines: readonly string[]): { rows: readonly string[]; told: readonly string[] } {
  const { registry, problems, dialect } = fromText(lines.join("\n"));
  expect(dialect).toBe("dump");
  const rows = registry.records.map((record) =>
    Object.values(renderRecord(record, "none"))
      .filter((text) => text !== "")
      .map(oneLine)
      .join(" "),
  );
  const told = problems.filter(({ code }) => code.startsWith("text/line"));
  return { rows, told: told.map(({ code, start }) => `${start?.line} ${code}`) };
}

describe("a table without columns", () => {
  const PORTS = [
    "0 tcp Reserved",
    "0 udp Reserved",
    "alpha 1 tcp First of the words that stand in a row too long for a line of this width",
    "alpha 1 udp First of the words that stand in a row too long for a line of this width",
    "2-6 Unassigned",
    "Beta-2 7 dccp Second",
    "8 sctp De-registered",
    "gamma 9-12 tcp A range, of which the words go on and on until the line is full and more",
    "13-49151 Unassigned",
  ];
  const NAMES = [
    "abba tcp Named only",
    "Acme udp Named only, with words that go on until the line is full, and then some more of them",
    "acne Named without a protocol",
    "bar Named without a protocol, with words that go on until the line is full, and then some",
    "baz Named",
    "1x First of a digit",
  ];

  it.each([44, 60, 77, 120, 160])("has its rows put together, in lines of %i", (width) => {
    const rows = [...PORTS, ...NAMES];
    expect(readRows(drawn(rows, width))).toEqual({ rows, told: [] });
  });

  it("is known without wrapped headings by the numbers of links", () => {
    const row = "alpha 1 tcp First [[1]Ann] [[2]Ann]";
    expect(readRows(drawn([row], 400))).toEqual({
      rows: ["alpha 1 tcp First [Ann] [Ann]"],
      told: [],
    });
    const { dialect } = fromText(drawn(["alpha 1 tcp First [Ann] [Ann]"], 400).join("\n"));
    expect(dialect).toBe("space");
  });

  it.each([6, 7])("is known by headings over six lines at most: %i", (count) => {
    const width = Array.from({ length: 60 }, (_, i) => 60 - i).find(
      (most) => wrapped(HEADINGS, most).length === count,
    );
    const page = drawn(["alpha 1 tcp First"], width ?? 0);
    const { dialect } = fromText(page.join("\n"));
    expect(dialect).toBe(count === 6 ? "dump" : undefined);
  });

  it("may have names only", () => {
    expect(readRows(drawn(NAMES, 60))).toEqual({ rows: NAMES, told: [] });
  });
});

const WIDTH = 60;
const INDENT = "   ";

/** Makes a row as long as a line may be, so that any word behind it may have been wrapped. */
function full(start: string): string {
  const words = `${start} ${"word ".repeat(WIDTH)}`.slice(0, WIDTH - 1);
  return `${words.trimEnd()}${"s".repeat(WIDTH - words.trimEnd().length)}`;
}

describe("whether a line of a table without columns begins a row", () => {
  const LONGEST = full("alpha 7 tcp");
  const HEAD = drawn([], WIDTH);

  /** Tells whether a line below others begins a row, and whether it is told. */
  function place(above: readonly string[], line: string): string {
    const lines = [...HEAD, ...[...above, line].map((text) => INDENT + text)];
    const { rows, told } = readRows(lines);
    const own = rows.at(-1) === line;
    expect(rows.join(" ")).toBe([...above, line].join(" "));
    return `${own ? "row" : "rest"}${told.length === 0 ? "" : ", told"}`;
  }

  it.each<[what: string, line: string, whenFull: string, withRoom: string]>([
    ["a protocol and the port above", "7 udp More", "row", "row"],
    ["a protocol and a higher port", "8 udp More", "row", "row"],
    ["a protocol and a lower port", "6 udp More", "rest", "row"],
    ["a name, a protocol and a lower port", "x 6 udp More", "rest", "row"],
    ["a name, a protocol and a higher port", "X 8 udp More", "row", "row"],
    ["the port above", "7 Unassigned", "rest", "rest, told"],
    ["a higher port and a state", "8 Unassigned", "row", "row"],
    ["a higher port and words", "8 times more [A] [A]", "rest", "row"],
    ["a name and a higher port", "x 8 more [A] [A]", "rest", "row"],
    ["a name and a range of higher ports", "x 8-9 more [A] [A]", "row", "row"],
    ["a capital and a range of higher ports", "Ports 8-9 more", "rest", "rest, told"],
    ["a name and a protocol", "x udp More", "row", "row"],
    ["a capital and a protocol", "X udp More", "row", "row"],
    ["a name and words, above the last port", "x words", "rest", "rest, told"],
    ["words with a capital", "Some words", "rest", "rest, told"],
    ["one word", "word", "rest", "rest, told"],
    ["what is no name", "(words of it)", "rest", "rest, told"],
  ])("%s", (_, line, whenFull, withRoom) => {
    expect(place([LONGEST], line), "below a full line").toBe(whenFull);
    expect(place([LONGEST, "alpha 7 sctp Short"], line), "below a short line").toBe(withRoom);
  });

  it.each<[what: string, line: string, whenFull: string, withRoom: string]>([
    ["a name in order that begins alike", "mx words", "row", "row"],
    ["the name above", "mo words", "row", "row"],
    ["a name in order that begins otherwise", "ox words", "rest", "row"],
    ["a name out of order that begins alike", "ma words", "rest", "row"],
    ["a name out of order that begins otherwise", "ax words", "rest", "rest, told"],
    ["a digit out of order", "3x words", "rest", "row"],
    ["a protocol and a name out of order", "ax tcp words", "rest", "row"],
    ["a protocol and a name in order", "ox tcp words", "row", "row"],
    ["a capital", "Mx words", "rest", "rest, told"],
    ["one word in order", "mx", "rest", "rest, told"],
  ])("below names without ports: %s", (_, line, whenFull, withRoom) => {
    const above = [LONGEST, "mo tcp Short"];
    expect(place([...above, full("mo udp")], line), "below a full line").toBe(whenFull);
    expect(place(above, line), "below a short line").toBe(withRoom);
  });

  it.each([49150, 49151])("a name alone below port %i, where names follow 49151", (port) => {
    const above = [LONGEST, `last ${port} tcp Short`];
    expect(place(above, "ax words")).toBe(port === 49151 ? "row" : "rest, told");
  });

  it("depends on whether its first word had room above, and to the sign", () => {
    for (const word of ["6", "66", "666"]) {
      const line = `${word} udp More`;
      const above = (room: number): readonly string[] => {
        const row = "beta 999 tcp";
        return [LONGEST, `${row} ${"x".repeat(WIDTH - row.length - 1 - room)}`];
      };
      expect(place(above(word.length + 1), line), "room for a blank and it").toBe("row");
      expect(place(above(word.length), line), "room for it without a blank").toBe("rest");
    }
  });

  it("a line goes on with its row where it is indented otherwise, but is told", () => {
    const [first = "", ...others] = [...HEAD, INDENT + LONGEST];
    const at = (indent: string): readonly string[] =>
      readRows([first, ...others, `${indent}more of it`]).told;
    expect(at(INDENT)).toEqual([]);
    for (const indent of ["", "  ", "    "])
      expect(at(indent)).toEqual([`${others.length + 2} text/line-joined`]);
  });

  it("a sentence of the registry goes on with its row though it had room above", () => {
    const sentence = "IANA assigned this well-formed service name as a replacement for a_b.";
    expect(place([LONGEST, "a-b 8 tcp Short"], sentence)).toBe("rest");
    const keys = "a-b 8 tcp Short Defined TXT keys: one=<a>";
    expect(place([LONGEST, keys], "two=<b>")).toBe("rest");
    expect(place([LONGEST, keys, "c 9 tcp Other"], "two=<b>"), "of the row above").toBe(
      "rest, told",
    );
  });
});

describe("a page without columns", () => {
  /** A page as lynx dumps it; the people of a narrow screen lose their columns too. */
  const PAGE = [
    "            [1]Service Name and Transport Protocol Port Number Registry",
    "",
    "   Last Updated",
    "          2024-05-06",
    "",
    "   Reference",
    "          [[2]RFC6335]",
    "",
    ...drawn(
      [
        "alpha 7 tcp First of the rows, with words that go on in the next line [[3]Ann_Lee] [[4]Ann_Lee] [[5]RFC9110]",
        "beta 9 tcp Second [1] [[6]Ann_Lee] [[7]Ann_Lee] [[8]TR-1]",
        "beta 9 udp Second [[6]Ann_Lee] [[7]Ann_Lee] [[15]TR-1][[16]TR-2][[17]TR-3]",
        "gamma tcp Third [[9]Ann_Lee] [[10]Ann_Lee] [[11]TR-4][[18]TR-2]",
      ],
      60,
    ),
    "",
    "                              [12]Contact Information",
    "",
    "   ID Name Organization Contact URI Last Updated",
    "   [Ann_Lee] Ann Lee",
    "   [13]mailto:ann&example.org 2020-01-02",
    "   [Bo_Day] Bo Day [14]mailto:bo&example.org",
    "",
    "                                    Footnote",
    "",
    "   [1] Words of the footnote.",
    "",
    "                                Licensing Terms",
    "",
    "   Words of a licence.",
  ];
  const LINKS = [
    "",
    "References",
    "",
    "   Visible links:",
    "   2. https://www.iana.org/go/rfc6335",
    "   8. https://one.example/tr",
    "   11. https://one.example/tr4",
    "   15. https://one.example/tr",
    "   16. https://one.example/tr2",
    "   18. https://one.example/other",
    `   19. https://one.example/${"long/".repeat(12)}`,
    "",
    "   Hidden links:",
    "   13. mailto:ann&example.org",
  ];

  it.each([
    ["without its links", PAGE],
    ["with its links", [...PAGE, ...LINKS]],
  ])("is read with all its parts, %s", (_, lines) => {
    const { registry, dialect, problems } = fromText(lines.join("\n"));
    expect(dialect).toBe("dump");
    expect(registry).toMatchObject({
      title: "Service Name and Transport Protocol Port Number Registry",
      updated: "2024-05-06",
      references: [{ type: "rfc", data: "rfc6335" }],
      footnotes: [{ anchor: "1", text: "Words of the footnote." }],
    });
    expect(
      registry.records.map(({ name, port, protocol, description }) =>
        [name, port, protocol, description].join(" "),
      ),
    ).toEqual([
      "alpha 7 tcp First of the rows, with words that go on in the next line",
      "beta 9 tcp Second [1]",
      "beta 9 udp Second",
      "gamma  tcp Third",
    ]);
    expect(registry.people).toMatchObject([
      { id: "Ann_Lee", name: "Ann Lee", uris: ["mailto:ann&example.org"], updated: "2020-01-02" },
      { id: "Bo_Day", name: "Bo Day", uris: ["mailto:bo&example.org"] },
    ]);
    expect(problems.filter(({ code }) => /line|row|unlisted/.test(code))).toEqual([]);
  });

  it.each(["\n", "\r\n"])("gives what its labels lead to, with line ends %j", (end) => {
    const { registry } = fromText([...PAGE, ...LINKS, ""].join(end));
    const tr = { type: "uri", data: "https://one.example/tr", text: "TR-1" };
    // Two addresses stand behind TR-2, and none behind TR-3.
    expect(registry.records.map(({ references }) => references)).toEqual([
      [{ type: "rfc", data: "rfc9110" }],
      [tr],
      [tr, { type: "text", text: "TR-2" }, { type: "text", text: "TR-3" }],
      [
        { type: "uri", data: "https://one.example/tr4", text: "TR-4" },
        { type: "text", text: "TR-2" },
      ],
    ]);
  });

  it("may lack the title of its people, and has them by their headings", () => {
    const { registry } = fromText(
      PAGE.filter((line) => !line.includes("Contact Information")).join("\n"),
    );
    expect(registry.people.map(({ id }) => id)).toEqual(["Ann_Lee", "Bo_Day"]);
  });

  it("has no links where a line has the title of their list only", () => {
    const page = [...PAGE, ...LINKS];
    for (const at of ["beta 9 tcp", "beta 9 udp", "gamma"].map((row) =>
      page.findIndex((line) => line.includes(row)),
    )) {
      const spoilt = page.toSpliced(at, 0, "   References");
      const { records } = fromText(spoilt.join("\n")).registry;
      expect(records.map(({ name }) => name)).toEqual(["alpha", "beta", "beta", "gamma"]);
      const tr4 = { type: "uri", data: "https://one.example/tr4", text: "TR-4" };
      expect(records.at(-1)?.references).toContainEqual(tr4);
    }
    const { problems } = fromText([...PAGE, "", "References"].join("\n"));
    expect(problems.filter(({ code }) => code === "text/line-skipped")).toEqual([]);
  });

  it("may be followed by another, of lower ports and of links of its own", () => {
    const page = [...PAGE, ...LINKS];
    const other = page.map((line) =>
      line
        .replace("alpha 7", "delta 2")
        .replace("beta 9", "eta 3")
        .replace("gamma", "iota")
        .replace(/TR-(\d)/, "TR-2$1")
        .replace("one.example", "two.example"),
    );
    const { registry, problems } = fromText([...page, "", ...other].join("\n"));
    expect(registry.records.map(({ name, port }) => [name, port].join(" ").trim())).toEqual([
      ...["alpha 7", "beta 9", "beta 9", "gamma"],
      ...["delta 2", "eta 3", "eta 3", "iota"],
    ]);
    expect(registry.records.map(({ references: [first] }) => first?.data)).toEqual([
      ...["rfc9110", "https://one.example/tr", "https://one.example/tr", "https://one.example/tr4"],
      ...["rfc9110", "https://two.example/tr", "https://two.example/tr", "https://two.example/tr4"],
    ]);
    expect(problems.filter(({ code }) => code.startsWith("text/line"))).toEqual([]);
  });
});
