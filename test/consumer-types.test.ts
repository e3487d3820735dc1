import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { transform } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { installPacked } from "./packed-packages.js";

const execute = promisify(execFile);

function pathOf(file: string): string {
  return fileURLToPath(new URL(file, import.meta.url));
}

const COMPILERS = [
  ["TypeScript 5.9", pathOf("node_modules/typescript-5/bin/tsc")],
  ["TypeScript 7", pathOf("node_modules/typescript/bin/tsc")],
] as const;
const RESOLUTIONS = [
  ["NodeNext", { module: "NodeNext" }],
  ["bundler", { module: "ESNext", moduleResolution: "bundler" }],
] as const;
const COMBINATIONS = COMPILERS.flatMap(([compiler, tsc]) =>
  RESOLUTIONS.map(([resolution, options]) => ({ compiler, tsc, resolution, options })),
);

const program = readFileSync(pathOf("consumer/main.mts"), "utf8");

describe("a project that has installed the packages", () => {
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "portolan-consumer-"));
    await installPacked(folder);
    writeFileSync(join(folder, "main.mts"), program);
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(COMBINATIONS)(
    "compiles with $compiler and $resolution resolution",
    async ({ compiler, tsc, resolution, options }) => {
      const config = join(folder, `${compiler}-${resolution}.json`);
      const common = { target: "ES2023", lib: ["ES2023"], types: ["node"], strict: true };
      const compilerOptions = { ...common, ...options, noEmit: true };
      writeFileSync(config, JSON.stringify({ compilerOptions, files: ["main.mts"] }));
      const complaints = await execute(process.execPath, [tsc, "-p", config]).then(
        () => "",
        ({ stdout, message }) => stdout || message,
      );
      expect(complaints).toBe("");
    },
  );

  it("runs", async () => {
    const { code } = await transform(program, { loader: "ts" });
    const script = join(folder, "main.mjs");
    writeFileSync(script, code);
    const { stdout } = await execute(process.execPath, [script]);
    expect(JSON.parse(stdout)).toEqual({
      ports: { csv: 80, xml: 80, html: 80, text: 80, services: 80, json: 80, jsonl: 80, yaml: 80 },
      converted: ["jsonl", "http"],
      found: "http",
      hits: 1,
      oneLibrary: true,
      same: true,
      findings: 0,
      decoded: "http",
      constant: "export const HTTP_TCP = 80;",
      command: "0 http\t\t80/tcp\t# World Wide Web HTTP",
      unused: ["function", "plan9"],
    });
  });
});
