import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { readCorpus } from "./fuzz/corpus.js";
import { TARGETS, tryCase } from "./fuzz/targets.js";

// The short form of `pnpm fuzz`: the same cases in every run, of texts that are in the repository.

const SEED = 6335;
const corpus = await readCorpus(new URL("../fixtures/", import.meta.url), false);

/** How many cases of each are tried: reading takes some milliseconds, writing everything more. */
const CASES: Readonly<Record<string, number>> = {
  writers: 60,
  "services upkeep": 60,
  yaml: 120,
  text: 120,
};

describe("damaged by chance", () => {
  test.each(TARGETS)("%s", async (target) => {
    const faults: string[] = [];
    for (let number = 0; number < (CASES[target] ?? 200); number++) {
      const { fault, done } = await tryCase(target, SEED, number, corpus);
      if (fault !== undefined) faults.push(`${number}: ${fault} after ${done?.join(", ")}`);
    }
    expect(faults).toEqual([]);
  });
});

test("a case depends on seed, reader and number only, and damage is done", async () => {
  const [first, again, other] = await Promise.all(
    [7, 7, 8].map((number) => tryCase("csv", SEED, number, corpus)),
  );
  expect(again).toEqual(first);
  expect(other?.text).not.toBe(first?.text);
  expect([...corpus.csv.all, ...corpus.csv.short]).not.toContain(first?.text);
});

test("Jazzer.js changes texts of a format, and finds nothing in some hundred cases", (context) => {
  const run = fileURLToPath(new URL("fuzz/run.js", import.meta.url));
  const args = ["--guided", "--reader", "services", "--cases", "300"];
  const { status, stderr } = spawnSync(process.execPath, [run, ...args], { encoding: "utf8" });
  if (/^Jazzer\.js does not start here: .*GLIBC/m.test(stderr)) context.skip(stderr.trim());
  expect({ status, stderr }).toMatchObject({ status: 0, stderr: /DONE .*\n.*Done \d{3} runs/s });
});
