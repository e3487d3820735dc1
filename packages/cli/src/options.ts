import type { Selection, SelectionTexts } from "@portolan/query";
import { type Command, Option } from "commander";
import { UsageError } from "./exit.js";

/** Holds the options that say which registry is read, and how. */
export interface ReadingArguments {
  readonly registry?: string;
  readonly from?: string;
  readonly encoding?: string;
  readonly keepGoing?: boolean;
}

/** Adds the options that say which registry is read, and how: the same for every command. */
export function addReadingOptions(command: Command, purpose: string): Command {
  const options = [
    new Option(
      "-r, --registry <input>",
      `registry ${purpose}, in any format; - is standard input (else the one at hand)`,
    ),
    new Option("-f, --from <format>", "format of the input (else its content decides)"),
    new Option("--encoding <name>", "encoding of the input (else its bytes decide)"),
    new Option("--keep-going", "leave out what cannot be read; then exit 1"),
  ];
  for (const option of options) command.addOption(option.helpGroup("Input:"));
  return command;
}

/** Holds the selection options as they appear on the command line. */
export type SelectionArguments = SelectionTexts;

/** What follows the name of each selection option in help: its value, and what it selects. */
const SELECTION_HELP: Readonly<Record<keyof SelectionTexts, readonly [string, string]>> = {
  port: ["<ports>", "ports and ranges, such as 1-1023,8080"],
  protocol: ["<protocols>", "tcp, udp, sctp, dccp or none"],
  name: ["<names>", "service names, such as 'http*,ssh'; *, ? and [a-z] match"],
  status: ["<statuses>", "assigned, unassigned, reserved, de-registered, …"],
  class: ["<classes>", "system, user or dynamic ports"],
  since: ["<date>", "registered or modified on this date or later"],
  where: ["<text>", "text in any column"],
};

/** Names the selection options, in the order of help. */
export const SELECTION_OPTIONS = Object.keys(SELECTION_HELP) as readonly (keyof SelectionTexts)[];

/** Adds the selection options, the same for every command that takes a registry. */
export function addSelectionOptions(command: Command): Command {
  for (const [name, [value, help]] of Object.entries(SELECTION_HELP)) {
    const option = new Option(`--${name} ${value}`, help);
    command.addOption(option.helpGroup("Selection (values separated by commas):"));
  }
  return command;
}

/**
 * Reads the selection options. What selects is loaded only where there are any.
 *
 * @throws {UsageError} for one whose text means nothing.
 */
export async function selectionOf(options: SelectionArguments): Promise<Selection> {
  if (SELECTION_OPTIONS.every((name) => options[name] === undefined)) return {};
  const { parseSelection } = await import("./selecting.js");
  const parsed = parseSelection(options);
  if ("selection" in parsed) return parsed.selection;
  throw new UsageError(`--${parsed.option}: ${parsed.message}`);
}

/**
 * Refuses two inputs that are both standard input.
 *
 * @throws {UsageError} so.
 */
export function refuseStandardInputTwice(...paths: readonly (string | undefined)[]): void {
  if (paths.every((path) => path === "-"))
    throw new UsageError("only one of both can be standard input.");
}

/** What a letter behind a number stands for, as in head(1). */
const MULTIPLES: ReadonlyMap<string, number> = new Map([
  ["", 1],
  ["k", 1024],
  ["m", 1024 ** 2],
]);

/**
 * Reads the text of an option that is a number, or a size such as `4k`.
 *
 * @throws {UsageError} where it is none.
 */
export function wholeNumber(option: string, text: string, most: number): number {
  const [, digits = "", letter = ""] = /^(\d{1,16})([km]?)$/i.exec(text) ?? [];
  const number = Number(digits) * (MULTIPLES.get(letter.toLowerCase()) ?? 1);
  if (digits !== "" && number <= most) return number;
  throw new UsageError(`${option}: “${text}” is not a whole number from 0 to ${most}.`);
}

/**
 * Reads the text of an option that is one of some words, in whatever case.
 *
 * @throws {UsageError} where it is none of them.
 */
export function oneOf<Word extends string>(
  option: string,
  text: string | undefined,
  words: readonly Word[],
): Word | undefined {
  return text === undefined ? undefined : wordOf(option, text, words);
}

/** Does the same for a text that is there. */
export function wordOf<Word extends string>(
  option: string,
  text: string,
  words: readonly Word[],
): Word {
  const word = words.find((candidate) => candidate.toLowerCase() === text.toLowerCase());
  if (word !== undefined) return word;
  throw new UsageError(`${option}: “${text}” is none of ${words.join(", ")}.`);
}
