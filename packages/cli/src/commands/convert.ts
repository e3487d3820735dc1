import {
  FORMATS,
  formatOfFileName,
  isWritableFormat,
  loadPartWriter,
  loadWriter,
  type ReadableFormat,
  type WritableFormat,
  type WriterOptions,
} from "@portolan/convert";
import { type Registry, Report, recordLabel } from "@portolan/model";
import type { Selection } from "@portolan/query";
import type { ServicesPlanOptions } from "@portolan/services";
import type { Input } from "@portolan/source";
import type { Command } from "commander";
import type { Console } from "../console.js";
import { deliver, refuseCheckOfNothing } from "../delivery.js";
import { type ExitCode, FAILED, UsageError, warningsRefused } from "../exit.js";
import { loadRegistry, openSoleInput, readableFormat } from "../load.js";
import { addNotes } from "../notes.js";
import {
  addSelectionOptions,
  fromOption,
  type SelectionArguments,
  selectionOf,
} from "../options.js";
import { isError, outputNamed, placed } from "../problems.js";
import type { DeliveryArguments } from "./convert-long.js";
import { addWriterOptions, writerOptionsOf } from "./writer-options.js";

/** Defines `portolan convert`. */
export function addConvert(program: Command, console: Console): void {
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
    console.exitCode = await convert(inputs, options, console);
  });
}

/** Holds the options of `portolan convert`, beside the writers'. */
interface ConvertOptions extends SelectionArguments, DeliveryArguments {
  readonly to?: string;
  readonly from?: string;
  readonly check?: boolean;
}

/** Carries out `portolan convert`. */
async function convert(
  paths: readonly string[],
  options: ConvertOptions,
  console: Console,
): Promise<ExitCode> {
  const format = outputFormat(options);
  const selection = await selectionOf(options);
  const writerOptions = await writerOptionsOf(options, format);
  refuseCheckOfNothing(options);

  const from = readableFormat(options.from);
  const conversion = { from, format, selection, writerOptions };
  // What is compared with a file, or made of all records, is made of a registry that is read whole.
  const create = options.check ? undefined : await loadPartWriter(format);
  const input = create && (await openSoleInput(paths, console));
  if (create === undefined || input === undefined)
    return convertWhole(paths, conversion, options, console);
  if ("text" in input) return convertWhole([input], conversion, options, console);
  const { convertLong } = await import("./convert-long.js");
  const createWriter = (report: Report) => create(writerOptions, report);
  return convertLong({ input, from, createWriter, selection }, options, console);
}

/** Holds what the command line says of a conversion. */
interface Conversion {
  /** Format of the inputs, else the content of each decides. */
  readonly from: ReadableFormat | undefined;
  readonly format: WritableFormat;
  readonly selection: Selection;
  readonly writerOptions: WriterOptions;
}

async function convertWhole(
  inputs: readonly (string | Input)[],
  { from, format, selection, writerOptions }: Conversion,
  options: ConvertOptions,
  console: Console,
): Promise<ExitCode> {
  const { registry, problems } = await loadRegistry(inputs, from, console);
  await console.reportProblems(problems, options);
  if (problems.some(isError)) return FAILED;
  if (options.strict && problems.length > 0) throw warningsRefused();

  const report = new Report();
  const write = await loadWriter(format);
  const taken = await selected(registry, selection);
  await console.remarkSelected(taken.records.length, registry.records.length);
  // What of a local base file is an addition is told by the whole registry, not by the selection.
  const services = { ...writerOptions.services, wholeRegistry: registry };
  const text = [...write(taken, { ...writerOptions, services }, report)].join("");
  const isRefused = options.strict && report.problems.length > 0;
  const exitCode = isRefused ? FAILED : await deliver(text, options, console);
  await console.reportProblems(placed(report.problems, outputNamed(options.output)), options);
  if (format === "services" && console.verbose) await console.say(await omissions(taken, services));
  if (isRefused) throw warningsRefused();
  return exitCode;
}

/** Takes what was selected: the registry as it is where there are no criteria. */
async function selected(registry: Registry, selection: Selection): Promise<Registry> {
  if (Object.keys(selection).length === 0) return registry;
  const { select } = await import("@portolan/query");
  return select(registry, selection);
}

/** Lists by name what a services file does not express, a line for each, with the reason. */
async function omissions(registry: Registry, options: ServicesPlanOptions): Promise<string> {
  const { planServices } = await import("@portolan/services");
  const plan = planServices(registry, options);
  const lines = [
    ...plan.omissions.map((omission) => `${omission.reason} ${recordLabel(omission)}`),
    ...plan.conflicts.map(
      (conflict) => `${conflict.kind} ${recordLabel(conflict)} (${conflict.registered})`,
    ),
  ];
  return lines.map((line) => `services/${line}\n`).join("");
}

/** Gives the format to write: what `--to` says, else what the output file's name stands for. */
function outputFormat({ to, output }: ConvertOptions): WritableFormat {
  const names = FORMATS.map(({ name }) => name).join(", ");
  if (to === undefined) {
    const hinted = output === undefined ? undefined : formatOfFileName(output);
    if (hinted !== undefined) return hinted;
    throw new UsageError(`Name the output format with --to: ${names}.`);
  }
  if (isWritableFormat(to)) return to;
  throw new UsageError(`cannot write “${to}”; the formats are ${names}.`);
}
