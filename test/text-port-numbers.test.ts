import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import {
  assigneesOf,
  formatPort,
  oneLine,
  type Registry,
  recordKey,
  statusOf,
} from "@portolan/model";
import { fromText } from "@portolan/text";
import { fromXml } from "@portolan/xml";
import { describe, expect, test } from "vitest";
import { remembered } from "./remembered.js";
import { hasSnapshots, NEEDS_SNAPSHOTS, readSnapshot, sharedPath } from "./shared.js";

/** The published texts before 2011, with the numbers of entries that a person counted. */
const DAYS = [
  { day: "2004-01-08", named: 8347, others: 59 },
  { day: "2006-04-25", named: 9494, others: 64 },
  { day: "2008-02-29", named: 10310, others: 64 },
] as const;

/** Holds an entry as a script of a few regular expressions finds it. */
interface ScriptEntry {
  readonly name: string;
  readonly port: string;
  readonly protocol: string;
  readonly description: string;
  readonly isCommented: boolean;
  addresses: readonly string[];
  people: readonly string[];
}

/**
 * Finds the entries with port and protocol, and the addresses below them, line by line. It shares
 * nothing with the reader.
 */
function entriesByScript(source: string): readonly ScriptEntry[] {
  const entries: ScriptEntry[] = [];
  let open: ScriptEntry[] = [];
  let addresses: string[] = [];
  let people: string[] = [];
  let hasContact = false;
  const close = (): void => {
    for (const entry of open) Object.assign(entry, { addresses, people });
    if (hasContact) open = [];
    hasContact = false;
    addresses = [];
    people = [];
  };
  for (const line of source.split(/\r?\n/)) {
    const entry = /^(#?)([^\s#]*)\s+(\d+(?:-\d+)?)\/([a-z]+)(?:\s+(.*))?$/.exec(line);
    const bare = /^(?:([#\s])|([^\s#(]\S*))\s+\d+(?:-\d+)?(?:\s|$)/.exec(line);
    if (entry !== null || bare !== null) close();
    if (entry !== null) {
      const [, mark = "", keyword = "", port = "", protocol = "", text = ""] = entry;
      const isCommented = mark === "#";
      if (open[0]?.isCommented === !isCommented) open = [];
      const found = {
        ...{ name: isCommented ? "" : keyword, port, protocol, isCommented },
        ...{ description: shownDescription(text), addresses: [], people: [] },
      };
      entries.push(found);
      open.push(found);
    } else if (bare !== null) {
      open = [];
    } else if (/^(?:#[ \t]{2}|[ \t]{20}[^<]*<.*>)/.test(line)) {
      hasContact ||= /^\S?\s+(?:[A-Z([>]|.*[&@])/.test(line);
      for (const [, address = ""] of line
        .replace(" _at_ ", "&")
        .matchAll(/([^\s<>()]+[&@][^\s<>()]+)/g))
        addresses.push(address);
      const person =
        /^#?\s+([^\s<>,/][^<>,/]*?)\s*<[^<>\s]+[&@][^<>\s]+>(?: (?:\d+ )?[A-Z]\w+ \d{4})?\s*$/.exec(
          line,
        );
      if (person?.[1] !== undefined) people.push(person[1]);
    }
  }
  close();
  return entries;
}

/** Gives a description without what stands for other columns. */
function shownDescription(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .trim()
    .replace(/(?: ?\[RFC[^\]]*\])+$/, "")
    .replace(/ SC:\w{1,4}$/, "")
    .replace(/ ?\(\*\)$/, "")
    .trim();
}

/** Texts of before 2008 have bytes of Windows-1252. */
function readOldText(day: string): string {
  return new TextDecoder("windows-1252").decode(
    readFileSync(sharedPath(`registry/port-numbers/${day}.txt`)),
  );
}

const readOld = remembered((day: string) => fromText(readOldText(day)));

function addressesOf(registry: Registry, ids: readonly string[]): readonly string[] {
  const people = new Map(registry.people.map((person) => [person.id, person]));
  return ids.flatMap((id) =>
    (people.get(id)?.uris ?? [])
      .filter((uri) => uri.startsWith("mailto:"))
      .map((uri) => uri.slice("mailto:".length)),
  );
}

describe.skipIf(!hasSnapshots)(`the text before 2011 ${NEEDS_SNAPSHOTS}`, () => {
  test.each(DAYS)("$day has every entry", ({ day, named, others }) => {
    const { registry, problems, dialect } = readOld(day);
    expect(dialect).toBe("port-numbers");
    expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(registry.updated).toBe(day);
    const whole = registry.records.filter(
      ({ port, protocol }) => port !== undefined && protocol !== undefined,
    );
    expect(whole.filter(({ name }) => name !== undefined)).toHaveLength(named);
    expect(whole.filter(({ name }) => name === undefined)).toHaveLength(others);

    const script = entriesByScript(readOldText(day));
    const first = (text: string): string => text.split(";")[0] ?? "";
    const found = whole.map(({ name = "", port, protocol = "", description = "" }) => ({
      ...{ name, port: port === undefined ? "" : formatPort(port), protocol },
      description: first(oneLine(description)),
    }));
    const expected = script.map(({ name, port, protocol, description }) => ({
      ...{ name, port, protocol, description: first(description) },
    }));
    // Descriptions that go on in comments are longer than the script's.
    for (const [index, entry] of found.entries()) {
      const wanted = expected[index]?.description ?? "";
      if (CONTINUED.has(entry.name) && entry.description.startsWith(wanted))
        found[index] = { ...entry, description: wanted };
    }
    const differing = found.filter((entry, at) => !isDeepStrictEqual(entry, expected[at]));
    expect(differing).toEqual([]);
    expect(found).toHaveLength(expected.length);
  });

  test.each(DAYS)("$day has the contacts of every entry", ({ day }) => {
    const { registry } = readOld(day);
    const people = new Map(registry.people.map((person) => [person.id, person]));
    const whole = registry.records.filter(
      ({ port, protocol }) => port !== undefined && protocol !== undefined,
    );
    const script = entriesByScript(readOldText(day));
    const differing: unknown[] = [];
    let withContact = 0;
    for (const [index, record] of whole.entries()) {
      const wanted = script[index];
      const addresses = addressesOf(registry, record.contacts);
      const names = record.contacts.map(
        (id) => people.get(id)?.name ?? people.get(id)?.organization,
      );
      const areSame =
        addresses.join() === wanted?.addresses.join() &&
        wanted.people.every((name) => names.some((own) => own?.includes(name) === true));
      if (wanted !== undefined && wanted.addresses.length > 0) withContact++;
      if (!areSame) differing.push([wanted, addresses, names]);
    }
    expect(differing.slice(0, 20)).toEqual([]);
    expect(withContact).toBeGreaterThan(7500);
  });

  test("most of 2008 is what IANA's own XML of 2017 made of it", () => {
    const { registry: list } = readOld("2008-02-29");
    const { registry: later } = fromXml(readSnapshot("2017-03-10", "xml"));
    const nameOf = ({ people }: Registry): ((id: string) => string) => {
      const byId = new Map(people.map((person) => [person.id, person]));
      return (id) => byId.get(id)?.name ?? byId.get(id)?.organization ?? "";
    };
    const [listed, published] = [nameOf(list), nameOf(later)];
    const records = new Map(later.records.map((record) => [recordKey(record), record]));
    let found = 0;
    const same = { descriptions: 0, people: 0, ids: 0 };
    for (const record of list.records) {
      const other = record.name === undefined ? undefined : records.get(recordKey(record));
      if (other === undefined) continue;
      found++;
      if (oneLine(record.description ?? "") === oneLine(other.description ?? ""))
        same.descriptions++;
      if (record.contacts.map(listed).join() !== other.contacts.map(published).join()) continue;
      same.people++;
      if (record.contacts.join() === other.contacts.join()) same.ids++;
    }
    // The others were changed in nine years, or are numbered otherwise.
    expect(found).toBeGreaterThan(10_000);
    expect(same.descriptions / found).toBeGreaterThan(0.99);
    expect(same.people / found).toBeGreaterThan(0.8);
    expect(same.ids / same.people).toBeGreaterThan(0.96);
  });

  test("line breaks and tabs make no difference", () => {
    const source = readOldText("2006-04-25");
    const { registry } = readOld("2006-04-25");
    expect(fromText(source.replaceAll("\n", "\r\n")).registry).toEqual(registry);
    const { registry: untabbed } = fromText(source.replace(/\t+/g, "        "));
    expect(untabbed.records).toEqual(registry.records);
  });
});

/** Keywords of descriptions that go on in comments. */
const CONTINUED: ReadonlySet<string> = new Set("exec biff login who shell talk router".split(" "));

const HEADINGS = `
Keyword         Decimal    Description                     References
-------         -------    -----------                     ----------
`;

function readList(rows: string, head = HEADINGS): ReturnType<typeof fromText> {
  return fromText(`(last updated 28 February 2009)\n${head}${rows}`);
}

describe("a list of before 2011", () => {
  test("keeps who is below entries as their contact, with address and date", () => {
    const { registry } = readList(`one              1/tcp    First
one              1/udp    First
#                         Ada Example <ada&example.org> 28 September 2007
two              2/tcp    Second
#                         Example WG
#                         Bo Example <bo&example.org>
#                         [RFC9999]
`);
    const [one, , two] = registry.records;
    expect(one).toMatchObject({ contacts: ["Ada_Example"], registrationDate: "2007-09-28" });
    expect(two).toMatchObject({ contacts: ["Bo_Example"] });
    expect(two?.references).toEqual([{ type: "rfc", data: "rfc9999" }]);
    expect(registry.people).toEqual([
      {
        id: "Ada_Example",
        name: "Ada Example",
        uris: ["mailto:ada&example.org"],
        updated: "2007-09-28",
        inferred: ["id"],
      },
      {
        id: "Bo_Example",
        name: "Bo Example",
        organization: "Example WG",
        uris: ["mailto:bo&example.org"],
        inferred: ["id"],
      },
    ]);
    expect(registry.updated).toBe("2009-02-28");
  });

  test.each([
    ["28 September 2007", "2007-09-28"],
    ["2007-09", "2007-09"],
    ["June 2006", "2006-06"],
    ["(June 2006)", "2006-06"],
    [", June 2006", "2006-06"],
    ["2006-12-13", "2006-12-13"],
    ["Novebmer 2003", "2003-11"],
    ["Sep 2003", "2003-09"],
    ["September 3, 2003", "2003-09-03"],
  ])("understands the date %s", (written, date) => {
    const { registry } = readList(`one  1/tcp    First\n#          A B <a&b.example> ${written}\n`);
    expect(registry.records[0]?.registrationDate).toBe(date);
  });

  test("gives each person of a line an address of their own", () => {
    const { registry } = readList(`one              1/tcp    First
#                         Ada Example <ada&a.example>; Bo Example <bo&b.example> May 2006
two              2/tcp    Second
#                         Cy Example / Di Example <cy&c.example> / <di&d.example> May 2006
six              6/tcp    Sixth
#                         six&f.example <Flo Example>
ten             10/tcp    Tenth
#                         Eve Example
#                         <eve/mail&e.example>
`);
    expect(registry.records.map(({ contacts }) => contacts)).toEqual([
      ["Ada_Example", "Bo_Example"],
      ["Cy_Example", "Di_Example"],
      ["Flo_Example"],
      ["Eve_Example"],
    ]);
    expect(registry.people.map(({ uris }) => uris.join())).toEqual([
      "mailto:ada&a.example",
      "mailto:bo&b.example",
      "mailto:cy&c.example",
      "mailto:di&d.example",
      "mailto:six&f.example",
      "mailto:eve/mail&e.example",
    ]);
  });

  test("tells another person of the same name apart", () => {
    const { registry } = readList(`one              1/tcp    First
#                         Ada Example <ada&a.example>
two              2/tcp    Second
#                         Ada Example <ada&b.example>
ten             10/tcp    Tenth
#                         Ada Example <ada&a.example>
`);
    expect(registry.records.map((record) => assigneesOf(record).join())).toEqual([
      "Ada_Example",
      "Ada_Example_2",
      "Ada_Example",
    ]);
  });

  test("has ports that nobody has", () => {
    const { registry, problems } = readList(`one              1/tcp    First
#                 4/tcp    Unassigned
#                5-6       Reserved
#                 7        Unassigned (Removed on 2007-09-06)
#old              8/tcp    An old service
two              9/tcp    Second
#                         Ada Example <ada&example.org>
`);
    const rows = registry.records.map((record) => {
      const { name, port = 0, protocol, contacts } = record;
      return [name, formatPort(port), protocol, statusOf(record), contacts.length];
    });
    expect(rows).toEqual([
      ["one", "1", "tcp", "assigned", 0],
      [undefined, "4", "tcp", "unassigned", 0],
      [undefined, "5-6", undefined, "reserved", 0],
      [undefined, "7", undefined, "unassigned", 0],
      [undefined, "8", "tcp", "discouraged", 0],
      ["two", "9", "tcp", "assigned", 1],
    ]);
    expect(registry.records[3]).toMatchObject({
      description: "Unassigned (Removed on 2007-09-06)",
      modificationDate: "2007-09-06",
    });
    expect(problems.map(({ code, start }) => [code, start?.line])).toContainEqual([
      "text/entry-commented",
      9,
    ]);
  });

  test("takes what stands for other columns off the description", () => {
    const { registry } = readList(`one              1/dccp   First SC:DISC
two              2/tcp    Second [Default Data]  [RFC9999]
ten             10/tcp    Tenth (*)    [RFC 1111, RFC-ietf-example-07.txt]

(*) Only for
    experiments.
`);
    const [one, two, ten] = registry.records;
    expect(one).toMatchObject({ description: "First", serviceCode: 1145656131 });
    expect(two).toMatchObject({ description: "Second [Default Data]" });
    expect(ten).toMatchObject({ description: "Tenth" });
    expect(ten?.references).toEqual([
      { type: "note", data: "1" },
      { type: "rfc", data: "rfc1111" },
      { type: "draft", data: "RFC-ietf-example-07" },
    ]);
    expect(registry.footnotes).toEqual([{ anchor: "1", text: "Only for experiments." }]);
  });

  test("joins a description that goes on in the next line", () => {
    const { registry } = readList(`one              1/tcp    First
                          and its rest
exec           512/tcp    remote execution;
#                         authentication with
#                         passwords
`);
    expect(registry.records.map(({ description }) => description)).toEqual([
      "First and its rest",
      "remote execution; authentication with passwords",
    ]);
  });

  test("reports each line that is neither an entry nor part of one", () => {
    const { registry, problems } = readList(`one              1/tcp    First
This line was pasted by accident.
two              2/tcp    Second
`);
    expect(registry.records).toHaveLength(2);
    const errors = problems.filter(({ severity }) => severity === "error");
    expect(errors.map(({ code, start }) => [code, start?.line])).toEqual([
      ["text/row-unreadable", 6],
    ]);
  });

  test("gives remarks to the entries they speak of", () => {
    const { registry } = readList(`######## PORT 2 also used by Example ########
one              1/tcp    First
two              2/tcp    Second
# The following entry records an unassigned but widespread use
ten             10/tcp    Tenth
`);
    const [one, two, ten] = registry.records;
    expect(one?.unauthorizedUse).toBeUndefined();
    expect(two?.unauthorizedUse).toBe("PORT 2 also used by Example");
    expect(ten?.notes).toBe("This entry records an unassigned but widespread use");
  });
});

describe("the list in RFCs", () => {
  test("goes on over pages, indented, with people cited by initials", () => {
    const { registry, problems } = fromText(`
   Port Assignments:

   Keyword         Decimal    Description                     References
   -------         -------    -----------                     ----------
                     0/tcp    Reserved                             [ADA]
   tcpmux            1/tcp    TCP Port Service Multiplexer         [BE12]

Example & Sample                                               [Page 9]
\f
RFC 1340                    Assigned Numbers                   July 1992

   tcpmux            1/udp    TCP Port Service Multiplexer         [BE12]
   #                 4/tcp    Unassigned                           [ADA]

                                PEOPLE

   [ADA]   Ada Example     Example Inst.     ada@EXAMPLE.ORG
   [BE12]  Bo Example <bo@example.org>
`);
    expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(registry.updated).toBe("1992-07");
    expect(registry.records.map(({ name, contacts }) => [name, contacts])).toEqual([
      [undefined, ["Ada_Example"]],
      ["tcpmux", ["Bo_Example"]],
      ["tcpmux", ["Bo_Example"]],
      [undefined, ["Ada_Example"]],
    ]);
    expect(registry.people[0]).toMatchObject({
      organization: "Example Inst.",
      uris: ["mailto:ada@EXAMPLE.ORG"],
    });
  });

  test("of RFC 1060 have the number first, and no protocol", () => {
    const { registry, problems } = fromText(`
   Decimal   Keyword     Description                          References
   -------   -------     -----------                          ----------
      0                  Reserved                                  [ADA]
      1-4                Unassigned                                [ADA]
      5      RJE         Remote Job Entry                       [12,ADA]
      20     FTP-DATA    File Transfer [Default Data]           [96,ADA]
      24                 any private mail system                   [ADA]
`);
    expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
    const rows = registry.records.map(({ name, port = 0, description, contacts }) => [
      ...[name, formatPort(port), description, contacts.join()],
    ]);
    expect(rows).toEqual([
      [undefined, "0", "Reserved", "ADA"],
      [undefined, "1-4", "Unassigned", "ADA"],
      ["RJE", "5", "Remote Job Entry", "ADA"],
      ["FTP-DATA", "20", "File Transfer [Default Data]", "ADA"],
      [undefined, "24", "any private mail system", "ADA"],
    ]);
    expect(registry.records[2]?.references).toEqual([{ type: "text", text: "12" }]);
  });
});
