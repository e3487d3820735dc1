import {
  chmodSync,
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { keepIndex, keptIndex, type SnapshotInfo, SnapshotStore } from "@portolan/source";
import * as fc from "fast-check";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { start } from "./built-command.js";
import { serve, type TestServer } from "./misbehaving-server.js";
import { portolan, type Ran } from "./run-portolan.js";

const MAKER = "test 1.0.0";
const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;
const EXCERPT = fileURLToPath(new URL("../fixtures/excerpt/input.xml", import.meta.url));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "portolan-index-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Gives the files of a folder whose names begin so. */
function filesOf(place: string, beginning: string): readonly string[] {
  const names = readdirSync(place).filter((name) => name.startsWith(beginning));
  return names.map((name) => join(place, name));
}

function onlyFileOf(place: string, beginning: string): string {
  const [path = "", ...others] = filesOf(place, beginning);
  expect(others).toEqual([]);
  return path;
}

/** Any damage to a file: cut off, or one bit turned over. */
const damage: fc.Arbitrary<(bytes: Uint8Array) => Uint8Array> = fc
  .tuple(fc.boolean(), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), fc.nat(7))
  .map(([isCut, part, bit]) => (bytes) => {
    const at = Math.floor(part * bytes.length);
    return isCut
      ? bytes.slice(0, at)
      : bytes.map((byte, i) => (i === at ? byte ^ (1 << bit) : byte));
  });

describe("an index kept with a copy", () => {
  let store: SnapshotStore;
  let copy: SnapshotInfo;
  beforeEach(async () => {
    store = new SnapshotStore(folder);
    copy = await keepCopy("one");
  });

  function keepCopy(text: string): Promise<SnapshotInfo> {
    const about = { url: "https://registry.example/", records: 1, validators: {} };
    return store.keep(new TextEncoder().encode(text), about);
  }

  const keep = (bytes: Uint8Array) => keepIndex(store, copy, MAKER, () => bytes);
  const given = async () => (await keptIndex(store, copy, MAKER))?.bytes;

  it("is given as it was kept, at a place where numbers can be read", async () => {
    expect(await given()).toBeUndefined();
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        await keep(bytes);
        const found = await given();
        expect(found).toEqual(Buffer.from(bytes));
        expect((found?.byteOffset ?? 1) % 8).toBe(0);
      }),
    );
  });

  it("is not given once it is cut off or changed anywhere", async () => {
    const { path } = await keep(new TextEncoder().encode("what was made"));
    const whole = readFileSync(path);
    await fc.assert(
      fc.asyncProperty(damage, async (harm) => {
        writeFileSync(path, harm(whole));
        expect(await given()).toBeUndefined();
      }),
    );
    writeFileSync(path, Buffer.concat([whole, Buffer.of(0)]));
    expect(await given()).toBeUndefined();
    writeFileSync(path, whole);
    expect(await given()).toBeDefined();
  });

  it("is given to its maker only, and for its copy only", async () => {
    const { path } = await keep(Uint8Array.of(1));
    expect(await keptIndex(store, copy, "test 1.0.1")).toBeUndefined();
    const other = {
      ...copy,
      sha256: copy.sha256.replace(/^./, (digit) => (digit === "0" ? "1" : "0")),
    };
    copyFileSync(path, path.replace(copy.sha256, other.sha256));
    expect(await keptIndex(store, other, MAKER)).toBeUndefined();
  });

  it("goes with its copy, with what an interrupted write left", async () => {
    const { path } = await keep(Uint8Array.of(1));
    writeFileSync(`${path}.12345`, "half");
    await keepCopy("one");
    expect(filesOf(folder, "index-")).toEqual([path]);
    copy = await keepCopy("two");
    expect(filesOf(folder, "index-")).toEqual([]);
    expect(await given()).toBeUndefined();
  });

  it("is not made where it cannot be kept", async () => {
    store = new SnapshotStore(join(folder, "nosuch"));
    const kept = keepIndex(store, copy, MAKER, () => expect.fail("it was made"));
    await expect(kept).rejects.toMatchObject({ code: "source/not-found" });
  });

  it("a copy that is replaced while it is read is no error", async () => {
    const texts = ["one", "two"];
    let isDone = false;
    const replacing = (async () => {
      for (let i = 0; i < 40; i++) await keepCopy(texts[i % 2] ?? "");
      isDone = true;
    })();
    while (!isDone) {
      const found = await store.current();
      expect(texts).toContain(Buffer.from(found?.bytes ?? []).toString());
    }
    await replacing;
  });
});

