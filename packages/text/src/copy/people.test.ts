import { COLUMNS } from "@portolan/model";
import { fromText } from "@portolan/text";
import { describe, expect, it } from "vitest";

const HEADINGS = COLUMNS.map(({ heading }) => heading);
const PERSON_HEADINGS = ["ID", "Name", "Organization", "Contact URI", "Last Updated"];

/** Reads the first person of a page in which nothing but blanks, or pipes, stands between cells. */
function personOf(row: string, records: readonly string[] = [], between = " ") {
  const other = `[Z_Z]${between}Z Z`;
  const people = [PERSON_HEADINGS.join(between), row, other];
  const lines = [HEADINGS.join(between), ...records, "Contact Information", ...people];
  const { registry } = fromText(lines.join("\n"));
  expect(registry.people).toHaveLength(2);
  const { name, organization, uris, updated } = registry.people[0] ?? {};
  return { name, organization, uris, updated };
}

describe("name and organization, with nothing between them", () => {
  /** Rows of a table that name a person as one or the other. */
  const ROLES: Readonly<Record<string, (id: string) => readonly string[]>> = {
    nobody: () => ["a 1 tcp One"],
    "assignee only": (id) => [`a 1 tcp One [${id}] [Z_Z]`, `b 2 tcp Two [${id}] [Z_Z]`],
    "contact only": (id) => [`a 1 tcp One [Z_Z] [${id}]`, `b 2 tcp Two [Z_Z] [${id}]`],
    both: (id) => [`a 1 tcp One [${id}] [${id}]`, `b 2 tcp Two [${id}] [${id}]`],
    "both, and assignee": (id) => [`a 1 tcp One [${id}] [Z_Z]`, `b 2 tcp Two [${id}] [${id}]`],
    "both, and contact": (id) => [`a 1 tcp One [Z_Z] [${id}]`, `b 2 tcp Two [${id}] [${id}]`],
    "one, and the other": (id) => [`a 1 tcp One [Z_Z] [${id}]`, `b 2 tcp Two [${id}] [Z_Z]`],
  };
  const parts = (id: string, text: string, role: string): string => {
    const { name = "", organization = "" } = personOf(`[${id}] ${text}`, ROLES[role]?.(id));
    return `${name} / ${organization}`;
  };

  it.each<[role: string, alone: string, withMore: string, unlike: string]>([
    ["nobody", "Ann Lee /", "Ann Lee / Net", "J. Ann Lee Net /"],
    ["assignee only", "/ Ann Lee", "/ Ann Lee Net", "/ J. Ann Lee Net"],
    ["contact only", "Ann Lee /", "Ann Lee / Net", "J. Ann Lee / Net"],
    ["both", "Ann Lee /", "Ann Lee / Net", "J. Ann Lee Net /"],
    ["both, and assignee", "Ann Lee /", "Ann Lee / Net", "J. Ann Lee Net /"],
    ["both, and contact", "Ann Lee /", "Ann Lee / Net", "J. Ann Lee Net /"],
    ["one, and the other", "Ann Lee /", "Ann Lee / Net", "J. Ann Lee Net /"],
  ])("of who is %s", (role, alone, withMore, unlike) => {
    expect(parts("Ann_Lee", "Ann Lee", role).trim(), "an id").toBe(alone);
    expect(parts("Ann_Lee", "Ann Lee Net", role).trim(), "an id and more").toBe(withMore);
    expect(parts("Ann_Lee", "J. Ann Lee Net", role).trim(), "a word before").toBe(unlike);
  });

  it.each([
    ["a company's last word", "Ann_Lee", "Ann Lee Inc.", "/ Ann Lee Inc."],
    [
      "what may stand before a company's last word",
      "Ann_Lee",
      "Ann Lee Net Inc.",
      "Ann Lee / Net Inc.",
    ],
    ["an id of one word", "Lee", "Lee Net Works", "/ Lee Net Works"],
    ["an id of one word with a sign", "Lee-", "Lee Net Works", "/ Lee Net Works"],
    ["a numbered id", "Ann_Lee_2", "Ann Lee Net", "Ann Lee / Net"],
    ["letters with a stroke or an accent", "Jorn_Lodz", "Jørn Łódź Net", "Jørn Łódź / Net"],
    ["what belongs to a name", "Ann_Lee", "Ann Lee Jr.", "Ann Lee Jr. /"],
    ["a body", "IESG", "IESG", "/ IESG"],
    ["words that are not the id’s", "Ann_Lee", "Bo Day Net", "Bo Day Net /"],
    ["half of a word", "Ann_Lee", "Ann Leeds Net", "Ann Leeds Net /"],
    [
      "an id of 19 letters",
      "Abcdefghij_Klmnopqr",
      "Abcdefghij Klmnopqr Net",
      "Abcdefghij Klmnopqr / Net",
    ],
    [
      "an id of 20, which may be cut",
      "Abcdefghij_Klmnopqrs",
      "Abcdefghij Klmnopqrs Net",
      "Abcdefghij Klmnopqrs Net /",
    ],
    [
      "an id of 21",
      "Abcdefghij_Klmnopqrst",
      "Abcdefghij Klmnopqrst Net",
      "Abcdefghij Klmnopqrst / Net",
    ],
  ])("of %s", (_, id, text, expected) => {
    expect(parts(id, text, "nobody").trim()).toBe(expected);
  });

  it("of a contact, whose id leaves out one word at most", () => {
    const of = (text: string): string => parts("Ann_Lee", text, "contact only").trim();
    expect(of("Dr. Ann Lee Net")).toBe("Dr. Ann Lee / Net");
    expect(of("Dr. J. Ann Lee Net")).toBe("Dr. J. Ann Lee Net /");
    const id = "Abcdefghij_Klmnopqrs";
    expect(parts(id, "Abcdefghij Klmnopqrs Net", "contact only")).toBe(
      "Abcdefghij Klmnopqrs / Net",
    );
  });

  it("of a company by its words, since RFC 6335 kept companies apart", () => {
    const of = (text: string): string => {
      const { name = "", organization = "" } = personOf(`[Ann_Forum] ${text}`);
      return `${name} / ${organization}`.trim();
    };
    expect(of("Ann Forum 2011-07")).toBe("Ann Forum /");
    expect(of("Ann Forum 2011-08")).toBe("/ Ann Forum");
    expect(of("Ann Forum 2011-08-01")).toBe("/ Ann Forum");
    expect(of("Ann Forum")).toBe("Ann Forum /");
    expect(of("Ann Forums 2011-08")).toBe("Ann Forums /");
  });
});

