import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Runs the pnpm that runs the tests, else the one on the path. */
function runPnpm(...args: readonly string[]) {
  const path = process.env.npm_execpath ?? "";
  const isPnpm = /pnpm/.test(path);
  const [command, ...first] = !isPnpm
    ? ["pnpm"]
    : /\.[cm]?js$/.test(path)
      ? [process.execPath, path]
      : [path];
  return spawnSync(command ?? "", [...first, ...args], { cwd: root, encoding: "utf8" });
}

/** What `pnpm pack` tells of a package. */
interface Packed {
  readonly name: string;
  readonly files: readonly { readonly path: string }[];
}

/** Lists the files of each package that would be published, by the name of the package. */
function packAll(): ReadonlyMap<string, readonly string[]> {
  const { status, stdout, stderr } = runPnpm(
    ...["--silent", "--recursive", "--filter", "./packages/*"],
    ...["pack", "--dry-run", "--json"],
  );
  expect(status, stderr + stdout).toBe(0);
  const packed: readonly Packed[] = JSON.parse(stdout);
  return new Map(packed.map(({ name, files }) => [name, files.map(({ path }) => path)]));
}

const folders = readdirSync(join(root, "packages"));
/** Earlier ones do not tell what they would pack. */
const hasPnpm = Number.parseInt(runPnpm("--version").stdout ?? "", 10) >= 12;

describe.skipIf(!hasPnpm)("what pnpm publishes (needs pnpm 12)", () => {
  let packed: ReadonlyMap<string, readonly string[]>;
  beforeAll(() => {
    packed = packAll();
  });

  /** Gives the paths that the package of a folder publishes. */
  function pathsOf(folder: string): readonly string[] {
    return packed.get(folder === "cli" ? "portolan" : `@portolan/${folder}`) ?? [];
  }

  test("is every package", () => {
    expect(packed.size).toBe(folders.length);
  });

  test.each(folders)("%s: license and README, and no test", (folder) => {
    const paths = pathsOf(folder);
    expect(paths).toEqual(expect.arrayContaining(["LICENSE", "README.md", "package.json"]));
    expect(paths.filter((path) => /\.test\.|tsbuildinfo/.test(path))).toEqual([]);
  });

  test.each(folders)("%s: the source of every map", (folder) => {
    const paths = new Set(pathsOf(folder));
    const at = (path: string): string => join(root, "packages", folder, path);
    const missing = [...paths]
      .filter((path) => path.endsWith(".map"))
      .flatMap((path) => {
        const { sources } = JSON.parse(readFileSync(at(path), "utf8"));
        return sources.map((source: string) => posix.join(posix.dirname(path), source));
      })
      // What an earlier build left behind has no source any more.
      .filter((source) => !paths.has(source) && existsSync(at(source)));
    expect(missing).toEqual([]);
  });
});
