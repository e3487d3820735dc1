import type { Command } from "commander";
import { bashScript } from "../completion/bash.js";
import { fishScript } from "../completion/fish.js";
import { zshScript } from "../completion/zsh.js";
import type { Console } from "../console.js";
import { UsageError } from "../exit.js";
import { addNotes } from "../notes.js";

/** Defines `portolan completion`. */
export function addCompletion(
  program: Command,
  console: Console,
  defineAll: () => Promise<Command>,
): void {
  const command = program
    .command("completion")
    .description(
      "Prints a completion script for a shell: of commands, options, formats and service names.",
    )
    .argument("<shell>", "bash, zsh or fish");
  addNotes(command, {
    examples: [
      "portolan completion bash > ~/.local/share/bash-completion/completions/portolan",
      "portolan completion zsh > ~/.zfunc/_portolan   # or another folder of $fpath",
      "portolan completion fish > ~/.config/fish/completions/portolan.fish",
    ],
  }).action(async (shell: string) => {
    const { completedCommands, SHELLS } = await import("../completion/words.js");
    const found = SHELLS.find((one) => one === shell);
    if (found === undefined) {
      throw new UsageError(
        `there is no completion for “${shell}”; the shells are ${SHELLS.join(", ")}.`,
      );
    }
    await console.writeData(SCRIPTS[found](completedCommands(await defineAll())));
  });
}

/** What writes the script of a shell, from the command line's own definitions. */
const SCRIPTS = { bash: bashScript, zsh: zshScript, fish: fishScript };
