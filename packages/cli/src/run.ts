import { requireList, requireObject } from "@portolan/model/internal";
import { Console } from "./console.js";
import { DONE, type ExitCode, FAILED } from "./exit.js";
import { type Io, isClosedPipe } from "./io.js";

/**
 * Runs the `portolan` command.
 *
 * @param argv arguments, without the names of Node and the script.
 * @returns the exit code: 0 done, 1 different or not found, 2 could not be done.
 */
export async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  requireList(argv, "run", "argv");
  requireObject(io, "run", "io", "an object with stdin, stdout, stderr and env");
  const console = new Console(io);
  try {
    return await runCommand(argv, console);
  } catch (error) {
    if (isClosedPipe(error) || isShownHelp(error)) return DONE;
    const { explain } = await import("./explain.js");
    await explain(error, console);
    return FAILED;
  }
}

async function runCommand(given: readonly string[], console: Console): Promise<ExitCode> {
  const { asLookup, createProgram, hintAtCommands } = await import("./program.js");
  const lookup = asLookup(given);
  const argv = lookup ?? given;
  const said: Promise<void>[] = [];
  const program = await createProgram(console, {
    argv,
    show: (text) => said.push(console.show(text)),
    complain: (text) => said.push(console.say(text)),
  });
  try {
    await program.parseAsync(argv, { from: "user" });
  } finally {
    await Promise.all(said);
  }
  if (lookup !== undefined && console.exitCode !== DONE) await hintAtCommands(lookup, console);
  return console.finalExitCode;
}

/** Tells whether Commander ended the run because it has shown help or the version. */
function isShownHelp(error: unknown): boolean {
  return error instanceof Error && "exitCode" in error && error.exitCode === 0;
}
