import { expect, test } from "vitest";
import { json, rowChunks } from "./rows.js";

const columns = ["name", "value"].map((field) => ({ field, heading: field.toUpperCase() }));
const written = (rows: readonly object[], format: "csv" | "json" | "jsonl" | "yaml"): string =>
  [...rowChunks(rows as Iterable<Record<string, unknown>>, format, { columns })].join("");

test("a cell of CSV has what a value says, and is empty where there is none", () => {
  const cellOf = (value: unknown): string =>
    written([{ name: "a", value }], "csv").slice("NAME,VALUE\n".length);
  for (const [value, text] of [
    [undefined, ""],
    [null, ""],
    [0, "0"],
    [false, "false"],
    ["", ""],
    ["a,b", '"a,b"'],
    [["a", "b"], "a b"],
    [[], ""],
    [["a", undefined, null], '"a  "'],
    [{ label: "RFC1", type: "rfc" }, "RFC1"],
    [{ key: "path" }, "path"],
    [{ key: "path", value: "/" }, "path=/"],
    [{ key: "path", value: "" }, "path="],
    [[{ key: "a" }, { key: "b", value: "c" }], "a b=c"],
  ] as const)
    expect(cellOf(value).replaceAll('"', ""), JSON.stringify(value)).toBe(
      `a,${text.replaceAll('"', "")}\n`,
    );
});

test("no row is an empty table, one is a table, two are parted", () => {
  const rows = [{ name: "a", value: 1 }, { name: "b" }];
  expect([0, 1, 2].map((count) => written(rows.slice(0, count), "json"))).toEqual([
    "[]\n",
    '[\n  {"NAME":"a","VALUE":1}\n]\n',
    '[\n  {"NAME":"a","VALUE":1},\n  {"NAME":"b"}\n]\n',
  ]);
  expect([0, 1, 2].map((count) => written(rows.slice(0, count), "jsonl"))).toEqual([
    "",
    '{"NAME":"a","VALUE":1}\n',
    '{"NAME":"a","VALUE":1}\n{"NAME":"b"}\n',
  ]);
  expect(written([], "csv")).toBe("NAME,VALUE\n");
  expect(written(rows, "csv")).toBe("NAME,VALUE\na,1\nb,\n");
  expect(written([], "yaml")).toBe("[]\n");
  expect(written(rows, "yaml")).not.toContain("[]");
});

test("JSON has no characters that YAML cannot have", () => {
  const text = "a\u007Fb\u009Fc\u2028d\uFEFFe\u00A0f~";
  expect(json(text)).toBe('"a\\u007fb\\u009fc\\u2028d\\ufeffe\u00A0f~"');
  expect(JSON.parse(json(text))).toBe(text);
});
