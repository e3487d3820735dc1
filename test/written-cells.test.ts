import { readRegistry } from "@portolan/convert";
import { COLUMNS, formatPort, type ServiceRecord } from "@portolan/model";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

/** The columns of a table that people make. */
const HEADINGS = ["Service Name", "Port Number", "Transport Protocol", "Description"];

type Row = readonly [name: string, port: string, protocol: string, description: string];

/** Writes a table as programs and people do: each shape by its own few lines. */
const SHAPES: Readonly<Record<string, (rows: readonly Row[]) => string>> = {
  "a.csv": (rows) => [HEADINGS, ...rows].map((row) => row.map(quoted).join(",")).join("\n"),
  "semicolons.csv": (rows) => [HEADINGS, ...rows].map((row) => row.join(";")).join("\n"),
  "tabs.tsv": (rows) => [HEADINGS, ...rows].map((row) => row.join("\t")).join("\n"),
  "without-headings.csv": (rows) =>
    rows.map((row) => [...row, ...Array<string>(8).fill("")].map(quoted).join(",")).join("\n"),
  "pasted.txt": (rows) =>
    rows.map((row) => [...row, ...Array<string>(8).fill("")].join("\t")).join("\n"),
  "rows.jsonl": (rows) =>
    rows
      .map(([name, port, protocol, description]) =>
        JSON.stringify({ name, port, protocol, description }),
      )
      .join("\n"),
  "list.json": (rows) =>
    JSON.stringify(rows.map((row) => Object.fromEntries(HEADINGS.map((key, i) => [key, row[i]])))),
  "list.yaml": (rows) =>
    rows
      .map((row) => {
        const pairs = HEADINGS.map((key, i) => `${key}: ${JSON.stringify(row[i])}`);
        return `- ${pairs.join("\n  ")}`;
      })
      .join("\n"),
  "table.md": (rows) =>
    [HEADINGS, HEADINGS.map(() => "---"), ...rows]
      .map((row) => `| ${row.join(" | ")} |`)
      .join("\n"),
  "psql.txt": (rows) =>
    [
      ` ${HEADINGS.join(" | ")}`,
      HEADINGS.map((heading) => "-".repeat(heading.length + 2)).join("+"),
      ...rows.map(
        (row) => ` ${row.map((cell, i) => cell.padEnd(HEADINGS[i]?.length ?? 0)).join(" | ")}`,
      ),
      `(${rows.length} rows)`,
    ].join("\n"),
  "page.html": (rows) =>
    `<table><tr>${HEADINGS.map((heading) => `<th>${heading}</th>`).join("")}</tr>${rows
      .map(
        (row) => `<tr>${row.map((cell) => `<td>${cell.replace("&", "&amp;")}</td>`).join("")}</tr>`,
      )
      .join("")}</table>`,
};

