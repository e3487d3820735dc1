import type { Command } from "commander";
import type { Session } from "../io.js";

/** Defines `portolan names`, which completion scripts call for the service names to choose from. */
export function addNames(program: Command, session: Session): void {
  program
    .command("names", { hidden: true })
    .description("Lists the service names with a beginning, one a line.")
    .argument("[beginning]", "beginning of the names", "")
    .action(async (beginning: string) => {
      const { names } = await import("./names.js");
      await names(beginning, session);
    });
}
