import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readRegistry } from "@portolan/convert";
import { fromXml } from "@portolan/xml";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CHART_MEASURES } from "./bench/chart-page.js";
import { CONTESTS } from "./bench/contests/index.js";
import { chartName, conversionName, Figures, ratioName, streamName } from "./bench/figures.js";
import { GOALS } from "./bench/goals.js";
import { type Inputs, writeInputs } from "./bench/inputs.js";
import { profileProcess, profileWork, sharesOf } from "./bench/profile.js";
import { type Contender, measureInRounds, median } from "./bench/rounds.js";
import {
  readStream,
  STREAM_READERS,
  type StreamedFormat,
  writeLongFile,
} from "./bench/streaming.js";
import { syntheticRegistry } from "./bench/synthetic-registry.js";
import { goalTable, wholeTable } from "./bench/tables.js";
import { canMeasureWhole, measureWhole, wholeJobs } from "./bench/whole.js";
import { needsBuild, PORTOLAN } from "./built-command.js";

const RECORDS = 40;
const STREAMED = Object.keys(STREAM_READERS) as StreamedFormat[];

let folder: string;
let inputs: Inputs;
beforeAll(async () => {
  needsBuild();
  folder = mkdtempSync(join(tmpdir(), "portolan-bench-"));
  const benchFolder = fileURLToPath(new URL("./bench", import.meta.url));
  inputs = await writeInputs(syntheticRegistry(RECORDS), "a tiny registry", folder, benchFolder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function contendersOf(contest: string): Promise<readonly Contender[]> {
  const prepare = await CONTESTS[contest]?.();
  return prepare === undefined ? [] : prepare(inputs);
}

/** Runs the contenders of a contest once, and gives what each one made by its name. */
async function runContest(contest: string): Promise<Readonly<Record<string, unknown>>> {
  const contenders = await contendersOf(contest);
  return Object.fromEntries(contenders.map(({ name, run }) => [name, run()]));
}

describe("profiles", () => {
  const frame = (id: number, functionName: string, url: string) => ({
    id,
    callFrame: { functionName, url },
  });

  it("are summed up by file and function, without what a process waited", () => {
    const nodes = [
      frame(1, "(idle)", ""),
      frame(2, "(garbage collector)", ""),
      frame(3, "compile", "node:internal/loader"),
      frame(4, "read", "file:///x/from-csv-0123abcd.cjs"),
      frame(5, "", "/x/from-csv-0123abcd.cjs"),
      frame(6, "plan", "/x/to-services-0123abcd.cjs"),
    ];
    const shares = sharesOf({
      nodes,
      samples: [1, 2, 3, 4, 5, 6, 4],
      timeDeltas: [1000, 10, 10, 30, 10, 30, 10],
    });
    expect(shares).toEqual({
      node: 0.1,
      garbage: 0.1,
      files: [
        ["from-csv", 0.5],
        ["to-services", 0.3],
      ],
      top: ["read of from-csv", 0.4],
    });
  });

  it("are taken of a whole process, and of what this one does", async () => {
    const whole = profileProcess({ argv: ["node", PORTOLAN, "formats"] }, process.execPath);
    expect(whole.node).toBeGreaterThan(0);
    expect(whole.files).not.toEqual([]);
    const shares = [whole.node, whole.garbage, ...whole.files.map(([, share]) => share)];
    expect(shares.reduce((sum, share) => sum + share)).toBeCloseTo(1);
    const busy = (): number => Array.from({ length: 200_000 }, (_, i) => Math.sqrt(i)).length;
    expect((await profileWork(busy, 5)).top).toBeDefined();
  });
});

describe("the benchmarks, on a tiny registry", () => {
  it.each(Object.keys(CONTESTS))("%s: all take part, ours first", async (contest) => {
    const timings = await measureInRounds(await contendersOf(contest), {
      rounds: 1,
      warmUp: 0,
    });
    expect(timings.map(({ kind }) => kind)).toEqual([
      "ours",
      ...timings.slice(1).map((t) => t.kind),
    ]);
    expect(timings.length).toBeGreaterThan(1);
    for (const { kind, ratio } of timings.slice(1)) {
      expect(kind).not.toBe("ours");
      expect(ratio).toBeGreaterThan(0);
    }
  });

  it("those who read XML get the same records", async () => {
    const results = await runContest("xml → records");
    const { records } = fromXml(readFileSync(inputs.paths.xml, "utf8")).registry;
    expect(records).toHaveLength(RECORDS);
    expect(results["saxes into records"]).toEqual(records);
    expect(results["one-pass scan"]).toHaveLength(RECORDS);
  });

  it("those who read CSV get the same rows", async () => {
    const { portolan: _ours, "one-pass scan": scan, ...others } = await runContest("csv → records");
    const [first, ...rest] = Object.values(others);
    expect(first).toHaveLength(RECORDS + 1);
    expect(scan).toHaveLength(RECORDS + 1);
    for (const rows of rest) expect(rows).toEqual(first);
  });

  it.each(STREAMED)("%s: a stream is as long as it is said to be", async (format) => {
    const { records, problems } = await readStream(format, 3, inputs);
    expect({ records, problems }).toEqual({ records: 3 * RECORDS, problems: 0 });
  });

  it.each(STREAMED)("%s: a long file is as long as it is said to be", async (format) => {
    const path = join(folder, "long");
    writeLongFile(format, 3, inputs, path);
    const { registry } = await readRegistry(readFileSync(path, "utf8"), { from: format });
    expect(registry.records).toHaveLength(3 * RECORDS);
  });
});

describe.skipIf(!canMeasureWhole)("whole processes (need python3)", () => {
  it("are all measured, with a peer that does the job", async () => {
    const jobs = await wholeJobs(inputs, folder);
    const figures = new Figures();
    for (const job of jobs)
      figures.whole.push(measureWhole(job, process.execPath, inputs.benchFolder, 1));
    expect(figures.whole).toHaveLength(12);
    for (const { ratio, overNode } of figures.whole) {
      expect(ratio).toBeGreaterThan(0);
      expect(overNode).toBeGreaterThan(-20);
    }
    expect(wholeTable(figures).trimEnd().split("\n")).toHaveLength(14);
  });

  it("of csv-parse and ours write the same lines", () => {
    const excerpt = fileURLToPath(new URL("../fixtures/excerpt/input.csv", import.meta.url));
    const peer = fileURLToPath(new URL("./bench/peers/csv-to-jsonl.js", import.meta.url));
    const linesOf = (...args: readonly string[]): unknown[] =>
      execFileSync(process.execPath, args, { encoding: "utf8" })
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line));
    expect(linesOf(peer, excerpt)).toEqual(linesOf(PORTOLAN, "convert", excerpt, "--to", "jsonl"));
  });
});

describe("goals", () => {
  it("are about something that is measured", async () => {
    const measured = new Set(
      STREAMED.flatMap((format) => [
        streamName(format, "memory"),
        streamName(format, "time"),
        streamName(conversionName(format), "memory"),
      ]),
    );
    for (const measure of CHART_MEASURES) measured.add(chartName(measure));
    for (const contest of Object.keys(CONTESTS))
      for (const { name } of await contendersOf(contest)) measured.add(ratioName(contest, name));
    const unknown = GOALS.map(({ figure }) => figure).filter((figure) => !measured.has(figure));
    expect(unknown).toEqual([]);
  });

  it("are met, missed or not measured", () => {
    const [first, second] = GOALS;
    const figures = new Figures();
    const timings = [0.34, 1.01].map((ratio, i) => ({
      name: [first, second][i]?.figure.split(" ÷ ")[1] ?? "",
      kind: "peer" as const,
      milliseconds: 1,
      ratio,
    }));
    figures.timings.set("xml → records", timings);
    const verdicts = goalTable(figures)
      .trimEnd()
      .split("\n")
      .slice(2, 5)
      .map((row) =>
        row
          .split("|")
          .slice(4, 6)
          .map((cell) => cell.trim()),
      );
    expect(verdicts).toEqual([
      ["0.34", "yes"],
      ["1.01", "**no**"],
      ["not measured", "–"],
    ]);
  });
});

describe("median", () => {
  it.each([
    [[3, 1, 2], 2],
    [[4, 1, 3, 2], 2.5],
    [[10], 10],
  ])("of %j is %d", (values, middle) => expect(median(values)).toBe(middle));
});
