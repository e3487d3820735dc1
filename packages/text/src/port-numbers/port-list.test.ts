import { fromText } from "@portolan/text";
import { expect, test } from "vitest";

const HEAD = "Keyword         Decimal    Description                     References\n";
/** The head and the foot between two pages of an RFC. */
const PAGE_BREAK =
  "\n\nEditor                     [Page 9]\n\f\nRFC 9999    Numbers    May 1999\n\n\n";

test("a description goes on over a page break, and under comments without their mark", () => {
  const { registry, problems } = fromText(
    `${HEAD}one              1/tcp    begins here,${PAGE_BREAK}                          and ends there\n` +
      "two              2/tcp    begins here,\n#                         goes on\n                          and ends\n",
  );
  expect(problems).toEqual([]);
  expect(registry.records.map(({ description }) => description)).toEqual([
    "begins here, and ends there",
    "begins here, goes on and ends",
  ]);
});

test("the section below a page break is no description, with a tab in its title too", () => {
  const { registry } = fromText(`${HEAD}${ENTRY}${PAGE_BREAK}\t\t\tOTHER\tNUMBERS\n\nProse.\n`);
  expect(registry.records.map(({ description }) => description)).toEqual(["First"]);
});

test("ports that nobody has are no contact when their mark is missing", () => {
  const { registry } = fromText(
    `${HEAD}${ENTRY}\t\t   24-41     Reserved\t\t\t   [JBP]\nsix             46/tcp   Six\n`,
  );
  expect(registry.records.map(({ name, port }) => [name, port])).toEqual([
    ["one", 1],
    [undefined, { first: 24, last: 41 }],
    ["six", 46],
  ]);
});

const ENTRY = "one              1/tcp    First\n";

// A reader that looks at a line once for each of its parts would run into the time limit of the test.
test.each([
  ["brackets", `one  1/tcp  First ${"[RFC1] ".repeat(100_000)}\n`],
  ["addresses", `${ENTRY}#  ${"A B <a&b.example> ".repeat(50_000)}\n`],
  ["contacts", ENTRY + "#                Ada\n".repeat(50_000)],
  ["remarks", `${ENTRY}######## PORT 1 also used ########\n`.repeat(20_000)],
  ["strays", ENTRY + "stray\n".repeat(100_000) + ENTRY],
  ["openings of lists", "{|\n".repeat(100_000) + ENTRY],
  ["fences", `\`\`\`\n${HEAD}\`\`\`\n`.repeat(20_000) + ENTRY],
])("many %s take time in proportion to them", (_, rows) => {
  const { registry } = fromText(`${HEAD}${rows}`);
  expect(registry.records[0]?.name).toBe("one");
});

test.each([
  "Advertisement",
  "A line of prose that somebody put there.",
  "Nov 28 22:10:24 host kernel: [12.3] link up",
  "> quoted words of a mail",
  "Page 3 of 12",
  "17",
  "- 4 -",
  "404 Not Found",
])("a line between two entries that is none is told: %s", (stray) => {
  const two =
    "two              2/tcp    Second\n#                         Ann Lee <ann@example.org>\n";
  const { registry } = fromText(`${HEAD}${ENTRY}${two}`);
  const { registry: found, problems } = fromText(`${HEAD}${ENTRY}${stray}\n${two}`);
  expect(problems.map(({ start }) => start?.line)).toContain(3);
  const [one, second] = found.records;
  expect([one?.name, second]).toEqual(["one", registry.records[1]]);
  expect(found.records).toHaveLength(2);
});
