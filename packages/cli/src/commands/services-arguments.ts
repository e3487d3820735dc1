import type { WriterOptions } from "@portolan/convert";
import { COMPATIBILITY_PACKS, readNameList, TARGETS } from "@portolan/services";
import { readInputFile } from "@portolan/source";
import { defined, oneOf, wholeNumber, wordOf } from "./option-texts.js";

/** Holds the options of a services file's writer as they stand on the command line. */
export interface ServicesArguments {
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
}

/**
 * Reads the options of a services file's writer, and the files that they name.
 *
 * @throws {UsageError} for an option whose text means nothing.
 */
export async function servicesOptionsOf(
  given: ServicesArguments,
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
    packs: pack?.split(",").map((word) => wordOf("--pack", word.trim(), COMPATIBILITY_PACKS)),
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
