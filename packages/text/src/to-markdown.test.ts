import { createRegistry, type ServiceRecord } from "@portolan/model";
import { markdownChunks, toMarkdown } from "@portolan/text";
import { describe, expect, it } from "vitest";

function registryOf(...records: Partial<ServiceRecord>[]): Parameters<typeof toMarkdown>[0] {
  return createRegistry({
    records: records.map((record) => ({ contacts: [], references: [], ...record })),
  });
}

describe("toMarkdown", () => {
  it("writes title and date, then a table of twelve columns", () => {
    const registry = createRegistry({ title: "Service | Names", updated: "2024-01-02" });
    expect(toMarkdown(registry)).toBe(
      "# Service \\| Names\n\nLast Updated\n2024-01-02\n\n" +
        "| Service Name | Port Number | Transport Protocol | Description | Assignee | Contact | " +
        "Registration Date | Modification Date | Reference | Service Code | " +
        "Unauthorized Use Reported | Assignment Notes |\n" +
        `|${" --- |".repeat(12)}\n`,
    );
  });

  it("writes the columns it is asked for, in their order", () => {
    const registry = registryOf({ name: "http", port: 80 }, { port: { first: 81, last: 83 } });
    expect(toMarkdown(registry, { columns: ["port", "name"] })).toBe(
      "| Port Number | Service Name |\n| --- | --- |\n| 80 | http |\n| 81-83 |  |\n",
    );
  });

  it.each([
    ["a | b", "a \\| b"],
    ["one\n  two", "one two"],
    ["<b>&amp;</b>", "&lt;b&gt;&amp;amp;&lt;/b&gt;"],
    ["`code` *bold* ~~gone~~ \\", "\\`code\\` \\*bold\\* \\~\\~gone\\~\\~ \\\\"],
    ["snake_case _and_ __init__", "snake_case \\_and\\_ \\_\\_init\\_\\_"],
    ["[was x] [a](b)", "[was x] [a]\\(b)"],
    ["\0", "\uFFFD"],
  ])("makes the marks in %j harmless", (description, cell) => {
    const table = toMarkdown(registryOf({ description }), { columns: ["description"] });
    expect(table.split("\n")[2]).toBe(`| ${cell} |`);
  });

  it("writes references as links, breaks and paragraphs as breaks", () => {
    const registry = registryOf({
      references: [
        { type: "rfc", data: "rfc6335" },
        { type: "uri", data: "https://example.org/a (b)?c=d&e", text: "A [B]" },
        { type: "uri", data: "javascript:alert(1)" },
        { type: "text", text: "n/a" },
      ],
      notes: [
        "See ",
        { reference: { type: "person", data: "A_B" } },
        { break: true },
        "x",
        { paragraph: "y" },
      ],
    });
    expect(toMarkdown(registry, { columns: ["reference", "notes"] }).split("\n")[2]).toBe(
      "| [[RFC6335](https://www.iana.org/go/rfc6335)]" +
        "[[A \\[B\\]](https://example.org/a%20%28b%29?c=d&amp;e)]" +
        "[javascript:alert(1)][n/a] | See [A_B]<br>x<br>y |",
    );
  });

  it("gives the same text in pieces", () => {
    const registry = registryOf({ name: "a" }, { name: "b" });
    const chunks = [...markdownChunks(registry, { columns: ["name"] })];
    expect(chunks.join("")).toBe("| Service Name |\n| --- |\n| a |\n| b |\n");
  });
});
