import type { ChartFigure, ChartMeasure } from "./chart-page.js";
import type { Shares } from "./profile.js";
import type { Timing } from "./rounds.js";
import type { WholeFigure } from "./whole.js";

/** Collects what was measured, under names that the goals use. */
export class Figures {
  /** Timings of each contest, ours first. */
  readonly timings = new Map<string, readonly Timing[]>();
  /** Of whole processes, with every Node. */
  readonly whole: WholeFigure[] = [];
  readonly streams: StreamFigure[] = [];
  /** Where the time goes of what misses its goal. */
  readonly profiles: ProfileFigure[] = [];
  /** Empty where there is no Chromium. */
  readonly chart: ChartFigure[] = [];

  /** Gives the figure that a goal is about; undefined where it was not measured. */
  get(name: string): number | undefined {
    return this.#all().get(name);
  }

  #all(): ReadonlyMap<string, number> {
    const figures = new Map<string, number>();
    for (const [contest, timings] of this.timings)
      for (const { name, ratio } of timings) figures.set(ratioName(contest, name), ratio);
    for (const { what, memoryRatio, timeRatio } of this.streams) {
      figures.set(streamName(what, "memory"), memoryRatio);
      figures.set(streamName(what, "time"), timeRatio);
    }
    for (const { what, value } of this.chart) figures.set(chartName(what), value);
    return figures;
  }
}

/** Where the time of a process or contest goes. */
export interface ProfileFigure {
  readonly what: string;
  /** The version of Node. */
  readonly node: string;
  readonly shares: Shares;
}

/** What a stream takes for one file, and for one with the records many times over. */
export interface StreamFigure {
  /** The format that is read, or the conversion that a whole process carries out. */
  readonly what: string;
  readonly once: StreamCost;
  readonly many: StreamCost;
  readonly memoryRatio: number;
  /** Ratio of the times per record. */
  readonly timeRatio: number;
}

export interface StreamCost {
  /** Peak memory of the process, in mebibytes. */
  readonly peak: number;
  readonly microsecondsPerRecord: number;
}

/** Names our time in a contest over that of another. */
export function ratioName(contest: string, contender: string): string {
  return `${contest} ÷ ${contender}`;
}

export function streamName(what: string, cost: "memory" | "time"): string {
  return `streaming ${what}, ${cost}`;
}

/** Names the conversion of a file by a process of its own. */
export function conversionName(format: string): string {
  return `process ${format} → jsonl`;
}

/** Names a figure of the page of the chart. */
export function chartName(what: ChartMeasure): string {
  return `page of the chart, ${what}`;
}
