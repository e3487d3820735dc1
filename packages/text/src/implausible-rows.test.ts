import { fromText } from "@portolan/text";
import { describe, expect, it } from "vitest";

const HEAD = [
  " Service Name   Port Number Transport         Description          Assignee   Contact  Registration Modification Reference Service   Unauthorized   Assignment Notes",
  "                            Protocol                                                       Date         Date               Code    Use Reported",
];

/** Lays words out in columns as some other program's table has them. */
function linesOf(...rows: readonly (readonly string[])[]): readonly string[] {
  return rows.map((cells) =>
    cells
      .map((cell) => cell.padEnd(15))
      .join(" ")
      .trimEnd(),
  );
}

const others: Readonly<Record<string, readonly string[]>> = {
  "prose below the headings": [
    "When a packet arrives at the interface, the kernel looks the port up in",
    "the table and hands it to the process that has bound it. Where no process",
    "has, it answers with a reset. The table above shows which names are known",
    "to the resolver; everything else has to be given as a number instead.",
  ],
  "a log": linesOf(
    ["Jan 12 10:00:01", "host1", "sshd[812]:", "Accepted publickey for root from 192.0.2.7"],
    ["Jan 12 10:00:02", "host1", "sshd[812]:", "session opened for user root"],
    ["Jan 12 10:04:17", "host1", "cron[7]:", "(root) CMD (run-parts)"],
  ),
  code: [
    "for (let i = 0; i < rows.length; i++) {",
    "  const [name, port] = rows[i].split(',');",
    "  if (!name) continue;",
    "  table.set(name, Number(port));",
    "}",
  ],
  "a manual page": [
    "       -p, --port NUMBER      Listens on the port of this number.",
    "       -n, --name NAME        Looks the port up by the name of its service.",
    "       -q                     Says nothing but errors.",
  ],
};

describe("rows in columns that are no records", () => {
  it.each(Object.entries(others))("of %s are refused", (_, lines) => {
    const { registry, problems } = fromText([...HEAD, ...lines, ""].join("\n"));
    expect(registry.records).toEqual([]);
    expect(problems.some(({ severity }) => severity === "error")).toBe(true);
  });

  it("are reported where the first of them stands", () => {
    const rows = [
      "one of these   and         or        The other",
      "two of these   for         by        Another",
    ];
    const { registry, problems } = fromText([...HEAD, ...rows, ""].join("\n"));
    expect(registry.records).toEqual([]);
    expect(problems.find(({ code }) => code === "text/rows-implausible")).toMatchObject({
      severity: "error",
      start: { line: 3, column: 1 },
      values: { count: 2, total: 2 },
    });
  });

  it("cost nothing but themselves among records", () => {
    const rows = [
      "alpha               7          tcp    First                  [A]        [A]",
      "This row was pasted here by accident and is no record",
      "beta                8          udp    Second                 [B]        [B]",
    ];
    const { registry, problems } = fromText([...HEAD, ...rows, ""].join("\n"));
    expect(registry.records.map(({ name }) => name)).toEqual(["alpha", "beta"]);
    expect(problems.find(({ code }) => code === "text/row-unreadable")).toMatchObject({
      severity: "error",
      start: { line: 4 },
    });
  });
});

describe("few rows below headings of a table with bars", () => {
  const head = "| Service | Port | Protocol | Description |\n|---|---|---|---|";
  const RECORD = "| http | 80 | tcp | Web |";
  const OTHERS = [
    "| Web UI | 8080 (default) | over TLS | a |",
    "| An API | none | gRPC, HTTP | b |",
  ];
  const read = (...rows: readonly string[]) => {
    const { registry, problems } = fromText([head, ...rows, ""].join("\n"));
    const codes = problems.map(({ code }) => code).filter((code) => /rows?-/.test(code));
    return [registry.records.map(({ name }) => name), codes];
  };

  it("are refused where none is a record, or most of three are none", () => {
    expect(read(RECORD)).toEqual([["http"], []]);
    expect(read(...OTHERS)).toEqual([[], ["text/rows-implausible"]]);
    expect(read(...OTHERS, RECORD)).toEqual([[], ["text/rows-implausible"]]);
  });

  it("are kept where one of two is a record, and the other is told", () => {
    expect(read(RECORD, OTHERS[0] ?? "")).toEqual([["http"], ["text/row-unreadable"]]);
  });
});
