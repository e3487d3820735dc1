import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What became of a mutant, and by which test. */
export interface Verdict {
  readonly caught: boolean;
  readonly by?: string;
}

/** What a run without changes shows of a test file. */
export interface Reach {
  /** Milliseconds. */
  readonly took: number;
  readonly passes: boolean;
  /** The keys of the mutants that it reaches. */
  readonly mutants: readonly string[];
}

/** What is known, without or with the published states: by test file, by mutant. */
export interface Results {
  /** The sample whose mutants were looked for. */
  sample?: string;
  reached: Record<string, Reach>;
  readonly verdicts: Record<string, Verdict>;
}

/** Holds what is known, and keeps it where that is asked for. */
export interface Kept {
  readonly results: Results;
  readonly save: () => void;
}

/** Takes up what is known from before of the same sources and tests, and keeps what is found. */
export function resultsOf(root: string, file: string | undefined, part: string): Kept {
  const state = stateOf(root);
  const found: unknown =
    file !== undefined && existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
  const before = found as { readonly state?: string } & Record<string, Results | string>;
  const isStale = before.state !== state;
  if (isStale && Object.keys(before).length > 0)
    process.stdout.write(`${file} is of other sources or tests: everything is tried anew.\n`);
  const all = isStale ? {} : before;
  const known = all[part];
  const results = typeof known === "object" ? known : { reached: {}, verdicts: {} };
  return {
    results,
    save: () => {
      if (file !== undefined)
        writeFileSync(file, JSON.stringify({ ...all, state, [part]: results }));
    },
  };
}

/** Gives a hash of all sources and tests, by which results are told to be of others. */
function stateOf(root: string): string {
  const hash = createHash("sha256");
  for (const folder of ["fixtures", "packages", "test"]) walk(folder);
  return hash.digest("hex");

  function walk(folder: string): void {
    const entries = readdirSync(join(root, folder), { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        if (!/^(?:node_modules|dist|at-work)$/.test(entry.name)) walk(path);
      } else if (entry.isFile()) hash.update(`${path}\0`).update(readFileSync(join(root, path)));
    }
  }
}
