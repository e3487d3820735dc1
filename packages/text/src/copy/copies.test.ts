import { COLUMNS, oneLine, type Registry } from "@portolan/model";
import { renderRecord } from "@portolan/model/internal";
import { fromText } from "@portolan/text";
import { describe, expect, it } from "vitest";

const HEADINGS = COLUMNS.map(({ heading }) => heading);
const TAB_HEAD = HEADINGS.join("\t");
const PIPE_HEAD = `${HEADINGS.join(" | ")} |\n${"---|".repeat(12)}`;
const SPACE_HEAD = HEADINGS.join(" ");
const PERSON_HEADINGS = ["ID", "Name", "Organization", "Contact URI", "Last Updated"];

/** Gives the cells of each record that are not empty. */
function filledCells(registry: Registry): readonly Readonly<Record<string, string>>[] {
  return registry.records.map((record) =>
    Object.fromEntries(
      Object.entries(renderRecord(record, "none"))
        .map(([column, text]) => [column, oneLine(text)] as const)
        .filter(([, text]) => text !== ""),
    ),
  );
}

it("reads an entity of Markdown up to the last character that there is, and no further", () => {
  const source = `| ${HEADINGS.join(" | ")} |\n|${"---|".repeat(12)}\n| a | 1 | tcp | &#65;&#1114111;&#1114112;&nope; |${" |".repeat(8)}\n`;
  expect(filledCells(fromText(source).registry)).toMatchObject([
    { description: "A\u{10ffff}&#1114112;&nope;" },
  ]);
});

describe("a copy with tabs", () => {
  it("keeps lines of a cell together, whatever row comes next", () => {
    const { registry, offsets, problems } = fromText(
      [
        TAB_HEAD,
        "a++\t63\ttcp\ta++\t\t\t\t\t\t\t\t",
        "a-b\t63\tudp\tLine one",
        "",
        "line two\t\t\t2001-02\t\t\t\t\tkeys:",
        "  x=1",
        "64\ttcp\tUnassigned\t\t\t\t\t\t\t\t",
        "65-70\t\tUnassigned\t\t\t\t\t\t\t\t",
        "c\t\t\tNames only\t\t\t\t\t\t\t\t",
      ].join("\n"),
    );
    expect(problems).toEqual([]);
    expect(filledCells(registry)).toEqual([
      { name: "a++", port: "63", protocol: "tcp", description: "a++" },
      {
        name: "a-b",
        port: "63",
        protocol: "udp",
        description: "Line one line two",
        registrationDate: "2001-02",
        notes: "keys: x=1",
      },
      { port: "64", protocol: "tcp", description: "Unassigned" },
      { port: "65-70", description: "Unassigned" },
      { name: "c", description: "Names only" },
    ]);
    expect(offsets).toHaveLength(5);
  });

  it("takes rows whose last tabs an editor has removed", () => {
    const rows = ["a\t1\ttcp\tOne", "\t2\ttcp\tUnassigned", "b\t3\tudp\tTwo\t\t\t2001-02"];
    const { registry } = fromText([TAB_HEAD, ...rows].join("\r\n"));
    expect(filledCells(registry)).toEqual([
      { name: "a", port: "1", protocol: "tcp", description: "One" },
      { port: "2", protocol: "tcp", description: "Unassigned" },
      { name: "b", port: "3", protocol: "udp", description: "Two", registrationDate: "2001-02" },
    ]);
  });

  it("finds the ids that rows show with blanks", () => {
    const { registry } = fromText(
      [
        TAB_HEAD,
        "a\t1\ttcp\tOne [two words]\t[Ann Bo][Cy]\t[Ann Bo][Cy]\t\t\t\t\t\t",
        "b\t2\ttcp\tTwo\t[Di Eb]\t[Di Eb]\t\t\t\t\t\t",
        "Contact Information",
        PERSON_HEADINGS.join("\t"),
        "[Ann_Bo]\tAnn Bo\t\tmailto:a&x.example\t2001-02",
        "mailto:b&x.example\t",
        "[Cy]\t\tCy Inc.\t\t",
      ].join("\n"),
    );
    expect(registry.records[0]).toMatchObject({ contacts: ["Ann_Bo", "Cy"] });
    expect(registry.records[1]).toMatchObject({ contacts: ["Di_Eb"] });
  });

  it("reads the contact information, with several URIs", () => {
    const { registry } = fromText(
      [
        TAB_HEAD,
        "a\t1\ttcp\tOne\t[Ann_Bo]\t[Cy]\t\t\t\t\t\t",
        "Contact Information",
        PERSON_HEADINGS.join("\t"),
        "[Ann_Bo]\tAnn Bo\t\tmailto:a&x.example",
        "tel:+1-2\t2001-02",
        "[Cy]\t\tCy Inc.\t\t",
        "Footnotes",
        "[1]\tTwo",
        "lines.",
        "Licensing Terms",
      ].join("\n"),
    );
    expect(registry.people).toEqual([
      {
        id: "Ann_Bo",
        name: "Ann Bo",
        uris: ["mailto:a&x.example", "tel:+1-2"],
        updated: "2001-02",
      },
      { id: "Cy", organization: "Cy Inc.", uris: [] },
    ]);
    expect(registry.footnotes).toEqual([{ anchor: "1", text: "Two\nlines." }]);
  });

  it("says which page of how many it is, where links tell", () => {
    const pager = "[1](#) **2** [3](#) ... [9](#)";
    const { registry } = fromText([pager, TAB_HEAD, "a\t1\ttcp\tOne", "", pager].join("\n"));
    expect(registry.page).toEqual({ number: 2, count: 9 });
  });
});

