import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/**
 * Translates the scripts of a folder, which Node 20 cannot run as TypeScript, into its `dist`, and loads
 * `main.ts` of them.
 *
 * @param {URL} folder
 * @param {string[]} others files beside `main.ts` that are started by themselves
 */
export async function loadTranslated(folder, others = []) {
  await build({
    absWorkingDir: fileURLToPath(folder),
    entryPoints: ["main.ts", ...others],
    outdir: "dist",
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    packages: "external",
    logLevel: "warning",
  });
  return import(new URL("dist/main.js", folder).href);
}
