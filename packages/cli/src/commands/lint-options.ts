import { type Command, Option } from "commander";
import type { SetExitCode } from "../exit.js";
import type { Session } from "../io.js";
import { addNotes } from "../notes.js";
import { fromOption } from "../registry-option.js";
import type { LintArguments } from "./lint.js";

/** Defines `portolan lint`. */
export function addLint(program: Command, session: Session, setExitCode: SetExitCode): void {
  const command = program
    .command("lint")
    .description("Finds what is wrong in a registry, or a trap for its users.")
    .argument("[input]", "file, in any format; - is standard input")
    .addOption(fromOption())
    .addOption(new Option("--json", "as JSON, one finding a line").conflicts("sarif"))
    .option("--sarif", "as SARIF 2.1.0, which code hosts show beside the source")
    .option("--codes", "explain the codes, as a Markdown table");
  addNotes(command, {
    text: ["With --quiet only errors are findings."],
    examples: [
      "portolan lint registry.csv",
      "portolan lint registry.xml --sarif > findings.sarif",
      "portolan lint --codes",
    ],
    exit: ["clean", "with findings"],
  }).action(async (input: string | undefined, options: LintArguments) => {
    const { lint } = await import("./lint.js");
    setExitCode(await lint(input, options, session));
  });
}
