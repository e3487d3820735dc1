import { createRecord, Report } from "@portolan/model";
import { SpreadsheetCells } from "@portolan/model/internal";
import { describe, expect, test } from "vitest";

type Row = Partial<
  Record<"port" | "protocol" | "registrationDate" | "serviceCode" | "name", string>
>;

/** Reads the rows of a table, each as far as a row gives more than it had. */
function readAll(rows: readonly Row[]): {
  readonly rows: readonly Row[];
  readonly unclear: readonly (string | undefined)[];
  readonly said: readonly string[];
} {
  const cells = new SpreadsheetCells();
  if (rows.some((row) => cells.needsWhole(row))) cells.learn(rows);
  const report = new Report("");
  const place = { report, locate: () => undefined, mayBeOther: false };
  const read: Row[] = [];
  const records = rows.map((row) =>
    cells.records(row, place, (made) => {
      read.push(made);
      return createRecord({});
    }),
  );
  cells.finish((column) => column, report);
  return {
    rows: read,
    unclear: records.map(([first]) => first?.registrationDate),
    said: report.problems.map(({ code, values }) => `${code} ${values?.found} ${values?.count}`),
  };
}

const dates = (...list: readonly string[]) =>
  readAll(list.map((registrationDate) => ({ registrationDate })));

describe("a date", () => {
  test.each([
    ["2020/1/2", "2020-01-02"],
    ["2020.01.02", "2020-01-02"],
    ["2020-1-2", "2020-01-02"],
    ["2020/12", "2020-12"],
    ["1/2020", "2020-01"],
    ["12.2020", "2020-12"],
    ["20200131", "2020-01-31"],
    ["2 Jan 2020", "2020-01-02"],
    ["31-December-2020", "2020-12-31"],
    ["Feb 2020", "2020-02"],
    ["september/2020", "2020-09"],
    ["2020-01-02T10:00", "2020-01-02"],
    ["2020-01-02 1:00:59.123456789Z", "2020-01-02"],
    ["2020-01-02T10:00:00+01:00", "2020-01-02"],
    ["2020/1/2 10:00-0100", "2020-01-02"],
    ["13/1/2020", "2020-01-13"],
    ["1/13/2020", "2020-01-13"],
    ["31.12.2020 23:59", "2020-12-31"],
  ])("is understood: %s", (text, date) => {
    expect(dates(text)).toMatchObject({
      rows: [{ registrationDate: date }],
      unclear: [undefined],
      said: [`table/dates-rewritten ${text} 1`],
    });
  });

  test.each(["2020-01-02", "2020-01", "", " 2020-01-02 "])(
    "stays, and nothing is said: %j",
    (text) => {
      expect(dates(text)).toMatchObject({ rows: [{ registrationDate: text.trim() }], said: [] });
    },
  );

  test.each([
    "2020/13/1",
    "2020/2/30",
    "13.2020",
    "0/2020",
    "20201301",
    "202001311",
    "2 Foo 2020",
    "32 Jan 2020",
    "2020-01-02T10",
    "2020-1/2",
    "soon",
  ])("that is none is left to others: %s", (text) => {
    expect(dates(text)).toMatchObject({
      rows: [{ registrationDate: text }],
      unclear: [undefined],
      said: [],
    });
  });

  test.each([
    ["nothing tells its order", ["1/2/2020"], [undefined]],
    ["its year has two digits", ["13/1/20", "1/2/20"], [undefined, undefined]],
    ["no number can be a month", ["13/13/2020"], [undefined]],
    [
      "the column has both orders",
      ["13/1/2020", "1/13/2020", "1/2/2020"],
      [undefined, undefined, undefined],
    ],
  ])("is kept as text where %s", (_, texts) => {
    const { unclear, rows } = dates(...texts);
    expect(unclear).toEqual(texts);
    expect(rows.map(({ registrationDate }) => registrationDate)).toEqual(texts.map(() => ""));
  });

  test.each([
    ["13/12/2020", "2020-12-01"],
    ["12/13/2020", "2020-01-12"],
  ])("has the order of day and month that another of its column shows: %s", (other, date) => {
    expect(dates("1/12/2020", other).rows[0]).toEqual({ registrationDate: date });
    expect(dates("1/12/2020", "12/12/2020").unclear).toEqual(["1/12/2020", "12/12/2020"]);
  });
});

describe("a port", () => {
  test.each([
    [{ port: "80.0" }, { port: "80" }, "table/ports-decimal 80.0 1"],
    [{ port: "080" }, { port: "80" }, "table/ports-rewritten 080 1"],
    [{ port: "80/tcp" }, { port: "80", protocol: "tcp" }, "table/ports-with-protocol 80/tcp 1"],
    [
      { port: "80/tcp", protocol: "tcp" },
      { port: "80", protocol: "tcp" },
      "table/ports-with-protocol 80/tcp 1",
    ],
  ])("is understood: %j", (row, read, said) => {
    expect(readAll([row])).toMatchObject({ rows: [read], said: [said] });
  });

  test.each([{ port: "80/tcp", protocol: "udp" }, { port: "x" }, { port: "80", protocol: "tcp" }])(
    "stays where it is one, is none, or says another protocol: %j",
    (row) => {
      expect(readAll([row])).toMatchObject({ rows: [row], said: [] });
    },
  );

  test("has its protocol in lower case", () => {
    const { rows, said } = readAll([{ protocol: "TCP" }, { protocol: "Udp" }, { protocol: "ip" }]);
    expect(rows).toEqual([{ protocol: "tcp" }, { protocol: "udp" }, { protocol: "ip" }]);
    expect(said).toEqual(["table/protocols-rewritten TCP 2"]);
  });
});

describe("a word for an empty cell", () => {
  const row = (port: string, serviceCode: string, name = "a"): Row => ({ name, port, serviceCode });

  test("is one where columns of numbers have it twice", () => {
    const { rows, said } = readAll([row("NULL", "NULL"), row("1", "2"), row("3", "4", "NULL")]);
    expect(rows).toEqual([row("", ""), row("1", "2"), row("3", "4", "")]);
    expect(said).toEqual(["table/empty-marked NULL 3"]);
  });

  test.each([
    ["it stands there once", [row("NULL", "1"), row("1", "2", "NULL")]],
    ["a cell of numbers is empty beside it", [row("NULL", "NULL"), row("", "2")]],
    ["it is none", [row("void", "void"), row("1", "2")]],
  ])("is a word where %s", (_, rows) => {
    expect(readAll(rows)).toMatchObject({ rows, said: [] });
  });

  test("is a word in a column that has an empty cell", () => {
    const { rows } = readAll([row("-", "-", "-"), row("1", "2", "")]);
    expect(rows).toEqual([row("", "", "-"), row("1", "2", "")]);
  });
});

test("only what a later row can tell makes a table wait for all of it", () => {
  const waits = (cells: Row & { readonly description?: string }): boolean =>
    new SpreadsheetCells().needsWhole(cells);
  expect(waits({ registrationDate: "1/2/2020" })).toBe(true);
  expect(waits({ port: "NULL" })).toBe(true);
  expect(waits({ description: "n/a" })).toBe(true);
  expect(waits({ registrationDate: "2020-01-02", port: "80" })).toBe(false);
  expect(waits({ port: "1/2/2020" })).toBe(false);
  expect(waits({ name: "NULL" })).toBe(false);
  const learned = new SpreadsheetCells();
  learned.learn([]);
  expect(learned.needsWhole({ port: "NULL" })).toBe(false);
});
