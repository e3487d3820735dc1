import { fromText } from "@portolan/text";
import { describe, expect, it } from "vitest";

const HEADINGS = ["Service Name", "Port Number", "Transport Protocol", "Description"];

/** Gives the first columns of each record, and the lines of which something is told. */
function read(lines: readonly string[]) {
  const { registry, problems } = fromText(lines.join("\n"));
  const rows = registry.records.map(({ name, port, protocol, description }) =>
    [name, port, protocol, description].join("|"),
  );
  const told = problems
    .filter(({ code }) => /line|row/.test(code))
    .map(({ code, start }) => `${start?.line} ${code}`);
  return { rows, told };
}

const ROWS = ["one|1|tcp|First", "|2|udp|Second"];

describe("a table of AsciiDoc", () => {
  const table = (
    lines: readonly string[],
    attributes: string,
    head = [`|${HEADINGS.join(" |")}`],
  ) => read([attributes, "|===", ...head, "", ...lines, "|==="]);
  const TALL = HEADINGS.map((heading) => `|${heading}`);
  const BODY = ["|one |1 |tcp |First", "| |2 |udp |Second"];

  it.each([
    '[cols="4*"]',
    '[cols="1,2,3,4"]',
    '[cols="1;2;3;4"]',
    '[cols="1,3*", options="header"]',
    '[cols="2*<,2*^.>e"]',
    "[cols=4*,options=header]",
    '[%header,cols="1,1,1,1"]',
  ])("has as many columns as %s says", (attributes) => {
    expect(table(BODY, attributes, TALL)).toEqual({ rows: ROWS, told: [] });
  });

  it("has as many columns as its first line, where nothing says it", () => {
    expect(table(BODY, '[options="header"]').rows).toEqual(ROWS);
    expect(table([BODY.join(" ")], "").rows).toEqual(ROWS);
    expect(
      table(
        BODY.flatMap((line) => line.split(/ (?=\|)/)),
        "",
      ).rows,
    ).toEqual(ROWS);
    expect(table(BODY, "", TALL).rows).toEqual([]);
  });

  it("ends with the text, or at the line with which it began", () => {
    const lines = ["|===", `|${HEADINGS.join(" |")}`, ...BODY];
    expect(read(lines).rows).toEqual(ROWS);
    expect(read([...lines, "|====", "|x |3 |tcp |Third", "|==="]).rows.slice(0, 2)).toEqual(ROWS);
    expect(read([...lines, "|===", "|x |3 |tcp |Third"]).rows).toEqual(ROWS);
  });

  it("goes on with a cell in the next line, which is told where it is not wrapped", () => {
    expect(table(["|one |1 |tcp |First", "of all | |2 |udp |Second"], "")).toEqual({
      rows: ["one|1|tcp|First of all", ROWS[1]],
      told: ["6 text/line-joined"],
    });
    const well = "IANA assigned this well-formed service name.";
    expect(table(["|one |1 |tcp |First", well, BODY[1] ?? ""], "")).toEqual({
      rows: [`one|1|tcp|First ${well}`, ROWS[1]],
      told: [],
    });
  });

  it.each([
    [3, 11, true],
    [3, 12, false],
    [2, 11, false],
  ])("is wrapped with %i lines that lack at most %i signs: %s", (full, lack, isWrapped) => {
    const width = 80;
    const filled = (start: string, length: number) =>
      `${start.padEnd(length, " word").slice(0, length - 1)}s`;
    const lines = Array.from({ length: full }, (_, i) => [
      filled(`|name-${i} |${i} |tcp |`, i === 0 ? width : width - lack),
      "and".padEnd(lack, "d"),
    ]).flat();
    expect(table(lines, "").told.length === 0).toBe(isWrapped);
  });

  it("has links as their labels, and escaped bars", () => {
    expect(table(["|one |1 |tcp |link:a[First] \\| https://b.example[b]"], "").rows).toEqual([
      "one|1|tcp|First | b",
    ]);
  });
});

describe("a table of a wiki", () => {
  it.each([
    ["DokuWiki", "^", "|", " "],
    ["Jira", "||", "|", ""],
    ["Jira with blanks", "||", "|", " "],
    ["MoinMoin", "||", "||", " "],
  ])("of %s is read with its empty cells", (_, head, bar, blank) => {
    const line = (border: string, cells: readonly string[]): string =>
      border +
      cells.map((cell) => `${blank}${cell}${blank || (cell === "" ? " " : "")}${border}`).join("");
    const lines = [line(head, HEADINGS), ...ROWS.map((row) => line(bar, row.split("|")))];
    expect(read(lines)).toEqual({ rows: ROWS, told: [] });
    expect(read([...lines, "", line(bar, ["x", "3", "tcp", "Third"])]).rows.slice(0, 2)).toEqual(
      ROWS,
    );
  });

  it("has two bars for an empty cell where cells have one between them", () => {
    const lines = [
      `||${HEADINGS.join("||")}||`,
      "|one|1|tcp|First|",
      "||2|udp|Second|",
      "|ten||tcp|Tenth|",
    ];
    expect(read(lines).rows).toEqual([...ROWS, "ten||tcp|Tenth"]);
  });

  it("may lack its last bar", () => {
    expect(read([`||${HEADINGS.join("||")}`, "|one|1|tcp|First", "| |2|udp|Second"]).rows).toEqual(
      ROWS,
    );
  });

  it("tells a line between its rows, and ends where none follow", () => {
    const head = `||${HEADINGS.join("||")}||`;
    const rows = ["|one|1|tcp|First|", "| |2|udp|Second|"];
    expect(read([head, "Words", ...rows])).toEqual({ rows: ROWS, told: ["2 text/row-unreadable"] });
    expect(read([head, rows[0] ?? "", "Words", rows[1] ?? ""]).rows).toEqual(ROWS);
    expect(read([head, ...rows, "Words"]).rows).toEqual(ROWS);
    const between = (count: number): number =>
      read([head, rows[0] ?? "", ...Array(count).fill("Words"), rows[1] ?? ""]).rows.length;
    expect([between(20), between(21)]).toEqual([2, 1]);
  });
});

