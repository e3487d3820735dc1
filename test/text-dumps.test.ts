import { toHtml } from "@portolan/html";
import { createRegistry, type Registry } from "@portolan/model";
import { collapseSpace, renderRecord } from "@portolan/model/internal";
import { fromText } from "@portolan/text";
import { fromXml } from "@portolan/xml";
import { beforeAll, describe, expect, test } from "vitest";
import { hasSnapshots, NEEDS_SNAPSHOTS, readSnapshot } from "./shared.js";
import { dumpPage, hasBrowser, TEXT_BROWSERS, type TextBrowser } from "./text-browsers.js";

/** A page of a few records that show what a dump must keep apart. */
const SMALL: Registry = createRegistry({
  title: "Service Name and Transport Protocol Port Number Registry",
  updated: "2024-05-06",
  references: [{ type: "rfc", data: "rfc6335" }],
  records: [
    {
      name: "alpha",
      port: 7,
      protocol: "tcp",
      description: "Alpha [First Part] of a service whose description is too long for one line",
      contacts: ["Ann_Example"],
      references: [{ type: "rfc", data: "rfc9110" }],
      modificationDate: "2023-04-05",
    },
    {
      name: "alpha",
      port: 7,
      protocol: "udp",
      description: "Alpha [First Part] of a service whose description is too long for one line",
      contacts: ["Ann_Example"],
      references: [],
      registrationDate: "2001-02",
    },
    { port: { first: 8, last: 11 }, description: "Unassigned", contacts: [], references: [] },
    {
      name: "beta",
      port: 12,
      protocol: "dccp",
      description: "Beta",
      assignees: ["Example_Ltd"],
      contacts: ["Ann_Example"],
      references: [{ type: "uri", data: "https://example.org/beta", text: "Beta-1" }],
      serviceCode: 1145656131,
    },
    {
      name: "gamma",
      protocol: "tcp",
      description: "Gamma",
      contacts: ["Zoë_Ünal"],
      references: [],
      notes: "Defined TXT keys: a=<first key> b=<second key>",
    },
  ],
  people: [
    { id: "Ann_Example", name: "Ann Example", uris: ["mailto:ann&example.org"] },
    { id: "Example_Ltd", organization: "Example Ltd.", uris: [], updated: "2020-01-02" },
    { id: "Zoë_Ünal", name: "Zoë Ünal", uris: ["mailto:zoe&example.org"] },
  ],
});

function recordTexts(registry: Registry): readonly string[] {
  return registry.records.map((record) =>
    Object.values(renderRecord(record, "none")).map(collapseSpace).join("|"),
  );
}

function personTexts(registry: Registry): readonly string[] {
  return registry.people.map(({ id, name, organization, uris, updated }) =>
    [id, name, organization, uris.join(" "), updated]
      .map((text) => collapseSpace(text ?? ""))
      .join("|"),
  );
}

/** Counts the texts that are found as they are expected; each counts once. */
function countSame(found: readonly string[], expected: readonly string[]): number {
  const left = new Map<string, number>();
  for (const text of found) left.set(text, (left.get(text) ?? 0) + 1);
  return expected.filter((text) => {
    const count = left.get(text) ?? 0;
    left.set(text, count - 1);
    return count > 0;
  }).length;
}

/** The least of the records and people of a snapshot that a dump must give, all columns exact. */
const LEAST: Readonly<Record<TextBrowser, { readonly records: number; readonly people: number }>> =
  {
    w3m: { records: 0.999, people: 0.999 },
    // lynx drops the columns: which date a single one is, and name or organization, is inferred.
    lynx: { records: 0.99, people: 0.97 },
    links: { records: 0.999, people: 1 },
    elinks: { records: 0.999, people: 1 },
  };

const WIDTHS = [80, 400];

for (const browser of TEXT_BROWSERS) {
  const isThere = hasBrowser(browser);
  const needs = isThere ? "" : `(needs ${browser})`;

  describe.skipIf(!isThere)(`a small page dumped by ${browser} ${needs}`, () => {
    test.each([...WIDTHS, 200])("is read in %i columns", (columns) => {
      const { registry, dialect, problems } = fromText(dumpPage(browser, toHtml(SMALL), columns));
      expect(dialect).toBe("dump");
      expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
      expect(recordTexts(registry)).toEqual(recordTexts(SMALL));
      expect(registry.people.map(({ id }) => id)).toEqual(SMALL.people.map(({ id }) => id));
      expect(registry).toMatchObject({ title: SMALL.title, updated: SMALL.updated });
      const numbered = browser === "lynx" || browser === "elinks";
      expect(registry.records[3]?.references).toEqual(
        numbered ? SMALL.records[3]?.references : [{ type: "text", text: "Beta-1" }],
      );
    });
  });

  describe.skipIf(!isThere || !hasSnapshots)(
    `the published page dumped by ${browser} ${needs || NEEDS_SNAPSHOTS}`,
    () => {
      let expected: Registry;
      let page: string;
      beforeAll(() => {
        expected = fromXml(readSnapshot("2025-09-22", "xml")).registry;
        page = readSnapshot("2025-09-22", "xhtml");
      });

      test.each(WIDTHS)("is read in %i columns", (columns) => {
        const { registry, problems } = fromText(dumpPage(browser, page, columns));
        const records = countSame(recordTexts(registry), recordTexts(expected));
        const people = countSame(personTexts(registry), personTexts(expected));
        const of = `${expected.records.length} records, ${people} of ${expected.people.length} people`;
        console.info(`${browser} ${columns}: ${records} of ${of} exact`);
        expect(records).toBeGreaterThanOrEqual(expected.records.length * LEAST[browser].records);
        expect(people).toBeGreaterThanOrEqual(expected.people.length * LEAST[browser].people);
        expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
      });
    },
  );
}
