import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { basename, join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Runs the pnpm that runs the tests, else the one on the path. */
function runPnpm(...args: readonly string[]): string {
  const path = process.env.npm_execpath ?? "";
  const isPnpm = /pnpm/.test(path);
  const [command, ...first] = !isPnpm
    ? ["pnpm"]
    : /\.[cm]?js$/.test(path)
      ? [process.execPath, path]
      : [path];
  const { stdout } = spawnSync(command ?? "", [...first, ...args], { cwd: root, encoding: "utf8" });
  return stdout ?? "";
}

interface Packed {
  readonly name: string;
  readonly files: readonly { readonly path: string }[];
}

const answer = runPnpm(
  "--silent",
  "--recursive",
  "--filter",
  "./packages/*",
  "pack",
  "--dry-run",
  "--json",
);
const packed: readonly Packed[] = answer === "" ? [] : JSON.parse(answer);

describe.skipIf(packed.length === 0)("what pnpm publishes (needs pnpm 12)", () => {
  test.each(packed)("$name: license and README, and no test", ({ files }) => {
    const paths = files.map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining(["LICENSE", "README.md", "package.json"]));
    expect(paths.filter((path) => /\.test\.|tsbuildinfo/.test(path))).toEqual([]);
  });

  test.each(packed)("$name: the source of every map", ({ name, files }) => {
    const paths = new Set(files.map(({ path }) => path));
    const folder = join(root, "packages", name === "portolan" ? "cli" : basename(name));
    const missing = [...paths]
      .filter((path) => path.endsWith(".map"))
      .flatMap((path) => {
        const { sources } = JSON.parse(readFileSync(join(folder, path), "utf8"));
        return sources.map((source: string) => posix.join(posix.dirname(path), source));
      })
      // What an earlier build left behind has no source any more.
      .filter((source) => !paths.has(source) && existsSync(join(folder, source)));
    expect(missing).toEqual([]);
  });
});
