import { assigneesOf, type ServiceRecord } from "@portolan/model";
import { fromText, type TextParseResult } from "@portolan/text";
import { describe, expect, it, test } from "vitest";

type Row = readonly string[];

const HEADINGS: Row = [
  ...["Service Name", "Port Number", "Transport Protocol", "Description", "Assignee", "Contact"],
  ...["Registration Date", "Modification Date", "Reference", "Service Code"],
  ...["Unauthorized Use Reported", "Assignment Notes"],
];
const OLD_HEADINGS: Row = HEADINGS.with(10, "Known Unauthorized Uses");

/** Columns whose cells stand in the middle: port, protocol, service code. */
const CENTRED = [1, 2, 9];

/** Known rows of every kind that the registry has, cell by cell. */
const ROWS: readonly Row[] = [
  row({ port: "0", protocol: "tcp", description: "Reserved", contact: "[Jon_Postel]" }),
  row({ port: "0", protocol: "udp", description: "Reserved", contact: "[Jon_Postel]" }),
  row({ name: "tcpmux", port: "1", protocol: "tcp", description: "TCP Port Service Multiplexer" }),
  row({ name: "tcpmux", port: "1", protocol: "udp", description: "TCP Port Service Multiplexer" }),
  row({ port: "4", protocol: "tcp", description: "Unassigned" }),
  ...["tcp", "udp", "sctp"].map((protocol) =>
    row({
      ...{ name: "discard", port: "9", protocol, description: "Discard" },
      ...{ contact: "[Jon_Postel]", serviceCode: protocol === "sctp" ? "1145656131" : "" },
      ...{ reference: "[RFC863][RFC9260]", registrationDate: "2008-11-13" },
    }),
  ),
  row({ port: "10", description: "Unassigned" }),
  row({
    port: "11-12",
    protocol: "udp",
    description: "Unassigned",
    modificationDate: "2012-03-21",
  }),
  row({
    ...{ name: "wap-push-https", port: "4036", protocol: "tcp" },
    ...{ description: "WAP Push OTA-HTTP secure", contact: "[Wap_Forum_Technical_Staff]" },
    ...{ registrationDate: "2002-06-13", modificationDate: "2014-08-29" },
    ...{ unauthorizedUse: "Known Unauthorized Use on port 4036 and, so one hears, on others" },
  }),
  row({
    ...{ name: "x11", port: "6000-6063", protocol: "tcp", description: "X Window System" },
    ...{ assignee: "[X.Org_Foundation]", contact: "[Stephen_Gildea][Keith_Packard]" },
  }),
  row({
    ...{ name: "svrloc", port: "427", protocol: "tcp", description: "Server Location" },
    ...{
      notes:
        "This entry is an alias to “slp”; use the other one where both are known to all who ask. Two more words.",
    },
  }),
  row({
    name: "slp",
    port: "427",
    protocol: "udp",
    description: "Server Location",
    notes: "Defined TXT keys: a=b, path=/",
  }),
  row({
    name: "example-of-name",
    protocol: "tcp",
    description: "A Service with no Port (of its own)",
  }),
  row({ name: "other-name", protocol: "udp", description: "Another Service", contact: "[Bo]" }),
  row({
    ...{ name: "tall", port: "7000", protocol: "dccp" },
    ...{
      description:
        "Tall is a text of so many words that it takes several lines in any column which is not as wide as all of them, as this",
    },
    ...{ assignee: "[Ann_Lee]", contact: "[Ann_Lee]", serviceCode: "1414090313" },
  }),
  row({ name: "low", port: "7001", protocol: "tcp", description: "Low", contact: "[Cy]" }),
  row({
    name: "tall2",
    port: "7002",
    protocol: "tcp",
    description: "Tall is a text of many words that takes a few lines",
    contact: "[Cy]",
  }),
  row({ port: "7003-49151", description: "Unassigned" }),
];

