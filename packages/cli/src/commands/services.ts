import {
  isProtocolNumbersFormat,
  PROTOCOL_NUMBERS_FORMATS,
  type ProtocolNumbersFormat,
  readProtocolNumbers,
} from "@portolan/convert";
import { hasErrors, Report } from "@portolan/model";
import { toProtocols } from "@portolan/services";
import { readInputFile, readInputStream, type TextInput } from "@portolan/source";
import type { Command } from "commander";
import type { Console } from "../console.js";
import { addDestinationOptions, type Destination, deliver } from "../delivery.js";
import { type ExitCode, FAILED, UsageError } from "../exit.js";
import { addNotes } from "../notes.js";
import { placed } from "../problems.js";
import { addExport } from "./export.js";
import { addAudit } from "./services-audit.js";
import { addRefresh } from "./services-refresh.js";
import { writerOption, writerOptionsOf } from "./writer-options.js";

/** Defines `portolan services` with its commands. */
export function addServices(program: Command, console: Console): void {
  const services = program
    .command("services")
    .description(
      "Audits a system's services file and brings it up to date, and writes /etc/protocols. (portolan convert --to services writes /etc/services, portolan export the files of other programs.)",
    )
    .usage("<command> [options]")
    .helpCommand(false);
  addAudit(services, console);
  addRefresh(services, console);
  addExport(services, console);
  addProtocols(services, console);
}

function addProtocols(services: Command, console: Console): void {
  const command = services
    .command("protocols")
    .summary("write /etc/protocols")
    .description("Writes /etc/protocols from IANA's registry “protocol-numbers”.")
    .argument("[input]", "that registry as XML, CSV, text or page; - is standard input")
    .option("-f, --from <format>", "format of the input (else its content decides)");
  addDestinationOptions(command)
    .addOption(writerOption("--comments"))
    .addOption(writerOption("--pack"))
    .option("--no-header", "no comment with the registry's date");
  addNotes(command, {
    examples: ["portolan services protocols protocol-numbers.xml -o protocols"],
    exit: ["done or up to date", "--check found a difference"],
  }).action(async (input: string | undefined, options: ProtocolsArguments) => {
    console.exitCode = await writeProtocols(input, options, console);
  });
}

/** Holds the options of `portolan services protocols`, beside those of the writer of services files. */
interface ProtocolsArguments extends Destination {
  readonly from?: string;
}

/** Carries out `portolan services protocols`. */
async function writeProtocols(
  path: string | undefined,
  options: ProtocolsArguments,
  console: Console,
): Promise<ExitCode> {
  const from = options.from === undefined ? undefined : formatNamed(options.from);
  const { services } = await writerOptionsOf(options, "services");

  const input = await readInput(path, console);
  const { numbers, problems } = await readProtocolNumbers(input.text, {
    from,
    fileName: input.name,
  });
  await console.reportProblems(placed(problems, input));
  if (hasErrors(problems)) return FAILED;

  const report = new Report();
  const text = toProtocols(numbers, { ...services, report });
  return deliver(text, options, console, report);
}

function formatNamed(name: string): ProtocolNumbersFormat {
  if (isProtocolNumbersFormat(name)) return name;
  const formats = PROTOCOL_NUMBERS_FORMATS.join(", ");
  throw new UsageError(`cannot read protocol numbers from “${name}”; the formats are ${formats}.`);
}

async function readInput(path: string | undefined, { stdin }: Console): Promise<TextInput> {
  if (path !== undefined && path !== "-") return readInputFile(path);
  if (path === "-" || stdin.isPiped) return readInputStream(stdin.stream);
  throw new UsageError("Name a file with IANA's registry “protocol-numbers”, or pipe it.");
}
