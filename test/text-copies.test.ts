import { COLUMNS, type Registry } from "@portolan/model";
import { collapseSpace, renderRecord } from "@portolan/model/internal";
import { fromText } from "@portolan/text";
import { fromXml } from "@portolan/xml";
import { beforeAll, describe, expect, test } from "vitest";
import { copyShapes, pagesOfRegistry, shownCells, shownPerson } from "./copy-shapes.js";
import { hasSnapshots, NEEDS_SNAPSHOTS, readSnapshot } from "./shared.js";

/** Counts how many rows of a copy were read right. */
class Tally {
  records = 0;
  exactRecords = 0;
  people = 0;
  exactPeople = 0;
  /** Rows with a wrong cell other than the column of a single date; there must be none. */
  readonly misread: string[] = [];
  /** Wrong values that do not say that a rule decided them; there must be none. */
  readonly claimed: string[] = [];

  add(original: Registry, copy: string): void {
    const { registry } = fromText(copy);
    expect(registry.records).toHaveLength(original.records.length);
    expect(registry.people).toHaveLength(original.people.length);
    for (const [i, record] of original.records.entries()) {
      const read = registry.records[i] ?? record;
      const cells = Object.values(renderRecord(read, "none")).map(collapseSpace);
      const shown = shownCells(record);
      const wrong = COLUMNS.filter((_, at) => cells[at] !== shown[at]);
      this.records++;
      if (wrong.length === 0) this.exactRecords++;
      if (wrong.some(({ key }) => !key.endsWith("Date"))) this.misread.push(cells.join(" · "));
      else if (
        wrong.length > 0 &&
        !wrong.some(({ key }) => read.inferred?.some((it) => it === key))
      )
        this.claimed.push(cells.join(" · "));
    }
    for (const [i, person] of original.people.entries()) {
      const read = registry.people[i] ?? person;
      this.people++;
      if (shownPerson(read).join("\t") === shownPerson(person).join("\t")) this.exactPeople++;
      else if (read.inferred === undefined) this.claimed.push(read.id);
    }
  }

  toString(): string {
    const share = (part: number, whole: number): string =>
      `${part}/${whole} (${((100 * part) / whole).toFixed(2)} %)`;
    return (
      `structure ${share(this.records - this.misread.length, this.records)}, ` +
      `all columns ${share(this.exactRecords, this.records)}, ` +
      `contacts ${share(this.exactPeople, this.people)}`
    );
  }
}

// The rules were measured on the first day; the others show how well they hold for later states.
const DAYS = ["2022-10-21", "2024-04-30", "2025-09-22"];
const EXTENTS = [
  { extent: "whole", size: Number.MAX_SAFE_INTEGER },
  { extent: "in pages of 100", size: 100 },
];

describe.skipIf(!hasSnapshots).each(DAYS)(`copies of %s ${NEEDS_SNAPSHOTS}`, (day) => {
  let original: Registry;
  beforeAll(() => {
    original = fromXml(readSnapshot(day, "xml")).registry;
  });

  describe.each([...copyShapes])("parted by %ss", (shape, write) => {
    test.each(EXTENTS)("$extent", ({ extent, size }) => {
      const tally = new Tally();
      for (const page of pagesOfRegistry(original, size)) tally.add(page, write(page));
      console.log(`${day}, ${shape}, ${extent}: ${tally}`);
      expect(tally.misread).toEqual([]);
      expect(tally.claimed).toEqual([]);
      const leastRecords = shape === "tab" ? 1 : 0.994;
      const leastPeople = shape === "tab" ? 1 : 0.978;
      expect(tally.exactRecords / tally.records).toBeGreaterThanOrEqual(leastRecords);
      expect(tally.exactPeople / tally.people).toBeGreaterThanOrEqual(leastPeople);
    });
  });
});
