import { fromCsv, streamCsv } from "@portolan/csv";
import { COLUMNS, collectParts, type ParseResult } from "@portolan/model";
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

  test("whose rows are not parted by line breaks is refused", () => {
    const rows = ["Service Name,Port Number", "http,80", "ssh,22"].join("\u241E");
    const result = fromCsv(rows);
    expect(found(result).at(-1)).toBe("csv/rows-in-header 1:40");
    expect(result.problems.at(-1)?.severity).toBe("error");
  });

  test("with cells that are filled up with blanks is read without them", () => {
    const { registry } = fromCsv(
      "Service Name \tPort Number \tTransport Protocol\tAssignee \tRegistration Date \nhttp         \t80          \ttcp               \t[IESG]   \t2001-02           \n",
    );
    expect(registry.records).toEqual([
      {
        ...{ name: "http", port: 80, protocol: "tcp", assignees: ["IESG"], contacts: [] },
        ...{ references: [], registrationDate: "2001-02" },
      },
    ]);
  });

  test("with a blank after each comma is read without them", () => {
    const { registry } = fromCsv(
      "Service Name, Port Number, Transport Protocol, Contact, Reference\nhttp, 80, tcp, [IESG][Ada], [RFC9110]\n",
    );
    expect(registry.records).toMatchObject([
      {
        ...{ name: "http", port: 80, protocol: "tcp", contacts: ["IESG", "Ada"] },
        references: [{ type: "rfc", data: "rfc9110" }],
      },
    ]);
  });

  const SOME = "Service Name,Port Number,Transport Protocol\nhttp,80,tcp\n";

  test.each([
    [20, ["http"]],
    [21, []],
  ])("with %i lines above its headings, read whole as in pieces", async (count, expected) => {
    const above = Array.from({ length: count }, (_, at) => `line ${at}\n`).join("");
    const whole = fromCsv(above + SOME);
    expect(names(whole)).toEqual(expected);
    expect(whole.problems[0]).toMatchObject(
      count > 20
        ? { code: "csv/not-the-registry", values: { found: "line 0" } }
        : { code: "csv/lines-above", values: { count, found: "line 0" }, start: { line: 1 } },
    );
    const inPieces = await collectParts(streamCsv((above + SOME).match(/.{1,7}/gs) ?? []));
    expect(inPieces).toEqual(whole);
  });

  test("with three headings below other lines has them, and with two has none", () => {
    expect(names(fromCsv(`Of today\n\n${SOME}`))).toEqual(["http"]);
    const two = SOME.replaceAll(/,(?:Transport Protocol|tcp)/g, "");
    expect(names(fromCsv(two))).toEqual(["http"]);
    expect(found(fromCsv(`Of today\n\n${two}`))).toEqual(["csv/not-the-registry 1:1"]);
  });

  test.each([
    ["Service Name,Port Number,Transport Protocol,x,y,z", "csv/no-records"],
    ["Service Name,Port Number,Transport Protocol,x,y,z,w", "csv/rows-in-header"],
  ])("whose headings are strange for the most part has its rows in them: %s", (header, code) => {
    expect(found(fromCsv(`${header}\n`)).at(-1)).toBe(`${code} 2:1`);
  });

  test.each([
    [SOME, "Description ", " x "],
    [SOME.replace("Port Number", "Port Number "), "Description ", "x"],
    [SOME.replace("Port Number", " Port Number"), " Description", "x"],
  ])(
    "with blanks at more than one heading has blanks around its cells %#",
    (some, heading, text) => {
      const [first, row] = some.trimEnd().split("\n");
      const { registry } = fromCsv(`${first},${heading}\n${row}, x \n`);
      expect(registry.records[0]?.description).toBe(text);
    },
  );

  test.each(["sep=;\n", '"sep=;"\r\n', "SEP=;\r", "\uFEFFsep=;\n\n"])(
    "that names its separator is cut by that, and by nothing else: %j",
    (line) => {
      const rows = SOME.replaceAll(",", ";");
      expect(names(fromCsv(line + rows))).toEqual(["http"]);
      expect(names(fromCsv(line.replace(";", "|") + rows))).toEqual([]);
    },
  );

  test.each([
    ["rows under IANA's columns, of which one has no port", "a,,tcp,,,,,,,,,\n", ["a"]],
    ["rows that have no number at all", "a,,,,,,,,,,,\n", []],
    ["eleven cells", "a,1,tcp,,,,,,,,\n", []],
    ["another protocol", "a,1,ip,,,,,,,,,\n", []],
  ])("without headings has %s", (_, source, expected) => {
    expect(names(fromCsv(source))).toEqual(expected);
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
      rows: ["x,99999,ddp,,x,,2020,,,-1,,"],
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

describe("copies that went through other programs", () => {
  const SHORT = ["Service Name", "Port Number", "Transport Protocol", "Description"];
  const quiet = (result: ParseResult): readonly string[] =>
    found(result).filter((problem) => !problem.startsWith("csv/column-missing"));

  test.each([";", "\t", "|", "^", "~", "\u001f"])(
    "any separator, quotes included: %j",
    (delimiter) => {
      const source = [
        SHORT.join(delimiter),
        ["whoispp", "63", "tcp", '"one\nsays ""two"""'].join(delimiter),
        ["rje", "5", "tcp", `"a${delimiter}b"`].join(delimiter),
      ].join("\n");
      const result = fromCsv(source);
      expect(result.registry.records.map(({ description }) => description)).toEqual([
        'one\nsays "two"',
        `a${delimiter}b`,
      ]);
      expect(quiet(result)).toEqual(["csv/delimiter 1:1"]);
    },
  );

  test("a first line that names the separator", () => {
    const result = fromCsv("sep=;\r\nService Name;Port Number\r\na;1\r\n");
    expect([names(result), quiet(result)]).toEqual([["a"], ["csv/delimiter 2:1"]]);
  });

  test.each([
    "Service_Name,Port_Number,Transport_Protocol,Description",
    "serviceName,portNumber,transportProtocol,description",
    "SERVICE-NAME,PORT-NUMBER,TRANSPORT-PROTOCOL,DESC",
    "name,port,protocol,desc",
    "Service,Port,Protocol,Description",
    "service,ports,proto,descr",
  ])("headings of exports: %s", (header) => {
    const result = fromCsv(`${header}\nhttp,80,tcp,World Wide Web\n`);
    expect(result.registry.records).toMatchObject([
      { name: "http", port: 80, protocol: "tcp", description: "World Wide Web" },
    ]);
    expect(quiet(result)[0]).toBe("csv/column-renamed 1:1");
  });

  test.each(["Name,Size", "Description,Reference", "Decimal,Keyword,Protocol", "Port,Ship"])(
    "headings of something else are shown: %s",
    (header) => {
      const result = fromCsv(`${header}\na,b,c\n`);
      expect([names(result), found(result)]).toEqual([[], ["csv/not-the-registry 1:1"]]);
      expect(result.problems[0]?.message).toContain(header);
    },
  );

  test("IANA's own heading wins over a short name", () => {
    const result = fromCsv("Name,Service Name,Port Number\nx,http,80\n");
    expect(names(result)).toEqual(["http"]);
    expect(quiet(result)).toEqual(["csv/column-unknown 1:1"]);
  });

  test("a spreadsheet saved whole: 16,384 columns, blank rows, padded cells", () => {
    const rest = ",".repeat(16_372);
    const result = fromCsv(
      `${HEADER}${rest}\n${HTTP}${rest}\n${",".repeat(16_383)}\na,1,udp,,,,,,,,,\n`,
    );
    expect(names(result)).toEqual(["http", "a"]);
    expect(found(result)).toEqual(["csv/columns-unnamed 1:1", "csv/blank-lines 3:1"]);
    const padded = fromCsv(lines("\u00a0a\u00a0, 80\u00a0,tcp\u00a0,,,,\u00a02020-01,,,,,"));
    expect(padded.registry.records).toMatchObject([
      { name: "a", port: 80, protocol: "tcp", registrationDate: "2020-01" },
    ]);
    expect(padded.problems).toEqual([]);
  });

  /** Reads dates of registration, one a row. */
  function dates(...texts: readonly string[]): readonly [dates: unknown, problems: unknown] {
    const rows = texts.map((text, i) => `a${i},${i},tcp,,,,${text},,,,,`);
    const { registry, problems } = fromCsv(lines(...rows));
    return [
      registry.records.map(({ registrationDate }) => registrationDate),
      problems.map(({ code, values, start }) => [code, values?.count, start?.line]),
    ];
  }

  test.each([
    [
      ["2024/12/20", "2024.1.2", "2024/12", "12/2024"],
      ["2024-12-20", "2024-01-02", "2024-12", "2024-12"],
    ],
    [
      ["18/05/2017", "05/06/2017"],
      ["2017-05-18", "2017-06-05"],
    ],
    [
      ["05/06/2017", "5/18/2017"],
      ["2017-05-06", "2017-05-18"],
    ],
    [
      ["20.12.2024", "1.2.2024"],
      ["2024-12-20", "2024-02-01"],
    ],
    [
      ["2024-12-20 00:00:00", "2024-12-20T10:00:00Z"],
      ["2024-12-20", "2024-12-20"],
    ],
    [
      ["20241220", "20-Dec-2024", "May 2017"],
      ["2024-12-20", "2024-12-20", "2017-05"],
    ],
  ])("dates that their column proves: %j", (texts, expected) => {
    expect(dates(...texts)).toEqual([expected, [["table/dates-rewritten", texts.length, 2]]]);
  });

  test.each([
    [["05/06/2017", "06/07/2017"]],
    [["18/05/2017", "05/18/2017"]],
    [["18/05/17", "19/05/17"]],
    [["31/02/2017"]],
  ])("dates that nothing proves stay as they are: %j", (texts) => {
    expect(dates(...texts)).toEqual([texts, [["table/dates-unclear", texts.length, 2]]]);
  });

  test("what is no date at all is told for its row", () => {
    expect(dates("soon", "2024-13-01")).toEqual([
      ["soon", "2024-13-01"],
      [
        ["record/date-invalid", undefined, 2],
        ["record/date-invalid", undefined, 3],
      ],
    ]);
  });

  test("a port with decimals is the whole number, and nothing else is", () => {
    const result = fromCsv(
      lines("a,80.0,tcp,,,,,,,,,", "b,80.5,tcp,,,,,,,,,", "c,99999.0,tcp,,,,,,,,,"),
    );
    expect(result.registry.records.map(({ port }) => port)).toEqual([80, undefined, undefined]);
    expect(found(result)).toEqual([
      "record/port-invalid 3:3",
      "record/port-invalid 4:3",
      "table/ports-decimal 2:3",
    ]);
  });
});

test("hundreds of thousands of columns are read in time", () => {
  // Squared, this took minutes.
  const start = performance.now();
  for (const heading of ["", "x"]) {
    const head = `Service Name,Port Number,Transport Protocol${`,${heading}`.repeat(150_000)}`;
    const { registry } = fromCsv(`${head}\nhttp,80,tcp\n`);
    expect(registry.records).toMatchObject([{ name: "http", port: 80, protocol: "tcp" }]);
  }
  expect(performance.now() - start).toBeLessThan(20_000);
});
