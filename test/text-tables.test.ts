import { execFileSync } from "node:child_process";
import { COLUMNS, type ColumnKey, createRegistry, type ServiceRecord } from "@portolan/model";
import { fromText } from "@portolan/text";
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { hasProgram } from "./has-program.js";

type Row = readonly string[];

const HEADINGS: Row = COLUMNS.map(({ heading }) => heading);
const KEYS: readonly ColumnKey[] = COLUMNS.map(({ key }) => key);

/** Rows as the registry has them, with empty cells, brackets, bars and pluses in them. */
const ROWS: readonly Row[] = [
  row({ port: "8", protocol: "udp", description: "Unassigned" }),
  row({ name: "http", port: "80", protocol: "tcp", description: "World Wide Web HTTP" }),
  row({
    ...{ name: "whois++", port: "63", protocol: "tcp", description: "whois++" },
    ...{ assignee: "[Ada_Example]", contact: "[Ada_Example]", registrationDate: "2001-02" },
  }),
  row({ name: "x11", port: "6000-6063", protocol: "tcp", description: "X Window System" }),
  row({
    ...{ name: "example", protocol: "tcp", description: "Example of [Default Data]" },
    ...{ contact: "[Bo_Example]", reference: "[RFC6335][RFC9999]", notes: "Defined TXT keys: a=b" },
  }),
  row({ name: "last", port: "49151", protocol: "sctp", unauthorizedUse: "Known on port 1" }),
];

function row(cells: { readonly [Key in ColumnKey]?: string }): Row {
  return KEYS.map((key) => cells[key] ?? "");
}

/** What each program makes of headings and rows, drawn by a few lines of our own. */
const DRAWINGS: readonly (readonly [name: string, draw: (table: readonly Row[]) => string])[] = [
  [
    "psql",
    (table) => `${barred(table, { left: " ", bar: " | ", right: "", cross: "-+-" })}(6 rows)\n\n`,
  ],
  ["mysql", (table) => `${boxed(table)}6 rows in set (0.00 sec)\n`],
  ["sqlite box", (table) => unicode(boxed(table))],
  ["sqlite column", (table) => spaced(table, "-", "  ", false)],
  ["RST simple", (table) => spaced(table, "=", "  ", true)],
  ["RST grid", (table) => grid(table)],
  ["org", (table) => org(table)],
  ["Markdown", (table) => markdown(table, "---")],
  ["Markdown with one hyphen", (table) => markdown(table, "-")],
  ["Markdown, centred", (table) => markdown(table, ":-:")],
  ["Markdown without outer pipes", (table) => markdown(table, "---").replace(/^\| ?| ?\|$/gm, "")],
  ["AsciiDoc", (table) => asciidoc(table, false)],
  ["AsciiDoc, a cell a line", (table) => asciidoc(table, true)],
  ["Jira", (table) => jira(table)],
  ["MediaWiki", (table) => mediaWiki(table)],
];

function widths(table: readonly Row[]): readonly number[] {
  return HEADINGS.map((_, i) => Math.max(...table.map((cells) => cells[i]?.length ?? 0), 1));
}

function padded(table: readonly Row[]): readonly Row[] {
  const wide = widths(table);
  return table.map((cells) => cells.map((text, i) => text.padEnd(wide[i] ?? 0)));
}

interface Bars {
  readonly left: string;
  readonly bar: string;
  readonly right: string;
  readonly cross: string;
}

function barred(table: readonly Row[], { left, bar, right, cross }: Bars): string {
  const [head = [], ...body] = padded(table).map((cells) => `${left}${cells.join(bar)}${right}\n`);
  const ruler = `-${widths(table)
    .map((width) => "-".repeat(width))
    .join(cross)}-\n`;
  return [head, ruler, ...body].join("");
}

function boxed(table: readonly Row[]): string {
  const ruler = `+-${widths(table)
    .map((width) => "-".repeat(width))
    .join("-+-")}-+\n`;
  const [head = "", ...body] = padded(table).map((cells) => `| ${cells.join(" | ")} |\n`);
  return [ruler, head, ruler, ...body, ruler].join("");
}

function unicode(drawn: string): string {
  return drawn
    .split("\n")
    .map((line) =>
      line.startsWith("+")
        ? line.replaceAll("-", "─").replaceAll("+", "┼")
        : line.replaceAll(/^\||\|$|(?<= )\|(?= )/g, "│"),
    )
    .join("\n");
}

function spaced(table: readonly Row[], mark: string, gap: string, isClosed: boolean): string {
  const ruler = `${widths(table)
    .map((width) => mark.repeat(width))
    .join(gap)}\n`;
  const [head = "", ...body] = padded(table).map((cells) => {
    const first = isClosed && cells[0]?.trim() === "" ? "..".padEnd(cells[0].length) : cells[0];
    return `${[first, ...cells.slice(1)].join(gap).trimEnd()}\n`;
  });
  return isClosed ? [ruler, head, ruler, ...body, ruler].join("") : [head, ruler, ...body].join("");
}

