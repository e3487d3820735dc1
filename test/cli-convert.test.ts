import { mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { portolan } from "./run-portolan.js";
import { hasSnapshots, NEEDS_SNAPSHOTS, snapshotPath } from "./shared.js";

const HEADER =
  "Service Name,Port Number,Transport Protocol,Description,Assignee,Contact,Registration Date,Modification Date,Reference,Service Code,Unauthorized Use Reported,Assignment Notes";
const CSV = `${HEADER}\r\nhttp,80,tcp,World Wide Web HTTP,[IESG],[IETF_Chair],,2021-10-01,[RFC9110],,,\r\n,4,tcp,Unassigned,,,,,,,,\r\n`;
const ROW =
  '{"name":"http","port":"80","protocol":"tcp","description":"World Wide Web HTTP","assignee":"[IESG]","contact":"[IETF_Chair]","registrationDate":null,"modificationDate":"2021-10-01","reference":"[RFC9110]","serviceCode":null,"unauthorizedUse":null,"notes":null}\n';

let folder: string;
const path = (name: string): string => join(folder, name);
const put = (name: string, content: string | Uint8Array): string => {
  writeFileSync(path(name), content);
  return path(name);
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "portolan-cli-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe("convert", () => {
  it("reads standard input, knows the format by content, writes standard output", async () => {
    const ran = await portolan(["convert", "--to", "jsonl", "--name", "http"], { stdin: CSV });
    expect(ran).toEqual({ exitCode: 0, stdout: ROW, stderr: "" });
  });

  it("takes - as standard input, between files too, and joins", async () => {
    const other = put("b.csv", `${HEADER}\nhttps,443,tcp,,,,,,,,,\n`);
    const ran = await portolan(["convert", "-", other, "-t", "csv"], { stdin: CSV });
    expect(ran.exitCode).toBe(0);
    expect(ran.stdout.split("\r\n").map((line) => line.split(",", 3).join(","))).toEqual([
      "Service Name,Port Number,Transport Protocol",
      ",4,tcp",
      "http,80,tcp",
      "https,443,tcp",
      "",
    ]);
  });

  it("opens gzip and writes it, with the same bytes each time", async () => {
    const input = put("a.csv.gz", gzipSync(CSV));
    const made = [];
    for (const name of ["one.jsonl.gz", "two.jsonl.gz"]) {
      expect(
        (await portolan(["convert", input, "--name", "http", "-o", path(name)])).exitCode,
      ).toBe(0);
      made.push(readFileSync(path(name)));
    }
    expect(made[0]).toEqual(made[1]);
    expect(gunzipSync(made[0] ?? new Uint8Array()).toString()).toBe(ROW);
  });

  it("writes a file whole, keeps its mode, and follows links", async () => {
    const target = put("real.jsonl", "old\n");
    symlinkSync(target, path("link.jsonl"));
    const mode = statSync(target).mode;
    const ran = await portolan(["convert", "--name", "http", "-o", path("link.jsonl")], {
      stdin: CSV,
    });
    expect(ran).toEqual({ exitCode: 0, stdout: "", stderr: "" });
    expect(readFileSync(target, "utf8")).toBe(ROW);
    expect(statSync(target).mode).toBe(mode);
  });

  it("selects", async () => {
    const names = async (...selection: string[]): Promise<string> => {
      const { stdout } = await portolan(["convert", "--to", "jsonl", ...selection], { stdin: CSV });
      return stdout
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => JSON.parse(line).port)
        .join();
    };
    expect(await names("--port", "1-79")).toBe("4");
    expect(await names("--status", "assigned")).toBe("80");
    expect(await names("--since", "2021")).toBe("80");
    expect(await names("--where", "world wide")).toBe("80");
    expect(await names("--class", "user")).toBe("");
  });
});

