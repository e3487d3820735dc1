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
import { join } from "node:path";
import { changed, type Mutant, withMutants } from "./mutations.js";
import type { Sampled } from "./sample.js";

/** Says how a run of test files ended. */
interface Run {
  /** The first test that fails, or what ended the run. */
  readonly failed?: string;
  /** The test file that took too long, for which the run was ended. */
  readonly slow?: string;
  readonly shown: ReadonlyMap<string, Shown>;
}

/** Says what became of a test file, and how many milliseconds it took. */
interface Shown {
  readonly status: string;
  readonly took: number;
}

/** A copy of the workspace in which all mutants of a sample are, and one at a time is at work. */
export class Bench {
  readonly root: string;
  /** The keys of the sample's mutants by their numbers. */
  readonly keys: ReadonlyMap<string, string>;
  readonly #copy: string;
  readonly #atWork: string;
  readonly #sample: readonly Sampled[];

  constructor(root: string, sample: readonly Sampled[]) {
    this.root = root;
    this.keys = new Map(sample.map(({ number, key }) => [String(number), key]));
    this.#sample = sample;
    this.#copy = copyOf(root);
    this.#atWork = join(this.#copy, "test/mutants/at-work");
    mkdirSync(this.#atWork, { recursive: true });
    // Tests run the command as another user, too, who notes what is reached.
    chmodSync(this.#atWork, 0o777);
    const head = headOf(join(this.#copy, "test/mutants/switch.cjs"));
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

  /** Runs test files without a mutant, and notes the keys of those that each reaches. */
  async note(
    files: readonly string[],
    states: string | undefined,
    patience: number,
  ): Promise<{
    shown: ReadonlyMap<string, Shown>;
    notes: ReadonlyMap<string, ReadonlySet<string>>;
  }> {
    const path = join(this.#atWork, "reached");
    writeFileSync(path, "");
    chmodSync(path, 0o666);
    const { shown } = await this.run(files, 0, states, () => patience);
    const notes = new Map<string, Set<string>>();
    for (const note of readFileSync(path, "utf8").trim().split("\n")) {
      const [number = "", name = ""] = note.split("\t");
      const file = name.slice(this.#copy.length + 1);
      const keys = notes.get(file) ?? new Set();
      notes.set(file, keys.add(this.keys.get(number) ?? ""));
    }
    return { shown, notes };
  }

  /**
   * Runs test files one after the other, up to the first that fails of a mutant.
   *
   * @param number - that of the mutant; for 0, to note what is reached, all files are run.
   * @param states - the folder of the published states, if they are asked.
   * @param patience - gives for how many milliseconds a file is waited for.
   */
  async run(
    files: readonly string[],
    number: number,
    states: string | undefined,
    patience: (file: string) => number,
  ): Promise<Run> {
    const write = (name: string, text: string): void =>
      writeFileSync(join(this.#atWork, name), text);
    write("active", String(number));
    write("files.json", JSON.stringify(files));
    write("test-file", "");
    const reportPath = join(this.#atWork, "report.json");
    rmSync(reportPath, { force: true });
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
        env: { ...process.env, PORTOLAN_SHARED: states ?? "none" },
      },
    );
    let slow: string | undefined;
    let since = { file: "", at: performance.now() };
    const watch = setInterval(() => {
      const file = readFileSync(join(this.#atWork, "test-file"), "utf8");
      if (file !== since.file) since = { file, at: performance.now() };
      const name = file.slice(this.#copy.length + 1);
      if (performance.now() - since.at < patience(name) || child.pid === undefined) return;
      slow = name;
      killGroup(child.pid);
    }, 500);
    const status = await new Promise((resolve) => child.on("close", resolve));
    clearInterval(watch);
    const report: readonly FileReport[] = existsSync(reportPath)
      ? JSON.parse(readFileSync(reportPath, "utf8")).testResults
      : [];
    const nameOf = (path: string): string => path.slice(this.#copy.length + 1);
    const shown = new Map(
      report.map(({ name, status, startTime, endTime }) => [
        nameOf(name),
        { status, took: endTime - startTime },
      ]),
    );
    const first = report.find(({ status }) => status === "failed");
    if (first !== undefined) {
      const test = first.assertionResults.find(({ status }) => status === "failed");
      const what = test?.fullName ?? first.message.slice(0, 100);
      return { shown, failed: `${nameOf(first.name)}: ${what}` };
    }
    if (slow !== undefined) return { shown, slow };
    return status === 0 ? { shown } : { shown, failed: `the tests end with ${status}` };
  }

  /** Tells whether the compiler refuses a mutant, which the repository's check asks. */
  typeFault(mutant: Mutant): string | undefined {
    const path = join(this.#copy, mutant.file);
    const withAll = readFileSync(path, "utf8");
    const project = mutant.file.split("/").slice(0, 2).join("/");
    // The others of the package are put back, too: a source with switches has other types.
    const others = this.#sample
      .map((one) => one.mutant.file)
      .filter((file) => file !== mutant.file)
      .map((file) => [file, readFileSync(join(this.#copy, file), "utf8")] as const);
    for (const [file] of others) cpSync(join(this.root, file), join(this.#copy, file));
    writeFileSync(path, changed(readFileSync(join(this.root, mutant.file), "utf8"), mutant));
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

/**
 * Gives what stands at the end of each source with mutants, and is there from the beginning, whatever imports
 * what. The switch is no module: which files a command loads is tested.
 */
function headOf(runtime: string): string {
  const path = JSON.stringify(runtime);
  return `function mutant$(number: number): boolean {
    if (typeof process === "undefined") return false;
    if ((globalThis as any).portolanMutant === undefined) {
      const require = (process as any).getBuiltinModule("node:module").createRequire(${path});
      const text = require("node:fs").readFileSync(${path}, "utf8");
      new Function("require", "path", text)(require, ${path});
    }
    return (globalThis as any).portolanMutant(number);
  }`;
}

/** Ends a process and all that it started, which may be gone by itself. */
function killGroup(pid: number): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
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

/** Copies what the tests need, for every user to read; the libraries are the same. */
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
