import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BUNDLERS, FILES, type Platform } from "./bundlers.js";
import { hasChromium, launchChromium, NEEDS_CHROMIUM, openProgram } from "./chromium.js";
import { everyFormat } from "./every-format.js";
import { type Answer, writeProgram } from "./example-programs.js";
import { type Example, examplesOfMarkdown } from "./examples.js";
import { PUBLISHED } from "./packages.js";
import { installPacked } from "./packed-packages.js";
import { importsOf } from "./run-example.js";

const execute = promisify(execFile);
const packages = fileURLToPath(new URL("../packages", import.meta.url));

/** What programs do beside the examples of READMEs: a few names of what has many. */
const ODD_EXAMPLES: readonly string[] = [
  `import { createIndex, fromCsv, lookup } from "portolan";
const { registry } = fromCsv("Service Name,Port Number,Transport Protocol\\r\\nhttp,80,tcp\\r\\n");
lookup(createIndex(registry), "80/tcp").entries[0].record.name; // → "http"`,
  `import { createRegistry, FORMATS, readRegistry, writeRegistry } from "portolan";
const registry = createRegistry({ records: [{ name: "http", port: 80, protocol: "tcp" }] });
const told = [];
for (const { name, loadReader } of FORMATS) {
  const { text } = await writeRegistry(registry, name);
  if (loadReader === undefined) continue;
  const read = await readRegistry(text, { from: name });
  told.push(name + ":" + read.registry.records[0].port);
}
told.join(" "); // → "csv:80 html:80 json:80 jsonl:80 services:80 text:80 xml:80 yaml:80"`,
  `import { fromJson } from "@portolan/json";
fromJson('{"records":[{"name":"http","port":80}]}').registry.records.length; // → 1
fromJson('{"records":[{"name":').problems.length > 0; // → true`,
  `import { fromYaml } from "@portolan/yaml";
fromYaml("records:\\n  - &a { name: http }\\n  - *a\\n").registry.records.length; // → 2`,
  `import { fromHtml } from "@portolan/html";
const table = "<table><tr><th>Service Name<th>Port Number<th>Transport Protocol<tr><td>http<td>80<td>tcp</table>";
fromHtml(table).registry.records.length; // → 1`,
  `import { fromXml, toXml } from "@portolan/xml";
import { createRegistry } from "@portolan/model";
fromXml(toXml(createRegistry({ records: [{ name: "http" }] }))).registry.records[0].name; // → "http"`,
  `import { fromServices } from "@portolan/services";
fromServices("http 80/tcp www\\nssh 22/tcp\\n").registry.records.length; // → 3`,
  `import { toTypeScript } from "@portolan/typescript";
import { createRegistry } from "@portolan/model";
const text = toTypeScript(createRegistry({ records: [{ name: "http", port: 80, protocol: "tcp" }] }));
text.includes("HTTP_TCP = 80"); // → true`,
];
const oddExamples = ODD_EXAMPLES.map((code, index): Example => {
  return { file: "odd.md", line: index + 1, code: `${code}\n` };
});

/** What a program gives that also writes, reads and asks every format. */
const EVERYTHING: Answer = {
  expression: "[examples.length, await own.everyFormat()]",
  module: "every-format",
};

/** What touches files and sockets is not for browsers. */
const needsNode = ({ file }: Example): boolean => /\/(?:cli|source)\//.test(file);

/** The command has files of its own, and is run as it is installed. */
const isCommand = ({ code }: Example): boolean => code.includes('import { run } from "portolan"');

const byPackage = PUBLISHED.map((folder) => {
  const file = `packages/${folder}/README.md`;
  const name = folder === "cli" ? "portolan" : `@portolan/${folder}`;
  const odd = oddExamples.filter((example) => importsOf(example)[0] === name);
  const text = readFileSync(join(packages, folder, "README.md"), "utf8");
  const shown = examplesOfMarkdown(file, text).filter((example) => !isCommand(example));
  return { name, examples: [...shown, ...odd] };
});
const allExamples = byPackage.flatMap(({ examples }) => examples);

/** A registry that was synced would answer instead of the one that ships. */
const env = { ...process.env, PORTOLAN_CACHE: join(tmpdir(), "portolan-nothing-synced") };

let folder: string;
let browser: Browser | undefined;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "portolan-bundled-"));
  await installPacked(folder);
  if (hasChromium) browser = await launchChromium();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs programs one after the other, in a process that takes longer to start than they do. */
const RUN_ALL = `for (const file of process.argv.slice(1)) {
  await import(file);
  await globalThis.printed;
}`;

/** Gives what the programs of a platform print, each in its own kind of module. */
async function printedIn(out: string, platform: Platform): Promise<readonly unknown[]> {
  const paths = FILES[platform].map(({ file }) => join(out, file));
  if (platform === "Node") {
    const run = ["--input-type=module", "-e", RUN_ALL];
    const files = paths.map((path) => pathToFileURL(path).href);
    const { stdout } = await execute(process.execPath, [...run, ...files], { env });
    return stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
  }
  const printed = await Promise.all(
    paths.map(async (path) => {
      if (browser === undefined) throw new Error("There is no browser.");
      const page = await openProgram(browser, path);
      return await page.evaluate<string>("globalThis.printed");
    }),
  );
  return printed.map((text) => JSON.parse(text));
}

describe.each(byPackage)("a program over $name", ({ name, examples }) => {
  it("is shown in the README", () => expect(examples).not.toEqual([]));

  it("bundled by esbuild prints what it should", async () => {
    const stem = name.replace(/\W+/g, "-");
    const out = join(folder, "out", stem);
    await BUNDLERS[0]?.bundle(writeProgram(folder, stem, examples), out, "Node");
    expect(await printedIn(out, "Node")).toEqual([examples.length, examples.length]);
  });
});

describe.each(BUNDLERS.map((bundler) => ({ ...bundler, why: bundler.missing ?? "" })))(
  "$name $why",
  ({ name, bundle, missing }) => {
    const isLeftOut = missing !== undefined;
    let expected: unknown;
    beforeAll(async () => {
      expected = JSON.parse(JSON.stringify(await everyFormat()));
    });

    it.skipIf(isLeftOut)("bundles the examples of every package for Node", async () => {
      const out = join(folder, "out", name, "node");
      mkdirSync(out, { recursive: true });
      await bundle(writeProgram(folder, `${name}-node`, allExamples, EVERYTHING), out, "Node");
      const one = [allExamples.length, expected];
      expect(await printedIn(out, "Node")).toEqual([one, one]);
    });

    const out = (): string => join(folder, "out", name, "browsers");
    const taken = allExamples.filter((example) => !needsNode(example));
    it.skipIf(isLeftOut)(
      "bundles those that need no Node for browsers, and nothing of Node",
      async () => {
        mkdirSync(out(), { recursive: true });
        await bundle(
          writeProgram(folder, `${name}-browsers`, taken, EVERYTHING),
          out(),
          "browsers",
        );
        for (const file of readdirSync(out())) {
          const text = readFileSync(join(out(), file), "utf8");
          expect(text, file).not.toMatch(/(?:\bfrom|\bimport|\brequire\(|\bimport\()\s*["']node:/);
        }
      },
    );

    it.skipIf(isLeftOut || !hasChromium)(`and runs in Chromium ${NEEDS_CHROMIUM}`, async () => {
      expect(await printedIn(out(), "browsers")).toEqual([[taken.length, expected]]);
    });
  },
);
