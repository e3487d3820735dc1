import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { portolan } from "./run-portolan.js";

const CSV = [
  "Service Name,Port Number,Transport Protocol,Description,Assignee,Contact,Registration Date,Modification Date,Reference,Service Code,Unauthorized Use Reported,Assignment Notes",
  "discard,9,tcp,Discard,,,,,,,,",
  "ssh,22,tcp,The Secure Shell,,,,,,,,",
  "smtp,25,tcp,Simple Mail Transfer,,,,,,,,",
  "http,80,tcp,World Wide Web,,,,,,,,",
  "http,80,udp,World Wide Web,,,,,,,,",
  "http,,tcp,found by DNS-SD,,,,,,,,",
  "argus,,,,,,,,,,,",
  "http-alt,591,tcp,HTTP Alternate,,,,,,,,",
  "etcd-client,2379,tcp,,,,,,,,,",
  "etcd-server,2380,tcp,,,,,,,,,",
  "http-alt,8080,tcp,HTTP Alternate,,,,,,,,",
  "",
].join("\n");

let folder: string;
let registry: string;
const put = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "portolan-services-"));
  registry = put("registry.csv", CSV);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const convert = (...options: readonly string[]) =>
  portolan([
    "convert",
    registry,
    "--to",
    "services",
    "--no-header",
    "--comments",
    "none",
    ...options,
  ]);

describe("names asked for", () => {
  it("are found in any case and by patterns", async () => {
    expect(await convert("--only", "SSH,etcd*", "--strict")).toEqual({
      exitCode: 0,
      stdout: "ssh\t22/tcp\netcd-client\t2379/tcp\netcd-server\t2380/tcp\n",
      stderr: "",
    });
  });

  it("make exit 1 where one is missing: all are listed, with what may be meant", async () => {
    const ran = await convert("--only", "ssh,htp,argus,nowhere");
    expect(ran).toMatchObject({ exitCode: 1, stdout: "ssh\t22/tcp\n" });
    expect(ran.stderr).toContain("No service has a name asked for: htp, nowhere.");
    expect(ran.stderr).toContain("have no line in this file: argus.");
    expect(ran.stderr).toContain("htp: did you mean http?");
  });

  it("make exit 2 where nothing is left, and write nothing", async () => {
    const ran = await convert("--only", "etc,shs");
    expect(ran).toMatchObject({ exitCode: 2, stdout: "" });
    expect(ran.stderr).toContain("There is nothing to write: no name asked for has a line.");
  });

  it("are all that --strict counts", async () => {
    expect(await convert("--only", "http/tcp", "--strict")).toEqual({
      exitCode: 0,
      stdout: "http\t80/tcp\n",
      stderr: "",
    });
    expect(await convert("--only", "argus,ssh", "--strict")).toMatchObject({ exitCode: 2 });
  });
});

describe("local files", () => {
  it("are written whole whatever is selected", async () => {
    const base = put("base", "discard 9/tcp sink null\nsmtp 25/tcp mail\nmyapp 9999/tcp\n");
    const ran = await convert("--base", base, "--port", "80", "--protocol", "tcp");
    expect(ran).toEqual({
      exitCode: 0,
      stdout: "discard\t9/tcp\tsink null\nsmtp\t25/tcp\tmail\nhttp\t80/tcp\nmyapp\t9999/tcp\n",
      stderr: "",
    });
  });

  it("lead a name elsewhere by an override only, which is told", async () => {
    const lines = put("lines", "http-alt 8080/tcp webcache\nssh 2222/tcp\n");
    const based = await convert("--base", lines, "--target", "glibc");
    expect(based.stdout).toMatch(/^ssh\t22\/tcp$/m);
    expect(based.stdout.indexOf("ssh\t22/tcp")).toBeLessThan(based.stdout.indexOf("ssh\t2222/tcp"));
    expect(based.stdout.indexOf("8080/tcp\twebcache")).toBeLessThan(
      based.stdout.indexOf("http-alt\t591/tcp"),
    );
    expect(based.stderr).toContain("services/base-name-elsewhere");
    expect(based.stderr).not.toContain("override");
    const overridden = await convert("--overrides", lines, "--target", "glibc");
    expect(overridden.stdout.indexOf("ssh\t2222/tcp")).toBeLessThan(
      overridden.stdout.indexOf("ssh\t22/tcp"),
    );
    expect(overridden.stderr).toContain("services/override-moves-name");
  });
});

describe("a small file", () => {
  it("keeps what is open most often, where that is said", async () => {
    const frequencies = put("nmap-services", "etcd-server\t2380/tcp\t0.5\nargus\t1/tcp\t0.1\n");
    const { stdout } = await convert(
      "--name",
      "etcd*",
      "--max-bytes",
      "30",
      "--frequencies",
      frequencies,
    );
    expect(stdout).toBe("etcd-server\t2380/tcp\n");
  });

  it("refuses frequencies that are none", async () => {
    const ran = await convert("--max-bytes", "30", "--frequencies", registry);
    expect(ran).toMatchObject({ exitCode: 2, stdout: "" });
    expect(ran.stderr).toContain("no nmap-services file");
    expect(ran.stderr).not.toContain("bug");
  });
});

describe("reading", () => {
  it.each([
    [
      "nmap-services",
      "http\t80/tcp\t0.484143\t# Web\nunknown\t81/tcp\t0.01\n",
      "http,80,tcp\n,81,tcp",
    ],
    [
      "wireshark",
      "http\t80/tcp/udp\t# Web\nx11\t6000-6063/tcp\n",
      "http,80,tcp\nhttp,80,udp\nx11,6000-6063,tcp",
    ],
  ])("%s is known by its marks", async (name, text, rows) => {
    const { stdout, exitCode } = await portolan(["convert", put(name, text), "--to", "csv"]);
    expect(exitCode).toBe(0);
    const first3 = stdout
      .split("\r\n")
      .slice(1, -1)
      .map((row) => row.split(",", 3).join(","));
    expect(first3.join("\n")).toBe(rows);
  });

  it.each([
    ["prose", "The port 80/tcp is for http.\nAsk for it.\nThank you.\n"],
    ["comments", "# nothing\n\n"],
    [
      "IANA's list before 2011",
      "Keyword         Decimal    Description                     References\n-------         -------    -----------                     ----------\ntcpmux            1/tcp    TCP Port Service Multiplexer\n",
    ],
  ])("%s is refused as a services file", async (_, text) => {
    const ran = await portolan(["convert", put("odd", text), "--from", "services", "--to", "csv"]);
    expect(ran).toMatchObject({ exitCode: 2, stdout: "" });
  });
});
