import { COMMANDS } from "./commands.js";
import type { Console } from "./console.js";

/** Finds the first argument that is no option of every command, nor the value of one. */
export function firstWord(argv: readonly string[]): string | undefined {
  return argv.find((argument, i) => !argument.startsWith("-") && argv[i - 1] !== "--color");
}

/**
 * Makes a look-up of arguments whose first word is no command.
 *
 * @returns undefined where it is one, or there is none.
 */
export function asLookup(argv: readonly string[]): readonly string[] | undefined {
  const word = firstWord(argv);
  if (word === undefined || word === "help" || COMMANDS.some(({ name }) => name === word))
    return undefined;
  const at = argv.indexOf(word);
  return [...argv.slice(0, at), "lookup", ...argv.slice(at)];
}

/**
 * Gives the words of a look-up that has no options. There is nothing to be parsed then, and it takes half
 * as long without the parser and its definitions (test/bench, look-up in the synced copy).
 *
 * @returns undefined where the arguments are something else.
 */
export function queriesAlone([command, ...words]: readonly string[]):
  | readonly string[]
  | undefined {
  const isPlain = words.every((word) => word === "-" || !word.startsWith("-"));
  return command === "lookup" && isPlain ? words : undefined;
}

/** Says so where a word that was looked up in vain may be meant for a command. */
export async function hintAtCommands(argv: readonly string[], console: Console): Promise<void> {
  const { closest, distance } = await import("fastest-levenshtein");
  const names = COMMANDS.filter(({ summary }) => summary !== undefined).map(({ name }) => name);
  const word = argv[argv.indexOf("lookup") + 1] ?? "";
  const name = closest(word, names);
  if (distance(word, name) <= 2) await console.remark(`Did you mean the command ${name}?`);
}
