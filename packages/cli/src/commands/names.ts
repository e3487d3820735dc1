import type { Command } from "commander";
import type { Console } from "../console.js";
import { loadNamedIndex } from "../load-index.js";

/** Defines `portolan names`, which completion scripts call for the service names to choose from. */
export function addNames(program: Command, console: Console): void {
  program
    .command("names", { hidden: true })
    .description("Lists the service names with a beginning, one a line.")
    .argument("[beginning]", "beginning of the names", "")
    .action(async (beginning: string) => {
      await names(beginning, console.silenced());
    });
}

/** Carries out `portolan names`, which says nothing but names: its reader is a shell. */
async function names(beginning: string, console: Console): Promise<void> {
  const { index, keep } = await loadNamedIndex({}, console);
  const wanted = [...index.names()].filter((name) => name.startsWith(beginning)).sort();
  await console.show(wanted.map((name) => `${name}\n`).join(""));
  await keep();
}
