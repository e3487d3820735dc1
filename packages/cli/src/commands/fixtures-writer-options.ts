import type { WritableFormat, WriterOptions } from "@portolan/convert";
import type { OptionValue } from "@portolan/model";
import { optionsOfWriter } from "./writer-options.js";

/**
 * Takes the options of a writer as they stand in a `fixtures.json`.
 *
 * @param fail throws what is wrong with one of them.
 */
export function writerOptionsIn(
  values: Readonly<Record<string, unknown>>,
  format: WritableFormat,
  fail: (name: string, what: string) => never,
): WriterOptions {
  const options = optionsOfWriter(format);
  const names = [...new Set(options.map(({ name }) => name))].join(", ");
  for (const [name, value] of Object.entries(values)) {
    const option = options.find((one) => one.name === name);
    if (option === undefined) {
      const others = names === "" ? "which has none" : `whose options are ${names}`;
      return fail(name, `is no option of the writer of ${format}, ${others}`);
    }
    if (!mayBe(option, value)) return fail(name, `must be ${wanted(option)}`);
  }
  return { [format]: values };
}

function mayBe(option: OptionValue, value: unknown): boolean {
  switch (option.is) {
    case "switch":
      return typeof value === "boolean";
    case "number":
      return Number.isInteger(value) && Number(value) >= 0 && Number(value) <= option.most;
    case "word":
      return option.words.some((word) => word === value);
    case "words":
      return isListOf(value, (item) => option.words.some((word) => word === item));
    case "text":
      return typeof value === "string";
    case "list":
    case "listFile":
      return isListOf(value, (item) => typeof item === "string");
  }
}

function isListOf(value: unknown, isOne: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(isOne);
}

/** Says what an option may be. */
function wanted(option: OptionValue): string {
  switch (option.is) {
    case "switch":
      return "true or false";
    case "number":
      return `a whole number from 0 to ${option.most}`;
    case "word":
      return `one of ${quoted(option.words)}`;
    case "words":
      return `a list of some of ${quoted(option.words)}`;
    case "text":
      return "a text";
    case "list":
    case "listFile":
      return "a list of texts";
  }
}

function quoted(words: readonly string[]): string {
  return words.map((word) => JSON.stringify(word)).join(", ");
}
