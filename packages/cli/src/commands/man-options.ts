import type { Command } from "commander";
import type { SetExitCode } from "../exit.js";
import { type Session, writeChunks } from "../io.js";
import { addNotes } from "../notes.js";

/** Defines `portolan man`. */
export function addMan(
  program: Command,
  session: Session,
  _setExitCode: SetExitCode,
  defineAll: () => Promise<Command>,
): void {
  const command = program.command("man").description("Prints the manual page.");
  addNotes(command, {
    examples: ["portolan man | man -l -", "portolan man > /usr/local/share/man/man1/portolan.1"],
  }).action(async () => {
    const { manPage } = await import("./man.js");
    await writeChunks(session.stdout, [manPage(await defineAll())]);
  });
}
