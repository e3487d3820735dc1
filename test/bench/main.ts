import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { hasChromium } from "../chromium.js";
import { measureChart } from "./chart-page.js";
import type { Job } from "./child.js";
import { CONTESTS } from "./contests/index.js";
import { conversionName, Figures, type StreamCost, type StreamFigure } from "./figures.js";
import { GOALS } from "./goals.js";
import { type Inputs, prepareInputs } from "./inputs.js";
import { profileProcess, type Shares } from "./profile.js";
import { resultsPage, writeResults } from "./results.js";
import { median, type Timing } from "./rounds.js";
import { PORTOLAN, runNode } from "./run-process.js";
import { STREAM_READERS, type StreamedFormat, type StreamRun, writeLongFile } from "./streaming.js";
import { canMeasureWhole, measureWhole, nodesToMeasure, wholeJobs } from "./whole.js";

/** Rounds of every contest. */
const ROUNDS = 9;
/** How many times as long the long streams are. */
const COPIES = 50;
/** Rounds of whole processes that convert long files: each takes seconds. */
const LONG_ROUNDS = 5;

/**
 * Runs the benchmarks and prints their tables.
 *
 * @param folder - where the benchmarks are, with `dist` beside.
 * @param args - `--write` puts the tables into the folder's README; any other word picks the
 * measurements whose name holds it.
 */
export async function main(folder: URL, args: readonly string[]): Promise<void> {
  const words = args.filter((arg) => !arg.startsWith("--"));
  const isWanted = (name: string): boolean =>
    words.length === 0 || words.some((word) => name.includes(word));
  const benchFolder = fileURLToPath(folder);
  const scratch = mkdtempSync(join(tmpdir(), "portolan-bench-"));
  try {
    const inputs = await prepareInputs(scratch, benchFolder);
    const figures = new Figures();
    await measureWholes(inputs, isWanted, scratch, figures);
    measureWithin(inputs, isWanted, scratch, figures);
    if (isWanted("chart") && hasChromium) {
      progress("page of the chart");
      figures.chart.push(...(await measureChart(inputs, ROUNDS)));
    }
    const page = resultsPage(figures, inputs);
    process.stdout.write(page);
    if (args.includes("--write")) writeResults(join(benchFolder, "README.md"), page);
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

function measureWithin(
  inputs: Inputs,
  isWanted: (name: string) => boolean,
  scratch: string,
  figures: Figures,
): void {
  for (const contest of Object.keys(CONTESTS).filter(isWanted)) {
    progress(contest);
    const timings = runJob<readonly Timing[]>({ contest, rounds: ROUNDS, inputs }).result;
    figures.timings.set(contest, timings);
    if (!missesGoal(contest, figures)) continue;
    const job = { contest, rounds: ROUNDS, inputs, isProfile: true };
    const shares = runJob<Shares>(job).result;
    figures.profiles.push({ what: contest, node: process.versions.node, shares });
  }
  for (const format of Object.keys(STREAM_READERS) as StreamedFormat[]) {
    if (isWanted(`streaming ${format}`)) {
      const costOf = (copies: number): StreamCost => streamCost(format, copies, inputs);
      figures.streams.push(measureStream(format, ROUNDS, costOf));
    }
    const conversion = conversionName(format);
    if (isWanted(`streaming ${conversion}`)) {
      const long = join(scratch, `long.${format}`);
      writeLongFile(format, COPIES, inputs, long);
      const costOf = (copies: number): StreamCost =>
        conversionCost(copies === 1 ? inputs.paths[format] : long, copies, inputs);
      figures.streams.push(measureStream(conversion, LONG_ROUNDS, costOf));
    }
  }
}

/** Tells whether a contest was measured that takes longer than one of its goals allows. */
function missesGoal(contest: string, figures: Figures): boolean {
  const goals = GOALS.filter(({ what }) => what === contest);
  return goals.some(({ figure, atMost }) => (figures.get(figure) ?? 0) > atMost);
}

async function measureWholes(
  inputs: Inputs,
  isWanted: (name: string) => boolean,
  scratch: string,
  figures: Figures,
): Promise<void> {
  if (!canMeasureWhole) {
    progress("whole processes are not measured: python3 is missing");
    return;
  }
  const jobs = (await wholeJobs(inputs, scratch)).filter(({ name }) => isWanted(`whole ${name}`));
  for (const job of jobs)
    for (const node of nodesToMeasure()) {
      progress(`whole ${job.name}, ${node}`);
      const figure = measureWhole(job, node, inputs.benchFolder);
      figures.whole.push(figure);
      if (figure.atMost === undefined || figure.ratio <= figure.atMost) continue;
      const shares = profileProcess(job.ours, node);
      figures.profiles.push({ what: job.name, node: figure.node, shares });
    }
}

/** Measures a stream of one file and a long one in turn. */
function measureStream(
  what: string,
  rounds: number,
  costOf: (copies: number) => StreamCost,
): StreamFigure {
  progress(`streaming ${what}`);
  const pairs = Array.from({ length: rounds }, () => ({ once: costOf(1), many: costOf(COPIES) }));
  const middle = (which: "once" | "many", what: keyof StreamCost): number =>
    median(pairs.map((pair) => pair[which][what]));
  const middleRatio = (what: keyof StreamCost): number =>
    median(pairs.map(({ once, many }) => many[what] / once[what]));
  const cost = (which: "once" | "many"): StreamCost => ({
    peak: middle(which, "peak"),
    microsecondsPerRecord: middle(which, "microsecondsPerRecord"),
  });
  return {
    what,
    once: cost("once"),
    many: cost("many"),
    memoryRatio: middleRatio("peak"),
    timeRatio: middleRatio("microsecondsPerRecord"),
  };
}

/** Measures a whole process that converts a file, its start included. */
function conversionCost(path: string, copies: number, inputs: Inputs): StreamCost {
  const { benchFolder, recordCount } = inputs;
  const args = [PORTOLAN, "convert", path, "--to", "jsonl", "-o", "/dev/null"];
  const { peakMemory, milliseconds } = runNode(benchFolder, ...args);
  return {
    peak: peakMemory,
    microsecondsPerRecord: (1000 * milliseconds) / (recordCount * copies),
  };
}

function streamCost(stream: StreamedFormat, copies: number, inputs: Inputs): StreamCost {
  const { result, peakMemory } = runJob<StreamRun>({ stream, copies, inputs });
  return {
    peak: peakMemory,
    microsecondsPerRecord: (1000 * result.milliseconds) / result.records,
  };
}

/** Carries a job out in a process of its own. */
function runJob<Result>(job: Job): { readonly result: Result; readonly peakMemory: number } {
  const { benchFolder } = job.inputs;
  const { stdout, peakMemory } = runNode(
    benchFolder,
    join(benchFolder, "dist/child.js"),
    JSON.stringify(job),
  );
  return { result: JSON.parse(stdout) as Result, peakMemory };
}

function progress(name: string): void {
  process.stderr.write(`${name} …\n`);
}
