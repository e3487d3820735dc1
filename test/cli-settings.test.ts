import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { run } from "portolan";
import { afterAll, describe, expect, it } from "vitest";
import { serve } from "./misbehaving-server.js";
import { portolan, type RunOptions } from "./run-portolan.js";

const HEADER =
  "Service Name,Port Number,Transport Protocol,Description,Assignee,Contact,Registration Date,Modification Date,Reference,Service Code,Unauthorized Use Reported,Assignment Notes";
/** A registry with one warning for each of so many rows: their names break RFC 6335. */
const odd = (rows: number): string =>
  [HEADER, ...Array.from({ length: rows }, (_, i) => `a_${i},${i + 1},tcp,,,,,,,,,`), ""].join(
    "\n",
  );

const folder = mkdtempSync(join(tmpdir(), "portolan-settings-"));
const registry = join(folder, "odd.csv");
writeFileSync(registry, odd(9));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ESCAPE = "\u001B[";

describe("colour", () => {
  const isColored = async (argv: readonly string[], options: RunOptions): Promise<boolean> =>
    (await portolan(["lookup", "a_1", "-r", registry, ...argv], options)).stdout.includes(ESCAPE);

  it.each<[expected: boolean, argv: string[], options: RunOptions]>([
    [true, [], { terminal: 80 }],
    [false, [], {}],
    [false, [], { terminal: 80, env: { NO_COLOR: "1" } }],
    [true, [], { terminal: 80, env: { NO_COLOR: "" } }],
    [false, [], { terminal: 80, env: { TERM: "dumb" } }],
    [true, [], { env: { FORCE_COLOR: "1" } }],
    [true, [], { env: { FORCE_COLOR: "1", NO_COLOR: "1" } }],
    [false, [], { terminal: 80, env: { FORCE_COLOR: "0" } }],
    [true, ["--color", "always"], { env: { NO_COLOR: "1" } }],
    [false, ["--color", "never"], { terminal: 80, env: { FORCE_COLOR: "1" } }],
    [true, ["--color=auto"], { terminal: 80 }],
  ])("is %s for %j %j", async (expected, argv, options) => {
    expect(await isColored(argv, options)).toBe(expected);
  });

  it.each([
    ["lookup", "a_1", "-r", registry],
    ["search", "a_1", "-r", registry],
    ["lint", registry],
    ["diff", registry, "-"],
  ])("is asked for with every command: %s", async (...argv) => {
    const stdin = odd(8);
    for (const color of [
      ["--color", "always", ...argv],
      [...argv, "--color", "always"],
    ])
      expect((await portolan(color, { stdin })).stdout).toContain(ESCAPE);
    expect((await portolan(argv, { stdin })).stdout).not.toContain(ESCAPE);
  });
});

describe("--quiet", () => {
  it("leaves out what is said of the registry at hand, unless it is the excerpt", async () => {
    const env = { PORTOLAN_REGISTRY: registry };
    expect((await portolan(["lookup", "http"], { env })).stderr).toMatch(/^Using the registry of/);
    for (const argv of [
      ["lookup", "http"],
      ["search", "http"],
      ["lookup", "nosuch"],
    ]) {
      const quiet = [...argv, "--quiet"];
      expect((await portolan(quiet, { env })).stderr, argv.join(" ")).toBe("");
      expect((await portolan(quiet)).stderr, argv.join(" ")).toMatch(/^Using the excerpt.+\n$/);
    }
  });

  it("leaves out warnings, and with lint counts errors only", async () => {
    expect(await portolan(["lint", registry, "-q"])).toEqual({
      exitCode: 0,
      stdout: "",
      stderr: "",
    });
    expect(await portolan(["-q", "diff", registry, "-"], { stdin: odd(1) })).toEqual({
      exitCode: 1,
      stdout: "",
      stderr: "",
    });
  });
});

describe("--verbose", () => {
  it("shows every problem on a terminal; without it the first of each code", async () => {
    const terminal = { terminal: 80, env: { NO_COLOR: "1" } };
    const few = await portolan(["lint", registry], terminal);
    expect(few.stdout).toMatch(/^lint\/name-invalid \(9\)$/m);
    expect(few.stdout.match(/^ {2}\d+:\d+ .*/gm)).toHaveLength(5);
    expect(few.stdout).toMatch(
      /^ {2}… and 4 more; --rule lint\/name-invalid --verbose shows all\.$/m,
    );
    const all = await portolan(["lint", registry, "-v"], terminal);
    expect(all.stdout.match(/^ {2}\d+:\d+ .*/gm)).toHaveLength(9);
  });

  it("says what was read", async () => {
    const { stderr } = await portolan(["stats", registry, "-v"]);
    expect(stderr).toMatch(
      /^Read .+odd\.csv as csv, 9 records\.\nIt is csv in utf-8: it has .+\.\n$/,
    );
    const asked = await portolan(["stats", registry, "-v", "-f", "csv"]);
    expect(asked.stderr).toContain("It is csv in utf-8: that was asked for.");
  });
});

