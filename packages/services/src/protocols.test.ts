import { type ProtocolNumbers, Report } from "@portolan/model";
import { fromProtocols, toProtocols } from "@portolan/services";
import { describe, expect, test } from "vitest";

const rfc = (number: number) => [{ type: "rfc", data: `rfc${number}` }];
const NUMBERS: ProtocolNumbers = {
  updated: "2025-01-01",
  records: [
    {
      number: 0,
      keyword: "HOPOPT",
      description: "IPv6 Hop-by-Hop Option",
      ipv6Extension: true,
      references: rfc(8200),
    },
    { number: 6, keyword: "TCP", description: "Transmission Control", references: rfc(9293) },
    { number: 13, keyword: "ARGUS (deprecated)", description: "ARGUS", references: [] },
    { number: 39, keyword: "TP++", references: [] },
    { number: 61, description: "any host internal protocol", references: [] },
    { number: 89, keyword: "OSPFIGP", references: [] },
    { number: 135, keyword: "Mobility Header", references: [] },
    { number: 136, keyword: "tcp", references: [] },
    { number: { first: 148, last: 252 }, description: "Unassigned", references: [] },
    { number: 255, keyword: "Reserved", references: [] },
  ],
};

describe("a protocols file", () => {
  test("has the keyword in lower case, the number, the keyword and a comment", () => {
    expect(toProtocols(NUMBERS)).toBe(
      [
        "# Internet protocol numbers, see protocols(5)",
        "# From the IANA registry Assigned Internet Protocol Numbers of 2025-01-01,",
        "# https://www.iana.org/assignments/protocol-numbers",
        "hopopt\t0\tHOPOPT\t# IPv6 Hop-by-Hop Option",
        "tcp\t6\tTCP\t# Transmission Control",
        "argus\t13\tARGUS\t# ARGUS (deprecated)",
        "tp++\t39\tTP++",
        "ospfigp\t89\tOSPFIGP",
        "mobility-header\t135\tMobility-Header",
        "",
      ].join("\n"),
    );
  });

  test("reports what it left out or wrote in another form", () => {
    const report = new Report();
    toProtocols(NUMBERS, { report });
    expect(report.problems.map(({ message }) => message)).toEqual([
      "Keywords with characters that a line cannot hold are written in a legal form: 2, for example ARGUS (deprecated).",
      "Protocol numbers without a keyword cannot be written: 3, for example 61.",
      "Names that a lower protocol number has already are left out: 1, for example tcp.",
    ]);
  });

  test.each([
    ["ip", 0, "HOPOPT", ["debian"]],
    ["", 0, "HOPOPT", []],
    ["", 0, "other", ["debian"]],
    ["", 99, "HOPOPT", ["debian"]],
    ["ospf", 89, "OSPFIGP", ["fedora"]],
  ] as const)("has the alias %j of packs for %i %s with %j", (alias, number, keyword, packs) => {
    const text = toProtocols(
      { records: [{ number, keyword, references: [] }] },
      { packs, header: false },
    );
    expect(/\bip\b|\bospf\b/.exec(text)?.[0] ?? "").toBe(alias);
  });

  test.each([
    ["65535", []],
    ["65536", ["protocols/number-invalid"]],
    ["0", []],
    ["-1", ["protocols/number-invalid"]],
  ])("takes numbers up to 65535: %s", (number, expected) => {
    const { problems } = fromProtocols(`a ${number} A\n`);
    expect(problems.map(({ code }) => code)).toEqual(expected);
  });

  test("has references, or no comment, and aliases of packs where asked", () => {
    const text = toProtocols(NUMBERS, { comments: "full", packs: ["debian"], header: false });
    expect(text).toContain("hopopt\t0\tHOPOPT ip IP\t# IPv6 Hop-by-Hop Option [RFC8200]\n");
    expect(text).toContain("ospfigp\t89\tOSPFIGP ospf\n");
    expect(toProtocols(NUMBERS, { comments: "none", header: false })).toContain("tcp\t6\tTCP\n");
  });

  test("is read back and written the same", () => {
    const text = toProtocols(NUMBERS, { packs: ["bsd"] });
    const { numbers, problems } = fromProtocols(text);
    expect(problems).toEqual([]);
    expect(numbers.updated).toBe("2025-01-01");
    expect(toProtocols(numbers)).toBe(text);
  });

  test("of a system is read with positions", () => {
    const source = "ip\t0\tIP\t\t# internet protocol\n\nmptcp 262 MPTCP\nbad\nworse 9x\n";
    const { numbers, problems, offsets } = fromProtocols(source);
    expect(numbers.records).toEqual([
      { number: 0, keyword: "IP", description: "internet protocol", references: [] },
      { number: 262, keyword: "MPTCP", references: [] },
    ]);
    expect(offsets).toEqual([0, source.indexOf("mptcp")]);
    expect(problems.map(({ code, start }) => [code, start?.line])).toEqual([
      ["protocols/line-incomplete", 4],
      ["protocols/number-invalid", 5],
    ]);
  });
});