function grid(table: readonly Row[]): string {
  const ruler = (mark: string): string =>
    `+${widths(table)
      .map((width) => mark.repeat(width + 2))
      .join("+")}+\n`;
  const [head = "", ...body] = padded(table).map((cells) => `| ${cells.join(" | ")} |\n`);
  return [ruler("-"), head, ruler("="), ...body.flatMap((line) => [line, ruler("-")])].join("");
}

function org(table: readonly Row[]): string {
  const [head = "", ...body] = table.map((cells) => `| ${cells.join(" | ")} |\n`);
  return [head, `|${HEADINGS.map(() => "---").join("+")}|\n`, ...body].join("");
}

function markdown(table: readonly Row[], delimiter: string): string {
  const [head = "", ...body] = table.map((cells) => `| ${cells.join(" | ")} |\n`);
  return [head, `|${HEADINGS.map(() => delimiter).join("|")}|\n`, ...body].join("");
}

function asciidoc(table: readonly Row[], isTall: boolean): string {
  const [head = [], ...body] = table;
  const lines = body.map((cells) => cells.map((text) => `|${text}`).join(isTall ? "\n" : " "));
  return `[options="header"]\n|===\n${head.map((text) => `|${text}`).join(" ")}\n\n${lines.join("\n\n")}\n|===\n`;
}

function jira(table: readonly Row[]): string {
  const [head = [], ...body] = table;
  const rows = body.map((cells) => `| ${cells.join(" | ")} |\n`);
  return [`|| ${head.join(" || ")} ||\n`, ...rows].join("");
}

function mediaWiki(table: readonly Row[]): string {
  const [head = [], ...body] = table;
  const rows = body.map((cells) => `|-\n| ${cells.join(" || ")}\n`);
  return `{| class="wikitable"\n! ${head.join(" !! ")}\n${rows.join("")}|}\n`;
}

/** The records that a copy with tabs gives, which shows every cell. */
function recordsOf(rows: readonly Row[]): readonly ServiceRecord[] {
  const table = [HEADINGS, ...rows].map((cells) => cells.join("\t")).join("\n");
  const { registry, problems } = fromText(`${table}\n`);
  expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
  expect(registry.records).toHaveLength(rows.length);
  return registry.records;
}

