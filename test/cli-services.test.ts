import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fromCsv } from "@portolan/csv";
import { toJson } from "@portolan/json";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { portolan } from "./run-portolan.js";

const HEADER = "Service Name,Port Number,Transport Protocol,Description\n";
const OLD = `${HEADER}ssh,22,tcp,Shell\nhttp,80,tcp,Web\nold,90,tcp,\nmysql,3306,tcp,\n`;
const NEW = `${HEADER}ssh,22,tcp,Secure Shell\nhttp,80,tcp,Web\nwww,80,tcp,Web\nmysql,3306,tcp,\nnew,91,tcp,\n`;

let folder: string;
const inFolder = (name: string): string => join(folder, name);
const write = (name: string, text: string | Uint8Array): string => {
  writeFileSync(inFolder(name), text);
  return inFolder(name);
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "portolan-services-cli-"));
  write("old.csv", OLD);
  write("new.csv", NEW);
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe("services audit", () => {
  const audit = (file: string, ...options: readonly string[]) =>
    portolan(["services", "audit", file, "-r", inFolder("old.csv"), ...options]);

  it("separates what is wrong from what is style and what is this system's own", async () => {
    const file = write("kinds", "http 8000/tcp\nSSH 22/tcp ssh\nmine 7777/tcp\nssh 22/tcp mine\n");
    const ran = await audit(file);
    expect(ran.exitCode).toBe(1);
    expect(ran.stdout.replaceAll(file, "F")).toBe(
      [
        "F:1:1 error audit/wrong-port “http” is on 8000/tcp, but registered on 80/tcp.",
        "F:2:1 warning audit/other-case “SSH” is registered as “ssh” on 22/tcp; case tells names apart.",
        "F:3:1 error audit/shadowed-in-go Go never finds “mine” on 7777/tcp: line 4 comes later.",
        "F:4:1 warning audit/port-answered-before A C library does not answer 22/tcp with “ssh”: line 2 comes first.",
        "F:4:12 error audit/shadowed-in-c “mine” is never found on 22/tcp by a C library: line 3 comes first.",
        "3 wrong, 2 style, 2 custom, on 4 lines.\n",
      ].join("\n"),
    );
    const quiet = await audit(file, "--quiet");
    expect(quiet.stdout).not.toMatch(/warning|style/);
    const verbose = await audit(file, "--verbose");
    expect(verbose.stdout).toContain(`${file}:3:1 info audit/unknown-service `);
  });

  it("shows on a terminal each line once, the first five of what is no error, and how many more", async () => {
    const many = write(
      "many.csv",
      `${HEADER}${Array.from({ length: 6 }, (_, at) => `n${at},${at + 1},tcp,x\n`).join("")}n9,10,tcp,x\n`,
    );
    const file = write(
      "many",
      `${Array.from({ length: 6 }, (_, at) => `n${at}\t\t${at + 1}/tcp\tN${at}\n`).join("")}n9 99/tcp\nlocal 5000/tcp # ${"long ".repeat(30)}\n`,
    );
    const shown = async (...options: readonly string[]): Promise<string> => {
      const argv = ["services", "audit", file, "-r", many, ...options];
      const ran = await portolan(argv, { terminal: 60, env: { NO_COLOR: "1" } });
      return ran.stdout.replaceAll(file, "F");
    };
    await expect(await shown()).toMatchFileSnapshot("golden/audit.txt");
    const five = write("five", readFileSync(file, "utf8").replace(/^n5.*\n/m, ""));
    const ran = await portolan(["services", "audit", five, "-r", many], { terminal: 60 });
    expect(ran.stdout).not.toContain("more audit/");
    const verbose = await shown("--verbose");
    expect(verbose).toMatch(/^ +6 {2}n5 {2}6\/tcp {2}N5$/m);
    expect(verbose).not.toContain("more audit/");
    // A line has 20 columns, however narrow the terminal is.
    const narrow = await portolan(["services", "audit", file, "-r", many], { terminal: 22 });
    expect(narrow.stdout).toMatch(/8\S* {2}local 5000\/tcp # lo…/);
    expect(await shown("--quiet")).toMatch(
      /^F\n {2}7 {2}n9 99\/tcp\n {5}error +“n9”.*\n.*wrong-port\n$/,
    );
  });

  it.each([
    [10, 0, 1],
    [11, 0, 2],
    [11, 10, 2],
    [11, 11, 1],
  ])(
    "takes %i lines that cannot be read beside %i others for slips or for no file",
    async (unread, read, code) => {
      const others = Array.from({ length: read }, (_, at) => `local${at} ${7000 + at}/tcp\n`).join(
        "",
      );
      const file = write("slips", `# mine\n\n${"slip\n".repeat(unread)}${others}`);
      const ran = await audit(file);
      expect(ran.exitCode).toBe(code);
      expect(ran.stderr.includes("is no services file")).toBe(code === 2);
      expect(ran.stdout === "").toBe(code === 2);
    },
  );

  it("ends with 0 where nothing is wrong", async () => {
    const file = write("custom", "http 80/tcp web\nmine 7777/tcp\n");
    expect(await audit(file)).toMatchObject({
      exitCode: 0,
      stdout: "0 wrong, 0 style, 2 custom, on 2 lines.\n",
    });
  });

  it("tells programs all of it", async () => {
    const file = write("json", "mysql 03306/tcp\n");
    const ran = await audit(file, "--json");
    expect(JSON.parse(ran.stdout)).toMatchObject({
      code: "audit/port-not-decimal",
      kind: "wrong",
      message: "The port is written “03306”: 1734 for glibc.",
      key: "3306/tcp",
      canBeFixed: true,
      start: { line: 1, column: 7 },
    });
  });

  it("asks the resolver of a target only", async () => {
    const file = write("target", " ssh 22/tcp\n");
    expect(await audit(file, "--target", "glibc")).toMatchObject({ exitCode: 0, stdout: "" });
    expect((await audit(file, "--target", "musl")).stdout).toContain("skipped by musl.");
    expect(await audit(file, "--target", "plan9")).toMatchObject({ exitCode: 2 });
  });

  it("mends what can be mended in one way only", async () => {
    const file = write("fix", "  ssh\t22/tcp # mine\nmysql 03306/TCP a,b\nhttp 8000/tcp");
    const ran = await audit(file, "--fix");
    expect(readFileSync(file, "utf8")).toBe(
      "ssh\t22/tcp # mine\nmysql 3306/tcp a b\nhttp 8000/tcp\n",
    );
    expect(ran).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining("Mended 5 findings"),
    });
    expect(ran.stdout).toContain("audit/wrong-port");
    expect(await portolan(["services", "audit", "-", "--fix"], { stdin: "" })).toMatchObject({
      exitCode: 2,
    });
  });

  it("reads Latin-1, tells so, and writes it back as it was", async () => {
    const file = write("latin1", Buffer.from(" ssh 22/tcp # Andr\xe9\n", "latin1"));
    const ran = await audit(file);
    expect(ran.stdout).toMatch(/:1:19 warning audit\/not-utf-8 /);
    await audit(file, "--fix");
    expect(readFileSync(file).toString("latin1")).toBe("ssh 22/tcp # Andr\xe9\n");
  });

  it("finds the file below /usr/etc where there is none in /etc", async () => {
    mkdirSync(inFolder("root/usr/etc"), { recursive: true });
    write("root/usr/etc/services", "ssh 22/tcp\n");
    const ran = await audit(inFolder("root/etc/services"));
    expect(ran).toMatchObject({ exitCode: 0, stdout: "" });
    expect(ran.stderr).toContain(`reading ${inFolder("root/usr/etc/services")}.`);
    expect(await audit(inFolder("none/etc/services"))).toMatchObject({ exitCode: 2 });
  });

  it("refuses what is no services file", async () => {
    const file = write("other", "first,second\n".repeat(20));
    expect(await audit(file)).toMatchObject({ exitCode: 2, stdout: "" });
    const ran = await portolan(["services", "refresh", file, "--since", inFolder("old.csv")]);
    expect(ran).toMatchObject({ exitCode: 2, stdout: "" });
  });

  it("refuses to compare with an excerpt", async () => {
    const file = write("excerpt", "ssh 22/tcp\n");
    const ran = await portolan(["services", "audit", file]);
    expect(ran).toMatchObject({ exitCode: 2, stdout: "" });
    expect(ran.stderr).toContain("portolan sync");
  });
});

