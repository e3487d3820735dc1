import { createRecord, createRegistry, type ServiceRecord } from "@portolan/model";
import { fromText, toText } from "@portolan/text";
import { describe, expect, it } from "vitest";

const records = [
  createRecord({
    name: "alpha",
    port: 7,
    protocol: "tcp",
    description: "First",
    contacts: ["Ann_Lee"],
  }),
  createRecord({
    name: "alpha",
    port: 7,
    protocol: "udp",
    description: "First",
    contacts: ["Ann_Lee"],
  }),
  createRecord({
    name: "beta",
    port: 8,
    protocol: "tcp",
    description: "Second",
    contacts: ["Bo_Long"],
  }),
  createRecord({
    name: "gamma",
    port: 10_001,
    protocol: "udp",
    description: "Third",
    assignees: ["A_Working_Group_With_a_Long_Name"],
    contacts: ["Cy"],
    registrationDate: "2013-05-28",
  }),
];
const lines = toText(createRegistry({ records }), { frame: false }).split("\n");
const at = lines.findIndex((line) => line.startsWith("beta"));

/** Reads the text with the line of beta changed; gives the names that are not as they were, and the problems. */
function readWith(...changed: readonly string[]): {
  readonly others: readonly ServiceRecord[];
  readonly codes: readonly string[];
} {
  const text = [...lines.slice(0, at), ...changed, ...lines.slice(at + 1)].join("\n");
  const { registry, problems } = fromText(text);
  return {
    others: registry.records.filter(({ name }) => name !== "beta"),
    codes: problems
      .filter(({ code }) => code !== "text/person-unlisted")
      .map(({ code, start }) => `${code} ${(start?.line ?? 0) - at}`),
  };
}

const beta = lines[at] ?? "";
const contact = beta.lastIndexOf("[");

describe("one damaged row", () => {
  it.each([
    ["blanks less before the contact", beta.slice(0, contact - 12) + beta.slice(contact)],
    ["a blank less before the contact", beta.slice(0, contact - 1) + beta.slice(contact)],
    ["blanks more before the contact", `${beta.slice(0, contact)}    ${beta.slice(contact)}`],
    ["a letter less in the name", beta.slice(1)],
    ["blanks more before the name", `   ${beta}`],
    ["no contact", beta.slice(0, contact)],
  ])("with %s is told, and costs itself alone", (_, line) => {
    const { others, codes } = readWith(line);
    expect(others).toEqual(records.filter(({ name }) => name !== "beta"));
    expect(codes[0]).toMatch(
      /^text\/(?:cell-misplaced|column-crossed|contact-missing|row-unreadable) 1$/,
    );
  });
});

describe("a row cut short", () => {
  const udp = lines.findIndex((line) => /^alpha +7 +udp/.test(line));
  const row = lines[udp] ?? "";
  const borders = [...row.matchAll(/(?<=\S) {2,}(?=\S)|(?<=\S) (?=\[)/g)].map(({ index }) => index);

  it("is told at each border of its cells, and costs itself alone", () => {
    expect(borders.length).toBeGreaterThan(3);
    for (const border of borders) {
      const { registry, problems } = fromText(lines.with(udp, row.slice(0, border)).join("\n"));
      const place = problems.filter(({ start }) => start?.line === udp + 1);
      expect(place.length, row.slice(0, border)).toBeGreaterThan(0);
      const isOther = ({ name, protocol }: ServiceRecord): boolean =>
        name !== "alpha" || protocol === "tcp";
      expect(registry.records.filter(isOther)).toEqual(records.filter(isOther));
    }
  });

  it.each([
    ["an empty line in its place", /^beta.*/, "", "text/line-blank"],
    ["a bracket that is not closed", /Second/, "Sec[nd", "text/bracket-open"],
    [
      "nothing but blanks before its port, and an odd state",
      /^beta( +8 +tcp +)Second.*/,
      "    $1Unassi",
      "text/state-unknown",
    ],
  ])("or damaged to %s is told", (_, pattern, changed, code) => {
    const text = lines.with(at, beta.replace(pattern, changed)).join("\n");
    expect(fromText(text).problems.map((problem) => problem.code)).toContain(code);
  });
});

describe("a reference of a row", () => {
  const toldOf = (label: string): readonly string[] => {
    const page = toText(
      createRegistry({
        records: records.map((record) => ({
          ...record,
          references: [{ type: "rfc", data: "rfc1234" }],
        })),
      }),
    );
    const { problems } = fromText(page.replace("[RFC1234]", label.padEnd("[RFC1234]".length)));
    return problems.flatMap(({ code, message }) =>
      code === "text/reference-unlike" ? message : [],
    );
  };

  it.each(["[RFC1234]", "[RFC-x-y]", "[RFC12, 3]", "[TR-1]", "[1]", ""])(
    "%j is like others",
    (label) => {
      expect(toldOf(label)).toEqual([]);
    },
  );

  it.each(["[FC1234]", "[RFC12x]", "[RFC]", "[RFC 12]", "[RFC1][FC]"])("%j is told", (label) => {
    const [, odd] = /.*\[(.*)\]$/.exec(label) ?? [];
    expect(toldOf(label)).toEqual([expect.stringContaining(`“${odd}” begins like an RFC`)]);
  });
});
