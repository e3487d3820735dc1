import { execFileSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Running, start } from "./built-command.js";
import { type Behaviour, serve, type TestServer } from "./misbehaving-server.js";

const HEADER =
  "Service Name,Port Number,Transport Protocol,Description,Assignee,Contact,Registration Date,Modification Date,Reference,Service Code,Unauthorized Use Reported,Assignment Notes\n";
/** A registry of so many records, whose names begin as given. */
function registry(beginning: string, records: number): string {
  const row = (i: number): string =>
    `${beginning}-${i},${(i % 65_535) + 1},tcp,Service number ${i} of many,,,,,,,,\n`;
  return HEADER + Array.from({ length: records }, (_, i) => row(i)).join("");
}

/** As many records as the registry has, and some more. */
const AS_MANY_AS_IANA = 16_000;
/** Enough records that writing them takes a while. */
const MANY = 60_000;
/** Enough records that they are not held: more than 8 MiB. */
const LONG = 200_000;
const OLD = "previous\n";
const isRoot = process.getuid?.() === 0;

let folder: string;
let env: NodeJS.ProcessEnv;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "portolan-interrupted-"));
  env = { PATH: process.env.PATH, PORTOLAN_CACHE: join(folder, "cache") };
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Sends a signal as soon as a folder holds a file that something tells; whether it came to that. */
async function signalWhen(
  { process: child, ended }: Running,
  signal: NodeJS.Signals,
  isReached: () => boolean,
): Promise<boolean> {
  let isOver = false;
  ended.finally(() => {
    isOver = true;
  });
  while (!isOver) {
    if (isReached()) return child.kill(signal);
    await wait(0);
  }
  return false;
}

describe("Ctrl-C", () => {
  it.each([
    ["that was read", MANY, "out.json"],
    ["that is read at the same time", LONG, "out.xml"],
  ])(
    "while what is made of an input %s is written leaves no temporary file and the previous output",
    async (_what, records, name) => {
      const input = join(folder, "many.csv");
      writeFileSync(input, registry("many", records));
      writeFileSync(join(folder, name), OLD);
      const running = start(["convert", input, "-o", join(folder, name)], { env });
      const isWriting = (): boolean => readdirSync(folder).length > 2;
      expect(await signalWhen(running, "SIGINT", isWriting)).toBe(true);
      // A shell shows this end as exit code 130.
      expect(await running.ended).toEqual({ code: null, signal: "SIGINT", stdout: "", stderr: "" });
      expect(readdirSync(folder)).toEqual(["many.csv", name]);
      expect(readFileSync(join(folder, name), "utf8")).toBe(OLD);
    },
  );

  it("while input is awaited ends at once", async () => {
    const running = start(["convert", "--to", "json"], { env, stdio: "pipe" });
    running.process.stdin?.write(HEADER);
    await wait(500);
    running.process.kill("SIGINT");
    expect(await running.ended).toEqual({ code: null, signal: "SIGINT", stdout: "", stderr: "" });
  });
});

describe("sync", () => {
  const servers: TestServer[] = [];
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.close()));
  });

  async function syncFrom(behaviour: Behaviour): Promise<Running> {
    const server = await serve(behaviour);
    servers.push(server);
    return start(["sync", "--url", server.url], { env });
  }

  const send =
    (body: string): Behaviour =>
    (_request, response) =>
      response.writeHead(200).end(body);

  const lock = (): string => join(folder, "cache", "sync.lock");

  /** Names what is in the cache, but for the lock. */
  const cache = (): readonly string[] =>
    readdirSync(join(folder, "cache")).filter((name) => name !== basename(lock()));

  /** Tells whether a name is in the copy that is kept. */
  async function isKept(name: string): Promise<boolean> {
    const { code, stderr } = await start(["lookup", name], { env }).ended;
    expect(stderr).toMatch(/^Using the synced copy, \d+ records\.\n/);
    return code === 0;
  }

  /** Makes the lock of a killed run as old as it would be a while later. */
  function age(): void {
    utimesSync(lock(), 0, 0);
  }

  it("killed with -9 while it downloads, or writes, leaves the last good copy", async () => {
    const first = await syncFrom(send(registry("old", AS_MANY_AS_IANA)));
    expect((await first.ended).stderr).toBe(
      `Kept: registry of unknown date, ${AS_MANY_AS_IANA} records.\n`,
    );
    const kept = cache();

    let sent = 0;
    const fresh = registry("new", AS_MANY_AS_IANA);
    const drip: Behaviour = (_request, response) => {
      response.writeHead(200);
      const timer = setInterval(() => {
        response.write(fresh.slice(sent, sent + 1_000));
        sent += 1_000;
      }, 5);
      response.on("close", () => clearInterval(timer));
    };
    const downloading = await syncFrom(drip);
    expect(await signalWhen(downloading, "SIGKILL", () => sent > 50_000)).toBe(true);
    expect(await downloading.ended).toMatchObject({ signal: "SIGKILL" });
    const left = cache();
    expect(left, "beside what came of the new copy").toEqual(expect.arrayContaining([...kept]));
    expect(await isKept("old-1")).toBe(true);

    age();
    const writing = await syncFrom(send(fresh));
    const isWriting = (): boolean => cache().some((name) => !left.includes(name));
    expect(await signalWhen(writing, "SIGKILL", isWriting)).toBe(true);
    expect(await writing.ended).toMatchObject({ signal: "SIGKILL" });
    expect(await isKept("old-1")).toBe(true);

    age();
    const last = await syncFrom(send(fresh));
    expect((await last.ended).code).toBe(0);
    expect(await isKept("old-1")).toBe(false);
    // The copy before is kept, too.
    expect(cache(), "what the killed runs left is swept").toHaveLength(kept.length + 1);
  });

  it.skipIf(!isRoot)("on a full disk keeps the last good copy (needs root, to mount)", async () => {
    const disk = join(folder, "cache");
    mkdirSync(disk);
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", disk]);
    try {
      await (await syncFrom(send(registry("old", 9)))).ended;
      const kept = cache();
      const ran = await (await syncFrom(send(registry("new", 2_000)))).ended;
      expect(ran).toMatchObject({ code: 2, stdout: "" });
      expect(ran.stderr).toMatch(/^\S+ error source\/unwritable ENOSPC.+\n$/);
      expect(cache()).toEqual(kept);
      expect(await isKept("old-1")).toBe(true);
    } finally {
      execFileSync("umount", [disk]);
    }
  });

  it("ended with Ctrl-C leaves no lock: the next one works at once", async () => {
    const silent = await syncFrom(() => {});
    expect(await signalWhen(silent, "SIGINT", () => servers[0]?.requests.length === 1)).toBe(true);
    expect(await silent.ended).toEqual({ code: null, signal: "SIGINT", stdout: "", stderr: "" });
    const next = await syncFrom(send(registry("new", 3)));
    expect(await next.ended).toMatchObject({
      code: 0,
      stderr: "Kept: registry of unknown date, 3 records.\n",
    });
  });
});
