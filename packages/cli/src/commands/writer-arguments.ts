import type { WriterOptions } from "@portolan/convert";
import { UsageError } from "../exit.js";

/** Holds the writers' options as they stand on the command line. */
export interface WriterArguments {
  readonly indent?: string;
  readonly safeCells?: boolean;
  readonly rendering?: string;
}

const RENDERINGS = ["A", "B", "C", "none"] as const;

/**
 * Reads the writers' options.
 *
 * @throws {UsageError} for one whose text means nothing.
 */
export function writerOptionsOf({ indent, safeCells, rendering }: WriterArguments): WriterOptions {
  return {
    json: indent === undefined ? {} : { indent: wholeNumber("--indent", indent, 16) },
    csv: {
      ...(safeCells === undefined ? {} : { safeCells }),
      ...(rendering === undefined
        ? {}
        : { rendering: oneOf("--rendering", rendering, RENDERINGS) }),
    },
  };
}

function wholeNumber(option: string, text: string, most: number): number {
  if (/^\d{1,9}$/.test(text) && Number(text) <= most) return Number(text);
  throw new UsageError(`${option}: “${text}” is not a whole number from 0 to ${most}.`);
}

function oneOf<Word extends string>(option: string, text: string, words: readonly Word[]): Word {
  const word = words.find((candidate) => candidate.toLowerCase() === text.toLowerCase());
  if (word !== undefined) return word;
  throw new UsageError(`${option}: “${text}” is none of ${words.join(", ")}.`);
}
