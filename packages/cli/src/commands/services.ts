import {
  isProtocolNumbersFormat,
  PROTOCOL_NUMBERS_FORMATS,
  type ProtocolNumbersFormat,
  readProtocolNumbers,
} from "@portolan/convert";
import { hasErrors, type Registry, Report } from "@portolan/model";
import { select } from "@portolan/query";
import {
  toLookupCsv,
  toLookupYaml,
  toNmapServices,
  toProtocols,
  toWiresharkServices,
} from "@portolan/services";
import { readInputFile, readInputStream, type TextInput } from "@portolan/source";
import type { Command } from "commander";
import type { Console } from "../console.js";
import { type Destination, deliver, refuseCheckOfNothing } from "../delivery.js";
import { type ExitCode, FAILED, UsageError } from "../exit.js";
import { loadRegistry, usable } from "../load.js";
import { addNotes } from "../notes.js";
import {
  addReadingOptions,
  addSelectionOptions,
  type ReadingArguments,
  type SelectionArguments,
  selectionOf,
} from "../options.js";
import { outputNamed, placed } from "../problems.js";
import { addAudit } from "./services-audit.js";
import { addRefresh } from "./services-refresh.js";
import { writerOption, writerOptionsOf } from "./writer-options.js";

const OUTPUT = [
  "-o, --output <file>",
  "file to write, whole or not at all (else standard output)",
] as const;

/** Defines `portolan services` with its commands. */
export function addServices(program: Command, console: Console): void {
  const services = program
    .command("services")
    .description(
      "Audits a system's services file and brings it up to date, and writes /etc/protocols and the files of other programs. (portolan convert --to services writes /etc/services.)",
    )
    .usage("<command> [options]")
    .helpCommand(false);
  addAudit(services, console);
  addRefresh(services, console);
  addExport(services, console);
  addProtocols(services, console);
}

function addExport(services: Command, console: Console): void {
  const command = services
    .command("export")
    .summary("write the services file of another program")
    .description("Writes the services file of another program.")
    .argument("<program>", "nmap, wireshark, lookup-csv (Graylog) or lookup-yaml (Logstash)")
    .argument("[input...]", "files, in any format; - is standard input; several are joined")
    .option(...OUTPUT);
  addReadingOptions(command, "to export");
  addSelectionOptions(command);
  addNotes(command, {
    examples: [
      "portolan services export nmap -o nmap-services",
      "portolan services export wireshark registry.xml -o services",
    ],
  }).action(async (consumer: string, inputs: string[], options: ExportArguments) => {
    console.exitCode = await exportServices(consumer, inputs, options, console);
  });
}

function addProtocols(services: Command, console: Console): void {
  const command = services
    .command("protocols")
    .summary("write /etc/protocols")
    .description("Writes /etc/protocols from IANA's registry “protocol-numbers”.")
    .argument("[input]", "that registry as XML, CSV, text or page; - is standard input")
    .option("-f, --from <format>", "format of the input (else its content decides)")
    .option(...OUTPUT)
    .option("--check", "write nothing; tell whether the output file is up to date")
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

/** Holds the options of `portolan services export` as they stand on the command line. */
interface ExportArguments extends SelectionArguments, ReadingArguments {
  readonly output?: string;
}

type Exporter = (registry: Registry, options: { readonly report: Report }) => string;

const EXPORTERS: ReadonlyMap<string, Exporter> = new Map<string, Exporter>([
  ["nmap", toNmapServices],
  ["wireshark", toWiresharkServices],
  ["lookup-csv", toLookupCsv],
  ["lookup-yaml", toLookupYaml],
]);

/** Names the programs that a file can be written for. */
export const EXPORT_PROGRAMS: readonly string[] = [...EXPORTERS.keys()];

/** Carries out `portolan services export`. */
async function exportServices(
  program: string,
  paths: readonly string[],
  options: ExportArguments,
  console: Console,
): Promise<ExitCode> {
  const write = EXPORTERS.get(program);
  if (write === undefined) {
    throw new UsageError(
      `there is no file for “${program}”; the programs are ${EXPORT_PROGRAMS.join(", ")}.`,
    );
  }
  const selection = await selectionOf(options);
  const registry = await usable(await loadRegistry(paths, options, console), console);
  const report = new Report();
  const text = write(select(registry, selection), { report });
  const exitCode = await deliver(text, options, console);
  await console.reportProblems(placed(report.problems, outputNamed(options.output)));
  return exitCode;
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
  refuseCheckOfNothing(options);

  const input = await readInput(path, console);
  const { numbers, problems } = await readProtocolNumbers(input.text, {
    from,
    fileName: input.name,
  });
  await console.reportProblems(placed(problems, input));
  if (hasErrors(problems)) return FAILED;

  const report = new Report();
  const text = toProtocols(numbers, { ...services, report });
  const exitCode = await deliver(text, options, console);
  await console.reportProblems(placed(report.problems, outputNamed(options.output)));
  return exitCode;
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
