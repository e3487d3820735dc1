import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { portolan } from "./run-portolan.js";

/** Controls that a terminal obeys: ESC with a colour, OSC 8, CSI of C1, DEL, CR, and bidi. */
const CONTROLS = [
  "\u001B[8m",
  "\u001B]8;;http://example.org\u0007",
  "\u009B2J",
  "\u007F",
  "\r",
  "\u202E",
  "\u2066",
  "\u200F",
  "\u2028",
];
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const RAW = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/;

const HEADER =
  "Service Name,Port Number,Transport Protocol,Description,Assignee,Contact,Registration Date,Modification Date,Reference,Service Code,Unauthorized Use Reported,Assignment Notes";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "portolan-escapes-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe.each(CONTROLS.map((control) => [JSON.stringify(control), control]))("%s", (_, control) => {
  const row = `evil,1001,tcp,"a${control}b","[a${control}]","[c${control}]",,,"[d${control}]",,"e${control}","n${control}"`;
  const put = (name: string): string => {
    const path = join(folder, name);
    writeFileSync(path, `${HEADER}\r\n${row}\r\nevil${control},1002,t${control},,,,,,,,,\r\n`);
    return path;
  };

  it.each([undefined, 80])("in data is never shown raw (terminal: %s)", async (terminal) => {
    const input = put("input.csv");
    const other = put("other.csv");
    writeFileSync(other, `${HEADER}\r\n`);
    const env = { NO_COLOR: "1" };
    for (const argv of [
      ["lookup", "-r", input, "1001", "1002"],
      ["search", "evil", "-r", input],
      ["diff", other, input],
      ["lint", input],
      ["stats", input],
    ]) {
      const ran = await portolan(argv, { env, ...(terminal === undefined ? {} : { terminal }) });
      expect(ran.stdout + ran.stderr, argv.join(" ")).not.toMatch(RAW);
    }
  });

  it("in what a terminal shows of a conversion is an escape, and in a pipe itself", async () => {
    const argv = ["convert", put("input.csv"), "--to", "json", "-q"];
    const piped = await portolan(argv);
    const shown = await portolan(argv, { terminal: 80 });
    expect(shown.stdout).not.toMatch(RAW);
    expect(shown.exitCode).toBe(piped.exitCode);
    if (piped.exitCode === 0) expect(JSON.parse(shown.stdout)).toEqual(JSON.parse(piped.stdout));
  });

  it("in names of files, queries and options makes no line and no sequence", async () => {
    const name = `no${control}\nfile:1:1 error forged\n`;
    for (const argv of [
      ["convert", join(folder, name), "--to", "csv"],
      ["convert", "--to", name],
      ["lookup", name],
      ["search", name, `--${name}`],
      [name],
      ["sync", "--url", `https://${name}`],
    ]) {
      const { stdout, stderr } = await portolan(argv, { env: { PORTOLAN_CACHE: folder } });
      expect(stdout + stderr, argv.join(" ")).not.toMatch(RAW);
      expect(`${stdout}\n${stderr}`, argv.join(" ")).not.toMatch(/^file:1:1/m);
    }
  });
});

it("in LANG=C our own signs are ASCII", async () => {
  const { stderr } = await portolan(["convert", "--to", "word"], { env: { LANG: "C" } });
  expect(stderr).toMatch(/^portolan: cannot write "word"; [ -~]+\n$/);
  const utf8 = await portolan(["convert", "--to", "word"], { env: { LANG: "C.UTF-8" } });
  expect(utf8.stderr).toMatch(/cannot write “word”/);
});

it("in LANG=C what is JSON stays JSON, with the signs that it has elsewhere", async () => {
  const folder = mkdtempSync(join(tmpdir(), "portolan-ascii-"));
  const file = join(folder, "odd.csv");
  writeFileSync(file, "Service Name,Port Number,Transport Protocol\nnäme,99999,“q”\n");
  for (const argv of [
    ["lint", file, "--json"],
    ["convert", file, "--to", "jsonl", "--json"],
  ]) {
    const [ascii, utf8] = [
      await portolan(argv, { env: { LANG: "C" } }),
      await portolan(argv, { env: { LANG: "C.UTF-8" } }),
    ];
    expect(ascii).toEqual(utf8);
    const lines = `${ascii.stdout}${ascii.stderr}`.trimEnd().split("\n");
    const messages = lines.map((line) => JSON.parse(line).message ?? "");
    expect(messages.join()).toContain("“99999”");
  }
  rmSync(folder, { recursive: true });
});
