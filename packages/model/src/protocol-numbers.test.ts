import { isDeprecatedProtocol } from "@portolan/model";
import {
  areProtocolHeadings,
  type ProtocolDraft,
  ProtocolReading,
  parseProtocolNumber,
  protocolColumnOf,
} from "@portolan/model/internal";
import { describe, expect, it } from "vitest";

/** Gives the record of a draft, and the codes of its problems. */
function finish(draft: ProtocolDraft) {
  const reading = new ProtocolReading("");
  reading.add(draft, { start: 0 });
  const { numbers, problems } = reading.finish();
  return { record: numbers.records[0], problems: problems.map(({ code }) => code) };
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

describe("a registry of protocol numbers", () => {
  it("that has no record is one that was cut off, or another", () => {
    const codes = (reading: ProtocolReading) => reading.finish().problems.map(({ code }) => code);
    expect(codes(new ProtocolReading(""))).toEqual(["protocol-numbers/no-records"]);
    const other = new ProtocolReading("");
    other.refuse({ start: 0 });
    expect(codes(other)).toEqual(["protocol-numbers/not-the-registry"]);
  });
});

describe("a protocol's record", () => {
  it("has what the cells say", () => {
    const reading = new ProtocolReading("");
    const cells = {
      number: "50",
      keyword: "ESP",
      description: "",
      ipv6Extension: "Y",
      references: "[RFC4303][Jane Doe][[X1]]",
    };
    reading.addCells(cells, { start: 7 });
    reading.addCells({ number: "51" }, { start: 17 }, 20);
    expect(reading.finish("2024-05-06")).toEqual({
      numbers: {
        updated: "2024-05-06",
        records: [
          {
            number: 50,
            keyword: "ESP",
            ipv6Extension: true,
            references: [
              { type: "rfc", data: "rfc4303" },
              { type: "text", text: "Jane Doe" },
              { type: "text", text: "[X1]" },
            ],
          },
          { number: 51, references: [] },
        ],
      },
      offsets: [7, 20],
      problems: [],
    });
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
    const reading = new ProtocolReading("");
    reading.addCells({ number: "6", references: "[a" }, { start: 0 });
    const { numbers, problems } = reading.finish();
    expect(numbers.records[0]?.references).toEqual([{ type: "text", text: "[a" }]);
    expect(problems.map(({ code }) => code)).toEqual(["record/list-invalid"]);
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
