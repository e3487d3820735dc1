import { readdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Bench } from "./bench.js";
import { resultsOf } from "./results.js";
import { changesNothing, described, type Sampled, sampleOf } from "./sample.js";
import { publishedStates } from "./test-files.js";
import { tryAll } from "./trial.js";

const HELP = `pnpm mutants [--count N] [--seed N] [--package NAME] [--snapshots] [--least PERCENT] [--results FILE]

Changes one small thing in the sources of the packages, by chance, in a copy of the workspace, and runs
the tests that reach it, the quickest first, up to the first that fails. The whole sample is put into the
copy and built once, each change behind a switch; all tests run once without a change, to note which of
them reach which. A mutant that no test fails of, nor the compiler, survives and is shown.
--snapshots asks the tests of the published states, too, of what survived without them.
--least PERCENT is how many must be caught of those that can be: a change that a reader found to change
nothing stands with the reason in test/mutants/equivalent.json, and counts neither way.
--results FILE keeps what was found, and goes on from there as long as no source and no test changes.
`;

/** Holds what is asked for. */
interface Asked {
  readonly count: number;
  readonly seed: number;
  readonly only: string | undefined;
  /** The folder of the published states, where they are asked for. */
  readonly states: string | undefined;
  readonly least: number;
  readonly results: string | undefined;
}

/** Tries a sample of mutants; gives the exit code: 1 where too many survived, 2 for wrong arguments. */
export async function main(root: string, args: readonly string[]): Promise<number> {
  const asked = readArguments(root, args);
  if (typeof asked === "string") {
    const isHelp = asked === HELP;
    (isHelp ? process.stdout : process.stderr).write(isHelp ? HELP : `${asked}\n\n${HELP}`);
    return isHelp ? 0 : 2;
  }
  const sample = sampleOf(root, asked);
  const bench = new Bench(root, sample);
  try {
    const plain = resultsOf(root, asked.results, "plain");
    await tryAll(bench, sample, plain, undefined);
    const isLeft = ({ key }: Sampled): boolean => plain.results.verdicts[key]?.caught !== true;
    print(root, "without the published states", sample, isLeft);
    let left = sample.filter(isLeft);
    if (asked.states !== undefined) {
      const whole = resultsOf(root, asked.results, "snapshots");
      await tryAll(bench, left, whole, asked.states);
      left = left.filter(({ key }) => whole.results.verdicts[key]?.caught !== true);
      print(root, "with them", sample, (one) => left.includes(one));
    }
    return shareOfCaught(sample, left) < asked.least ? 1 : 0;
  } finally {
    bench.clear();
  }
}

/** Reads the arguments; gives a text where help is asked for, or something is wrong with them. */
function readArguments(root: string, args: readonly string[]): Asked | string {
  try {
    const { values } = parseArgs({
      args: args.filter((arg) => arg !== "--"),
      options: {
        count: { type: "string", default: "60" },
        seed: { type: "string", default: "6335" },
        package: { type: "string" },
        snapshots: { type: "boolean", default: false },
        least: { type: "string", default: "100" },
        results: { type: "string" },
        help: { type: "boolean", short: "h" },
      },
    });
    if (values.help) return HELP;
    const packages = readdirSync(join(root, "packages"));
    if (values.package !== undefined && !packages.includes(values.package))
      return `--package: there is no package “${values.package}”.`;
    const states = values.snapshots ? publishedStates(root) : undefined;
    if (values.snapshots && states === undefined)
      return "--snapshots: the published states are not here: pnpm snapshots fetches them.";
    return {
      count: wholeNumber("--count", values.count, 1),
      seed: wholeNumber("--seed", values.seed, 0),
      only: values.package,
      states,
      least: wholeNumber("--least", values.least, 0, 100),
      results: values.results,
    };
  } catch (error) {
    return (error as Error).message;
  }
}

function wholeNumber(option: string, text: string, least: number, most = 1e9): number {
  if (/^\d{1,10}$/.test(text) && Number(text) >= least && Number(text) <= most) return Number(text);
  throw new RangeError(`${option}: “${text}” is no whole number from ${least} to ${most}.`);
}

/** Gives the percentage of what was caught of the mutants that change something. */
export function shareOfCaught(sample: readonly Sampled[], left: readonly Sampled[]): number {
  const all = sample.filter((one) => !changesNothing(one)).length;
  const survived = left.filter((one) => !changesNothing(one)).length;
  return all === 0 ? 100 : (100 * (all - survived)) / all;
}

function print(
  root: string,
  how: string,
  sample: readonly Sampled[],
  isLeft: (one: Sampled) => boolean,
): void {
  const left = sample.filter(isLeft);
  for (const one of left)
    process.stdout.write(
      `${changesNothing(one) ? "changes nothing" : "survived"} ${described(root, one.mutant)}\n`,
    );
  const idle = left.filter(changesNothing).length;
  process.stdout.write(
    `${how}: ${sample.length} mutants, ${sample.length - left.length} caught, ${idle} of the others change nothing: ${shareOfCaught(sample, left).toFixed(1)} %\n`,
  );
}
