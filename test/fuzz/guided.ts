import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import type { Texts } from "./corpus.js";

/** Longest text that is made, in bytes: a case of it takes some milliseconds. */
const LONGEST = 5_000;

/** How long a case may take, in milliseconds, on a machine at other work. */
const PATIENCE = 30_000;

/** Says how much is tried, and where it is kept. */
export interface GuidedOptions {
  readonly cases: number;
  readonly seed: number;
  /** Folder of texts that reach new code, those of earlier runs too. Default: one that is removed again. */
  readonly corpus: string | undefined;
  /** Folder for the text of a find. */
  readonly finds: string | undefined;
}

/**
 * Has Jazzer.js change the texts of a reader, which keeps what reaches code that no text before has reached.
 * It ends with its first find.
 *
 * @param folder - of the fuzzer's sources, for the bundle that is watched.
 * @returns the exit code: 1 where something was found, 2 where Jazzer.js does not start on this system.
 */
export async function fuzzGuided(
  folder: URL,
  target: string,
  texts: Texts,
  { cases, seed, corpus, finds }: GuidedOptions,
): Promise<number> {
  const cli = createRequire(import.meta.url).resolve("@jazzer.js/core/dist/cli.js");
  const start = spawnSync(process.execPath, [cli, "--version"], { encoding: "utf8" });
  if (start.status !== 0) {
    const reason = /^(?:\w*Error: )(.*)$/m.exec(start.stderr)?.[1] ?? start.stderr;
    process.stderr.write(`Jazzer.js does not start here: ${reason}\n`);
    return 2;
  }
  const bundle = fileURLToPath(new URL("dist/guided-target.cjs", folder));
  await build({
    absWorkingDir: fileURLToPath(folder),
    entryPoints: ["guided-target.ts"],
    outfile: bundle,
    bundle: true,
    format: "cjs",
    platform: "node",
    define: { "import.meta.url": JSON.stringify(pathToFileURL(bundle).href) },
    logLevel: "warning",
  });
  const kept = corpus ?? mkdtempSync(join(tmpdir(), "portolan-fuzz-"));
  mkdirSync(kept, { recursive: true });
  for (const [i, text] of texts.short.entries()) writeFileSync(join(kept, `written-${i}`), text);
  if (finds !== undefined) mkdirSync(finds, { recursive: true });
  try {
    const args = [bundle, kept, "--includes", bundle, "--timeout", String(PATIENCE)];
    const limits = [`-runs=${cases}`, `-seed=${seed}`, `-max_len=${LONGEST}`];
    const place = finds === undefined ? [] : [`-artifact_prefix=${join(finds, `${target}-`)}`];
    const ran = spawnSync(
      process.execPath,
      [cli, ...args, "--disableBugDetectors", ".*", "--", ...limits, ...place],
      { stdio: "inherit", env: { ...process.env, PORTOLAN_FUZZ: target } },
    );
    return ran.status === 0 ? 0 : 1;
  } finally {
    if (corpus === undefined) rmSync(kept, { recursive: true });
  }
}
