import {
  areProtocolHeadings,
  finishProtocol,
  isDeprecatedProtocol,
  type ProtocolDraft,
  parseProtocolNumber,
  protocolColumnOf,
  protocolDraftOf,
  Report,
} from "@portolan/model";
import { describe, expect, it } from "vitest";

const SPAN = { start: 0, end: 0 };

function finish(draft: ProtocolDraft) {
  const report = new Report();
  const record = finishProtocol(draft, report, SPAN);
  return { record, problems: report.problems.map(({ code }) => code) };
}

describe("protocol numbers", () => {
  it.each([
    ["0", 0],
    ["255", 255],
    ["148-252", { first: 148, last: 252 }],
    ["256", undefined],
    ["250-256", undefined],
    ["06", undefined],
    ["-1", undefined],
    ["", undefined],
  ])("reads %s as %o", (text, number) => {
    expect(parseProtocolNumber(text)).toEqual(number);
  });

  it("are known by two of their headings", () => {
    expect(areProtocolHeadings(["Keyword", "decimal"])).toBe(true);
    expect(areProtocolHeadings(["Decimal", "Protocol", "Reference"])).toBe(false);
    expect(protocolColumnOf(" IPv6 Extension Header ")).toBe("ipv6Extension");
    expect(protocolColumnOf("Service Name")).toBeUndefined();
  });
});

describe("a protocol's record", () => {
  it("has what the cells say", () => {
    const report = new Report();
    const cells = {
      number: "50",
      keyword: "ESP",
      description: "",
      ipv6Extension: "Y",
      references: "[RFC4303][Jane Doe][[X1]]",
    };
    const record = finishProtocol(protocolDraftOf(cells, report, SPAN), report, SPAN);
    expect(record).toEqual({
      number: 50,
      keyword: "ESP",
      ipv6Extension: true,
      references: [
        { type: "rfc", data: "rfc4303" },
        { type: "text", text: "Jane Doe" },
        { type: "text", text: "[X1]" },
      ],
    });
    expect(report.problems).toEqual([]);
  });

  it("tells No from nothing", () => {
    expect(finish({ number: "145", ipv6Extension: "N" }).record).toEqual({
      number: 145,
      ipv6Extension: false,
      references: [],
    });
    expect(finish({ number: "6" }).record).toEqual({ number: 6, references: [] });
  });

  it("needs a number", () => {
    expect(finish({ number: "6x", keyword: "TCP" })).toEqual({
      record: undefined,
      problems: ["protocol-numbers/number-invalid"],
    });
    expect(finish({ keyword: "TCP" }).problems).toEqual(["protocol-numbers/number-invalid"]);
  });

  it("is kept with what is wrong about it", () => {
    const { record, problems } = finish({
      number: "7",
      ipv6Extension: "maybe",
      registrationDate: "2014-13",
      modificationDate: "2015-10-06",
    });
    expect(record).toEqual({
      number: 7,
      references: [],
      registrationDate: "2014-13",
      modificationDate: "2015-10-06",
    });
    expect(problems).toEqual(["protocol-numbers/ipv6-invalid", "record/date-invalid"]);
  });

  it("keeps references that are no list as one", () => {
    const report = new Report();
    expect(protocolDraftOf({ references: "[a" }, report, SPAN).references).toEqual([
      { type: "text", text: "[a" },
    ]);
    expect(report.problems.map(({ code }) => code)).toEqual(["record/list-invalid"]);
  });

  it("is deprecated where keyword or description say so", () => {
    const references: never[] = [];
    expect(isDeprecatedProtocol({ number: 13, keyword: "X (deprecated)", references })).toBe(true);
    expect(isDeprecatedProtocol({ number: 13, description: "X (Deprecated)", references })).toBe(
      true,
    );
    expect(isDeprecatedProtocol({ number: 6, keyword: "TCP", references })).toBe(false);
  });
});
