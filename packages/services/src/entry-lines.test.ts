import { createRecord } from "@portolan/model";
import { describe, expect, it, test } from "vitest";
import { EntryWriter, type Layout } from "./entry-lines.js";
import type { ServicesEntry } from "./port-groups.js";

const LAYOUT: Layout = { sort: "port", framesRepeats: false, comments: "none", maxLineBytes: 1000 };

const entry = (fields: Partial<ServicesEntry> & { description?: string }): ServicesEntry => {
  const { description, ...rest } = fields;
  const { port = 1, protocol = "tcp", name = "one" } = rest;
  const records = [
    createRecord({ name, port, protocol, ...(description === undefined ? {} : { description }) }),
  ];
  return { port, protocol, name, aliases: [], records, ...rest } as ServicesEntry;
};

function written(
  entries: readonly ServicesEntry[],
  layout: Partial<Layout> = {},
): readonly string[] {
  const writer = new EntryWriter({ ...LAYOUT, ...layout });
  const text = entries.map((one) => writer.next(one)).join("") + writer.rest();
  return text
    .split("\n")
    .slice(0, -1)
    .filter((line) => !line.startsWith("#") && line !== "");
}

describe("a line of a services file", () => {
  it("has its ports in one column where people read", () => {
    const lines = written([entry({ name: "seven12" }), entry({ name: "eight123" })], {
      comments: "short",
    });
    expect(lines).toEqual(["seven12\t\t1/tcp", "eight123\t1/tcp"]);
    expect(written([entry({ name: "a" })])).toEqual(["a\t1/tcp"]);
  });

  it.each([
    ["a0z9", "A-0 z.9", false],
    ["a0z9", "(a0@z9)", false],
    ["a0z9", "a0[z9]{}`/:", false],
    ["a0z9", "b0z9", true],
    ["a0z9", "a0y9", true],
    ["a0z9", "a1z9", true],
    ["a0z9", "a0z8", true],
    ["a0z9", "a0z9 a", true],
    ["a0z9", "0z9", true],
  ])("of %s has the short comment %j only where it says more: %s", (name, description, isSaid) => {
    const [line] = written([entry({ name, description })], { comments: "short" });
    expect(line?.includes("#")).toBe(isSaid);
  });

  it("is no longer than it may be: aliases that do not fit have lines of their own", () => {
    const many = entry({ aliases: ["alias2", "alias3", "alias4"] });
    const lineOf = (maxLineBytes: number): readonly string[] => written([many], { maxLineBytes });
    expect(lineOf(30)).toEqual(["one\t1/tcp\talias2 alias3 alias4"]);
    expect(lineOf(29)).toEqual(["one\t1/tcp\talias2 alias3", "alias4\t1/tcp"]);
    expect(lineOf(23)).toEqual(["one\t1/tcp\talias2 alias3", "alias4\t1/tcp"]);
    expect(lineOf(22)).toEqual(["one\t1/tcp\talias2", "alias3\t1/tcp\talias4"]);
    expect(lineOf(16)).toEqual(["one\t1/tcp\talias2", "alias3\t1/tcp", "alias4\t1/tcp"]);
    expect(lineOf(15)).toEqual(["one\t1/tcp", "alias2\t1/tcp", "alias3\t1/tcp", "alias4\t1/tcp"]);
  });

  it("has a comment where eight bytes are left for it", () => {
    const described = entry({ description: "First of them all" });
    const line = "one\t\t1/tcp";
    const lineOf = (maxLineBytes: number): readonly string[] =>
      written([described], { comments: "full", maxLineBytes });
    const base = line.length + 3;
    expect(lineOf(base + 7)).toEqual([line]);
    expect(lineOf(base + 8)).toEqual([`${line}\t# First of`]);
    expect(lineOf(base + 16)).toEqual([`${line}\t# First of them`]);
    expect(lineOf(base + 17)).toEqual([`${line}\t# First of them all`]);
  });

  it("has its comment on the first line of several", () => {
    const lines = written([entry({ aliases: ["alias2"], description: "First of them all" })], {
      ...{ comments: "full", maxLineBytes: 30 },
    });
    expect(lines[0]).toMatch(/^one\t\t1\/tcp\t(?:alias2|# )/);
    expect(lines.filter((line) => line.includes("#"))).toHaveLength(1);
  });

  it.each([
    ["One", undefined],
    ["O-N-E!", undefined],
    ["one 1", "one 1"],
    ["on", "on"],
    ["xone", "xone"],
    ["onex", "onex"],
    ["One\u00a0", undefined],
  ])("has no short comment that only repeats the name: %s", (description, comment) => {
    const [short] = written([entry({ description })], { comments: "short" });
    expect(short).toBe(comment === undefined ? "one\t\t1/tcp" : `one\t\t1/tcp\t# ${comment}`);
    const [full] = written([entry({ description })], { comments: "full" });
    expect(full).toMatch(/^one\t\t1\/tcp\t# /);
  });

  it("compares letters of any case and digits with the name, and no others", () => {
    for (const [name, description, isSame] of [
      ["a0z9", "A0Z9", true],
      ["a0z9", "a 0 z 9", true],
      ["a0z9", "a0z8", false],
      ["a0", "a", false],
      ["0", "0", true],
      ["1", "0", false],
      ["a", "[", false],
      ["a", "z", false],
      ["x@", "x", true],
      ["x`", "x", true],
      ["x{", "x", true],
      ["x/", "x", true],
      ["x:", "x", true],
    ] as const) {
      const [line = ""] = written([entry({ name, description })], { comments: "short" });
      expect(line.includes("#"), `${name} ${description}`).toBe(!isSame);
    }
  });

  it("has short comments of forty bytes at most, cut after a word", () => {
    const text = "These words are of forty letters exactly";
    expect(text).toHaveLength(40);
    const commentOf = (description: string): string | undefined =>
      written([entry({ description })], { comments: "short" })[0]?.split("# ")[1];
    expect(commentOf(text)).toBe(text);
    expect(commentOf(`${text}s`)).toBe("These words are of forty letters");
    expect(commentOf(`${text} more`)).toBe(text);
  });

  it("tells the range of which it is the first port", () => {
    const range = { first: 6000, last: 6063 };
    const [first] = written([entry({ port: 6000, range, description: "X" })], { comments: "full" });
    expect(first).toBe("one\t\t6000/tcp\t# X (ports 6000-6063)");
    const [later] = written([entry({ port: 6001, range, description: "X" })], { comments: "full" });
    expect(later).toBe("one\t\t6001/tcp\t# X");
  });
});

describe("lines of names that lead to another port", () => {
  const one = entry({ port: 5, name: "one" });
  const again = (port: number, foundOn: number, name = "one"): ServicesEntry =>
    entry({ port, name, foundOn });

  it("stay in their place behind the port that the name leads to, else come last", () => {
    expect(written([one, again(9, 5)])).toEqual(["one\t5/tcp", "one\t9/tcp"]);
    expect(written([again(3, 5), one])).toEqual(["one\t5/tcp", "one\t3/tcp"]);
    // Where that port has moved, the line waits for it.
    expect(written([again(3, 5), one, again(7, 3)])).toEqual([
      "one\t5/tcp",
      "one\t3/tcp",
      "one\t7/tcp",
    ]);
    expect(written([again(5, 5)])).toEqual(["one\t5/tcp"]);
  });

  it("are framed for resolvers that take the last line, of tcp and udp only", () => {
    expect(written([one, again(9, 5)], { framesRepeats: true })).toEqual([
      ...["one\t5/tcp", "one\t5/tcp", "one\t9/tcp", "one\t5/tcp"],
    ]);
    const sctp = [one, again(9, 5)].map((its) => ({ ...its, protocol: "sctp" }));
    expect(written(sctp, { framesRepeats: true })).toEqual(["one\t5/sctp", "one\t9/sctp"]);
  });

  it("are in an order in which a port's own line is first", () => {
    // The name of port 9 leads to 7, whose own line comes after that of 5.
    const lines = written([again(2, 9, "b"), again(3, 2, "a"), entry({ port: 9, name: "b" })], {
      sort: "port",
    });
    expect(lines).toEqual(["b\t9/tcp", "b\t2/tcp", "a\t3/tcp"]);
    const reversed = written([again(2, 3, "a"), again(3, 9, "b"), entry({ port: 9, name: "b" })]);
    expect(reversed).toEqual(["b\t9/tcp", "b\t3/tcp", "a\t2/tcp"]);
    // Two that lead to each other.
    expect(written([again(2, 3, "a"), again(3, 2, "b")]).toSorted()).toEqual([
      "a\t2/tcp",
      "b\t3/tcp",
    ]);
  });
});

test("entries in the order of names", () => {
  const entries = ["b", "a", "c", "B"].map((name, i) => entry({ name, port: i + 1 }));
  expect(written(entries, { sort: "name" })).toEqual([
    "B\t4/tcp",
    "a\t2/tcp",
    "b\t1/tcp",
    "c\t3/tcp",
  ]);
});
