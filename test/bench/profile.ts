import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { Session } from "node:inspector/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { Command } from "./whole.js";

/** Microseconds between samples. */
const INTERVAL = 200;

/** What V8's profiler wrote, as far as it is asked. */
interface Profile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string };
  }[];
  readonly samples?: readonly number[] | undefined;
  readonly timeDeltas?: readonly number[] | undefined;
}

/** Says where the time of a program goes, in shares of its samples. */
export interface Shares {
  /** Node itself: its start, its modules, the compiler, what is native. */
  readonly node: number;
  readonly garbage: number;
  /** Of our files, the largest first: what the bundler named them. */
  readonly files: readonly (readonly [file: string, share: number])[];
  /** The function of ours that takes most, in itself. */
  readonly top: readonly [name: string, share: number] | undefined;
}

/** Profiles a whole process, from its start to its end. */
export function profileProcess({ argv, input }: Command, node: string): Shares {
  const folder = mkdtempSync(join(tmpdir(), "portolan-profile-"));
  const flags = ["--cpu-prof", `--cpu-prof-interval=${INTERVAL}`, `--cpu-prof-dir=${folder}`];
  const [program = "", ...args] = argv.flatMap((word) =>
    word === "node" ? [node, ...flags] : word,
  );
  try {
    spawnSync(program, args, {
      stdio: ["pipe", "ignore", "ignore"],
      input: input === undefined ? "" : readFileSync(input),
    });
    const [file] = readdirSync(folder).filter((name) => name.endsWith(".cpuprofile"));
    if (file === undefined) throw new Error(`${argv.join(" ")} left no profile.`);
    return sharesOf(JSON.parse(readFileSync(join(folder, file), "utf8")));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Profiles what this process does over and over, when it has done it some times. */
export async function profileWork(work: () => unknown, rounds: number): Promise<Shares> {
  for (let round = 0; round < 2; round++) await work();
  const session = new Session();
  session.connect();
  await session.post("Profiler.enable");
  await session.post("Profiler.setSamplingInterval", { interval: INTERVAL });
  await session.post("Profiler.start");
  for (let round = 0; round < rounds; round++) await work();
  const { profile } = await session.post("Profiler.stop");
  session.disconnect();
  return sharesOf(profile);
}

/** Sums the samples of a profile up. */
export function sharesOf({ nodes, samples = [], timeDeltas = [] }: Profile): Shares {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const byFile = new Map<string, number>();
  const byFunction = new Map<string, number>();
  let [node, garbage, whole] = [0, 0, 0];
  for (const [place, id] of samples.entries()) {
    const { functionName = "", url = "" } = frames.get(id) ?? {};
    const time = timeDeltas[place] ?? 0;
    if (functionName === "(idle)") continue;
    whole += time;
    if (functionName === "(garbage collector)") garbage += time;
    else if (url === "" || url.startsWith("node:")) node += time;
    else {
      const file = nameOf(url);
      byFile.set(file, (byFile.get(file) ?? 0) + time);
      const name = `${functionName || "(unnamed)"} of ${file}`;
      byFunction.set(name, (byFunction.get(name) ?? 0) + time);
    }
  }
  const shares = (times: ReadonlyMap<string, number>): (readonly [string, number])[] =>
    [...times].map(([name, time]) => [name, time / whole] as const).sort(([, a], [, b]) => b - a);
  return {
    node: node / whole,
    garbage: garbage / whole,
    files: shares(byFile),
    top: shares(byFunction)[0],
  };
}

/** Names a file as its source is, without what the bundler adds. */
function nameOf(url: string): string {
  return basename(url).replace(/(?:-[0-9a-f]{8})?\.\w+$/, "");
}
