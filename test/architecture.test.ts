import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { PUBLISHED } from "./packages.js";

const root = fileURLToPath(new URL("..", import.meta.url));
/** The package of data has no code; it may be imported, where no file of it can be read. */
const packages = PUBLISHED.filter((name) => name !== "data");

/** A package that has a `Format` is a format's. */
const FORMATS = packages.filter((name) =>
  existsSync(join(root, "packages", name, "src/format.ts")),
);
/** What each package may import of ours: the arrows of CONTRIBUTING.md. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  model: [],
  ...Object.fromEntries(FORMATS.map((format) => [format, ["model"]])),
  query: ["model"],
  source: ["data"],
  convert: ["model", ...FORMATS],
  chart: ["model", "convert", "query"],
  cli: ["model", "convert", "query", "chart", "source", ...FORMATS],
};
/** The one parsing library of a format; no other package has it. */
const LIBRARY: Readonly<Record<string, string>> = {
  csv: "csv-parse",
  xml: "fast-xml-parser",
  html: "parse5",
  yaml: "yaml",
  json: "jsonc-parser",
};
/** Only these touch files, sockets, streams or the process. */
const TOUCHES_SYSTEM = ["source", "cli"];

interface Import {
  readonly from: string;
  readonly of: string;
  readonly specifier: string;
}

/** A file of published code. */
interface Source {
  /** Name of its package. */
  readonly of: string;
  /** Its path below the packages. */
  readonly file: string;
  readonly text: string;
}

function sourcesOf(name: string): readonly Source[] {
  const folder = join(root, "packages", name, "src");
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .map((file) => ({
      of: name,
      file: join(name, "src", file),
      text: readFileSync(join(folder, file), "utf8"),
    }));
}

function importsOf({ of, file, text }: Source): readonly Import[] {
  const found = text.matchAll(
    /^(?:import|export)(?:\s[^"();=]*\bfrom)?\s*"([^"]+)"|\bimport\(\s*"([^"]+)"/gm,
  );
  return [...found].map((match) => ({ from: file, of, specifier: match[1] ?? match[2] ?? "" }));
}

const sources = packages.flatMap(sourcesOf);
const imports = sources.flatMap(importsOf);

function offenders(isWrong: (one: Import) => boolean): readonly string[] {
  return imports.filter(isWrong).map(({ from, specifier }) => `${from} imports ${specifier}`);
}

/** Lists what a package depends on, but for packages of ours. */
function librariesOf(name: string): readonly string[] {
  const manifest = readFileSync(join(root, "packages", name, "package.json"), "utf8");
  const { dependencies = {}, devDependencies = {} } = JSON.parse(manifest);
  // A library that the build puts into the package is needed for that only.
  return Object.keys({ ...dependencies, ...devDependencies }).filter(
    (one) => ownPackage(one) === undefined && !one.startsWith("@types/"),
  );
}

function ownPackage(specifier: string): string | undefined {
  if (specifier === "portolan") return "cli";
  return /^@portolan\/([^/]+)/.exec(specifier)?.[1];
}

/** Gives circles of files that import each other, as `a → b → a`; those that share files once. */
function circles(): readonly string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, way: readonly string[]): void => {
    const at = way.indexOf(file);
    if (at !== -1) found.push([...way.slice(at), file].join(" → "));
    if (at !== -1 || done.has(file)) return;
    for (const { from, specifier } of imports) {
      if (from !== file || !specifier.startsWith(".")) continue;
      visit(join(dirname(from), specifier.replace(/\.js$/, ".ts")), [...way, file]);
    }
    done.add(file);
  };
  for (const { from } of imports) visit(from, []);
  return found;
}

describe("the house", () => {
  it("has the rooms of the design and no others", () => {
    expect([...packages].sort()).toEqual(Object.keys(MAY_IMPORT).sort());
  });

  it("has imports to look at", () => {
    expect(imports.length).toBeGreaterThan(packages.length);
  });

  it("imports down only, and no format another format", () => {
    expect(
      offenders(({ of, specifier }) => {
        const target = ownPackage(specifier);
        return target !== undefined && !(MAY_IMPORT[of] ?? []).includes(target);
      }),
    ).toEqual([]);
  });

  it("crosses packages by name, never by path", () => {
    expect(
      offenders(({ from, of, specifier }) => {
        if (!specifier.startsWith(".")) return false;
        const target = relative(join(of, "src"), join(dirname(from), specifier));
        return target.startsWith("..") && !/^\.\.\/package\.json$/.test(target);
      }),
    ).toEqual([]);
  });

  it("has no files that import each other in a circle, be it types only", () => {
    expect(circles()).toEqual([]);
  });

  it.each(packages)("keeps each parsing library in one package, seen from %s", (name) => {
    const libraries = librariesOf(name);
    if (name === "model" || FORMATS.includes(name))
      expect(libraries).toEqual([LIBRARY[name]].filter((library) => library !== undefined));
    else expect(libraries.filter((one) => Object.values(LIBRARY).includes(one))).toEqual([]);
  });

  it.each(packages)("lets what only writes go without the library, seen from %s", (name) => {
    const { exports } = JSON.parse(
      readFileSync(join(root, "packages", name, "package.json"), "utf8"),
    );
    expect("./write" in exports).toBe(name in LIBRARY);
  });

  it.each(packages.filter((name) => !["model", "source", "cli"].includes(name)))(
    "gives the types of what it takes and gives, seen from %s",
    (name) => {
      const text = sources.find(({ file }) => file === join(name, "src/index.ts"))?.text ?? "";
      const types = /^export type \{([^}]*)\} from "@portolan\/model";$/m.exec(text)?.[1] ?? "";
      expect(types.split(",").map((type) => type.trim())).toContain("Registry");
    },
  );

  it("declares every package it imports", () => {
    for (const name of packages) {
      const manifest = JSON.parse(
        readFileSync(join(root, "packages", name, "package.json"), "utf8"),
      );
      const declared = new Set(Object.keys(manifest.dependencies ?? {}));
      const used = imports
        .filter(({ of, specifier }) => of === name && !/^(?:\.|node:)/.test(specifier))
        // What begins with # is mapped to a package by the manifest itself, or to a library in the build.
        .map(({ specifier }) => manifest.imports?.[specifier]?.default ?? specifier)
        .filter((specifier) => !specifier.startsWith("./dist/"))
        .map((specifier) => /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier);
      expect(
        used.filter((library) => !declared.has(library)),
        name,
      ).toEqual([]);
    }
  });

  it("touches files, sockets, streams and the process in source and cli only", () => {
    expect(
      offenders(
        ({ of, specifier }) => specifier.startsWith("node:") && !TOUCHES_SYSTEM.includes(of),
      ),
    ).toEqual([]);
    for (const { of, file, text } of sources) {
      if (!TOUCHES_SYSTEM.includes(of)) expect(text, file).not.toMatch(/\bprocess\./);
    }
  });

  it("reads no fixture and no test from published code", () => {
    expect(
      offenders(({ specifier }) => /@portolan\/test\b|(?:^|\/)test\//.test(specifier)),
    ).toEqual([]);
    // A path may be put together anywhere: none of the code names a place below the folder.
    for (const { file, text } of sources) expect(text, file).not.toMatch(/\bfixtures\//);
  });
});