describe("what was wrong with a registry", () => {
  const flawed = join(folder, "flawed");
  const rows = Array.from({ length: 7 }, (_, i) => `lost${i} ${i}\n`).join("");
  // Most lines must be of the form, or the text is refused as a whole.
  const good = Array.from({ length: 19 }, (_, i) => `good${i} ${1000 + i}/tcp\n`).join("");
  writeFileSync(flawed, `http 80/tcp\n${rows}${good}`);

  it.each([
    ["diff", flawed, flawed],
    ["services", "export", "nmap", flawed],
    ["services", "audit", registry, "-r", flawed],
  ])("is shown where something is made of it: %s", async (...argv) => {
    const { stderr } = await portolan(argv);
    expect(stderr).toContain(`${flawed}:2:7 warning services/port-without-protocol `);
    expect(stderr).toContain("\n… and 2 more services/port-without-protocol; --verbose shows all.");
    const all = await portolan([...argv, "-v"]);
    expect(all.stderr).toContain(`${flawed}:8:7 warning services/port-without-protocol `);
    expect((await portolan([...argv, "-q"])).stderr).toBe("");
  });

  it.each([
    ["lookup", "http", "-r", flawed],
    ["lookup", "http", "--json", "-r", flawed],
    ["search", "http", "-r", flawed],
    ["stats", flawed],
  ])("is counted where it is only asked: %s", async (...argv) => {
    expect(await portolan(argv)).toMatchObject({
      exitCode: 0,
      stderr: `Read ${flawed} with 7 warnings; portolan lint shows them.\n`,
    });
    const all = await portolan([...argv, "-v"]);
    expect(all.stderr).toContain(`${flawed}:8:7 warning services/port-without-protocol `);
    expect((await portolan([...argv, "-q"])).stderr).toBe("");
  });

  it("is told by sync, and not by every question after it", async () => {
    const server = await serve((_request, response) =>
      response.writeHead(200).end(readFileSync(flawed)),
    );
    const env = { PORTOLAN_CACHE: join(folder, "cache") };
    try {
      const synced = await portolan(["sync", "--url", server.url, "--force"], { env });
      expect(synced).toMatchObject({ exitCode: 0 });
      expect(synced.stderr).toContain("registry.xml:2:7 warning services/port-without-protocol ");
      for (const argv of [["lookup", "http"], ["search", "http"], ["stats"]]) {
        const { stderr } = await portolan(argv, { env });
        expect(stderr, argv[0]).toBe("Using the synced copy, 20 records.\n");
      }
    } finally {
      await server.close();
    }
  });

  it("is told by sync on a terminal with the lines that it is in, the first of them too", async () => {
    const table = `Service Name,Port Number,Transport Protocol\n${"a,1,tcp\n".repeat(2)}b,2,ddp\n`;
    const server = await serve((_request, response) => response.writeHead(200).end(table));
    const env = { PORTOLAN_CACHE: join(folder, "shown"), NO_COLOR: "1" };
    try {
      const argv = ["sync", "--url", server.url, "--force"];
      const { stderr } = await portolan(argv, { env, terminal: 80 });
      expect(stderr).toContain(
        `  | ce Name,Port Number,Transport Protocol\n  | ${" ".repeat(38)}^\n`,
      );
      expect(stderr).toContain("  | b,2,ddp\n  |     ^\n");
    } finally {
      await server.close();
    }
  });
});

