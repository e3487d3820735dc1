import { type Command, Option } from "commander";
import type { Io } from "../io.js";
import type { SetExitCode } from "../program.js";
import type { DiffOptions } from "./diff.js";

/** Defines `portolan diff`. */
export function addDiff(program: Command, io: Io, setExitCode: SetExitCode): void {
  program
    .command("diff")
    .description("tell what changed between two registries, in whatever formats")
    .argument("<old>", "file, or - for standard input")
    .argument("<new>", "file, or - for standard input")
    .addOption(
      new Option("--json", "as JSON, enough to make the new registry of the old one").conflicts(
        "markdown",
      ),
    )
    .option("--markdown", "as a Markdown change log")
    .option("-q, --quiet", "show nothing; only the exit code tells")
    .addHelpText(
      "after",
      `
Examples:
  $ portolan diff last-week.xml today.xml
  $ portolan diff old.csv new.csv --markdown > CHANGES.md

Exit codes: 0 the same, 1 different, 2 could not be done.`,
    )
    .action(async (old: string, fresh: string, options: DiffOptions) => {
      const { diff } = await import("./diff.js");
      setExitCode(await diff(old, fresh, options, io));
    });
}
