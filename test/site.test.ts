import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { type DefaultTreeAdapterMap, parse } from "parse5";
import * as library from "portolan";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { needsBuild } from "./built-command.js";
import { hasChromium, launchChromium, NEEDS_CHROMIUM } from "./chromium.js";
import { PUBLISHED } from "./packages.js";

type Element = DefaultTreeAdapterMap["element"];

const root = fileURLToPath(new URL("..", import.meta.url));
const dist = `${root}packages/site/dist/`;

/** Holds what is asked of a page. */
interface Page {
  readonly file: string;
  readonly source: string;
  readonly elements: readonly Element[];
  readonly ids: readonly string[];
  readonly links: readonly string[];
}

function* elementsIn(node: DefaultTreeAdapterMap["node"]): Generator<Element> {
  if ("tagName" in node) yield node;
  if ("childNodes" in node) for (const child of node.childNodes) yield* elementsIn(child);
}

function attribute({ attrs }: Element, name: string): string | undefined {
  return attrs.find((one) => one.name === name)?.value;
}

function textOf(node: DefaultTreeAdapterMap["node"]): string {
  if ("value" in node) return node.value;
  return "childNodes" in node ? node.childNodes.map(textOf).join("") : "";
}

/** Gives the text of an element but for the code in it. */
function proseOf(node: DefaultTreeAdapterMap["node"]): string {
  if (!("childNodes" in node)) return textOf(node);
  return node.nodeName === "code" ? "" : node.childNodes.map(proseOf).join("");
}

let pages: readonly Page[] = [];
const pageOf = (file: string): Page => {
  const page = pages.find((one) => one.file === file);
  if (page === undefined) throw new Error(`The site has no page ${file}.`);
  return page;
};

// The site is made of the build. This also leaves it there, for whoever publishes it.
beforeAll(() => {
  needsBuild();
  execFileSync(process.execPath, [`${root}packages/site/build.js`], { stdio: "pipe" });
  pages = readdirSync(dist)
    .filter((file) => file.endsWith(".html"))
    .map((file) => {
      const source = readFileSync(dist + file, "utf8");
      const elements = [...elementsIn(parse(source))];
      const all = (name: string): readonly string[] =>
        elements.flatMap((element) => attribute(element, name) ?? []);
      return { file, source, elements, ids: all("id"), links: [...all("href"), ...all("src")] };
    });
}, 120_000);

describe("every page", () => {
  it("is one of many, has a title of its own, one heading above all, and no script", () => {
    expect(pages.length).toBeGreaterThan(20);
    const titles = pages.map(({ elements }) => {
      const count = (name: string): number =>
        elements.filter(({ tagName }) => tagName === name).length;
      expect([count("title"), count("h1"), count("main"), count("script")]).toEqual([1, 1, 1, 0]);
      return textOf(elements.find(({ tagName }) => tagName === "title") as Element);
    });
    expect(new Set(titles).size).toBe(titles.length);
  });

  it("has each anchor once", () => {
    for (const { file, ids } of pages) {
      const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
      expect(twice, file).toEqual([]);
    }
  });

  it("leads to pages and anchors that are there", () => {
    const files = new Set(readdirSync(dist));
    const dead: string[] = [];
    for (const { file, links } of pages)
      for (const link of links) {
        if (/^[a-z]+:/.test(link)) continue;
        const [to = "", fragment] = link.split("#");
        const target = to === "" ? file : to;
        const isThere =
          files.has(target) &&
          (fragment === undefined || pageOf(target).ids.includes(decodeURIComponent(fragment)));
        if (!isThere) dead.push(`${file}: ${link}`);
      }
    expect(dead).toEqual([]);
  });

  it("leads outside by whole addresses", () => {
    const outside = pages.flatMap(({ links }) => links.filter((link) => /^[a-z]+:/.test(link)));
    expect(outside.length).toBeGreaterThan(20);
    for (const link of outside) {
      expect(link).toMatch(/^(?:https?|mailto):\S+$/);
      expect(URL.canParse(link), link).toBe(true);
    }
  });

  it("loads nothing from elsewhere", () => {
    for (const { file, elements } of pages) {
      const loaded = elements
        .filter(({ tagName }) => tagName !== "a")
        .flatMap((element) => attribute(element, "href") ?? attribute(element, "src") ?? []);
      expect(
        loaded.filter((to) => /[:/]/.test(to)),
        file,
      ).toEqual([]);
    }
    expect(readFileSync(`${dist}style.css`, "utf8")).not.toMatch(/url\(|@import/);
  });

  it("can be reached from the first", () => {
    const { links } = pageOf("index.html");
    for (const { file } of pages) expect(links).toContain(file);
  });

  it("shows Markdown as what it means", () => {
    for (const { file, elements } of pages) {
      const prose = elements.filter(({ tagName }) => ["p", "li", "dd", "td"].includes(tagName));
      const raw = prose
        .map(proseOf)
        .filter((text) => /\]\([^)]*\)|^\s*\|.*\|\s*$|\{@link/.test(text));
      expect(raw, file).toEqual([]);
    }
  });
});

