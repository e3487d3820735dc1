import { describe, expect, it, test } from "vitest";
import { PeopleOfContacts, readContactBlock, referenceOf } from "./contacts.js";

const MAIL = "mailto:a&b.example";

describe("lines of contacts", () => {
  it.each<[lines: readonly string[], contacts: readonly object[]]>([
    [["Mark Lottor <a&b.example>"], [{ name: "Mark Lottor", uris: [MAIL] }]],
    [["Mark Lottor <a@b.example>"], [{ name: "Mark Lottor", uris: ["mailto:a@b.example"] }]],
    [["Mark Lottor a&b.example"], [{ name: "Mark Lottor", uris: [MAIL] }]],
    [["Mark Lottor (a&b.example)"], [{ name: "Mark Lottor", uris: [MAIL] }]],
    [["Mark Lottor <<a&b.example>>"], [{ name: "Mark Lottor", uris: [MAIL] }]],
    [["Mark Lottor <a&b.example"], [{ name: "Mark Lottor", uris: [MAIL] }]],
    [["Mark Lottor <a _at_ b.example>"], [{ name: "Mark Lottor", uris: [MAIL] }]],
    [["a&b.example <Mark Lottor>"], [{ name: "Mark Lottor", uris: [MAIL] }]],
    [["<a&b.example>"], [{ uris: [MAIL] }]],
    [["Mark Lottor"], [{ name: "Mark Lottor", uris: [] }]],
    [["Mark Lottor <none>"], [{ name: "Mark Lottor", uris: [] }]],
    [["Mark Lottor <https://b.example/>"], [{ name: "Mark Lottor", uris: ["https://b.example/"] }]],
    [["Mark Lottor <phone: +1 23-45>"], [{ name: "Mark Lottor", uris: ["tel:+1-23-45"] }]],
    [["Mark Lottor <Fax +1 (23) 45>"], [{ name: "Mark Lottor", uris: ["tel:+1-23-45"] }]],
    [["Mark Lottor", "<a&b.example>"], [{ name: "Mark Lottor", uris: [MAIL] }]],
    [
      ["Mark Lottor", "Ada Bell <a&b.example>"],
      [
        { name: "Mark Lottor", uris: [] },
        { name: "Ada Bell", uris: [MAIL] },
      ],
    ],
    [
      ["Mark", "Lottor"],
      [
        { name: "Mark", uris: [] },
        { name: "Lottor", uris: [] },
      ],
    ],
    [["Mark and", "Ada <a&b.example>"], [{ name: "Mark and Ada", uris: [MAIL] }]],
    [["Mark-", "Ada <a&b.example>"], [{ name: "Mark- Ada", uris: [MAIL] }]],
    [
      ["IETF TSVWG", "Ada Bell <a&b.example>"],
      [{ name: "Ada Bell", organization: "IETF TSVWG", uris: [MAIL] }],
    ],
    [["Bell Systems", "<a&b.example>"], [{ organization: "Bell Systems", uris: [MAIL] }]],
    [
      ["Ada Bell, Bell Systems <a&b.example>"],
      [{ name: "Ada Bell", organization: "Bell Systems", uris: [MAIL] }],
    ],
    [
      ["Bell Systems - Ada Bell <a&b.example>"],
      [{ name: "Ada Bell", organization: "Bell Systems", uris: [MAIL] }],
    ],
    [["Bell Systems, Inc <a&b.example>"], [{ organization: "Bell Systems, Inc", uris: [MAIL] }]],
    [["Ada Bell, Bo Bell <a&b.example>"], [{ name: "Ada Bell, Bo Bell", uris: [MAIL] }]],
    [
      ["Ada Bell (Chair of It) <a&b.example>"],
      [{ name: "Ada Bell", organization: "Chair of It", uris: [MAIL] }],
    ],
    [["Ada Bell +1 (234) 5678 <a&b.example>"], [{ name: "Ada Bell", uris: [MAIL] }]],
    [["Ada Bell 234 5678"], [{ name: "Ada Bell", uris: [] }]],
    [["Ada Bell 234567"], [{ name: "Ada Bell 234567", uris: [] }]],
    [["Ada Bell 2345678"], [{ name: "Ada Bell", uris: [] }]],
    [["Ada <a&b.example> <c&d.example>"], [{ name: "Ada", uris: [MAIL, "mailto:c&d.example"] }]],
    [["Ada <a&b.example>", "<c&d.example>"], [{ name: "Ada", uris: [MAIL, "mailto:c&d.example"] }]],
    [
      ["Ada / Bo <a&b.example> / <c&d.example>"],
      [
        { name: "Ada", uris: [MAIL] },
        { name: "Bo", uris: ["mailto:c&d.example"] },
      ],
    ],
    [
      ["Ada / Bo / Cy <a&b.example> / <c&d.example>"],
      [{ name: "Ada / Bo / Cy", uris: [MAIL, "mailto:c&d.example"] }],
    ],
    [
      ["Ada <a&b.example>, Bo <c&d.example>"],
      [
        { name: "Ada", uris: [MAIL] },
        { name: "Bo", uris: ["mailto:c&d.example"] },
      ],
    ],
    [["Unknown"], []],
    [["(unknown contact)"], []],
    [["none"], []],
    [["]"], []],
    [[], []],
  ])("%j", (lines, contacts) => {
    expect(readContactBlock(lines)).toEqual({ contacts, references: [], dates: [], rest: [] });
  });

  it.each<
    [
      lines: readonly string[],
      references: readonly string[],
      dates: readonly string[],
      rest: readonly string[],
    ]
  >([
    [["[RFC4960]"], ["rfc4960"], [], []],
    [["RFC 3195 - July 2003"], ["rfc3195"], [], []],
    [["[RFC0768], [RFC1122]"], ["rfc768", "rfc1122"], [], []],
    [["RFC-ietf-some-03.txt"], ["RFC-ietf-some-03"], [], []],
    [["RFC 3195 <ftp://b.example/x>"], ["rfc3195"], [], []],
    [["Ada <a&b.example> 12 March 2003"], [], ["2003-03-12"], []],
    [["Ada <a&b.example> (March 2003), April 2004"], [], ["2003-03", "2004-04"], []],
    [["Ada <a&b.example>", "12 March 2003"], [], ["2003-03-12"], []],
    [["Ada <a&b.example> and her dog"], [], [], ["and her dog"]],
    [["Ada <a&b.example> her dog March 2003"], [], [], ["her dog March 2003"]],
    [[`Ada <a&b.example> ${",".repeat(50)}March 2003 x`], [], ["2003-03"], ["x"]],
    [[`Ada <a&b.example> ${",".repeat(51)}March 2003 x`], [], [], ["March 2003 x"]],
  ])("%j: references, dates, and words", (lines, references, dates, rest) => {
    const found = readContactBlock(lines);
    expect([found.references.map(({ data }) => data), found.dates, found.rest]).toEqual([
      ...[references, dates, rest],
    ]);
    if (dates.length > 0 && lines.length === 1)
      expect(found.contacts.at(-1)?.updated).toBe(dates.at(-1));
  });
});

