import { createRegistry, Report } from "@portolan/model";
import { COPY_SHAPES, copyChunks, fromText, toCopy } from "@portolan/text";
import { describe, expect, it } from "vitest";

const registry = createRegistry({
  title: "Service Name and Transport Protocol Port Number Registry",
  notes: [{ text: "First line,\n  second line.\n\nEnd." }],
  records: [{ name: "a", port: 1, protocol: "tcp", contacts: ["X"], references: [] }],
  people: [{ id: "X", name: "X", uris: [] }],
  footnotes: [
    { anchor: "1", text: "One,\nand more." },
    { anchor: "2", text: "Two." },
  ],
});

describe("toCopy", () => {
  it.each(COPY_SHAPES)("as %s writes what is read back, notes and footnotes with it", (shape) => {
    const report = new Report();
    const { registry: found } = fromText(toCopy(registry, shape, { report }));
    expect(found.notes).toEqual(registry.notes);
    expect(found.footnotes).toEqual(registry.footnotes);
    expect(report.problems).toEqual([]);
  });

  it("reports what the copy does not say", () => {
    const report = new Report();
    const records = registry.records.map((record) => ({ ...record, unauthorizedUse: "Words" }));
    const footnotes = [{ anchor: "a b", text: "Lost." }];
    toCopy({ ...registry, records, footnotes }, "space", { report });
    expect(report.problems.map(({ code, message }) => [code, message])).toEqual([
      ["text/records-altered", expect.stringContaining("1 of the records are not read back")],
      ["text/header-altered", "The registry is not read back with the same footnotes."],
    ]);
  });

  it("refuses what is no registry, and then what is no shape", () => {
    expect(() => copyChunks(undefined as never, "tab")).toThrow(/^copyChunks: registry must be /);
    expect(() => copyChunks(registry, "tabs" as never)).toThrow("There is no shape “tabs”.");
  });
});
