import type { Reference, Registry, ServiceRecord } from "@portolan/model";
import { collapseSpace, renderRecord } from "@portolan/model/internal";
import { fromText, toMarkdown } from "@portolan/text";
import { fromXml } from "@portolan/xml";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyCharacter, arbitraryRegistry } from "./arbitrary-registry.js";
import { hasSnapshots, NEEDS_SNAPSHOTS, readSnapshot } from "./shared.js";

/** Gives the cells a person sees; white space is one blank, as in a browser. */
function shownRows(registry: Registry): readonly (readonly string[])[] {
  return registry.records.map((record) =>
    Object.values(renderRecord(record, "none")).map(collapseSpace),
  );
}

// Markdown cannot show NUL (CommonMark §2.3).
const character = anyCharacter.filter((text) => !text.includes("\0"));

/** Takes from ids and labels what a cell of bracketed items cannot tell: brackets, blanks in ids. */
function withPlainItems(record: ServiceRecord): ServiceRecord {
  const id = (text: string): string => text.replace(/[[\]\s]/g, "-");
  const label = (text: string): string => text.replace(/[[\]]/g, "-");
  const { assignees } = record;
  return {
    ...record,
    contacts: record.contacts.map(id),
    ...(assignees === undefined ? {} : { assignees: assignees.map(id) }),
    references: record.references.map(
      ({ data, text, ...rest }): Reference => ({
        ...rest,
        ...(data === undefined ? {} : { data: label(data) }),
        ...(text === undefined ? {} : { text: label(text) }),
      }),
    ),
  };
}

test("any record is read back from its Markdown table", () => {
  fc.assert(
    fc.property(arbitraryRegistry({ character, provenance: false }), (registry) => {
      const plain = { ...registry, records: registry.records.map(withPlainItems) };
      expect(shownRows(fromText(toMarkdown(plain)).registry)).toEqual(shownRows(plain));
    }),
    { numRuns: 500 },
  );
});

describe.skipIf(!hasSnapshots)(`Markdown of whole registries ${NEEDS_SNAPSHOTS}`, () => {
  test.each(["2017-03-10", "2022-10-21", "2025-09-22"])("%s is read back", (day) => {
    const { registry } = fromXml(readSnapshot(day, "xml"));
    const read = fromText(toMarkdown(registry));
    expect(read.dialect).toBe("pipe");
    expect(shownRows(read.registry)).toEqual(shownRows(registry));
    expect(read.registry.title).toBe(registry.title);
    expect(read.registry.updated).toBe(registry.updated);
    expect(read.registry.records.some((record) => record.inferred !== undefined)).toBe(false);
  });
});
