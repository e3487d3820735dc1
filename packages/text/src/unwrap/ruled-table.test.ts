import { fromText } from "@portolan/text";
import { describe, expect, it, test } from "vitest";

type Row = readonly string[];

const HEADINGS = ["Service Name", "Port Number", "Transport Protocol", "Description"];

/** Breaks a text into lines of a width: inside words, as sqlite does, or at blanks only. */
function broken(text: string, width: number, isInWords: boolean): Row {
  if (text.length <= width) return [text];
  if (isInWords) return [text.slice(0, width), ...broken(text.slice(width), width, true)];
  const at = text.lastIndexOf(" ", width);
  return [text.slice(0, at), ...broken(text.slice(at + 1), width, false)];
}

interface Style {
  readonly width: number;
  readonly isInWords: boolean;
  readonly draw: (
    table: readonly (readonly Row[])[],
    widths: readonly number[],
  ) => readonly string[];
}

/** Draws a table whose last column has a width; longer cells go on in the next line. */
function drawn(rows: readonly Row[], { width, isInWords, draw }: Style): string {
  const widths = HEADINGS.map((heading, column) =>
    column === 3
      ? width
      : Math.max(heading.length, ...rows.map((cells) => cells[column]?.length ?? 0)),
  );
  const table = [HEADINGS, ...rows].map((cells) => {
    const wrapped = cells.map((text, column) => broken(text, widths[column] ?? 0, isInWords));
    const height = Math.max(...wrapped.map((lines) => lines.length));
    return Array.from({ length: height }, (_, y) => wrapped.map((lines) => lines[y] ?? ""));
  });
  return `${draw(table, widths).join("\n")}\n`;
}

const padded = (cells: Row, widths: readonly number[], between: string): string =>
  cells.map((text, column) => text.padEnd(widths[column] ?? 0)).join(between);

/** As `sqlite3 -column` draws: a blank line after each row where cells go on. */
const inColumns: Style["draw"] = ([head = [], ...rows], widths) => [
  ...head.map((cells) => padded(cells, widths, "  ")),
  widths.map((width) => "-".repeat(width)).join("  "),
  ...rows.flatMap((lines) => [...lines.map((cells) => padded(cells, widths, "  ")), ""]),
];

/** As `sqlite3 -table` and mysql draw. */
const inBoxes: Style["draw"] = ([head = [], ...rows], widths) => {
  const ruler = `+${widths.map((width) => "-".repeat(width + 2)).join("+")}+`;
  const line = (cells: Row): string => `| ${padded(cells, widths, " | ")} |`;
  return [ruler, ...head.map(line), ruler, ...rows.flat().map(line), ruler];
};

const lettersOf = (count: number): string =>
  Array.from({ length: count }, (_, i) => "abcdefghijklmnopqrstuvw"[i % 23]).join("");

const rowsWith = (...descriptions: readonly string[]): readonly Row[] =>
  descriptions.map((text, i) => [`name${i}`, `${i + 1}`, "tcp", text]);

function descriptionsOf(text: string): readonly unknown[] {
  const { registry, problems } = fromText(text);
  expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
  registry.records.forEach(({ name, port, protocol }, i) => {
    expect([name, port, protocol]).toEqual([`name${i}`, i + 1, "tcp"]);
  });
  return registry.records.map(({ description }) => description);
}