describe("a table drawn by another program", () => {
  const expected = recordsOf(ROWS);

  it.each(DRAWINGS)("%s: is read as the same table with tabs", (_, draw) => {
    const { registry, problems } = fromText(draw([HEADINGS, ...ROWS]));
    expect(registry.records).toEqual(expected);
    expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
  });

  it.each(DRAWINGS)("%s: with what stands around it in a mail", (_, draw) => {
    const drawn = draw([HEADINGS, ...ROWS]);
    const quoted = `On Monday Ada wrote:\n${drawn.replace(/^/gm, "> ")}`;
    expect(fromText(quoted).registry.records).toEqual(expected);
    expect(fromText(drawn.replace(/^/gm, ">> ")).registry.records).toEqual(expected);
  });

  it.each(DRAWINGS)("%s: with numbers of lines, fences, or NBSP", (name, draw) => {
    const drawn = draw([HEADINGS, ...ROWS]);
    const numbered = drawn
      .trimEnd()
      .split("\n")
      .map((line, i) => `${String(i + 1).padStart(6)}\t${line}`)
      .join("\n");
    expect(fromText(numbered).registry.records).toEqual(expected);
    for (const fence of ["```", "~~~~"])
      expect(
        fromText(`See this:\n\n${fence}\n${drawn}${fence}\n\nMore?\n`).registry.records,
      ).toEqual(expected);
    if (!name.startsWith("AsciiDoc"))
      expect(fromText(drawn.replaceAll(" ", "\u00a0")).registry.records).toEqual(expected);
  });

  it.each(DRAWINGS)("%s: any cells", (name, draw) => {
    const word = fc.stringMatching(/^[A-Za-z][A-Za-z0-9.+-]{0,12}$/);
    const cell = fc.array(word, { maxLength: 4 }).map((words) => words.join(" "));
    const cells = fc
      .tuple(word, fc.nat(65535), fc.constantFrom("tcp", "udp", "sctp"), cell, cell, cell)
      .map(([keyword, port, protocol, description, unauthorizedUse, notes]) =>
        row({ name: keyword, port: String(port), protocol, description, unauthorizedUse, notes }),
      );
    fc.assert(
      fc.property(fc.array(cells, { minLength: 1, maxLength: 8 }), (rows) => {
        const { registry } = fromText(draw([HEADINGS, ...rows]));
        expect(registry.records, name).toEqual(recordsOf(rows));
      }),
      { numRuns: 30 },
    );
  });

  it("of psql goes on in the next line where it says so by a plus", () => {
    const { registry } = fromText(` Service Name | Port Number | Transport Protocol | Description
--------------+-------------+--------------------+-------------
 one          | 1           | tcp                | first line +
              |             |                    | second line
 c++          | 2           | tcp                | C++
`);
    expect(registry.records.map(({ name, description }) => [name, description])).toEqual([
      ["one", "first line second line"],
      ["c++", "C++"],
    ]);
  });

  it("may have other headings, in another order", () => {
    const { registry, problems } = fromText(`+------+----------+---------+-------+
| port | protocol | service | notes |
+------+----------+---------+-------+
|   80 | tcp      | http    | a web |
+------+----------+---------+-------+
`);
    expect(registry.records).toEqual([
      { name: "http", port: 80, protocol: "tcp", contacts: [], references: [], notes: "a web" },
    ]);
    const renamed = problems.filter(({ code }) => code === "text/column-renamed");
    expect(renamed).toHaveLength(4);
  });

  it("of Markdown has cells parted by any pipe, of code, or too few", () => {
    const { registry, problems } =
      fromText(`| Service Name | Port Number | Transport Protocol | Description |
|-|-:|:-:|-|
|one|1|tcp|first|
| \`two\` | 2 | **tcp** | second \\| last |
| six | 6 | tcp | |
| ten | 10 | tcp |
| ten | 10 | udp | |
`);
    expect(registry.records.map(({ name, description }) => [name, description])).toEqual([
      ["one", "first"],
      ["two", "second | last"],
      ["six", undefined],
      ["ten", undefined],
      ["ten", undefined],
    ]);
    const told = problems.filter(({ code }) => code.startsWith("text/row"));
    expect(told.map(({ code, start }) => [code, start?.line])).toEqual([["text/row-short", 6]]);
  });

  it("reports lines inside and below it that may be rows", () => {
    const drawn = boxed([HEADINGS, ...ROWS]).split("\n");
    drawn.splice(5, 0, "This row was pasted by accident");
    const { registry, problems } = fromText(`${drawn.join("\n")}\nhttp  81  tcp  lost\nThanks!\n`);
    expect(registry.records).toEqual(expected);
    const errors = problems.filter(({ severity }) => severity === "error");
    expect(errors.map(({ code, start }) => [code, start?.line])).toEqual([
      ["text/row-unreadable", 6],
      ["text/row-unreadable", 13],
    ]);
  });
});

test("a heading names its column; its place counts in IANA's order only", () => {
  const { registry, problems } =
    fromText(`| Port Number | Transport Protocol | Service Name | Owner |
|---|---|---|---|
| 1 | tcp | one | somebody |
`);
  expect(registry.records).toEqual([
    { name: "one", port: 1, protocol: "tcp", contacts: [], references: [] },
  ]);
  expect(problems.map(({ code }) => code)).toContain("text/column-unknown");
});

describe("a copy with tabs", () => {
  const head = HEADINGS.join("\t");
  const whole = "one\t1\ttcp\tFirst\t[A]\t[A]\t\t\t\t\t\t";

  it("reports a row that is cut short, and a line between rows", () => {
    const { registry, problems } = fromText(
      `${head}\n${whole}\ntwo\t2\ttcp\tSecond\t[A]\n${whole}\nThis line was pasted by accident\nten\t10\ttcp\tTenth\t\t\t\t\t\t\t\t\n`,
    );
    expect(registry.records.map(({ name }) => name)).toEqual(["one", "two", "one", "ten"]);
    const told = problems.filter(({ code }) => code.startsWith("text/row"));
    expect(told.map(({ code, start }) => [code, start?.line])).toEqual([
      ["text/row-short", 3],
      ["text/row-unreadable", 5],
    ]);
  });

  it("may lack headings", () => {
    const { registry, dialect } = fromText(`${whole}\n${whole.replace("tcp", "udp")}\n`);
    expect(dialect).toBe("tab");
    expect(registry.records.map(({ protocol }) => protocol)).toEqual(["tcp", "udp"]);
  });

  it("may be quoted in a mail", () => {
    const { registry } = fromText(`> ${head}\n> ${whole}\n>> ${whole}\n`);
    expect(registry.records.map(({ name }) => name)).toEqual(["one", "one"]);
  });
});

test("a table of contacts is no registry", () => {
  const ruler = "+------+------+------+------+------+";
  const rows = ["| ID | Name | Organization | Contact URI | Last Updated |", "| [A] | A | | | |"];
  const { problems } = fromText([ruler, rows[0], ruler, rows[1], ruler].join("\n"));
  expect(problems.map(({ code }) => code)).toContain("text/not-recognised");
});

