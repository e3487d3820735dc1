import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
/** The package of data has no code. */
const packages = readdirSync(join(root, "packages")).filter((name) => name !== "data");

const FORMATS = ["csv", "xml", "html", "text", "services", "json", "yaml", "typescript"];
/** What each package may import of ours: the arrows of CONTRIBUTING.md. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  model: [],
  ...Object.fromEntries(FORMATS.map((format) => [format, ["model"]])),
  query: ["model"],
  source: [],
  convert: ["model", ...FORMATS],
  cli: ["model", "convert", "query", "source", ...FORMATS],
};
/** Each parsing library belongs to one package. */
const OWNER: Readonly<Record<string, string>> = {
  "csv-parse": "csv",
  "fast-xml-parser": "xml",
  parse5: "html",
  yaml: "yaml",
  "jsonc-parser": "json",
};
/** Only these touch files, sockets, streams or the process. */
const TOUCHES_SYSTEM = ["source", "cli"];

interface Import {
  readonly from: string;
  readonly of: string;
  readonly specifier: string;
}

function importsOf(name: string): readonly Import[] {
  const folder = join(root, "packages", name, "src");
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .flatMap((file) => {
      const text = readFileSync(join(folder, file), "utf8");
      const found = text.matchAll(
        /^(?:import|export)(?:\s[^"();=]*\bfrom)?\s*"([^"]+)"|\bimport\(\s*"([^"]+)"/gm,
      );
      return [...found].map((match) => ({
        from: join(name, "src", file),
        of: name,
        specifier: match[1] ?? match[2] ?? "",
      }));
    });
}

const imports = packages.flatMap(importsOf);

function offenders(isWrong: (one: Import) => boolean): readonly string[] {
  return imports.filter(isWrong).map(({ from, specifier }) => `${from} imports ${specifier}`);
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

  it("keeps each parsing library in one package", () => {
    for (const name of packages) {
      const manifest = readFileSync(join(root, "packages", name, "package.json"), "utf8");
      const dependencies = Object.keys(JSON.parse(manifest).dependencies ?? {});
      const foreign = dependencies.filter((library) => (OWNER[library] ?? name) !== name);
      expect(foreign, name).toEqual([]);
    }
  });

  it("declares every package it imports", () => {
    for (const name of packages) {
      const manifest = JSON.parse(
        readFileSync(join(root, "packages", name, "package.json"), "utf8"),
      );
      const declared = new Set(Object.keys(manifest.dependencies ?? {}));
      const used = imports
        .filter(({ of, specifier }) => of === name && !/^(?:\.|node:)/.test(specifier))
        // What begins with # is mapped to a package by the manifest itself.
        .map(({ specifier }) => manifest.imports?.[specifier]?.default ?? specifier)
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
    const outside = packages.filter((name) => !TOUCHES_SYSTEM.includes(name));
    for (const name of outside) {
      const folder = join(root, "packages", name, "src");
      for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
        if (!file.endsWith(".ts") || file.endsWith(".test.ts")) continue;
        expect(readFileSync(join(folder, file), "utf8"), file).not.toMatch(/\bprocess\./);
      }
    }
  });

  it("reads no fixture and no test from published code", () => {
    expect(
      offenders(({ specifier }) => /@portolan\/test|\.\.\/fixtures\//.test(specifier)),
    ).toEqual([]);
  });
});
