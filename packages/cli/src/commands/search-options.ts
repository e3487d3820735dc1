import type { Command } from "commander";
import type { Io } from "../io.js";
import type { SetExitCode } from "../program.js";
import { addSelectionOptions } from "../selection-options.js";
import type { SearchArguments } from "./search.js";

/** Defines `portolan search`. */
export function addSearch(program: Command, io: Io, setExitCode: SetExitCode): void {
  const command = program
    .command("search")
    .description("find records as the search box of IANA's page does: in all columns")
    .argument("<text>", "text, found in whatever case")
    .option("-r, --registry <input>", "registry to search (else the synced copy, else the excerpt)")
    .option("--field <columns>", "look into these columns only, such as name,notes")
    .option("--regex", "the text is a regular expression (RE2 syntax)")
    .option("--count", "show the number of records only")
    .option("--json", "as JSON, the rows of jsonl");
  addSelectionOptions(command);
  command
    .addHelpText(
      "after",
      `
Examples:
  $ portolan search pcp
  $ portolan search '^x-' --regex --field name --json

Exit codes: 0 found, 1 nothing found, 2 could not be done.`,
    )
    .action(async (text: string, options: SearchArguments) => {
      const { search } = await import("./search.js");
      setExitCode(await search(text, options, io));
    });
}