function row(cells: { readonly [column: string]: string }): Row {
  const {
    name = "",
    port = "",
    protocol = "",
    description = "",
    assignee = "",
    contact = "",
  } = cells;
  const { registrationDate = "", modificationDate = "", reference = "", serviceCode = "" } = cells;
  const { unauthorizedUse = "", notes = "" } = cells;
  return [
    ...[name, port, protocol, description, assignee, contact, registrationDate, modificationDate],
    ...[reference, serviceCode, unauthorizedUse, notes],
  ];
}

/** The cells of what was read, put together again. */
function cellsOf(record: ServiceRecord): Row {
  const { port, references, serviceCode } = record;
  const list = (items: readonly string[]): string => items.map((item) => `[${item}]`).join("");
  const labels = references.map((reference) =>
    reference.type === "rfc" ? `${reference.data}`.toUpperCase() : JSON.stringify(reference),
  );
  return [
    record.name ?? "",
    typeof port === "object" ? `${port.first}-${port.last}` : `${port ?? ""}`,
    record.protocol ?? "",
    `${record.description ?? ""}`,
    list(assigneesOf(record)),
    list(record.contacts),
    record.registrationDate ?? "",
    record.modificationDate ?? "",
    list(labels),
    `${serviceCode ?? ""}`,
    record.unauthorizedUse ?? "",
    `${record.notes ?? ""}`,
  ];
}

const lengthOf = (text: string): number => [...text].length;

/** Breaks a text at blanks, as late as the width allows. */
function wrap(text: string, width: number): Row {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && lengthOf(last) + 1 + lengthOf(word) <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return text === "" ? [] : lines;
}

/** Lays one row out: each cell in the middle of its lines, some in the middle of their columns. */
function lay(cells: Row, widths: readonly number[], isCentred: (column: number) => boolean): Row {
  const wrapped = cells.map((text, column) => wrap(text, widths[column] ?? 0));
  const height = Math.max(...wrapped.map((lines) => lines.length));
  return Array.from({ length: height }, (_, y) =>
    wrapped
      .map((lines, column) => {
        const text = lines[y - Math.floor((height - lines.length) / 2)] ?? "";
        const blanks = (widths[column] ?? 0) - lengthOf(text);
        const before = isCentred(column) ? Math.floor(blanks / 2) : 0;
        return " ".repeat(before) + text + " ".repeat(blanks - before);
      })
      .join(" ")
      .trimEnd(),
  );
}

/** How a table is laid out. */
interface Style {
  /** How many screen columns each column has more than its longest word. */
  readonly more?: readonly number[];
  /** Columns that are left out. */
  readonly without?: readonly number[];
  readonly headings?: Row;
  /** Rows of a page, after which come the headings again. */
  readonly perPage?: number;
  readonly headingsAtLeft?: boolean;
}

/** Lays a table of known rows out, in a style. */
function tableOf(rows: readonly Row[], style: Style = {}): string {
  const { more = [], without = [], headings = HEADINGS, perPage = rows.length } = style;
  const kept = [...HEADINGS.keys()].filter((column) => !without.includes(column));
  const only = (cells: Row): Row => kept.map((column) => cells[column] ?? "");
  const widths = kept.map((column) => {
    const words = [headings, ...rows].flatMap((cells) => (cells[column] ?? "").split(" "));
    return Math.max(...words.map(lengthOf)) + (more[column] ?? 0);
  });
  const isCentred = (column: number): boolean => CENTRED.includes(kept[column] ?? -1);
  const head = lay(only(headings), widths, () => style.headingsAtLeft !== true);
  const lines: string[] = [];
  for (let at = 0; at < rows.length; at += perPage) {
    if (at > 0) lines.push("");
    lines.push(...head);
    for (const cells of rows.slice(at, at + perPage))
      lines.push(...lay(only(cells), widths, isCentred));
  }
  return lines.map((line) => `${line}\n`).join("");
}

const PAGE_HEAD = [
  "   Internet Assigned Numbers Authority",
  "",
  `${" ".repeat(47)}Service Name and Transport Protocol Port Number Registry`,
  "",
  "   Last Updated",
  "   2024-05-06",
  "",
  "",
];

function readPage(table: string): TextParseResult {
  return fromText([...PAGE_HEAD, table].join("\n"));
}

