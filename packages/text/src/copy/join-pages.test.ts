import { COLUMNS } from "@portolan/model";
import { fromText } from "@portolan/text";
import { describe, expect, it } from "vitest";

const HEADINGS = COLUMNS.map(({ heading }) => heading);
const PERSON_HEADINGS = ["ID", "Name", "Organization", "Contact URI", "Last Updated"];

/** Writes a page with such rows and people. */
function page(rows: readonly string[], people: readonly string[]): string {
  return [
    "Service Name and Transport Protocol Port Number Registry",
    "Last Updated",
    "2024-01-02",
    HEADINGS.join("\t"),
    ...rows,
    "Contact Information",
    PERSON_HEADINGS.join("\t"),
    ...people,
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
});
