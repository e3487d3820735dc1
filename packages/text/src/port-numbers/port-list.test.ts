import { fromText } from "@portolan/text";
import { describe, expect, it, test } from "vitest";

const HEAD = "Keyword         Decimal    Description                     References\n";
/** The head and the foot between two pages of an RFC. */
const PAGE_BREAK =
  "\n\nEditor                     [Page 9]\n\f\nRFC 9999    Numbers    May 1999\n\n\n";

test("a description goes on over a page break, and under comments without their mark", () => {
  const { registry, problems } = fromText(
    `${HEAD}one              1/tcp    begins here,${PAGE_BREAK}                          and ends there\n` +
      "two              2/tcp    begins here,\n#                         goes on\n                          and ends\n",
  );
  expect(problems).toEqual([]);
  expect(registry.records.map(({ description }) => description)).toEqual([
    "begins here, and ends there",
    "begins here, goes on and ends",
  ]);
});

test("the section below a page break is no description, with a tab in its title too", () => {
  const { registry } = fromText(`${HEAD}${ENTRY}${PAGE_BREAK}\t\t\tOTHER\tNUMBERS\n\nProse.\n`);
  expect(registry.records.map(({ description }) => description)).toEqual(["First"]);
});

test("ports that nobody has are no contact when their mark is missing", () => {
  const { registry } = fromText(
    `${HEAD}${ENTRY}\t\t   24-41     Reserved\t\t\t   [JBP]\nsix             46/tcp   Six\n`,
  );
  expect(registry.records.map(({ name, port }) => [name, port])).toEqual([
    ["one", 1],
    [undefined, { first: 24, last: 41 }],
    ["six", 46],
  ]);
});

const ENTRY = "one              1/tcp    First\n";

// A reader that looks at a line once for each of its parts would run into the time limit of the test.
test.each([
  ["brackets", `one  1/tcp  First ${"[RFC1] ".repeat(100_000)}\n`],
  ["addresses", `${ENTRY}#  ${"A B <a&b.example> ".repeat(50_000)}\n`],
  ["contacts", ENTRY + "#                Ada\n".repeat(50_000)],
  ["remarks", `${ENTRY}######## PORT 1 also used ########\n`.repeat(20_000)],
  ["strays", ENTRY + "stray\n".repeat(100_000) + ENTRY],
  ["openings of lists", "{|\n".repeat(100_000) + ENTRY],
  ["fences", `\`\`\`\n${HEAD}\`\`\`\n`.repeat(20_000) + ENTRY],
])("many %s take time in proportion to them", (_, rows) => {
  const { registry } = fromText(`${HEAD}${rows}`);
  expect(registry.records[0]?.name).toBe("one");
});

test.each([
  "Advertisement",
  "A line of prose that somebody put there.",
  "Nov 28 22:10:24 host kernel: [12.3] link up",
  "> quoted words of a mail",
  "Page 3 of 12",
  "17",
  "- 4 -",
  "404 Not Found",
])("a line between two entries that is none is told: %s", (stray) => {
  const two =
    "two              2/tcp    Second\n#                         Ann Lee <ann@example.org>\n";
  const { registry } = fromText(`${HEAD}${ENTRY}${two}`);
  const { registry: found, problems } = fromText(`${HEAD}${ENTRY}${stray}\n${two}`);
  expect(problems.map(({ start }) => start?.line)).toContain(3);
  const [one, second] = found.records;
  expect([one?.name, second]).toEqual(["one", registry.records[1]]);
  expect(found.records).toHaveLength(2);
});

const ann = "#                         Ann Lee <ann@example.org>\n";
const line = (name: string, port: number | string, text = "Words"): string =>
  `${name.padEnd(16)}${String(port).padStart(2)}/tcp    ${text}\n`;

test.each([
  [11, ["Ann_Lee"]],
  [12, undefined],
])("a contact is that of the entries above it up to a gap of ten ports: %i", (port, contacts) => {
  const { registry } = fromText(`${HEAD}${line("one", 1)}${line("two", port)}${ann}`);
  expect(registry.records[0]?.contacts).toEqual(contacts ?? []);
  expect(registry.records[1]?.contacts).toEqual(["Ann_Lee"]);
});

