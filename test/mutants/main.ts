import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Random } from "../fuzz/random.js";
import { type Mutant, mutantsOf } from "./mutations.js";

const HELP = `pnpm mutants [--count N] [--seed N] [--package NAME] [--snapshots] [--results FILE]

Changes one small thing in the sources of the packages, by chance, in a copy of the workspace, and runs
the tests that the changed file reaches: those of its package first, then all. A mutant that no test
fails of survives and is shown. --results FILE keeps the verdicts, and goes on from there.
Without --snapshots the tests of the published states are skipped.
`;

/** So long may one run of tests take, in milliseconds. */
const LIMIT = 240_000;

/** What no change of a source can fail, or what takes long and asks nothing more of one. */
const LEFT_OUT = [
  "test/bench*",
  "test/fuzz*",
  "test/architecture*",
  "test/readme*",
  "test/browser*",
];

/** `unended`: the tests took too long, be it because the mutant never ends or the machine is busy. */
type Verdict = "caught" | "survived" | "unended";

/** Tries a sample of mutants; gives the exit code: 1 where one survived. */
export function main(root: string, args: readonly string[]): number {
  const { values } = parseArgs({
    args: args.filter((arg) => arg !== "--"),
    options: {
      count: { type: "string", default: "60" },
      seed: { type: "string", default: "6335" },
      package: { type: "string" },
      snapshots: { type: "boolean", default: false },
      results: { type: "string" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const sample = sampleOf(root, Number(values.seed), Number(values.count), values.package);
  const verdicts: Record<string, Verdict> =
    values.results !== undefined && existsSync(values.results)
      ? JSON.parse(readFileSync(values.results, "utf8"))
      : {};
  const copy = copyOf(root);
  try {
    for (const mutant of sample) {
      const key = `${mutant.file}:${mutant.start} ${mutant.put}`;
      const known = verdicts[key];
      const verdict = known ?? tryMutant(copy, mutant, values.snapshots);
      verdicts[key] = verdict;
      if (known === undefined) process.stdout.write(`${verdict} ${described(root, mutant)}\n`);
      if (values.results !== undefined) writeFileSync(values.results, JSON.stringify(verdicts));
    }
  } finally {
    rmSync(copy, { recursive: true });
  }
  const left = sample.filter(
    ({ file, start, put }) => verdicts[`${file}:${start} ${put}`] !== "caught",
  );
  process.stdout.write(`${sample.length} mutants, ${sample.length - left.length} caught\n`);
  for (const mutant of left) {
    const { file, start, put } = mutant;
    process.stdout.write(`${verdicts[`${file}:${start} ${put}`]} ${described(root, mutant)}\n`);
  }
  return left.length > 0 ? 1 : 0;
}

/** Chooses mutants of all packages by chance, each as likely as the others. */
function sampleOf(
  root: string,
  seed: number,
  count: number,
  only: string | undefined,
): readonly Mutant[] {
  const all = readdirSync(join(root, "packages"))
    .filter((name) => only === undefined || name === only)
    .map((name) => `packages/${name}/src`)
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
        .sort()
        .map((file) => `${folder}/${file}`),
    )
    .flatMap((file) => mutantsOf(file, readFileSync(join(root, file), "utf8")));
  const random = new Random(seed, "mutants");
  return Array.from({ length: Math.min(count, all.length) }, () => {
    const [chosen] = all.splice(random.below(all.length), 1);
    return chosen as Mutant;
  });
}

/** Copies what the tests need; the libraries are the same. */
function copyOf(root: string): string {
  const copy = mkdtempSync(join(tmpdir(), "portolan-mutants-"));
  for (const name of readdirSync(root)) {
    if (name.startsWith(".git") || name === "node_modules") continue;
    cpSync(join(root, name), join(copy, name), { recursive: true, verbatimSymlinks: true });
  }
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
  return copy;
}

function tryMutant(copy: string, { file, start, end, put }: Mutant, snapshots: boolean): Verdict {
  const path = join(copy, file);
  const source = readFileSync(path, "utf8");
  const [own = ""] = /^packages\/[^/]+/.exec(file) ?? [];
  for (const run of [
    ["run", own],
    ["related", file, "--run"],
  ]) {
    writeFileSync(path, source.slice(0, start) + put + source.slice(end));
    const status = runTests(copy, run, snapshots);
    writeFileSync(path, source);
    if (status === null) return "unended";
    if (status === 0) continue;
    if (!passesUnchanged(copy, run, snapshots))
      throw new Error(`The tests of ${run.join(" ")} fail without any change.`);
    return "caught";
  }
  return "survived";
}

const unchanged = new Map<string, boolean>();

/** Tells whether tests pass of no change: else every mutant would seem to be caught. */
function passesUnchanged(copy: string, run: readonly string[], snapshots: boolean): boolean {
  const key = run.join(" ");
  const known = unchanged.get(key) ?? runTests(copy, run, snapshots) === 0;
  unchanged.set(key, known);
  return known;
}

/** Runs tests up to the first that fails; gives the exit code, null where they took too long. */
function runTests(copy: string, run: readonly string[], snapshots: boolean): number | null {
  const { status } = spawnSync(
    process.execPath,
    [
      join(copy, "node_modules/vitest/vitest.mjs"),
      ...run,
      ...["--bail", "1", "--reporter", "dot", "--passWithNoTests", "--maxWorkers", "1"],
      ...LEFT_OUT.flatMap((pattern) => ["--exclude", pattern]),
    ],
    {
      cwd: copy,
      stdio: "ignore",
      timeout: LIMIT,
      killSignal: "SIGKILL",
      env: { ...process.env, ...(snapshots ? {} : { PORTOLAN_SHARED: "none" }) },
    },
  );
  return status;
}

function described(root: string, { file, start, end, put }: Mutant): string {
  const source = readFileSync(join(root, file), "utf8");
  const line = source.slice(0, start).split("\n").length;
  const was = source.slice(start, end).replaceAll(/\s+/g, " ");
  return `${file}:${line} ${was.slice(0, 80)} → ${put.slice(0, 80).replaceAll(/\s+/g, " ")}`;
}
