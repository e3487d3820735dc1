import {
  FORMATS,
  formatCalled,
  formatOfFileName,
  type WritableFormat,
  type WriterOptions,
} from "@portolan/convert";
import type { OptionValue, WriterOption } from "@portolan/model/internal";
import { readInputFile } from "@portolan/source";
import { type Command, Option } from "commander";
import type { Destination } from "../delivery.js";
import { UsageError } from "../exit.js";
import { wholeNumber, wordOf } from "../options.js";

/** Names the formats that can be written. */
export const FORMAT_NAMES: string = FORMATS.map(({ name }) => name).join(", ");

/**
 * Gives the format to write: what `--to` says, else what the output file's name stands for, if
 * anything.
 *
 * @throws {UsageError} where `--to` names none.
 */
export function formatToWrite({
  to,
  output,
}: Destination & { readonly to?: string }): WritableFormat | undefined {
  if (to === undefined) return output === undefined ? undefined : formatOfFileName(output);
  const format = formatCalled(to);
  if (format !== undefined) return format;
  throw new UsageError(`cannot write “${to}”; the formats are ${FORMAT_NAMES}.`);
}

/** Holds an option of a writer that the command line has, too. */
interface WriterFlag {
  /** The one format that takes it. */
  readonly format: string;
  readonly option: WriterOption;
  /** How it stands there. */
  readonly flag: Option;
}

/** Lists the options of the writers that the command line has, in the order of help. */
export const WRITER_FLAGS: readonly WriterFlag[] = FORMATS.flatMap(({ name: format, options }) =>
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

/** Gives what the command line has for an option of a writer; undefined where it is not there. */
function givenValue({ flag }: WriterFlag, given: object): unknown {
  const values: Readonly<Record<string, unknown>> = { ...given };
  const value = values[flag.attributeName()];
  // Commander sets what a --no- option negates to true where it is not given.
  return flag.negate && value === true ? undefined : value;
}

/**
 * Reads the options of one format's writer, and the files that they name.
 *
 * @param given the options of a command as they appear on the command line, others among them.
 * @throws {UsageError} for an option whose text means nothing, or that another format's writer takes.
 */
export async function writerOptionsOf(
  given: object,
  format: WritableFormat,
): Promise<WriterOptions> {
  const all = WRITER_FLAGS.filter((one) => givenValue(one, given) !== undefined);
  const misplaced = all.find((one) => one.format !== format);
  if (misplaced !== undefined) {
    throw new UsageError(
      `${misplaced.flag.long} goes with --to ${misplaced.format}; ${format} has no such option.`,
    );
  }
  const options = new Map<string, unknown>();
  for (const one of all) {
    const { option, flag } = one;
    const value = await readValue(option, flag.long ?? "", givenValue(one, given));
    const before = options.get(option.name);
    const isMore = Array.isArray(before) && Array.isArray(value);
    options.set(option.name, isMore ? [...before, ...value] : value);
  }
  return { [format]: Object.fromEntries(options) };
}

async function readValue(option: OptionValue, long: string, given: unknown): Promise<unknown> {
  const text = String(given);
  switch (option.is) {
    case "switch":
      return given;
    case "number":
      return wholeNumber(long, text, option.most);
    case "word":
      return wordOf(long, text, option.words);
    case "words":
      return text.split(",").map((word) => wordOf(long, word.trim(), option.words));
    case "text":
      return textOf(text);
    case "list":
      return namesOf(text);
    case "listFile":
      return namesOf(await textOf(text));
  }
}

async function textOf(path: string): Promise<string> {
  return (await readInputFile(path)).text;
}

async function namesOf(text: string): Promise<readonly string[]> {
  const { readNameList } = await import("@portolan/services");
  return readNameList(text);
}