test("a contact is of no entry above ports that nobody has, or headings", () => {
  const unassigned = "#                 2/tcp    Unassigned\n";
  const parted = fromText(`${HEAD}${line("one", 1)}${unassigned}${line("six", 3)}${ann}`);
  expect(parted.registry.records.map(({ contacts }) => contacts)).toEqual([[], [], ["Ann_Lee"]]);
  const nothing = fromText(`${HEAD}${ann}${line("one", 1)}`);
  expect(nothing.problems.map(({ code }) => code)).toContain("text/contact-of-nothing");
  expect(nothing.registry.records[0]?.contacts).toEqual([]);
  const again = fromText(`${HEAD}${line("one", 1)}\n${HEAD}${line("two", 2)}${ann}`);
  expect(again.registry.records.map(({ contacts }) => contacts)).toEqual([[], ["Ann_Lee"]]);
});

test("dates below entries are those of registration and of the last change", () => {
  const dates = (text: string) =>
    fromText(`${HEAD}${line("one", 1)}${ann.trimEnd()} ${text}\n`).registry.records[0];
  expect(dates("March 2003")).toMatchObject({ registrationDate: "2003-03" });
  expect(dates("March 2003")?.modificationDate).toBeUndefined();
  expect(dates("March 2003, April 2003, May 2003")).toMatchObject({
    ...{ registrationDate: "2003-03", modificationDate: "2003-05" },
  });
  expect(dates("")?.registrationDate).toBeUndefined();
});

test("what stands alone between two entries is a port or a row that cannot be read", () => {
  const { problems } = fromText(
    `${HEAD}${line("one", 1)}17\n123456\n\n${line("two", 2)}${line("six", 6)}\nProse behind it.\n`,
  );
  expect(problems.map(({ code, start }) => [code, start?.line])).toEqual([
    ["text/port-alone", 3],
    ["text/row-unreadable", 4],
  ]);
});

test("a list without entries has its lines told, and the prose behind another is a note", () => {
  const empty = fromText(`${HEAD}These are words.\n\nOTHER NUMBERS\n\n${HEAD}${line("one", 1)}`);
  expect(empty.problems.map(({ code, start }) => [code, start?.line])).toEqual([
    ["text/row-unreadable", 2],
  ]);
  const behind = fromText(
    `PORT NUMBERS\n\n${HEAD}${line("one", 1)}\nProse behind it.\n\nOTHER NUMBERS\n\nWords.\n\nMore of them.\n`,
  );
  expect(behind.registry.title).toBe("PORT NUMBERS");
  expect(behind.registry.notes).toEqual([
    { text: "Prose behind it." },
    { title: "OTHER NUMBERS", text: "Words.\n\nMore of them." },
  ]);
  expect(behind.problems).toEqual([]);
});

describe("remarks", () => {
  const many = (from: number, count: number): string =>
    Array.from({ length: count }, (_, i) => line(`n${from + i}`, from + i)).join("");
  const noted = (text: string) => {
    const { registry, problems } = fromText(HEAD + text);
    return {
      ports: registry.records.filter(({ notes }) => notes !== undefined).map(({ port }) => port),
      codes: problems.map(({ code }) => code),
      registry,
    };
  };

  it.each([
    ["above", 21, true],
    ["above", 20, true],
    ["above", 19, false],
    ["below", 40, true],
    ["below", 41, false],
  ])(
    "are given to the port that they name, some forty entries away at most: %s, %i",
    (where, port, isGiven) => {
      const remark = `######## Port ${port} is special ########\n`;
      const { ports, codes } = noted(
        where === "above"
          ? `${many(1, 60)}${remark}${line("x", 61)}`
          : `${line("a", 1)}${remark}${many(2, 60)}`,
      );
      expect(ports).toEqual(isGiven ? [port] : []);
      expect(codes).toEqual(isGiven ? [] : ["text/remark-unplaced"]);
    },
  );

  it("are given to all ports of a range, and not to one that is wider", () => {
    const text = `${many(5, 5)}x               10-12/tcp  Range\n######## Use of 7-11 is special ########\n`;
    expect(noted(text).ports).toEqual([7, 8, 9]);
  });

  it("are given to a service of their words, else to the entry above, or below the following", () => {
    expect(noted(`${line("alpha", 1)}${line("beta", 2)}# NOTE alpha is another\n`).ports).toEqual([
      1,
    ]);
    // Words of less than four letters name nothing.
    expect(noted(`${line("alp", 1)}${line("beta", 2)}# NOTE alp is another\n`).ports).toEqual([2]);
    expect(noted(`${line("alpha", 1)}# NOTE on it\n${line("beta", 2)}`).ports).toEqual([1]);
    expect(
      noted(`${line("alpha", 1)}# The following entry is old\n${line("beta", 2)}`).ports,
    ).toEqual([2]);
    expect(
      noted(
        `# NOTE on it\n${line("beta", 2)}${line("beta", 2).replace("tcp", "udp")}${line("x", 3)}`,
      ).ports,
    ).toEqual([2, 2]);
    expect(
      noted(
        `${line("a", 1)}${line("beta", 2)}${line("beta", 2).replace("tcp", "udp")}# NOTE on it\n`,
      ).ports,
    ).toEqual([2, 2]);
  });

  it("of several lines are one, and tell of unauthorized use where they say so", () => {
    const { registry } = noted(`${line("alpha", 1)}# NOTE one\n# NOTE two\n`);
    expect(registry.records[0]?.notes).toBe("NOTE one NOTE two");
    const used = noted(
      `${line("alpha", 1)}######## PROBLEM PORT 1 also used by another ########\n`,
    );
    expect(used.registry.records[0]).toMatchObject({
      unauthorizedUse: "PORT 1 also used by another",
    });
    expect(used.ports).toEqual([]);
  });
});

