import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { constants, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { needsBuild, PORTOLAN } from "./built-command.js";
import { APPLYING, type Fault, FaultyDisk, SCENARIOS, type Scenario } from "./faults/scenarios.js";
import { Random } from "./fuzz/random.js";
import { hasProgram, present } from "./has-program.js";
import { portolan } from "./run-portolan.js";

// At every call that changes a folder a run is killed, or the disk fails: with PORTOLAN_FAULTS=all at each
// call with each fault, else with one at each. Where there are many calls, some are chosen.

const TRIES_ALL = process.env.PORTOLAN_FAULTS === "all";
const KILLS: readonly Fault[] = ["kill", "half"];
const FAILURES: readonly Fault[] = ["ENOSPC", "EIO", "EACCES", "EMFILE"];

const folder = mkdtempSync(join(tmpdir(), "portolan-faults-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The injector; undefined where it cannot be compiled, or the system has no such thing. */
const library = ((): string | undefined => {
  if (process.platform !== "linux" || !hasProgram("gcc")) return undefined;
  const source = fileURLToPath(new URL("faults/injector.c", import.meta.url));
  const out = join(folder, "injector.so");
  const { status } = spawnSync("gcc", ["-shared", "-fPIC", "-O1", "-o", out, source, "-ldl"]);
  return present(status === 0, "gcc that works") ? out : undefined;
})();

/** Chooses from so many calls: all, or some with the first and the last among them. */
function chosen(calls: number, usually = calls): readonly number[] {
  const most = TRIES_ALL ? 4 * usually : usually;
  if (calls <= most) return Array.from({ length: calls }, (_, i) => i + 1);
  return Array.from({ length: most }, (_, i) => 1 + Math.round((i * (calls - 1)) / (most - 1)));
}

/** Expects of each file that it is the old or the new one, whole. */
function expectWhole(
  { files }: Scenario,
  found: ReadonlyMap<string, string>,
  old: ReadonlyMap<string, string>,
  fresh: ReadonlyMap<string, string>,
): void {
  for (const name of files)
    expect([old.get(name), fresh.get(name)], name).toContain(found.get(name));
}

/** A copy in a cache of its own, which sync replaces. */
const syncing = (() => {
  const cache = join(folder, "cache");
  const kept = join(folder, "kept");
  const fresh = join(folder, "fresh.csv");
  const old = fileURLToPath(new URL("../fixtures/excerpt/input.csv", import.meta.url));
  const csv = readFileSync(old, "utf8").replace("\nhttp,80,tcp", "\nfresh-name,80,tcp");
  writeFileSync(fresh, csv);
  const run = (argv: readonly string[], env: NodeJS.ProcessEnv = {}, timeout?: number) =>
    spawnSync(process.execPath, [PORTOLAN, ...argv], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
      killSignal: "SIGKILL",
      timeout,
      env: { PATH: process.env.PATH, PORTOLAN_CACHE: cache, ...env },
    });
  return {
    cache,
    prepare: (): void => {
      rmSync(cache, { recursive: true, force: true });
      if (!existsSync(kept)) {
        expect(run(["sync", old]).status).toBe(0);
        cpSync(cache, kept, { recursive: true, preserveTimestamps: true });
      }
      cpSync(kept, cache, { recursive: true, preserveTimestamps: true });
    },
    sync: (env: NodeJS.ProcessEnv = {}, timeout?: number) =>
      run(["sync", fresh, "--force"], env, timeout),
    /** Tells which copy answers; nothing is killed here, so it takes no process of its own. */
    answering: async (): Promise<string> => {
      const env = { PORTOLAN_CACHE: cache };
      const { exitCode, stdout, stderr } = await portolan(["lookup", "80/tcp", "--json"], { env });
      expect({ exitCode, stderr }).toEqual({
        exitCode: 0,
        stderr: "Using the synced copy, 345 records.\n",
      });
      return stdout.includes("fresh-name") ? "new" : "old";
    },
    /** Syncs after a run that did not end, and expects that nothing of that one is left. */
    syncAgain: async (): Promise<void> => {
      // A lock that nobody holds any more is taken over after a while.
      const lock = join(cache, "sync.lock");
      if (existsSync(lock)) utimesSync(lock, 0, 0);
      const env = { PORTOLAN_CACHE: cache };
      expect((await portolan(["sync", fresh, "--force"], { env })).exitCode).toBe(0);
      expect(await syncing.answering()).toBe("new");
      expect(
        readdirSync(cache).filter((name) => !/^(?:registry|index)-|^current/.test(name)),
      ).toEqual([]);
    },
  };
})();

describe.skipIf(library === undefined)("a fault at a call (needs gcc, Linux)", () => {
  const disk = new FaultyDisk(join(folder, "disk"), library ?? "");
  const counts = { kills: 0, failures: 0 };
  afterAll(() => {
    console.log(`faults injected: ${counts.kills} kills, ${counts.failures} failures of the disk`);
  });

  it.each(SCENARIOS)(
    "$what: old or new, and nothing else is left",
    (scenario) => {
      needsBuild();
      disk.reset(scenario);
      const calls = disk.calls(scenario);
      expect(calls).toEqual(expect.arrayContaining(["open", "write", "fsync", "rename"]));
      const old = disk.reset(scenario);
      const clean = disk.run(scenario);
      expect(clean).toMatchObject({ status: 0, signal: null });
      for (const name of scenario.files) expect(clean.files.get(name)).not.toBe(old.get(name));
      if (scenario.what === "convert more than is held")
        expect(clean.files.get("out.jsonl")?.length).toBeGreaterThan(8 << 20);
      expect([...clean.files.keys()]).toEqual([...old.keys()]);

      for (const [turn, at] of chosen(calls.length, scenario.most).entries()) {
        // A call that is no write has no middle.
        const kills = KILLS.filter((fault) => fault !== "half" || calls[at - 1] === "write");
        for (const fault of TRIES_ALL ? kills : turn % 2 === 0 ? kills.slice(-1) : []) {
          disk.reset(scenario);
          const killed = disk.run(scenario, at, fault);
          counts.kills++;
          expect(killed.signal).toBe("SIGKILL");
          expectWhole(scenario, killed.files, old, clean.files);
          // The next run works, and sweeps away what the killed one left.
          const next = disk.run(scenario);
          expect(next.status, next.stderr).toBe(0);
          expect(next.files).toEqual(clean.files);
        }
        const failure = FAILURES[(turn >> 1) % FAILURES.length] as Fault;
        for (const fault of TRIES_ALL ? FAILURES : turn % 2 === 1 ? [failure] : []) {
          disk.reset(scenario);
          const failed = disk.run(scenario, at, fault);
          counts.failures++;
          const place = `${fault} at ${calls[at - 1]} ${at}`;
          expect(failed.stderr, place).not.toMatch(/^ {4}at |a bug/m);
          expectWhole(scenario, failed.files, old, clean.files);
          expect([...failed.files.keys()], place).toEqual([...old.keys()]);
          // Only what may be missing without harm may fail without a word.
          if (failed.status === 0) expect(failed.files, place).toEqual(clean.files);
          else expect(failed).toMatchObject({ status: 2, stderr: expect.stringMatching(/^.+\n$/) });
        }
      }
    },
    1_200_000,
  );

  it("sync: the copy is the old or the new one, and can be asked", async () => {
    const { prepare, sync, answering, syncAgain } = syncing;
    const log = join(folder, "sync.log");
    const faulty = (at: number, how: string) =>
      sync({
        ...{ LD_PRELOAD: library, FAULT_FOLDER: syncing.cache, FAULT_LOG: log },
        ...{ FAULT_AT: String(at), FAULT_HOW: how },
      });
    prepare();
    faulty(0, "kill");
    expect(await answering()).toBe("new");
    const calls = readFileSync(log, "utf8").trimEnd().split("\n");
    const seen = new Set<string>();
    for (let at = 1; at <= calls.length; at++) {
      for (const how of ["kill", String(constants.errno.ENOSPC)]) {
        if (!TRIES_ALL && (at % 2 === 0) === (how === "kill")) continue;
        prepare();
        const { status, signal, stderr } = faulty(at, how);
        counts[how === "kill" ? "kills" : "failures"]++;
        if (how === "kill") expect(signal).toBe("SIGKILL");
        else expect(stderr, calls[at - 1]).not.toMatch(/^ {4}at |a bug/m);
        const copy = await answering();
        seen.add(copy);
        if (status === 0) expect(copy).toBe("new");
        await syncAgain();
      }
    }
    expect([...seen].sort()).toEqual(["new", "old"]);
  }, 1_200_000);
});

describe.skipIf(process.platform === "win32")("a kill at any time", () => {
  const disk = new FaultyDisk(join(folder, "killed"), "");
  const random = new Random(process.env.PORTOLAN_SEED ?? 6335, "kills");
  const kills =
    process.env.PORTOLAN_FAULTS === "kills" ? Number(process.env.PORTOLAN_KILLS ?? 500) : 3;
  // Each in turn, and the copy that sync replaces.
  const share = SCENARIOS.length + 2;
  const counts = { "too late": 0, "before writing": 0, "while writing": 0, "after writing": 0 };
  afterAll(() => console.log(`killed at any time: ${JSON.stringify(counts)}`));

  /** Chooses a time within a run; half of them are in its last third, where it writes. */
  const timeIn = (took: number): number =>
    Math.ceil(took * (random.below(2) === 0 ? random.next() : 0.66 + 0.4 * random.next()));

  it("leaves the old files or the new ones, and the next run nothing else", () => {
    needsBuild();
    for (const [place, scenario] of [...SCENARIOS, APPLYING].slice(0, kills).entries()) {
      const old = disk.reset(scenario);
      const begin = performance.now();
      const clean = disk.runFor(scenario, 600_000);
      const took = performance.now() - begin;
      expect(clean).toMatchObject({ status: 0, signal: null });
      // The others are of the copy that sync replaces.
      const share = SCENARIOS.length + 2;
      for (let i = place; i < kills; i += share) {
        disk.reset(scenario);
        const killed = disk.runFor(scenario, timeIn(took));
        expectWhole(scenario, killed.files, old, clean.files);
        if (killed.signal === null) expect(killed).toEqual(clean);
        const isNew = scenario.files.every(
          (name) => killed.files.get(name) === clean.files.get(name),
        );
        const isOld = scenario.files.every((name) => killed.files.get(name) === old.get(name));
        if (killed.signal === null) counts["too late"]++;
        else if (killed.files.size > old.size || !(isNew || isOld)) counts["while writing"]++;
        else counts[isNew ? "after writing" : "before writing"]++;
        const next = disk.runFor(scenario, 600_000);
        expect(next.status, next.stderr).toBe(0);
        expect(next.files).toEqual(clean.files);
      }
    }
  }, 3_600_000);

  it.skipIf(kills < share)(
    "leaves the old copy or the new one, which can be asked, and the next sync nothing else",
    async () => {
      const { prepare, sync, answering, syncAgain, cache } = syncing;
      prepare();
      const before = readdirSync(cache).length;
      const begin = performance.now();
      sync();
      const took = performance.now() - begin;
      for (let i = share - 1; i < kills; i += share) {
        prepare();
        const { status } = sync({}, timeIn(took));
        const left = readdirSync(cache).length;
        const copy = await answering();
        if (status === 0) counts["too late"]++;
        else if (left > before) counts["while writing"]++;
        else counts[copy === "new" ? "after writing" : "before writing"]++;
        if (status === 0) expect(copy).toBe("new");
        await syncAgain();
      }
    },
    3_600_000,
  );
});
