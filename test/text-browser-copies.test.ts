import { readFileSync } from "node:fs";
import type { Registry } from "@portolan/model";
import { collapseSpace, renderRecord } from "@portolan/model/internal";
import { fromText } from "@portolan/text";
import { fromXml } from "@portolan/xml";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { copyElement, hasChromium, launchChromium, NEEDS_CHROMIUM, openPage } from "./chromium.js";
import { shownPerson } from "./copy-shapes.js";
import { hasSnapshots, NEEDS_SNAPSHOTS, readSnapshot, sharedPath } from "./shared.js";

const PAGE_OF_2015 = "registry/2015-03-16/service-names-port-numbers-page-1-of-137.xhtml";

function shownRows(registry: Registry): readonly string[] {
  return registry.records.map((record) =>
    Object.values(renderRecord(record, "none")).map(collapseSpace).join("\t"),
  );
}

const REASON = [
  ...(hasSnapshots ? [] : [NEEDS_SNAPSHOTS]),
  ...(hasChromium ? [] : [NEEDS_CHROMIUM]),
];

describe.skipIf(REASON.length > 0)(`pages copied in Chromium ${REASON.join(" ")}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser.close();
  });

  test.each(["2024-04-30", "2025-09-22"])(
    "the whole registry of %s",
    async (day) => {
      const page = await openPage(browser, readSnapshot(day, "xhtml"), "text/html");
      const { text } = await copyElement(page, "body");
      await page.context().close();
      const published = fromXml(readSnapshot(day, "xml")).registry;
      const { registry, dialect, problems } = fromText(text);
      expect(dialect).toBe("tab");
      expect(problems).toEqual([]);
      expect(shownRows(registry)).toEqual(shownRows(published));
      expect(registry.people.map(shownPerson)).toEqual(published.people.map(shownPerson));
      expect(registry.title).toBe(published.title);
      expect(registry.updated).toBe(published.updated);
      expect(registry.footnotes.map(({ text }) => collapseSpace(String(text)))).toEqual(
        published.footnotes.map(({ text }) => collapseSpace(String(text))),
      );
    },
    180_000,
  );

  test("rows of page 1 of 2015, without the headings", async () => {
    const source = readFileSync(sharedPath(PAGE_OF_2015), "utf8");
    const page = await openPage(browser, source, "text/html");
    const whole = fromText((await copyElement(page, "body")).text);
    const rows = fromText((await copyElement(page, "tbody")).text);
    await page.context().close();
    expect(whole.registry.page).toEqual({ count: 137 });
    expect(whole.registry.records).toHaveLength(100);
    expect(rows.dialect).toBe("tab");
    expect(shownRows(rows.registry)).toEqual(shownRows(whole.registry));
  });
});
