import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { COMPATIBILITY_PACKS, TARGETS } from "@portolan/services";
import { COPY_SHAPES } from "@portolan/text";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { portolan, type Ran } from "./run-portolan.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "portolan-fixtures-"));
  writeFileSync(join(folder, "web.jsonl"), '{"name":"http","port":"80","protocol":"tcp"}\n');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs `portolan fixtures` with such outputs of one case. */
function fixtures(outputs: object, more: object = {}): Promise<Ran> {
  const config = { outputs, cases: { web: { source: "web.jsonl" } }, ...more };
  writeFileSync(join(folder, "fixtures.json"), JSON.stringify(config));
  return portolan(["fixtures", folder]);
}

const made = (file: string): string => readFileSync(join(folder, "web", file), "utf8");

describe("portolan fixtures", () => {
  it("gives the writer its options", async () => {
    const ran = await fixtures({
      etc: { to: "services", options: { header: false, comments: "none", names: ["http"] } },
      "unix.csv": { to: "csv", options: { lineEnding: "\n" } },
      "indented.json": { to: "json", options: { indent: 1 } },
    });
    expect(ran).toEqual({ exitCode: 0, stdout: "", stderr: "1 case written.\n" });
    expect(made("etc")).toBe("http\t80/tcp\n");
    expect(made("unix.csv")).not.toContain("\r");
    expect(made("indented.json")).toContain('\n  {\n   "name": "http"');
  });

  it("takes every word that the packages know", async () => {
    const outputs = {
      ...Object.fromEntries(
        TARGETS.map((target) => [target, { to: "services", options: { target } }]),
      ),
      ...Object.fromEntries(
        COPY_SHAPES.map((layout) => [layout, { to: "text", options: { layout } }]),
      ),
      packs: { to: "services", options: { packs: COMPATIBILITY_PACKS } },
    };
    expect(await fixtures(outputs)).toMatchObject({ exitCode: 0 });
    expect(readdirSync(join(folder, "web")).sort()).toEqual(Object.keys(outputs).sort());
  });

  it("tells what a writer could not express, with the path of the output", async () => {
    writeFileSync(
      join(folder, "web.jsonl"),
      '{"name":"a","port":"80","protocol":"tcp","description":"x\\u0001y"}\n',
    );
    const { exitCode, stderr } = await fixtures({ "page.html": { to: "html" } });
    expect(exitCode).toBe(0);
    expect(stderr).toContain(`${join(folder, "web", "page.html")} warning html/`);
  });

  const mistakes: readonly (readonly [outputs: object, message: string])[] = [
    [
      { etc: { to: "services", options: { target: "glibcx" } } },
      'outputs.etc.options.target must be one of "portable", "glibc", "musl", "bsd", "go".',
    ],
    [
      { etc: { to: "services", options: { packs: "debian" } } },
      'outputs.etc.options.packs must be a list of some of "debian", "fedora", "bsd".',
    ],
    [
      { etc: { to: "services", options: { names: [1] } } },
      "outputs.etc.options.names must be a list of texts.",
    ],
    [{ etc: { to: "services", options: { base: 1 } } }, "outputs.etc.options.base must be a text."],
    [
      { a: { to: "json", options: { indent: "x" } } },
      "outputs.a.options.indent must be a whole number from 0 to 10.",
    ],
    [
      { a: { to: "csv", options: { safeCells: 1 } } },
      "outputs.a.options.safeCells must be true or false.",
    ],
    [
      { a: { to: "json", options: { traget: "glibc" } } },
      "outputs.a.options.traget is no option of the writer of json, whose options are indent.",
    ],
    [
      { a: { to: "html", options: { indent: 1 } } },
      "outputs.a.options.indent is no option of the writer of html, which has none.",
    ],
    [{ a: { to: "csv", option: {} } }, "outputs.a has “option”, which is none of to, options."],
  ];
  it.each(mistakes)("refuses %j, and says where", async (outputs, message) => {
    const { exitCode, stderr } = await fixtures(outputs);
    expect(exitCode).toBe(2);
    expect(stderr).toBe(`portolan: ${join(folder, "fixtures.json")}: ${message}\n`);
    expect(readdirSync(folder).sort()).toEqual(["fixtures.json", "web.jsonl"]);
  });

  it.each([
    [{ case: {} }, "the file has “case”, which is none of outputs, cases."],
    [
      { cases: { web: { source: "web.jsonl", select: { ports: "80" } } } },
      "cases.web.select has “ports”, which is none of port, protocol, name, status, class, since, where.",
    ],
  ])("refuses %j beside the outputs", async (more, message) => {
    const { exitCode, stderr } = await fixtures({}, more);
    expect(exitCode).toBe(2);
    expect(stderr).toBe(`portolan: ${join(folder, "fixtures.json")}: ${message}\n`);
  });
});
