import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CSV, HTML, TEXT, XML } from "./protocol-numbers-forms.js";
import { portolan } from "./run-portolan.js";

const folder = mkdtempSync(join(tmpdir(), "portolan-protocols-"));
const path = (name: string): string => join(folder, name);
const write = (name: string, text: string): string => {
  writeFileSync(path(name), text);
  return path(name);
};

const NOTES = `<stdout> warning protocols/name-rewritten Keywords with characters that a line cannot hold are written in a legal form: 2, for example ARGUS (deprecated).
<stdout> info protocols/no-keyword Protocol numbers without a keyword cannot be written: 3, for example 148-252.
`;

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("portolan services protocols", () => {
  let expected = "";
  beforeAll(async () => {
    expected = (await portolan(["services", "protocols"], { stdin: XML })).stdout;
  });

  test.each([
    ["numbers.xml", XML],
    ["numbers.html", HTML],
    ["numbers.txt", TEXT],
  ])("writes the same from %s, named or piped", async (name, source) => {
    const named = await portolan(["services", "protocols", write(name, source)]);
    expect(named).toEqual({ exitCode: 0, stdout: expected, stderr: NOTES });
    const piped = await portolan(["services", "protocols", "-"], { stdin: source });
    expect(piped).toEqual(named);
    expect(expected).toContain(
      "registry Assigned Internet Protocol Numbers of 2024-05-06,\n# https://www.iana.org/assignments/protocol-numbers\nhopopt\t0\tHOPOPT\t# IPv6 Hop-by-Hop Option\n",
    );
  });

  test("writes the same from CSV, which has no date", async () => {
    const { stdout, exitCode } = await portolan(["services", "protocols"], { stdin: CSV });
    expect(exitCode).toBe(0);
    expect(stdout).toBe(expected.replace("of 2024-05-06", "without a date"));
  });

  test("takes the options of a services file", async () => {
    const command = ["services", "protocols", "--no-header", "--comments", "none"];
    const { stdout } = await portolan([...command, "--pack", "debian"], { stdin: XML });
    expect(stdout.split("\n").slice(0, 2)).toEqual(["hopopt\t0\tHOPOPT ip IP", "igp\t9\tIGP"]);
  });

  test("writes a file, and tells whether it is up to date", async () => {
    const command = ["services", "protocols", write("numbers.xml", XML), "-o", path("protocols")];
    const missing = await portolan([...command, "--check"]);
    expect(missing.exitCode).toBe(1);
    expect(missing.stderr).toContain("does not exist");
    expect((await portolan(command)).exitCode).toBe(0);
    expect(readFileSync(path("protocols"), "utf8")).toBe(expected);
    expect((await portolan([...command, "--check"])).exitCode).toBe(0);
    write("protocols", expected.replace("hopopt\t0", "hopopt\t1"));
    const stale = await portolan([...command, "--check"]);
    expect(stale.exitCode).toBe(1);
    expect(stale.stderr).toContain("-hopopt\t1\tHOPOPT");
  });

  test("writes nothing of a registry with errors", async () => {
    const stdin = XML.replace("<value>9<", "<value>nine<");
    const { exitCode, stdout, stderr } = await portolan(["services", "protocols"], { stdin });
    expect([exitCode, stdout]).toEqual([2, ""]);
    expect(stderr).toBe(
      "<stdin>:17:5 error protocol-numbers/number-invalid “nine” is not a protocol number or range between 0 and 255; the record is left out.\n",
    );
  });

  test.each<{ message: string; options?: readonly string[]; stdin?: string }>([
    { message: "portolan: Name a file with IANA" },
    { message: "the formats are xml, csv, html, text.", options: ["--from", "json"] },
    { message: "--check compares with the file that --output names", options: ["--check"] },
    {
      message: "“plan9” is none of debian, fedora, bsd, gentoo, windows.",
      options: ["--pack", "plan9"],
    },
    { message: "cannot tell the format of <stdin>", stdin: "tcp 6 TCP\n" },
  ])("refuses what it cannot do: $message", async ({ message, options = [], stdin }) => {
    const ran = await portolan(
      ["services", "protocols", ...options],
      stdin === undefined ? {} : { stdin },
    );
    expect([ran.exitCode, ran.stdout]).toEqual([2, ""]);
    expect(ran.stderr).toContain(message);
  });
});
