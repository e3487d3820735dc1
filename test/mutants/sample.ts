import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Random } from "../fuzz/random.js";
import reviewed from "./equivalent.json" with { type: "json" };
import { type Mutant, mutantsOf } from "./mutations.js";

/** What runs in a browser only, where a switch is not asked. */
const IN_BROWSER = "packages/chart/src/page/";

/** Holds a mutant of a sample. */
export interface Sampled {
  readonly mutant: Mutant;
  /** Names the mutant in what is kept of a run. */
  readonly key: string;
  /** Its number in the sample, from 1. */
  readonly number: number;
  /** The line of the source in which it is, without blanks at its ends, and the change. */
  readonly line: string;
  readonly change: string;
}

/** Chooses mutants of all packages, or of one, by chance, each as likely as the others. */
export function sampleOf(
  root: string,
  { seed, count, only }: { seed: number; count: number; only?: string | undefined },
): readonly Sampled[] {
  const all = readdirSync(join(root, "packages"))
    .filter((name) => only === undefined || name === only)
    .map((name) => `packages/${name}/src`)
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
        .filter((file) => /(?<!\.test|\.d)\.ts$/.test(file))
        .sort()
        .map((file) => `${folder}/${file}`),
    )
    .filter((file) => !file.startsWith(IN_BROWSER))
    .flatMap((file) => mutantsOf(file, readFileSync(join(root, file), "utf8")));
  const random = new Random(seed, "mutants");
  return Array.from({ length: Math.min(count, all.length) }, (_, i) => {
    const [mutant] = all.splice(random.below(all.length), 1) as [Mutant];
    return sampled(readFileSync(join(root, mutant.file), "utf8"), mutant, i + 1);
  });
}

/** Gives a mutant of a source as one of a sample. */
export function sampled(source: string, mutant: Mutant, number: number): Sampled {
  const { file, start, end, put } = mutant;
  const lineEnd = source.indexOf("\n", start);
  const line = source.slice(
    source.lastIndexOf("\n", start) + 1,
    lineEnd === -1 ? undefined : lineEnd,
  );
  const change = `${oneLine(source.slice(start, end))} → ${oneLine(put)}`;
  return { mutant, number, key: `${file}:${start} ${put}`, line: line.trim(), change };
}

/** Tells whether a reader found that a mutant changes nothing that a test could see. */
export function changesNothing({ mutant, line, change }: Sampled): boolean {
  return reviewed.some(
    (one) => one.file === mutant.file && one.line === line && one.change === change,
  );
}

/** Says where a mutant is, and what it changes. */
export function described(root: string, { file, start, end, put }: Mutant): string {
  const source = readFileSync(join(root, file), "utf8");
  const line = source.slice(0, start).split("\n").length;
  return `${file}:${line} ${oneLine(source.slice(start, end))} → ${oneLine(put)}`;
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ").slice(0, 80);
}
