import type { Command } from "commander";
import type { SetExitCode } from "../exit.js";
import type { Session } from "../io.js";
import { addNotes } from "../notes.js";
import { registryOption } from "../registry-option.js";
import { addSelectionOptions } from "../selection-options.js";
import type { SearchArguments } from "./search.js";

/** Defines `portolan search`. */
export function addSearch(program: Command, session: Session, setExitCode: SetExitCode): void {
  const command = program
    .command("search")
    .description(
      "Finds records as the search box of IANA's page does: in all columns, in whatever case, in the order of the registry.",
    )
    .argument("<text>", "text to find")
    .addOption(registryOption("to search"))
    .option("--field <columns>", "look into these columns only, such as name,notes")
    .option("--regex", "the text is a regular expression (RE2 syntax)")
    .option("--count", "show the number of records only")
    .option("--json", "as JSON, the rows of jsonl");
  addSelectionOptions(command);
  addNotes(command, {
    examples: [
      "portolan search pcp",
      'portolan search "port control" --protocol udp',
      "portolan search '^x-' --regex --field name --json",
    ],
    exit: ["found", "nothing found"],
  }).action(async (text: string, options: SearchArguments) => {
    const { search } = await import("./search.js");
    setExitCode(await search(text, options, session));
  });
}
