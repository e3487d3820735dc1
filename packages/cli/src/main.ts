import { fstatSync } from "node:fs";
import { requireList, requireObject } from "@portolan/model/internal";
import { asLookup, hintAtCommands, queriesAlone } from "./command-words.js";
import { Console } from "./console.js";
import { DONE, type ExitCode, FAILED } from "./exit.js";
import { type Io, isClosedPipe, type Output } from "./io.js";

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
    loadCopyWork: async () => (await import("./apart.js")).copyWorkApart(),
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
  const lookup = asLookup(given);
  const argv = lookup ?? given;
  const queries = queriesAlone(argv);
  if (queries === undefined) await runProgram(argv, console);
  else {
    const { answerQueries } = await import("./commands/lookup-answers.js");
    console.exitCode = await answerQueries(queries, {}, console);
  }
  if (lookup !== undefined && console.exitCode !== DONE) await hintAtCommands(lookup, console);
  return console.finalExitCode;
}

async function runProgram(argv: readonly string[], console: Console): Promise<void> {
  const { createProgram } = await import("./program.js");
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
}

/** Tells whether Commander ended the run because it has shown help or the version. */
function isShownHelp(error: unknown): boolean {
  return error instanceof Error && "exitCode" in error && error.exitCode === 0;
}
