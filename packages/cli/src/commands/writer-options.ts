import type { WriterOptions } from "@portolan/convert";
import { type Command, Option } from "commander";

interface WriterGroup {
  readonly heading: string;
  /** The one format that takes these options. */
  readonly format: keyof WriterOptions;
  readonly options: readonly (readonly [flags: string, description: string])[];
}

const GROUPS: readonly WriterGroup[] = [
  {
    heading: "With --to services:",
    format: "services",
    options: [
      ["--target <resolver>", "portable, glibc, musl, bsd or go (portable)"],
      ["--comments <amount>", "none, short or full (short)"],
      ["--sort <key>", "port or name (port)"],
      ["--ranges <way>", "first, expand, comment or omit (what is safe for the target)"],
      ["--repeated-names <way>", "once or every-port (what is safe for the target)"],
      ["--pack <packs>", "aliases of debian, fedora, bsd: names that systems always carried"],
      ["--only <names>", "these names only, such as http,ssh,ntp/udp"],
      ["--names <file>", "the names in this file only; it may be a services file"],
      ["--max-bytes <size>", "keep what matters most within so many bytes"],
      ["--base <file>", "keep what this services file has and the registry does not"],
      ["--overrides <file>", "lines of this services file win over the registry"],
      ["--no-header", "no comment with registry date and options"],
    ],
  },
  {
    heading: "With --to typescript:",
    format: "typescript",
    options: [
      ["--shape <shape>", "constants or module (constants)"],
      ["--naming <style>", "SCREAMING_SNAKE, camelCase or PascalCase (SCREAMING_SNAKE)"],
      ["--descriptions", "descriptions as documentation comments"],
      ["--dns-sd", "services without a port too"],
    ],
  },
  {
    heading: "With --to json:",
    format: "json",
    options: [["--indent <blanks>", "indent by so many blanks, instead of one record a line"]],
  },
  {
    heading: "With --to csv:",
    format: "csv",
    options: [
      ["--safe-cells", "keep spreadsheets from running cells as formulas"],
      ["--rendering <era>", "IANA's rendering A, B, C or none (else by the date)"],
    ],
  },
];

/** Adds the options of the writers to `portolan convert`, in groups. */
export function addWriterOptions(command: Command): void {
  for (const { heading, options } of GROUPS) {
    for (const [flags, description] of options) {
      command.addOption(new Option(flags, description).helpGroup(heading));
    }
  }
}

/** Finds a given option that the writer of a format does not take, and the format that takes it. */
export function misplacedOption(
  given: object,
  format: string,
): { readonly flag: string; readonly format: string } | undefined {
  const values: Readonly<Record<string, unknown>> = { ...given };
  for (const group of GROUPS.filter((one) => one.format !== format)) {
    for (const [flags] of group.options) {
      const option = new Option(flags);
      const value = values[option.attributeName()];
      // Commander sets what a --no- option negates to true where it is not given.
      const isGiven = option.negate ? value === false : value !== undefined;
      if (isGiven) return { flag: option.long ?? flags, format: group.format };
    }
  }
  return undefined;
}