describe("--check", () => {
  it("is 0 when the file is up to date, 1 with a short difference when not, 1 when missing", async () => {
    const check = () =>
      portolan(["convert", "--name", "http", "-o", path("a.jsonl"), "--check"], { stdin: CSV });
    expect(await check()).toMatchObject({
      exitCode: 1,
      stderr: `${path("a.jsonl")} does not exist.\n`,
    });
    put("a.jsonl", ROW);
    expect(await check()).toEqual({ exitCode: 0, stdout: "", stderr: "" });
    put("a.jsonl", ROW.replace("80", "81"));
    const { exitCode, stderr } = await check();
    expect(exitCode).toBe(1);
    expect(stderr).toContain('-{"name":"http","port":"81"');
    expect(stderr).toContain('+{"name":"http","port":"80"');
    expect(readFileSync(path("a.jsonl"), "utf8")).toBe(ROW.replace("80", "81"));
  });
});

describe("what cannot be done gives one clear message, exit 2, and leaves the output as it was", () => {
  const xml = `<?xml version="1.0"?>\n<registry xmlns="http://www.iana.org/assignments" id="service-names-port-numbers">\n<title>T</title>\n<record><name>a</name><number>1</number></record>\n</registry>\n`;
  const inputs: [string, string, string | Uint8Array | undefined, RegExp][] = [
    [
      "a truncated XML",
      "cut.xml",
      xml.slice(0, -20),
      /^\S+:\d+:\d+ error xml\/\S+ .+\nportolan: stopped because of \d errors?, and nothing is written.*\.\n$/,
    ],
    [
      "a mismatched tag",
      "tags.xml",
      xml.replace("</name>", "</nam>"),
      /^\S+:4:\d+ error xml\/\S+ .+\nportolan: stopped because of \d errors?, and nothing is written.*\.\n$/,
    ],
    [
      "an HTML error page named .xml",
      "page.xml",
      "<!DOCTYPE html>\n<html><head><title>404 Not Found</title></head><body><h1>Not Found</h1></body></html>\n",
      /^\S+:\d+:\d+ error \S+ .+\nportolan: stopped because of \d errors?, and nothing is written.*\.\n$/,
    ],
    [
      "an empty XML",
      "empty.xml",
      "",
      /^portolan: \S+empty\.xml is empty, or has nothing but blanks\.\n$/,
    ],
    [
      "an empty CSV",
      "empty.csv",
      "",
      /^portolan: \S+empty\.csv is empty, or has nothing but blanks\.\n$/,
    ],
    [
      "a CSV with an unclosed quote",
      "quote.csv",
      `${HEADER}\r\nhttp,80,tcp,"World,,,,,,,,\r\nx,1,tcp,,,,,,,,,\r\n`,
      /^\S+:2:13 error csv\/quote-not-closed .+\nportolan: stopped because of \d errors?, and nothing is written.*\.\n$/,
    ],
    [
      "a missing file",
      "missing.xml",
      undefined,
      /missing\.xml error source\/not-found There is no such file\.\n$/,
    ],
    [
      "broken gzip",
      "cut.csv.gz",
      gzipSync(CSV).subarray(0, 30),
      /^\S+ error source\/gzip-broken .+\n$/,
    ],
    [
      "what is no format at all",
      "what.bin",
      "neither fish nor fowl",
      /^portolan: cannot tell the format of .+ csv, html, json, jsonl, services, text, xml, yaml\.\n$/,
    ],
  ];
  it.each(inputs)("%s", async (_what, name, content, message) => {
    const input = content === undefined ? path(name) : put(name, content);
    const output = put("out.json", "previous");
    const ran = await portolan(["convert", input, "-o", output]);
    expect(ran.stderr).toMatch(message);
    expect(ran).toMatchObject({ exitCode: 2, stdout: "" });
    expect(readFileSync(output, "utf8")).toBe("previous");
  });

  it("a directory, as input and as output", async () => {
    expect(await portolan(["convert", folder, "--to", "json"])).toEqual({
      exitCode: 2,
      stdout: "",
      stderr: `${folder} error source/is-directory It is a directory; a file is needed.\n`,
    });
    expect(
      (await portolan(["convert", "--to", "json", "-o", folder], { stdin: CSV })).exitCode,
    ).toBe(2);
  });

  const usage: [string[], RegExp][] = [
    [["convert", "--to", "word"], /cannot write “word”; the formats are csv, html/],
    [["convert"], /Name the output format with --to: csv, html/],
    [["convert", "--to", "csv", "--from", "typescript"], /cannot read “typescript”/],
    [["convert", "--to", "csv", "--port", "x"], /--port: /],
    [["convert", "--to", "csv", "--status", "asigned"], /--status: “asigned” is none of assigned/],
    [["convert", "https://x.example/a.csv", "--to", "csv"], /address, which must be downloaded/],
    [["sync", "https://x.example/a.xml"], /“https:.+” is an address, not a file: --url gets it/],
    [["convert", "--to", "csv", "--check"], /--check compares with the file that --output names/],
  ];
  it.each(usage)("%j", async (argv, message) => {
    const ran = await portolan(argv, { stdin: CSV });
    expect(ran).toMatchObject({ exitCode: 2, stdout: "" });
    expect(ran.stderr).toMatch(message);
  });
});

