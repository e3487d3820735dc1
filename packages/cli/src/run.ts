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
  const { asLookup, createProgram } = await import("./program.js");
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

/** Says so where a word that was looked up in vain may be meant for a command. */
async function hintAtCommands(argv: readonly string[], console: Console): Promise<void> {
  const [{ closest, distance }, { COMMANDS }] = await Promise.all([
    import("fastest-levenshtein"),
    import("./commands.js"),
  ]);
  const names = COMMANDS.filter(({ summary }) => summary !== undefined).map(({ name }) => name);
  const word = argv[argv.indexOf("lookup") + 1] ?? "";
  const name = closest(word, names);
  if (distance(word, name) <= 2) await console.remark(`Did you mean the command ${name}?`);
}
