import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { installPacked } from "./packed-packages.js";

/** What a program of each package does, and prints. */
const PROGRAMS: readonly (readonly [name: string, source: string, printed: string])[] = [
  [
    "portolan",
    `import { createIndex, fromCsv, lookup } from "portolan";
     const { registry } = fromCsv("Service Name,Port Number,Transport Protocol\\r\\nhttp,80,tcp\\r\\n");
     console.log(lookup(createIndex(registry), "80/tcp").entries[0].record.name);`,
    "http",
  ],
  [
    "portolan, any format",
    `import { FORMATS, readRegistry, writeRegistry, createRegistry } from "portolan";
     const registry = createRegistry({ records: [{ name: "http", port: 80, protocol: "tcp" }] });
     const told = [];
     for (const { name, loadReader } of FORMATS) {
       const { text } = await writeRegistry(registry, name);
       if (loadReader === undefined) continue;
       const read = await readRegistry(text, { from: name });
       told.push(name + ":" + read.registry.records[0].port);
     }
     console.log(told.join(" "));`,
    "csv:80 html:80 json:80 jsonl:80 services:80 text:80 xml:80 yaml:80",
  ],
  [
    "@portolan/json",
    `import { fromJson } from "@portolan/json";
     console.log(fromJson('{"records":[{"name":"http","port":80}]}').registry.records.length,
       fromJson('{"records":[{"name":').problems.length > 0);`,
    "1 true",
  ],
  [
    "@portolan/yaml",
    `import { fromYaml } from "@portolan/yaml";
     console.log(fromYaml("records:\\n  - &a { name: http }\\n  - *a\\n").registry.records.length);`,
    "2",
  ],
  [
    "@portolan/html",
    `import { fromHtml } from "@portolan/html";
     console.log(fromHtml("<table><tr><th>Service Name<th>Port Number<th>Transport Protocol<tr><td>http<td>80<td>tcp</table>").registry.records.length);`,
    "1",
  ],
  [
    "@portolan/xml",
    `import { fromXml, toXml } from "@portolan/xml";
     import { createRegistry } from "@portolan/model";
     console.log(fromXml(toXml(createRegistry({ records: [{ name: "http" }] }))).registry.records[0].name);`,
    "http",
  ],
  [
    "@portolan/services",
    `import { fromServices } from "@portolan/services";
     console.log(fromServices("http 80/tcp www\\nssh 22/tcp\\n").registry.records.length);`,
    "3",
  ],
  [
    "@portolan/typescript",
    `import { toTypeScript } from "@portolan/typescript";
     import { createRegistry } from "@portolan/model";
     console.log(toTypeScript(createRegistry({ records: [{ name: "http", port: 80, protocol: "tcp" }] })).includes("HTTP_TCP = 80"));`,
    "true",
  ],
  [
    "@portolan/data",
    `import { registry } from "@portolan/data";
     console.log(registry.coverage, registry.records.find(({ port }) => port === 443).name);`,
    "excerpt https",
  ],
];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "portolan-bundled-"));
  installPacked(folder);
  mkdirSync(join(folder, "out"));
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function printed(file: string): string {
  return execFileSync(process.execPath, [file], { cwd: folder, encoding: "utf8" }).trim();
}

describe.each(PROGRAMS)("a program over %s", (name, source, expected) => {
  const stem = name.replace(/\W+/g, "-");

  // CommonJS has no await at the top level of a file.
  const formats = source.includes("await") ? (["esm"] as const) : (["esm", "cjs"] as const);
  it.each(formats)("bundled by esbuild as %s for Node prints what it should", async (format) => {
    const entry = join(folder, `${stem}.mjs`);
    writeFileSync(entry, source);
    const outfile = join(folder, "out", `${stem}.${format === "esm" ? "mjs" : "cjs"}`);
    await build({
      entryPoints: [entry],
      bundle: true,
      platform: "node",
      format,
      outfile,
      logLevel: "silent",
    });
    expect(printed(outfile)).toBe(expected);
  });
});
