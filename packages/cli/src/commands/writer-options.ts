import { FORMATS, type WritableFormat } from "@portolan/convert";
import type { WriterOption } from "@portolan/model";

/** Holds the options of one format's writer. */
export interface FormatOptions {
  readonly format: string;
  readonly options: readonly WriterOption[];
}

/** Lists the options of the writers, in the order of help. */
export const WRITER_OPTIONS: readonly FormatOptions[] = FORMATS.filter(
  ({ options }) => options.length > 0,
).map(({ name, options }) => ({ format: name, options }));

/** Gives the options of a format's writer. */
export function optionsOfWriter(format: WritableFormat): readonly WriterOption[] {
  return WRITER_OPTIONS.find((one) => one.format === format)?.options ?? [];
}