function quoted(cell: string): string {
  return /[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

async function read(name: string, rows: readonly Row[]): Promise<readonly ServiceRecord[]> {
  const text = `${SHAPES[name]?.(rows)}\n`;
  const { registry, problems } = await readRegistry(text, { fileName: name });
  expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
  return registry.records;
}

const shown = ({ name, port, protocol, unparsed }: ServiceRecord): string =>
  `${name} ${port === undefined ? unparsed?.port : formatPort(port)}/${protocol}`;

/** Rows that are written as the registry does, so that the table is the registry's. */
const PLAIN: readonly Row[] = [
  ["one", "1", "tcp", "First"],
  ["two", "2", "udp", "Second"],
  ["three", "3", "tcp", "Third"],
];
const PLAIN_SHOWN = ["one 1/tcp", "two 2/udp", "three 3/tcp"];

describe.each(Object.keys(SHAPES))("a table as %s", (shape) => {
  it.each([
    ["80", "TCP", "80/tcp"],
    ["53", "Udp", "53/udp"],
    ["00080", "tcp", "80/tcp"],
    ["5004.0", "SCTP", "5004/sctp"],
    ["6000\u20136063", "tcp", "6000-6063/tcp"],
    ["6000 - 6063", "tcp", "6000-6063/tcp"],
    ["06000-06063", "tcp", "6000-6063/tcp"],
    ["6000 to 6063", "tcp", "6000-6063/tcp"],
    ["6000..6063", "tcp", "6000-6063/tcp"],
    ["'0080", "tcp", "80/tcp"],
    ["443/TCP", "", "443/tcp"],
    ["443/tcp", "TCP", "443/tcp"],
    ["443 (TCP)", "", "443/tcp"],
    ["443 tcp", "", "443/tcp"],
    ["UDP 53", "", "53/udp"],
    ["tcp/443", "tcp", "443/tcp"],
    ["TCP: 6000-6063", "", "6000-6063/tcp"],
    ["53\u00b9", "udp", "53/udp"],
    ["53 [note 2]", "udp", "53/udp"],
    ["53[1][a]", "udp", "53/udp"],
    ["1.000000", "udp", "1/udp"],
    ["80,0", "tcp", "80/tcp"],
  ])("with the port %s and the protocol “%s” is understood", async (port, protocol, expected) => {
    const rows = [...PLAIN, ["x", port, protocol, "It"] as const];
    expect((await read(shape, rows)).map(shown)).toEqual([...PLAIN_SHOWN, `x ${expected}`]);
  });

  it.each([
    ["53", "tcp/udp", ["53/tcp", "53/udp"]],
    ["53", "UDP/TCP", ["53/udp", "53/tcp"]],
    ["53", "TCP, UDP", ["53/tcp", "53/udp"]],
    ["53", "tcp & udp", ["53/tcp", "53/udp"]],
    ["53", "TCP and UDP", ["53/tcp", "53/udp"]],
    ["53", "tcp or udp", ["53/tcp", "53/udp"]],
    ["53", "tcp udp", ["53/tcp", "53/udp"]],
    ["53", "tcp+udp+SCTP", ["53/tcp", "53/udp", "53/sctp"]],
    ["53", "tcp/tcp", ["53/tcp"]],
    ["053", "tcp/udp", ["53/tcp", "53/udp"]],
    ["53/tcp/udp", "", ["53/tcp", "53/udp"]],
    ["53/TCP,UDP", "tcp/udp", ["53/tcp", "53/udp"]],
  ])(
    "with the port %s and the protocols “%s” has a record for each",
    async (port, protocols, expected) => {
      const row = ["x", port, protocols, "It"] as const;
      const theirs = expected.map((place) => `x ${place}`);
      expect((await read(shape, [...PLAIN, row])).map(shown)).toEqual([...PLAIN_SHOWN, ...theirs]);
      // In most rows it is no less a table of the registry; with tabs, `53/tcp` is that of a services file.
      if (protocols === "" && shape === "pasted.txt") return;
      expect((await read(shape, [...PLAIN, row, row, row, row])).map(shown)).toEqual([
        ...PLAIN_SHOWN,
        ...[...theirs, ...theirs, ...theirs, ...theirs],
      ]);
    },
  );

  it.each([
    ["80, 443", "tcp", ["80/tcp", "443/tcp"]],
    ["80,443", "tcp", ["80/tcp", "443/tcp"]],
    ["25,465,587", "TCP", ["25/tcp", "465/tcp", "587/tcp"]],
    ["67-68, 546", "udp", ["67-68/udp", "546/udp"]],
    ["20/21", "tcp", ["20/tcp", "21/tcp"]],
    ["80 & 443", "tcp", ["80/tcp", "443/tcp"]],
    ["80, 443 and 8080", "tcp", ["80/tcp", "443/tcp", "8080/tcp"]],
    ["53, 853", "TCP/UDP", ["53/tcp", "53/udp", "853/tcp", "853/udp"]],
    ["80/tcp, 443/tcp", "", ["80/tcp", "443/tcp"]],
    ["53/tcp, 123/udp", "", ["53/tcp", "123/udp"]],
    ["TCP 80, 443, UDP 53", "", ["80/tcp", "443/tcp", "53/udp"]],
    ["80, 80", "tcp", ["80/tcp"]],
    ["[80, 443]", "tcp", ["80/tcp", "443/tcp"]],
    ["{80,443}", "tcp", ["80/tcp", "443/tcp"]],
    ["['80', '443']", "tcp", ["80/tcp", "443/tcp"]],
    ["80\u00b9, 443\u00b2", "tcp", ["80/tcp", "443/tcp"]],
  ])(
    "with the ports %s and the protocol “%s” has a record for each",
    async (ports, protocol, expected) => {
      const rows = [...PLAIN, ["x", ports, protocol, "It"] as const];
      const theirs = expected.map((place) => `x ${place}`);
      expect((await read(shape, rows)).map(shown)).toEqual([...PLAIN_SHOWN, ...theirs]);
    },
  );

  // Nothing is guessed: these stay as they are, and each is told.
  it.each([
    ["2,049", "tcp"],
    ["20,443", "tcp"],
    ["1,024-2,048", "tcp"],
    ["10,124-50,130", "tcp"],
    ["161 162", "tcp"],
    ["2 049", "tcp"],
    ["80, x", "tcp"],
    ["80/tcp, 53/udp", "tcp"],
    ["80, 65536", "tcp"],
    ["53/17", "udp"],
    ["8.000", "tcp"],
    ["8,000", "tcp"],
    ["443[tcp]", "udp"],
    ["65536", "tcp"],
    ["7000-6000", "tcp"],
    ["10:30", "tcp"],
    ["443/tcp", "udp"],
    ["80.5", "tcp"],
    ["80", "both"],
    ["80", "tcp/ddp"],
    ["80", "T"],
    ["80", "ddp"],
  ])("with the port %s and the protocol “%s” keeps them, and says so", async (port, protocol) => {
    const rows = [...PLAIN, ["x", port, protocol, "It"] as const];
    const text = `${SHAPES[shape]?.(rows)}\n`;
    const { registry, problems } = await readRegistry(text, { fileName: shape });
    expect(registry.records.map(shown)).toEqual([...PLAIN_SHOWN, `x ${port}/${protocol}`]);
    expect(problems.map(({ code }) => code)).toContainEqual(
      expect.stringMatching(/^record\/(?:port-invalid|protocol-unknown)$/),
    );
  });

  it("of which every row is written so has the same records as one that is not", async () => {
    const number = fc.integer({ min: 0, max: 65_535 });
    const zeros = fc.constantFrom("", "0", "000");
    const port = fc.oneof(
      fc.tuple(zeros, number).map(([before, n]) => [`${before}${n}`, `${n}`] as const),
      number.map((n) => [`${n}.0`, `${n}`] as const),
      fc
        .tuple(number, number, fc.constantFrom("-", "\u2013", " - ", " \u2014 ", " to ", ".."))
        .filter(([first, last]) => first <= last)
        .map(([first, last, dash]) => [`${first}${dash}${last}`, `${first}-${last}`] as const),
    );
    const protocol = fc.constantFrom("TCP", "tcp", "Udp", "SCTP", "dccp", "DCCP");
    const rows = fc.array(fc.tuple(port, protocol), { minLength: 1, maxLength: 9 });
    await fc.assert(
      fc.asyncProperty(rows, async (written) => {
        const table = written.map(
          ([[found], protocol], i): Row => [`n${i}x`, found, protocol, `Text ${i}`],
        );
        const expected = written.map(
          ([[, meant], protocol], i) => `n${i}x ${meant}/${protocol.toLowerCase()}`,
        );
        const records = await read(shape, [...PLAIN, ...table]);
        expect(records.map(shown)).toEqual([...PLAIN_SHOWN, ...expected]);
      }),
      { numRuns: 30, seed: 6335 },
    );
  });
});

describe("a table that was cut off to fit a screen", () => {
  it.each([
    [
      // PowerShell's Format-Table.
      "a name",
      "a.txt",
      [
        "Service Name Port Number Transport Protocol Description",
        "------------ ----------- ------------------ -----------",
        "ftp          21          tcp                File Transfer",
        "a-very-lo... 80          TCP                World Wide Web H...",
        "",
      ].join("\n"),
      "a-very-lo...",
    ],
    [
      // A notebook's page of pandas.
      "rows",
      "a.html",
      "<table><tr><th></th><th>name</th><th>port</th><th>protocol</th></tr><tr><td>0</td><td>ftp</td><td>21</td><td>tcp</td></tr><tr><td>...</td><td>...</td><td>...</td><td>...</td></tr></table>",
      "...",
    ],
    [
      "a name with an ellipsis",
      "a.csv",
      "name,port,protocol\nftp,21,tcp\na-very-lo\u2026,80,tcp\n",
      "a-very-lo\u2026",
    ],
    [
      "a row of JSON",
      "a.json",
      '[{"name":"ftp","port":"21","protocol":"tcp"},{"name":"b","port":"..."}]',
      "...",
    ],
  ])("is refused where it lacks %s, and the others stay", async (_, fileName, source, found) => {
    const { registry, problems } = await readRegistry(source, { fileName });
    expect(registry.records.map(shown)).toEqual(["ftp 21/tcp"]);
    expect(problems.filter(({ severity }) => severity === "error")).toMatchObject([
      { code: "table/rows-cut-off", values: { found, count: 1 } },
    ]);
  });

  it("is told where descriptions end so", async () => {
    const source = "name,port,protocol,description\na,1,tcp,Whole\nb,2,tcp,File Transfer Pr...\n";
    const { registry, problems } = await readRegistry(source);
    expect(registry.records).toHaveLength(2);
    expect(problems.find(({ code }) => code === "table/texts-cut-off")).toMatchObject({
      severity: "warning",
      start: { line: 3, column: 9 },
    });
  });

  it("is none under all of IANA's headings", async () => {
    const cells = ["a...", "1", "tcp", "Text...", ...Array<string>(8).fill("")];
    const source = [COLUMNS.map(({ heading }) => heading), cells]
      .map((row) => `${row.join(",")}\n`)
      .join("");
    const { registry, problems } = await readRegistry(source);
    expect(registry.records).toMatchObject([{ name: "a...", description: "Text..." }]);
    expect(problems).toEqual([]);
  });
});

it("several protocols in a cell are told once, where the first of them stands", async () => {
  const source = `${HEADINGS.join(",")}\na,1,tcp,A\nb,2,tcp/udp,B\nc,3,TCP/UDP,C\n`;
  const { registry, problems, offsets } = await readRegistry(source);
  expect(problems.filter(({ code }) => code.startsWith("table/"))).toMatchObject([
    {
      code: "table/protocols-joined",
      start: { line: 3, column: 5 },
      values: { found: "tcp/udp", count: 2 },
    },
  ]);
  expect(registry.records).toHaveLength(5);
  const lines = offsets?.map((offset) => source.slice(0, offset).split("\n").length);
  expect(lines).toEqual([2, 3, 3, 4, 4]);
});

describe("several ports in a cell", () => {
  it.each([
    ["a.csv", 'name,port,protocol\na,1,tcp\nb,25;465,tcp\nc,"25, 465",tcp\n'],
    ["a.csv", 'name,port,protocol\na,1,tcp\nb,"25\n465",tcp\nc,25|465,tcp\n'],
    [
      "a.html",
      "<table><tr><th>name<th>port<th>protocol<tr><td>a<td>1<td>tcp<tr><td>b<td>25<br>465<td>tcp<tr><td>c<td><ul><li>25</li><li>465</li></ul><td>tcp</table>",
    ],
  ])("are told once, where the first of them stands: %s", async (fileName, source) => {
    const { registry, problems } = await readRegistry(source, { fileName });
    expect(registry.records.map(shown)).toEqual(
      ["a 1", "b 25", "b 465", "c 25", "c 465"].map((place) => `${place}/tcp`),
    );
    expect(problems.filter(({ code }) => code.startsWith("table/"))).toMatchObject([
      { code: "table/ports-joined", values: { count: 2 } },
    ]);
  });

  it.each([
    ["a.csv", 'name,port,protocol\na,1,tcp\nb,"80\n53","tcp\nudp"\n'],
    [
      "a.html",
      "<table><tr><th>name<th>port<th>protocol<tr><td>a<td>1<td>tcp<tr><td>b<td>80<br>53<td>tcp<br>udp</table>",
    ],
  ])("whose lines may belong to those of the protocols stay: %s", async (fileName, source) => {
    const { registry, problems } = await readRegistry(source, { fileName });
    expect(registry.records.map(({ port }) => port)).toEqual([1, undefined, undefined]);
    expect(problems.map(({ code }) => code)).toContain("record/port-invalid");
  });

  it.each(["20/21", "80, 443/tcp"])("stay where nothing says what they are: %s", async (port) => {
    const source = `name,port,protocol\na,1,tcp\nb,"${port}",\n`;
    const { registry, problems } = await readRegistry(source, { fileName: "a.csv" });
    expect(registry.records[1]).toMatchObject({ unparsed: { port } });
    expect(problems.map(({ code }) => code)).toContain("record/port-invalid");
  });

  it("alone, in most rows, may count something else", async () => {
    const rows = "a,1/1\nb,1/2\nc,2/24\n";
    const { problems } = await readRegistry(`Name,Port\n${rows}`, { fileName: "a.csv" });
    expect(problems.map(({ code }) => code)).toContain("csv/rows-implausible");
  });
});

describe("cells that blanks part", () => {
  const table: readonly Row[] = [
    ["ftp", "21", "TCP", "File Transfer"],
    ["domain", "53", "TCP & UDP", "Domain Name Server"],
    ["tcpmux", "1", "TCP", "TCP Port Service Multiplexer"],
    ["ntp", "123", "udp, TCP", "Network Time Protocol"],
  ];
  const expected = [
    ...["ftp 21/tcp File Transfer", "domain 53/tcp Domain Name Server"],
    ...["domain 53/udp Domain Name Server", "tcpmux 1/tcp TCP Port Service Multiplexer"],
    ...["ntp 123/udp Network Time Protocol", "ntp 123/tcp Network Time Protocol"],
  ];
  const padded = (gap: number): string =>
    [HEADINGS, ...table]
      .map((row) => {
        const cells = row.map((cell, i) => {
          const width = Math.max(...[HEADINGS, ...table].map((its) => its[i]?.length ?? 0));
          return i === row.length - 1 ? cell : cell.padEnd(width + gap);
        });
        return `${cells.join("")}\n`;
      })
      .join("");

  it.each([
    ["one, wherever they are", [HEADINGS, ...table].map((row) => `${row.join(" ")}\n`).join("")],
    ["as many as align them, as column(1) does", padded(2)],
    ["four or more, as IANA's text has them", padded(4)],
  ])("%s, have protocols in capitals, and several", async (_, source) => {
    const { registry, problems } = await readRegistry(source);
    expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(registry.records.map((record) => `${shown(record)} ${record.description}`)).toEqual(
      expected,
    );
    expect(problems.map(({ code }) => code)).toEqual(
      expect.arrayContaining(["table/protocols-rewritten", "table/protocols-joined"]),
    );
  });
});

it.each(["list.json", "a.csv", "tabs.tsv", "page.html"])(
  "marks of empty cells are known by the ports alone in %s",
  async (shape) => {
    const rows = [
      ["a", "80.0", "TCP", "NaN"],
      ["b", "NaN", "NaN", "NaN"],
      ["c", "NaN", "udp", "Text"],
    ] as const;
    const record = { contacts: [], references: [] };
    expect(await read(shape, rows)).toEqual([
      { name: "a", port: 80, protocol: "tcp", ...record },
      { name: "b", ...record },
      { name: "c", protocol: "udp", description: "Text", ...record },
    ]);
  },
);

describe.each(["list.json", "a.csv", "tabs.tsv", "page.html", "table.md"])("in %s", (shape) => {
  it.each(["NaN", "nan", "<NA>", "\\N"])(
    "%s is no name and no protocol, as some programs write cells without one",
    async (mark) => {
      // Written plainly into a page, it is a tag.
      if (shape === "page.html" && mark.startsWith("<")) return;
      const rows = [...PLAIN, [mark, "9", "udp", "Discard"], ["b", "10", mark, "It"]] as const;
      expect((await read(shape, rows)).map(shown)).toEqual([
        ...PLAIN_SHOWN,
        "undefined 9/udp",
        "b 10/undefined",
      ]);
    },
  );

  it.each([
    [["Total", "3", "", ""]],
    [["total:", "6", "", ""]],
    [["Grand Total", "", "", "3"]],
    [["Count", "3", "", ""]],
  ] as const)("a last row that counts those above is none of them: %j", async (row) => {
    const text = `${SHAPES[shape]?.([...PLAIN, row])}\n`;
    const { registry, problems } = await readRegistry(text, { fileName: shape });
    expect(registry.records.map(shown)).toEqual(PLAIN_SHOWN);
    // A copy has its own word for a row without a port and a protocol.
    const code = shape === "table.md" && row[1] === "" ? "text/row-unreadable" : "table/totals";
    expect(problems.map((problem) => problem.code)).toContain(code);
  });

  it.each([
    [["Total", "3", "tcp", ""]],
    [["Total", "5", "", ""]],
    [["totals-db", "3", "", ""]],
    [["sum", "6551", "", "Software Update Manager"]],
  ] as const)("a row that may be a service stays: %j", async (row) => {
    expect((await read(shape, [...PLAIN, row])).map(({ name }) => name)).toEqual([
      ...["one", "two", "three"],
      row[0],
    ]);
  });
});

it("a cell of a page with a line break alone keeps it beside a name that could mark an empty cell", async () => {
  const row = (name: string, description: string): string =>
    `<tr><td>${name}</td><td>1</td><td>tcp</td><td>${description}</td></tr>`;
  const heads = HEADINGS.map((heading) => `<th>${heading}</th>`).join("");
  const { registry } = await readRegistry(
    `<table><tr>${heads}</tr>${row("-", "")}${row("a", "<br>")}</table>`,
  );
  expect(registry.records.map(({ description }) => description)).toEqual([
    undefined,
    [{ break: true }],
  ]);
});

it("a page that a program saved has dates and empty cells as the table tells", async () => {
  const headings = COLUMNS.map(({ heading }) => `<th>${heading}</th>`).join("");
  const cells = (name: string, date: string): string =>
    [name, "80.0", "TCP", "NULL", "NULL", "[A]", date, "NULL", "NULL", "NULL", "NULL", "NULL"]
      .map((cell) => `<td>${cell}</td>`)
      .join("");
  const page = `<table><tr>${headings}</tr><tr>${cells("a", "05/06/2017")}</tr><tr>${cells("b", "18/05/2017")}</tr></table>`;
  const { registry } = await readRegistry(page);
  const record = { port: 80, protocol: "tcp", contacts: ["A"], references: [] };
  expect(registry.records).toEqual([
    { name: "a", ...record, assignees: [], registrationDate: "2017-06-05" },
    { name: "b", ...record, assignees: [], registrationDate: "2017-05-18" },
  ]);
});

describe("a column without which the rows mean other ports", () => {
  const asHtml = (rows: readonly string[][]): string =>
    `<table>${rows.map((cells) => `<tr><td>${cells.join("</td><td>")}</td></tr>`).join("")}</table>`;
  const withHeading = (heading: string): Readonly<Record<string, string>> => {
    const rows = [
      ["name", "port", heading, "protocol"],
      ["x11", "6000", "6063", "tcp"],
      ["http", "80", "80", "tcp"],
    ];
    const [keys = [], ...values] = rows;
    const objects = values.map((cells) =>
      Object.fromEntries(keys.map((key, i) => [key, cells[i]])),
    );
    return {
      "a.csv": rows.map((cells) => cells.join(",")).join("\n"),
      "a.tsv": rows.map((cells) => cells.join("\t")).join("\n"),
      "a.md": [rows[0], keys.map(() => "---"), ...values]
        .map((cells) => `| ${cells?.join(" | ")} |`)
        .join("\n"),
      "a.html": asHtml(rows),
      "a.json": JSON.stringify(objects),
      "a.jsonl": objects.map((row) => JSON.stringify(row)).join("\n"),
      "a.yaml": objects.map((row) => `- ${JSON.stringify(row)}\n`).join(""),
    };
  };

  const NEEDED: Readonly<Record<string, readonly string[]>> = {
    "table/range-ends": [
      "End Port",
      "end_port",
      "endPort",
      "Port To",
      "to-port",
      "Last Port",
      "Port Range End",
    ],
    "table/protocol-columns": ["TCP", "udp", "Sctp"],
    "table/other-ports": [
      ...["Source Port", "dst_port", "targetPort", "TCP ports (inbound)", "Dest Port Number"],
      ...["UDP Port(s)", "dport", "Other ports", "Start Port"],
    ],
  };
  it.each(Object.entries(NEEDED).flatMap(([code, all]) => all.map((one) => [one, code] as const)))(
    "“%s” is an error in every table: %s",
    async (heading, code) => {
      for (const [fileName, source] of Object.entries(withHeading(heading))) {
        const { problems } = await readRegistry(source, { fileName });
        const errors = problems.filter(({ severity }) => severity === "error");
        expect(errors, fileName).toMatchObject([{ code, values: { found: heading } }]);
      }
    },
  );

  it("is told, too, where there is no other", async () => {
    const source = "Service,Source Port,Destination Port,Protocol\nssh,1024-65535,22,tcp\n";
    const { problems } = await readRegistry(source, { fileName: "a.csv" });
    expect(problems.filter(({ severity }) => severity === "error")).toMatchObject([
      { code: "table/other-ports", values: { found: "Source Port" } },
      { code: "table/other-ports", values: { found: "Destination Port" } },
    ]);
  });

  it.each([
    "Endpoint",
    "Export",
    "Support",
    "SUPPORT",
    "Last Seen",
    "To",
    "Port Class",
    "Passport No",
  ])("“%s” is a column like any other that is not known", async (heading) => {
    for (const [fileName, source] of Object.entries(withHeading(heading))) {
      const { registry, problems } = await readRegistry(source, { fileName });
      expect(
        problems.filter(({ severity }) => severity === "error"),
        fileName,
      ).toEqual([]);
      expect(registry.records.map(shown)).toEqual(["x11 6000/tcp", "http 80/tcp"]);
    }
  });
});
