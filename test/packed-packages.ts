import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { PUBLISHED } from "./packages.js";

const packages = fileURLToPath(new URL("../packages", import.meta.url));

interface Manifest {
  readonly name: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

interface Packed {
  readonly name: string;
  readonly files: readonly { readonly path: string }[];
}

/**
 * Puts every package into the `node_modules` of a folder with the files that would be published.
 * Libraries of others are links into the workspace, so nothing is downloaded.
 *
 * @throws where the packages have not been built.
 */
export function installPacked(folder: string): void {
  const unbuilt = PUBLISHED.filter(
    (name) =>
      existsSync(join(packages, name, "src")) &&
      !existsSync(join(packages, name, "dist/index.d.ts")),
  );
  if (unbuilt.length > 0) {
    throw new Error(`Run pnpm build first; these have no dist folder: ${unbuilt.join(", ")}.`);
  }
  const manifests = PUBLISHED.map((name) => ({ from: join(packages, name), ...manifestOf(name) }));
  for (const { name, files } of packedFiles(PUBLISHED)) {
    const from = manifests.find((manifest) => manifest.name === name)?.from ?? "";
    for (const { path } of files) {
      const to = join(folder, "node_modules", name, path);
      mkdirSync(dirname(to), { recursive: true });
      copyFileSync(join(from, path), to);
    }
  }
  for (const { from, dependencies = {} } of manifests) {
    for (const [library, version] of Object.entries(dependencies)) {
      if (!version.startsWith("workspace:"))
        link(join(from, "node_modules", library), library, folder);
    }
  }
  link(fileURLToPath(new URL("node_modules/@types/node", import.meta.url)), "@types/node", folder);
}

function manifestOf(name: string): Manifest {
  return JSON.parse(readFileSync(join(packages, name, "package.json"), "utf8"));
}

/** Asks npm which files of each package it would publish. */
function packedFiles(folders: readonly string[]): readonly Packed[] {
  const answer = execFileSync(
    "npm",
    [
      "pack",
      "--dry-run",
      "--json",
      "--ignore-scripts",
      "--offline",
      ...folders.map((name) => `./${name}`),
    ],
    { cwd: packages, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] },
  );
  return Object.values(JSON.parse(answer));
}

function link(from: string, name: string, folder: string): void {
  const to = join(folder, "node_modules", name);
  if (existsSync(to)) return;
  mkdirSync(dirname(to), { recursive: true });
  symlinkSync(from, to);
}
