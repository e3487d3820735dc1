import type { Format } from "@portolan/model";
import type { ReadWriteFormat, WriterOption } from "@portolan/model/internal";
import { requireText } from "@portolan/model/internal";
import * as list from "./format-list.js";

type Listed = (typeof list)[keyof typeof list];

/** Names a format that can be written: all of them can. */
export type WritableFormat = Listed["name"];

/** Names a format that can be read. */
export type ReadableFormat = Extract<Listed, Pick<ReadWriteFormat, "loadReader">>["name"];

/** Holds the options of the writers, by format; a writer reads only its own. */
export type WriterOptions = {
  readonly [One in Listed as One["name"]]?: One extends Format<string, infer Options>
    ? Options
    : never;
};

/** Describes one of the formats; what its writer takes is known by its name only (`WriterOptions`). */
export interface FormatInfo extends Omit<Format<WritableFormat, never>, "options"> {
  readonly options: readonly WriterOption[];
}

/** Lists every format: those that are read first, then by name. */
export const FORMATS: readonly FormatInfo[] = Object.values<FormatInfo>(list).toSorted(
  (a, b) => Number(b.loadReader !== undefined) - Number(a.loadReader !== undefined),
);

/** Lists the names of the formats that can be read. */
export const READABLE_FORMATS: readonly ReadableFormat[] = FORMATS.map(({ name }) => name).filter(
  isReadableFormat,
);

/** Gives the format of a name. */
export function formatNamed(name: WritableFormat): FormatInfo {
  const found = FORMATS.find((format) => format.name === name);
  if (found === undefined) throw new TypeError(`There is no format “${String(name)}”.`);
  return found;
}

/** Tells whether a text names a format that can be read. */
export function isReadableFormat(name: string): name is ReadableFormat {
  return FORMATS.some((format) => format.name === name && format.loadReader !== undefined);
}

/** Tells whether a text names a format that can be written. */
export function isWritableFormat(name: string): name is WritableFormat {
  return FORMATS.some((format) => format.name === name);
}

/** Finds the format that people call by a word: its name, or another such as `md`, in any case. */
export function formatCalled(word: string): WritableFormat | undefined {
  requireText(word, "formatCalled", "word");
  const wanted = word.toLowerCase();
  return FORMATS.find(({ name, otherNames }) => name === wanted || otherNames.includes(wanted))
    ?.name;
}

/** Finds the format that a file name stands for; `.gz` behind its extension does not count. */
export function formatOfFileName(fileName: string): WritableFormat | undefined {
  requireText(fileName, "formatOfFileName", "fileName");
  const path = fileName.toLowerCase().replace(/\.gz$/, "");
  const base = path.replace(/^.*[/\\]/, "");
  return FORMATS.find(
    ({ extensions, fileNames = [] }) =>
      fileNames.includes(base) || extensions.some((extension) => base.endsWith(extension)),
  )?.name;
}
