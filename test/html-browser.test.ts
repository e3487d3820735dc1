import { readFileSync } from "node:fs";
import { fromHtml, toHtml } from "@portolan/html";
import {
  createRegistry,
  oneLine,
  type Registry,
  type RunningText,
  type ServiceRecord,
} from "@portolan/model";
import { renderRecord } from "@portolan/model/internal";
import { fromText } from "@portolan/text";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  copyElement,
  hasChromium,
  launchChromium,
  NEEDS_CHROMIUM,
  openPage,
  saveAsArchive,
  saveWithAbsoluteLinks,
} from "./chromium.js";
import { hasSnapshots, NEEDS_SNAPSHOTS, readSnapshot, sharedPath } from "./shared.js";

const PAGE_OF_2015 = "registry/2015-03-16/service-names-port-numbers-page-1-of-137.xhtml";

const OWN: Registry = createRegistry({
  id: "service-names-port-numbers",
  title: "Names & ports",
  updated: "2024-01-02",
  experts: ["One,\n Two"],
  notes: [{ text: ["\nSee ", { reference: { type: "rfc", data: "rfc6335" } }, ".\n"] }],
  records: [
    {
      name: "whois++",
      port: 63,
      protocol: "tcp",
      description: ["whois++", { break: true }, "\nA <second> line [3]"],
      assignees: ["FORTÉ"],
      contacts: ["Rickard_Schoultz"],
      registrationDate: "2001-02",
      modificationDate: "2003-04-05",
      references: [
        { type: "note", data: "1" },
        { type: "uri", data: "https://example.org/a?b=c&d", text: "TR-1" },
        { type: "uri", data: "https://example.org/p#q" },
        { type: "draft", data: "RFC-ietf-x-01" },
      ],
    },
    {
      name: "b-c",
      port: { first: 6000, last: 6063 },
      protocol: "udp",
      contacts: ["Rickard_Schoultz"],
      references: [],
      notes: [{ paragraph: "One" }, "\n ", { paragraph: "Two" }],
    },
  ],
  people: [
    { id: "FORTÉ", organization: "Forté", uris: ["mailto:f&forte.example"], updated: "2002-03" },
    { id: "Rickard_Schoultz", name: "Rickard Schoultz", uris: [] },
  ],
  footnotes: [{ anchor: "1", text: "A note." }],
});

describe.skipIf(!hasChromium)(`pages in a browser ${NEEDS_CHROMIUM}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());

  describe("our own page", () => {
    holdsInBrowser(() => toHtml(OWN));

    it("shows a person what the registry says", async () => {
      const page = await openPage(browser, toHtml(OWN), "text/html");
      expect(await page.title()).toBe("Names & ports");
      expect(await page.locator("table#table-service-names-port-numbers tbody tr").count()).toBe(2);
      const cells = await page.locator("tbody tr").first().locator("td").allInnerTexts();
      expect(cells).toEqual([
        "whois++",
        "63",
        "tcp",
        "whois++\nA <second> line [3]",
        "[FORTÉ]",
        "[Rickard_Schoultz]",
        "2001-02",
        "2003-04-05",
        "[1][TR-1][https://example.org/p#q][RFC-ietf-x-01]",
        "",
        "",
        "",
      ]);
      await page.click('a[href="#FORTÉ"]');
      expect(decodeURIComponent(new URL(page.url()).hash)).toBe("#FORTÉ");
    });

    it("is copied into the clipboard as a table", async () => {
      const page = await openPage(browser, toHtml(OWN), "text/html");
      const { text, html } = await copyElement(page, "body");
      const { registry, problems } = fromHtml(html);
      expect(problems).toEqual([]);
      // The clipboard has no white space that does not show.
      expect(registry.records.map(onOneLine)).toEqual(OWN.records.map(onOneLine));
      expect(registry.people).toEqual(OWN.people);
      const tab = fromText(text);
      expect(tab.dialect).toBe("tab");
      expect(tab.registry.records.map(({ name, port }) => [name, port])).toEqual(
        OWN.records.map(({ name, port }) => [name, port]),
      );
    });
  });

  describe.skipIf(!hasSnapshots)(`IANA's page ${NEEDS_SNAPSHOTS}`, () => {
    describe("of 2015", () => {
      holdsInBrowser(() => readFileSync(sharedPath(PAGE_OF_2015), "utf8"));
    });

    it("of 2015 is copied into the clipboard as a table", async () => {
      const source = readFileSync(sharedPath(PAGE_OF_2015), "utf8");
      const page = await openPage(browser, source, "text/html");
      const { text, html } = await copyElement(page, "body");
      const expected = fromHtml(source).registry;
      const { registry } = fromHtml(html);
      expect(registry.records.map(onOneLine)).toEqual(expected.records.map(onOneLine));
      expect(registry.people).toEqual(expected.people);
      const tab = fromText(text);
      expect(tab.dialect).toBe("tab");
      expect(tab.registry.records).toHaveLength(expected.records.length);
      expect(tab.registry.people.map(({ id }) => id)).toEqual(expected.people.map(({ id }) => id));
    });

    it("of 2025, saved as a single file, holds the whole registry", async () => {
      const source = readSnapshot("2025-09-22", "xhtml");
      const page = await openPage(browser, source, "text/html");
      const { registry } = fromHtml(await saveAsArchive(page));
      await page.context().close();
      expect(registry.records).toHaveLength(14485);
      expect(withoutFirstBreaks(registry)).toEqual(withoutFirstBreaks(fromHtml(source).registry));
    }, 180_000);
  });

  /** Loads and saves a page in each way, and reads what was saved. */
  function holdsInBrowser(source: () => string): void {
    const ways = [
      ["HTML only", (page) => page.content()],
      ["complete", saveWithAbsoluteLinks],
      ["single file", saveAsArchive],
    ] as const satisfies readonly (readonly [string, typeof saveAsArchive])[];

    describe.each(["text/html", "application/xhtml+xml"])("loaded as %s", (type) => {
      it.each(ways)("and saved as “%s” holds the same registry", async (_, save) => {
        const page = await openPage(browser, source(), type);
        const { registry, problems } = fromHtml(await save(page));
        await page.context().close();
        const { registry: expected } = fromHtml(source());
        expect(problems).toEqual([]);
        expect(withoutFirstBreaks(registry)).toEqual(withoutFirstBreaks(expected));
      });
    });
  }
});

function onOneLine(record: ServiceRecord): readonly string[] {
  return Object.values(renderRecord(record, "none")).map(oneLine);
}

/** A browser drops the line feed with which a `<pre>` begins (HTML §13.1.2.5). */
function withoutFirstBreaks(registry: Registry): Registry {
  const shown = <Text extends RunningText>(text: Text): RunningText => {
    if (typeof text === "string") return text.replace(/^\n/, "");
    const [first, ...rest] = text;
    return typeof first === "string" ? [first.replace(/^\n/, ""), ...rest] : text;
  };
  return {
    ...registry,
    notes: registry.notes.map((note) => ({ ...note, text: shown(note.text) })),
    footnotes: registry.footnotes.map((note) => ({ ...note, text: shown(note.text) })),
  };
}
