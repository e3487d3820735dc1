import { createRegistry } from "@portolan/model";
import { fromText, protocolNumbersFromText, type TextParseResult, toText } from "@portolan/text";
import { describe, expect, it } from "vitest";

const registry = createRegistry({
  records: [{ name: "a", port: 1, protocol: "tcp", contacts: ["X"], references: [] }],
  people: [{ id: "X", name: "First", uris: [] }],
});

/** Adds a column on the right of the lines that hold given texts. */
function withColumn(
  page: string,
  cells: readonly (readonly [line: RegExp, cell: string])[],
): string {
  return page
    .split("\n")
    .map((line) => {
      const cell = cells.find(([pattern]) => pattern.test(line))?.[1];
      return cell === undefined ? line : line.padEnd(250) + cell;
    })
    .join("\n");
}

function faultsOf({ problems }: Pick<TextParseResult, "problems">): readonly string[] {
  return problems.map(({ code, start }) => `${code} ${start?.column}`);
}

describe("a table in columns", () => {
  it("of records has a column twice", () => {
    const result = fromText(
      withColumn(toText(registry), [
        [/Description/, "Assignee"],
        [/^a /, "[Z]"],
      ]),
    );
    expect(result.registry.records).toEqual(registry.records);
    expect(faultsOf(result)).toEqual(["text/column-duplicate 251"]);
  });

  it("has no column that is known, and its rows are refused, not lost", () => {
    const page = "Service   Port   Transport Description A-22\n\n| a | 1 | tcp | First |\n";
    const { registry: found, problems } = fromText(page);
    expect(found.records).toEqual([]);
    expect(problems.some(({ severity }) => severity === "error")).toBe(true);
  });

  it("of contacts is no registry where rows above it could not be read", () => {
    const page = toText(registry, { frame: false }).replace(/^(?=.*\bDescription\b).*/m, "");
    const { registry: found, problems } = fromText(
      page.replace(/^a .*/m, "| a | 1 | tcp | First |"),
    );
    expect(found.records).toEqual([]);
    expect(problems.map(({ code }) => code)).toContain("text/not-recognised");
  });

  it("has a row above its headings, which is told", () => {
    const lines = toText(registry).split("\n");
    const row = lines.find((line) => /^a /.test(line)) ?? "";
    for (const at of [2, 9]) {
      const { registry: found, problems } = fromText(lines.toSpliced(at, 0, row).join("\n"));
      expect(found.records).toEqual(registry.records);
      expect(problems.map(({ code, start }) => `${code} ${start?.line}`)).toEqual([
        `text/line-skipped ${at + 1}`,
      ]);
    }
  });

  it("of contacts has a column twice, and one of its own", () => {
    const twice = withColumn(toText(registry), [
      [/Organization/, "Name"],
      [/^\[X\]/, "Second"],
    ]);
    const result = fromText(twice);
    expect(result.registry.people).toEqual(registry.people);
    expect(faultsOf(result)).toEqual(["text/column-duplicate 251"]);
    expect(faultsOf(fromText(twice.replace(/ Name$/m, " Rank")))).toEqual([
      "text/column-unknown 251",
    ]);
  });

  it("of contacts has no column of ids", () => {
    const result = fromText(toText(registry).replace(/^( *)ID /m, "$1   "));
    expect(result.registry.records).toEqual(registry.records);
    expect(result.registry.people).toEqual([]);
    expect(result.problems.map(({ code }) => code)).toEqual(["text/people-without-ids"]);
  });

  it("of protocol numbers has a column twice", () => {
    const { numbers, problems } = protocolNumbersFromText(
      [
        "   Decimal  Keyword  Protocol             Keyword",
        "   6        TCP      Transmission Control Other",
        "   17       UDP      User Datagram        Another",
      ].join("\n"),
    );
    expect(numbers.records.map(({ keyword }) => keyword)).toEqual(["TCP", "UDP"]);
    expect(faultsOf({ problems })).toEqual(["text/column-duplicate 43"]);
  });
});