it.each([
  ["[Ann_Lee] mailto:ann&one.example tel:+1", { uris: ["mailto:ann&one.example", "tel:+1"] }],
  ["[Ann_Lee] Ann Lee 2020-01-02", { name: "Ann Lee", updated: "2020-01-02" }],
  ["[Ann_Lee] 2020-01-02", { updated: "2020-01-02" }],
  ["[Ann_Lee]", {}],
])("a person of whom little is known: %s", (row, expected) => {
  const nothing = { name: undefined, organization: undefined, uris: [], updated: undefined };
  expect(personOf(row)).toEqual({ ...nothing, ...expected });
});

it.each([
  [
    "[Ann_Lee] | Ann Lee Net | mailto:ann&one.example",
    { name: "Ann Lee Net", uris: ["mailto:ann&one.example"] },
  ],
  ["[Ann_Lee] | Ann Lee | 2020-01-02", { name: "Ann Lee", updated: "2020-01-02" }],
  ["[Ann_Lee] | tel:+1 tel:+2", { uris: ["tel:+1", "tel:+2"] }],
  ["[Ann_Lee] | Ann Lee | Net", { name: "Ann Lee", organization: "Net" }],
  ["[Ann_Lee] | Ann Lee", { name: "Ann Lee" }],
])("a person whose empty cells are left out: %s", (row, expected) => {
  const pipes = "|".repeat(6 - row.split("|").length);
  const nothing = { name: undefined, organization: undefined, uris: [], updated: undefined };
  expect(personOf(`${row} ${pipes}`, [], " | ")).toEqual({ ...nothing, ...expected });
});

it("people in notes are named by their ids, if the page lists them", () => {
  const tab = HEADINGS.join("\t");
  const notes = "Of [Ann  Lee], [Ann_Lee] and [Bo Day]";
  const row = `a\t1\ttcp\tOne\t[Ann Lee][Bo Day]\t\t\t\t\t\t\t${notes}`;
  const people = `Contact Information\n${PERSON_HEADINGS.join("\t")}\n[Ann_Lee]\tAnn Lee\t\t\t`;
  const [record] = fromText(`${tab}\n${row}\n${people}\n`).registry.records;
  expect(record?.notes).toBe("Of [Ann_Lee], [Ann_Lee] and [Bo Day]");
  expect(record?.assignees).toEqual(["Ann_Lee", "Bo_Day"]);
});
