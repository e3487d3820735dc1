import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** The command as it is installed. */
export const PORTOLAN: string = join(
  dirname(createRequire(import.meta.url).resolve("portolan")),
  "../bin/portolan.js",
);

/** Runs a program to its end; what it prints is thrown away. */
export function runProcess(program: string, ...args: readonly string[]): void {
  const { status, stderr, error } = spawnSync(program, args, {
    stdio: ["ignore", "ignore", "pipe"],
    encoding: "utf8",
  });
  if (status !== 0) throw failure(program, args, stderr, error);
}

function failure(
  program: string,
  args: readonly string[],
  stderr: string,
  cause: Error | undefined,
): Error {
  return new Error(`${program} ${args.join(" ")} failed.\n${stderr}`, { cause });
}

/** Tells whether a program can be run. */
export function isInstalled(program: string): boolean {
  return spawnSync(program, ["--version"], { stdio: "ignore" }).status === 0;
}

/** What a Node program left. */
export interface NodeRun {
  readonly stdout: string;
  /** Most memory that it held at one time, in mebibytes. */
  readonly peakMemory: number;
  /** How long it took, its start included. */
  readonly milliseconds: number;
}

/** Runs Node to its end and measures its peak memory. */
export function runNode(benchFolder: string, ...args: readonly string[]): NodeRun {
  const all = ["--require", join(benchFolder, "peak-memory.cjs"), ...args];
  const start = performance.now();
  const { status, output, error } = spawnSync(process.execPath, all, {
    stdio: ["ignore", "pipe", "pipe", "pipe"],
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw failure("node", all, output[2] ?? "", error);
  const milliseconds = performance.now() - start;
  return { stdout: output[1] ?? "", peakMemory: Number(output[3]) / 1024, milliseconds };
}
