import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { start } from "./built-command.js";

// The peak of resident memory that Linux tells of a process, VmHWM, Node and its libraries included.
const STATUS = "/proc/self/status";

/** Tells whether the system says how much memory a process takes. */
export const hasPeaks: boolean = existsSync(STATUS);

/** Says why tests of memory are skipped. */
export const NEEDS_PEAKS = "(needs /proc)";

/** Has a process tell its peak as it ends, in KiB. Its threads load this too. */
const TELL_PEAK = `
if (require("node:worker_threads").isMainThread)
  process.on("exit", () => {
    const status = require("node:fs").readFileSync("${STATUS}", "utf8");
    process._rawDebug("peak " + /^VmHWM:\\s+(\\d+)/m.exec(status)[1]);
  });
`;

/** What a command left, and its greatest resident memory in MiB. */
export interface PeakOfCommand {
  readonly code: number | null;
  readonly stderr: string;
  readonly peak: number;
}

/** Runs the built command with a folder of its own for its cache, and measures its memory. */
export async function peakOf(folder: string, argv: readonly string[]): Promise<PeakOfCommand> {
  const env = peakEnvironment(folder);
  const { code, stderr } = await start(argv, { env }).ended;
  const [, peak] = /^peak (\d+)$/m.exec(stderr) ?? [];
  return { code, stderr, peak: Number(peak) / 1024 };
}

function peakEnvironment(folder: string): NodeJS.ProcessEnv {
  const hook = join(folder, "peak.cjs");
  writeFileSync(hook, TELL_PEAK);
  return { PATH: process.env.PATH, PORTOLAN_CACHE: folder, NODE_OPTIONS: `--require ${hook}` };
}
