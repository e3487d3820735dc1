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
