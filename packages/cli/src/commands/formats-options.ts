import type { Command } from "commander";
import type { Session } from "../io.js";
import { addNotes } from "../notes.js";
import type { FormatsOptions } from "./formats.js";

/** Defines `portolan formats`. */
export function addFormats(program: Command, session: Session): void {
  const command = program
    .command("formats")
    .description("Shows what can be read and written, and what each format loses.")
    .option("--json", "as JSON");
  addNotes(command, {
    examples: ["portolan formats", "portolan formats --json"],
  }).action(async (options: FormatsOptions) => {
    const { formats } = await import("./formats.js");
    await formats(options, session);
  });
}
