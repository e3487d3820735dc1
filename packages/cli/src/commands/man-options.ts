import type { Command } from "commander";
import { type Io, writeChunks } from "../io.js";

/** Defines `portolan man`. */
export function addMan(program: Command, io: Io): void {
  program
    .command("man")
    .description("print the manual page")
    .addHelpText("after", "\nExample:\n  $ portolan man > portolan.1 && man ./portolan.1")
    .action(async () => {
      const { manPage } = await import("./man.js");
      await writeChunks(io.stdout, [manPage(program)]);
    });
}