describe.each([
  ["columns", inColumns],
  ["boxes", inBoxes],
])("cells that go on in the next line, in %s", (_, draw) => {
  it("are cut inside words where sqlite cuts them, after sixty letters", () => {
    const rows = rowsWith("One", lettersOf(61), "Three", `${lettersOf(60)} more`);
    expect(descriptionsOf(drawn(rows, { width: 60, isInWords: true, draw }))).toEqual([
      "One",
      lettersOf(61),
      "Three",
      `${lettersOf(60)} more`,
    ]);
    const one = rowsWith("One", lettersOf(61), "Three");
    expect(descriptionsOf(drawn(one, { width: 60, isInWords: true, draw }))[1]).toBe(lettersOf(61));
  });

  it.each([20, 59, 61])(
    "are cut inside words where three of them are full: of %i letters",
    (width) => {
      const cut = lettersOf(width + 5);
      const three = rowsWith("One", cut, cut, "Four", cut);
      expect(descriptionsOf(drawn(three, { width, isInWords: true, draw }))).toEqual([
        ...["One", cut, cut, "Four", cut],
      ]);
      const two = rowsWith("One", cut, cut, "Four");
      const parted = `${cut.slice(0, width)} ${cut.slice(width)}`;
      expect(descriptionsOf(drawn(two, { width, isInWords: true, draw }))).toEqual([
        ...["One", parted, parted, "Four"],
      ]);
    },
  );

  it.each([12, 20, 27, 60])("are cut at blanks where some are not full: of %i letters", (width) => {
    const text = "Each of these words is kept as a whole, whatever the width of the column may be";
    const full = `${lettersOf(width)} goes on`;
    const rows = rowsWith("One", text, full, full, full, "Last");
    expect(descriptionsOf(drawn(rows, { width, isInWords: false, draw }))).toEqual([
      ...["One", text, full, full, full, "Last"],
    ]);
  });

  it("fill three lines and more", () => {
    const text = lettersOf(87);
    const rows = rowsWith(text, "Two", text.slice(5));
    expect(descriptionsOf(drawn(rows, { width: 20, isInWords: true, draw }))).toEqual([
      ...[text, "Two", text.slice(5)],
    ]);
  });
});

describe("headings of a ruled table", () => {
  const ROW = " one          | 1           | tcp                | First";
  const RULER = "--------------+-------------+--------------------+-------------";

  it("may have several lines, four at most", () => {
    const wrapped = (lines: number): string =>
      [
        " Service      | Port        | Transport          | Description",
        ...Array.from(
          { length: lines - 2 },
          () => "              |             |                    |",
        ),
        " Name         | Number      | Protocol           |",
        RULER,
        ROW,
        "",
      ].join("\n");
    for (const lines of [2, 3, 4, 5])
      expect(fromText(wrapped(lines)).registry.records.length, `${lines}`).toBe(lines > 5 ? 0 : 1);
  });

  it("may be broken inside words", () => {
    const text = [
      "Service  Port    Transpo  Descrip",
      "Name     Number  rt Prot  tion",
      "                 ocol",
      "-------  ------  -------  -------",
      "one      1       tcp      First",
      "",
    ].join("\n");
    expect(fromText(text).registry.records).toMatchObject([
      { name: "one", port: 1, protocol: "tcp", description: "First" },
    ]);
  });

  it("are without a sentence that stands right above them", () => {
    const head = " Service Name | Port Number | Transport Protocol | Description";
    const { registry } = fromText([" Ports | of | the | company", head, RULER, ROW, ""].join("\n"));
    expect(registry.records).toMatchObject([{ name: "one", description: "First" }]);
  });
});

describe("a line inside a table that is none of its own", () => {
  const table = inBoxes(
    [[HEADINGS], ...rowsWith("First", "Second").map((row) => [row])],
    [14, 11, 18, 11],
  );

  it.each([
    ["| two cells | only |", true],
    ["| just one |", true],
    ["Some words of another program", true],
    [`| name8          | 8           | tcp                |`, false],
  ])("is told: %s", (line, isStray) => {
    const text = table.toSpliced(4, 0, line).join("\n");
    const { registry, problems } = fromText(`${text}\n`);
    const told = problems.filter(({ start }) => start?.line === 5).map(({ code }) => code);
    expect(told).toEqual(isStray ? ["text/row-unreadable"] : []);
    expect(registry.records.filter(({ name }) => name !== "name8")).toMatchObject([
      { name: "name0", port: 1, protocol: "tcp", description: "First" },
      { name: "name1", port: 2, protocol: "tcp", description: "Second" },
    ]);
  });
});

