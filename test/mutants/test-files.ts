import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import type { Mutant } from "./mutations.js";
import type { Reach } from "./results.js";

/** What never runs a source, or judges how it is written. */
const LEFT_OUT =
  /^test\/(?:bench|mutants|architecture|bundled-programs|closing|consumer-types|data-package|dependencies|first-names|has-program|manifests|published-packages|readme-(?:problems|sizes)|release|services-consumers|site|workflows)/;

/** Lists the test files that mutants are tried by. */
export function testFilesOf(root: string): readonly string[] {
  return ["packages", "test"].flatMap((top) =>
    readdirSync(join(root, top), { recursive: true, encoding: "utf8" })
      .map((file) => `${top}/${file}`)
      .filter((file) => file.endsWith(".test.ts") && !/node_modules|\/dist\//.test(file))
      .filter((file) => !LEFT_OUT.test(file))
      .sort(),
  );
}

/** Tells whether a test file asks, itself or by a module of the tests, what stands beside the project. */
export function asksShared(root: string, file: string, seen = new Set<string>()): boolean {
  if (basename(file) === "shared.ts") return true;
  const path = join(root, file);
  if (seen.has(file) || !existsSync(path)) return false;
  seen.add(file);
  return [...readFileSync(path, "utf8").matchAll(/from "(\.[^"]+)\.js"/g)].some(([, name = ""]) =>
    asksShared(root, join(file, "..", `${name}.ts`), seen),
  );
}

/** Puts the tests of the file first, then those of its package, then what is quick. */
export function costOf(file: string, { took }: Reach, mutant: Mutant): number {
  if (file === mutant.file.replace(/\.ts$/, ".test.ts")) return 0;
  const [own = ""] = /^packages\/[^/]+\//.exec(mutant.file) ?? [];
  return took + (file.startsWith(own) ? 0 : 1_500);
}

/** Finds the folder of the published states, of which a copy of the workspace has none beside it. */
export function publishedStates(root: string): string | undefined {
  const { PORTOLAN_SHARED } = process.env;
  const folders =
    PORTOLAN_SHARED === undefined
      ? [join(root, "../shared"), join(root, ".snapshots")]
      : [PORTOLAN_SHARED];
  const found = folders.find((folder) => existsSync(join(folder, "registry")));
  return found === undefined ? undefined : resolve(found);
}
