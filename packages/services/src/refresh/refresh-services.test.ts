import { createRegistry, type Registry } from "@portolan/model";
import { refreshServices, servicesDate } from "@portolan/services";
import { describe, expect, test } from "vitest";

type Row = readonly [name: string, port: number, description?: string, notes?: string];

function registry(
  updated: string,
  rows: readonly Row[],
  dates: Readonly<Record<string, string>> = {},
): Registry {
  return createRegistry({
    updated,
    records: rows.map(([name, port, description, notes]) => ({
      name,
      port,
      protocol: "tcp",
      references: [],
      ...(description === undefined ? {} : { description }),
      ...(dates[name] === undefined ? {} : { registrationDate: dates[name] }),
      ...(notes === undefined ? {} : { notes }),
    })),
  });
}

const old = registry("2020-01-01", [
  ["one", 1, "The first"],
  ["two", 2],
  ["three", 3],
  ["four", 4],
  ["Five", 5],
]);
const ROWS: readonly Row[] = [
  ["one", 1, "The very first"],
  ["two", 2],
  ["zwei", 2],
  ["drei", 3],
  ["four", 44],
  ["Five", 5],
  ["Cinq", 5],
  ["six", 6],
];
const fresh = registry("2021-02-03", ROWS);

function refresh(text: string, options = {}): string {
  return refreshServices(text, old, fresh, options).text;
}

