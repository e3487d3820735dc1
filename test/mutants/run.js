// Starts the sample of mutants: node test/mutants/run.js --help.

import { fileURLToPath } from "node:url";
import { loadTranslated } from "../translated.js";

const folder = new URL("./", import.meta.url);
const { main } = await loadTranslated(folder);
process.exitCode = await main(fileURLToPath(new URL("../../", folder)), process.argv.slice(2));