describe("the registry at hand", () => {
  it.each([
    ["convert", "--to", "jsonl", "--name", "https"],
    ["convert", "--to", "services", "--only", "http,domain"],
    ["lint"],
    ["stats"],
    ["services", "audit", registry],
    ["services", "export", "nmap"],
    ["lookup", "--next-free"],
  ])("is not the excerpt where the whole is needed: %s", async (...argv) => {
    const { exitCode, stdout, stderr } = await portolan(argv);
    expect([exitCode, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(
      /^portolan: this needs the whole registry, .+ portolan sync .+ -r FILE .+\n$/,
    );
  });

  it("is the one of PORTOLAN_REGISTRY, else the synced one, with a warning when it is old", async () => {
    const env = {
      PORTOLAN_REGISTRY: new URL("../fixtures/excerpt/input.xml", import.meta.url).pathname,
    };
    for (const argv of [["convert", "--to", "csv"], ["stats"], ["lookup", "http"]]) {
      const now = { ...(await portolan(argv, { env })) };
      expect(now.stderr, argv[0]).toBe(
        "Using the registry of PORTOLAN_REGISTRY of 2025-10-16, 345 records.\n",
      );
      const later = await portolan(argv, { env, now: "2026-05-01" });
      expect(later.stderr, argv[0]).toBe(
        `${now.stderr}It is 6 months old; portolan sync gets the registry of today.\n`,
      );
      expect(later.stdout).toBe(now.stdout);
    }
    // Of the registry of 2025-10-16, 183 and 184 days later.
    const after = async (now: string): Promise<string> =>
      (await portolan(["stats"], { env, now })).stderr;
    expect(await after("2026-04-17")).not.toContain("months old");
    expect(await after("2026-04-18")).toContain("It is 6 months old");
  });

  it("gives way to -r, and - is standard input, for every command", async () => {
    const csv = readFileSync(registry, "utf8");
    for (const argv of [["convert", "--to", "csv"], ["stats"], ["lint"], ["lookup", "s1"]]) {
      const named = await portolan([...argv, "-r", registry]);
      expect(named.exitCode, argv[0]).toBeLessThan(2);
      const piped = await portolan([...argv, "-r", "-"], { stdin: csv });
      expect(piped.stdout.replaceAll("<stdin>", registry)).toBe(named.stdout);
    }
    expect((await portolan(["stats", registry, "-r", registry])).exitCode).toBe(2);
  });

  it("is not said to lack what only the excerpt lacks", async () => {
    expect((await portolan(["lookup", "nosuch"])).stdout).toMatch(
      /^nosuch is not in the excerpt\./,
    );
    expect((await portolan(["lookup", "nosuch", "-r", registry])).stdout).toBe(
      "nosuch is not in the registry.\n",
    );
    expect((await portolan(["lookup", "50000"])).stdout).toMatch(/^50000 is not in the registry\./);
  });
});

describe("an option of another format's writer", () => {
  it.each([
    ["json", ["--target", "glibc"], "--target goes with --to services; json has no such option."],
    ["csv", ["--no-header"], "--no-header goes with --to services; csv has no such option."],
    ["xml", ["--indent", "2"], "--indent goes with --to json; xml has no such option."],
    ["services", ["--dns-sd"], "--dns-sd goes with --to typescript; services has no such option."],
    ["typescript", ["--safe-cells"], "--safe-cells goes with --to csv; typescript has no such op"],
    ["jsonl", ["--only", "http"], "--only goes with --to services; jsonl has no such option."],
  ])("is refused with --to %s: %j", async (to, options, message) => {
    const ran = await portolan(["convert", registry, "--to", to, ...options]);
    expect(ran).toMatchObject({ exitCode: 2, stdout: "" });
    expect(ran.stderr).toContain(`portolan: ${message}`);
  });

  it("is told by the output's name too", async () => {
    const output = join(folder, "out.json");
    const ran = await portolan(["convert", registry, "-o", output, "--target", "musl"]);
    expect(ran).toMatchObject({ exitCode: 2 });
  });

  it("is taken by its own format", async () => {
    const ran = await portolan(["convert", registry, "--to", "json", "--indent", "2"]);
    expect(ran.exitCode).toBe(0);
    expect(ran.stdout).toMatch(/^\{\n {2}"/);
  });
});

describe("what ends a run", () => {
  it("is told as a fault of ours where nothing else explains it, and where with PORTOLAN_DEBUG", async () => {
    const dated = fileURLToPath(new URL("../fixtures/excerpt/input.xml", import.meta.url));
    const said = async (thrown: unknown, env: Record<string, string> = {}): Promise<string> => {
      let stderr = "";
      const stream = new Writable({
        write(chunk, _encoding, done) {
          stderr += chunk;
          done();
        },
      });
      const exitCode = await run(["stats"], {
        stdin: { stream: Readable.from([]), isPiped: false },
        stdout: { stream: new Writable(), isTerminal: false },
        stderr: { stream, isTerminal: false },
        env: { ...env, PORTOLAN_REGISTRY: dated },
        now: () => {
          throw thrown;
        },
      });
      expect(exitCode).toBe(2);
      return stderr.slice(stderr.indexOf("portolan: "));
    };
    const bug = "This is a bug of portolan; PORTOLAN_DEBUG=1 shows where.\n";
    expect(await said(new TypeError("boom"))).toBe(`portolan: boom\n${bug}`);
    expect(await said("boom", { PORTOLAN_DEBUG: "1" })).toBe(`portolan: boom\n${bug}`);
    expect(await said(new TypeError("boom"), { PORTOLAN_DEBUG: "1" })).toMatch(
      new RegExp(`^portolan: boom\n${bug}TypeError: boom\n +at `),
    );
  });

  it("is told as JSON where problems are", async () => {
    const missing = join(folder, "missing.csv");
    const ran = await portolan(["convert", missing, "--to", "xml", "--json"]);
    expect(ran).toMatchObject({ exitCode: 2, stdout: "" });
    expect(JSON.parse(ran.stderr)).toMatchObject({
      file: missing,
      code: "source/not-found",
      severity: "error",
    });
    const usage = await portolan(["convert", "--json", "--to", "word"]);
    expect(JSON.parse(usage.stderr)).toEqual({
      severity: "error",
      message: expect.stringMatching(/^cannot write “word”; /),
    });
  });
});
