import type { Command } from "commander";
import { bashScript } from "./bash.js";
import { fishScript } from "./fish.js";
import type { Shell } from "./shells.js";
import { completedCommands } from "./words.js";
import { zshScript } from "./zsh.js";

/** Writes the completion script of a shell from the command line's own definitions. */
export function completionScript(shell: Shell, program: Command): string {
  const commands = completedCommands(program);
  switch (shell) {
    case "bash":
      return bashScript(commands);
    case "zsh":
      return zshScript(commands);
    case "fish":
      return fishScript(commands);
    default:
      return shell satisfies never;
  }
}
