import { formOfRow, RowForms } from "@portolan/model/internal";
import { describe, expect, test } from "vitest";

const AT = { line: 1, column: 1, offset: 0 };

test.each([
  ["a port alone", { port: "80" }, "record"],
  ["a port as a program writes it", { port: "080" }, "record"],
  ["a name, a port and a protocol", { name: "http", port: "80", protocol: "TCP" }, "record"],
  ["a protocol that may come one day", { port: "80", protocol: "quic" }, "open"],
  ["a protocol of twelve letters", { port: "80", protocol: "abcdefghijkl" }, "open"],
  ["a protocol of thirteen letters", { port: "80", protocol: "abcdefghijklm" }, "other"],
  ["a protocol of two words", { port: "80", protocol: "the one" }, "other"],
  ["a port that is none", { name: "http", port: "x" }, "other"],
  ["a name and a protocol", { name: "http", protocol: "tcp" }, "record"],
  ["a name and a protocol that may come", { name: "http", protocol: "quic" }, "open"],
  ["a name alone", { name: "http", description: "x" }, "open"],
  ["a name and a contact", { name: "http", contact: "[A]" }, "record"],
  ["a name and an assignee", { name: "http", assignee: "[A]" }, "record"],
  ["a name and a reference", { name: "http", reference: "[RFC1]" }, "record"],
  ["a name and a date", { name: "http", registrationDate: "2001-02" }, "record"],
  ["a name and words for a contact", { name: "http", contact: "A" }, "open"],
  ["a protocol alone", { protocol: "tcp" }, "other"],
  ["nothing", {}, "other"],
  ["words for a name", { name: "a book", port: "80" }, "other"],
  ["words for a name that end with a bracket", { name: "a b (c)", port: "80" }, "record"],
  ["an odd name of one word", { name: "whois++/é", port: "80" }, "record"],
  ["a mark for a name", { name: "(", port: "80" }, "other"],
  ["a number for a name", { name: "12", port: "80" }, "other"],
  ["a name of 64 characters", { name: "n".repeat(64), port: "80" }, "record"],
  ["a name of 65 characters", { name: "n".repeat(65), port: "80" }, "other"],
] as const)("%s", (_, cells, form) => {
  expect(formOfRow(cells)).toBe(form);
});

describe("the rows of a table", () => {
  const of = (records: number, open: number, others: number): RowForms => {
    const forms = new RowForms();
    for (let at = 0; at < others; at++) forms.add({ name: `a book ${at}` }, () => AT);
    for (let at = 0; at < open; at++) forms.add({ name: `word${at}` }, () => AT);
    for (let at = 0; at < records; at++) forms.add({ port: "1" }, () => AT);
    return forms;
  };

  test.each([
    [0, 0, 0, true, true],
    [1, 0, 0, true, true],
    [1, 0, 1, true, true],
    [1, 0, 2, false, false],
    [2, 2, 0, true, true],
    [2, 3, 0, true, false],
    [0, 1, 0, true, false],
    [0, 1, 1, true, false],
    [0, 1, 2, false, false],
    [0, 0, 1, false, false],
  ])(
    "%i records, %i that may be, and %i others are a registry's: %s, without headings %s",
    (records, open, others, headed, bare) => {
      const forms = of(records, open, others);
      expect(forms.count).toBe(records + open + others);
      expect(forms.areRecords(true)).toBe(headed);
      expect(forms.areRecords(false)).toBe(bare);
    },
  );

  test("are refused by the first that is something else, or may only be a record", () => {
    expect(of(1, 2, 2).refusal()).toEqual({
      at: AT,
      values: { count: 4, total: 5, found: "a book 0" },
    });
    expect(of(0, 2, 0).refusal().values).toEqual({ count: 2, total: 2, found: "word0" });
    const late = of(0, 1, 0);
    late.add({ name: "a pen", port: "x", description: "y" }, () => AT);
    late.add({ name: "a book" }, () => AT);
    expect(late.refusal().values).toEqual({ count: 3, total: 3, found: "a pen x y" });
  });
});
