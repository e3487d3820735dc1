import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { toChartPage } from "@portolan/chart";
import { readRegistry } from "@portolan/convert";
import { createRegistry, type Registry, statusOf, txtKeysOf } from "@portolan/model";
import { diff, diffReport, KeptSearch, search } from "@portolan/query";
import axe from "axe-core";
import fc from "fast-check";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type OpenedChart, openChart } from "./chart-page.js";
import { hasChromium, launchChromium, NEEDS_CHROMIUM } from "./chromium.js";
import { portolan } from "./run-portolan.js";
import { hasSnapshots, NEEDS_SNAPSHOTS, NEWEST_DAY, readSnapshot, snapshotPath } from "./shared.js";

const EXCERPT = new URL("../fixtures/excerpt/input.xml", import.meta.url);

let browser: Browser;
beforeAll(async () => {
  if (hasChromium) browser = await launchChromium();
}, 60_000);
afterAll(() => browser?.close());

async function read(text: string): Promise<Registry> {
  return (await readRegistry(text)).registry;
}

/** Gives what axe finds wrong, as rule and element. */
async function violations({ page }: OpenedChart): Promise<readonly string[]> {
  // From the driver's side: the page's own policy lets no script in.
  await page.evaluate(axe.source);
  return page.evaluate(`axe.run(document).then(({ violations }) => violations.flatMap(
    ({ id, nodes }) => nodes.map(({ html }) => id + ": " + html.slice(0, 120))))`);
}

const textOf = async ({ page }: OpenedChart, selector: string): Promise<string> =>
  (await page.textContent(selector)) ?? "";

