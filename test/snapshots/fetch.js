// Fetches the published states of the registry that the tests ask, into the ignored folder `.snapshots`,
// and keeps of each only what has the SHA-256 of the list beside this file.
//
//   pnpm snapshots [--base URL] [--into FOLDER] [--only TEXT]
//
// Without --base each file comes from the address in the list: IANA's own for what it still publishes,
// else a public web archive's copy of the day, which need not have every state. Any mirror will do that
// serves the files under their names in the list: the digest tells whether it is the same file.

import { createHash, randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const { values } = parseArgs({
  options: {
    base: { type: "string" },
    into: { type: "string", default: fileURLToPath(new URL("../../.snapshots", import.meta.url)) },
    only: { type: "string", default: "" },
  },
});
const list = JSON.parse(readFileSync(new URL("list.json", import.meta.url), "utf8"));

const digestOf = (bytes) => createHash("sha256").update(bytes).digest("hex");

/** Says why a file could not be had; undefined where it is there now. */
async function fetchFile({ file, url, bytes: size, sha256 }) {
  const path = join(values.into, "registry", file);
  if (existsSync(path) && digestOf(readFileSync(path)) === sha256) return undefined;
  const from = values.base === undefined ? url : `${values.base.replace(/\/$/, "")}/${file}`;
  if (from === undefined) return "it has no public address; name a mirror with --base";
  let bytes;
  try {
    const response = await fetch(from, { signal: AbortSignal.timeout(120_000) });
    if (!response.ok) return `${from} answered ${response.status}`;
    bytes = Buffer.from(await response.arrayBuffer());
  } catch (error) {
    return `${from}: ${error.cause?.message ?? error.message}`;
  }
  if (digestOf(bytes) !== sha256)
    return `${from} is another file: ${bytes.length} bytes instead of ${size}, or other ones`;
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.${randomUUID()}`;
  try {
    writeFileSync(temporary, bytes, { flag: "wx" });
    renameSync(temporary, path);
  } finally {
    rmSync(temporary, { force: true });
  }
  return undefined;
}

let missing = 0;
for (const one of list.filter(({ file }) => file.includes(values.only))) {
  const fault = await fetchFile(one);
  if (fault === undefined) console.log(`${one.file} is there`);
  else {
    missing++;
    console.error(`${one.file} is missing: ${fault}`);
  }
}
if (missing > 0)
  console.error(`${missing} files are missing; the tests that need them are skipped.`);
process.exitCode = missing > 0 ? 1 : 0;
