import { Report } from "@portolan/model";
import { readInputFile, SourceError, Spool, writeOutputFile } from "@portolan/source";
import { type Command, InvalidArgumentError, Option } from "commander";
import type { Console } from "./console.js";
import { DIFFERENT, DONE, type ExitCode, UsageError } from "./exit.js";
import { joinToPieces } from "./io.js";
import { outputNamed, placed } from "./problems.js";
import { cut } from "./render/layout.js";
import { green, red } from "./render/style.js";

/** Says where a text goes. */
export interface Destination {
  /** A file; without one it goes to standard output. */
  readonly output?: string;
  /** The file is compared with it, and not written. */
  readonly check?: boolean;
}

/** Makes the option that names the file to write; it is refused a second time. */
export function outputOption(): Option {
  const description = "file to write, whole or not at all (else standard output)";
  return new Option("-o, --output <file>", description).argParser(
    (path: string, before: string | undefined) => {
      if (before === undefined) return path;
      throw new InvalidArgumentError(`The option is given twice: there is “${before}” already.`);
    },
  );
}

/** Adds the options that say where what is written goes; a check of no file is refused. */
export function addDestinationOptions(command: Command): Command {
  return command
    .addOption(outputOption())
    .option("--check", "write nothing; tell whether the output file is up to date")
    .hook("preAction", () => {
      const { output, check } = command.opts<Destination>();
      if (check && isStandardOutput(output))
        throw new UsageError("--check compares with the file that --output names; name one.");
    });
}

/**
 * Writes a text where it belongs, or compares it with what is there. Nothing is written, to a file or
 * to standard output, before the whole text was made without an error.
 *
 * @param report - of what making the text loses, which is shown at the end.
 * @throws what making the text throws.
 */
export async function deliver(
  text: string | Iterable<string> | AsyncIterable<string>,
  { output, check }: Destination,
  console: Console,
  { problems }: Report = new Report(),
): Promise<ExitCode> {
  let exitCode: ExitCode = DONE;
  const given = typeof text === "string" ? [text] : text;
  const chunks = Symbol.iterator in given ? joinToPieces(given) : given;
  if (output === undefined || isStandardOutput(output))
    await console.writeData((await Spool.of(chunks)).chunks());
  else if (check) exitCode = await compare(output, await joined(chunks), console);
  else await writeOutputFile(output, Symbol.iterator in chunks ? await joined(chunks) : chunks);
  await console.reportProblems(placed(problems, outputNamed(output)));
  return exitCode;
}

/** Tells whether a text goes to standard output, by whatever name. */
function isStandardOutput(output: string | undefined): boolean {
  return (
    output === undefined || ["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"].includes(output)
  );
}

async function joined(chunks: Iterable<string> | AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const chunk of chunks) text += chunk;
  return text;
}

/** How many lines of the difference are shown. */
const SHOWN_LINES = 30;
/** How many edits are looked for before the difference is only stated. */
const MOST_EDITS = 2_000;

/** Compares a file with what would be written to it, and shows where they differ. */
export async function compare(path: string, text: string, console: Console): Promise<ExitCode> {
  const current = await currentText(path);
  if (current === text) return DONE;
  if (current === undefined) await console.message(`${path} does not exist.`);
  else {
    await console.message(`${path} is not up to date.`);
    if (!console.tellsAsJson)
      await console.say(await shortDiff(current, text, console.err.textWidth));
  }
  return DIFFERENT;
}

export async function currentText(path: string): Promise<string | undefined> {
  try {
    return (await readInputFile(path)).text;
  } catch (error) {
    if (error instanceof SourceError && error.code === "source/not-found") return undefined;
    throw error;
  }
}

/**
 * Renders the first lines of the difference in the unified form: `-` is there, `+` would be.
 *
 * @param width columns that lines are cut to.
 */
async function shortDiff(current: string, wanted: string, width: number): Promise<string> {
  const { structuredPatch } = await import("diff");
  const patch = structuredPatch("", "", current, wanted, "", "", {
    context: 1,
    maxEditLength: MOST_EDITS,
  });
  if (patch === undefined) return "";
  const lines = patch.hunks.flatMap((hunk) => [`@@ line ${hunk.oldStart} @@`, ...hunk.lines]);
  const shown = lines.slice(0, SHOWN_LINES);
  const more = lines.length - shown.length;
  const text = shown.map((line) => `${inPatchStyle(cut(line, width))}\n`).join("");
  return `${text}${more > 0 ? `… and ${more} more lines.\n` : ""}`;
}

/** Colours a line of a difference in the unified form. */
export function inPatchStyle(line: string): string {
  return line.startsWith("-") ? red(line) : line.startsWith("+") ? green(line) : line;
}
