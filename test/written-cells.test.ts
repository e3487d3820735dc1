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
  ])("with the port %s and the protocol “%s” is understood", async (port, protocol, expected) => {
    const rows = [...PLAIN, ["x", port, protocol, "It"] as const];
    expect((await read(shape, rows)).map(shown)).toEqual([...PLAIN_SHOWN, `x ${expected}`]);
  });

  // Nothing is guessed: these stay as they are, and each is told.
  it.each([
    ["2,049", "tcp"],
    ["80, 443", "tcp"],
    ["65536", "tcp"],
    ["7000-6000", "tcp"],
    ["10:30", "tcp"],
    ["443/tcp", "udp"],
    ["80.5", "tcp"],
    ["80", "tcp/udp"],
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
