import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { READABLE_FORMATS } from "@portolan/convert";
import { readCorpus } from "./corpus.js";
import { FORMS, RowDamage } from "./damage.js";
import { GROWTHS, type Growth, timeOf } from "./growth.js";
import { fuzzGuided } from "./guided.js";
import { Random } from "./random.js";
import { TARGETS, tryCase } from "./targets.js";

const HELP = `pnpm fuzz --growth
pnpm fuzz --damage N [--seed N]
pnpm fuzz --guided --reader FORMAT [--cases N] [--seed N] [--corpus FOLDER] [--finds FOLDER]
pnpm fuzz [--reader NAME[,NAME]] [--cases N] [--seed N] [--start N] [--state FILE] [--finds FOLDER]

Damages texts of every format by chance, reads them whole and in pieces, and asks what was read. A case
is made by the seed, the reader's name and its number only: --start N --cases 1 shows one again.
--state FILE keeps how far each reader came, and goes on from there. Finds are written to a folder.

--damage N damages a single row of each format N times: all other rows must stay as they are, and a row that
is gone must be told where it was.

--growth takes the time of texts that are 1, 2, 4 and 8 times as long, of kinds that readers find hard,
and tells how it grows.

--guided has Jazzer.js change texts of a format: it watches which code they reach, and goes on from those that
reach more, up to its first find. It starts where the C library is glibc 2.38 or newer.
--corpus FOLDER keeps these texts, and goes on from there.

Readers: ${TARGETS.join(" ")}
`;

/** A case that takes more time of a processor, in milliseconds, is a find. */
const TOO_LONG = 10_000;

/**
 * Runs the fuzzer; gives the exit code: 1 where something was found.
 *
 * @param folder - of its sources.
 */
