import { oneLine, type Rendering, type RunningText, referencesIn } from "@portolan/model";
import { collapseSpace, joinText, renderText } from "@portolan/model/internal";
import { describe, expect, it } from "vitest";

const RFC: RunningText = ["see ", { reference: { type: "rfc", data: "rfc9110" } }, "."];

describe("joinText", () => {
  it("joins neighbouring strings and drops empty ones", () => {
    expect(joinText(["a", "", "b"])).toBe("ab");
    expect(joinText(["a", { break: true }, "b", "c"])).toEqual(["a", { break: true }, "bc"]);
    expect(joinText(["", ""])).toBeUndefined();
  });
});

describe("oneLine", () => {
  it("collapses white space but not no-break spaces", () => {
    expect(collapseSpace(" a\t\r\n b\u00a0 c ")).toBe("a b\u00a0 c");
  });

  it("writes references as labels and breaks as blanks", () => {
    expect(oneLine(RFC)).toBe("see [RFC9110].");
    expect(oneLine(["a", { break: true }, "\n  b", { paragraph: ["c", RFC[1] ?? ""] }])).toBe(
      "a b c[RFC9110]",
    );
  });
});

it("finds references inside paragraphs", () => {
  expect(referencesIn([{ paragraph: RFC }])).toEqual([{ type: "rfc", data: "rfc9110" }]);
});

// The examples of IANA's own renderings: what the published CSV of each era shows for this XML.
describe("renderText", () => {
  const whois: RunningText = [
    "whois++",
    { break: true },
    { break: true },
    "\nIANA assigned this …",
  ];
  const keys: RunningText = [
    "Defined TXT keys:",
    { break: true },
    "\n  txtvers",
    { break: true },
    "\n  server=…",
  ];
  const wrapped = "Port assignment … in \n    accordance to IEEE";
  const paragraphs: RunningText = [
    { paragraph: "Defined TXT keys:" },
    "\n      ",
    { paragraph: "td: …" },
  ];
  const cases: [Rendering, RunningText, string][] = [
    ["A", whois, "whois++\nIANA assigned this …"],
    ["B", whois, "whois++ IANA assigned this …"],
    ["C", whois, "whois++\nIANA assigned this …"],
    ["B", keys, "Defined TXT keys: txtvers server=…"],
    ["C", keys, "Defined TXT keys:\n  txtvers\n  server=…"],
    ["A", wrapped, wrapped],
    ["B", wrapped, "Port assignment … in accordance to IEEE"],
    ["C", wrapped, "Port assignment … in accordance to IEEE"],
    ["B", ["'-'", { break: true }, "\nAll of these"], "'-'\n\nAll of these"],
    ["B", paragraphs, "Defined TXT keys:\n      td: …"],
    ["C", paragraphs, `Defined TXT keys:\n${" ".repeat(14)}td: …`],
    ["C", "Defined TXT keys: \nenabled=<true|false>", "Defined TXT keys: \nenabled=<true|false>"],
  ];
  it.each(cases)("renders as era %s: %j", (rendering, text, expected) => {
    expect(renderText(text, rendering)).toBe(expected);
  });
});
