import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { lint } from "@portolan/query";
import { auditServices } from "@portolan/services";
import { fromXml } from "@portolan/xml";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { serve } from "./misbehaving-server.js";
import { portolan, type Ran, type RunOptions } from "./run-portolan.js";
import {
  hasSnapshots,
  NEEDS_SNAPSHOTS,
  NEWEST_DAY,
  readSnapshot,
  sliceOf,
  snapshotPath,
} from "./shared.js";

// What nine kinds of people asked of the command, each with the answer that they expect. The registry
// is the newest published one, as a copy that was synced, unless a question is about that.

const LONG = { timeout: 120_000 };
const HEADINGS = "Service Name,Port Number,Transport Protocol,Description\n";

/** Columns that a text takes on a terminal: wide letters take two. */
function columnsOf(text: string): number {
  return [...text].reduce((sum, letter) => sum + (letter > "\u2e80" ? 2 : 1), 0);
}

describe.skipIf(!hasSnapshots)(`answers as people ask ${NEEDS_SNAPSHOTS}`, LONG, () => {
  let folder: string;
  let env: Record<string, string>;
  /** Files with a part of the two newest states, for what need not be asked of the whole. */
  let slice: string;
  let olderSlice: string;
  /** What lint says of the whole, to another program. */
  let linted: Ran;
  const older = snapshotPath("2024-04-30", "xml");
  const newest = snapshotPath(NEWEST_DAY, "xml");
  const put = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const ask = (line: string, options: RunOptions = {}): Promise<Ran> =>
    portolan(line.split(" ").filter(Boolean), { env, now: "2025-10-01", ...options });
  /** Asks for what a terminal shows, without colours. */
  const see = async (line: string, columns = 80): Promise<string> =>
    (await ask(line, { terminal: columns, env: { ...env, NO_COLOR: "1" } })).stdout;
  const jsonOf = async (line: string, options?: RunOptions) =>
    JSON.parse((await ask(line, options)).stdout);

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "portolan-answers-"));
    env = { PORTOLAN_CACHE: join(folder, "cache") };
    await ask(`sync ${older}`);
    await ask(`sync ${newest}`);
    slice = put("slice.xml", sliceOf(NEWEST_DAY));
    olderSlice = put("older-slice.xml", sliceOf("2024-04-30"));
    linted = await ask("lint");
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("1: an excerpt never passes for the registry", async () => {
    const nothing = { env: { PORTOLAN_CACHE: join(folder, "nothing") } };
    const file = put("services", "domain 53/tcp\n");
    for (const line of [
      `services audit ${file}`,
      `services refresh ${file} --since ${older}`,
      "convert --to services --only http,domain",
      "export nmap",
      "lookup --next-free",
      "lint",
      "stats",
      `diff ${newest}`,
    ]) {
      const ran = await ask(line, nothing);
      expect(ran, line).toMatchObject({ exitCode: 2, stdout: "" });
      expect(ran.stderr, line).toMatch(/only an excerpt of it is here\. portolan sync gets/);
    }
    expect(await jsonOf("lookup 8443 --json", nothing)).toMatchObject([
      { coverage: "excerpt", status: "not in the excerpt" },
    ]);
    for (const line of ["search https --json", "search https --json --columns name,port"])
      for (const row of await jsonOf(line, nothing)) expect(row.coverage).toBe("excerpt");
    const [row = ""] = (await ask("search https --jsonl", nothing)).stdout.split("\n");
    expect(JSON.parse(row)).toMatchObject({ name: "https", coverage: "excerpt" });
    expect(await jsonOf("search nosuch --json --count", nothing)).toEqual({
      count: 0,
      coverage: "excerpt",
    });
    const quiet = await ask("search nosuch --json -q", nothing);
    expect(quiet).toMatchObject({ exitCode: 1, stdout: "[]\n" });
    expect(quiet.stderr).toMatch(/^Using the excerpt /);
    expect((await ask("search nosuch", nothing)).stderr).toContain("Nothing found in the excerpt");
  });

  it("2: a port has one name, whoever is asked", async () => {
    expect((await jsonOf("lookup 2049/tcp --json"))[0].names).toEqual({ tcp: ["nfs", "shilp"] });
    const before = put(
      "before.csv",
      `${HEADINGS}name,42,tcp,Name\nnameserver,42,tcp,Name\nauth,113,tcp,Auth\nident,113,tcp,\n`,
    );
    const after = put("after.csv", `${HEADINGS}name,42,tcp,Name\nauth,113,tcp,Auth\n`);
    const { stdout } = await ask(`diff ${before} ${after}`);
    expect(stdout).toMatch(/^! port 42 +tcp +answers as name, was nameserver$/m);
    expect(stdout).not.toContain("port 113");
    expect(linted.stdout).toMatch(
      /Port 2049 with tcp has the name “shilp” too; .* gives “nfs”\.$/m,
    );
  });

  it("3: what is older than the copy is refused, and the copy before stays", async () => {
    const back = await ask(`sync ${older}`);
    expect(back).toMatchObject({ exitCode: 2, stdout: "" });
    expect(back.stderr).toContain("older than the last copy, which is of 2025-09-22; --force");
    expect((await ask("diff")).stderr).toContain("Comparing with the copy before of 2024-04-30.");
  });

  it("4: a search without a text lists", async () => {
    const { stdout, exitCode } = await portolan(["search", "", "--port", "440-446"], { env });
    expect(exitCode).toBe(0);
    const published = readSnapshot(NEWEST_DAY, "csv").match(/^[^,\n]*,44[0-6],/gm);
    expect(stdout.trim().split("\n")).toHaveLength(1 + (published?.length ?? 0));
    expect((await jsonOf("search --count --json")).count).toBe(14_485);
  });

  it("5: an old copy is told as such, once, with the cure", async () => {
    const { stderr } = await ask("lookup 443", { now: "2036-09-22" });
    expect(
      stderr.match(/^It is 133 months old; portolan sync gets the registry of today\.$/gm),
    ).toHaveLength(1);
    expect((await ask("lookup 443")).stderr).not.toContain("old");
  });

  it("6: nothing is cut off a terminal", async () => {
    const { registry } = fromXml(readSnapshot(NEWEST_DAY, "xml"));
    const found = lint(registry);
    const { stdout } = linted;
    expect(stdout.match(/ lint\/[a-z-]+ /g)).toHaveLength(found.length);
    expect(stdout).not.toContain("more");
    const text = Array.from(
      { length: 90 },
      (_, i) => `SSH${i % 2} 22/tcp\nssh ${3000 + i}/tcp`,
    ).join("\n");
    const { findings } = auditServices(`${text}\n`, registry);
    const audit = await ask(`services audit ${put("long", `${text}\n`)} --verbose`);
    expect(audit.stdout.match(/ audit\/[a-z0-9-]+ /g)).toHaveLength(findings.length);
  });

  it("7: JSON has all that a card shows", async () => {
    const [answer] = await jsonOf("lookup 80/tcp --json");
    expect(answer).toMatchObject({ found: true, names: { tcp: ["http", "www", "www-http"] } });
    expect(answer.entries[0]).toMatchObject({
      name: "http",
      port: "80",
      protocol: "tcp",
      status: "assigned",
      class: "system",
      otherNames: ["www", "www-http"],
      assignees: [{ id: "IESG", addresses: ["iesg@ietf.org"] }],
      dnsSd: { types: ["_http._tcp"], subtypes: [] },
      references: [{ label: "RFC9110", url: "https://www.iana.org/go/rfc9110" }],
      modificationDate: "2021-10-01",
    });
    expect(answer.entries[0].dnsSd.txtKeys.map(({ key }: { key: string }) => key)).toEqual([
      "u",
      "p",
      "path",
    ]);
    expect((await jsonOf("lookup 4444 --json"))[0].entries[0].unauthorizedUse).toContain(
      "nv used it",
    );
    expect((await jsonOf("lookup 6010 --json"))[0].entries[0]).toMatchObject({ port: "6000-6063" });
    const lines = (await ask("lookup 80,443 --jsonl")).stdout.trim().split("\n");
    expect(lines.map((line) => JSON.parse(line).query)).toEqual(["80", "443"]);
  });

  it("8: DNS-SD types with their keys are an export, also as other programs want them", async () => {
    const types = await jsonOf("export dns-sd");
    const ipp = types.find(({ type }: { type: string }) => type === "_ipp._tcp");
    expect(ipp).toMatchObject({ name: "ipp", protocols: ["tcp"], ports: ["631"] });
    const home = types.find(({ type }: { type: string }) => type === "_home-assistant._tcp");
    expect(home.txtKeys.map(({ key }: { key: string }) => key)).toContain("uuid");
    expect((await ask(`export avahi ${slice}`)).stdout).toMatch(/^_ipp\._tcp:IPP /m);
    expect((await ask(`export nmap-srv ${slice}`)).stdout).toMatch(/^_ipp\._tcp$/m);
  });

  it("9: a port that was not understood is shown as it is written", async () => {
    // A table of odd ports for the greater part would be another table.
    const RIGHT = "ssh,22,tcp,right\nsmtp,25,tcp,right\nhttp,80,tcp,right\n";
    const file = put("odd.csv", `${HEADINGS}foo,70000,tcp,odd\nbar,http,tcp,odd\n${RIGHT}`);
    const { stdout } = await ask(`search -r ${file}`);
    expect(stdout).toMatch(/^foo +70000 /m);
    expect(stdout).toMatch(/^bar +http /m);
    expect((await ask(`lookup foo -r ${file}`)).stdout).toContain("70000");
    expect((await jsonOf(`lookup foo -r ${file} --json`))[0].entries[0].port).toBe("70000");
  });

  it("10: wide letters are counted as they are shown, and not cut off a terminal", async () => {
    const words = "日本語テスト".repeat(30);
    const file = put("wide.csv", `${HEADINGS}abc,1,tcp,${words}\ndef,2,tcp,x\n`);
    expect((await ask(`search -r ${file}`)).stdout).toContain(words);
    const shown = await see(`search -r ${file}`, 60);
    for (const line of shown.split("\n")) expect(columnsOf(line)).toBeLessThanOrEqual(60);
  });

  it("11: a broken file ends in one way, whatever its length", async () => {
    const rows = (count: number): string =>
      Array.from({ length: count }, (_, i) => `n${i},${i % 60_000},tcp,x\n`).join("");
    const ends = [];
    for (const count of [12, 30_000]) {
      const file = put("broken.csv", `${HEADINGS}${rows(count)}bad,1,tcp,"never closed\n`);
      const { exitCode, stdout } = await ask(`convert ${file} --to jsonl`);
      ends.push({ exitCode, stdout });
    }
    expect(ends).toEqual(Array(2).fill({ exitCode: 2, stdout: "" }));
  });

  it("12: an answer takes a screen, twins together, and many are a table", async () => {
    for (const query of ["https", "443", "http", "ipp", "smb", "53"]) {
      const shown = await see(`lookup ${query}`);
      expect(shown.trimEnd().split("\n").length, query).toBeLessThan(24);
    }
    expect(await see("lookup https")).toMatch(/^https 443\/tcp, 443\/udp$/m);
    const ports = Array.from({ length: 30 }, (_, i) => 20 + i).join(",");
    const table = (await see(`lookup ${ports}`)).trimEnd().split("\n");
    expect(table).toHaveLength(31);
    expect(await see("lookup _https._tcp --long")).toMatch(/DO NOT\s+browse/);
  });

  it("13: a list comes from wherever it is, in whatever way people write", async () => {
    const put443 = put("ports.txt", "443/tcp\n# a comment\n22\n");
    const names = async (line: string, options?: RunOptions): Promise<string[]> =>
      (await jsonOf(`${line} --json`, options)).map(
        ({ entries }: { entries: { name: string }[] }) => entries[0]?.name,
      );
    expect(await names(`lookup @${put443}`)).toEqual(["https", "ssh"]);
    expect(await names("lookup -", { stdin: "22\n443\n" })).toEqual(["ssh", "https"]);
    expect(await names("lookup", { stdin: "22\n443\n" })).toEqual(["ssh", "https"]);
    const ss = [
      "Netid State  Recv-Q Send-Q Local Address:Port Peer Address:Port",
      "tcp   LISTEN 0      128    0.0.0.0:22         0.0.0.0:*",
      "tcp   LISTEN 0      128    [::]:5432          [::]:*",
    ].join("\n");
    expect(await names("lookup -", { stdin: ss })).toEqual(["ssh", "postgresql"]);
    const nmap = "PORT     STATE SERVICE\n22/tcp   open  ssh\n3306/tcp open  mysql\n";
    expect(await names("lookup -", { stdin: nmap })).toEqual(["ssh", "mysql"]);
    for (const query of [
      "443",
      "tcp/443",
      "443/tcp",
      ":443",
      "443 tcp",
      "host:443",
      "[::1]:443",
      "https",
      "HTTPS",
      "_https._tcp",
      "https/tcp",
      "10.0.0.1:443",
    ]) {
      const ran = await portolan(["lookup", query, "--json"], { env });
      expect(JSON.parse(ran.stdout)[0].entries[0]?.name, query).toBe("https");
    }
    expect(await names("lookup SC:DISC")).toEqual(["discard"]);
    expect(await names("lookup 1145656131")).toEqual(["discard"]);
    expect(await names("lookup 22,80")).toEqual(["ssh", "http"]);
    const rules = [
      "-A INPUT -p tcp -m multiport --dports 80,8000:8001 -j ACCEPT",
      "udp dport { 53, 123 } accept",
      "pass in proto tcp to any port ssh",
      "25,587/tcp (v6)            ALLOW       Anywhere (v6)",
    ].join("\n");
    expect(await names("lookup -", { stdin: rules })).toEqual([
      "http",
      "irdmi",
      "domain",
      "ntp",
      "ssh",
      "smtp",
      "submission",
    ]);
    const twins = await jsonOf("lookup 53/tcp,udp --json");
    expect(twins.map(({ query }: { query: string }) => query)).toEqual(["53/tcp", "53/udp"]);
    const range = (await ask("lookup 8000-8010")).stdout.match(/^80\d\d/gm);
    expect([...new Set(range)]).toEqual(Array.from({ length: 11 }, (_, i) => `${8000 + i}`));
  });

  it("14: a word that is no command is looked up", async () => {
    for (const word of ["443", "https", "tcp/443"]) {
      expect((await ask(word)).stdout, word).toBe((await ask(`lookup ${word}`)).stdout);
      expect((await ask(word)).stdout).toMatch(/^https 443\/tcp/);
    }
  });

  it("15: a difference begins with what it means for users, and counts the rest", async () => {
    const { stdout, exitCode } = await ask(`diff ${older} ${newest}`);
    expect(exitCode).toBe(1);
    const lines = stdout.trimEnd().split("\n");
    expect(lines.slice(0, 2)).toEqual([
      "2024-04-30 → 2025-09-22   20 services new · 1 gone · 2 renamed · 1 moved · 13 reassigned · 7 edited",
      "For users",
    ]);
    expect(lines.at(-1)).toBe(
      "Not shown: 36 changes of reserved and unassigned ports, 74 changes of people (--all).",
    );
    expect(lines.length).toBeLessThan(60);
    expect(stdout).toMatch(/^\+ urp +2794\/tcp,udp /m);
    const [old, fresh] = [olderSlice, slice];
    expect((await ask(`diff ${old} ${fresh} --all`)).stdout).toMatch(/^Reserved and unassigned/m);
    const some = await ask(`diff ${old} ${fresh} --names ${put("names", "tacacss 300/tcp\n")}`);
    expect(some.stdout).toMatch(/^2024-04-30 → 2025-09-22 +1 service new$/m);
    const file = join(folder, "CHANGES.md");
    expect(await ask(`diff ${old} ${fresh} --port 300 --markdown -o ${file}`)).toMatchObject({
      stdout: "",
    });
    expect(readFileSync(file, "utf8")).toContain("**tacacss 300/tcp**");
  });

  it("16: findings are grouped, counted, and told at their cell; customs are no fault", async () => {
    const shown = await see("lint");
    expect(shown.split("\n").length).toBeLessThan(80);
    expect(shown).toMatch(/^lint\/port-ambiguous \(44\)$/m);
    expect(shown).toMatch(/^lint\/name-historic \(184, info\)$/m);
    const lines = shown.split("\n");
    expect(lines.findIndex((line) => line.startsWith("lint/name-historic"))).toBeGreaterThan(
      lines.findIndex((line) => line.startsWith("lint/port-ambiguous")),
    );
    expect(linted.stderr).toContain(
      "0 errors and 114 warnings of 6 rules in 14485 records; 200 more are info.",
    );
    const custom = await ask(`services audit ${put("custom", "domain 53/tcp\nmine 7777/tcp\n")}`);
    expect(custom).toMatchObject({
      exitCode: 0,
      stdout: "0 wrong, 0 style, 1 custom, on 1 line.\n",
    });
    expect(custom.stderr).toMatch(/^--verbose shows what is custom too\.$/m);
  });

  it("17: --strict takes what is as it should be", async () => {
    for (const [options, exitCode] of [
      ["--only https/tcp", 0],
      ["--pack debian", 0],
      ["--only nosuch,https", 2],
    ] as const) {
      const ran = await ask(`convert ${slice} --to services --strict ${options}`);
      expect(ran.exitCode, options).toBe(exitCode);
    }
    const whole = await ask(`convert ${newest} --to services --strict`);
    expect(whole.stderr).toMatch(/^<stdout> info services\/no-port /m);
    expect(whole.stderr).not.toContain("warning");
    expect(await ask(`convert ${slice} --to ts --strict`)).toMatchObject({
      exitCode: 0,
      stderr: "",
    });
    // What a target loses is a loss.
    expect(await ask(`convert ${slice} --to services --target go --strict`)).toMatchObject({
      exitCode: 2,
      stdout: "",
    });
    const json = await ask(`convert ${slice} --to services --only htps,ssh --strict --json`);
    const told = json.stderr
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(told.map(({ severity }) => severity)).toEqual(["warning", "info", "error"]);
    expect(told.at(-1)).toEqual({
      severity: "error",
      message: "--strict: stopped because of warnings.",
    });
    const lost = await ask("convert nosuch.xml --to csv --json");
    expect(JSON.parse(lost.stderr)).toMatchObject({ file: "nosuch.xml", code: "source/not-found" });
  });

  it("18: a registry is named in one way everywhere", async () => {
    const small = put("small.csv", `${HEADINGS}abc,1,tcp,x\nabc,1,udp,x\n`);
    const url = pathToFileURL(small).href;
    const other = { PORTOLAN_CACHE: join(folder, "other") };
    for (const named of [small, url, `file:${small}`]) {
      expect(await ask(`sync ${named} --force`, { env: other })).toMatchObject({ exitCode: 0 });
      for (const line of ["lookup abc", "search abc", "stats", "convert --to csv", "export ports"])
        expect((await ask(`${line} -r ${named}`)).exitCode, `${line} ${named}`).toBe(0);
    }
    const stdin = readFileSync(small);
    for (const line of [
      "lookup abc -r -",
      "search abc -r -",
      "stats -",
      "convert - --to csv",
      "sync - --force",
    ])
      expect((await ask(line, { stdin, env: other })).exitCode, line).toBe(0);
    const { stderr } = await ask("lookup abc", { env: { ...env, PORTOLAN_REGISTRY: small } });
    expect(stderr).toBe("Using the registry of PORTOLAN_REGISTRY, 2 records.\n");
    const none = await ask("sync file://elsewhere/registry.xml", { env: other });
    expect(none).toMatchObject({ exitCode: 2 });
    expect(none.stderr).toContain("error source/not-found The URL names no file of this machine.");
  });

  it("19: sync and diff alone are a weekly job; going back is refused", async () => {
    const states = new Map(
      ["2022-10-21", "2024-04-30", NEWEST_DAY].map((one) => [one, sliceOf(one)]),
    );
    let day = "2022-10-21";
    const server = await serve((_request, response) =>
      response.writeHead(200).end(states.get(day)),
    );
    const weekly = { env: { PORTOLAN_CACHE: join(folder, "weekly") } };
    try {
      const job = async (): Promise<Ran> => {
        const synced = await ask(`sync --url ${server.url}`, weekly);
        return synced.exitCode === 0 ? ask("diff", weekly) : synced;
      };
      expect((await job()).stderr).toContain("there is no copy before the synced one");
      day = "2024-04-30";
      expect((await job()).stdout).toMatch(
        /^2022-10-21 → 2024-04-30 {3}1 service gone · 2 reassigned\nFor users\n! nsrmp /,
      );
      day = NEWEST_DAY;
      const third = await job();
      expect(third).toMatchObject({ exitCode: 1 });
      expect(third.stdout).toBe((await ask(`diff ${olderSlice} ${slice}`)).stdout);
      day = "2022-10-21";
      const back = await job();
      expect(back).toMatchObject({ exitCode: 2, stdout: "" });
      expect(back.stderr).toContain("is of 2022-10-21, older than the last copy");
      day = NEWEST_DAY;
      expect((await job()).stdout).toBe(third.stdout);
    } finally {
      await server.close();
    }
  });

  it("19, and refresh: the copy before tells what a services file was made from", async () => {
    const made = await ask(`convert ${olderSlice} --to services --port 1-350`);
    const file = put("made.services", made.stdout);
    const patch = await ask(`services refresh ${file} --add`);
    expect(patch.stdout).toMatch(/^\+tacacss\t+300\/tcp\t# TLS Secure Login Host Protocol/m);
    expect(patch.stdout).toBe(
      (await ask(`services refresh ${file} --add --since ${older}`)).stdout,
    );
    const unknown = await ask(`services refresh ${file} --since 2011-01-01`);
    expect(unknown).toMatchObject({ exitCode: 2, stdout: "" });
    expect(unknown.stderr).toContain("Kept are those of 2025-09-22 and 2024-04-30.");
  });

  it("20: a frozen copy that is not published any more says how to pin", async () => {
    const frozen = { env: { PORTOLAN_CACHE: join(folder, "frozen") } };
    const lock = join(folder, "portolan.lock.json");
    await ask(`sync ${olderSlice} --lock ${lock}`, frozen);
    const ran = await ask(`sync ${slice} --lock ${lock} --frozen`, frozen);
    expect(ran.exitCode).toBe(1);
    expect(ran.stderr).toContain("keep its file in your repository, and name it with -r");
  });

  it("21: one config makes files anywhere below it, and says what it did", async () => {
    const home = join(folder, "repository");
    mkdirSync(home);
    writeFileSync(join(home, "registry.csv"), `${HEADINGS}abc,1,tcp,x\n`);
    const config = (source: string): void =>
      writeFileSync(
        join(home, "fixtures.json"),
        JSON.stringify({
          outputs: { "src/ports.ts": { to: "ts" }, "etc/services": { to: "services" } },
          cases: { ".": { source } },
        }),
      );
    config("registry.csv");
    const first = await ask(`fixtures ${home}`);
    expect(first.stderr).toContain("2 files: 2 written, 0 unchanged.");
    expect(readFileSync(join(home, "etc/services"), "utf8")).toContain("abc\t\t1/tcp\t# x");
    expect((await ask(`fixtures ${home}`)).stderr).toContain("0 written, 2 unchanged");
    writeFileSync(join(home, "registry.csv"), `${HEADINGS}abcd,1,tcp,x\n`);
    const check = await ask(`fixtures ${home} --check`);
    expect(check.exitCode).toBe(1);
    expect(check.stderr).toMatch(/would change/);
  });

  it("22: words are understood as people write them", async () => {
    const forms = { ts: "typescript", md: "markdown", yml: "yaml", txt: "text" };
    for (const [short, long] of Object.entries(forms))
      expect((await ask(`convert ${slice} --port 443 --to ${short}`)).stdout).toBe(
        (await ask(`convert ${slice} --port 443 --to ${long}`)).stdout,
      );
    const sized = await ask(`convert ${slice} --to services --max-bytes 4k`);
    expect(Buffer.byteLength(sized.stdout)).toBeLessThanOrEqual(4096);
    expect(Buffer.byteLength(sized.stdout)).toBeGreaterThan(4000);
    expect((await ask("lookup 443 --no-color", { terminal: 80 })).stdout).not.toContain("\u001b");
    const twice = await ask(`convert ${newest} --to csv -o a -o b`);
    expect(twice.exitCode).toBe(2);
    expect(twice.stderr).toContain("given twice");
  });

  it("23: look-up tables have columns to choose, every name, and --check", async () => {
    const rows = await jsonOf(
      `export ports ${slice} --to json --columns port,names,description --port 80 --protocol tcp`,
    );
    expect(rows).toEqual([
      { port: 80, names: ["http", "www", "www-http"], description: "World Wide Web HTTP" },
    ]);
    const file = join(folder, "ports.csv");
    await ask(`export splunk ${slice} -o ${file}`);
    expect(readFileSync(file, "utf8")).toMatch(
      /^dest_port,transport,app,app_names,description,status\n/,
    );
    expect(await ask(`export splunk ${slice} -o ${file} --check`)).toMatchObject({
      exitCode: 0,
    });
    writeFileSync(file, "stale\n");
    expect(await ask(`export splunk ${slice} -o ${file} --check`)).toMatchObject({
      exitCode: 1,
    });
    expect((await ask(`export ecs ${slice} --port 443`)).stdout).toContain(
      '"network.transport":"tcp"',
    );
    expect((await ask(`export zeek ${slice} --port 443`)).stdout).toMatch(
      /^443\/tcp\thttps\thttps\t/m,
    );
  });

  it("24: the README names every command, and the demo is a screen", async () => {
    const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
    const { stdout: help } = await ask("--help");
    const commands = [...help.matchAll(/^ {2}([a-z]+) {2,}[a-z]/gm)].map(([, name]) => name);
    expect(commands.length).toBeGreaterThan(11);
    const listed = readme.slice(readme.indexOf("## The command"), readme.indexOf("## Recipes"));
    for (const name of commands) expect(listed).toMatch(new RegExp(`\\b${name}\\b`));
    const { scripts } = JSON.parse(
      readFileSync(new URL("../package.json", import.meta.url), "utf8"),
    );
    const lines = [...scripts.demo.matchAll(/bin\/portolan\.js (.*?)(?: &&|$)/g)].map(
      ([, one]) => one,
    );
    expect(lines.length).toBeGreaterThan(1);
    let height = 0;
    for (const line of lines) {
      const root = new URL("..", import.meta.url).pathname;
      const argv = line.replaceAll("'", "").replaceAll("fixtures/", `${root}fixtures/`);
      const { stdout, stderr } = await ask(argv);
      height += (stdout + stderr).split("\n").length - 1;
    }
    expect(height).toBeLessThanOrEqual(50);
  });

  it("25: statistics have shares, and say what they do not count", async () => {
    const { stdout } = await ask("stats");
    expect(stdout).toMatch(/^ +unassigned +883 +6\.1% +█+▊$/m);
    expect(stdout).toMatch(/^ +de-registered +11 +0\.1% +▏$/m);
    expect(stdout).toContain("(4691 records; 9794 without a date are not counted)");
  });

  it("26: a name that only systems carry is known as that", async () => {
    const { stdout, exitCode } = await ask("lookup smtps");
    expect(exitCode).toBe(1);
    expect(stdout).toContain("Systems carry it for 465/tcp, which is submissions in the registry");
    expect(stdout).not.toContain("Did you mean");
    const [spamd, idx, x11] = await jsonOf("lookup spamd amandaidx x11-5 --json");
    expect(spamd.carried).toMatchObject([{ port: 783, protocols: ["tcp"] }, { port: 8025 }]);
    expect(idx.carried).toMatchObject([{ port: 10082 }]);
    expect(x11.carried).toMatchObject([{ port: 6005, service: "x11" }]);
  });

  it("27: a terminal of LANG=C gets ASCII", async () => {
    for (const line of [
      `stats ${slice}`,
      "lookup htps",
      "lookup https",
      `lint ${slice}`,
      `search http -r ${slice}`,
      `diff ${olderSlice} ${slice}`,
    ]) {
      const ran = await ask(line, { terminal: 80, env: { ...env, LANG: "C" } });
      // biome-ignore lint/suspicious/noControlCharactersInRegex: of colours.
      expect(ran.stdout + ran.stderr, line).toMatch(/^[\n\x20-\x7e\x1b]*$/);
    }
  });
});
