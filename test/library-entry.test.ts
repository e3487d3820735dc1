import { readFileSync } from "node:fs";
import * as portolan from "portolan";
import { describe, expect, it } from "vitest";

type Module = Readonly<Record<string, unknown>>;

const library: Module = portolan;
const manifest: { dependencies: Readonly<Record<string, string>> } = JSON.parse(
  readFileSync(new URL("../packages/cli/package.json", import.meta.url), "utf8"),
);
// The package of data has no code.
const packages = Object.keys(manifest.dependencies).filter(
  (name) => name.startsWith("@portolan/") && name !== "@portolan/data",
);
const modules = await Promise.all(packages.map((name): Promise<Module> => import(name)));
const names = modules.flatMap((exported) => Object.keys(exported));

describe("portolan", () => {
  it("gives everything that the packages it is made of export", () => {
    const missing = modules.flatMap((exported) =>
      Object.keys(exported).filter((name) => library[name] !== exported[name]),
    );
    expect(missing).toEqual([]);
  });

  it("adds nothing but the command and the one-line way", () => {
    const own = Object.keys(library).filter((name) => !names.includes(name));
    expect(own.toSorted()).toEqual(["openRegistry", "run"]);
  });

  // Two modules that export one name would hide it from each other.
  it("finds no name in two packages", () => {
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });
});
