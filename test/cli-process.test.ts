import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Ended, shell, start } from "./built-command.js";

const EXCERPT = fileURLToPath(new URL("../fixtures/excerpt/", import.meta.url));
const isRoot = process.getuid?.() === 0;
const NOBODY = 65_534;
const HEADER =
  "Service Name,Port Number,Transport Protocol,Description,Assignee,Contact,Registration Date,Modification Date,Reference,Service Code,Unauthorized Use Reported,Assignment Notes\r\n";

let folder: string;
let env: NodeJS.ProcessEnv;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "portolan-process-"));
  env = { PATH: process.env.PATH, PORTOLAN_CACHE: join(folder, "cache"), X: EXCERPT, D: folder };
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Writes a file that is too long to be held before something is made of it: more than 8 MiB. */
function putLongInput(): void {
  const csv = readFileSync(join(EXCERPT, "input.csv"), "utf8");
  writeFileSync(join(folder, "long.csv"), csv + csv.replace(/^.*\n/, "").repeat(500));
}

const run = (line: string): Promise<Ended> => shell(line, { env });

describe("pipes", () => {
  it("standard input is read where it is piped, redirected, or named", async () => {
    const named = await run("portolan convert $X/input.csv --to jsonl");
    expect(named.stdout.split("\n")).toHaveLength(346);
    for (const line of [
      "cat $X/input.csv | portolan convert --to jsonl",
      "portolan convert --to jsonl < $X/input.csv",
      "portolan convert - --to jsonl < $X/input.csv",
      "gzip -c $X/input.csv | portolan convert --to jsonl",
    ])
      expect(await run(line), line).toEqual(named);
  });

  it("nothing is read of a terminal's absence: /dev/null, a closed input", async () => {
    for (const line of [
      "portolan convert --to jsonl < /dev/null",
      "portolan convert --to jsonl <&-",
    ])
      expect((await run(line)).stderr, line).toMatch(/^portolan: this needs the whole registry/);
  });

  it.each([
    "portolan convert $X/input.csv --to jsonl | head -1",
    "portolan convert $X/input.csv --to json | head -c 1",
    "portolan --help | head -1",
    "portolan convert --help | head -1",
    "portolan search http -q -r $X/input.xml | head -1",
    "portolan man | head -1",
    "portolan completion bash | head -1",
    "portolan stats $X/input.csv 2>&1 | true",
  ])("a reader that goes away is no error: %s", async (line) => {
    const ran = await run(`${line}; echo "\${PIPESTATUS[0]}"`);
    expect(ran.stderr).toBe("");
    expect(ran.stdout).toMatch(/(?:^|\n|[{[])0\n$/);
  });

  it.each([
    // A pipe of which the end to read from is closed once the other is open.
    ["to a reader that went away", "rm -f $D/pipe; mkfifo $D/pipe; exec 3<>$D/pipe 4>$D/pipe 3<&-"],
    ["to a full disk", "exec 4>/dev/full"],
  ])("messages %s stop no work", async (_, open) => {
    const warned = "odd,1,tcp,,,,1999-13-01,,,,,\r\n";
    putLongInput();
    appendFileSync(join(folder, "long.csv"), warned);
    writeFileSync(join(folder, "short.csv"), HEADER + warned);
    for (const name of ["short", "long"]) {
      const ran = await run(`${open}; portolan convert $D/${name}.csv -o $D/${name}-out.csv 2>&4`);
      expect(ran, name).toMatchObject({ code: 0, stdout: "" });
      const lines = readFileSync(join(folder, `${name}-out.csv`), "utf8").split("\r\n");
      expect(lines.at(-2), name).toMatch(/^odd,1,tcp/);
    }
    expect(await run(`${open}; portolan --frobnicate 2>&4`)).toMatchObject({ code: 2, stdout: "" });
  });

  it("large output goes through a slow reader whole", async () => {
    const [direct, slow] = await Promise.all([
      run("portolan convert $X/input.xml --to json --indent 8 | sha256sum"),
      run("portolan convert $X/input.xml --to json --indent 8 | (sleep 1; sha256sum)"),
    ]);
    expect(slow).toEqual(direct);
  });
});

describe("exit codes", () => {
  it.each([
    [0, "portolan lookup http"],
    [1, "portolan lookup nosuchname"],
    [2, "portolan lookup"],
    [0, "portolan diff $X/input.csv $X/input.csv"],
    [1, "portolan diff $X/input.csv $X/../ranges/input.csv"],
    [2, "portolan diff $X/input.csv $X/nosuchfile"],
    [1, "portolan lint $X/input.csv"],
    [1, "portolan frobnicate"],
    [2, "portolan --frobnicate"],
    [2, "portolan"],
    [0, "portolan --version"],
  ])("%i: %s", async (code, line) => {
    expect((await run(line)).code).toBe(code);
  });
});

describe("an output that cannot be written", () => {
  const OLD = "previous\n";

  it("in a folder without permission gives one message, and leaves no file", async () => {
    const locked = join(folder, "locked");
    mkdirSync(locked);
    writeFileSync(join(locked, "out.json"), OLD);
    chmodSync(locked, 0o555);
    chmodSync(folder, 0o755);
    const output = join(locked, "out.json");
    const user = isRoot ? { uid: NOBODY, gid: NOBODY } : {};
    const { ended } = start(["convert", join(EXCERPT, "input.csv"), "-q", "-o", output], {
      env,
      ...user,
    });
    const ran = await ended;
    expect(ran).toMatchObject({ code: 2, stdout: "" });
    expect(ran.stderr).toBe(`${output} error source/not-permitted You have no permission.\n`);
    expect(readdirSync(locked)).toEqual(["out.json"]);
    expect(readFileSync(output, "utf8")).toBe(OLD);
  });

  it("in a folder that is none, or is not there", async () => {
    writeFileSync(join(folder, "file"), OLD);
    for (const path of ["$D/file/out.json", "$D/nosuch/out.json"]) {
      const ran = await run(`portolan convert $X/input.csv -q -o ${path}`);
      expect(ran).toMatchObject({ code: 2, stdout: "" });
      expect(ran.stderr).toMatch(/out\.json error source\/not-found .+\n$/);
    }
  });

  it("/dev/null is written to, and stays what it is", async () => {
    const ran = await run("portolan convert $X/input.csv -q --to json -o /dev/null");
    expect(ran).toMatchObject({ code: 0, stdout: "", stderr: "" });
    expect(statSync("/dev/null").isCharacterDevice()).toBe(true);
  });

  it("/dev/stdout is appended to, as the shell has opened it", async () => {
    for (const name of ["/dev/stdout", "/dev/fd/1", "-"]) {
      writeFileSync(join(folder, "log"), OLD);
      const ran = await run(
        `portolan convert $X/input.csv -q --to csv --name http --protocol tcp -o ${name} >> $D/log`,
      );
      expect(ran).toMatchObject({ code: 0, stdout: "", stderr: "" });
      const text = readFileSync(join(folder, "log"), "utf8");
      expect(text.startsWith(`${OLD}Service Name`), name).toBe(true);
      expect(text).toContain("http,80,tcp");
    }
  });

  it("the input as output is read before it is replaced", async () => {
    writeFileSync(join(folder, "own.csv"), readFileSync(join(EXCERPT, "input.csv")));
    const once = await run("portolan convert $D/own.csv -o $D/own.csv -q --name 'http*'");
    expect(once).toMatchObject({ code: 0, stdout: "", stderr: "" });
    expect(readFileSync(join(folder, "own.csv"), "utf8")).toMatch(/^Service Name.+\r\nhttp/);
  });

  it("too few open files are told in one message", async () => {
    // How many are too few depends on Node and on the build: the first limit at which something fails.
    let ran = await run("true");
    for (let most = 32; most > 16 && ran.code === 0; most--)
      ran = await run(`ulimit -n ${most}; portolan convert $X/input.csv --to yaml`);
    expect(ran.code).toBe(2);
    expect(ran.stderr).toMatch(/^portolan: .+\n$/);
  });

  it("a full device behind standard output is told", async () => {
    putLongInput();
    for (const line of [
      "portolan convert $X/input.csv -q --to json",
      "portolan convert -q $D/long.csv --to csv",
      "portolan stats $X/input.csv -q",
      "portolan --help",
    ]) {
      const ran = await run(`${line} > /dev/full`);
      expect(ran.code, line).toBe(2);
      expect(ran.stderr).toMatch(/^portolan: cannot write: ENOSPC.+\n$/);
    }
  });

  it.skipIf(!isRoot)("a full disk keeps the previous file (needs root, to mount)", async () => {
    const disk = join(folder, "disk");
    mkdirSync(disk);
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=32k", "tmpfs", disk]);
    try {
      putLongInput();
      writeFileSync(join(disk, "out.xml"), OLD);
      for (const input of ["$X/input.csv", "$D/long.csv"]) {
        const ran = await run(`portolan convert -q ${input} -o $D/disk/out.xml`);
        expect(ran).toMatchObject({ code: 2, stdout: "" });
        expect(ran.stderr).toMatch(/out\.xml error source\/unwritable ENOSPC.+\n$/);
        expect(readdirSync(disk)).toEqual(["out.xml"]);
        expect(readFileSync(join(disk, "out.xml"), "utf8")).toBe(OLD);
      }
    } finally {
      execFileSync("umount", [disk]);
    }
  });
});