export async function main(folder: URL, args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: args.filter((arg) => arg !== "--"),
    options: {
      reader: { type: "string" },
      cases: { type: "string", default: "2000" },
      seed: { type: "string", default: "6335" },
      start: { type: "string", default: "0" },
      state: { type: "string" },
      finds: { type: "string" },
      damage: { type: "string" },
      growth: { type: "boolean", default: false },
      guided: { type: "boolean", default: false },
      corpus: { type: "string" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  if (values.growth) return measureGrowth();
  if (values.damage !== undefined) return damageRows(Number(values.damage), Number(values.seed));
  const chosen = values.reader?.split(",") ?? TARGETS;
  const unknown = chosen.filter((name) => !TARGETS.includes(name));
  const [cases, seed, start] = [values.cases, values.seed, values.start].map(Number) as [
    number,
    number,
    number,
  ];
  if (unknown.length > 0 || ![cases, seed, start].every(Number.isSafeInteger)) {
    process.stderr.write(HELP);
    return 2;
  }
  const state: Record<string, number> =
    values.state !== undefined && existsSync(values.state)
      ? JSON.parse(readFileSync(values.state, "utf8"))
      : {};
  const corpus = await readCorpus(new URL("../../fixtures/", folder), true);
  if (values.guided) {
    const format = READABLE_FORMATS.find((name) => name === values.reader);
    if (format !== undefined) {
      const { corpus: kept, finds } = values;
      return fuzzGuided(folder, format, corpus[format], { cases, seed, corpus: kept, finds });
    }
    process.stderr.write(HELP);
    return 2;
  }
  let found = 0;
  for (const target of chosen) {
    const key = `${target} ${seed}`;
    const begin = performance.now();
    const from = Math.max(start, state[key] ?? 0);
    const kinds = new Map<string, number>();
    let longest = 0;
    for (let number = from; number < start + cases; number++) {
      const before = performance.now();
      const { fault, text, done } = await tryCase(target, seed, number, corpus);
      const took = performance.now() - before;
      longest = Math.max(longest, took);
      // On a machine at other work much time may be that of others.
      const isLong =
        took > TOO_LONG && (await timeOf(() => tryCase(target, seed, number, corpus))) > TOO_LONG;
      const what = fault ?? (isLong ? `took ${Math.round(took)} ms` : undefined);
      if (what !== undefined) {
        found++;
        const kind = what.replaceAll(/\d+/g, "N").slice(0, 160);
        kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
        if ((kinds.get(kind) ?? 0) <= 3) {
          process.stdout.write(
            `${target} ${number}: ${what.slice(0, 600)}\n  after ${done?.join(", ") ?? "a question"}\n`,
          );
          if (values.finds !== undefined && text !== undefined) {
            mkdirSync(values.finds, { recursive: true });
            writeFileSync(`${values.finds}/${target}-${seed}-${number}`, text);
          }
        }
      }
      state[key] = number + 1;
      if (values.state !== undefined && number % 1000 === 999)
        writeFileSync(values.state, JSON.stringify(state));
    }
    if (values.state !== undefined) writeFileSync(values.state, JSON.stringify(state));
    const tried = Math.max(0, start + cases - from);
    const finds = [...kinds.values()].reduce((sum, count) => sum + count, 0);
    const seconds = ((performance.now() - begin) / 1000).toFixed(1);
    process.stdout.write(
      `${target}: ${tried} cases, ${finds} finds, ${seconds} s, the longest ${Math.round(longest)} ms\n`,
    );
  }
  return found > 0 ? 1 : 0;
}

function damageRows(times: number, seed: number): number {
  let found = 0;
  for (const [name, form] of Object.entries(FORMS)) {
    const damage = new RowDamage(form);
    const faults: string[] = [];
    for (let number = 0; number < times; number++) {
      const fault = damage.tryOne(new Random(seed, name, number));
      if (fault !== undefined) faults.push(`${number}: ${fault}`);
    }
    found += faults.length;
    process.stdout.write(
      `${name}: ${times} damages of ${damage.rows} rows, ${faults.length} finds\n`,
    );
    for (const fault of faults.slice(0, 3)) process.stdout.write(`  ${fault.slice(0, 600)}\n`);
  }
  return found > 0 ? 1 : 0;
}

const FACTORS = [1, 2, 4, 8] as const;

/** Each length is timed so many times, in turns with the others: the middle one counts. */
const ROUNDS = 5;

/**
 * A doubling may take 2.3 times as long, so eight times the length this many times: twice is linear, four
 * times squared. A single doubling of some milliseconds shows the machine's noise more than the reader's time.
 */
const TOO_STEEP = 2.3 ** 3;

/** Shorter times, in milliseconds, are noise. */
const NOISE = 60;

async function measureGrowth(): Promise<number> {
  let found = 0;
  for (const growth of GROWTHS) {
    // What seems too steep is timed once more: a machine at other work makes one of them seem so.
    const first = await growthOf(growth);
    const { shown, isSteep } = first.isSteep ? await growthOf(growth) : first;
    if (isSteep) found++;
    process.stdout.write(`${isSteep ? "FIND " : ""}${growth.what}: ${shown}\n`);
  }
  process.stdout.write(`${GROWTHS.length} kinds, ${found} finds\n`);
  return found > 0 ? 1 : 0;
}

async function growthOf({
  pieces,
  run,
}: Growth): Promise<{ readonly shown: string; readonly isSteep: boolean }> {
  const runs = FACTORS.map((factor) => ({ work: run(pieces * factor), times: [] as number[] }));
  for (let round = 0; round < ROUNDS; round++)
    for (const { work, times } of runs) times.push(await timeOf(work));
  const medians = runs.map(({ times }) => times.sort((a, b) => a - b)[ROUNDS >> 1] ?? 0);
  const [first = 0, , , eighth = 0] = medians;
  const ratio = eighth / Math.max(first, NOISE / 8);
  return {
    shown: `${medians.map((time) => time.toFixed(0)).join(", ")} ms, ×${ratio.toFixed(1)}`,
    isSteep: eighth > NOISE && ratio > TOO_STEEP,
  };
}
