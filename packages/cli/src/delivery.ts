import { readInputFile, SourceError, Spool, writeOutputFile } from "@portolan/source";
import type { Console } from "./console.js";
import { DIFFERENT, DONE, type ExitCode, UsageError } from "./exit.js";
import { joinToPieces } from "./io.js";
import { cut } from "./render/layout.js";
import { green, red } from "./render/style.js";

/** Says where a text goes. */
export interface Destination {
  /** A file; without one it goes to standard output. */
  readonly output?: string;
  /** The file is compared with it, and not written. */
  readonly check?: boolean;
}

/** Refuses `--check` without a file. */
export function refuseCheckOfNothing({ output, check }: Destination): void {
  if (check && isStandardOutput(output))
    throw new UsageError("--check compares with the file that --output names; name one.");
}

/**
 * Writes a text where it belongs, or compares it with what is there. Nothing is written, to a file or
 * to standard output, before the whole text was made without an error.
 *
 * @throws what making the text throws.
 */
export async function deliver(
  text: string | Iterable<string> | AsyncIterable<string>,
  { output, check }: Destination,
  console: Console,
): Promise<ExitCode> {
  const given = typeof text === "string" ? [text] : text;
  const chunks = Symbol.iterator in given ? joinToPieces(given) : given;
  if (output === undefined || isStandardOutput(output))
    await console.writeData((await Spool.of(chunks)).chunks());
  else if (check) return compare(output, await joined(chunks), console);
  else await writeOutputFile(output, Symbol.iterator in chunks ? await joined(chunks) : chunks);
  return DONE;
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
  const styled = (line: string): string =>
    line.startsWith("-") ? red(line) : line.startsWith("+") ? green(line) : line;
  const text = shown.map((line) => `${styled(cut(line, width))}\n`).join("");
  return `${text}${more > 0 ? `… and ${more} more lines.\n` : ""}`;
}
