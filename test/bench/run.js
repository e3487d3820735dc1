// Starts the benchmarks: node test/bench/run.js [--write] [name…]
// Node 20 does not run TypeScript, so the suite is translated first. It measures the built packages.

import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const folder = new URL("./", import.meta.url);
await build({
  absWorkingDir: fileURLToPath(folder),
  entryPoints: ["main.ts", "child.ts"],
  outdir: "dist",
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  packages: "external",
  logLevel: "warning",
});
// What is translated lies deeper than test/shared.ts, which looks for the snapshots from where it is.
process.env.PORTOLAN_SHARED ??= fileURLToPath(new URL("../../../shared", folder));
const { main } = await import(new URL("dist/main.js", folder).href);
await main(folder, process.argv.slice(2));
