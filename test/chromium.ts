import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { present } from "./has-program.js";

const EXECUTABLE = process.env.PORTOLAN_CHROMIUM ?? "/usr/bin/chromium";

/** Says why tests that need a browser are skipped. */
export const NEEDS_CHROMIUM = "(needs Chromium: apt-get install chromium)";

/** Tells whether a browser is there. */
export const hasChromium: boolean = present(existsSync(EXECUTABLE), "chromium");

// Without these, Chromium looks for its maker's hosts at every start.
const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: EXECUTABLE, args: QUIET });
}

/** Where the browser believes to have loaded a page from; nothing is really asked for. */
const ORIGIN = "http://localhost";
const ADDRESS = `${ORIGIN}/assignments/service-names-port-numbers/service-names-port-numbers.xhtml`;

/** Opens a source as a page of a server. */
export async function openPage(browser: Browser, source: string, type: string): Promise<Page> {
  const context = await browser.newContext();
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: ORIGIN });
  const page = await context.newPage();
  await page.route("**/*", (route) =>
    route.request().url() === ADDRESS
      ? route.fulfill({ body: source, contentType: `${type};charset=utf-8` })
      : route.abort(),
  );
  await page.goto(ADDRESS, { waitUntil: "domcontentloaded" });
  return page;
}

/** Saves a page as “Web page, single file”. */
export async function saveAsArchive(page: Page): Promise<string> {
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send("Page.captureSnapshot", { format: "mhtml" });
  return data;
}

/** Saves a page as “Web page, complete” does: links lead to whole addresses. */
export async function saveWithAbsoluteLinks(page: Page): Promise<string> {
  await page.evaluate(
    `for (const link of document.querySelectorAll("[href]")) link.setAttribute("href", link.href)`,
  );
  return `<!-- saved from url=(0089)${ADDRESS} -->\n${await page.content()}`;
}

/** Selects an element, copies it as a person does, and gives what the clipboard then holds. */
export async function copyElement(
  page: Page,
  selector: string,
): Promise<{ text: string; html: string }> {
  await page.bringToFront();
  await page.evaluate(
    `getSelection().selectAllChildren(document.querySelector(${JSON.stringify(selector)}))`,
  );
  await page.keyboard.press("Control+C");
  return await page.evaluate(`navigator.clipboard.read().then(async ([item]) => {
    const get = async (type) => (await item.getType(type)).text();
    return { text: await get("text/plain"), html: await get("text/html") };
  })`);
}

const TYPES: Readonly<Record<string, string>> = {
  ".js": "text/javascript",
  ".mjs": "text/javascript",
};

/** Opens a page whose one script is a program; what that loads comes from the folder of the program. */
export async function openProgram(browser: Browser, file: string): Promise<Page> {
  const page = await browser.newPage();
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  await page.route("**/*", (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === "/")
      return route.fulfill({
        body: `<!doctype html><script type="module" src="/${basename(file)}"></script>`,
        contentType: "text/html;charset=utf-8",
      });
    const path = join(dirname(file), pathname);
    const contentType = TYPES[extname(path)];
    return existsSync(path) && contentType !== undefined
      ? route.fulfill({ body: readFileSync(path), contentType })
      : route.abort();
  });
  await page.goto(`${ORIGIN}/`);
  if (faults.length > 0) throw new Error(faults.join("\n"));
  return page;
}
