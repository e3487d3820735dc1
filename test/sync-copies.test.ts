import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRegistry, type Registry, type ServiceRecord, toXml } from "portolan";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { serve, type TestServer } from "./misbehaving-server.js";
import { portolan, type Ran } from "./run-portolan.js";

/** Makes a state of the registry with so many services. */
function stateOf(updated: string, services: number, changes: Partial<Registry> = {}): Registry {
  const records = Array.from(
    { length: services },
    (_, i): ServiceRecord => ({
      name: `svc-${i}`,
      port: 1000 + i,
      protocol: "tcp",
      contacts: ["Ann"],
      references: [],
    }),
  );
  return createRegistry({
    id: "service-names-port-numbers",
    title: "Service Names",
    updated,
    records,
    people: [{ id: "Ann", name: "Ann", uris: [] }],
    ...changes,
  });
}

let folder: string;
let server: TestServer;
let published: string;
let env: Record<string, string>;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "portolan-copies-"));
  env = { PORTOLAN_CACHE: join(folder, "cache") };
  server = await serve((_request, response) => response.writeHead(200).end(published));
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const publish = (registry: Registry): void => {
  published = toXml(registry);
};
const run = (...argv: readonly string[]): Promise<Ran> => portolan(argv, { env });
const sync = (...options: readonly string[]): Promise<Ran> =>
  run("sync", "--url", server.url, ...options);

describe("sync and diff alone, week after week", () => {
  it("tell what is new, and refuse to go back", async () => {
    publish(stateOf("2025-01-01", 200));
    expect((await sync()).stderr).toBe("Kept: registry of 2025-01-01, 200 records.\n");
    expect(await run("diff")).toMatchObject({ exitCode: 2, stdout: "" });

    publish(stateOf("2025-02-01", 203));
    const second = await sync();
    expect(second.exitCode).toBe(0);
    expect(second.stderr).toMatch(
      /^Kept: registry of 2025-02-01, 203 records\.\nSince 2025-01-01: 3 .+\.\n.*portolan diff shows them all\.\n$/,
    );
    const difference = await run("diff");
    expect(difference.exitCode).toBe(1);
    expect(difference.stdout).toContain("svc-202");
    expect(difference.stderr).toContain("Comparing with the copy before of 2025-01-01.");
    expect((await run("diff")).stdout).toBe(difference.stdout);
    expect((await sync()).stderr).toMatch(/^Up to date: /);
    expect((await run("diff")).stdout).toBe(difference.stdout);

    publish(stateOf("2025-01-01", 200));
    const back = await sync();
    expect(back).toMatchObject({ exitCode: 2, stdout: "" });
    expect(back.stderr).toMatch(
      /is of 2025-01-01, older than the last copy, which is of 2025-02-01; --force/,
    );
    expect((await run("stats")).stderr).toContain("2025-02-01, 203 records");

    publish(stateOf("2025-03-01", 204));
    await sync();
    expect((await run("diff")).stderr).toContain("copy before of 2025-02-01");
    expect((await run("diff", "--json")).exitCode).toBe(1);
  });
});

describe("what does not look like the registry is kept with --force only", () => {
  const state = stateOf("2025-05-01", 200);
  const one = state.records[0] as ServiceRecord;
  it.each<[string, Registry, RegExp]>([
    [
      "another registry",
      { ...state, id: "enterprise-numbers" },
      /is the registry “enterprise-numbers”/,
    ],
    ["a first copy of one record", { ...state, records: [one] }, /has only 1 record/],
    ["one name, again and again", { ...state, records: Array(200).fill(one) }, /repeats itself/],
    ["no people", { ...state, people: [] }, /names no people/],
  ])("%s", async (_what, registry, message) => {
    publish(registry);
    const refused = await sync();
    expect(refused).toMatchObject({ exitCode: 2, stdout: "" });
    expect(refused.stderr).toMatch(message);
    expect(
      readdirSync(env.PORTOLAN_CACHE ?? "").filter((name) => name.startsWith("registry")),
    ).toEqual([]);
    expect((await sync("--force")).exitCode).toBe(0);
  });

  it("far fewer records than before", async () => {
    publish(state);
    await sync();
    publish(stateOf("2025-06-01", 170));
    expect((await sync()).stderr).toMatch(/has 170 records, the last copy had 200; --force/);
    expect((await sync("--force")).exitCode).toBe(0);
  });
});

