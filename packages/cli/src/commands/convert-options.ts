import type { Command } from "commander";
import type { Io } from "../io.js";
import type { SetExitCode } from "../program.js";
import { addSelectionOptions } from "../selection-options.js";
import type { ConvertOptions } from "./convert.js";
import { addWriterOptions } from "./writer-options.js";

/** Defines `portolan convert`. */
export function addConvert(program: Command, io: Io, setExitCode: SetExitCode): void {
  const command = program
    .command("convert")
    .description("convert a registry, or the selected part of it, to another format")
    .argument("[input...]", "files; - is standard input; several are joined")
    .option("-t, --to <format>", "format to write (else by the name of the output file)")
    .option("-f, --from <format>", "format of the input (else its content decides)")
    .option("-o, --output <file>", "file to write, whole or not at all (else standard output)")
    .option("--check", "write nothing; tell whether the output file is up to date")
    .option("--strict", "refuse input with warnings")
    .option("-q, --quiet", "show errors only")
    .option("-v, --verbose", "show every problem")
    .option("--json", "show problems as JSON, one a line");
  addSelectionOptions(command);
  addWriterOptions(command);
  command.addHelpText(
    "after",
    `
Examples:
  $ portolan convert registry.xml --to services -o services
  $ portolan convert registry.xml --to services --target musl --only http,https,ssh
  $ portolan convert registry.csv --to jsonl --protocol tcp --class system
  $ portolan convert registry.xml --to json -o ports.json --check

portolan formats lists the formats.`,
  );
  command.action(async (inputs: string[], options: ConvertOptions) => {
    const { convert } = await import("./convert.js");
    setExitCode(await convert(inputs, options, io));
  });
}