describe("a copy with pipes", () => {
  it("tells by their content what the cells are whose empty ones are left out", () => {
    const { registry } = fromText(
      [
        PIPE_HEAD,
        "a | 1 | tcp | One | [X_Y] | [X_Y] | 2001-02 | [RFC1] | ||||",
        "2 | udp | De-registered | 2001-06-07 | ||||||||",
        "3-9 | Unassigned | Known UNAUTHORIZED USE: Ports 4 and 5 | |||||||||",
        "b | 10 | dccp | Two | [RFC2] | 77 | |||||| ",
        'c_d | 11 | tcp | This entry is an alias to "c-d". | ||||||||',
        "e | tcp | 9953 | [X_Y] | [Z] | 2001-02-03 | 2004-05-06 | Known Unauthorized Use on port 7 | Formerly f | |||",
        "g | Names only | Defined TXT keys: a=<x|y> b=p | q | |||||||||",
      ].join("\n"),
    );
    expect(filledCells(registry)).toEqual([
      {
        name: "a",
        port: "1",
        protocol: "tcp",
        description: "One",
        assignee: "[X_Y]",
        contact: "[X_Y]",
        registrationDate: "2001-02",
        reference: "[RFC1]",
      },
      { port: "2", protocol: "udp", description: "De-registered", registrationDate: "2001-06-07" },
      {
        port: "3-9",
        description: "Unassigned",
        unauthorizedUse: "Known UNAUTHORIZED USE: Ports 4 and 5",
      },
      {
        name: "b",
        port: "10",
        protocol: "dccp",
        description: "Two",
        reference: "[RFC2]",
        serviceCode: "77",
      },
      {
        name: "c_d",
        port: "11",
        protocol: "tcp",
        notes: 'This entry is an alias to "c-d".',
      },
      {
        name: "e",
        protocol: "tcp",
        description: "9953",
        assignee: "[X_Y]",
        contact: "[Z]",
        registrationDate: "2001-02-03",
        modificationDate: "2004-05-06",
        unauthorizedUse: "Known Unauthorized Use on port 7",
        notes: "Formerly f",
      },
      { name: "g", description: "Names only", notes: "Defined TXT keys: a=<x|y> b=p | q" },
    ]);
  });

  it("joins a row that goes on after a cell with a line break, and takes a last row unpadded", () => {
    const { registry, offsets } = fromText(
      [
        PIPE_HEAD,
        'a-b | 1 | tcp | One IANA assigned this well-formed service name as a replacement for "a_b". |',
        "[X_Y] | [X_Y] | ||||||",
        "c | 2 | tcp | Two | Defined TXT keys: z |",
        "|||||||",
        "d | 3 | tcp | Three | [X_Y] | [X_Y] |",
      ].join("\n"),
    );
    expect(
      filledCells(registry).map(({ name, contact, notes }) => ({ name, contact, notes })),
    ).toEqual([
      { name: "a-b", contact: "[X_Y]" },
      { name: "c", notes: "Defined TXT keys: z" },
      { name: "d", contact: "[X_Y]" },
    ]);
    expect(offsets).toHaveLength(3);
  });

  it.each([
    ["with pipes at both ends", "| ", " |", " | "],
    ["without pipes at the ends", "", "", " | "],
    ["without blanks", "|", "|", "|"],
  ])("reads a Markdown table that has all its cells, %s", (_, before, after, between) => {
    const row = (cells: readonly string[]): string => before + cells.join(between) + after;
    const blank = between === "|" ? "" : " ";
    const { registry, problems } = fromText(
      [
        row(HEADINGS),
        row(HEADINGS.map(() => "---")),
        row([
          "a",
          "1",
          "tcp",
          "One\\|two",
          "[X_Y]",
          "[X_Y]",
          blank,
          "2001-02",
          "[[RFC1](http://x.example)]",
          blank,
          blank,
          "&lt;b&gt;<br>c",
        ]),
        row([
          blank,
          "2",
          "udp",
          "Unassigned",
          blank,
          blank,
          blank,
          blank,
          blank,
          blank,
          blank,
          blank,
        ]),
      ].join("\n"),
    );
    expect(filledCells(registry)).toEqual([
      {
        name: "a",
        port: "1",
        protocol: "tcp",
        description: "One|two",
        assignee: "[X_Y]",
        contact: "[X_Y]",
        modificationDate: "2001-02",
        reference: "[RFC1]",
        notes: "<b> c",
      },
      { port: "2", protocol: "udp", description: "Unassigned" },
    ]);
    expect(problems.map(({ code }) => code)).toEqual(["text/person-unlisted"]);
  });
});

