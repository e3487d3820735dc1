import type { WriterOption } from "@portolan/model";
import { type Command, Option } from "commander";
import { WRITER_OPTIONS } from "./writer-options.js";

/** Holds an option of a writer that the command line has, too. */
export interface WriterFlag {
  /** The one format that takes it. */
  readonly format: string;
  readonly option: WriterOption;
  /** How it stands there. */
  readonly flag: Option;
}

/** Lists the options of the writers that the command line has, in the order of help. */
export const WRITER_FLAGS: readonly WriterFlag[] = WRITER_OPTIONS.flatMap(({ format, options }) =>
  options.flatMap((option) => {
    const flag = flagOf(option);
    return flag === undefined ? [] : [{ format, option, flag }];
  }),
);

function flagOf(option: WriterOption): Option | undefined {
  const { flags, help = "" } = option;
  if (flags === undefined) return undefined;
  const words = "words" in option ? option.words : [];
  const either = `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
  return new Option(flags, help.replace("{words}", either));
}

/** Adds the options of the writers to `portolan convert`, in groups. */
export function addWriterOptions(command: Command): void {
  for (const { format, flag } of WRITER_FLAGS)
    command.addOption(copyOf(flag).helpGroup(`With --to ${format}:`));
}

/** Makes one option of the writers, by its long form, for a command that has a few of them. */
export function writerOption(long: string): Option {
  const found = WRITER_FLAGS.find(({ flag }) => flag.long === long);
  if (found === undefined) throw new TypeError(`No writer has the option ${long}.`);
  return copyOf(found.flag);
}

function copyOf({ flags, description }: Option): Option {
  return new Option(flags, description);
}

/** Gives what stands on the command line for an option of a writer; undefined where it is not there. */
export function givenValue({ flag }: WriterFlag, given: object): unknown {
  const values: Readonly<Record<string, unknown>> = { ...given };
  const value = values[flag.attributeName()];
  // Commander sets what a --no- option negates to true where it is not given.
  return flag.negate && value === true ? undefined : value;
}
