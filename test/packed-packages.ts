import { copyFileSync, existsSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import packlist from "npm-packlist";
import { PUBLISHED } from "./packages.js";

const packages = fileURLToPath(new URL("../packages", import.meta.url));

interface Manifest {
  readonly name: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/**
 * Puts every package into the `node_modules` of a folder with the files that would be published.
 * Libraries of others are links into the workspace, so nothing is downloaded.
 *
 * @throws where the packages have not been built.
 */
export async function installPacked(folder: string): Promise<void> {
  const unbuilt = PUBLISHED.filter(
    (name) =>
      existsSync(join(packages, name, "src")) &&
      !existsSync(join(packages, name, "dist/index.d.ts")),
  );
  if (unbuilt.length > 0) {
    throw new Error(`Run pnpm build first; these have no dist folder: ${unbuilt.join(", ")}.`);
  }
  for (const name of PUBLISHED) {
    const from = join(packages, name);
    const manifest: Manifest = JSON.parse(readFileSync(join(from, "package.json"), "utf8"));
    // npm's own list of what it packs, without the packing: that takes seconds.
    const tree = { path: from, package: manifest, isProjectRoot: true, edgesOut: new Map() };
    for (const path of await packlist(tree)) {
      const to = join(folder, "node_modules", manifest.name, path);
      mkdirSync(dirname(to), { recursive: true });
      copyFileSync(join(from, path), to);
    }
    for (const [library, version] of Object.entries(manifest.dependencies ?? {})) {
      if (!version.startsWith("workspace:"))
        link(join(from, "node_modules", library), library, folder);
    }
  }
  link(fileURLToPath(new URL("node_modules/@types/node", import.meta.url)), "@types/node", folder);
}

function link(from: string, name: string, folder: string): void {
  const to = join(folder, "node_modules", name);
  if (existsSync(to)) return;
  mkdirSync(dirname(to), { recursive: true });
  symlinkSync(from, to);
}
