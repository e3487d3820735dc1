import { fstatSync } from "node:fs";
import type { Output } from "./io.js";
import { run } from "./run.js";

/** Runs the command on this process: its arguments, its streams, its exit code. */
export async function main(): Promise<void> {
  // A reader that goes away is seen where we write; without a listener Node would also throw.
  process.stdout.on("error", () => {});
  process.stderr.on("error", () => {});
  process.exitCode = await run(process.argv.slice(2), {
    stdin: {
      // Opened when it is read, and not before: most runs never do.
      get stream() {
        return process.stdin;
      },
      isPiped: isPiped(0),
    },
    stdout: outputOf(process.stdout),
    stderr: outputOf(process.stderr),
    env: process.env,
  });
}

function outputOf(stream: NodeJS.WriteStream): Output {
  return {
    stream,
    isTerminal: stream.isTTY === true,
    ...(stream.columns === undefined ? {} : { columns: stream.columns }),
  };
}

/**
 * Tells whether a file descriptor is a pipe, socket or file; a closed one is not.
 *
 * It asks for big integers because Node 20 keeps the plain answer in a place that it looks at when it
 * next resolves a path: after a pipe, it would follow no link, and find no package that pnpm linked.
 */
function isPiped(descriptor: number): boolean {
  try {
    const found = fstatSync(descriptor, { bigint: true });
    return found.isFIFO() || found.isFile() || found.isSocket();
  } catch {
    return false;
  }
}
