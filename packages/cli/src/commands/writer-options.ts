import { type Command, Option } from "commander";

/** Adds the options of the writers to `portolan convert`, in groups. */
export function addWriterOptions(command: Command): void {
  const groups: Readonly<Record<string, readonly Option[]>> = {
    "Services files:": [
      new Option("--target <resolver>", "portable, glibc, musl, bsd or go (portable)"),
      new Option("--comments <amount>", "none, short or full (short)"),
      new Option("--sort <key>", "port or name (port)"),
      new Option("--ranges <way>", "first, expand, comment or omit (what is safe for the target)"),
      new Option("--repeated-names <way>", "once or every-port (what is safe for the target)"),
      new Option(
        "--pack <packs>",
        "aliases of debian, fedora, bsd: names that systems always carried",
      ),
      new Option("--only <names>", "these names only, such as http,ssh,ntp/udp"),
      new Option("--names <file>", "the names in this file only; it may be a services file"),
      new Option("--max-bytes <size>", "keep what matters most within so many bytes"),
      new Option("--base <file>", "keep what this services file has and the registry does not"),
      new Option("--overrides <file>", "lines of this services file win over the registry"),
      new Option("--no-header", "no comment with registry date and options"),
    ],
    "TypeScript:": [
      new Option("--shape <shape>", "constants or module (constants)"),
      new Option("--naming <style>", "SCREAMING_SNAKE, camelCase or PascalCase (SCREAMING_SNAKE)"),
      new Option("--descriptions", "descriptions as documentation comments"),
      new Option("--dns-sd", "services without a port too"),
    ],
    "Other formats:": [
      new Option(
        "--indent <blanks>",
        "json: indent by so many blanks, instead of one record a line",
      ),
      new Option("--safe-cells", "csv: keep spreadsheets from running cells as formulas"),
      new Option("--rendering <era>", "csv: IANA's rendering A, B, C or none (else by the date)"),
    ],
  };
  for (const [heading, options] of Object.entries(groups)) {
    for (const option of options) command.addOption(option.helpGroup(heading));
  }
}
