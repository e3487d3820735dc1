import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const folders = readdirSync(join(root, "packages"));

/** A `package.json`, as far as it is looked at. */
interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly keywords: readonly string[];
  readonly private?: boolean;
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly [field: string]: unknown;
}

function manifestIn(packages: string, folder: string): Manifest {
  return JSON.parse(readFileSync(join(packages, folder, "package.json"), "utf8"));
}

/** A package that is not published needs none of this. */
const published = folders.filter(
  (folder) => manifestIn(join(root, "packages"), folder).private !== true,
);
const manifests = published.map((folder) => ({
  folder,
  manifest: manifestIn(join(root, "packages"), folder),
}));
const VERSION = manifestIn(join(root, "packages"), "cli").version;
const workspace = readFileSync(join(root, "pnpm-workspace.yaml"), "utf8");
const license = readFileSync(join(root, "LICENSE"), "utf8");

describe.each(manifests)("the manifest of $folder", ({ folder, manifest }) => {
  it("says what the package is and whose", () => {
    expect(manifest).toMatchObject({
      name: folder === "cli" ? "portolan" : `@portolan/${folder}`,
      // Data is also released alone, with the date of the registry as its last number.
      version: expect.stringMatching(folder === "data" ? /^\d+\.\d+\.\d+$/ : VERSION),
      description: expect.stringMatching(/^[A-Z].{30,200}\.$/),
      license: "MIT",
      author: expect.stringMatching(/^The \w+ authors$/),
      type: "module",
      sideEffects: false,
      engines: { node: ">=20.19.0" },
    });
    expect(license).toContain(manifest.author);
    expect(manifest.keywords).toEqual(expect.arrayContaining(["iana", "port-numbers"]));
    expect(new Set(manifest.keywords).size).toBe(manifest.keywords.length);
    expect(manifest.keywords.length).toBeGreaterThan(4);
  });

  it("leaves its home to the release, which knows it", () => {
    expect(manifest).not.toHaveProperty("repository");
    expect(manifest).not.toHaveProperty("homepage");
    expect(manifest).not.toHaveProperty("bugs");
  });

  it("exports types with every script, and itself", () => {
    const { "./package.json": itself, ...entries } = manifest.exports;
    expect(itself).toBe("./package.json");
    expect(Object.keys(entries)).toContain(".");
    for (const [entry, target] of Object.entries(entries)) {
      if (typeof target === "string") expect(target, entry).toMatch(/\.json$/);
      // A condition after another that also holds would never be asked.
      else
        expect([Object.keys(target)[0], Object.keys(target).at(-1)]).toEqual(["types", "default"]);
    }
  });

  it("lets fixes of what it depends on reach its users", () => {
    for (const [name, range] of Object.entries(manifest.dependencies ?? {})) {
      if (/^(?:@portolan\/|portolan$)/.test(name)) expect(range).toBe("workspace:^");
      else {
        expect(range, name).toBe("catalog:");
        expect(workspace).toMatch(new RegExp(`^  "?${name}"?: \\^\\d`, "m"));
      }
    }
  });
});

describe("a release", () => {
  let packages: string;
  beforeAll(() => {
    packages = mkdtempSync(join(tmpdir(), "portolan-manifests-"));
    for (const folder of folders) {
      mkdirSync(join(packages, folder));
      const file = join(folder, "package.json");
      cpSync(join(root, "packages", file), join(packages, file));
    }
  });
  afterAll(() => rmSync(packages, { recursive: true }));

  function setHome(...args: readonly string[]): number | null {
    return spawnSync(process.execPath, [join(root, ".ci/set-home.js"), ...args]).status;
  }

  it.each(["", "git@example.org:someone/portolan.git", "https://example.org"])(
    "refuses %j as the address of a repository",
    (address) => expect(setHome(address, packages)).toBe(2),
  );

  it("writes the address of the repository into every package, again and again the same", () => {
    const address = "https://example.org/someone/portolan";
    for (const written of [address, `${address}.git`, `${address}/`]) {
      expect(setHome(written, packages)).toBe(0);
      for (const { folder, manifest } of manifests) {
        const filled = manifestIn(packages, folder);
        expect(filled).toEqual({
          ...manifest,
          homepage: `${address}/tree/HEAD/packages/${folder}#readme`,
          bugs: `${address}/issues`,
          repository: {
            type: "git",
            url: `git+${address}.git`,
            directory: `packages/${folder}`,
          },
        });
      }
    }
  });
});
