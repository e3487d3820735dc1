import type { Bench } from "./bench.js";
import type { Kept, Results } from "./results.js";
import { described, type Sampled } from "./sample.js";
import { asksShared, costOf, testFilesOf } from "./test-files.js";

/** Tests that take so long together, in milliseconds, are quick; each file takes some time to load. */
const QUICK = 30_000;
const PER_FILE = 1_000;

/** Test files that are run together to note what they reach. */
const NOTED_TOGETHER = 12;
const NOTE_PATIENCE = 900_000;

/** So long is waited for a test file, in milliseconds, beyond some times as long as it takes unchanged. */
const PATIENCE = 30_000;
const TIMES_AS_LONG = 6;

/** A number that no mutant has. */
const NONE = -1;

/**
 * Tries mutants by the quick tests first, all of them, and what is left by the others.
 *
 * @param states - the folder of the published states: then only the tests that ask them are run.
 */
export async function tryAll(
  bench: Bench,
  sample: readonly Sampled[],
  kept: Kept,
  states: string | undefined,
): Promise<void> {
  const { results, save } = kept;
  await noteReach(bench, kept, states);
  const left = sample.filter(({ key }) => results.verdicts[key] === undefined);
  const later: (() => Promise<void>)[] = [];
  for (const { mutant, key, number } of left) {
    const files = Object.entries(results.reached)
      .filter(([, { passes, mutants }]) => passes && mutants.includes(key))
      .sort(([a, one], [b, other]) => costOf(a, one, mutant) - costOf(b, other, mutant))
      .map(([file]) => file);
    let quick = 0;
    for (let sum = 0; quick < files.length && sum < QUICK; quick++)
      sum += PER_FILE + (results.reached[files[quick] ?? ""]?.took ?? 0);
    const tell = (by: string | undefined): void => {
      results.verdicts[key] = by === undefined ? { caught: false } : { caught: true, by };
      save();
      process.stdout.write(
        `${by === undefined ? "SURVIVED" : "caught"} ${described(bench.root, mutant)}\n  ${by ?? `nothing fails of ${files.length} test files`}\n`,
      );
    };
    const by = await failing(bench, files.slice(0, quick), number, states, results);
    if (by !== undefined) tell(by);
    else
      later.push(async () =>
        tell(
          (await failing(bench, files.slice(quick), number, states, results)) ??
            (states !== undefined ? undefined : bench.typeFault(mutant)),
        ),
      );
  }
  process.stdout.write(`${later.length} of ${left.length} pass the quick tests\n`);
  for (const tryOthers of later) await tryOthers();
}

/** Runs all test files once without a change: how long they take, and which mutants they reach. */
async function noteReach(
  bench: Bench,
  { results, save }: Kept,
  states: string | undefined,
): Promise<void> {
  const sample = JSON.stringify([...bench.keys.values()]);
  if (results.sample !== undefined && results.sample !== sample) results.reached = {};
  results.sample = sample;
  const left = testFilesOf(bench.root)
    .filter((file) => states === undefined || asksShared(bench.root, file))
    .filter((file) => results.reached[file] === undefined);
  for (let at = 0; at < left.length; at += NOTED_TOGETHER) {
    const files = left.slice(at, at + NOTED_TOGETHER);
    const { shown, notes } = await bench.note(files, states, NOTE_PATIENCE);
    for (const file of files) {
      const { status, took = 0 } = shown.get(file) ?? {};
      const passes = status === "passed";
      results.reached[file] = { took, passes, mutants: [...(notes.get(file) ?? [])] };
      if (!passes) process.stdout.write(`left out, as it fails unchanged: ${file}\n`);
    }
    save();
  }
}

/**
 * Runs test files up to the first that fails of a mutant, and names the test. One that takes too long may
 * do so because the machine has more to do now: it is run once without the mutant, to see how long it
 * takes now, and once more with it.
 */
async function failing(
  bench: Bench,
  files: readonly string[],
  number: number,
  states: string | undefined,
  { reached }: Results,
): Promise<string | undefined> {
  let left = files;
  while (left.length > 0) {
    const patience = (file: string): number =>
      PATIENCE + TIMES_AS_LONG * (reached[file]?.took ?? 0);
    const ran = await bench.run(left, number, states, patience);
    if (ran.failed !== undefined || ran.slow === undefined) return ran.failed;
    const slow = left.includes(ran.slow) ? ran.slow : (left[0] ?? "");
    const begin = performance.now();
    const plain = await bench.run([slow], NONE, states, () => NOTE_PATIENCE);
    const takesNow = performance.now() - begin;
    const alone = await bench.run(
      [slow],
      number,
      states,
      () => PATIENCE + TIMES_AS_LONG * takesNow,
    );
    if (alone.failed !== undefined) return alone.failed;
    if (alone.slow !== undefined && plain.failed === undefined && plain.slow === undefined)
      return `${slow}: takes too long`;
    left = left.slice(left.indexOf(slow) + 1);
  }
  return undefined;
}
