import type { Command } from "commander";
import type { Io } from "../io.js";
import { addSelectionOptions } from "../selection-options.js";
import type { StatsArguments } from "./stats.js";

/** Defines `portolan stats`. */
export function addStats(program: Command, io: Io): void {
  const command = program
    .command("stats")
    .description("count the records of a registry by class, status, protocol and year")
    .argument("[input]", "file, or - for standard input")
    .option("-f, --from <format>", "format of the input (else its content decides)")
    .option("--json", "as JSON");
  addSelectionOptions(command).action(
    async (input: string | undefined, options: StatsArguments) => {
      const { stats } = await import("./stats.js");
      await stats(input, options, io);
    },
  );
}
