import { COLUMNS, createRegistry, Report } from "@portolan/model";
import { parseReferenceLabel } from "@portolan/model/internal";
import { fromText, toText } from "@portolan/text";
import { describe, expect, test } from "vitest";
import { type HeaderFields, readHeader } from "./header.js";

/** Reads lines in which all is understood. */
function read(lines: readonly string[], isNoteTitle?: (index: number) => boolean): HeaderFields {
  const source = new Report(lines.join("\n"));
  const report = new Report();
  const placed = lines.map((text) => ({ text, place: source.at(0) }));
  const fields = readHeader(placed, report, isNoteTitle);
  expect(report.problems).toEqual([]);
  return fields;
}

describe("readHeader", () => {
  test("reads the published text", () => {
    const lines = [
      "   Internet Assigned Numbers Authority",
      "     • Domains",
      "     •\u00a0About",
      "              Port Registry",
      "   Last Updated",
      "           2024-04-30",
      "   Expert(s)",
      "",
      " Ann Example;",
      " Bob Example",
      "",
      "   Reference",
      "   [RFC6335]",
      "   [RFC8126]",
      "   Note",
      "",
      " First, see [RFC6335].",
      "",
      "   * indented",
      "",
      "   Request an Assignment",
      "",
      "   [https://example.org/apply]",
      "   Available Formats",
      "   [IMG]",
      "   CSV [IMG]",
    ];
    expect(read(lines)).toEqual({
      title: "Port Registry",
      updated: "2024-04-30",
      experts: ["Ann Example;\nBob Example"],
      references: [
        { type: "rfc", data: "rfc6335" },
        { type: "rfc", data: "rfc8126" },
      ],
      notes: [
        { text: "First, see [RFC6335].\n\n  * indented" },
        { title: "Request an Assignment", text: "[https://example.org/apply]" },
      ],
    });
  });

  test("reads copies with bullets, and with Markdown escapes, links and fences", () => {
    const bullets = ["Port Registry", "- Last Updated", "- 2025-10-16", "- Expert(s)", "-", "Ann"];
    expect(read(bullets)).toMatchObject({
      title: "Port Registry",
      updated: "2025-10-16",
      experts: ["Ann"],
    });
    const markdown = [
      "# Port Registry",
      "Reference",
      "[\\[RFC6335\\]](#)",
      "## Note",
      "See [\\[RFC6335\\]](#).",
      "```",
      "* a box *",
      "```",
    ];
    expect(read(markdown)).toMatchObject({
      title: "Port Registry",
      references: [{ type: "rfc", data: "rfc6335" }],
      notes: [{ text: "See [RFC6335].\n* a box *" }],
    });
  });

  test("gives empty fields for no lines", () => {
    expect(read([])).toEqual({ experts: [], references: [], notes: [] });
  });

  test("takes the title of a note where the caller sees one", () => {
    expect(read(["Note", "a", "More", "b"], (index) => index === 2).notes).toEqual([
      { text: "a" },
      { title: "More", text: "b" },
    ]);
  });
});

describe("a head that is not understood", () => {
  const record = { name: "a", port: 1, protocol: "tcp", contacts: [], references: [] };
  const updated = "1 January 2024";
  const references = [parseReferenceLabel("RFC1, RFC2")];
  const iana = toText(createRegistry({ updated: "2024-01-01", references, records: [record] }))
    .replace("2024-01-01", updated)
    .replace("[RFC1, RFC2]", "RFC1, RFC2");
  const headings = COLUMNS.map(({ heading }) => heading).join("\t");
  const copy = `Last Updated\n${updated}\nReference\nRFC1, RFC2\n${headings}\na\t1\ttcp\tA\n`;

  test.each([
    ["IANA's text", iana, ["4:4 record/date-invalid", "7:4 record/list-invalid"]],
    ["a copy", copy, ["2:1 record/date-invalid", "4:1 record/list-invalid"]],
    [
      "a copy with bullets",
      copy.replace(updated, `  - ${updated}`),
      ["2:5 record/date-invalid", "4:1 record/list-invalid"],
    ],
    [
      "an unknown text",
      `Last Updated\n${updated}\nReference\nRFC1, RFC2\n`,
      ["1:1 text/not-recognised", "2:1 record/date-invalid", "4:1 record/list-invalid"],
    ],
  ])("is kept as text in %s, and reported", (_, source, expected) => {
    const { registry, problems } = fromText(source);
    expect(registry).toMatchObject({ updated, references });
    expect(problems.map(({ code, start }) => `${start?.line}:${start?.column} ${code}`)).toEqual(
      expect.arrayContaining(expected),
    );
    const [date] = problems.filter(({ code }) => code === "record/date-invalid");
    expect((date?.end?.column ?? 0) - (date?.start?.column ?? 0)).toBe(updated.length);
  });
});

test.each(
  [
    "| a | 1|||||8 | tcp | x |",
    "  | a | ? | ? |",
    "a ? | b | c | d | e",
    "a\t?\t?\tb\tc",
    "Service Name Pora 80 tcp x",
    "a  80/tcp  x",
    "a\t80\ttcp",
  ].map((row) => [row]),
)("a row that stands among the lines of a head is told: %j", (row) => {
  const source = toText(createRegistry({ updated: "2024-01-01" })).replace(
    "   Last Updated\n",
    `${row}\n   Last Updated\n`,
  );
  const { problems } = fromText(source);
  expect(problems.map(({ code, values }) => [code, values?.found])).toContainEqual([
    "text/line-skipped",
    row.trim(),
  ]);
});
