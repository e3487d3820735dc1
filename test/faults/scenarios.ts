import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { constants } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { PORTOLAN } from "../built-command.js";

const EXCERPT = fileURLToPath(new URL("../../fixtures/excerpt/", import.meta.url));

/** A command that changes files of a folder. */
export interface Scenario {
  readonly what: string;
  /** Makes the folder as it is before. */
  readonly prepare: (folder: string) => void;
  readonly argv: (folder: string) => readonly string[];
  /** Files that must be the old or the new ones, whole. */
  readonly files: readonly string[];
  /** How many of the calls are tried, the first and the last among them; else all. */
  readonly most?: number;
}

const OLD = "previous\n";
const csv = readFileSync(join(EXCERPT, "input.csv"), "utf8");

export const SCENARIOS: readonly Scenario[] = [
  {
    what: "convert to a file that is there",
    prepare: (folder) => writeFileSync(join(folder, "out.json"), OLD),
    argv: (folder) => ["convert", join(EXCERPT, "input.csv"), "-q", "-o", join(folder, "out.json")],
    files: ["out.json"],
  },
  {
    what: "convert to a compressed file",
    prepare: (folder) => writeFileSync(join(folder, "out.xml.gz"), OLD),
    argv: (folder) => [
      "convert",
      join(EXCERPT, "input.csv"),
      "-q",
      "-o",
      join(folder, "out.xml.gz"),
    ],
    files: ["out.xml.gz"],
  },
  {
    what: "convert more than is held",
    prepare: (folder) => {
      // 9 MB of JSON Lines, of which 8 MiB are held.
      writeFileSync(join(folder, "in.csv"), csv + csv.replace(/^.*\n/, "").repeat(100));
      writeFileSync(join(folder, "out.jsonl"), OLD);
    },
    argv: (folder) => ["convert", join(folder, "in.csv"), "-q", "-o", join(folder, "out.jsonl")],
    files: ["out.jsonl"],
    most: 3,
  },
  {
    what: "fixtures of several files",
    prepare: (folder) => {
      const outputs = { "a.csv": { to: "csv" }, "b.yaml": { to: "yaml" }, c: { to: "services" } };
      const cases = { all: { folder: ".", source: "in.csv" } };
      writeFileSync(join(folder, "in.csv"), csv);
      writeFileSync(join(folder, "fixtures.json"), JSON.stringify({ outputs, cases }));
      for (const name of Object.keys(outputs)) writeFileSync(join(folder, name), OLD);
    },
    argv: (folder) => ["fixtures", folder, "-q"],
    files: ["a.csv", "b.yaml", "c"],
    most: 10,
  },
  {
    what: "a refresh of a services file in its place",
    prepare: (folder) =>
      writeFileSync(join(folder, "services"), "http\t80/tcp\nold-name\t22/tcp\n"),
    argv: (folder) => [
      ...["services", "refresh", join(folder, "services"), "-q", "--write", "--add"],
      ...["--since", join(EXCERPT, "../ranges/input.xml"), "-r", join(EXCERPT, "input.xml")],
    ],
    files: ["services"],
  },
];

/** One that writes as convert does: it is killed at any time, and not at each call. */
export const APPLYING: Scenario = {
  what: "apply of a difference",
  prepare: (folder) => {
    const renamed = csv.replace("\nhttp,80,tcp", "\nrenamed,80,tcp");
    writeFileSync(join(folder, "new.csv"), renamed);
    const { stdout } = spawnSync(
      process.execPath,
      [PORTOLAN, "diff", join(EXCERPT, "input.csv"), join(folder, "new.csv"), "--json"],
      { encoding: "utf8" },
    );
    writeFileSync(join(folder, "difference.json"), stdout);
    writeFileSync(join(folder, "out.xml"), OLD);
  },
  argv: (folder) => [
    ...["apply", join(EXCERPT, "input.csv"), join(folder, "difference.json")],
    ...["-q", "-o", join(folder, "out.xml")],
  ],
  files: ["out.xml"],
};

/** How a call goes wrong: the process ends before it or in the middle of it, or the call fails. */
export type Fault = "kill" | "half" | "ENOSPC" | "EIO" | "EACCES" | "EMFILE";

/** Holds what a run left. */
export interface Run {
  readonly status: number | null;
  readonly signal: string | null;
  readonly stderr: string;
  /** Contents by name, of the whole folder. */
  readonly files: ReadonlyMap<string, string>;
}

/** Runs scenarios in a folder of their own, with a fault at one of the calls that change it. */
export class FaultyDisk {
  readonly #folder: string;
  readonly #library: string;

  /** @param library - the compiled injector. */
  constructor(folder: string, library: string) {
    this.#folder = folder;
    this.#library = library;
  }

  /** Makes the folder as it is before, and gives its files. */
  reset({ prepare }: Scenario): ReadonlyMap<string, string> {
    rmSync(this.#folder, { recursive: true, force: true });
    mkdirSync(this.#folder);
    prepare(this.#folder);
    return this.#files();
  }

  run(scenario: Scenario, at = 0, fault: Fault = "kill"): Run {
    const how = fault === "kill" || fault === "half" ? fault : String(constants.errno[fault]);
    return this.#run(scenario, {
      LD_PRELOAD: this.#library,
      FAULT_FOLDER: `${this.#folder}/`,
      FAULT_AT: String(at),
      FAULT_HOW: how,
      FAULT_LOG: this.#log,
    });
  }

  /** Runs a scenario as it is, and kills it after so many milliseconds. */
  runFor(scenario: Scenario, milliseconds: number): Run {
    return this.#run(scenario, {}, milliseconds);
  }

  #run({ argv }: Scenario, env: NodeJS.ProcessEnv, timeout?: number): Run {
    const { status, signal, stderr } = spawnSync(
      process.execPath,
      [PORTOLAN, ...argv(this.#folder)],
      {
        encoding: "utf8",
        stdio: ["ignore", "pipe", "pipe"],
        killSignal: "SIGKILL",
        timeout,
        // What is spooled has no name, so that nothing of it can be left behind.
        env: { PATH: process.env.PATH, PORTOLAN_CACHE: `${this.#folder}-cache`, ...env },
      },
    );
    return { status, signal, stderr, files: this.#files() };
  }

  /** Names the calls that a scenario makes, in their order. */
  calls(scenario: Scenario): readonly string[] {
    rmSync(this.#log, { force: true });
    this.run(scenario);
    return existsSync(this.#log) ? readFileSync(this.#log, "utf8").trimEnd().split("\n") : [];
  }

  get #log(): string {
    return `${this.#folder}.log`;
  }

  #files(): ReadonlyMap<string, string> {
    return new Map(
      readdirSync(this.#folder).map((name) => [
        name,
        readFileSync(join(this.#folder, name), "latin1"),
      ]),
    );
  }
}
