// The steps of a release that are more than a line, as .github/workflows/release.yml takes them.
//
//   node .ci/release.js tag TAG          tells what a tag releases; fails where it is not the version
//   node .ci/release.js fill [FILE]      fills @portolan/data with a registry, else with the synced copy
//   node .ci/release.js pack FOLDER      packs every package that is published
//   node .ci/release.js try FOLDER       installs these packages in an empty project, and asks them
//   node .ci/release.js publish FOLDER   publishes those whose version is not published yet
//
// `fill` takes --version, which must be the one that the data gives; `try` takes --coverage, of the data;
// `publish` takes --only NAME.

import { execFileSync, spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const DATA = "@portolan/data";
const root = fileURLToPath(new URL("..", import.meta.url));
const portolan = join(root, "packages/cli/bin/portolan.js");

const readJson = (file) => JSON.parse(readFileSync(file, "utf8"));

/** The packages that are published, each with its folder. */
function published() {
  return readdirSync(join(root, "packages"))
    .map((name) => join(root, "packages", name))
    .filter((folder) => existsSync(join(folder, "package.json")))
    .map((folder) => ({ folder, ...readJson(join(folder, "package.json")) }))
    .filter((manifest) => manifest.private !== true);
}

/**
 * Tells what a tag releases: `v1.2.3` all packages, which must have this version, and the data of the
 * day; `data-v1.2.20251231` the data alone, whose last number is the date of the registry.
 */
function tagged(tag) {
  const [, what, version] = /^(data-)?v(\d+\.\d+\.\d+)$/.exec(tag) ?? [];
  if (version === undefined) throw new Error(`${tag} is no tag of a release: v1.2.3, data-v1.2.3.`);
  const isData = what !== undefined;
  const others = published().filter((manifest) =>
    isData
      ? manifest.name === DATA && minorOf(manifest.version) !== minorOf(version)
      : manifest.name !== DATA && manifest.version !== version,
  );
  const list = others.map((manifest) => `${manifest.name} ${manifest.version}`).join(", ");
  if (others.length > 0) throw new Error(`The tag ${tag} is not the version of ${list}.`);
  return { what: isData ? "data" : "all", version };
}

const minorOf = (version) => version.split(".", 2).join(".");

/** Fills the data package. Its version ends with the date of the registry, so that ranges take newer data. */
function fill(file, expected) {
  const folder = join(root, "packages/data");
  const whole = join(folder, "whole.json");
  const run = (script, ...rest) =>
    execFileSync(process.execPath, [script, ...rest], { stdio: ["ignore", "inherit", "inherit"] });
  try {
    const input = file === undefined ? [] : [resolve(file)];
    run(portolan, "convert", ...input, "--to", "json", "-o", whole);
    const { updated } = readJson(whole);
    if (updated === undefined)
      throw new Error("The registry has no date, which the version needs.");
    const path = join(folder, "package.json");
    const manifest = readJson(path);
    const version = `${minorOf(manifest.version)}.${updated.replaceAll("-", "")}`;
    if (expected !== undefined && version !== expected)
      throw new Error(`The data is of version ${version}, not ${expected}.`);
    run(join(folder, "build.js"), whole);
    const filled = {
      ...manifest,
      version,
      portolan: { ...manifest.portolan, contents: "registry" },
    };
    writeFileSync(path, `${JSON.stringify(filled, undefined, 2)}\n`);
    return { version };
  } finally {
    rmSync(whole, { force: true });
  }
}

/** Runs pnpm: the one that runs this, else the one on the path. */
function pnpm(args, options) {
  const path = process.env.npm_execpath ?? "";
  const own = !/pnpm/.test(path)
    ? ["pnpm"]
    : /\.[cm]?js$/.test(path)
      ? [process.execPath, path]
      : [path];
  return spawnSync(own[0], [...own.slice(1), ...args], { encoding: "utf8", ...options });
}

function pack(into) {
  mkdirSync(into, { recursive: true });
  for (const { folder, name } of published()) {
    const { status, stdout, stderr } = pnpm(["pack", "--pack-destination", resolve(into)], {
      cwd: folder,
    });
    if (status !== 0) throw new Error(`${name} could not be packed: ${stdout}${stderr}`);
  }
  return { packed: tarballs(into).length };
}

const tarballs = (folder) => readdirSync(folder).filter((file) => file.endsWith(".tgz"));

/** Reads the manifest inside a tarball. */
function manifestIn(tarball) {
  return JSON.parse(execFileSync("tar", ["-xzOf", tarball, "package/package.json"]));
}

/** Installs packed packages as a user does, and asks the library, the data and the command. */
function tryOut(from, coverage) {
  const folder = mkdtempSync(join(tmpdir(), "portolan-packed-"));
  try {
    const files = tarballs(from).map((file) => resolve(from, file));
    const manifests = files.map((file) => manifestIn(file));
    writeFileSync(join(folder, "package.json"), '{"private":true,"type":"module"}');
    execFileSync("npm", ["install", "--no-audit", "--no-fund", "--prefer-offline", ...files], {
      cwd: folder,
      stdio: ["ignore", "ignore", "inherit"],
    });
    const ask = (expected, command, ...args) => {
      const env = { ...process.env, PORTOLAN_CACHE: join(folder, "cache"), NO_COLOR: "1" };
      const ran = spawnSync(command, args, { cwd: folder, encoding: "utf8", env, input: "" });
      if (ran.status !== expected)
        throw new Error(`${args.join(" ")} ended with ${ran.status}: ${ran.stdout}${ran.stderr}`);
      return ran.stdout;
    };
    const command = join(folder, "node_modules/.bin/portolan");
    const loads = manifests.map(({ name }) => `import(${JSON.stringify(name)})`).join(",");
    const program = `await Promise.all([${loads}]);
      const { registry } = await import("${DATA}");
      const { toCsv, fromCsv } = await import("@portolan/csv");
      const { records } = fromCsv(toCsv(registry)).registry;
      console.log(JSON.stringify([registry.coverage, registry.records.length, records.length]));`;
    const script = join(folder, "ask.mjs");
    writeFileSync(script, program);
    const [told, count, back] = JSON.parse(ask(0, process.execPath, script));
    const isWhole = coverage === "whole";
    if (told !== coverage || count !== back || (isWhole && count < 14_000))
      throw new Error(`The data is ${told}, with ${count} records, of which ${back} come back.`);
    const { version } = manifests.find(({ name }) => name === "portolan");
    if (!ask(0, command, "--version").includes(version))
      throw new Error("Another version answers.");
    if (!ask(0, command, "lookup", "443/tcp").startsWith("https 443/tcp"))
      throw new Error("443/tcp is not https.");
    // What needs the whole registry refuses an excerpt.
    ask(isWhole ? 0 : 2, command, "convert", "--to", "services", "-o", "services");
    return { tried: manifests.length, records: count };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Publishes what is new. A version that is there already stays as it is. */
function publish(from, only) {
  const done = [];
  for (const file of tarballs(from)) {
    const tarball = resolve(from, file);
    const { name, version } = manifestIn(tarball);
    if (only !== undefined && name !== only) continue;
    const there = pnpm(["view", `${name}@${version}`, "version"]);
    if (there.status === 0 && there.stdout.includes(version)) continue;
    const options = ["--access", "public", "--no-git-checks"];
    const { status } = pnpm(["publish", tarball, ...options], { stdio: "inherit" });
    if (status !== 0) throw new Error(`${name} ${version} could not be published.`);
    done.push(`${name}@${version}`);
  }
  return { published: done.join(" ") };
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    coverage: { type: "string", default: "whole" },
    only: { type: "string" },
    version: { type: "string" },
  },
});
const [step, argument] = positionals;
const STEPS = {
  tag: () => tagged(argument),
  fill: () => fill(argument, values.version),
  pack: () => pack(argument),
  try: () => tryOut(argument, values.coverage),
  publish: () => publish(argument, values.only),
};

try {
  if (!Object.hasOwn(STEPS, step))
    throw new Error(`The steps are ${Object.keys(STEPS).join(", ")}.`);
  if (argument === undefined && step !== "fill") throw new Error(`What is the ${step} to take?`);
  for (const [key, value] of Object.entries(STEPS[step]())) console.log(`${key}=${value}`);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
