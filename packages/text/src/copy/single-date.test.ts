import { COLUMNS } from "@portolan/model";
import { fromText } from "@portolan/text";
import { describe, expect, it } from "vitest";

const HEAD = COLUMNS.map(({ heading }) => heading).join(" ");
const PEOPLE = [
  "Contact Information",
  "ID Name Organization Contact URI Last Updated",
  ...["[Ann] Ann 2001-01-02", "[Bo] Bo 2002-02-02", "[IESG] IESG"],
];
const ANN = "[Ann] [Ann]";
const BO = "[Bo] [Bo]";

/** Gives the column of a row's only date, in a page in which the service may have tcp and udp. */
function columnOf(port: number | "", protocol: string, people: string, date: string, both = false) {
  const row = (which: string, at = ""): string =>
    ["serv", port, which, "Words", people, at].filter((text) => text !== "").join(" ");
  const others = ["tcp", "udp"].filter((which) => both && which !== protocol);
  const lines = [HEAD, row(protocol, date), ...others.map((which) => row(which)), ...PEOPLE];
  const [record] = fromText(lines.join("\n")).registry.records;
  const { registrationDate, modificationDate } = record ?? {};
  expect([registrationDate ?? date, modificationDate ?? date]).toEqual([date, date]);
  return modificationDate === undefined ? "registration" : "modification";
}

describe("the only date of a row without empty cells", () => {
  it("is of registration without a day, or without a port", () => {
    expect(columnOf(70, "tcp", ANN, "2012-01", true)).toBe("registration");
    expect(columnOf(70, "tcp", ANN, "2012-01-02", true)).toBe("modification");
    expect(columnOf("", "tcp", BO, "2001-01-02")).toBe("registration");
    expect(columnOf(70, "tcp", BO, "2001-01-02")).toBe("modification");
  });

  it.each([
    ["tcp", "2011-07-31", "registration"],
    ["udp", "2011-07-31", "registration"],
    ["tcp", "2011-08-01", "modification"],
    ["sctp", "2011-07-31", "modification"],
  ])("where the row names nobody, for %s on %s: %s", (protocol, date, expected) => {
    expect(columnOf(70, protocol, "", date)).toBe(expected);
    expect(columnOf(5000, protocol, "", date)).toBe(expected);
  });

  it("is of modification where the IESG took over both transports of a later port", () => {
    const of = (port: number, people: string, both: boolean) =>
      columnOf(port, "tcp", people, "2005-01-02", both);
    expect(of(4000, "[IESG] [Ann]", true)).toBe("modification");
    expect(of(4000, "[IESG] [Ann]", false)).toBe("registration");
    expect(of(4000, "[Ann] [IESG]", true)).toBe("registration");
    expect(of(3999, "[IESG] [Ann]", true)).toBe("registration");
  });

  it.each([
    [4000, "2011-07-31", "registration", "registration"],
    [4000, "2011-08-01", "modification", "registration"],
    [4000, "2011-10-31", "modification", "registration"],
    [4000, "2011-11-01", "registration", "registration"],
    [3999, "2011-11-01", "modification", "registration"],
    [3999, "2011-08-01", "modification", "registration"],
    [3999, "2011-07-31", "registration", "registration"],
  ])("of port %i on %s is of %s with both transports, of %s with one", (port, date, both, one) => {
    for (const protocol of ["tcp", "udp"]) {
      expect(columnOf(port, protocol, ANN, date, true)).toBe(both);
      expect(columnOf(port, protocol, ANN, date)).toBe(one);
    }
  });

  it("of a system port is of modification before RFC 6335, unless a contact has the same", () => {
    const of = (port: number, people: string, date: string) => columnOf(port, "tcp", people, date);
    expect(of(1023, BO, "2001-01-02")).toBe("modification");
    expect(of(1024, BO, "2001-01-02")).toBe("registration");
    expect(of(1023, ANN, "2001-01-02")).toBe("registration");
    expect(of(1023, "[Bo] [Ann]", "2001-01-02")).toBe("registration");
    expect(of(1023, "[Bo] [Ann]", "2002-02-02")).toBe("registration");
    expect(of(1023, BO, "2011-07-31")).toBe("modification");
    expect(of(1023, BO, "2011-08-01")).toBe("registration");
  });

  it("of another transport is of modification where one person is both", () => {
    for (const both of [false, true]) {
      expect(columnOf(70, "sctp", ANN, "2012-01-02", both)).toBe("modification");
      expect(columnOf(70, "sctp", "[Ann] [Bo]", "2012-01-02", both)).toBe("registration");
    }
    expect(columnOf(70, "tcp", ANN, "2012-01-02")).toBe("registration");
  });
});
