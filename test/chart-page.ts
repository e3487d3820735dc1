import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";

/** A page of the chart that was opened from a file, as people open it. */
export interface OpenedChart {
  readonly page: Page;
  /** What the browser complained of: errors of scripts, and what the security policy stopped. */
  readonly complaints: readonly string[];
  /** What the page asked the network for. */
  readonly requests: readonly string[];
  /** Opens the page anew, with a fragment. */
  readonly goTo: (fragment: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** How a chart is opened. */
export interface ChartOptions {
  readonly scheme?: "light" | "dark";
  readonly width?: number;
  readonly height?: number;
  readonly fragment?: string;
}

/** Opens a page of the chart from a file. */
export async function openChart(
  browser: Browser,
  html: string,
  { scheme = "light", width = 1280, height = 800, fragment = "" }: ChartOptions = {},
): Promise<OpenedChart> {
  const folder = mkdtempSync(join(tmpdir(), "portolan-chart-"));
  const file = join(folder, "ports.html");
  writeFileSync(file, html);
  const address = pathToFileURL(file).href;
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: scheme });
  const page = await context.newPage();
  const complaints: string[] = [];
  const requests: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("request", (request) => {
    if (!/^(?:file|data|blob):/.test(request.url())) requests.push(request.url());
  });
  const goTo = async (to: string): Promise<void> => {
    await page.goto("about:blank");
    await page.goto(`${address}${to}`);
    await page.waitForSelector("html[data-ready]");
  };
  await goTo(fragment);
  return {
    page,
    complaints,
    requests,
    goTo,
    close: async () => {
      await context.close();
      rmSync(folder, { recursive: true });
    },
  };
}
