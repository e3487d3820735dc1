import type { Command } from "commander";
import type { SetExitCode } from "../exit.js";
import type { Session } from "../io.js";
import { addNotes } from "../notes.js";
import { fromOption } from "../registry-option.js";
import { addSelectionOptions } from "../selection-options.js";
import type { ConvertOptions } from "./convert.js";
import { addWriterOptions } from "./writer-flags.js";

/** Defines `portolan convert`. */
export function addConvert(program: Command, session: Session, setExitCode: SetExitCode): void {
  const command = program
    .command("convert")
    .description("Writes a registry, or the selected part of it, in another format.")
    .argument("[input...]", "files, in any format; - is standard input; several are joined")
    .option("-t, --to <format>", "format to write (else by the name of the output file)")
    .addOption(fromOption())
    .option("-o, --output <file>", "file to write, whole or not at all (else standard output)")
    .option("--check", "write nothing; tell whether the output file is up to date")
    .option("--strict", "refuse input with warnings, and output that loses something")
    .option("--json", "show problems as JSON, one a line");
  addSelectionOptions(command);
  addWriterOptions(command);
  addNotes(command, {
    text: [
      "Without an input, standard input is read where it is piped, else the synced copy, else the excerpt that ships with portolan. A name that ends in .gz is compressed. portolan formats lists the formats.",
      "Input of more than 8 MiB is converted while it is read, if its format and the output's allow; standard output then has what stands before an error, while a file is written whole or not at all.",
    ],
    examples: [
      "portolan convert registry.xml --to services -o services",
      "portolan convert --to services --target musl --only http,https,ssh",
      "portolan convert registry.csv --to jsonl --protocol tcp --class system",
      "portolan convert registry.xml -o ports.json --check",
    ],
    exit: ["done or up to date", "--check found a difference"],
  });
  command.action(async (inputs: string[], options: ConvertOptions) => {
    const { convert } = await import("./convert.js");
    setExitCode(await convert(inputs, options, session));
  });
}
