import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { fromCsv } from "@portolan/csv";
import { createRegistry, type Registry, type ServiceRecord } from "@portolan/model";
import { type ToTypeScriptOptions, toTypeScript } from "@portolan/typescript";
import { build } from "esbuild";
import { afterAll, describe, expect, test } from "vitest";
import { remembered } from "./remembered.js";
import { hasSnapshots, NEEDS_SNAPSHOTS, NEWEST_DAY, readSnapshot } from "./shared.js";

const BIOME = fileURLToPath(new URL("../node_modules/@biomejs/biome/bin/biome", import.meta.url));
const COMPILERS = [
  ["TypeScript 5.9", "typescript-5"],
  ["TypeScript 7", "typescript"],
] as const;

const directory = mkdtempSync(join(tmpdir(), "portolan-typescript-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** Names that are hard on identifiers, property keys, string literals or line widths. */
const HARD_NAMES = [
  ...["http", "udt-os", "udt_os", "3com-tsmux", "9pfs", "whois++", "cl/1", "BESApi", "besapi"],
  ...["a b (c)", "__proto__", "constructor", "delete", "123", 'two "quotes"', "one 'quote'"],
  ...["`tick`", "back\\slash", "\u2028", "\uD800", "\0", "é", "-", ""],
  ...[40, 58, 62, 70, 73, 76, 80, 120].map((length) => "n".repeat(length)),
  ...[60, 70, 74, 90].map((length) => `${"n".repeat(length)}-1`),
];

const HARD: Registry = createRegistry({
  records: HARD_NAMES.flatMap((name, i) => {
    const record: ServiceRecord = { name, contacts: [], references: [], description: `*/ ${name}` };
    const last = i % 4;
    return [
      { ...record, port: i, protocol: "tcp" },
      { ...record, port: { first: i, last: i + last }, protocol: "udp" },
      ...[...Array(last * 7).keys()].map((more) => ({
        ...{ ...record, port: 10_000 + more, protocol: "sctp" },
      })),
      { ...record, port: { first: 9, last: 10 + last }, protocol: "sctp" },
      { ...record, port: { first: 11, last: 12 }, protocol: last === 1 ? "dccp" : "sctp" },
      { ...record, port: { first: 12, last: 13 }, protocol: "dccp" },
      { ...record, ...(last === 2 ? { protocol: "other one" } : {}) },
    ];
  }).concat(
    Array.from({ length: 60 }, (_, at) => ({
      ...{ name: "many-ports", port: 9 + at * 173, protocol: "tcp" },
      ...{ contacts: [], references: [] },
    })),
  ),
});

const VARIANTS: readonly (readonly [name: string, options: ToTypeScriptOptions])[] = [
  ["constants", {}],
  ["constants-full", { naming: "camelCase", descriptions: true, dnsSd: true }],
  ["module", { shape: "module" }],
  ["module-full", { shape: "module", descriptions: true, dnsSd: true }],
];

const CONSUMER = `
import { HTTP_TCP } from "./constants.js";
import { isServiceName, type Port, type ServiceName, services } from "./module.js";
export const port: 80 | 0 = HTTP_TCP;
export const ports: readonly Port[] | undefined = services.http.tcp;
export const name: ServiceName = "udt_os";
export const found: boolean = isServiceName("no-such-service");
// @ts-expect-error No service has this name.
services["no-such-service"];
`;

/** Formats as Biome and Prettier do by default, but for Biome's tabs. */
function format(text: string): string {
  return execFileSync(
    process.execPath,
    [
      ...[BIOME, "format", "--stdin-file-path=generated.ts", "--files-max-size=9000000"],
      ...["--indent-style=space", "--indent-width=2", "--line-width=80"],
    ],
    { cwd: directory, input: text, encoding: "utf8", maxBuffer: 1 << 26 },
  );
}

/** Writes every variant, and a module that uses them, into the directory. */
function writeVariants(registry: Registry): void {
  for (const [name, options] of VARIANTS) {
    writeFileSync(join(directory, `${name}.ts`), toTypeScript(registry, options));
  }
  writeFileSync(join(directory, "consumer.ts"), CONSUMER);
}

describe.each([
  ["a small registry of hard names", true, () => HARD],
  [
    `the published registry ${NEEDS_SNAPSHOTS}`,
    hasSnapshots,
    () => fromCsv(readSnapshot(NEWEST_DAY, "csv")).registry,
  ],
] as const)("%s", (_, isAvailable, make) => {
  const registry = remembered(make);
  test.skipIf(!isAvailable).each(VARIANTS)(
    "%s stays as it is under the formatter",
    (_, options) => {
      const text = toTypeScript(registry(), options);
      expect(format(text) === text).toBe(true);
    },
  );

  test.skipIf(!isAvailable).each(COMPILERS)("passes %s, strict", (_, name) => {
    writeVariants(registry());
    const tsc = fileURLToPath(new URL(`node_modules/${name}/bin/tsc`, import.meta.url));
    const flags = ["--strict", "--declaration", "--isolatedDeclarations", "--erasableSyntaxOnly"];
    // The compiler's own library is not what is checked here.
    flags.push("--skipLibCheck", "--lib", "es2022");
    const modules = ["--module", "nodenext", "--target", "es2022", "--outDir", name];
    const files = [...VARIANTS.map(([variant]) => `${variant}.ts`), "consumer.ts"];
    execFileSync(process.execPath, [tsc, ...flags, ...modules, ...files], { cwd: directory });
    expect(existsSync(join(directory, name, "constants.d.ts"))).toBe(true);
  });

  test.skipIf(!isAvailable)("one constant bundles to less than 1 kB", async () => {
    writeVariants(registry());
    const { outputFiles } = await build({
      stdin: {
        contents: 'import { HTTP_TCP } from "./constants.ts"; console.log(HTTP_TCP);',
        resolveDir: directory,
      },
      ...{ bundle: true, format: "esm", write: false },
    });
    const text = outputFiles[0]?.text ?? "";
    expect(text).toContain("HTTP_TCP = ");
    expect(text.length).toBeLessThan(1000);
  });
});
