import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const page = readFileSync(join(root, "CONTRIBUTING.md"), "utf8");

interface Manifest {
  readonly private?: boolean;
  readonly license?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly imports?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

function manifestOf(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
}

/** A library, and the folder of a package that depends on it or brings it along. */
interface Dependency {
  readonly library: string;
  readonly folder: string;
  readonly isBundled: boolean;
}

const dependencies = readdirSync(join(root, "packages")).flatMap((folder): Dependency[] => {
  const manifest = manifestOf(join(root, "packages", folder));
  if (manifest.private === true) return [];
  const libraries = Object.keys(manifest.dependencies ?? {}).filter(
    (name) => !name.startsWith("@portolan/"),
  );
  const bundled = Object.values(manifest.imports ?? {})
    .filter((by) => by.default?.startsWith("./dist/") && !by.types?.startsWith("."))
    .map((by) => by.types ?? "");
  return [
    ...libraries.map((library) => ({ library, folder, isBundled: false })),
    ...bundled.map((library) => ({ library, folder, isBundled: true })),
  ];
});

describe("the dependencies in CONTRIBUTING.md", () => {
  const section = /^### Dependencies\n.*?(?=^### )/ms.exec(page)?.[0] ?? "";
  const rows = [...section.matchAll(/^\| `([^`]+)` +\| `([^`]+)` +\| (\S.*?) +\|$/gm)].map(
    ([, library = "", folder = "", reason = ""]) => ({ library, folder, reason }),
  );

  it("are those that users get, each once, in order, with a reason", () => {
    const names = [...new Set(dependencies.map(({ library }) => library))].sort();
    expect(names.length).toBeGreaterThan(10);
    expect(rows.map(({ library }) => library)).toEqual(names);
    for (const { library, folder, reason } of rows) {
      const folders = dependencies.filter((one) => one.library === library);
      expect(folders.map((one) => one.folder)).toContain(folder);
      expect(reason.length).toBeGreaterThan(10);
      expect(reason.includes("bundled"), library).toBe(folders.some((one) => one.isBundled));
    }
  });

  it("have the licenses that it says", () => {
    const said = new Map(
      [...section.matchAll(/`(\w+)` \(([\w-]+)\)/g)].map(([, name, kind]) => [name, kind]),
    );
    for (const { library, folder } of dependencies) {
      const { license } = manifestOf(join(root, "packages", folder, "node_modules", library));
      expect(license, library).toBe(said.get(library) ?? "MIT");
    }
  });

  it.each(dependencies.filter(({ isBundled }) => isBundled))(
    "$folder brings the license of $library along",
    ({ library, folder }) => {
      const file = join(root, "packages", folder, "dist/licenses.txt");
      expect(existsSync(file)).toBe(true);
      expect(readFileSync(file, "utf8")).toMatch(
        new RegExp(`^${library} \\d[^]*\\bcopyright\\b`, "im"),
      );
    },
  );
});
