// Makes the files of a data release of two registries, and tells whether there is anything to release.
//
//   node .ci/data-release.js --new FILE --protocols FILE --into FOLDER [--old FILE]
//
// NEW is what IANA publishes, OLD what the last data release has; PROTOCOLS is IANA's registry of protocol
// numbers. What is no registry, or older than OLD, fails. On standard output: `changed=true`, `tag=…`, a
// line each, as a workflow takes them. The folder then has NEW, compressed; the registry as JSON; services
// and protocols files; CHANGES.md, the difference; SHA256SUMS of all these; and, in `notes.md` beside it,
// the text of the release.

import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { gunzipSync, gzipSync } from "node:zlib";

/** What GitHub takes as the text of a release, with some room. */
const MOST_NOTES = 100_000;

const { values } = parseArgs({
  options: {
    old: { type: "string" },
    new: { type: "string" },
    protocols: { type: "string" },
    into: { type: "string" },
  },
});
for (const name of ["new", "protocols", "into"])
  if (values[name] === undefined) {
    console.error(`--${name} is missing.`);
    process.exit(2);
  }

const command = fileURLToPath(new URL("../packages/cli/bin/portolan.js", import.meta.url));
const cache = mkdtempSync(join(tmpdir(), "portolan-data-release-"));
const env = { ...process.env, PORTOLAN_CACHE: cache, NO_COLOR: "1" };
const portolan = (...args) =>
  execFileSync(process.execPath, [command, ...args], {
    env,
    stdio: ["ignore", "ignore", "inherit"],
  });

/** Tells what changed, in Markdown; nothing where nothing did. */
function changesFrom(from, to) {
  const args = [command, "diff", from, to, "--all", "--markdown"];
  const { status, stdout } = spawnSync(process.execPath, args, {
    env,
    encoding: "utf8",
    maxBuffer: 1e8,
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (status !== 0 && status !== 1) throw new Error(`${from} and ${to} could not be compared.`);
  return status === 1 ? stdout : "";
}

function release() {
  // Keeping one after the other lets `sync` refuse what is no registry, or an older one.
  if (values.old !== undefined) portolan("sync", values.old);
  portolan("sync", values.new);
  const known = values.old === undefined ? undefined : changesFrom(values.old, values.new);
  if (known === "") return { changed: false };

  const into = resolve(values.into);
  mkdirSync(into, { recursive: true });
  const to = (file) => join(into, file);
  const bytes = readFileSync(values.new);
  const isCompressed = bytes[0] === 0x1f && bytes[1] === 0x8b;
  writeFileSync(
    to("service-names-port-numbers.xml.gz"),
    gzipSync(isCompressed ? gunzipSync(bytes) : bytes, { level: 9 }),
  );
  portolan("convert", values.new, "--to", "json", "-o", to("registry.json"));
  portolan("convert", values.new, "--to", "services", "-o", to("services"));
  portolan("services", "protocols", values.protocols, "-o", to("protocols"));
  const { updated, records } = JSON.parse(readFileSync(to("registry.json"), "utf8"));
  const changes = known ?? `The first data release: ${records.length} records.\n`;
  writeFileSync(to("CHANGES.md"), changes);
  const sums = readdirSync(into)
    .filter((file) => file !== "SHA256SUMS")
    .sort()
    .map(
      (file) =>
        `${createHash("sha256")
          .update(readFileSync(to(file)))
          .digest("hex")}  ${file}\n`,
    );
  writeFileSync(to("SHA256SUMS"), sums.join(""));
  writeFileSync(
    `${into}/../notes.md`,
    changes.length > MOST_NOTES
      ? "CHANGES.md tells what is new; it is too long for here.\n"
      : changes,
  );
  const manifest = new URL("../packages/data/package.json", import.meta.url);
  const [major, minor] = JSON.parse(readFileSync(manifest, "utf8")).version.split(".");
  return { changed: true, tag: `data-v${major}.${minor}.${updated.replaceAll("-", "")}` };
}

try {
  for (const [key, value] of Object.entries(release())) console.log(`${key}=${value}`);
} catch (error) {
  console.error(error.message);
  process.exitCode = 2;
} finally {
  rmSync(cache, { recursive: true, force: true });
}
