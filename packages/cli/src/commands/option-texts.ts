import { UsageError } from "../exit.js";

/**
 * Reads the text of an option that is a number.
 *
 * @throws {UsageError} where it is none.
 */
export function wholeNumber(option: string, text: string, most: number): number {
  if (/^\d{1,16}$/.test(text) && Number(text) <= most) return Number(text);
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