describe("a copy with nothing but blanks", () => {
  const PEOPLE = [
    "Contact Information",
    PERSON_HEADINGS.join(" "),
    "[X_Yz] X Yz Yz Works, Inc. mailto:x&y.example 2001-02",
    "[Org_One] Org One https://one.example 2012-01-01",
  ];

  it("tells the columns apart", () => {
    const { registry } = fromText(
      [
        SPACE_HEAD,
        "a 1 tcp One [as it were] [X_Yz] [X_Yz] 2001-02 [RFC1][RFC2] Defined TXT keys: k=v",
        "2 udp Unassigned",
        "3-9 Reserved 2014-01-02 previously b",
        "Long Name (of Three) 10 tcp Description 5 [Org_One] [X_Yz] 2013-04-05",
        "d dccp Four [X_Yz] [X_Yz] 99 Known Unauthorized Use on ports 1, 2 and 3 And a note",
        'e_f 11 udp This entry is an alias to "e-f".',
        "g 12 sctp Five [Org_One] 2014-07-30",
        "h Six words and no more [RFC3]",
        "",
        ...PEOPLE,
      ].join("\n"),
    );
    expect(filledCells(registry)).toEqual([
      {
        name: "a",
        port: "1",
        protocol: "tcp",
        description: "One [as it were]",
        assignee: "[X_Yz]",
        contact: "[X_Yz]",
        registrationDate: "2001-02",
        reference: "[RFC1][RFC2]",
        notes: "Defined TXT keys: k=v",
      },
      { port: "2", protocol: "udp", description: "Unassigned" },
      {
        port: "3-9",
        description: "Reserved",
        modificationDate: "2014-01-02",
        notes: "previously b",
      },
      {
        name: "Long Name (of Three)",
        port: "10",
        protocol: "tcp",
        description: "Description 5",
        assignee: "[Org_One]",
        contact: "[X_Yz]",
        registrationDate: "2013-04-05",
      },
      {
        name: "d",
        protocol: "dccp",
        description: "Four",
        assignee: "[X_Yz]",
        contact: "[X_Yz]",
        serviceCode: "99",
        unauthorizedUse: "Known Unauthorized Use on ports 1, 2 and 3",
        notes: "And a note",
      },
      {
        name: "e_f",
        port: "11",
        protocol: "udp",
        notes: 'This entry is an alias to "e-f".',
      },
      {
        name: "g",
        port: "12",
        protocol: "sctp",
        description: "Five",
        assignee: "[Org_One]",
        registrationDate: "2014-07-30",
      },
      { name: "h", description: "Six words and no more", reference: "[RFC3]" },
    ]);
    expect(registry.people).toEqual([
      {
        id: "X_Yz",
        name: "X Yz",
        organization: "Yz Works, Inc.",
        uris: ["mailto:x&y.example"],
        updated: "2001-02",
        inferred: ["name", "organization"],
      },
      {
        id: "Org_One",
        organization: "Org One",
        uris: ["https://one.example"],
        updated: "2012-01-01",
        inferred: ["organization"],
      },
    ]);
  });

  it("says which fields a rule decided", () => {
    const result = fromText(
      [SPACE_HEAD, "a 1 tcp One [X_Yz] [X_Yz] 2001-02-03", ...PEOPLE].join("\n"),
    );
    expect(result.registry.records[0]?.inferred).toEqual(["modificationDate"]);
    expect(result.problems.map(({ code, start }) => [start?.line, code])).toEqual([
      [2, "text/record-inferred"],
      [5, "text/person-inferred"],
      [6, "text/person-inferred"],
    ]);
    expect(result.problems[0]?.message).toContain("Modification Date");
  });

  it("knows people that the rows show with blanks", () => {
    const row = "a 1 tcp One [X Yz] [X Yz] [RFC1]";
    const { registry } = fromText([SPACE_HEAD, row, ...PEOPLE].join("\n"));
    expect(filledCells(registry)).toMatchObject([
      { description: "One", contact: "[X_Yz]", reference: "[RFC1]" },
    ]);
  });

  it("finds people that no contact information lists", () => {
    const { registry } = fromText(
      [SPACE_HEAD, "a 1 tcp One [A_B] [C_D] 2001-02 [RFC1]"].join("\n"),
    );
    expect(registry.records[0]).toMatchObject({
      assignees: ["A_B"],
      contacts: ["C_D"],
      inferred: ["description", "assignee", "contact", "registrationDate"],
    });
  });
});