/** Expects that each cell of each row is read from a layout, and nothing is odd but the missing people. */
function expectAll(rows: readonly Row[], style: Style = {}, told: readonly string[] = []): void {
  const { registry, problems } = readPage(tableOf(rows, style));
  const blank = (cells: Row): Row =>
    cells.map((text, column) => (style.without?.includes(column) ? "" : text));
  expect(registry.records.map(cellsOf)).toEqual(rows.map(blank));
  const codes = new Set(
    problems.map(({ code }) => code).filter((code) => code !== "text/person-unlisted"),
  );
  expect([...codes].sort()).toEqual(told);
}

const widened = (by: Readonly<Record<number, number>>): readonly number[] =>
  HEADINGS.map((_, column) => by[column] ?? 0);

describe("known rows in columns", () => {
  test("as wide as their longest words", () => expectAll(ROWS));

  it.each([1, 2, 3, 4, 6, 9, 13, 18, 24, 30, 37, 45, 60, 90, 140])(
    "with descriptions wider by %i",
    (by) => {
      expectAll(ROWS, { more: widened({ 3: by }) });
    },
  );

  it.each([1, 2, 3, 7, 20, 60, 100])("with notes and uses wider by %i", (by) => {
    expectAll(ROWS, { more: widened({ 10: by, 11: by }) });
  });

  it.each([...HEADINGS.keys()])("with column %i wider by one, two and five", (column) => {
    for (const by of [1, 2, 5]) expectAll(ROWS, { more: widened({ [column]: by }) });
  });

  it.each([1, 2, 3, 5, 8, 13])("all wider by %i", (by) => {
    expectAll(ROWS, { more: HEADINGS.map(() => by) });
  });

  test("under the headings of 2013 to 2017", () => {
    expectAll(ROWS, { headings: OLD_HEADINGS });
    expectAll(ROWS, { headings: OLD_HEADINGS, more: widened({ 3: 20 }) });
  });

  it.each([1, 2, 3, 5, 10])("with new headings after %i rows", (perPage) => {
    expectAll(ROWS, { perPage });
    expectAll(ROWS, { perPage, more: widened({ 3: 30 }) });
  });

  it.each([...ROWS.keys()])("of row %i alone", (at) => {
    expectAll(ROWS.slice(at, at + 1));
    expectAll(ROWS.slice(at, at + 1), { more: HEADINGS.map(() => 3) });
  });

  it.each([[4], [6], [7], [8], [9], [10], [11], [6, 7], [9, 10, 11], [4, 6, 7, 8, 9, 10, 11]])(
    "without columns %j",
    (...without) => {
      expectAll(ROWS, { without }, ["text/column-missing"]);
    },
  );

  test.each([
    ["and letters of two bytes", "Grüße an état"],
    ["and letters of three bytes", "漢字 and more 漢"],
    ["and letters of four bytes", "Set 𝒜 or 𝒜𝒜"],
  ])("counted in code points, %s", (_, text) => {
    const rows = ROWS.map((cells, at) =>
      at % 3 === 2 && cells[0] !== "" ? cells.with(3, text).with(11, `${text}.`) : cells,
    );
    expectAll(rows);
    expectAll(rows, { more: widened({ 3: 20, 11: 5 }) });
  });

  it.each([6, 60])("of %i times as many rows", (times) => {
    const rows = Array.from({ length: times }, (_, i) =>
      ROWS.map((cells) => cells.with(0, cells[0] === "" ? "" : `${cells[0]?.slice(0, 11)}${i}`)),
    ).flat();
    expectAll(rows, { more: widened({ 3: 10 }) });
  });
});

/** Rows of one line each, of which some, by their numbers, have a date that is none. */
function datedRows(count: number, isBad: (at: number) => boolean): readonly Row[] {
  return Array.from({ length: count }, (_, at) =>
    row({
      ...{ name: `name${at}`, port: `${at + 1}`, protocol: "tcp", description: `Number ${at}` },
      ...{ contact: "[Ann]", registrationDate: isBad(at) ? "2001-13-99" : "2001-12-09" },
    }),
  );
}