describe("lookup with a synced copy", () => {
  /** Questions of every kind, found and not. */
  const QUESTIONS: readonly (readonly string[])[] = [
    ["443", "443/tcp", "https", "HTTPS", "6010", "6000-6063", "_ipp._tcp", "www", "htps", "50000"],
    ["443/sctp", "nosuchname", "70000", ""],
    ["80", "x11", "htps", "--json"],
    ["--next-free"],
    ["--next-free", "--class", "system", "--protocol", "dccp", "--count", "2", "--json"],
  ];
  const NAMES = ["names", "ht"];

  let body: string;
  let server: TestServer;
  beforeAll(async () => {
    server = await serve((request, response) => {
      const etag = `"${body.length}"`;
      if (request.headers["if-none-match"] === etag) response.writeHead(304).end();
      else response.writeHead(200, { etag }).end(body);
    });
  });
  afterAll(() => server.close());
  beforeEach(() => {
    body = readFileSync(EXCERPT, "utf8");
  });

  const env = () => ({ PORTOLAN_CACHE: folder });
  const sync = (): Promise<Ran> => portolan(["sync", "--url", server.url, "-v"], { env: env() });
  const ask = (argv: readonly string[]): Promise<Ran> =>
    portolan(["lookup", ...argv], { env: env() });
  const indexFile = (): string => onlyFileOf(folder, "index-");

  /** Asks everything of the synced copy, and of the file it is a copy of. */
  async function expectRightAnswers(): Promise<void> {
    const file = join(folder, "asked.xml");
    writeFileSync(file, body);
    for (const question of QUESTIONS) {
      const { exitCode, stdout } = await portolan(["lookup", ...question, "-r", file]);
      expect(await ask([...question, "-q"])).toEqual({ exitCode, stdout, stderr: "" });
    }
    expect((await portolan(NAMES, { env: env() })).stdout).toMatch(/^http\n(?:.+\n)+$/);
  }

  it("reads the index that sync made, and says so", async () => {
    const path = (await sync()).stderr.match(/^Kept an index of the synced copy in (.+)\.$/m)?.[1];
    expect(path).toBe(indexFile());
    const ran = await ask(["443/tcp", "-v"]);
    expect(ran.stderr).toMatch(/^Using the synced copy of .+\nRead (?:.+) as its index\.\n$/);
    await expectRightAnswers();
  });

  it("makes the index where it is missing; sync too, of a copy that is up to date", async () => {
    await sync();
    const made = readFileSync(indexFile());
    for (const act of [() => ask(["443"]), () => portolan(NAMES, { env: env() }), sync]) {
      rmSync(indexFile());
      await act();
      expect(readFileSync(indexFile()).equals(made)).toBe(true);
    }
    expect((await sync()).stderr).not.toContain("index");
    rmSync(indexFile());
    const rans = await Promise.all(Array.from({ length: 5 }, () => ask(["443"])));
    for (const ran of rans) expect(ran).toEqual(rans[0]);
    expect(readFileSync(indexFile()).equals(made)).toBe(true);
  });

  it("answers right, and makes the index anew, where it was damaged", async () => {
    await sync();
    const path = indexFile();
    const whole = readFileSync(path);
    const { stdout } = await ask(QUESTIONS[0] ?? []);
    await fc.assert(
      fc.asyncProperty(damage, async (harm) => {
        writeFileSync(path, harm(whole));
        expect((await ask(QUESTIONS[0] ?? [])).stdout).toBe(stdout);
        expect(readFileSync(path).equals(whole)).toBe(true);
      }),
      { numRuns: 20 },
    );
  });

  it("makes an index of another version of the command anew", async () => {
    await sync();
    const whole = readFileSync(indexFile());
    const other = Buffer.from(whole);
    other.write("portolan 9", whole.indexOf("portolan 0"));
    writeFileSync(indexFile(), other);
    await expectRightAnswers();
    expect(readFileSync(indexFile()).equals(whole)).toBe(true);
  });

  it("never answers from the index of an older copy", async () => {
    await sync();
    const old = readFileSync(indexFile());
    body = body.replaceAll("<name>https</name>", "<name>renamed</name>");
    await sync();
    await expectRightAnswers();
    expect((await ask(["443/tcp"])).stdout).toMatch(/^renamed 443\/tcp\n/);
    writeFileSync(indexFile(), old);
    await expectRightAnswers();
  });

  it("answers what was synced, whatever became of the copy since", async () => {
    await sync();
    truncateSync(onlyFileOf(folder, "registry-"), 1000);
    await expectRightAnswers();
    rmSync(indexFile());
    expect(await ask(["443"])).toMatchObject({ exitCode: 2, stdout: "" });
  });

  it("does without an index where nothing may be written", async () => {
    await sync();
    rmSync(indexFile());
    chmodSync(folder, 0o555);
    const user = isRoot ? { uid: NOBODY, gid: NOBODY } : {};
    const { ended } = start(["lookup", "443/tcp", "-v"], {
      env: { PATH: process.env.PATH, ...env() },
      ...user,
    });
    const ran = await ended;
    chmodSync(folder, 0o755);
    expect(ran).toMatchObject({ code: 0, stdout: (await ask(["443/tcp"])).stdout });
    expect(ran.stderr).toMatch(
      /\nRead .+ as xml\.\n(?:It is .+\n)?Kept no index of the synced copy in .+: You have no permission\.\n$/,
    );
  });

  it("answers while sync replaces the copy", async () => {
    await sync();
    const { stdout } = await ask(["80/tcp"]);
    let isDone = false;
    const syncing = (async () => {
      for (let i = 0; i < 8; i++) {
        body += "\n";
        expect((await sync()).exitCode).toBe(0);
      }
      isDone = true;
    })();
    while (!isDone) expect((await ask(["80/tcp"])).stdout).toBe(stdout);
    await syncing;
  });
});