describe("a table of MediaWiki", () => {
  const HEAD = `! ${HEADINGS.join(" !! ")}`;
  const BODY = ["|-", "| one || 1 || tcp || First", "|-", "| || 2 || udp || Second"];

  it.each([
    ["cells beside each other", ['{| class="wikitable"', HEAD, ...BODY, "|}"]],
    [
      "a cell a line",
      [
        "{|",
        ...HEADINGS.map((heading) => `! ${heading}`),
        ...BODY.flatMap((line) =>
          line
            .replace(/^\| /, "|| ")
            .split(/ ?(?=\|\|)/)
            .map((cell) => cell.replace("||", "|")),
        ),
        "|}",
      ],
    ],
    [
      "a caption, and a border above the headings",
      ["{|", "|+ Services", "|-", HEAD, ...BODY, "|}"],
    ],
    [
      "cells with attributes",
      [
        "{|",
        HEAD.replace("! ", '! scope="col" | '),
        ...BODY.map((line) => line.replace("|| 1", '|| style="x" class="y" | 1')),
        "|}",
      ],
    ],
    ["no end", ["{|", HEAD, ...BODY]],
    ["text behind it", ["{|", HEAD, ...BODY, "|}", "| x || 3 || tcp || Third"]],
    ["another table behind it", ["{|", HEAD, ...BODY, "{|", "| x || 3 || tcp || Third", "|}"]],
  ])("is read with %s", (_, lines) => {
    expect(read(lines).rows).toEqual(ROWS);
  });

  it("goes on with a cell in the next line, which is told unless the registry has such lines", () => {
    const well = "IANA assigned this well-formed service name.";
    expect(read(["{|", HEAD, ...BODY, well, "|}"])).toEqual({
      rows: [ROWS[0], `${ROWS[1]} ${well}`],
      told: [],
    });
    expect(read(["{|", HEAD, ...BODY, "of two", "|}"])).toEqual({
      rows: [ROWS[0], `${ROWS[1]} of two`],
      told: ["7 text/line-joined"],
    });
    expect(read(["{|", HEAD, "|-", "lost", ...BODY.slice(1), "|}"])).toEqual({
      rows: ROWS,
      told: ["4 text/line-joined"],
    });
  });
});

describe("a cell over several columns or rows", () => {
  const asciidoc = (...lines: readonly string[]) =>
    read(["|===", `|${HEADINGS.join(" |")}`, "", ...lines, "|==="]);
  const wiki = (...lines: readonly string[]) =>
    read(["{|", `! ${HEADINGS.join(" !! ")}`, ...lines.flatMap((line) => ["|-", line]), "|}"]);
  const LAST = "four|4|tcp|Fourth";

  it.each([
    [".2+|one |1 |tcp |First", "|2 |tcp |Second"],
    [".2+|one |1 .2+|tcp |First", "|2 |Second"],
    [".2+|one", "|1 |tcp |First |2 |tcp |Second"],
  ])("of AsciiDoc is in each of its rows: %s", (...lines) => {
    const rows = ["one|1|tcp|First", "one|2|tcp|Second", LAST];
    expect(asciidoc(...lines, "|four |4 |tcp |Fourth")).toEqual({ rows, told: [] });
  });

  it("of AsciiDoc is in the first of its columns, or in all for an asterisk", () => {
    const rows = ["rtp||udp|Media", "9|9|tcp|Discard", LAST];
    expect(asciidoc("2+|rtp |udp |Media", "2*|9 |tcp |Discard", "|four |4 |tcp |Fourth")).toEqual({
      rows,
      told: [],
    });
  });

  it.each([
    ['| rowspan="2" | one || 1 || tcp || First', "| 2 || tcp || Second"],
    ["|rowspan=2| one || 1 || rowspan = '2' style=\"x: y\" | tcp || First", "| 2 || Second"],
    ["| rowspan=2 | one\n| 1\n| tcp\n| First", "| 2\n| tcp\n| Second"],
  ])("of MediaWiki is in each of its rows: %s", (...lines) => {
    const rows = ["one|1|tcp|First", "one|2|tcp|Second", LAST];
    expect(wiki(...lines, "| four || 4 || align=right | tcp || Fourth")).toEqual({
      rows,
      told: [],
    });
  });

  it("of MediaWiki is in the first of its columns", () => {
    const rows = ["rtp||udp|Media", "|8|tcp|Unassigned", LAST];
    expect(
      wiki(
        "| colspan=2 | rtp || udp || Media",
        "| || 8 || tcp || colspan=99 | Unassigned",
        "| four || 4 || tcp || Fourth",
      ).rows,
    ).toEqual(rows);
  });

  it("that is alone in its row is no record", () => {
    const { rows, told } = wiki(
      "| one || 1 || tcp || First",
      "! colspan=4 | Others",
      "| four || 4 || tcp || Fourth",
    );
    expect(rows).toEqual(["one|1|tcp|First", LAST]);
    expect(told).toEqual(["6 text/row-unreadable"]);
    expect(asciidoc("|one |1 |tcp |First", "4+|Others", "|four |4 |tcp |Fourth")).toEqual({
      rows,
      told: ["5 text/row-unreadable"],
    });
  });
});
