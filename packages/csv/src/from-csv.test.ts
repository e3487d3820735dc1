import { fromCsv } from "@portolan/csv";
import { COLUMNS, type ParseResult } from "@portolan/model";
import { describe, expect, test } from "vitest";

const HEADINGS = COLUMNS.map(({ heading }) => heading);
const HEADER = HEADINGS.join(",");

/** Writes a source of IANA's header line and the given lines. */
function lines(...rows: readonly string[]): string {
  return [HEADER, ...rows, ""].join("\r\n");
}

function names({ registry }: ParseResult): readonly (string | undefined)[] {
  return registry.records.map(({ name }) => name);
}

/** Lists the problems as `code line:column`. */
function found({ problems }: ParseResult): readonly string[] {
  return problems.map(({ code, start }) => `${code} ${start?.line}:${start?.column}`);
}

const HTTP = "http,80,tcp,World Wide Web HTTP,[IESG],[IETF_Chair],,2021-10-01,[RFC9110],,,";
const SSH = "ssh,22,tcp,Secure Shell,[A][B],[A][B],2020,2021-10-01,[RFC4251],,,";

describe("well-formed files", () => {
  test("a row becomes a record, and its offset is known", () => {
    const source = lines(HTTP);
    const { registry, problems, offsets } = fromCsv(source);
    expect(problems).toEqual([]);
    expect(registry.records).toEqual([
      {
        name: "http",
        port: 80,
        protocol: "tcp",
        description: "World Wide Web HTTP",
        assignees: ["IESG"],
        contacts: ["IETF_Chair"],
        modificationDate: "2021-10-01",
        references: [{ type: "rfc", data: "rfc9110" }],
      },
    ]);
    expect(offsets).toEqual([source.indexOf("http")]);
  });

  test.each([
    ["CRLF", "\r\n"],
    ["LF", "\n"],
    ["CR", "\r"],
  ])("rows may end with %s", (_, lineBreak) => {
    const result = fromCsv([HEADER, HTTP, "a,1,udp,,,,,,,,,", ""].join(lineBreak));
    expect([names(result), result.problems]).toEqual([["http", "a"], []]);
  });

  test("line ends may be mixed, the last one missing", () => {
    const result = fromCsv(`${HEADER}\n${HTTP}\r\na,1,udp,,,,,,,,,\rb,2,udp,,,,,,,,,`);
    expect([names(result), result.problems]).toEqual([["http", "a", "b"], []]);
  });

  test("a byte order mark is no part of the first heading", () => {
    const source = `\uFEFF${lines(HTTP)}`;
    const result = fromCsv(source);
    expect([names(result), result.problems]).toEqual([["http"], []]);
    expect(result.offsets).toEqual([source.indexOf("http")]);
  });

  test("cells stay as they are: line breaks, doubled quotes, blanks at the edges", () => {
    const { registry } = fromCsv(lines('a,1,tcp,"one ""two""\nthree, four\r\n ",,,,,,,, five '));
    expect(registry.records[0]?.description).toBe('one "two"\nthree, four\r\n ');
    expect(registry.records[0]?.notes).toBe(" five ");
  });

  test("IANA's heading of 2014 is known", () => {
    const source = lines("a,1,tcp,,,,,,,,heard of,");
    const result = fromCsv(source.replace("Unauthorized Use Reported", "Known Unauthorized Uses"));
    expect(result.registry.records[0]?.unauthorizedUse).toBe("heard of");
    expect(result.problems).toEqual([]);
  });

  test("columns are found by heading, in any order and case", () => {
    const reversed = [HTTP, HEADER.toUpperCase()].map((row) => row.split(",").reverse().join(","));
    const result = fromCsv(`${reversed[1]}\n${reversed[0]}\n`);
    expect(result.registry).toEqual(fromCsv(lines(HTTP)).registry);
    expect(result.problems).toEqual([]);
  });

  test("an assignee that equals the contact is inherited", () => {
    const [record] = fromCsv(lines(SSH)).registry.records;
    expect([record?.assignees, record?.contacts]).toEqual([undefined, ["A", "B"]]);
  });
});

describe("headers and other files", () => {
  test.each([
    ["", ["csv/empty 1:1"]],
    ["\uFEFF\r\n\r\n", ["csv/empty 1:1"]],
    ["first,last\r\nAnna,Berg\r\n", ["csv/not-the-registry 1:1"]],
    ["<!DOCTYPE html>\n<title>404</title>\n", ["csv/not-the-registry 1:1"]],
  ])("%j", (source, expected) => {
    const result = fromCsv(source);
    expect(result.registry.records).toEqual([]);
    expect(found(result)).toEqual(expected);
    expect(result.problems[0]?.severity).toBe("error");
  });

  test("a header alone is an empty selection, or a file cut off: a warning", () => {
    const result = fromCsv(`${HEADER}\r\n`);
    expect(result.registry.records).toEqual([]);
    expect(found(result)).toEqual(["csv/no-records 2:1"]);
    expect(result.problems[0]?.severity).toBe("warning");
  });

  test("missing, unknown and repeated columns are named", () => {
    const result = fromCsv("Port Number,Colour,Service Name,port  number\n80,red,http,81\n");
    expect(result.registry.records).toMatchObject([{ name: "http", port: 80 }]);
    expect(found(result).slice(0, 3)).toEqual([
      "csv/column-unknown 1:13",
      "csv/column-duplicate 1:33",
      "csv/column-missing 1:45",
    ]);
    expect(result.problems).toHaveLength(2 + 10);
  });

  test("wrong quotes in the header line cost no record", () => {
    const result = fromCsv(lines(HTTP).replace("Transport", '"Transport'));
    expect(names(result)).toEqual(["http"]);
    expect(found(result)).toEqual(["csv/header-quotes 1:26"]);
  });

  test("a file without header line is read in IANA's order", () => {
    const result = fromCsv(`${HTTP}\na,1,udp,,,,,,,,,\n`);
    expect(names(result)).toEqual(["http", "a"]);
    expect(found(result)).toEqual(["csv/header-missing 1:1"]);
  });

  test("the header line of a joined file is skipped", () => {
    const result = fromCsv(lines(HTTP) + lines("a,1,udp,,,,,,,,,"));
    expect(names(result)).toEqual(["http", "a"]);
    expect(found(result)).toEqual(["csv/header-repeated 3:1"]);
  });

  test.each([";", "\t"])("spreadsheets separate with %j", (delimiter) => {
    const rows = [HEADINGS, ["a", "1", "tcp", `"x${delimiter}y, z"`, ..."12345678"]];
    const result = fromCsv(rows.map((row) => row.join(delimiter)).join("\r\n"));
    expect(result.registry.records[0]?.description).toBe(`x${delimiter}y, z`);
    expect(found(result)[0]).toBe("csv/delimiter 1:1");
  });
});

