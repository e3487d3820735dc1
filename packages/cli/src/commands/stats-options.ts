import type { Command } from "commander";
import type { Session } from "../io.js";
import { addNotes } from "../notes.js";
import { fromOption } from "../registry-option.js";
import { addSelectionOptions } from "../selection-options.js";
import type { StatsArguments } from "./stats.js";

/** Defines `portolan stats`. */
export function addStats(program: Command, session: Session): void {
  const command = program
    .command("stats")
    .description(
      "Counts the records of a registry by status, class, protocol and year, and finds the longest free blocks.",
    )
    .argument("[input]", "file, in any format; - is standard input")
    .addOption(fromOption())
    .option("--json", "as JSON");
  addSelectionOptions(command);
  addNotes(command, {
    examples: ["portolan stats", "portolan stats registry.xml --since 2020 --json"],
  }).action(async (input: string | undefined, options: StatsArguments) => {
    const { stats } = await import("./stats.js");
    await stats(input, options, session);
  });
}
