#!/usr/bin/env node
"use strict";

// Help and version are answered from files, in CommonJS: Node starts that faster than any module of
// ours. help.txt is what the command itself prints; test/cli-help.test.ts writes and compares it.

const { fstatSync, readFileSync, writeSync } = require("node:fs");
const { join } = require("node:path");

/** Columns that help.txt is laid out for; a narrower terminal is left to the command. */
const HELP_WIDTH = 80;
const STDOUT = 1;

function answerAtOnce([option, ...more]) {
  if (more.length > 0) return undefined;
  if (option === "--version" || option === "-V") {
    return `${JSON.parse(readFileSync(join(__dirname, "../package.json"), "utf8")).version}\n`;
  }
  const isHelp = option === "--help" || option === "-h" || option === "help";
  return isHelp && !isNarrow() ? readFileSync(join(__dirname, "help.txt"), "utf8") : undefined;
}

/** Tells whether help goes to a terminal that has not the room. Node's stream is made for devices only. */
function isNarrow() {
  try {
    // A big integer, for the reason that src/main.ts gives.
    const isDevice = fstatSync(STDOUT, { bigint: true }).isCharacterDevice();
    return isDevice && process.stdout.columns < HELP_WIDTH;
  } catch {
    return false;
  }
}

/** The newest Node that was tried with these flags: V8 complains of one that it does not have. */
const NEWEST_TRIED = 26;

/**
 * Suits V8 to runs of half a second. It optimizes what runs for a hundredth of one, on another thread:
 * a quarter of a conversion's processor time, for nothing. Here it waits until a run is long; and from
 * Node 22 on it replaces no loop that is running, which took a tenth more. It also lets the space for new
 * objects grow sixteenfold: without that a conversion takes 20 MiB less, and no longer
 * (test/bench/README.md). Node 22 can also keep what it has compiled.
 */
function suitShortRuns() {
  const major = Number.parseInt(process.versions.node, 10);
  if (major <= NEWEST_TRIED) {
    const { setFlagsFromString } = require("node:v8");
    if (major < 22) setFlagsFromString("--interrupt-budget=2000000");
    else {
      setFlagsFromString("--invocation-count-for-turbofan=100000");
      setFlagsFromString("--no-maglev-osr");
    }
    setFlagsFromString("--semi-space-growth-factor=1");
  }
  require("node:module").enableCompileCache?.();
}

function run() {
  const answer = answerAtOnce(process.argv.slice(2));
  try {
    if (answer !== undefined) return writeSync(STDOUT, answer);
  } catch {
    // The command knows what to say where nothing can be written.
  }
  suitShortRuns();
  return Promise.resolve()
    .then(() => require("../dist/main.cjs").main())
    .catch((error) => {
      // What runs the command could not be loaded: too few open files, a broken installation.
      process.exitCode = 2;
      process.stderr.write(`portolan: cannot start: ${error.message}\n`);
    });
}

run();
