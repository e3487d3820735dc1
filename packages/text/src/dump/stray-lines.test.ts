import { fromText } from "@portolan/text";
import { describe, expect, it } from "vitest";

const LINKS = [
  "References",
  "",
  "   Visible links:",
  "   1. https://www.iana.org/assignments/service-names-port-numbers/service-names-port-numbers.csv",
  "   2. mailto:ann lee&example.org",
  "",
  "   Hidden links:",
  "   3. https://www.iana.org/go/rfc862",
];

/** A page as lynx dumps it: rows are wrapped, and indented by three blanks. */
const FLOW = [
  "   Service Name Port Number Transport Protocol Description Assignee Contact Registration Date",
  "   Modification Date Reference Service Code Unauthorized Use Reported Assignment Notes",
  "   alpha 7 tcp First [[1]Ann_Lee] [[2]Ann_Lee]",
  "   alpha 7 udp First [[3]Ann_Lee] [[4]Ann_Lee] [[5]RFC862]",
  "   8 tcp Unassigned",
  "   whoispp 63 tcp whois++",
  "   IANA assigned this well-formed service name as a replacement for whois++. [[6]Ann_Lee]",
  "   [[7]Ann_Lee]",
  "   gamma 6000-6063 tcp Windows [[8]Ann_Lee] [[9]Ann_Lee] 2001-01-02 2014-03-04 Known",
  "   Unauthorized Use on port 6001",
  "   zeta 6064 tcp Zeta [[10]Ann_Lee] [[11]Ann_Lee]",
];

/** The same as elinks dumps it, in columns. */
const COLUMNS = [
  "   Service Name Port Number Transport Protocol Description  Assignee       Contact     Registration Date Modification Date Reference Service Code Unauthorized Use Reported Assignment Notes",
  "   alpha        7           tcp                First       [[1]Ann_Lee] [[2]Ann_Lee]",
  "   alpha        7           udp                First       [[3]Ann_Lee] [[4]Ann_Lee]",
  "                8           tcp                Unassigned",
  "   zeta         6064        tcp                Zeta        [[5]Ann_Lee] [[6]Ann_Lee]",
];

const toldAt = (lines: readonly string[], line: number): readonly string[] =>
  fromText(lines.join("\n"))
    .problems.filter(({ start }) => start?.line === line + 1)
    .map(({ code }) => code);

describe.each([
  ["wrapped", FLOW],
  ["in columns", COLUMNS],
])("a dump that is %s", (_, table) => {
  const page = [...table, "", ...LINKS];
  const { registry, problems, dialect } = fromText(page.join("\n"));

  it("is read without its links, which are told nowhere", () => {
    expect(dialect).toBe("dump");
    expect(registry.records.at(-1)).toMatchObject({ name: "zeta", contacts: ["Ann_Lee"] });
    const told = problems.filter(({ start }) => (start?.line ?? 0) > table.length + 1);
    expect(told.filter(({ code }) => code !== "text/person-unlisted")).toEqual([]);
  });

  it.each([
    "   omega 70 tcp Omega [Bo] [Bo]",
    "omega        70          tcp                Omega",
    "A sentence of somebody.",
  ])("tells a line among its links and behind them: %s", (stray) => {
    for (const at of [page.length, page.length - 2, page.length - 5]) {
      const spoilt = page.toSpliced(at, 0, stray);
      expect(toldAt(spoilt, at), `line ${at + 1}`).toContain("text/line-skipped");
      expect(fromText(spoilt.join("\n")).registry.records).toEqual(registry.records);
    }
  });
});

it.each([
  "Advertisement",
  "Nov 28 22:10:24 host kernel: [12.3] link up",
  "> quoted words of a mail",
  "Page 3 of 12",
  "17",
  "   A line that is indented as rows are.",
])("a wrapped dump tells a line between two rows: %s", (stray) => {
  const { registry } = fromText(FLOW.join("\n"));
  for (const at of [3, 4, 5, 8, 10]) {
    const spoilt = FLOW.toSpliced(at, 0, stray);
    expect(toldAt(spoilt, at).length, `line ${at + 1}`).toBeGreaterThan(0);
    const found = fromText(spoilt.join("\n")).registry.records;
    expect(found.length).toBe(registry.records.length);
    expect(
      found.filter((one, i) => JSON.stringify(one) !== JSON.stringify(registry.records[i])).length,
    ).toBeLessThan(2);
  }
});

it("a row of a wrapped dump that stands out of order keeps those after it", () => {
  const spoilt = FLOW.toSpliced(3, 0, "   high 60000 tcp High [[1]Ann_Lee] [[2]Ann_Lee]");
  const names = fromText(spoilt.join("\n")).registry.records.map(({ name }) => name);
  expect(names).toEqual(["alpha", "high", "alpha", undefined, "whoispp", "gamma", "zeta"]);
});