test("labels of references are written as the registry writes them today", () => {
  expect(referenceOf("RFC 0768")).toEqual({ type: "rfc", data: "rfc768" });
  expect(referenceOf("rfc-768")).toEqual({ type: "rfc", data: "rfc768" });
  expect(referenceOf(" RFC768 ")).toEqual({ type: "rfc", data: "rfc768" });
});

test("ids are made of names as IANA makes them, one for each person", () => {
  const people = new PeopleOfContacts();
  const ids = [
    { name: "Mark Lottor", uris: [] },
    { name: "Mark Lottor", uris: [] },
    { name: "Mark Lottor", uris: [MAIL] },
    { name: "Mark Lottor", uris: [MAIL], updated: "2003-03" },
    { name: "Mark  Lottor.", uris: [] },
    { organization: "Bell Systems", uris: [] },
    { name: "X", organization: "Bell Systems", uris: [] },
    { initials: "JBP", uris: [] },
    { uris: [MAIL] },
    { uris: ["tel:+1-23"] },
    { name: "3Com", uris: [] },
    { name: "---", uris: [] },
    { uris: [] },
    { name: "A Name of Twenty Let and more", uris: [] },
    { name: "Zoë Ångström", uris: [] },
  ].map((contact) => people.idOf(contact));
  expect(ids).toEqual([
    ...["Mark_Lottor", "Mark_Lottor", "Mark_Lottor_2", "Mark_Lottor_3", "Mark_Lottor_4"],
    ...["Bell_Systems", "X", "JBP", "a", "1_23".replace("1_23", "_1_23"), "_3Com", "Unnamed"],
    ...["Unnamed_2", "A_Name_of_Twenty_Let", "Zoë_Ångström"],
  ]);
  expect(people.people.map(({ id }) => id)).toEqual([...new Set(ids)]);
  expect(people.people[2]).toEqual({
    ...{ id: "Mark_Lottor_3", name: "Mark Lottor", uris: [MAIL], updated: "2003-03" },
    inferred: ["id"],
  });
});