describe("services refresh", () => {
  const refresh = (file: string, ...options: readonly string[]) =>
    portolan([
      ...["services", "refresh", file, "-r", inFolder("new.csv")],
      ...["--since", inFolder("old.csv"), ...options],
    ]);
  const TEXT = "# mine\n\nssh 22/tcp # Shell\nhttp 80/tcp\nold 90/tcp\n";
  const REFRESHED =
    "# mine\n\nssh 22/tcp # Secure Shell\nhttp 80/tcp www\nold 90/tcp # old no longer registered (today)\n";

  it("shows a patch, and leaves the file", async () => {
    const file = write("services", TEXT);
    const ran = await refresh(file);
    expect(ran.exitCode).toBe(0);
    expect(ran.stdout).toMatch(/^--- \S+services\t?\n\+\+\+ \S+services\t?\n@@ -1,5 \+1,5 @@\n/);
    expect(ran.stdout).toContain("-http 80/tcp\n");
    expect(ran.stdout).toContain("+http 80/tcp www\n");
    expect(ran.stderr).toContain("3 lines would change. 1 newly registered port is not in it");
    expect(readFileSync(file, "utf8")).toBe(TEXT);
  });

  it("writes it, once", async () => {
    const file = write("services", TEXT);
    expect(await refresh(file, "--check")).toMatchObject({ exitCode: 1 });
    expect(await refresh(file, "--write")).toMatchObject({ exitCode: 0, stdout: "" });
    expect(readFileSync(file, "utf8")).toBe(REFRESHED);
    expect(await refresh(file, "--check")).toMatchObject({ exitCode: 0, stdout: "" });
  });

  it("takes further files with their targets", async () => {
    const file = write("services", TEXT);
    const other = write("services.musl", `http 80/tcp # ${"x".repeat(112)}\n`);
    await refresh(file, "--also", `musl:${other}`, "--write");
    expect(readFileSync(file, "utf8")).toBe(REFRESHED);
    expect(readFileSync(other, "utf8")).toBe(`http 80/tcp # ${"x".repeat(112)}\nwww  80/tcp\n`);
    expect(await refresh(file, "--also", "musl")).toMatchObject({ exitCode: 2 });
  });

  it("tells the changes as data and as an entry of a change log", async () => {
    const file = write("services", TEXT);
    const json = JSON.parse((await refresh(file, "--json")).stdout);
    expect(json).toMatchObject({ file, target: "portable", notAdded: ["new 91/tcp"] });
    expect(json.changes[1]).toMatchObject({
      line: 4,
      before: "http 80/tcp",
      after: ["http 80/tcp www"],
      facts: [{ kind: "alias", name: "www", key: "80/tcp" }],
    });
    const { stdout } = await refresh(file, "--markdown");
    expect(stdout).toContain("### Added names\n\n- `www` is registered for 80/tcp;");
    expect(stdout).toContain("### No longer registered\n\n- `old` is not registered on 90/tcp");
  });

  it.each([
    ["--write", "--check"],
    ["--write", "--dry-run"],
    ["--check", "--dry-run"],
    ["--json", "--markdown"],
  ])("refuses %s with %s, and takes each alone", async (one, other) => {
    const file = write("services", TEXT);
    const both = await refresh(file, one, other);
    expect(both).toMatchObject({ exitCode: 2, stdout: "" });
    expect(both.stderr).toContain("choose one of");
    expect(readFileSync(file, "utf8")).toBe(TEXT);
    for (const option of [one, other]) {
      write("services", TEXT);
      const { exitCode } = await refresh(file, option);
      expect(exitCode, option).toBe(option === "--check" ? 1 : 0);
    }
  });

  it("says in words what would change, what did, and what is offered", async () => {
    const said = async (text: string, ...options: readonly string[]): Promise<string> => {
      const file = write("services", text);
      return (
        (await refresh(file, ...options)).stderr
          .trim()
          .split("\n")
          .slice(-1)[0]
          ?.replaceAll(file, "F") ?? ""
      );
    };
    expect(await said(TEXT, "--write")).toMatch(
      /^F: 3 lines changed\. 1 newly registered port is not in it; --add/,
    );
    expect(await said(TEXT, "--no-add")).toBe(
      "F: 3 lines would change. 1 newly registered port is left out.",
    );
    expect(await said(`${REFRESHED}new 91/tcp\n`)).toBe("F is up to date.");
    expect(await said("http 80/tcp\nwww 80/tcp\nnew 91/tcp\nssh 22/tcp # Shell\n")).toBe(
      "F: 1 line would change.",
    );
  });

  it("refuses a registry to begin with that is newer, and tells one that is not the file's", async () => {
    const dated = (updated: string): string =>
      write(`of-${updated}.json`, toJson({ ...fromCsv(OLD).registry, updated }));
    const run = (text: string, since: string, fresh: string) =>
      portolan([
        "services",
        "refresh",
        write("services", text),
        "-r",
        dated(fresh),
        "--since",
        since,
      ]);
    const newer = await run("ssh 22/tcp\n", dated("2021-01-02"), "2021-01-01");
    expect(newer).toMatchObject({ exitCode: 2, stdout: "" });
    expect(newer.stderr).toContain("the registry of 2021-01-02 is newer than that of 2021-01-01.");
    expect((await run("ssh 22/tcp\n", dated("2021-01-01"), "2021-01-01")).exitCode).toBe(0);
    const told = "# Registry of 2020-01-01\nssh 22/tcp\n";
    expect((await run(told, dated("2020-01-02"), "2021-01-01")).stderr).toContain(
      "The file tells the registry of 2020-01-01, and --since is of 2020-01-02.",
    );
    expect((await run(told, dated("2020-01-01"), "2021-01-01")).stderr).not.toContain(
      "--since is of",
    );
    // The registry at hand is the one that the file was made from.
    expect((await run(told, "2020-01-01", "2020-01-01")).exitCode).toBe(0);
    expect((await run(told, "2020-01-02", "2021-01-01")).stderr).toContain("is not at hand");
  });

  it("adds what is new where that is asked for", async () => {
    const file = write("services", TEXT);
    await refresh(file, "--add", "--write");
    expect(readFileSync(file, "utf8")).toBe(`${REFRESHED}new 91/tcp\n`);
  });

  it("keeps it on offer while the date of the file moves on, until that is decided", async () => {
    const dated = (name: string, updated: string, csv: string): string =>
      write(name, toJson({ ...fromCsv(csv).registry, updated }));
    const since = dated("old.json", "2020-01-01", OLD);
    const today = dated("new.json", "2021-01-01", NEW);
    const file = write("services", "# Registry of 2020-01-01\nssh 22/tcp\n");
    const run = (...options: readonly string[]) =>
      portolan(["services", "refresh", file, "-r", today, "--since", since, ...options]);
    const { stderr } = await run("--write");
    expect(stderr).toContain("--add adds them, --no-add leaves them out for good.");
    expect(readFileSync(file, "utf8")).toBe(
      "# Registry of 2021-01-01\n# Ports registered after 2020-01-01 are not added yet.\nssh 22/tcp\n",
    );
    await run("--write", "--no-add");
    expect(readFileSync(file, "utf8")).toBe("# Registry of 2021-01-01\nssh 22/tcp\n");
  });

  it("does not guess from which registry a file was made", async () => {
    const file = write("services", `# Registry of 2020-01-01\n${TEXT}`);
    const ran = await portolan(["services", "refresh", file, "-r", inFolder("new.csv")]);
    expect(ran).toMatchObject({ exitCode: 2, stdout: "" });
    expect(ran.stderr).toContain(
      "the registry of 2020-01-01 is not at hand; name its file with --since FILE.",
    );
    expect(await refresh(file, "--write", "--check")).toMatchObject({ exitCode: 2 });
    const silent = write("services", TEXT);
    const unknown = await portolan(["services", "refresh", silent, "-r", inFolder("new.csv")]);
    expect(unknown.stderr).toContain("the file does not tell its registry");
  });
});
