// Starts the fuzzer: node test/fuzz/run.js --help. It tries the built packages.

import { fileURLToPath } from "node:url";
import { loadTranslated } from "../translated.js";

const folder = new URL("./", import.meta.url);
// What is translated lies deeper than test/shared.ts, which looks for the snapshots from where it is.
process.env.PORTOLAN_SHARED ??= fileURLToPath(new URL("../../../shared", folder));
const { main } = await loadTranslated(folder);
process.exitCode = await main(folder, process.argv.slice(2));
