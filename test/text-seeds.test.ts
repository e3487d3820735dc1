import { readFileSync } from "node:fs";
import type { ServiceRecord } from "@portolan/model";
import { collapseSpace, LineIndex, renderRecord } from "@portolan/model/internal";
import { fromText } from "@portolan/text";
import { fromXml } from "@portolan/xml";
import { describe, expect, test } from "vitest";
import { shownPerson } from "./copy-shapes.js";
import { hasSeeds, NEEDS_SEEDS, readSnapshot, sharedPath } from "./shared.js";

/** What is expected of a record; `ambiguous` names fields that the document itself cannot tell. */
interface GoldenRecord {
  readonly name: string | null;
  readonly port: string | null;
  readonly protocol: string | null;
  readonly description: string | null;
  readonly assignee: readonly string[];
  readonly contact: readonly string[];
  /** Ids of the contact list, where the rows show them with blanks. */
  readonly assigneeIds?: readonly string[];
  readonly contactIds?: readonly string[];
  readonly registrationDate: string | null;
  readonly modificationDate: string | null;
  readonly references: readonly string[];
  readonly serviceCode: string | null;
  readonly unauthorizedUse: string | null;
  readonly notes: string | null;
  readonly ambiguous: readonly string[];
  /** One-based line of the document. */
  readonly _line: number;
}

interface GoldenPerson {
  readonly id: string;
  readonly name: string | null;
  readonly organization: string | null;
  readonly uri: string | null;
  readonly updated: string | null;
  readonly ambiguous: readonly string[];
}

interface Golden {
  readonly header: {
    readonly title: string;
    readonly lastUpdated: string;
    readonly experts: string;
  };
  readonly page: { readonly dialect: string; readonly pageCountShown: number | null };
  readonly records: readonly GoldenRecord[];
  readonly contacts: readonly GoldenPerson[];
}

function readSeed(file: string): string {
  return readFileSync(sharedPath(`seeds/${file}.txt`), "utf8");
}

function bracketed(items: readonly string[]): string {
  return items.map((item) => `[${item}]`).join("");
}

function goldenCells(golden: GoldenRecord): readonly string[] {
  return [
    golden.name,
    golden.port,
    golden.protocol,
    golden.description,
    bracketed(golden.assigneeIds ?? golden.assignee),
    bracketed(golden.contactIds ?? golden.contact),
    golden.registrationDate,
    golden.modificationDate,
    bracketed(golden.references),
    golden.serviceCode,
    golden.unauthorizedUse,
    golden.notes,
  ].map((cell) => cell ?? "");
}

function cellsOf(record: ServiceRecord): readonly string[] {
  return Object.values(renderRecord(record, "none")).map(collapseSpace);
}

const GOLDEN = ["001_f09bdb27d5bf970e", "002_4bb095060150c296", "004_0411c9ada570d720"];

describe.skipIf(!hasSeeds)(`copies that people made ${NEEDS_SEEDS}`, () => {
  test.each(GOLDEN)("%s equals its golden records and contacts", (file) => {
    const source = readSeed(file);
    const golden: Golden = JSON.parse(readFileSync(sharedPath(`golden/${file}.json`), "utf8"));
    const { registry, offsets, dialect } = fromText(source);

    // Every field, those that the document cannot tell included: the rules get all of them right.
    expect(registry.records.map(cellsOf)).toEqual(golden.records.map(goldenCells));
    expect(registry.people.map(shownPerson)).toEqual(
      golden.contacts.map(({ id, name, organization, uri, updated }) =>
        [`[${id}]`, name, organization, uri, updated].map((cell) => cell ?? ""),
      ),
    );
    const lines = new LineIndex(source);
    expect(offsets.map((offset) => lines.at(offset).line)).toEqual(
      golden.records.map(({ _line }) => _line),
    );
    expect(registry.records.map(({ inferred = [] }) => inferred.length > 0)).toEqual(
      golden.records.map(({ ambiguous }) => ambiguous.length > 0),
    );
    expect({
      dialect,
      title: registry.title,
      updated: registry.updated,
      experts: registry.experts.map(collapseSpace),
      pages: registry.page?.count ?? null,
    }).toEqual({
      dialect: golden.page.dialect,
      title: golden.header.title,
      updated: golden.header.lastUpdated,
      experts: [golden.header.experts],
      pages: golden.page.pageCountShown,
    });
  });

  // These two have no golden records. Their rows and contacts were checked by eye; the registries of
  // two days nearby have the same rows with the same cells.
  const UNGOLDEN = [
    {
      file: "000_e967427130f4bdd6",
      dialect: "pipe",
      updated: "2025-10-16",
      records: 101,
      people: 0,
    },
    {
      file: "003_88076b501d3b0b49",
      dialect: "space",
      updated: "2024-09-12",
      records: 100,
      people: 37,
    },
  ];

  describe.each(UNGOLDEN)("$file", ({ file, dialect, updated, records, people }) => {
    const read = (): ReturnType<typeof fromText> => fromText(readSeed(file));

    test(`is ${dialect} with ${records} records and ${people} contacts`, () => {
      const found = read();
      expect(found.dialect).toBe(dialect);
      expect(found.registry.updated).toBe(updated);
      expect(found.registry.records).toHaveLength(records);
      expect(found.registry.people).toHaveLength(people);
    });

    test.each(["2024-04-30", "2025-09-22"])("has rows and contacts of %s", (day) => {
      const published = fromXml(readSnapshot(day, "xml")).registry;
      const rows = new Set(published.records.map((record) => cellsOf(record).join("\t")));
      const persons = new Set(published.people.map((person) => shownPerson(person).join("\t")));
      const { registry } = read();
      const readRows = registry.records.map((record) => cellsOf(record).join("\t"));
      const readPersons = registry.people.map((person) => shownPerson(person).join("\t"));
      expect(readRows.filter((row) => !rows.has(row))).toEqual([]);
      expect(readPersons.filter((row) => !persons.has(row))).toEqual([]);
    });
  });
});