test("cells between blanks that are wider than their column move what follows", () => {
  const text = [
    "Service Name  Port Number  Transport Protocol  Description",
    "------------  -----------  ------------------  -----------",
    "a-name-that-is-long  1  tcp  First words",
    "two           2            tcp                 Second words that go on",
    "three         3            tcp",
    "(3 rows)",
    "",
  ].join("\n");
  const { registry } = fromText(text);
  expect(registry.records.map(({ name, port, description }) => [name, port, description])).toEqual([
    ["a-name-that-is-long", 1, "First words"],
    ["two", 2, "Second words that go on"],
    ["three", 3, undefined],
  ]);
});

describe("lines of box drawing that are not simple", () => {
  // As the Python package tabulate draws them: fancy_grid, double_outline.
  it.each([
    [
      "double below the headings",
      [
        "╒══════════╤════════╤════════════╤═══════════════╕",
        "│ name     │   port │ protocol   │ description   │",
        "╞══════════╪════════╪════════════╪═══════════════╡",
        "│ ftp-data │     20 │ tcp        │ File Transfer │",
        "├──────────┼────────┼────────────┼───────────────┤",
        "│ ntp      │    123 │ udp        │               │",
        "╘══════════╧════════╧════════════╧═══════════════╛",
      ],
    ],
    [
      "double everywhere",
      [
        "╔══════════╦════════╦════════════╦═══════════════╗",
        "║ name     ║   port ║ protocol   ║ description   ║",
        "╠══════════╬════════╬════════════╬═══════════════╣",
        "║ ftp-data ║     20 ║ tcp        ║ File Transfer ║",
        "║ ntp      ║    123 ║ udp        ║               ║",
        "╚══════════╩════════╩════════════╩═══════════════╝",
      ],
    ],
  ])("%s part no cells", (_, lines) => {
    const { registry, problems } = fromText(`${lines.join("\n")}\n`);
    expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
    const record = { contacts: [], references: [] };
    expect(registry.records).toEqual([
      { name: "ftp-data", port: 20, protocol: "tcp", description: "File Transfer", ...record },
      { name: "ntp", port: 123, protocol: "udp", ...record },
    ]);
  });
});

describe("a row whose bars do not stand below those of the ruler", () => {
  const lines = [`| ${HEADINGS.join(" | ")} |`, "|---+---+---+---|"];

  it.each([
    ["| one | 1 | tcp | First |", "one|1|tcp|First"],
    ["one | 1 | tcp | First", "one|1|tcp|First"],
    ["| one | 1 | tcp | First", "one|1|tcp|First"],
    ["one | 1 | tcp | First |", "one|1|tcp|First"],
    ["| | 1 | tcp | First |", "|1|tcp|First"],
    [" | 1 | tcp | First", "|1|tcp|First"],
    ["| one | 1 | tcp | |", "one|1|tcp|"],
    ["one | 1 | tcp | ", "one|1|tcp|"],
    ["| one | 1 | tcp |", "one|1|tcp|"],
    ["| one | 1 | tcp | First \\| last |", "one|1|tcp|First | last"],
  ])("%s", (row, expected) => {
    const last = "| ten | 10 | udp | Tenth |";
    const { registry } = fromText([...lines, row, last, ""].join("\n"));
    expect(
      registry.records.map(({ name, port, protocol, description }) =>
        [name, port, protocol, description].join("|"),
      ),
    ).toEqual([expected, "ten|10|udp|Tenth"]);
  });
});

