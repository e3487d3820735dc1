import type { WritableFormat, WriterOptions } from "@portolan/convert";
import type { OptionsOf, WriterOption } from "./writer-option.js";

/**
 * Lists the options of each writer. Help, what is read of the command line, completion and the check
 * of a `fixtures.json` are made of it. The words are not taken from the packages of the formats, so
 * that help need not load these.
 */
const OPTIONS: {
  readonly [Format in keyof WriterOptions]-?: OptionsOf<NonNullable<WriterOptions[Format]>>;
} = {
  services: [
    {
      name: "target",
      flags: "--target <resolver>",
      help: "{words} (portable)",
      is: "word",
      words: ["portable", "glibc", "musl", "bsd", "go"],
    },
    {
      name: "comments",
      flags: "--comments <amount>",
      help: "{words} (short)",
      is: "word",
      words: ["none", "short", "full"],
    },
    {
      name: "sort",
      flags: "--sort <key>",
      help: "{words} (port)",
      is: "word",
      words: ["port", "name"],
    },
    {
      name: "ranges",
      flags: "--ranges <way>",
      help: "{words} (what is safe for the target)",
      is: "word",
      words: ["first", "expand", "comment", "omit"],
    },
    {
      name: "repeatedNames",
      flags: "--repeated-names <way>",
      help: "{words} (what is safe for the target)",
      is: "word",
      words: ["once", "every-port"],
    },
    {
      name: "packs",
      flags: "--pack <packs>",
      help: "aliases of {words}: names that systems always carried",
      is: "words",
      words: ["debian", "fedora", "bsd"],
    },
    {
      name: "names",
      flags: "--only <names>",
      help: "these names only, such as http,ssh,ntp/udp",
      is: "list",
    },
    {
      name: "names",
      flags: "--names <file>",
      help: "the names in this file only; it may be a services file",
      is: "listFile",
    },
    {
      name: "maxBytes",
      flags: "--max-bytes <size>",
      help: "keep what matters most within so many bytes",
      is: "number",
      most: Number.MAX_SAFE_INTEGER,
    },
    {
      name: "base",
      flags: "--base <file>",
      help: "keep what this services file has and the registry does not",
      is: "text",
    },
    {
      name: "overrides",
      flags: "--overrides <file>",
      help: "lines of this services file win over the registry",
      is: "text",
    },
    {
      name: "header",
      flags: "--no-header",
      help: "no comment with registry date and options",
      is: "switch",
    },
  ],
  typescript: [
    {
      name: "shape",
      flags: "--shape <shape>",
      help: "{words} (constants)",
      is: "word",
      words: ["constants", "module"],
    },
    {
      name: "naming",
      flags: "--naming <style>",
      help: "{words} (SCREAMING_SNAKE)",
      is: "word",
      words: ["SCREAMING_SNAKE", "camelCase", "PascalCase"],
    },
    {
      name: "descriptions",
      flags: "--descriptions",
      help: "descriptions as documentation comments",
      is: "switch",
    },
    { name: "dnsSd", flags: "--dns-sd", help: "services without a port too", is: "switch" },
    { name: "protocols", is: "list" },
  ],
  json: [
    {
      name: "indent",
      flags: "--indent <blanks>",
      help: "indent by so many blanks, instead of one record a line",
      is: "number",
      most: 10,
    },
  ],
  csv: [
    {
      name: "safeCells",
      flags: "--safe-cells",
      help: "keep spreadsheets from running cells as formulas",
      is: "switch",
    },
    {
      name: "rendering",
      flags: "--rendering <era>",
      help: "IANA's rendering {words} (else by the date)",
      is: "word",
      words: ["A", "B", "C", "none"],
    },
    { name: "lineEnding", is: "word", words: ["\r\n", "\n"] },
  ],
  text: [{ name: "layout", is: "word", words: ["iana", "tab", "pipe", "space"] }],
};

/** Holds the options of one format's writer. */
export interface FormatOptions {
  readonly format: string;
  readonly options: readonly WriterOption[];
}

/** Lists the options of the writers, in the order of help. */
export const WRITER_OPTIONS: readonly FormatOptions[] = Object.entries(OPTIONS).map(
  ([format, options]) => ({ format, options }),
);

/** Gives the options of a format's writer. */
export function optionsOfWriter(format: WritableFormat): readonly WriterOption[] {
  return WRITER_OPTIONS.find((one) => one.format === format)?.options ?? [];
}
