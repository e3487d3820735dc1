import { describe, expect, it, test } from "vitest";
import { commentedEntry, entryOf, expandTabs, isUnmarkedEntry } from "./entry-line.js";

/** As in `port-numbers` of 1994 to 2011: keyword, number and protocol, description. */
const HEAD = { numberFirst: false, indent: 0, second: 16, description: 27 };
/** As in RFC 1060: number, keyword, description. */
const NUMBER_FIRST = { numberFirst: true, indent: 6, second: 14, description: 26 };

const partsOf = (found: ReturnType<typeof entryOf>): readonly unknown[] | undefined =>
  found && [found.name, found.port, found.protocol, found.description.trim()];

describe("an entry with its keyword first", () => {
  it.each([
    ["tcpmux            1/tcp    TCP Port", ["tcpmux", "1", "tcp", "TCP Port"]],
    ["                  0/udp    Reserved", [undefined, "0", "udp", "Reserved"]],
    ["x11           6000-6063/TCP  X", ["x11", "6000-6063", "TCP", "X"]],
    ["one\t\t1/tcp\tFirst", ["one", "1", "tcp", "First"]],
    ["one 1/dccp", ["one", "1", "dccp", ""]],
    ["one 99999/dccp", ["one", "99999", "dccp", ""]],
    ["one 100000/dccp", undefined],
    ["one 1/x-25 two", ["one", "1", "x-25", "two"]],
    ["one 1/2 two", undefined],
    ["one 1/tcp, two", undefined],
    ["#one  1/tcp  two", undefined],
    ["(one) 1/tcp two", undefined],
    ["*one  1/tcp  two", undefined],
    ["intuitive edge  1355/tcp  Edge", ["intuitive edge", "1355", "tcp", "Edge"]],
    ["one two three four  5/sctp  Six", ["one two three four", "5", "sctp", "Six"]],
    ["one two three four five  5/tcp  Six", undefined],
    ["one two 5/tcp  Six", undefined],
    ["one two\t5/tcp\tSix", ["one two", "5", "tcp", "Six"]],
    ["one two  5/xyz  Six", undefined],
    // Without a protocol, the number stands where the others do.
    [`${"one".padEnd(16)}1   First`, ["one", "1", undefined, "First"]],
    [`${"one".padEnd(22)}1   First`, ["one", "1", undefined, "First"]],
    [`${"one".padEnd(23)}1   First`, ["one", "1", undefined, "First"]],
    [`${"one".padEnd(24)}1   First`, undefined],
    [`${"one".padEnd(10)}1   First`, ["one", "1", undefined, "First"]],
    [`${"one".padEnd(9)}1   First`, ["one", "1", undefined, "First"]],
    // One blank before it makes it a word of a sentence, unless it stands where the others do.
    ["eight.wo 1   First", undefined],
    ["ninechars 1  First", ["ninechars", "1", undefined, "First"]],
    ["a-keyword-of-twenty-2 1  First", ["a-keyword-of-twenty-2", "1", undefined, "First"]],
    ["a-keyword-of-twenty-22 1  First", ["a-keyword-of-twenty-22", "1", undefined, "First"]],
    ["a-keyword-of-twenty-222 1  First", undefined],
    ["Nov 28 22:10", undefined],
    ["                1   First", undefined],
  ])("%j", (line, parts) => {
    expect(partsOf(entryOf(line, HEAD))).toEqual(parts);
  });

  test("may be indented as its headings are, or less", () => {
    const head = { ...HEAD, indent: 3, second: 19, description: 30 };
    for (const indent of ["", " ", "   "])
      expect(partsOf(entryOf(`${indent}one             1/tcp    First`, head))).toEqual([
        ...["one", "1", "tcp", "First"],
      ]);
    expect(partsOf(entryOf("                     1/tcp    First", head))).toEqual([
      ...[undefined, "1", "tcp", "First"],
    ]);
  });
});

describe("an entry with its number first", () => {
  it.each([
    ["      5       RJE         Remote Job Entry", ["RJE", "5", undefined, "Remote Job Entry"]],
    ["      5-9     RJE         Remote", ["RJE", "5-9", undefined, "Remote"]],
    ["      5/udp   RJE         Remote", ["RJE", "5", "udp", "Remote"]],
    ["      5                   Unassigned", [undefined, "5", undefined, "Unassigned"]],
    ["      5                  Unassigned", [undefined, "5", undefined, "Unassigned"]],
    ["      5                 Unassigned", [undefined, "5", undefined, "Unassigned"]],
    ["      5                Unassigned", ["Unassigned", "5", undefined, ""]],
    ["             5  RJE", ["RJE", "5", undefined, ""]],
    ["              5  RJE", undefined],
    ["      5", [undefined, "5", undefined, ""]],
    ["      5. RJE", undefined],
    ["      RJE 5", undefined],
    ["\t5\tRJE", ["RJE", "5", undefined, ""]],
  ])("%j", (line, parts) => {
    expect(partsOf(entryOf(line, NUMBER_FIRST))).toEqual(parts);
  });
});

describe("a commented entry", () => {
  it.each([
    ["#                 4/tcp    Unassigned", [undefined, "4", "tcp", "Unassigned"]],
    ["#one              4/tcp    Taken back", ["one", "4", "tcp", "Taken back"]],
    ["#one              4/xyz    Taken back", undefined],
    ["#                 4/xyz    Unassigned", [undefined, "4", "xyz", "Unassigned"]],
    ["#               4-9        Unassigned", [undefined, "4-9", undefined, "Unassigned"]],
    ["#one            4-9        Unassigned", ["one", "4-9", undefined, "Unassigned"]],
    [`${"#".padEnd(22)}4-9  Some words`, [undefined, "4-9", undefined, "Some words"]],
    [`${"#".padEnd(23)}4-9  Some words`, undefined],
    [`${"#".padEnd(23)}4-9  Unassigned`, [undefined, "4-9", undefined, "Unassigned"]],
    ["#one            4-9        Some words", undefined],
    ["#               70000      Unassigned", undefined],
    ["#               65535      Unassigned", [undefined, "65535", undefined, "Unassigned"]],
    ["#  Ada <a@b.example>", undefined],
    ["4/tcp", undefined],
  ])("%j", (line, parts) => {
    expect(partsOf(commentedEntry(line))).toEqual(parts);
  });

  it.each([
    ["  24-41     Reserved", true],
    ["\t 24  Unassigned", true],
    ["* 24  Unassigned", true],
    ["24Unassigned", false],
    ["123456  Unassigned", false],
    ["12345  Unassigned", true],
    ["24  Some words", false],
    ["Unassigned", false],
  ])("without its mark: %j", (line, isEntry) => {
    expect(isUnmarkedEntry(line)).toBe(isEntry);
  });
});

test("a tab goes to the next column that eight divides", () => {
  for (const [text, expanded] of [
    ["a\tb", `a${" ".repeat(7)}b`],
    ["1234567\tb", "1234567 b"],
    ["12345678\tb", `12345678${" ".repeat(8)}b`],
    ["\t\tb", `${" ".repeat(16)}b`],
    ["a\tb\tc", `a${" ".repeat(7)}b${" ".repeat(7)}c`],
    ["no tab", "no tab"],
  ] as const)
    expect(expandTabs(text)).toBe(expanded);
});