describe("marks at the end of a description", () => {
  const read = (text: string) => fromText(`${HEAD}${line("one", 1, text)}`).registry.records[0];

  it.each([
    ["First SC:HTTP", "First", 0x48545450],
    ["First SC=HTTP", "First", 0x48545450],
    ["First SC:AB", "First", 0x41422020],
    ["First SC:x2A", "First", 42],
    ["First SC:xFFFFFFFF", "First", 0xffffffff],
    ["First SC:=42", "First", 42],
    ["First SC:HTTPS", "First SC:HTTPS", undefined],
    ["First XSC:HTTP", "First XSC:HTTP", undefined],
    ["SC:HTTP", undefined, 0x48545450],
  ])("a service code: %s", (text, description, serviceCode) => {
    expect(read(text)?.description).toEqual(description);
    expect(read(text)?.serviceCode).toEqual(serviceCode);
  });

  it("references, people and notes, as many as twenty groups", () => {
    expect(read("First [RFC1][RFC2, RFC3]")).toMatchObject({
      description: "First",
      references: [1, 2, 3].map((number) => ({ type: "rfc", data: `rfc${number}` })),
    });
    expect(read("First [Default Data]")?.description).toBe("First [Default Data]");
    expect(read("First [12,JBP]")).toMatchObject({
      ...{ description: "First", contacts: ["JBP"], references: [{ type: "text", text: "12" }] },
    });
    expect(read("First (*)")).toMatchObject({
      ...{ description: "First", references: [{ type: "note", data: "1" }] },
    });
    const groups = (count: number): string => `First${" [RFC1]".repeat(count)}`;
    expect(read(groups(20))?.description).toBe("First");
    expect(read(groups(21))?.description).toBe("First [RFC1]");
  });

  it("initials are people where the list has no lines of contacts, or lists the people", () => {
    const { registry } = fromText(`${HEAD}${line("one", 1, "First [JBP]")}${ann}`);
    expect(registry.records[0]).toMatchObject({
      description: "First [JBP]",
      contacts: ["Ann_Lee"],
    });
    const listed = fromText(
      `${HEAD}${line("one", 1, "First [JBP]")}${ann}\nPEOPLE\n\n[JBP]     Jon Postel      ISI      postel@isi.example\n`,
    );
    expect(listed.registry.records[0]).toMatchObject({
      description: "First",
      contacts: ["Ann_Lee", "Jon_Postel"],
    });
    expect(listed.registry.people).toMatchObject([
      { id: "Ann_Lee" },
      {
        id: "Jon_Postel",
        name: "Jon Postel",
        organization: "ISI",
        uris: ["mailto:postel@isi.example"],
      },
    ]);
  });
});

test("a blank line ends a description, and what follows it indented is told", () => {
  const indented = `${" ".repeat(27)}and more words\n`;
  const below = (between: string) =>
    fromText(`${HEAD}${ENTRY}${between}${indented}${line("two", 2)}`);
  expect(below("").registry.records[0]?.description).toBe("First and more words");
  const parted = below("\n");
  expect(parted.registry.records[0]?.description).toBe("First");
  expect(parted.problems.map(({ code, start }) => [code, start?.line])).toEqual([
    ["text/row-unreadable", 4],
  ]);
});
