import type { WriterOptions } from "@portolan/convert";
import { COMPATIBILITY_PACKS, readNameList, TARGETS } from "@portolan/services";
import { readInputFile } from "@portolan/source";
import { UsageError } from "../exit.js";

/** Holds the writers' options as they stand on the command line. */
export interface WriterArguments {
  readonly target?: string;
  readonly comments?: string;
  readonly sort?: string;
  readonly ranges?: string;
  readonly repeatedNames?: string;
  readonly pack?: string;
  readonly only?: string;
  readonly names?: string;
  readonly maxBytes?: string;
  readonly base?: string;
  readonly overrides?: string;
  readonly header?: boolean;
  readonly shape?: string;
  readonly naming?: string;
  readonly descriptions?: boolean;
  readonly dnsSd?: boolean;
  readonly indent?: string;
  readonly safeCells?: boolean;
  readonly rendering?: string;
}

/**
 * Reads the writers' options, and the files that they name.
 *
 * @throws {UsageError} for an option whose text means nothing.
 */
export async function writerOptionsOf(given: WriterArguments): Promise<WriterOptions> {
  const { indent, safeCells, rendering, shape, naming, descriptions, dnsSd } = given;
  return {
    services: await servicesOptionsOf(given),
    typescript: defined({
      shape: oneOf("--shape", shape, ["constants", "module"]),
      naming: oneOf("--naming", naming, ["SCREAMING_SNAKE", "camelCase", "PascalCase"]),
      descriptions,
      dnsSd,
    }),
    json: defined({ indent: wholeNumber("--indent", indent, 10) }),
    csv: defined({
      safeCells,
      rendering: oneOf("--rendering", rendering, ["A", "B", "C", "none"]),
    }),
  };
}

async function servicesOptionsOf(
  given: WriterArguments,
): Promise<NonNullable<WriterOptions["services"]>> {
  const {
    target,
    comments,
    sort,
    ranges,
    repeatedNames,
    pack,
    only,
    names,
    maxBytes,
    base,
    overrides,
  } = given;
  const listed = [
    ...(only === undefined ? [] : readNameList(only)),
    ...(names === undefined ? [] : readNameList(await textOf(names))),
  ];
  return defined({
    target: oneOf("--target", target, TARGETS),
    comments: oneOf("--comments", comments, ["none", "short", "full"]),
    sort: oneOf("--sort", sort, ["port", "name"]),
    ranges: oneOf("--ranges", ranges, ["first", "expand", "comment", "omit"]),
    repeatedNames: oneOf("--repeated-names", repeatedNames, ["once", "every-port"]),
    packs: pack
      ?.split(",")
      .map((word) => needed(oneOf("--pack", word.trim(), COMPATIBILITY_PACKS))),
    names: only === undefined && names === undefined ? undefined : listed,
    maxBytes: wholeNumber("--max-bytes", maxBytes, Number.MAX_SAFE_INTEGER),
    base: base === undefined ? undefined : await textOf(base),
    overrides: overrides === undefined ? undefined : await textOf(overrides),
    header: given.header,
  });
}

async function textOf(path: string): Promise<string> {
  return (await readInputFile(path)).text;
}

/** Leaves out what is undefined: an absent option is absent, not undefined. */
function defined<T extends object>(options: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as { [K in keyof T]: Exclude<T[K], undefined> };
}

function needed<T>(value: T | undefined): T {
  if (value === undefined) throw new TypeError("A given option has no value.");
  return value;
}

function wholeNumber(option: string, text: string | undefined, most: number): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,16}$/.test(text) && Number(text) <= most) return Number(text);
  throw new UsageError(`${option}: “${text}” is not a whole number from 0 to ${most}.`);
}

function oneOf<Word extends string>(
  option: string,
  text: string | undefined,
  words: readonly Word[],
): Word | undefined {
  if (text === undefined) return undefined;
  const word = words.find((candidate) => candidate.toLowerCase() === text.toLowerCase());
  if (word !== undefined) return word;
  throw new UsageError(`${option}: “${text}” is none of ${words.join(", ")}.`);
}
