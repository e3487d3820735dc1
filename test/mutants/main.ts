import { spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { Random } from "../fuzz/random.js";
import { changed, type Mutant, mutantsOf, withMutants } from "./mutations.js";

const HELP = `pnpm mutants [--count N] [--seed N] [--package NAME] [--snapshots] [--least PERCENT] [--results FILE]

Changes one small thing in the sources of the packages, by chance, in a copy of the workspace, and runs
the tests that reach it, the quickest first, up to the first that fails. The whole sample is put into the
copy and built once, each change behind a switch; all tests run once without a change, to note which of
them reach which. A mutant that no test fails of, nor the compiler, survives and is shown.
--snapshots asks the tests of the published states, too, of what survived without them.
--least PERCENT is how many must be caught; some changes change nothing, so that no test can fail of them.
--results FILE keeps what was found, and goes on from there.
`;

/** What never runs a source, or judges how it is written. */
const LEFT_OUT =
  /^test\/(?:bench|mutants|architecture|bundled-programs|closing|consumer-types|data-package|dependencies|first-names|has-program|manifests|published-packages|readme-(?:problems|sizes)|release|services-consumers|site|workflows)/;

/** What runs in a browser only, where a switch is not asked. */
const IN_BROWSER = "packages/chart/src/page/";

/** So long is waited for a test file, in milliseconds, beyond some times as long as it took unchanged. */
const PATIENCE = 30_000;
const TIMES_AS_LONG = 6;

/** Tests that take so long together, in milliseconds, are quick; each file takes some time to load. */
const QUICK = 30_000;
const PER_FILE = 1_000;

/** What became of a mutant, and by which test. */
interface Verdict {
  readonly caught: boolean;
  readonly by?: string;
}

/** What a run without changes shows of a test file. */
interface Reach {
  readonly took: number;
  readonly passes: boolean;
  readonly mutants: readonly string[];
}

/** What is known, without and with the published states: by test file, by mutant. */
interface Results {
  /** The sample whose mutants were looked for. */
  sample?: string;
  reached: Record<string, Reach>;
  readonly verdicts: Record<string, Verdict>;
}

interface Sampled {
  readonly mutant: Mutant;
  readonly key: string;
  readonly number: number;
}

/** Tries a sample of mutants; gives the exit code: 1 where too many survived. */
export async function main(root: string, args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: args.filter((arg) => arg !== "--"),
    options: {
      count: { type: "string", default: "60" },
      seed: { type: "string", default: "6335" },
      package: { type: "string" },
      snapshots: { type: "boolean", default: false },
      least: { type: "string", default: "100" },
      results: { type: "string" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const sample = sampleOf(root, Number(values.seed), Number(values.count), values.package);
  const bench = new Bench(root, sample);
  try {
    const plain = resultsOf(values.results, "plain");
    await bench.tryAll(sample, plain, false);
    print(root, "without the published states", sample, plain.results);
    let left = sample.filter(({ key }) => plain.results.verdicts[key]?.caught !== true);
    if (values.snapshots) {
      const whole = resultsOf(values.results, "snapshots");
      await bench.tryAll(left, whole, true);
      print(root, "and with them, of what survived", left, whole.results);
      left = left.filter(({ key }) => whole.results.verdicts[key]?.caught !== true);
    }
    const caught = sample.length - left.length;
    return 100 * caught < Number(values.least) * sample.length ? 1 : 0;
  } finally {
    bench.clear();
  }
}

interface Kept {
  readonly results: Results;
  readonly save: () => void;
}

/** Takes up what is known from before, and keeps what is found. */
function resultsOf(file: string | undefined, part: string): Kept {
  const all: Record<string, Results> =
    file !== undefined && existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
  const results = all[part] ?? { reached: {}, verdicts: {} };
  return {
    results,
    save: () => {
      if (file !== undefined) writeFileSync(file, JSON.stringify({ ...all, [part]: results }));
    },
  };
}

function print(root: string, how: string, sample: readonly Sampled[], { verdicts }: Results): void {
  const left = sample.filter(({ key }) => verdicts[key]?.caught !== true);
  for (const { mutant } of left) process.stdout.write(`survived ${described(root, mutant)}\n`);
  process.stdout.write(`${how}: ${sample.length} mutants, ${sample.length - left.length} caught\n`);
}

/** Chooses mutants of all packages by chance, each as likely as the others. */
function sampleOf(
  root: string,
  seed: number,
  count: number,
  only: string | undefined,
): readonly Sampled[] {
  const all = readdirSync(join(root, "packages"))
    .filter((name) => only === undefined || name === only)
    .map((name) => `packages/${name}/src`)
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
        .filter((file) => /(?<!\.test|\.d)\.ts$/.test(file))
        .sort()
        .map((file) => `${folder}/${file}`),
    )
    .filter((file) => !file.startsWith(IN_BROWSER))
    .flatMap((file) => mutantsOf(file, readFileSync(join(root, file), "utf8")));
  const random = new Random(seed, "mutants");
  return Array.from({ length: Math.min(count, all.length) }, (_, i) => {
    const [mutant] = all.splice(random.below(all.length), 1) as [Mutant];
    return { mutant, number: i + 1, key: `${mutant.file}:${mutant.start} ${mutant.put}` };
  });
}

/** A copy of the workspace in which all mutants of a sample are, and one at a time is at work. */
class Bench {
  readonly #root: string;
  readonly #copy: string;
  readonly #atWork: string;
  readonly #sample: readonly Sampled[];

  constructor(root: string, sample: readonly Sampled[]) {
    this.#root = root;
    this.#sample = sample;
    this.#copy = copyOf(root);
    this.#atWork = join(this.#copy, "test/mutants/at-work");
    mkdirSync(this.#atWork, { recursive: true });
    // Tests run the command as another user, too, who notes what is reached.
    chmodSync(this.#atWork, 0o777);
    const runtime = JSON.stringify(join(this.#copy, "test/mutants/switch.cjs"));
    // A declaration at the end is there from the beginning, whatever imports what. The switch is no module:
    // which files a command loads is tested.
    const head = `function mutant$(number: number): boolean {
      if (typeof process === "undefined") return false;
      if ((globalThis as any).portolanMutant === undefined) {
        const require = (process as any).getBuiltinModule("node:module").createRequire(${runtime});
        const text = require("node:fs").readFileSync(${runtime}, "utf8");
        new Function("require", "path", text)(require, ${runtime});
      }
      return (globalThis as any).portolanMutant(number);
    }`;
    for (const file of new Set(sample.map(({ mutant }) => mutant.file))) {
      const source = readFileSync(join(root, file), "utf8");
      const numbered = sample
        .filter(({ mutant }) => mutant.file === file)
        .map(({ number, mutant }) => [number, mutant] as const);
      writeFileSync(join(this.#copy, file), withMutants(source, numbered, head));
    }
    const { status } = spawnSync(process.execPath, ["rolldown.config.js"], {
      cwd: this.#copy,
      stdio: "inherit",
    });
    if (status !== 0) throw new Error("The copy cannot be built.");
  }

  clear(): void {
    rmSync(this.#copy, { recursive: true, force: true });
  }

  /** Tries mutants by the quick tests first, all of them, and what is left by the others. */
  async tryAll(sample: readonly Sampled[], kept: Kept, snapshots: boolean): Promise<void> {
    const { results, save } = kept;
    await this.#note(kept, snapshots);
    const left = sample.filter(({ key }) => results.verdicts[key] === undefined);
    const later: (() => Promise<void>)[] = [];
    for (const { mutant, key, number } of left) {
      const files = Object.entries(results.reached)
        .filter(([, { passes, mutants }]) => passes && mutants.includes(key))
        .sort(([a, one], [b, other]) => cost(a, one, mutant) - cost(b, other, mutant))
        .map(([file]) => file);
      let quick = 0;
      for (let sum = 0; quick < files.length && sum < QUICK; quick++)
        sum += PER_FILE + (results.reached[files[quick] ?? ""]?.took ?? 0);
      const tell = (by: string | undefined): void => {
        results.verdicts[key] = by === undefined ? { caught: false } : { caught: true, by };
        save();
        const what = described(this.#root, mutant);
        process.stdout.write(
          `${by === undefined ? "SURVIVED" : "caught"} ${what}\n  ${by ?? `nothing fails of ${files.length} test files`}\n`,
        );
      };
      const by = await this.#failing(files.slice(0, quick), number, snapshots, results);
      if (by !== undefined) tell(by);
      else
        later.push(async () =>
          tell(
            (await this.#failing(files.slice(quick), number, snapshots, results)) ??
              (snapshots ? undefined : this.#typeFault(mutant)),
          ),
        );
    }
    process.stdout.write(`${later.length} of ${left.length} pass the quick tests\n`);
    for (const tryOthers of later) await tryOthers();
  }

  /** Runs all test files once without a change: how long they take, and which mutants they reach. */
  async #note({ results, save }: Kept, snapshots: boolean): Promise<void> {
    const keys = new Map(this.#sample.map(({ number, key }) => [String(number), key]));
    const sample = JSON.stringify([...keys.values()]);
    if (results.sample !== undefined && results.sample !== sample) results.reached = {};
    results.sample = sample;
    const left = testFilesOf(this.#root)
      .filter((file) => !snapshots || asksShared(this.#root, file))
      .filter((file) => results.reached[file] === undefined);
    for (let at = 0; at < left.length; at += 12) {
      const files = left.slice(at, at + 12);
      writeFileSync(join(this.#atWork, "reached"), "");
      chmodSync(join(this.#atWork, "reached"), 0o666);
      const { report } = await this.#run(files, 0, snapshots, () => 900_000);
      const notes = readFileSync(join(this.#atWork, "reached"), "utf8").trim().split("\n");
      for (const file of files) {
        const shown = report.find(({ name }) => name === join(this.#copy, file));
        const passes = shown?.status === "passed";
        const mutants = notes
          .filter((note) => note.endsWith(`\t${join(this.#copy, file)}`))
          .map((note) => keys.get(note.split("\t")[0] ?? "") ?? "");
        const took = (shown?.endTime ?? 0) - (shown?.startTime ?? 0);
        results.reached[file] = { took, passes, mutants: [...new Set(mutants)] };
        if (!passes) process.stdout.write(`left out, as it fails unchanged: ${file}\n`);
      }
      save();
    }
  }

  /** Runs test files up to the first that fails of a mutant, and names the test. */
  async #failing(
    files: readonly string[],
    number: number,
    snapshots: boolean,
    { reached }: Results,
  ): Promise<string | undefined> {
    if (files.length === 0) return undefined;
    const patience = (file: string): number =>
      PATIENCE + TIMES_AS_LONG * (reached[file]?.took ?? 0);
    const { report, ended } = await this.#run(files, number, snapshots, patience);
    const failed = report.find(({ status }) => status === "failed");
    if (failed === undefined) return ended === "passed" ? undefined : ended;
    const test = failed.assertionResults.find(({ status }) => status === "failed");
    return `${failed.name.slice(this.#copy.length + 1)}: ${test?.fullName ?? failed.message.slice(0, 100)}`;
  }

  async #run(
    files: readonly string[],
    number: number,
    snapshots: boolean,
    patience: (file: string) => number,
  ): Promise<{ readonly report: readonly FileReport[]; readonly ended: string }> {
    const note = (name: string, text: string): void =>
      writeFileSync(join(this.#atWork, name), text);
    note("active", String(number));
    note("files.json", JSON.stringify(files));
    note("test-file", "");
    rmSync(join(this.#atWork, "report.json"), { force: true });
    const child = spawn(
      process.execPath,
      [
        join(this.#copy, "node_modules/vitest/vitest.mjs"),
        ...["run", ...files.map((file) => join(this.#copy, file))],
        ...["--config", join(this.#copy, "test/mutants/vitest.config.ts")],
        // Noting goes on where one fails.
        ...(number === 0 ? ["--bail", "0"] : []),
      ],
      {
        cwd: this.#copy,
        stdio: "ignore",
        // A group of its own, so that no worker is left that never ends.
        detached: true,
        env: { ...process.env, ...(snapshots ? {} : { PORTOLAN_SHARED: "none" }) },
      },
    );
    let ended = "passed";
    let since = { file: "", at: performance.now() };
    const watch = setInterval(() => {
      const file = readFileSync(join(this.#atWork, "test-file"), "utf8");
      if (file !== since.file) since = { file, at: performance.now() };
      const name = file.slice(this.#copy.length + 1);
      if (performance.now() - since.at < patience(name) || child.pid === undefined) return;
      ended = `${name}: takes too long`;
      process.kill(-child.pid, "SIGKILL");
    }, 500);
    const status = await new Promise((resolve) => child.on("close", resolve));
    clearInterval(watch);
    const path = join(this.#atWork, "report.json");
    const report = existsSync(path) ? JSON.parse(readFileSync(path, "utf8")).testResults : [];
    if (status !== 0 && ended === "passed") ended = `the tests end with ${status}`;
    return { report, ended };
  }

  /** Tells whether the compiler refuses a mutant, which the repository's check asks. */
  #typeFault(mutant: Mutant): string | undefined {
    const path = join(this.#copy, mutant.file);
    const withAll = readFileSync(path, "utf8");
    const project = mutant.file.split("/").slice(0, 2).join("/");
    // The others of the package are put back, too: a source with switches has other types.
    const others = this.#sample
      .map((one) => one.mutant.file)
      .filter((file) => file !== mutant.file)
      .map((file) => [file, readFileSync(join(this.#copy, file), "utf8")] as const);
    for (const [file] of others) cpSync(join(this.#root, file), join(this.#copy, file));
    writeFileSync(path, changed(readFileSync(join(this.#root, mutant.file), "utf8"), mutant));
    const { status, stdout } = spawnSync(
      process.execPath,
      [join(this.#copy, "node_modules/typescript/bin/tsc"), "-p", project, "--noEmit"],
      { cwd: this.#copy, encoding: "utf8" },
    );
    writeFileSync(path, withAll);
    for (const [file, text] of others) writeFileSync(join(this.#copy, file), text);
    return status === 0 ? undefined : `tsc: ${stdout.split("\n")[0]?.slice(0, 160)}`;
  }
}

interface FileReport {
  readonly name: string;
  readonly status: string;
  readonly message: string;
  readonly startTime: number;
  readonly endTime: number;
  readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
}

/** Puts the tests of the file first, then those of its package, then what is quick. */
function cost(file: string, { took }: Reach, mutant: Mutant): number {
  if (file === mutant.file.replace(/\.ts$/, ".test.ts")) return 0;
  const [own = ""] = /^packages\/[^/]+\//.exec(mutant.file) ?? [];
  return took + (file.startsWith(own) ? 0 : 1_500);
}

function testFilesOf(root: string): readonly string[] {
  return ["packages", "test"].flatMap((top) =>
    readdirSync(join(root, top), { recursive: true, encoding: "utf8" })
      .map((file) => `${top}/${file}`)
      .filter((file) => file.endsWith(".test.ts") && !/node_modules|\/dist\//.test(file))
      .filter((file) => !LEFT_OUT.test(file))
      .sort(),
  );
}

/** Tells whether a test file asks, itself or by a module of the tests, what stands beside the project. */
function asksShared(root: string, file: string, seen = new Set<string>()): boolean {
  if (basename(file) === "shared.ts") return true;
  const path = join(root, file);
  if (seen.has(file) || !existsSync(path)) return false;
  seen.add(file);
  return [...readFileSync(path, "utf8").matchAll(/from "(\.[^"]+)\.js"/g)].some(([, name = ""]) =>
    asksShared(root, join(file, "..", `${name}.ts`), seen),
  );
}

/** Copies what the tests need; the libraries are the same. */
function copyOf(root: string): string {
  const copy = mkdtempSync(join(tmpdir(), "portolan-mutants-"));
  chmodSync(copy, 0o755);
  for (const name of readdirSync(root)) {
    if (name === ".git" || name === "node_modules") continue;
    cpSync(join(root, name), join(copy, name), { recursive: true, verbatimSymlinks: true });
  }
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
  return copy;
}

function described(root: string, { file, start, end, put }: Mutant): string {
  const source = readFileSync(join(root, file), "utf8");
  const line = source.slice(0, start).split("\n").length;
  const was = source.slice(start, end).replaceAll(/\s+/g, " ");
  return `${file}:${line} ${was.slice(0, 80)} → ${put.slice(0, 80).replaceAll(/\s+/g, " ")}`;
}
