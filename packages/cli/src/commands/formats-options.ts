import type { Command } from "commander";
import type { Io } from "../io.js";

/** Defines `portolan formats`. */
export function addFormats(program: Command, io: Io): void {
  program
    .command("formats")
    .description("show what can be read and written")
    .option("--json", "as JSON")
    .action(async (options: { json?: boolean }) => {
      const { formats } = await import("./formats.js");
      await formats(options, io);
    });
}
