// Starts the fuzzer: node test/fuzz/run.js --help. It tries the built packages.
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
// What is translated lies deeper than test/shared.ts, which looks for the snapshots from where it is.
process.env.PORTOLAN_SHARED ??= fileURLToPath(new URL("../../../shared", folder));
const { main } = await import(new URL("dist/main.js", folder).href);
process.exitCode = await main(new URL("../../fixtures/", folder), process.argv.slice(2));
