import { DONE, type ExitCode, FAILED } from "./exit.js";
import { type Io, isClosedPipe, type Output, widthOf, writeChunks } from "./io.js";

/**
 * Runs the `portolan` command.
 *
 * @param argv arguments, without the names of Node and the script.
 * @returns the exit code: 0 done, 1 different or not found, 2 could not be done.
 */
export async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  try {
    return (await answerAtOnce(argv, io)) ?? (await runCommand(argv, io));
  } catch (error) {
    if (isClosedPipe(error) || isShownHelp(error)) return DONE;
    const { explain } = await import("./explain.js");
    const { exitCode, message } = explain(error, io);
    if (message !== "") await writeChunks(io.stderr, [message]);
    return exitCode;
  }
}

/** Answers what needs no command, before the parser of arguments is loaded. */
async function answerAtOnce(argv: readonly string[], io: Io): Promise<ExitCode | undefined> {
  if (argv.length > 1) return undefined;
  switch (argv[0]) {
    case "-V":
    case "--version": {
      const { version } = await import("./version.js");
      await writeChunks(io.stdout, [`${version()}\n`]);
      return DONE;
    }
    case "-h":
    case "--help":
    case "help":
      await writeOverview(io.stdout);
      return DONE;
    case undefined:
      await writeOverview(io.stderr);
      return FAILED;
    default:
      return undefined;
  }
}

async function writeOverview(output: Output): Promise<void> {
  const { overview } = await import("./overview.js");
  await writeChunks(output, [overview(widthOf(output))]);
}

async function runCommand(argv: readonly string[], io: Io): Promise<ExitCode> {
  const { createProgram } = await import("./program.js");
  let exitCode: ExitCode = DONE;
  const program = await createProgram(io, argv[0], (code) => {
    exitCode = code;
  });
  await program.parseAsync(argv, { from: "user" });
  return exitCode;
}

/** Tells whether Commander ended the run because it has shown help or the version. */
function isShownHelp(error: unknown): boolean {
  return error instanceof Error && "exitCode" in error && error.exitCode === 0;
}
