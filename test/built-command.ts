import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The command as it is installed; it runs what was built. */
export const PORTOLAN: string = fileURLToPath(
  new URL("../packages/cli/bin/portolan.js", import.meta.url),
);

/** Fails, with the cure, where the command was not built. */
export function needsBuild(): void {
  if (!existsSync(fileURLToPath(new URL("../packages/cli/dist/main.cjs", import.meta.url))))
    throw new Error("packages/cli is not built; run pnpm build first.");
}

/** Nothing is piped in, unless it is asked for. */
const NO_INPUT = ["ignore", "pipe", "pipe"] as const satisfies SpawnOptions["stdio"];

/** What a process left. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A process at work. */
export interface Running {
  readonly process: ChildProcess;
  readonly ended: Promise<Ended>;
}

/** Starts the built command in a process of its own. */
export function start(argv: readonly string[], options: SpawnOptions = {}): Running {
  needsBuild();
  return watch(spawn(process.execPath, [PORTOLAN, ...argv], { stdio: NO_INPUT, ...options }));
}

/** Runs a line of shell in which `portolan` is the built command. */
export function shell(line: string, options: SpawnOptions = {}): Promise<Ended> {
  needsBuild();
  const define = `portolan() { "${process.execPath}" "${PORTOLAN}" "$@"; }\n`;
  return watch(spawn("bash", ["-c", define + line], { stdio: NO_INPUT, ...options })).ended;
}

function watch(child: ChildProcess): Running {
  const pieces = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name]?.setEncoding("utf8").on("data", (piece: string) => {
      pieces[name] += piece;
    });
  }
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ code, signal, ...pieces }));
  });
  return { process: child, ended };
}