describe.skipIf(!hasChromium || !hasSnapshots)(
  `the chart of the whole registry ${NEEDS_CHROMIUM} ${NEEDS_SNAPSHOTS}`,
  () => {
    let registry: Registry;
    let html: string;
    let chart: OpenedChart;
    beforeAll(async () => {
      registry = await read(readSnapshot(NEWEST_DAY, "xml"));
      html = await toChartPage(registry);
      chart = await openChart(browser, html);
    }, 60_000);
    afterAll(() => chart?.close());

    const rows = (): Promise<readonly string[]> =>
      chart.page.locator("#grid .rows [data-at] .name").allTextContents();

    it("is one file of less than 1.2 MB", () => {
      expect(Buffer.byteLength(html)).toBeLessThan(1_200_000);
    });

    it("finds what is typed, and shows it in rows and on the map", async () => {
      const { page } = chart;
      await chart.goTo("");
      expect(await textOf(chart, "#count")).toBe("14,485 records");
      await page.keyboard.press("/");
      await page.keyboard.type("pcp");
      const hits = search(registry, "pcp");
      expect(await textOf(chart, "#count")).toBe(`${hits.length} of 14,485 records`);
      expect(await rows()).toEqual(
        hits.map(({ record }) => record.name ?? statusOf(record)).slice(0, (await rows()).length),
      );
      expect(page.url()).toMatch(/#q=pcp$/);
      expect(await page.locator("#grid mark").first().textContent()).toMatch(/pcp/i);
      expect(await page.getAttribute("#map", "aria-label")).toMatch(/^Map: \d+ of 65,536 ports/);
      await page.keyboard.press("Escape");
      expect(await textOf(chart, "#count")).toBe("14,485 records");
    });

    it("gives what the command finds, for whatever is asked", async () => {
      await chart.goTo("");
      const asked = fc.sample(fc.oneof(pieceOf(registry), fc.string({ maxLength: 3 })), {
        numRuns: Number(process.env.PORTOLAN_CHART_QUERIES ?? 250),
        seed: 17,
      });
      const counts = await chart.page.evaluate(
        `(${JSON.stringify(asked)}).map((text) => {
          const input = document.getElementById("search");
          input.value = text;
          input.dispatchEvent(new Event("input"));
          const grid = document.getElementById("grid");
          const first = grid.querySelector("[data-at] .port");
          return [grid.ariaRowCount ?? grid.getAttribute("aria-rowcount"), first?.textContent ?? ""];
        })`,
      );
      const kept = new KeptSearch(registry.records);
      const wanted = asked.map((text, at) => {
        // A field of one line has no line breaks.
        const line = text.replace(/[\r\n]/g, "");
        const places = kept.find(line);
        // Search itself takes most of a minute for all of them.
        if (at < Number(process.env.PORTOLAN_CHART_SEARCHES ?? 12))
          expect(places).toEqual(search(registry, line).map(({ index }) => index));
        return [String(places.length + 1), shownPort(registry.records[places[0] ?? -1])];
      });
      expect(counts).toEqual(wanted);
    });

    it("opens what a link leads to", async () => {
      const { page } = chart;
      await chart.goTo("#443/tcp");
      expect(await textOf(chart, "#card h2 bdi")).toBe("443/tcp");
      expect(await textOf(chart, "#card article")).toContain("http protocol over TLS/SSL");
      expect(await page.getAttribute("#card a", "href")).toBe("mailto:iesg@ietf.org");
      await chart.goTo("#q=http&protocol=sctp&sort=-port");
      expect(await page.inputValue("#search")).toBe("http");
      const hits = search(registry, "http").filter(({ record }) => record.protocol === "sctp");
      expect(await rows()).toEqual(hits.map(({ record }) => record.name).reverse());
      const type = registry.records.find((record) => (txtKeysOf(record)?.length ?? 0) > 3);
      await page.evaluate(`location.hash = "#_${type?.name}._tcp"`);
      await page.waitForSelector("#card table");
      const keys = type === undefined ? [] : txtKeysOf(type)?.map(({ key }) => key);
      expect(await page.locator("#card td code").allTextContents()).toEqual(keys);
      expect(await page.inputValue("#search")).toBe("");
    });

    it("filters by the legend, with the numbers that it says", async () => {
      const { page } = chart;
      await chart.goTo("");
      const entry = page.locator("#legend button", { hasText: "De-registered" });
      expect(await entry.textContent()).toBe("De-registered 8");
      await entry.click();
      expect(await page.getAttribute("#map", "aria-label")).toBe(
        "Map: 8 of 65,536 ports are shown",
      );
      await page.click("#filters .clear");
      expect(await textOf(chart, "#count")).toBe("14,485 records");
    });

    it("filters by selects and years, as a selection of the command does", async () => {
      const { page } = chart;
      await chart.goTo("");
      await page.selectOption("#filters select >> nth=0", "dccp");
      await page.selectOption("#filters select >> nth=2", "user");
      const wanted = registry.records.filter(
        ({ protocol, port }) => protocol === "dccp" && typeof port === "number" && port > 1023,
      );
      expect(await textOf(chart, "#count")).toBe(`${wanted.length} of 14,485 records`);
      await page.click("#filters .clear");
      await page.click("#years button[aria-label^='2024:']");
      const of2024 = registry.records.filter(
        ({ registrationDate = "", modificationDate = "" }) =>
          registrationDate.startsWith("2024") || modificationDate.startsWith("2024"),
      );
      expect(await textOf(chart, "#count")).toBe(`${of2024.length} of 14,485 records`);
    });

    it("opens a row by keys, and gives the keys back", async () => {
      const { page } = chart;
      await chart.goTo("");
      await page.focus("#search");
      await page.keyboard.press("ArrowDown");
      for (let step = 0; step < 60; step++) await page.keyboard.press("ArrowDown");
      const active = page.locator("#grid .active");
      expect(await active.getAttribute("data-at")).toBe("60");
      expect(await active.isVisible()).toBe(true);
      await page.keyboard.press("Enter");
      const { port } = registry.records[60] ?? {};
      expect(await textOf(chart, "#card h2 bdi")).toMatch(new RegExp(`^${port}/`));
      await page.keyboard.press("Escape");
      expect(await page.locator("#card").isVisible()).toBe(false);
      expect(await page.evaluate("document.activeElement.id")).toBe("grid");
    });

    it("shows what is under the pointer, zooms, and opens a port of the map", async () => {
      const { page } = chart;
      await chart.goTo("#order=rows");
      const box = await page.locator("#map").boundingBox();
      if (box === null) throw new Error("There is no map.");
      const cell = box.width / 256;
      const at = { x: box.x + 80.5 * cell, y: box.y + 0.5 * cell };
      await page.mouse.move(at.x, at.y);
      expect(await textOf(chart, "#tip")).toMatch(/^80http – World Wide Web HTTP/);
      for (let turn = 0; turn < 12; turn++) await page.mouse.wheel(0, -120);
      await page.mouse.move(at.x + 1, at.y);
      expect(await textOf(chart, "#tip b")).toBe("80");
      await page.mouse.click(at.x, at.y);
      expect(await textOf(chart, "#card h2 bdi")).toBe("80");
      expect(await page.locator("#card article").count()).toBeGreaterThan(1);
    });

    it("is walked by keys on the map", async () => {
      const { page } = chart;
      await chart.goTo("#order=rows");
      await page.focus("#map");
      for (const key of ["ArrowRight", "ArrowRight", "ArrowDown", "+"])
        await page.keyboard.press(key);
      expect(await textOf(chart, "#said")).toMatch(/^258, /);
      await page.keyboard.press("Enter");
      expect(await textOf(chart, "#card h2 bdi")).toBe("258");
    });

    it.each(["light", "dark"] as const)("has nothing that axe finds wrong, %s", async (scheme) => {
      const opened = await openChart(browser, html, { scheme, fragment: "#443" });
      try {
        expect(await violations(opened)).toEqual([]);
        await opened.goTo("#q=zzzz");
        expect(await violations(opened)).toEqual([]);
        await opened.page.click("#tab-try");
        await opened.page.fill("#panel-try textarea", "http,80,tcp,\n");
        await opened.page.click("#panel-try button:has-text('Read the text')");
        await opened.page.waitForSelector("#panel-try .problems, #panel-try .error");
        expect(await violations(opened)).toEqual([]);
        expect(opened.complaints).toEqual([]);
      } finally {
        await opened.close();
      }
    });

    it("copies what is shown as the command writes it", async () => {
      const { page } = chart;
      await chart.goTo("#q=mail&protocol=tcp");
      await page.evaluate(
        `navigator.clipboard.writeText = async (text) => { window.copied = text; }`,
      );
      const asked = ["search", "mail", "--protocol", "tcp", "-r", snapshotPath(NEWEST_DAY, "xml")];
      for (const [button, form] of [
        ["CSV", "--csv"],
        ["JSON", "--json"],
      ] as const) {
        await page.evaluate("window.copied = undefined");
        await page.click(`#copy button:text-is("${button}")`);
        await page.waitForFunction("window.copied !== undefined");
        expect(await page.evaluate("window.copied")).toBe(
          (await portolan([...asked, form])).stdout,
        );
      }
      await chart.goTo("#443/tcp");
      await page.evaluate(
        `navigator.clipboard.writeText = async (text) => { window.copied = text; }`,
      );
      await page.click(`#card button:text-is("services")`);
      await page.waitForFunction("window.copied !== undefined");
      expect(await page.evaluate("window.copied")).toMatch(/^https\t+443\/tcp\s/);
    });

    it("asked no network, and the browser complained of nothing", () => {
      expect(chart.requests).toEqual([]);
      expect(chart.complaints).toEqual([]);
    });
  },
);

/** Makes pieces of what a registry says, in any case. */
function pieceOf({ records }: Registry): fc.Arbitrary<string> {
  const texts = records.flatMap(({ name, description, notes, port }) =>
    [name, description, notes, typeof port === "number" ? String(port) : undefined].filter(
      (text): text is string => typeof text === "string",
    ),
  );
  return fc
    .tuple(fc.constantFrom(...texts), fc.nat(), fc.integer({ min: 1, max: 12 }), fc.boolean())
    .map(([text, at, length, isUpper]) => {
      const start = at % text.length;
      const piece = text.slice(start, start + length);
      return isUpper ? piece.toUpperCase() : piece;
    });
}

function shownPort(record: Registry["records"][number] | undefined): string {
  const { port } = record ?? {};
  if (port === undefined) return "";
  return typeof port === "number" ? String(port) : `${port.first}-${port.last}`;
}

describe.skipIf(!hasChromium)(`a chart of anything ${NEEDS_CHROMIUM}`, () => {
  it("is named an excerpt where it is one", async () => {
    const registry = await read(readFileSync(EXCERPT, "utf8"));
    const chart = await openChart(browser, await toChartPage({ ...registry, coverage: "excerpt" }));
    try {
      expect(await textOf(chart, "#notice")).toMatch(
        /^This is an excerpt of the registry .*345 records/,
      );
      expect(await textOf(chart, "#legend")).toContain("Not in the excerpt");
      expect(await violations(chart)).toEqual([]);
      await chart.goTo("#4242");
      expect(await textOf(chart, "#card")).toContain("It is not in the excerpt.");
    } finally {
      await chart.close();
    }
  });

  it("reads files and pasted text, shows them, and saves them in another format", async () => {
    const chart = await openChart(browser, await toChartPage(createRegistry()));
    const { page } = chart;
    const csv = readFileSync(new URL("../fixtures/excerpt/input.csv", import.meta.url));
    const broken =
      "Service Name,Port Number,Transport Protocol,Description\nhttp,80,tcp,caf\xE9\nx,99999,tcp,\n";
    const give = async (name: string, bytes: Buffer): Promise<void> => {
      await page.setInputFiles("#file", { name, mimeType: "text/plain", buffer: bytes });
      await page.waitForSelector("#panel-try h3, #panel-try .error");
    };
    try {
      await page.click("#tab-try");
      await give("excerpt.csv.gz", gzipSync(csv));
      expect(await textOf(chart, "#panel-try h3")).toBe("345 records");
      await page.selectOption("#panel-try select", "services");
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.click("text=Save in this format"),
      ]);
      expect(download.suggestedFilename()).toMatch(/^excerpt/);
      const { stdout } = await portolan(["convert", "--to", "services"], { stdin: csv });
      expect(readFileSync(await download.path(), "utf8")).toBe(stdout);
      await page.click("text=Show it on the chart");
      expect(await textOf(chart, "#count")).toBe("345 records");
      expect(await textOf(chart, "#notice")).toContain("excerpt.csv.gz");
      await page.click("#notice button");
      expect(await textOf(chart, "#count")).toBe("0 records");

      await page.click("#tab-try");
      await give("latin.csv", Buffer.from(broken, "latin1"));
      expect(await textOf(chart, "#panel-try")).toContain("were read as Windows-1252");
      const told = await page
        .locator("#panel-try .problems tr", { hasText: "99999" })
        .allTextContents();
      const { stderr } = await portolan(["convert", "--to", "csv"], {
        stdin: Buffer.from(broken, "latin1"),
      });
      expect(told).toHaveLength(1);
      expect(told[0]).toMatch(/^33/);
      expect(stderr).toContain(":3:3 ");

      await give("holiday.txt", Buffer.from("Dear all, see you on Monday.\n"));
      expect(await page.locator("#panel-try .error").count()).toBe(1);

      // Pasted anywhere, as one copies a part of the page.
      await page.evaluate(`{ const data = new DataTransfer();
        data.setData("text/plain", "ssh 22/tcp\\nsmtp 25/tcp mail\\n");
        document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true })); }`);
      await page.click("text=Read the text");
      await page.waitForSelector("#panel-try h3");
      expect(await textOf(chart, "#panel-try h3")).toBe("3 records");
      expect([chart.requests, chart.complaints]).toEqual([[], []]);
    } finally {
      await chart.close();
    }
  });

  it("tells what changed as portolan diff does, on the map and on cards", async () => {
    const old = await read(readFileSync(EXCERPT, "utf8"));
    const records = old.records
      .filter(({ name }) => name !== "ssh")
      .map((record) => (record.name === "http" ? { ...record, name: "hypertext" } : record));
    const fresh = {
      ...old,
      updated: "2026-01-01",
      records: [
        ...records,
        ...createRegistry({ records: [{ name: "added", port: 4000, protocol: "tcp" }] }).records,
      ],
    };
    const difference = diff(old, fresh);
    const chart = await openChart(browser, await toChartPage(fresh, { difference }), {
      fragment: "#color=change",
    });
    try {
      await chart.page.click("#tab-changes");
      const { sections } = diffReport(difference, { all: true });
      expect(await chart.page.locator("#panel-changes summary").allTextContents()).toEqual(
        sections.map(({ heading, items }) => `${heading} ${items.length}`),
      );
      expect(await chart.page.locator("#panel-changes li").allTextContents()).toEqual(
        sections.flatMap(({ items }) =>
          items.map(
            ({ mark, subject, place, text }) =>
              `${mark}${subject}${place === "" ? "" : ` ${place}`}${text}`,
          ),
        ),
      );
      expect(await textOf(chart, "#legend")).toMatch(/New 1.*Gone 1.*Changed \d/);
      await chart.page.click("#panel-changes li:has-text('hypertext') .link >> nth=0");
      expect(await textOf(chart, "#card")).toMatch(/Since 2025-10-16.*http/s);
      expect(await violations(chart)).toEqual([]);
    } finally {
      await chart.close();
    }
  });

  it("puts what is shown on paper, in ink", async () => {
    const registry = await read(readFileSync(EXCERPT, "utf8"));
    const chart = await openChart(browser, await toChartPage(registry), {
      scheme: "dark",
      fragment: "#q=http",
    });
    try {
      await chart.page.emulateMedia({ media: "print" });
      await chart.page.evaluate("window.dispatchEvent(new Event('beforeprint'))");
      expect(await chart.page.locator("#paper tbody tr").count()).toBe(
        search(registry, "http").length,
      );
      expect(await chart.page.locator("#paper").isVisible()).toBe(true);
      expect(await chart.page.locator("#search").isVisible()).toBe(false);
      expect(await chart.page.getAttribute("html", "data-theme")).toBe("light");
      await chart.page.evaluate("window.dispatchEvent(new Event('afterprint'))");
      expect(await chart.page.getAttribute("html", "data-theme")).toBe("dark");
    } finally {
      await chart.close();
    }
  });

  it("fits into a narrow window", async () => {
    const registry = await read(readFileSync(EXCERPT, "utf8"));
    const chart = await openChart(browser, await toChartPage(registry), {
      width: 360,
      height: 700,
      fragment: "#443",
    });
    try {
      expect(await chart.page.evaluate("document.documentElement.scrollWidth")).toBe(360);
      expect(await violations(chart)).toEqual([]);
    } finally {
      await chart.close();
    }
  });

  it("does no harm, whatever a registry holds", async () => {
    const attack = `</script><script>window.harmed=1</script><img src=x onerror="window.harmed=1">\u202Egnp.exe\u2066`;
    const long = "very long ".repeat(20_000);
    const registry = createRegistry({
      title: attack,
      updated: attack,
      records: [
        {
          name: attack,
          port: 80,
          protocol: attack,
          description: [
            attack,
            { reference: { type: "uri", data: "javascript:window.harmed=1", text: "x" } },
          ],
          notes: [{ paragraph: attack }],
          contacts: [attack],
          unauthorizedUse: attack,
          registrationDate: attack,
          references: [{ type: "uri", data: "javascript:window.harmed=1", text: attack }],
        },
        { name: "long", port: 81, description: long, notes: long },
        { name: "__proto__", port: 82, protocol: "constructor" },
      ],
      people: [
        { id: attack, name: attack, uris: ["javascript:window.harmed=1", `mailto:${attack}&x`] },
      ],
    });
    const chart = await openChart(browser, await toChartPage(registry));
    try {
      for (const fragment of [
        "#80",
        "#81",
        "#82",
        `#q=${encodeURIComponent(attack)}`,
        `#${attack}`,
        "#%E0%A4%A",
      ]) {
        await chart.goTo(fragment);
        expect(await chart.page.evaluate("window.harmed")).toBeUndefined();
      }
      await chart.goTo("#80");
      const links = await chart.page.$$eval("a", (all) =>
        all.map((link) => link.getAttribute("href")),
      );
      expect(links.filter((link) => !/^(?:https?|mailto):/.test(link ?? ""))).toEqual([]);
      expect(await chart.page.locator("#card img, #card script").count()).toBe(0);
      expect([chart.requests, chart.complaints]).toEqual([[], []]);
      // Nothing can be run by the page's own policy, even where somebody finds a way in.
      await chart.page.evaluate(`document.body.insertAdjacentHTML("beforeend",
        '<img src="x:y" onerror="window.harmed=1"><iframe srcdoc="<script>parent.harmed=1</script>"></iframe>')`);
      await chart.page.evaluate(`{ const script = document.createElement("script");
        script.textContent = "window.harmed = 1"; document.body.append(script); }`);
      await chart.page.waitForTimeout(200);
      expect(await chart.page.evaluate("window.harmed")).toBeUndefined();
      expect(chart.complaints.some((words) => words.includes("Content Security Policy"))).toBe(
        true,
      );
    } finally {
      await chart.close();
    }
  });
});
