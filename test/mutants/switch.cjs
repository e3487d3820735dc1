// Says which mutant is at work, in the tests and in every process that they start; all are in the sources at
// once, and this is asked at each. It is run as the body of a function of `require` and `path`, its own; the
// folder `at-work` beside it holds what it must know.

const { appendFileSync, existsSync, readFileSync } = require("node:fs");
const { dirname, join } = require("node:path");

const folder = join(dirname(path), "at-work");
const read = (name) =>
  existsSync(join(folder, name)) ? readFileSync(join(folder, name), "utf8") : "";

const active = Number(read("active"));
const seen = new Set();
let times = 0;

/** So often is nothing asked that ends. */
const ENDLESS = 200_000_000;

/** Tells whether a mutant is the one at work; notes, where none is, that a test file reaches it. */
globalThis.portolanMutant ??= (number) => {
  if (number === active) {
    if (++times > ENDLESS) process.kill(process.pid, "SIGKILL");
    return true;
  }
  if (active === 0 && !seen.has(number)) {
    seen.add(number);
    appendFileSync(join(folder, "reached"), `${number}\t${read("test-file")}\n`);
  }
  return false;
};
