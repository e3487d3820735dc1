import type { WritableFormat, WriterOptions } from "@portolan/convert";
import type { OptionValue } from "@portolan/model";
import { readInputFile } from "@portolan/source";
import { UsageError } from "../exit.js";
import { wholeNumber, wordOf } from "./option-texts.js";
import { givenValue, WRITER_FLAGS } from "./writer-flags.js";

/**
 * Reads the options of one format's writer, and the files that they name.
 *
 * @param given the options of a command as they stand on the command line, others among them.
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
