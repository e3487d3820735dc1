import type { Command } from "commander";
import { UsageError } from "../exit.js";
import { type Io, writeChunks } from "../io.js";

/** Defines `portolan completion`. */
export function addCompletion(program: Command, io: Io): void {
  program
    .command("completion")
    .description("print a completion script for a shell")
    .argument("<shell>", "bash, zsh or fish")
    .addHelpText(
      "after",
      `
Examples:
  $ portolan completion bash > /etc/bash_completion.d/portolan
  $ portolan completion zsh > "\${fpath[1]}/_portolan"
  $ portolan completion fish > ~/.config/fish/completions/portolan.fish`,
    )
    .action(async (shell: string) => {
      const { completionScript, SHELLS } = await import("./completion.js");
      const found = SHELLS.find((one) => one === shell);
      if (found === undefined) {
        throw new UsageError(
          `there is no completion for “${shell}”; the shells are ${SHELLS.join(", ")}.`,
        );
      }
      await writeChunks(io.stdout, [completionScript(found, program)]);
    });
}