const codesOf = ({ problems }: TextParseResult): readonly string[] => [
  ...new Set(problems.map(({ code }) => code)),
];

describe("a table whose texts do not keep to its columns", () => {
  test.each([
    ["ten of fifty, a fifth", 50, 10, true],
    ["eleven of fifty", 50, 11, false],
    ["nine of ten", 10, 9, true],
    ["ten of ten", 10, 10, false],
    ["ten of forty-nine", 49, 10, false],
  ])(
    "is refused where more than a fifth of its rows, and ten, have odd texts: %s",
    (_, total, count, isKept) => {
      const read = readPage(tableOf(datedRows(total, (at) => at < count)));
      expect(read.registry.records).toHaveLength(isKept ? total : 0);
      const told = read.problems.filter(({ code }) => code === "text/columns-crossed");
      expect(told).toMatchObject(isKept ? [] : [{ values: { count, total }, severity: "error" }]);
      expect(read.problems.filter(({ code }) => code === "record/date-invalid")).toHaveLength(
        isKept ? count : 0,
      );
    },
  );

  test("is told by its first hundred rows", () => {
    // A fifth of a hundred, and all that follow.
    const kept = readPage(tableOf(datedRows(180, (at) => at >= 80)));
    expect(kept.registry.records).toHaveLength(180);
    expect(codesOf(kept)).toEqual(["record/date-invalid", "text/person-unlisted"]);
    // One more than a fifth, and none that follow.
    const refused = readPage(tableOf(datedRows(180, (at) => at < 21)));
    expect(refused.registry.records).toEqual([]);
    expect(codesOf(refused)).toContain("text/columns-crossed");
    expect(refused.problems.find(({ code }) => code === "text/columns-crossed")).toMatchObject({
      values: { count: 21, total: 100 },
      start: { line: 9 + 2 },
    });
  });
});

describe("several tables of one text", () => {
  const rows = datedRows(30, () => false);

  test("give a row that several of them have once", () => {
    const { registry, problems } = readPage(
      `${tableOf(rows.slice(0, 20))}\n${tableOf(rows.slice(15))}`,
    );
    expect(registry.records.map(cellsOf)).toEqual(rows);
    expect(problems.map(({ code }) => code)).toEqual(["text/person-unlisted"]);
    const twice = readPage(tableOf([...rows, ...rows.slice(-1)]));
    expect(twice.registry.records).toHaveLength(31);
    expect(codesOf(twice)).toContain("text/row-repeated");
  });

  test("tell of a row that is another in a later one", () => {
    const changed = rows.map((cells) => cells.with(3, "Another"));
    const { registry, problems } = readPage(`${tableOf(rows)}\n${tableOf(changed.slice(0, 2))}`);
    expect(registry.records).toHaveLength(32);
    expect(problems.filter(({ code }) => code === "text/record-differs")).toHaveLength(2);
  });

  test.each([
    [1000, []],
    [1001, ["text/table-not-compared"]],
  ])("are compared where they have a thousand rows at most: %i", (count, told) => {
    const read = readPage(
      `${tableOf(datedRows(count, () => false))}\n${tableOf(rows.slice(0, 2))}`,
    );
    expect(codesOf(read).filter((code) => code !== "text/person-unlisted")).toEqual(told);
    expect(read.registry.records).toHaveLength(count);
    // The row behind the thousandth is one that no other is compared with.
    const last = datedRows(count, () => false).slice(-1);
    const again = readPage(`${tableOf(datedRows(count, () => false))}\n${tableOf(last)}`);
    expect(again.registry.records).toHaveLength(count === 1000 ? count : count + 1);
  });
});