test("empty cells of Textile and Jira are two bars, and links of AsciiDoc are their labels", () => {
  const cells = ["a", "1", "tcp", "One", "", "", "2001-02-03", "", "", "", "", "Note"];
  const expected = [{ name: "a", registrationDate: "2001-02-03", notes: "Note" }];
  const textile = `|_. ${HEADINGS.join("|_. ")}|\n|${cells.join("|")}|\n||8|tcp|Unassigned|||||||||\n`;
  expect(fromText(textile).registry.records).toMatchObject([...expected, { port: 8 }]);
  const jira = `||${HEADINGS.join("||")}||\n|${cells.join("|")}|\n||8|tcp|Unassigned|||||||||\n`;
  expect(fromText(jira).registry.records).toMatchObject([...expected, { port: 8 }]);
  const moin = `||${HEADINGS.join("||")}||\n||${cells.map((cell) => cell || " ").join("||")}||\n`;
  expect(fromText(moin).registry.records).toMatchObject(expected);
  const linked = cells
    .with(4, "[link:#IESG[IESG]]")
    .with(8, "[https://www.iana.org/go/rfc1[RFC1]]");
  const asciidoc = `[cols="12*"]\n|===\n|${HEADINGS.join("\n|")}\n\n|${linked.join(" |")}\n|===\n`;
  expect(fromText(asciidoc).registry.records).toMatchObject([
    { assignees: ["IESG"], references: [{ type: "rfc", data: "rfc1" }] },
  ]);
});

test("rows under headings that do not fit are no records", () => {
  const rows = [
    "Web UI | 8080 (default) | over TLS | a",
    "API | none | gRPC, HTTP | b",
    "x y | - | ? | c",
  ];
  const { registry, problems } = fromText(
    `Service | Port | Protocol | Description\n---|---|---|---\n${rows.join("\n")}\n`,
  );
  expect(registry).toEqual(createRegistry());
  expect(problems.map(({ code }) => code)).toContain("text/rows-implausible");
});

describe.skipIf(!hasProgram("sqlite3"))("what sqlite3 draws (needs sqlite3)", () => {
  it.each(["box", "column", "table", "markdown", "list", "tabs"])("%s", (mode) => {
    const values = ROWS.map((cells) => `(${cells.map((text) => `'${text}'`).join(",")})`);
    const names = HEADINGS.map((heading) => `"${heading}"`).join(",");
    const drawn = execFileSync("sqlite3", [":memory:"], {
      encoding: "utf8",
      input: `.headers on\n.mode ${mode}\ncreate table t (${names});\ninsert into t values ${values.join(",")};\nselect * from t;\n`,
    });
    expect(fromText(drawn).registry.records).toEqual(recordsOf(ROWS));
  });

  /** Words of every length, so that a break falls inside them, before and behind blanks. */
  const LONG = Array.from({ length: 40 }, (_, i) => "abcdefghij".slice(0, 1 + (i % 9))).join(" ");

  it.each(
    ["box", "column", "table", "markdown"].flatMap((mode) =>
      ["", "--wrap 37", "--wrap 71", "--wrap 60 --wordwrap on"].map((wrap) => ({ mode, wrap })),
    ),
  )("$mode $wrap with cells that are broken", ({ mode, wrap }) => {
    const rows = Array.from({ length: 12 }, (_, i) => [
      ...[`name-${i}`, String(100 + i), i % 2 === 0 ? "tcp" : "udp"],
      ...[LONG.slice(i, i + 130).trim(), "", "", "", "", "", "", ""],
      i % 3 === 0 ? LONG.slice(2 * i).trim() : "",
    ]);
    const values = rows.map((cells) => `(${cells.map((text) => `'${text}'`).join(",")})`);
    const drawn = execFileSync("sqlite3", [":memory:"], {
      encoding: "utf8",
      input: `.headers on\n.mode ${mode} ${wrap}\ncreate table t (${HEADINGS.map((heading) => `"${heading}"`).join(",")});\ninsert into t values ${values.join(",")};\nselect * from t;\n`,
    });
    expect(fromText(drawn).registry.records).toEqual(recordsOf(rows));
  });
});

it("AsciiDoc as pandoc writes it, with rows over several lines", () => {
  const { registry } = fromText(`[cols=",,2*",options="header",]
|===
|Service Name |Port Number
|Transport Protocol |Description
|one |1 |tcp |First words
and the rest

|two |2 |tcp |Some
words |three |3 |tcp
|Third
|===
`);
  expect(registry.records.map(({ name, port, description }) => [name, port, description])).toEqual([
    ["one", 1, "First words and the rest"],
    ["two", 2, "Some words"],
    ["three", 3, "Third"],
  ]);
});
