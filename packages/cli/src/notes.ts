import type { Command } from "commander";
import { wrapWords } from "./render/layout.js";

/** Holds what the help of a command says below its options. */
export interface Notes {
  /** Paragraphs; one with indented lines stays as it is. */
  readonly text?: readonly string[];
  /** Command lines, without the prompt. */
  readonly examples: readonly string[];
  /** What exit codes 0 and 1 mean; a command that answers no question has no 1. */
  readonly exit?: readonly [done: string, different?: string];
}

const NOTES = new WeakMap<Command, Notes>();

/** Adds text, examples and exit codes to the help of a command, and to its part of the manual page. */
export function addNotes(command: Command, notes: Notes): Command {
  NOTES.set(command, notes);
  return command.addHelpText("after", () => {
    const width = command.configureOutput().getOutHelpWidth?.() ?? 80;
    const paragraphs = [
      ...(notes.text ?? []).map((text) => (isLaidOut(text) ? `${text}\n` : wrapWords(text, width))),
      `Examples:\n${notes.examples.map((line) => `  $ ${line}\n`).join("")}`,
      wrapWords(exitSentence(notes), width),
    ];
    return `\n${paragraphs.join("\n").trimEnd()}`;
  });
}

/** Gives what was added to a command. */
export function notesOf(command: Command): Notes | undefined {
  return NOTES.get(command);
}

/** Tells whether a paragraph shows lines, such as a file's, and no running text. */
export function isLaidOut(paragraph: string): boolean {
  return /^ /m.test(paragraph);
}

/** Says what the exit codes of a command mean. */
export function exitSentence({ exit = ["done"] }: Notes): string {
  const [done, different] = exit;
  const codes = [`0 ${done}`, different === undefined ? undefined : `1 ${different}`];
  return `Exit codes: ${[...codes.filter((code) => code !== undefined), "2 could not be done"].join("; ")}.`;
}
