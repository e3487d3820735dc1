import { readFileSync } from "node:fs";
import { toChartPage } from "@portolan/chart";
import { readRegistry } from "@portolan/convert";
import type { Page } from "playwright-core";
import { openChart } from "../chart-page.js";
import { launchChromium } from "../chromium.js";
import type { Inputs } from "./inputs.js";
import { median } from "./rounds.js";

/** What people wait for who open the page of the chart in Chromium, from a file. */
export interface ChartFigure {
  readonly what: ChartMeasure;
  readonly unit: "kB" | "ms";
  readonly value: number;
}

export const CHART_MEASURES = [
  "size",
  "first paint",
  "registry unpacked",
  "everything shown",
  "slowest key press",
] as const;

export type ChartMeasure = (typeof CHART_MEASURES)[number];

/** Opens the page again and again; each figure is the median. */
export async function measureChart(inputs: Inputs, rounds: number): Promise<ChartFigure[]> {
  const { registry } = await readRegistry(readFileSync(inputs.paths.xml, "utf8"));
  const html = await toChartPage(registry);
  const browser = await launchChromium();
  try {
    const opened: Timeline[] = [];
    for (let round = 0; round < rounds; round++) {
      const chart = await openChart(browser, html);
      opened.push(await timelineOf(chart.page));
      await chart.close();
    }
    const middle = (of: (one: Timeline) => number): number => median(opened.map(of));
    return [
      { what: "size", unit: "kB", value: Buffer.byteLength(html) / 1000 },
      { what: "first paint", unit: "ms", value: middle(({ painted }) => painted) },
      { what: "registry unpacked", unit: "ms", value: middle((one) => one.unpacked - one.started) },
      { what: "everything shown", unit: "ms", value: middle(({ shown }) => shown) },
      { what: "slowest key press", unit: "ms", value: middle(({ slowest }) => slowest) },
    ];
  } finally {
    await browser.close();
  }
}

/** Milliseconds since the page was asked for; the slowest key press alone is a length of time. */
interface Timeline {
  readonly painted: number;
  readonly started: number;
  readonly unpacked: number;
  readonly shown: number;
  readonly slowest: number;
}

/** What is typed, a letter a press: much is found, little, nothing. */
const TYPED = ["http", "443/tcp", "zzzz"];

async function timelineOf(page: Page): Promise<Timeline> {
  const session = await page.context().newCDPSession(page);
  // Time that the page's thread works, its drawing included: what else runs on the machine does not count.
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  const worked = async (): Promise<number> => {
    const { metrics } = await session.send("Performance.getMetrics");
    return 1000 * (metrics.find(({ name }) => name === "TaskDuration")?.value ?? 0);
  };
  const presses: number[] = [];
  for (const text of TYPED) {
    await page.fill("#search", "");
    for (const letter of text) {
      await drawn(page);
      const before = await worked();
      await page.keyboard.press(letter);
      await drawn(page);
      presses.push((await worked()) - before);
    }
  }
  const marks: Omit<Timeline, "slowest"> = await page.evaluate(`({
    painted: performance.getEntriesByName("first-contentful-paint")[0].startTime,
    started: performance.getEntriesByName("chart-start")[0].startTime,
    unpacked: performance.getEntriesByName("chart-unpacked")[0].startTime,
    shown: performance.getEntriesByName("chart-shown")[0].startTime,
  })`);
  return { ...marks, slowest: Math.max(...presses) };
}

/** Waits until the browser has drawn what was changed. */
function drawn(page: Page): Promise<unknown> {
  return page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))");
}
