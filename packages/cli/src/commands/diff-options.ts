import { type Command, Option } from "commander";
import type { SetExitCode } from "../exit.js";
import type { Session } from "../io.js";
import { addNotes } from "../notes.js";
import type { DiffOptions } from "./diff.js";

/** Defines `portolan diff`. */
export function addDiff(program: Command, session: Session, setExitCode: SetExitCode): void {
  const command = program
    .command("diff")
    .description(
      "Tells what changed between two registries, in whatever formats: added, removed, renamed, moved, reassigned, edited, and what that means for users.",
    )
    .argument("<old>", "file, or - for standard input")
    .argument("<new>", "file, or - for standard input")
    .addOption(
      new Option("--json", "as JSON, enough to make the new registry of the old one").conflicts(
        "markdown",
      ),
    )
    .option("--markdown", "as a Markdown change log");
  addNotes(command, {
    text: [
      "Registries in different formats are compared as far as both formats tell: a CSV has no header and no people, so these are no difference to an XML. See portolan formats.",
      "With --quiet nothing is shown: the exit code tells.",
    ],
    examples: [
      "portolan diff last-week.xml today.xml",
      "portolan diff old.csv new.csv --markdown > CHANGES.md",
    ],
    exit: ["the same", "different"],
  }).action(async (old: string, fresh: string, options: DiffOptions) => {
    const { diff } = await import("./diff.js");
    setExitCode(await diff(old, fresh, options, session));
  });
}
