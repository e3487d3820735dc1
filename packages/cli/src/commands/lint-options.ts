import { type Command, Option } from "commander";
import type { Io } from "../io.js";
import type { SetExitCode } from "../program.js";
import type { LintArguments } from "./lint.js";

/** Defines `portolan lint`. */
export function addLint(program: Command, io: Io, setExitCode: SetExitCode): void {
  program
    .command("lint")
    .description("find what is wrong in a registry, or a trap for its users")
    .argument("[input]", "file, or - for standard input")
    .option("-f, --from <format>", "format of the input (else its content decides)")
    .option("-q, --quiet", "show errors only")
    .option("-v, --verbose", "show every finding")
    .addOption(new Option("--json", "as JSON, one finding a line").conflicts("sarif"))
    .option("--sarif", "as SARIF 2.1.0, which code hosts show beside the source")
    .option("--codes", "explain the codes, as a Markdown table")
    .addHelpText(
      "after",
      `
Examples:
  $ portolan lint registry.csv
  $ portolan lint registry.xml --sarif > findings.sarif

Exit codes: 0 clean, 1 with findings (--quiet: with errors), 2 could not be done.`,
    )
    .action(async (input: string | undefined, options: LintArguments) => {
      const { lint } = await import("./lint.js");
      setExitCode(await lint(input, options, io));
    });
}
