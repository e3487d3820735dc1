import { readInputFile, SourceError } from "@portolan/source";
import { structuredPatch } from "diff";
import { DIFFERENT, DONE, type ExitCode } from "../exit.js";
import { type Session, textWidthOf, writeMessage } from "../io.js";
import { stylesOf } from "../render/style.js";
import { cut } from "../render/wrap.js";

/** How many lines of the difference are shown. */
const SHOWN_LINES = 30;
/** How many edits are looked for before the difference is only stated. */
const MOST_EDITS = 2_000;

/** Compares a file with what would be written to it, and shows where they differ. */
export async function checkOutput(path: string, text: string, session: Session): Promise<ExitCode> {
  const current = await currentText(path);
  if (current === text) return DONE;
  const message =
    current === undefined
      ? `${path} does not exist.\n`
      : `${path} is not up to date.\n${shortDiff(current, text, session)}`;
  await writeMessage(session, message);
  return DIFFERENT;
}

async function currentText(path: string): Promise<string | undefined> {
  try {
    return (await readInputFile(path)).text;
  } catch (error) {
    if (error instanceof SourceError && error.code === "source/not-found") return undefined;
    throw error;
  }
}

/**
 * Renders the first lines of the difference in the unified form: `-` is there, `+` would be. On a
 * terminal lines are cut at its width.
 */
function shortDiff(current: string, wanted: string, session: Session): string {
  const patch = structuredPatch("", "", current, wanted, "", "", {
    context: 1,
    maxEditLength: MOST_EDITS,
  });
  if (patch === undefined) return "";
  const lines = patch.hunks.flatMap((hunk) => [`@@ line ${hunk.oldStart} @@`, ...hunk.lines]);
  const shown = lines.slice(0, SHOWN_LINES);
  const more = lines.length - shown.length;
  const { green, red } = stylesOf(session.stderr, session);
  const paint = (line: string): string =>
    line.startsWith("-") ? red(line) : line.startsWith("+") ? green(line) : line;
  const text = shown.map((line) => `${paint(cut(line, textWidthOf(session.stderr)))}\n`).join("");
  return `${text}${more > 0 ? `… and ${more} more lines.\n` : ""}`;
}
