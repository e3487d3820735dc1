import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { fromJson } from "@portolan/json";
import { afterAll, describe, expect, it, vi } from "vitest";
import { examplesOfMarkdown, examplesOfSource } from "./examples.js";
import { PUBLISHED } from "./packages.js";
import { claims, type Load, runExample } from "./run-example.js";

const root = fileURLToPath(new URL("..", import.meta.url));

// A registry that was synced would answer instead of the one that ships.
vi.stubEnv("PORTOLAN_CACHE", "/nonexistent/nothing-synced");
afterAll(() => vi.unstubAllEnvs());

const load: Load = (specifier) => import(specifier);

function nameOf(folder: string): string {
  return folder === "cli" ? "portolan" : `@portolan/${folder}`;
}

const readmes = ["README.md", ...PUBLISHED.map((folder) => `packages/${folder}/README.md`)]
  .map((file) => {
    const path = join(root, file);
    const text = existsSync(path) ? readFileSync(path, "utf8") : "";
    return { file, examples: examplesOfMarkdown(file, text) };
  })
  // The workspace's own page may show the command only.
  .filter(({ file, examples }) => file !== "README.md" || examples.length > 0);

describe.each(readmes)("$file", ({ examples }) => {
  it("shows how the package is used", () => {
    expect(examples.filter(claims)).not.toEqual([]);
  });

  it.each(examples)("tells the truth in line $line", (example) => runExample(example, load));
});

const libraries = PUBLISHED.filter((folder) => folder !== "cli");
const exportedBy = new Map(
  await Promise.all(
    libraries.map(async (folder) => [folder, Object.keys(await load(nameOf(folder)))] as const),
  ),
);
const everyExport = Object.entries(await load("portolan"));
const methods = everyExport.flatMap(([, value]) =>
  typeof value === "function" ? Object.getOwnPropertyNames(value.prototype ?? {}) : [],
);
const everyName = new Set([...everyExport.map(([name]) => name), ...methods]);

describe.each(libraries)("the README of %s", (folder) => {
  const text = readFileSync(join(root, "packages", folder, "README.md"), "utf8");

  it("speaks of all that the package exports", () => {
    const silent = exportedBy
      .get(folder)
      ?.filter((name) => !new RegExp(`\\b${name}\\b`).test(text));
    expect(silent).toEqual([]);
  });

  it("speaks of nothing that there is not", () => {
    const calls = text.matchAll(/`(?:await |new )?([A-Za-z]\w+)\(\w/g);
    // Names of constants that are written begin as services do.
    const tables = text.matchAll(/`((?!HTTP_)[A-Z]{2,}_?[A-Z_]+S)`/g);
    const named = [...calls, ...tables].map(([, name = ""]) => name);
    expect(named.filter((name) => !everyName.has(name))).toEqual([]);
  });
});

describe.each(PUBLISHED.filter((folder) => folder !== "data"))(
  "documentation comments of %s",
  async (folder) => {
    const exported = await load(nameOf(folder));
    // What an example may name without saying where it comes from; `registry` is the excerpt.
    const excerpt = readFileSync(join(root, "packages/data/registry.json"), "utf8");
    const scope = {
      ...(await load("@portolan/model")),
      ...exported,
      registry: fromJson(excerpt).registry,
    };
    const sources = readdirSync(join(root, "packages", folder, "src"), {
      recursive: true,
      encoding: "utf8",
    }).filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"));
    const examples = sources.flatMap((source) => {
      const file = `packages/${folder}/src/${source}`;
      return [...examplesOfSource(file, readFileSync(join(root, file), "utf8"))]
        .filter(([name, example]) => name in exported && claims(example))
        .map(([name, example]) => ({ name, example }));
    });

    it("are read", () => expect(sources).not.toEqual([]));

    it.each(examples)("tell the truth of $name, $example.file:$example.line", ({ example }) =>
      runExample(example, load, scope),
    );
  },
);
