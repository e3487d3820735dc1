import { fromText } from "@portolan/text";
import { expect, test } from "vitest";

const HEAD = "Keyword         Decimal    Description                     References\n";
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