describe("bad rows", () => {
  const A = "a,1,tcp,,,,,,,,,";
  const B = "b,2,tcp,,,,,,,,,";
  const cases: readonly {
    readonly what: string;
    readonly rows: readonly string[];
    readonly names: readonly string[];
    readonly problems: readonly string[];
  }[] = [
    {
      what: "a quote never closed, to the end of the file",
      rows: [A, 'x,9,tcp,"never,,,,,,,,', B, SSH.replace("2020", "")],
      names: ["a", "b", "ssh"],
      problems: ["csv/quote-not-closed 3:9"],
    },
    {
      what: "a quote never closed, before another quoted cell",
      rows: [A, 'x,9,tcp,"never,,,,,,,,', B, 'c,3,udp,"d, e",,,,,,,,', "e,4,,,,,,,,,,"],
      names: ["a", "b", "c", "e"],
      problems: ["csv/quote-not-closed 3:9"],
    },
    {
      what: "a quote never closed, before a cell with line breaks",
      rows: ['x,9,tcp,"never,,,,,,,,', 'c,3,udp,"d\n1, 2\ne",,,,,,,,', A],
      names: ["c", "a"],
      problems: ["csv/quote-not-closed 2:9"],
    },
    {
      what: "a quote never closed that another row closes by chance",
      rows: ['x,9,tcp,"never,,,,,,,,', 'c,3,udp,",d",,,,,,,,', A],
      names: ["c", "a"],
      problems: ["csv/quote-not-closed 2:9"],
    },
    {
      what: "one bad row after the other",
      rows: ['x,9,tcp,"never,,,,,,,,', 'y,9,udp,"never,,,,,,,,', A],
      names: ["a"],
      problems: ["csv/quote-not-closed 2:9", "csv/quote-not-closed 3:9"],
    },
    {
      what: "a quote inside a cell",
      rows: ['x,9,tcp,a 5" disk,,,,,,,,', A],
      names: ["x", "a"],
      problems: ["csv/quote-in-cell 2:12"],
    },
    {
      what: "text after a closing quote",
      rows: ['x,9,tcp,"Foo" Inc,,,,,,,,', A],
      names: ["x", "a"],
      problems: ["csv/text-after-quote 2:14"],
    },
    {
      what: "a blank before an opening quote, and a comma inside",
      rows: ['x,9,tcp, "b, c",,,,,,,,', A],
      names: ["a"],
      problems: ["csv/quote-in-cell 2:10", "csv/cells-extra 2:1"],
    },
    {
      what: "too few cells and too many",
      rows: ["x,9,tcp", "y,9,tcp,b, c,,,,,,,,", A],
      names: ["x", "a"],
      problems: ["csv/cells-missing 2:1", "csv/cells-extra 3:1"],
    },
    {
      what: "a quoted text that lost its quotes",
      rows: ["x,9,tcp,one", "two,,,,,,,,", A],
      names: ["x", "a"],
      problems: ["csv/cells-missing 2:1", "csv/row-short 3:1"],
    },
    {
      what: "blank lines between rows, but not after the last",
      rows: [A, "", "", B, ""],
      names: ["a", "b"],
      problems: ["csv/blank-lines 3:1"],
    },
    {
      what: "values that the model does not know",
      rows: ["x,99999,TCP,,x,,2020,,,-1,,"],
      names: ["x"],
      problems: [
        "record/list-invalid 2:14",
        "record/port-invalid 2:3",
        "record/protocol-unknown 2:9",
        "record/date-invalid 2:17",
        "record/service-code-invalid 2:24",
      ],
    },
  ];

  test.each(cases)("$what", ({ rows, names: expected, problems }) => {
    const result = fromCsv(lines(...rows));
    expect(names(result)).toEqual(expected);
    expect(found(result)).toEqual(problems);
    expect(result.offsets).toHaveLength(expected.length);
  });

  test("a file that was cut off", () => {
    const result = fromCsv(`${lines(A)}b,2,tc`);
    expect(names(result)).toEqual(["a"]);
    expect(found(result)).toEqual(["csv/cut-off 3:1"]);
  });

  test("the error of csv-parse is the cause", () => {
    const [problem] = fromCsv(lines('x,9,tcp,"never,,,,,,,,', A)).problems;
    expect(problem?.cause).toMatchObject({ code: "CSV_QUOTE_NOT_CLOSED" });
    expect(problem?.end).toMatchObject({ line: 2, column: 23 });
  });

  test("takes nothing but a string", () => {
    expect(() => fromCsv(undefined as unknown as string)).toThrow(TypeError);
  });
});