it.each(["", " ", " |", "         |", "           |"])(
  "the last cell of a row ends before its bar, or with it: %j",
  (end) => {
    const ruler = "+--------------+-------------+--------------------+-----------------+";
    const head = "| Service Name | Port Number | Transport Protocol | Description     |";
    const row = `| one          | 1           | tcp                | First${end}`;
    const { registry } = fromText([ruler, head, ruler, row, ruler, ""].join("\n"));
    expect(registry.records).toMatchObject([{ name: "one", description: "First" }]);
  },
);

it("people between rulers are one a row, and go on where a row has no id", () => {
  const people = ["ID    | Name    | Organization | Contact URI   | Last Updated"];
  people.push("------+---------+--------------+---------------+-------------");
  people.push("[Ann] | Ann Lee |              | mailto:a&b.de | 2001-02-03");
  people.push("[Bo]  | Bo Day  | Day Works    |               |");
  people.push("      |         | and more     |               |");
  const { registry } = fromText(
    [
      ` ${HEADINGS.join(" | ")}`,
      ...["-+-+-+-", "a | 1 | tcp | One"],
      "",
      "Contact Information",
      "",
      ...people,
      "",
    ].join("\n"),
  );
  expect(registry.people).toMatchObject([
    { id: "Ann", name: "Ann Lee", updated: "2001-02-03" },
    { id: "Bo", name: "Bo Day", organization: "Day Works and more" },
  ]);
});

it("a row of three columns may have its first cell only, and one of four may not", () => {
  const read = (headings: Row, rows: readonly Row[]) => {
    const lines = [headings, ...rows].map((cells) =>
      cells.map((text) => text.padEnd(18)).join(" | "),
    );
    const ruler = headings.map(() => "-".repeat(18)).join("-+-");
    const { registry, problems } = fromText([...lines.toSpliced(1, 0, ruler), ""].join("\n"));
    const told = problems.filter(({ code }) => code === "text/row-unreadable");
    return [registry.records.map(({ name }) => name), told.map(({ start }) => start?.line)];
  };
  const rows = (count: number): readonly Row[] =>
    [["one", "1", "tcp"], ["two"], ["ten", "10", "tcp"]].map((cells) =>
      Array.from({ length: count }, (_, i) => cells[i] ?? ""),
    );
  expect(read(HEADINGS.slice(0, 3), rows(3))).toEqual([["one", "two", "ten"], []]);
  expect(read(HEADINGS, rows(4))).toEqual([["one", "ten"], [4]]);
});

describe("a grid with cells over several columns or rows", () => {
  const RULER = "+--------------+-------------+--------------------+-------------+";
  const HEAD = [
    RULER,
    "| Service Name | Port Number | Transport Protocol | Description |",
    RULER.replaceAll("-", "="),
  ];
  const ROW = "| http         | 80          | tcp                | Web         |";
  const errorsOf = (...lines: readonly string[]) =>
    fromText([...HEAD, ...lines, RULER, ""].join("\n"))
      .problems.filter(({ severity }) => severity === "error")
      .map(({ code, start }) => `${start?.line} ${code}`);

  it.each([
    ["| rtp                        | udp                | Media       |", RULER, ROW],
    [ROW, RULER, "| rtp                        | udp                | Media       |"],
    [ROW, RULER, "| rtp          | 5004        | Media                            |"],
    [ROW, "|              +-------------+--------------------+-------------+", ROW],
    [ROW, "+              +-------------+--------------------+-------------+", ROW],
    [ROW, "+--------------+-------------+--------------------+             |", ROW],
  ])("tells them: %s", (...lines) => {
    const at = lines.findIndex((line) => line !== ROW && line !== RULER);
    expect(errorsOf(...lines)).toEqual([`${HEAD.length + at + 1} text/row-unreadable`]);
  });

  it("is none where a cell has bars, or is empty", () => {
    expect(errorsOf(ROW, RULER, ROW.replace("Web   ", "a|b|c "))).toEqual([]);
    expect(errorsOf(ROW, RULER, ROW.replace("http", "    "))).toEqual([]);
  });
});
