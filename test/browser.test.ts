import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasChromium, launchChromium, NEEDS_CHROMIUM } from "./chromium.js";
import { everyFormat } from "./every-format.js";
import { PUBLISHED } from "./packages.js";

function sourceOf(name: string, file: string): string {
  return fileURLToPath(new URL(`../packages/${name}/src/${file}.ts`, import.meta.url));
}

/** Leads to the sources, as vitest.config.ts does, unless the tests are to run on the build. */
const sources = Object.fromEntries(
  PUBLISHED.flatMap((name) => [
    [`@portolan/${name}/format`, sourceOf(name, "format")],
    [`@portolan/${name}/internal`, sourceOf(name, "internal")],
    [`@portolan/${name}`, sourceOf(name, "index")],
  ]),
);

/** Bundles the program for a browser; fails where something in it needs Node. */
async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("every-format.ts", import.meta.url))],
    alias: process.env.PORTOLAN_TEST === "dist" ? {} : sources,
    bundle: true,
    format: "iife",
    globalName: "portolan",
    platform: "browser",
    target: "es2023",
    write: false,
    logLevel: "silent",
  });
  return outputFiles[0]?.text ?? "";
}

describe("the packages that read and query, without Node", () => {
  it("find the record in every format that can be read", async () => {
    const results = Object.entries(await everyFormat());
    expect(results).toHaveLength(14); // ten formats, and four odd sources
    for (const [name, result] of results) {
      if (name === "typescript" || name === "markdown") continue;
      expect(result, name).toMatchObject({
        format: name.replace("odd ", ""),
        holders: ["http"],
      });
    }
  });

  it("need nothing that Node has and a browser has not", async () => {
    expect(await bundle()).toContain("everyFormat");
  });

  describe.skipIf(!hasChromium)(`in a browser ${NEEDS_CHROMIUM}`, () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await launchChromium();
    });
    afterAll(() => browser?.close());

    it("give what they give in Node", async () => {
      const page = await browser.newPage();
      await page.addScriptTag({ content: await bundle() });
      expect(await page.evaluate("portolan.everyFormat()")).toEqual(await everyFormat());
    });
  });
});