describe("a refresh", () => {
  test.each([
    ["lines whose facts did not change", "two 2/tcp zwei\tII # mine\n"],
    ["local lines, comments and blank lines", "# two 2/tcp\n\n  mine 3/tcp # three\n"],
    ["foreign protocols", "three 3/ddp\n"],
    ["ranges, and what nobody can read", "four 4-4/tcp\nfour 4\n"],
  ])("leaves alone %s", (_, text) => {
    expect(refresh(text)).toBe(text);
  });

  /** Columns of a line's words, its comment being one, with tabs eight wide. */
  function columnsOf(line: string): readonly number[] {
    let column = 0;
    const columns: number[] = [];
    for (const [part] of line.matchAll(/#.*|[^\s#]+|[ \t]/g)) {
      if (part.trim() !== "") columns.push(column);
      column = part === "\t" ? column + 8 - (column % 8) : column + part.length;
    }
    return columns;
  }

  test.each([
    ["mine\t\t9/tcp\t\tmein", "two\t\t2/tcp"],
    ["mine            9/tcp           mein", "two             2/tcp"],
    ["mine\t9/tcp\t  mein", "two\t2/tcp"],
    ["mine\t9/tcp\t  mein", "two 2/tcp"],
    ["mine\t9/tcp\t  mein", `two${" ".repeat(9)}2/tcp`],
    ["mine\t9/tcp\t\t\t mein", "two\t2/tcp"],
    ["mine\t9/tcp\t\t\t mein", `two${" ".repeat(11)}2/tcp`],
    ["mine 9/tcp\t\tmein", "two 2/tcp"],
  ])("sets an alias out as the line before, %j, for %j", (before, line) => {
    const after = refresh(`${before}\n${line}\n`).split("\n")[1] ?? "";
    expect(after.startsWith(line)).toBe(true);
    expect(after.endsWith("zwei")).toBe(true);
    expect(columnsOf(after)[2]).toBe(columnsOf(before)[2]);
  });

  test.each([
    ["mine 9/tcp mein", "two       2/tcp", "two       2/tcp zwei"],
    ["mine\t9/tcp\tmein", "two\t\t2/tcp", "two\t\t2/tcp\tzwei"],
    ["mine\t9/tcp", "two\t2/tcp", "two\t2/tcp\tzwei"],
    ["mine 9/tcp", "two 2/tcp", "two 2/tcp zwei"],
    ["mine 9/tcp a  b", "Five 5/tcp", "Five 5/tcp Cinq  cinq"],
    ["mine 9/tcp a", "Five 5/tcp", "Five 5/tcp Cinq cinq"],
  ])("parts words as the line before, %j: %j", (before, line, expected) => {
    expect(refresh(`${before}\n${line}\n`)).toBe(`${before}\n${expected}\n`);
  });

  test.each([
    ["mine\t9/tcp\t\t#my", "gone\t7/tcp", "gone\t7/tcp\t\t#gone no"],
    ["mine 9/tcp  # my", "gone 7/tcp", "gone 7/tcp  # gone no"],
    ["mine 9/tcp", "gone 7/tcp", "gone 7/tcp # gone no"],
    ["mine 9/tcp", "gone 7/tcp # mine", "gone 7/tcp # mine; gone no"],
    ["mine 9/tcp ## a", "gone 7/tcp # mine", "gone 7/tcp # mine; gone no"],
  ])("sets a mark out as the comment before, %j: %j", (before, line, expected) => {
    const none = registry("2021-02-03", []);
    const { text } = refreshServices(
      `${before}\n${line}\n`,
      registry("2020-01-01", [["gone", 7]]),
      none,
    );
    expect(text).toBe(`${before}\n${expected} longer registered (2021-02-03)\n`);
  });

  test.each([
    [127, (line: string) => [`${line} zwei`]],
    [128, (line: string) => [line, "zwei 2/tcp"]],
  ] as const)("writes an alias that makes a line of %i bytes where it fits", (bytes, expected) => {
    const line = `two 2/tcp ${"x".repeat(bytes - "two 2/tcp  zwei".length)}`;
    expect(refresh(`${line}\n`)).toBe(`${expected(line).join("\n")}\n`);
  });

  test.each([
    [117, "Cinq cinq", undefined],
    [118, "Cinq", "cinq 5/tcp"],
    [122, "Cinq", "cinq 5/tcp"],
    [123, undefined, "Cinq 5/tcp\ncinq 5/tcp"],
  ])("a line of %i bytes takes %s, and what is left comes behind it", (bytes, fits, behind) => {
    const line = `Five 5/tcp five ${"x".repeat(bytes - "Five 5/tcp five ".length)}`;
    const first = fits === undefined ? line : `${line} ${fits}`;
    const others = behind === undefined ? "" : `${behind}\n`;
    expect(refresh(`${line}\n`)).toBe(`${first}\n${others}`);
  });

  test("offers nothing where nothing is new but the date", () => {
    const text = "# registry of 2020-01-01\ntwo 2/tcp\n";
    const { text: dated } = refreshServices(text, old, { ...old, updated: "2021-02-03" });
    expect(dated).toBe("# registry of 2021-02-03\ntwo 2/tcp\n");
  });

  test("puts a new name behind the others", () => {
    expect(refresh("two\t2/tcp\n")).toBe("two\t2/tcp\tzwei\n");
    expect(refresh("two\t2/tcp\tII zwo\t# due\n")).toBe("two\t2/tcp\tII zwo zwei\t# due\n");
  });

  test("and its lower-case form where the target asks for that", () => {
    expect(refresh("Five 5/tcp\n", { target: "glibc" })).toBe("Five 5/tcp Cinq\n");
    expect(refresh("Five 5/tcp\n", { target: "go" })).toBe("Five 5/tcp Cinq cinq\n");
  });

  test("keeps a comment in its column as long as there is room", () => {
    expect(refresh("two\t\t2/tcp\t\t\t\t# due\n")).toBe("two\t\t2/tcp\tzwei\t\t\t# due\n");
    expect(refresh("two        2/tcp          # due\n")).toBe("two        2/tcp zwei     # due\n");
  });

  test("renames, keeps and marks what is gone", () => {
    expect(refresh("three\t3/tcp\n")).toBe(
      "drei\t3/tcp\tthree\t# three no longer registered (2021-02-03)\n",
    );
    expect(refresh("three\t3/tcp\t# tre\r\n")).toBe(
      "drei\t3/tcp\tthree\t# tre; three no longer registered (2021-02-03)\r\n",
    );
  });

  test("moves a name, and says from where", () => {
    expect(refresh("two\t2/tcp zwei\nfour\t4/tcp\t# IV\nmine\t70/tcp\n")).toBe(
      "two\t2/tcp zwei\n#four\t4/tcp\t# IV; four moved to 44/tcp\nfour\t44/tcp\t# IV\nmine\t70/tcp\n",
    );
  });

  test("moves it away from the names that stay", () => {
    expect(refresh("quattro\t4/tcp\tfour\n")).toBe(
      "quattro\t4/tcp\t# four moved to 44/tcp\nfour\t44/tcp\n",
    );
  });

  test("takes the new description over where the comment was the old one", () => {
    expect(refresh("one 1/tcp # The first\n")).toBe("one 1/tcp # The very first\n");
    expect(refresh("one 1/tcp # the one\n")).toBe("one 1/tcp # the one\n");
  });

  test("tells what is new, and adds it where that is asked for", () => {
    const text = "one 1/tcp\nFive 5/tcp Cinq cinq\nmine 70/tcp\n";
    const { notAdded } = refreshServices(text, old, fresh);
    expect(notAdded).toEqual(["six 6/tcp", "four 44/tcp"]);
    expect(refresh(text, { add: true })).toContain("Cinq cinq\nsix  6/tcp\nfour 44/tcp\nmine");
  });

  test("writes the date of the registry where the file has the old one", () => {
    const text = "# From the IANA Port Number Registry of 2020-01-01,\none 1/tcp\n";
    expect(servicesDate(text)).toBe("2020-01-01");
    expect(servicesDate("# IANA services version: last updated 2013-04-10\n")).toBe("2013-04-10");
    expect(servicesDate("# (last updated on 2011-11-23)\n")).toBe("2011-11-23");
    expect(servicesDate("one 1/tcp # Registry of 2011-11-23\n")).toBeUndefined();
    expect(refresh(text)).toContain("Registry of 2021-02-03,");
  });

  describe("keeps new ports on offer until they are added or refused", () => {
    const text = "# Registry of 2020-01-01\none 1/tcp\nFive 5/tcp Cinq cinq\n";
    const offer = "# Ports registered after 2020-01-01 are not added yet.\n";
    const newer = registry("2022-03-04", [...ROWS, ["seven", 7]], {
      six: "2020-02",
      four: "2019-12-31",
      seven: "2022-01-01",
    });
    const refreshed = refresh(text);

    test("by a line behind the date, which is taken out when nothing is on offer", () => {
      expect(refreshed).toContain(`# Registry of 2021-02-03\n${offer}one 1/tcp`);
      expect(refresh(text, { add: true })).not.toContain("after");
      expect(refresh(text, { add: false })).toBe(refreshed.replace(offer, ""));
      const again = refreshServices(refreshed, fresh, fresh);
      expect(again).toMatchObject({ text: refreshed, changes: [] });
      const decided = refreshServices(refreshed, fresh, fresh, { add: false });
      expect(decided.text).toBe(refreshed.replace(offer, ""));
      expect(decided.changes).toMatchObject([{ line: 2, before: offer.trimEnd(), after: [] }]);
    });

    test("also over several registries, by the dates of registration", () => {
      const { text: later, notAdded } = refreshServices(refreshed, fresh, newer);
      expect(notAdded).toEqual(["six 6/tcp", "seven 7/tcp"]);
      expect(later).toContain(`# Registry of 2022-03-04\n${offer}one`);
      const added = refreshServices(later, newer, newer, { add: true });
      expect(added.text).toBe(`${later.replace(offer, "")}six  6/tcp\nseven 7/tcp\n`);
    });

    test("but not where the file tells no date, or no newer one", () => {
      expect(refresh("one 1/tcp\n")).toBe("one 1/tcp\n");
      const other = "# Registry of 2019-01-01\none 1/tcp\n";
      expect(refresh(other)).toBe(other);
    });
  });

  test("breaks lines that musl would cut", () => {
    const comment = "x".repeat(112);
    expect(refresh(`two\t2/tcp\t# ${comment}\n`, { target: "musl" })).toBe(
      `two\t2/tcp\t# ${comment}\nzwei\t2/tcp\n`,
    );
    expect(refresh(`three\t3/tcp\t# ${comment}\n`, { target: "musl" })).toBe(
      `# 3/tcp: three no longer registered (2021-02-03)\ndrei\t3/tcp\t# ${comment}\nthree\t3/tcp\n`,
    );
  });

  test.each([
    "one 1/tcp # The first\ntwo 2/tcp\nthree 3/tcp\nfour 4/tcp\nFive 5/tcp\n",
    "quattro\t4/tcp\tfour\nthree\t3/tcp\n",
    `three\t3/tcp\t# ${"x".repeat(110)}\n`,
    "four 4/tcp",
  ])("of a refreshed file changes nothing", (text) => {
    const once = refresh(text, { add: true });
    expect(once).not.toBe(text);
    expect(refresh(once, { add: true })).toBe(once);
  });

  test("says each change with its line and a sentence", () => {
    expect(refreshServices("\ntwo 2/tcp\n", old, fresh).changes).toEqual([
      {
        line: 2,
        before: "two 2/tcp",
        after: ["two 2/tcp zwei"],
        facts: [
          {
            kind: "alias",
            name: "zwei",
            key: "2/tcp",
            message: "“zwei” is registered for 2/tcp; it is added as an alias.",
          },
        ],
      },
    ]);
  });
});

test("many names on ranges of all ports are refreshed, and added, in time", () => {
  const all = { first: 1, last: 65_535 };
  const names = Array.from({ length: 40 }, (_, i) => `name-${i}`);
  const wide = createRegistry({
    records: [
      ...names.map((name) => ({ name, port: all, protocol: "tcp", contacts: [], references: [] })),
      { name: "low", port: { first: 2, last: 9_000 }, protocol: "udp", references: [] },
    ],
  });
  const none = createRegistry();
  const start = performance.now();
  const { text, notAdded } = refreshServices("x 9000/udp\n", none, wide, { add: true });
  expect(notAdded).toEqual([]);
  // Each name leads to its lowest port, and stands there only.
  expect(text.split("\n").filter((line) => /\/(?:tcp|udp)/.test(line))).toHaveLength(3);
  expect(text).toContain("name-0 1/tcp name-1 ");
  expect(text).toContain("low 2/udp");
  expect(performance.now() - start).toBeLessThan(20_000);
});