describe("the references have everything", () => {
  it("formats: each with what it reads and loses", () => {
    const text = pageOf("formats.html")
      .elements.map((element) => textOf(element))
      .join("\n");
    for (const { name, reads, losses } of library.FORMATS) {
      expect(pageOf("formats.html").ids).toContain(name);
      for (const { what, example } of reads) {
        expect(text).toContain(what);
        expect(text).toContain(example);
      }
      for (const { what, why } of losses) {
        expect(text).toContain(what);
        expect(text).toContain(why);
      }
    }
  });

  it("commands: those of the README of the command, with every option of convert", () => {
    const { ids, source } = pageOf("commands.html");
    for (const name of ["convert", "export", "lookup", "search", "diff", "apply", "lint", "stats"])
      expect(ids).toContain(name);
    for (const name of ["services-audit", "services-refresh", "services-protocols", "sync", "man"])
      expect(ids).toContain(name);
    for (const { options } of library.FORMATS)
      for (const { flags } of options)
        if (flags !== undefined)
          expect(source).toContain(flags.replace("<", "&lt;").replace(">", "&gt;"));
  });

  it("problems: every code that a table of the library has", () => {
    const { ids } = pageOf("problems.html");
    const tables = Object.entries(library).filter(([name]) => name.endsWith("Problems"));
    expect(tables.length).toBeGreaterThan(8);
    for (const [, table] of tables)
      for (const code of Object.keys(table)) expect(ids).toContain(code.replace("/", "-"));
    for (const code of ["record-port-invalid", "source-not-found"]) expect(ids).toContain(code);
  });

  it("library: every package, and every name that can be imported from portolan", () => {
    const { links } = pageOf("library.html");
    for (const folder of PUBLISHED) expect(links).toContain(`package-${folder}.html`);
    const names = new Set(links.map((link) => link.split("#")[1]));
    for (const name of Object.keys(library)) expect(names).toContain(name);
  });
});

/** Reads the colours of a scheme, as relative luminances of WCAG 2. */
function luminances(block: string): ReadonlyMap<string, number> {
  return new Map(
    [...block.matchAll(/--(\w+): #(\w{2})(\w{2})(\w{2});/g)].map(([, name = "", ...parts]) => {
      const [red = 0, green = 0, blue = 0] = parts
        .map((part) => Number.parseInt(part, 16) / 255)
        .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
      return [name, 0.2126 * red + 0.7152 * green + 0.0722 * blue];
    }),
  );
}

it("every colour of text can be read on both grounds, by day and by night", () => {
  const blocks = readFileSync(`${dist}style.css`, "utf8").match(/:root \{[^}]*\}/g) ?? [];
  expect(blocks.length).toBe(2);
  for (const colours of blocks.map(luminances))
    for (const ground of ["paper", "panel"])
      for (const text of ["ink", "quiet", "sea", "rust", "green"]) {
        const [a = 0, b = 0] = [colours.get(ground), colours.get(text)];
        const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        expect(contrast, `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5);
      }
});

describe.skipIf(!hasChromium)(`from a file, without scripts ${NEEDS_CHROMIUM}`, () => {
  let browser: Awaited<ReturnType<typeof launchChromium>>;
  beforeAll(async () => {
    browser = await launchChromium();
  }, 60_000);
  afterAll(() => browser?.close());

  it.each([360, 900, 1400])("no page is wider than a screen of %i", async (width) => {
    const context = await browser.newContext({ viewport: { width, height: 800 } });
    const page = await context.newPage();
    for (const { file } of pages) {
      await page.goto(pathToFileURL(dist + file).href);
      expect(await page.evaluate("document.documentElement.scrollWidth"), file).toBeLessThanOrEqual(
        width,
      );
    }
    await context.close();
  });
});
