import { COLUMNS, collectParts, createRegistry } from "@portolan/model";
import { fromText, streamText, toText } from "@portolan/text";
import { describe, expect, it } from "vitest";

const HEADINGS = COLUMNS.map(({ heading }) => heading);
const PERSON_HEADINGS = ["ID", "Name", "Organization", "Contact URI", "Last Updated"];

/** Writes a page with such rows, people and footnotes. */
function page(
  rows: readonly string[],
  people: readonly string[],
  footnotes: readonly string[] = [],
): string {
  return [
    "Service Name and Transport Protocol Port Number Registry",
    "Last Updated",
    "2024-01-02",
    HEADINGS.join("\t"),
    ...rows,
    "Contact Information",
    PERSON_HEADINGS.join("\t"),
    ...people,
    ...(footnotes.length === 0 ? [] : ["Footnote", ...footnotes]),
    "Licensing Terms",
    "",
  ].join("\n");
}

const ROW = (name: string, port: number): string =>
  `${name}\t${port}\ttcp\t${name}\t[X_Y]\t[X_Y]\t\t\t\t\t\t`;
const PERSON = "[X_Y]\tX Y\t\tmailto:x&y.example\t";

describe("pages in one text", () => {
  it("are joined: what stands on several stands there once", () => {
    const { registry, problems, offsets } = fromText(
      page([ROW("a", 1), ROW("b", 2)], [PERSON]) + page([ROW("b", 2), ROW("c", 3)], [PERSON]),
    );
    expect(registry.records.map(({ name }) => name)).toEqual(["a", "b", "c"]);
    expect(registry.people).toHaveLength(1);
    expect(registry.updated).toBe("2024-01-02");
    expect(offsets).toHaveLength(3);
    expect(problems).toEqual([]);
  });

  it("keep rows that a page repeats itself", () => {
    const { registry } = fromText(page([ROW("a", 1), ROW("a", 1)], [PERSON]));
    expect(registry.records).toHaveLength(2);
  });

  it("are reported where they disagree", () => {
    const other = ROW("a", 1).replace("\ta\t", "\tAnother\t");
    const { registry, problems } = fromText(
      page([ROW("a", 1)], [PERSON]) + page([other], [PERSON.replace("X Y", "Ex Why")]),
    );
    expect(registry.records).toHaveLength(2);
    expect(registry.people).toEqual([{ id: "X_Y", name: "X Y", uris: ["mailto:x&y.example"] }]);
    expect(problems.map(({ code, start }) => [start?.line, code])).toEqual([
      [17, "text/person-differs"],
      [14, "text/record-differs"],
    ]);
  });

  it("keep the first of footnotes that have one number and differ, and report the others", () => {
    const { registry, problems } = fromText(
      page([ROW("a", 1)], [PERSON], ["[1]\tFirst.", "[2]\tSame."]) +
        page([ROW("b", 2)], [PERSON], ["[1]\tOther.", "[2]\tSame."]),
    );
    expect(registry.footnotes).toEqual([
      { anchor: "1", text: "First." },
      { anchor: "2", text: "Same." },
    ]);
    expect(problems.map(({ code, start }) => [start?.line, code])).toEqual([
      [22, "text/footnote-differs"],
    ]);
  });
});

describe("pages of IANA's own text in one", () => {
  const published = (name: string, word: string): string =>
    toText(
      createRegistry({
        records: [{ name, protocol: "tcp", contacts: ["X_Y"], references: [] }],
        people: [{ id: "X_Y", name: word, uris: [] }],
        footnotes: [{ anchor: "1", text: word }],
      }),
    );
  const source = published("a", "First") + published("b", "Other") + published("c", "First");
  const lineOf = (text: string): number => source.slice(0, source.indexOf(text)).split("\n").length;

  it.each([
    ["whole", source.length],
    ["in pieces", 50],
  ])("are reported where they disagree, read %s", async (_how, length) => {
    const chunks = Array.from({ length: Math.ceil(source.length / length) }, (_, i) =>
      source.slice(i * length, (i + 1) * length),
    );
    const { registry, problems } = await collectParts(streamText(chunks));
    expect(registry.people).toEqual([{ id: "X_Y", name: "First", uris: [] }]);
    expect(registry.footnotes).toEqual([{ anchor: "1", text: "First" }]);
    expect(problems.map(({ code, start }) => [start?.line, code])).toEqual([
      [lineOf("[X_Y] Other"), "text/person-differs"],
      [lineOf("[1] Other"), "text/footnote-differs"],
    ]);
  });
});