describe("around tables", () => {
  const TABLE = tableOf(datedRows(3, () => false));

  test("lines below a table are told, but for what the head of the page says", () => {
    const { problems } = readPage(
      `${TABLE}\nReferences\n\nOne line\n   Last Updated\n   2024-05-06\nAnother line\n`,
    );
    const told = problems.filter(({ code }) => code === "text/line-skipped");
    expect(told.map(({ values, start }) => [values?.found, start?.line])).toEqual([
      ["One line", 17],
      ["Another line", 20],
    ]);
  });

  test("a text that ends inside a row is told, and one that ends with its line not", () => {
    expect(codesOf(readPage(TABLE))).toEqual(["text/person-unlisted"]);
    expect(codesOf(readPage(TABLE.trimEnd()))).toContain("text/row-cut-off");
    expect(codesOf(readPage(`${TABLE}\n   Licensing Terms`))).toEqual([]);
    expect(codesOf(readPage(`${TABLE}\n   Footnote\n\n   [1] Words.`))).toEqual([]);
  });

  test("footnotes go on to the next caption", () => {
    const { registry, problems } = readPage(
      `${TABLE}\n   Footnotes\n\n   [1] Words of one.\n   [2] Words of two,\n       and more.\n\n   Licensing Terms\n`,
    );
    expect(registry.footnotes).toEqual([
      { anchor: "1", text: "Words of one." },
      { anchor: "2", text: "Words of two,\nand more." },
    ]);
    expect(problems).toEqual([]);
  });

  test("which page of how many it is, is shown by a line of numbers", () => {
    const pager = "   [1]1 [2]2 3 [4]4 ... [137]137\n\n";
    expect(readPage(`${TABLE}\n${pager}   Licensing Terms\n`).registry.page).toEqual({
      count: 137,
    });
    expect(readPage(`${pager}${TABLE}\n   Licensing Terms\n`).registry.page).toEqual({
      count: 137,
    });
  });
});

describe("what does not stand in its place", () => {
  const rows = ROWS.map((cells, at) =>
    at % 2 === 1 && cells[0] !== "" ? cells.with(3, "Größe") : cells,
  );

  it.each([
    [2, 3],
    [4, 5],
    [5, 8],
  ])("is told on its line, also beside letters outside ASCII: column %i of row %i", (_, at) => {
    const lines = tableOf(rows).split("\n");
    const [name = "", port = "", protocol = ""] = rows[at] ?? [];
    const found = lines.findIndex(
      (line) => line.startsWith(name || " ") && line.includes(port) && line.includes(protocol),
    );
    const line = lines[found] ?? "";
    const place = line.indexOf(protocol === "" ? "Unassigned" : protocol);
    const moved = `${line.slice(0, place)} ${line.slice(place).replace(/ {2}/, " ")}`;
    const { problems } = readPage(lines.with(found, moved).join("\n"));
    const told = problems.filter(({ code }) => code !== "text/person-unlisted");
    expect(told.map(({ code, start }) => [code, start?.line])).toEqual([
      ["text/cell-misplaced", PAGE_HEAD.length + found + 1],
    ]);
  });

  test("a stray line is told with its words", () => {
    const rows = datedRows(5, () => false);
    const lines = tableOf(rows).split("\n");
    const at = lines.findIndex((line) => line.startsWith("name2"));
    const { registry, problems } = readPage(
      lines.toSpliced(at, 0, "   Advertisement of something").join("\n"),
    );
    expect(registry.records.map(cellsOf)).toEqual(rows);
    expect(problems.filter(({ code }) => code === "text/row-unreadable")).toMatchObject([
      {
        values: { found: "Advertisement of something" },
        start: { line: PAGE_HEAD.length + at + 1 },
      },
    ]);
  });

  test("indented words above a table are the title of a note below a label only", () => {
    const table = tableOf(ROWS.slice(0, 4));
    const notesOf = (...head: readonly string[]) =>
      fromText([...head, table].join("\n")).registry.notes;
    const title = `${" ".repeat(47)}Service Name and Transport Protocol Port Number Registry`;
    expect(notesOf(title, "", "   Some words", "", " Other words.", "")).toEqual([]);
    expect(
      notesOf(
        title,
        "",
        "   Last Updated",
        "   2024-05-06",
        "",
        "   Some words",
        "",
        " Other words.",
        "",
      ),
    ).toEqual([{ title: "Some words", text: "Other words." }]);
  });
});