describe("as much as is believed, and one more or less", () => {
  const rows = (count: number, name: (i: number) => string): string =>
    `Service Name,Port Number,Transport Protocol\n${Array.from({ length: count }, (_, i) => `${name(i)},${1 + (i % 60_000)},tcp\n`).join("")}`;
  const list = (count: number): string => rows(count, (i) => `n${i}`);
  const ofIana = (services: number): string => toXml(stateOf("2025-05-01", services));
  /** Rows of which so many have the name, port and protocol of the first. */
  const repeating = (count: number, same: number): string =>
    list(count - same) + "n0,1,tcp\n".repeat(same);
  /** Nine columns are missing, which are problems too. */
  const odd = (count: number): string => list(2000) + "x,7,odd\n".repeat(count);

  it.each<[what: string, kept: string, refused: string, because: RegExp]>([
    ["records of the registry", ofIana(100), ofIana(99), /has only 99 records;/],
    ["records of a list", list(2), list(1), /has only 1 record;/],
    ["records that are told apart", repeating(20, 10), repeating(19, 10), /repeats itself/],
    ["problems", odd(991), odd(992), /more than 1000 problems/],
    ["records", list(50_000), list(50_001), /more than 50000 records and people/],
  ])("%s", async (_what, kept, refused, because) => {
    published = refused;
    const ran = await sync();
    expect(ran.stderr).toMatch(because);
    expect(ran.exitCode).toBe(2);
    published = kept;
    expect(await sync()).toMatchObject({ exitCode: 0 });
  });

  it("records, beside the last copy", async () => {
    publish(stateOf("2025-05-01", 200));
    await sync();
    publish(stateOf("2025-05-01", 179));
    expect((await sync()).stderr).toMatch(/has 179 records, the last copy had 200/);
    publish(stateOf("2025-05-01", 180));
    expect((await sync()).exitCode).toBe(0);
    publish(stateOf("2025-04-30", 180));
    expect((await sync()).stderr).toMatch(/is of 2025-04-30, older than the last copy/);
  });
});

describe("a file that one has", () => {
  it("is kept by its name, or as a URL", async () => {
    const path = join(folder, "my registry.xml");
    writeFileSync(path, toXml(stateOf("2025-05-01", 200)));
    expect((await run("sync", path)).stderr).toBe("Kept: registry of 2025-05-01, 200 records.\n");
    const { exitCode } = await run("sync", "--url", new URL(`file://${encodeURI(path)}`).href);
    expect(exitCode).toBe(0);
    expect((await run("lookup", "svc-1")).stderr).toMatch(
      /^Using the synced copy of 2025-05-01, 200 records\.\n/,
    );
    expect(await run("sync", join(folder, "none.xml"))).toMatchObject({ exitCode: 2 });
    expect(await run("sync", path, "--url", server.url)).toMatchObject({ exitCode: 2 });
  });
});

describe("--frozen", () => {
  it("that finds another registry says how to stay with one", async () => {
    const lock = join(folder, "lock.json");
    publish(stateOf("2025-05-01", 200));
    await sync("--lock", lock);
    publish(stateOf("2025-06-01", 201));
    env = { PORTOLAN_CACHE: join(folder, "other") };
    const ran = await sync("--lock", lock, "--frozen");
    expect(ran).toMatchObject({ exitCode: 1, stdout: "" });
    expect(ran.stderr).toMatch(/keep its file in your repository.+portolan sync FILE/);
    const path = join(folder, "pinned.xml");
    writeFileSync(path, toXml(stateOf("2025-05-01", 200)));
    expect((await run("sync", path, "--lock", lock, "--frozen")).exitCode).toBe(0);
  });

  it("--json tells the result as data", async () => {
    publish(stateOf("2025-05-01", 200));
    const ran = await sync("--json");
    expect(ran.stderr).toBe("");
    expect(JSON.parse(ran.stdout)).toMatchObject({
      outcome: "updated",
      info: { url: server.url, updated: "2025-05-01", records: 200 },
    });
    expect(readFileSync(join(env.PORTOLAN_CACHE ?? "", "current.json"), "utf8")).toContain(
      JSON.parse(ran.stdout).info.sha256,
    );
  });
});
