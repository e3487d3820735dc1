import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { COMPATIBILITY_PACKS, TARGETS } from "@portolan/services";
import { COPY_SHAPES } from "@portolan/text";
import { COLUMNS } from "portolan";
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
    expect(ran).toEqual({
      exitCode: 0,
      stdout: "",
      stderr: expect.stringMatching(/^(?:written .+\n){3}3 files: 3 written, 0 unchanged\.\n$/),
    });
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
      'outputs.etc.options.packs must be a list of some of "debian", "fedora", "bsd", "gentoo", "windows".',
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

it.each([
  ["[]", "the file must be an object."],
  ["{}", "cases must be an object."],
  ['{"cases":1}', "cases must be an object."],
  ['{"cases":{"a":null}}', "cases.a must be an object."],
  ['{"cases":{"a":{}}}', "outputs must be an object."],
  ['{"cases":{"a":{"outputs":1}}}', "cases.a.outputs must be an object."],
  ['{"cases":{"a":{"source":1,"outputs":{}}}}', "cases.a.source must be a path."],
  ['{"cases":{"a":{"folder":1,"outputs":{}}}}', "cases.a.folder must be a path."],
  [
    '{"cases":{"../a":{"outputs":{}}}}',
    "cases.../a must be a path below the folder of the config.",
  ],
  ['{"cases":{"a":{"select":1,"outputs":{}}}}', "cases.a.select must be an object."],
  ['{"cases":{"a":{"select":{"port":80},"outputs":{}}}}', "cases.a.select.port must be a text."],
  ['{"cases":{"a":{"outputs":{"x":1}}}}', "cases.a.outputs.x must be an object."],
  ['{"cases":{"a":{"outputs":{"x":{}}}}}', "cases.a.outputs.x.to must name a format."],
  ['{"cases":{"a":{"outputs":{"x":{"to":1}}}}}', "cases.a.outputs.x.to must name a format."],
  [
    '{"cases":{"a":{"outputs":{"x.csv":{"options":1}}}}}',
    "cases.a.outputs.x.csv.options must be an object.",
  ],
])("a config that is %s is refused, and says where", async (text, message) => {
  const path = join(folder, "fixtures.json");
  writeFileSync(path, text);
  const ran = await portolan(["fixtures", folder]);
  expect(ran).toMatchObject({ exitCode: 2, stdout: "", stderr: `portolan: ${path}: ${message}\n` });
});

it.each([
  [0, true],
  [10, true],
  [11, false],
  [-1, false],
  [1.5, false],
])("a number of an option has its limits: %d", async (indent, isTaken) => {
  const cases = { web: { source: "web.jsonl", outputs: { "a.json": { options: { indent } } } } };
  writeFileSync(join(folder, "fixtures.json"), JSON.stringify({ cases }));
  expect((await portolan(["fixtures", folder])).exitCode).toBe(isTaken ? 0 : 2);
});

describe("outputs anywhere below the config", () => {
  const config = {
    cases: {
      repository: {
        source: "web.jsonl",
        folder: ".",
        outputs: {
          "src/gen/ports.ts": {},
          "etc/services": { to: "services", options: { header: false, comments: "none" } },
        },
      },
      other: { source: "more.csv", select: { port: "22" }, outputs: { "ssh.yml": {} } },
    },
  };
  const put = (content: unknown): void =>
    writeFileSync(join(folder, "fixtures.json"), JSON.stringify(content));
  const run = (...options: string[]): Promise<Ran> =>
    portolan(["fixtures", join(folder, "fixtures.json"), ...options]);
  const read = (name: string): string => readFileSync(join(folder, name), "utf8");

  beforeEach(() => {
    writeFileSync(
      join(folder, "more.csv"),
      `${COLUMNS.map(({ heading }) => heading).join()}\nssh,22,tcp,,,,,,,,,\ntelnet,23,tcp,,,,,,,,,\n`,
    );
  });

  it("are made of several registries, told as written, unchanged, or would change", async () => {
    put(config);
    const check = await run("--check");
    expect(check.exitCode).toBe(1);
    expect(check.stderr).toMatch(
      /ports\.ts does not exist\.\n(?:.*\n)*3 files: 3 would change, 0 up to date\.\n$/,
    );
    expect(readdirSync(folder).sort()).toEqual(["fixtures.json", "more.csv", "web.jsonl"]);

    expect((await run()).stderr).toMatch(/3 files: 3 written, 0 unchanged\.\n$/);
    expect(read("etc/services")).toBe("http\t80/tcp\n");
    expect(read("src/gen/ports.ts")).toContain("80");
    expect(read("other/ssh.yml")).toContain("ssh");
    expect(read("other/ssh.yml")).not.toContain("telnet");

    expect(await run("--check")).toMatchObject({ exitCode: 0 });
    const before = statSync(join(folder, "etc/services")).mtimeMs;
    writeFileSync(join(folder, "other/ssh.yml"), "old\n");
    const again = await run();
    expect(again.stderr).toBe(
      `written  ${join(folder, "other/ssh.yml")}\n3 files: 1 written, 2 unchanged.\n`,
    );
    expect(statSync(join(folder, "etc/services")).mtimeMs).toBe(before);
  });

  it.each([
    ["../out.csv", {}],
    ["/tmp/out.csv", {}],
    ["a/../../out.csv", {}],
    ["out.csv", { folder: ".." }],
    ["out.csv", { folder: "/tmp" }],
    ["sub/", {}],
  ])("%s with %j is refused, and nothing is written", async (name, more) => {
    const outputs = { "good.csv": {}, [name]: { to: "csv" } };
    put({ cases: { web: { source: "web.jsonl", outputs, ...more } } });
    const ran = await run();
    expect(ran).toMatchObject({ exitCode: 2, stdout: "" });
    expect(ran.stderr).toMatch(
      /must be (?:a path below the folder of the config|the path of a file)\.\n$/,
    );
    expect(readdirSync(folder).sort()).toEqual(["fixtures.json", "more.csv", "web.jsonl"]);
  });

  it("by a link that leads out are refused", async () => {
    const outside = mkdtempSync(join(tmpdir(), "portolan-outside-"));
    try {
      symlinkSync(outside, join(folder, "link"));
      writeFileSync(join(outside, "there.csv"), "mine\n");
      symlinkSync(join(outside, "there.csv"), join(folder, "there.csv"));
      for (const name of ["link/out.csv", "there.csv"]) {
        put({ cases: { web: { source: "web.jsonl", folder: ".", outputs: { [name]: {} } } } });
        const ran = await run();
        expect(ran.exitCode, name).toBe(2);
        expect(ran.stderr).toContain("leads out of");
      }
      expect(readdirSync(outside)).toEqual(["there.csv"]);
      expect(readFileSync(join(outside, "there.csv"), "utf8")).toBe("mine\n");
    } finally {
      rmSync(outside, { recursive: true });
    }
  });

  it("are written all or none where one cannot be made", async () => {
    put({
      cases: {
        one: { source: "web.jsonl", outputs: { "a.csv": {} } },
        two: { source: "none.csv", outputs: { "b.csv": {} } },
      },
    });
    expect((await run()).exitCode).toBe(2);
    expect(readdirSync(folder).sort()).toEqual(["fixtures.json", "more.csv", "web.jsonl"]);
  });
});