it("says how to go on without what cannot be read only where something else was read", async () => {
  const odd = "a,1,tcp,,,,,,,,,,,too,many\n";
  const header =
    "Service Name,Port Number,Transport Protocol,Description,Assignee,Contact,Registration Date,Modification Date,Reference,Service Code,Unauthorized Use Reported,Assignment Notes\n";
  for (const command of [["convert", "--to", "xml"], ["stats"]]) {
    const said = async (rows: string): Promise<string> =>
      (await portolan([...command], { stdin: header + rows })).stderr.replaceAll(/\s+/g, " ");
    expect(await said(odd)).toMatch(/stopped because of 1 error, and nothing is written\. $/);
    expect(await said(`b,1,tcp,,,,,,,,,\n${odd}`)).toContain("written; --keep-going leaves out");
  }
});

describe("warnings", () => {
  const odd = CSV.replace(",80,", ",99999,");
  it("are shown, and --strict refuses them", async () => {
    const output = put("out.json", "previous");
    const lax = await portolan(["convert", "-o", output], { stdin: odd });
    expect(lax.exitCode).toBe(0);
    expect(lax.stderr).toMatch(/^<stdin>:2:6 warning record\/port-invalid .+\n$/);
    const written = readFileSync(output, "utf8");
    const strict = await portolan(["convert", "-o", output, "--strict", "--status", "assigned"], {
      stdin: odd,
    });
    expect(strict.exitCode).toBe(2);
    expect(readFileSync(output, "utf8")).toBe(written);
  });

  it("come as JSON on request, and not at all with --quiet", async () => {
    const { stderr } = await portolan(["convert", "--to", "jsonl", "--json"], { stdin: odd });
    expect(JSON.parse(stderr)).toMatchObject({
      file: "<stdin>",
      code: "record/port-invalid",
      start: { line: 2, column: 6 },
    });
    expect((await portolan(["convert", "--to", "jsonl", "-q"], { stdin: odd })).stderr).toBe("");
  });

  it("show the source line and a caret on a terminal, coloured unless NO_COLOR says not", async () => {
    const show = (env: Record<string, string>) =>
      portolan(["convert", "--to", "jsonl"], { stdin: odd, terminal: 60, env });
    const plain = (await show({ NO_COLOR: "1" })).stderr;
    const [source, caret] = plain.split("\n").filter((line) => line.startsWith("  |"));
    expect(source).toMatch(/^ {2}\| http,99999,tcp/);
    expect(caret).toBe(`  | ${" ".repeat(5)}^`);
    expect((await show({})).stderr).toContain("\u001B[33mwarning\u001B[39m");
  });
});

describe.skipIf(!hasSnapshots)(`the published registry ${NEEDS_SNAPSHOTS}`, () => {
  it.each([
    ["2025-09-22", 14_485],
    ["2024-04-30", 14_447],
  ])("of %s gives the same %i lines from XML and CSV", async (day, count) => {
    const xml = await portolan(["convert", snapshotPath(day, "xml"), "--to", "jsonl"]);
    const csv = await portolan(["convert", snapshotPath(day, "csv"), "--to", "jsonl"]);
    expect([xml.exitCode, csv.exitCode, xml.stderr, csv.stderr]).toEqual([0, 0, "", ""]);
    expect(xml.stdout.split("\n")).toHaveLength(count + 1);
    expect(xml.stdout === csv.stdout).toBe(true);
  });
});
