import type { Timing } from "./rounds.js";

/** Collects what was measured, under names that the goals use. */
export class Figures {
  /** Timings of each contest, ours first. */
  readonly timings = new Map<string, readonly Timing[]>();
  readonly memories: MemoryFigure[] = [];
  readonly streams: StreamFigure[] = [];

  /** Gives the figure that a goal is about; undefined where it was not measured. */
  get(name: string): number | undefined {
    return this.#all().get(name);
  }

  #all(): ReadonlyMap<string, number> {
    const figures = new Map<string, number>();
    for (const [contest, timings] of this.timings)
      for (const { name, ratio } of timings) figures.set(ratioName(contest, name), ratio);
    for (const { format, overNode } of this.memories) figures.set(memoryName(format), overNode);
    for (const { format, memoryRatio, timeRatio } of this.streams) {
      figures.set(streamName(format, "memory"), memoryRatio);
      figures.set(streamName(format, "time"), timeRatio);
    }
    return figures;
  }
}

/** Peak memory of a whole process that converts a file of a format to /etc/services, in mebibytes. */
export interface MemoryFigure {
  readonly format: string;
  readonly peak: number;
  /** What is over that of a bare Node. */
  readonly overNode: number;
}

/** What a streaming reader takes for one file, and for one with the records many times over. */
export interface StreamFigure {
  readonly format: string;
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

export function memoryName(format: string): string {
  return `memory ${format} → services`;
}

export function streamName(format: string, what: "memory" | "time"): string {
  return `streaming ${format}, ${what}`;
}
