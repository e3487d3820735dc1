import { DONE, type ExitCode } from "./exit.js";
import { type Io, isClosedPipe, writeChunks, writeMessage } from "./io.js";

/**
 * Runs the `portolan` command.
 *
 * @param argv arguments, without the names of Node and the script.
 * @returns the exit code: 0 done, 1 different or not found, 2 could not be done.
 */
export async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  try {
    return await runCommand(argv, io);
  } catch (error) {
    if (isClosedPipe(error) || isShownHelp(error)) return DONE;
    const { explain } = await import("./explain.js");
    const { exitCode, message } = explain(error, io);
    await writeMessage(io, message);
    return exitCode;
  }
}

async function runCommand(argv: readonly string[], io: Io): Promise<ExitCode> {
  const { createProgram } = await import("./program.js");
  let exitCode: ExitCode = DONE;
  const said: Promise<void>[] = [];
  const program = await createProgram(io, {
    only: argv[0],
    setExitCode: (code) => {
      exitCode = code;
    },
    show: (text) => said.push(writeChunks(io.stdout, [text])),
    complain: (text) => said.push(writeMessage(io, text)),
  });
  try {
    await program.parseAsync(argv, { from: "user" });
  } finally {
    await Promise.all(said);
  }
  return exitCode;
}

/** Tells whether Commander ended the run because it has shown help or the version. */
function isShownHelp(error: unknown): boolean {
  return error instanceof Error && "exitCode" in error && error.exitCode === 0;
}
