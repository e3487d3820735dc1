// Bundles each package's sources into its dist: one file for what is always needed, and one for each
// part that is loaded on demand. Node opens and links every module by itself: a command that stood in
// two hundred files would start more slowly than it converts the registry. Types come from tsc.

import { existsSync, readdirSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/**
 * What a package can be entered by: formats have a light second one, those with a library one that
 * writes without it, model one for our own packages, and the library of all one for browsers.
 */
const ENTRIES = ["index", "format", "write", "internal", "browser", "main"].map(
  (name) => `src/${name}.ts`,
);

async function bundle(folder) {
  const entryPoints = ENTRIES.map((entry) => `${folder}/${entry}`).filter(existsSync);
  if (entryPoints.length === 0) return;
  removeScripts(`${folder}/dist`);
  await build({
    entryPoints,
    outdir: `${folder}/dist`,
    bundle: true,
    splitting: true,
    packages: "external",
    // What a package.json maps by platform is chosen where it runs.
    external: ["#*"],
    format: "esm",
    platform: "neutral",
    target: "es2023",
    sourcemap: true,
    sourcesContent: false,
    logLevel: "warning",
  });
}

/**
 * Libraries that go into a package, because a program that is bundled with them does not run: the one
 * calls for files that a bundler cannot see, the other for a module of Node by a name of its own. Each
 * is built of its form for browsers, as CommonJS, which every bundler takes.
 */
const VENDORED = [
  { folder: "json", library: "jsonc-parser", entry: "lib/esm/main.js" },
  { folder: "yaml", library: "yaml", entry: "browser/index.js" },
];

async function vendor({ folder, library, entry }) {
  await build({
    entryPoints: [`${packages}${folder}/node_modules/${library}/${entry}`],
    outfile: `${packages}${folder}/dist/${library}.cjs`,
    bundle: true,
    format: "cjs",
    platform: "node",
    target: "es2023",
    legalComments: "inline",
    logLevel: "warning",
  });
}

/** Removes what an earlier build left: the names of the parts change with their content. */
function removeScripts(folder) {
  for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" }))
    if (/\.js(?:\.map)?$/.test(file)) rmSync(`${folder}/${file}`);
}

const packages = fileURLToPath(new URL("packages/", import.meta.url));
for (const name of readdirSync(packages)) await bundle(packages + name);
for (const one of VENDORED) await vendor(one);
