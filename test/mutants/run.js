// Starts the sample of mutants: node test/mutants/run.js --help.
// Node 20 does not run TypeScript, so it is translated first.

import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const folder = new URL("./", import.meta.url);
await build({
  absWorkingDir: fileURLToPath(folder),
  entryPoints: ["main.ts"],
  outdir: "dist",
  bundle: true,
  format: "esm",
  platform: "node",
  packages: "external",
  logLevel: "warning",
});
const { main } = await import(new URL("dist/main.js", folder).href);
process.exitCode = main(fileURLToPath(new URL("../../", folder)), process.argv.slice(2));
