import { describe, expect, test } from "vitest";
import { readHeader } from "./header.js";

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
    expect(readHeader(lines)).toEqual({
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
    expect(readHeader(bullets)).toMatchObject({
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
    expect(readHeader(markdown)).toMatchObject({
      title: "Port Registry",
      references: [{ type: "rfc", data: "rfc6335" }],
      notes: [{ text: "See [RFC6335].\n* a box *" }],
    });
  });

  test("gives empty fields for no lines", () => {
    expect(readHeader([])).toEqual({ experts: [], references: [], notes: [] });
  });

  test("takes the title of a note where the caller sees one", () => {
    expect(readHeader(["Note", "a", "More", "b"], (index) => index === 2).notes).toEqual([
      { text: "a" },
      { title: "More", text: "b" },
    ]);
  });
});
