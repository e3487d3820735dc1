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
import { Report } from "@portolan/model";
import type { Selection } from "@portolan/query";
import { type Input, writeOutputFile } from "@portolan/source";
import { DONE, type ExitCode, FAILED, UsageError, warningsRefused } from "../exit.js";
import { type Session, writeChunks, writeMessage } from "../io.js";
import { loadRegistry, openSoleInput, readableFormat } from "../load.js";
import { isError, outputNamed, placed, printProblems } from "../print-problems.js";
import { remarkSelected } from "../remark.js";
import { type SelectionArguments, selected, selectionOf } from "../selection-arguments.js";
import type { DeliveryArguments } from "./convert-long.js";
import { writerOptionsOf } from "./writer-arguments.js";

/** Holds the options of `portolan convert` as they stand on the command line, beside the writers'. */
export interface ConvertOptions extends SelectionArguments, DeliveryArguments {
  readonly to?: string;
  readonly from?: string;
  readonly check?: boolean;
}

/** Carries out `portolan convert`. */
export async function convert(
  paths: readonly string[],
  options: ConvertOptions,
  session: Session,
): Promise<ExitCode> {
  const format = outputFormat(options);
  const selection = await selectionOf(options);
  const writerOptions = await writerOptionsOf(options, format);
  if (options.check && options.output === undefined) {
    throw new UsageError("--check compares with the file that --output names; name one.");
  }

  const from = readableFormat(options.from);
  const conversion = { from, format, selection, writerOptions };
  // What is compared with a file, or made of all records, is made of a registry that is read whole.
  const create = options.check ? undefined : await loadPartWriter(format);
  const input = create && (await openSoleInput(paths, session));
  if (create === undefined || input === undefined)
    return convertWhole(paths, conversion, options, session);
  if ("text" in input) return convertWhole([input], conversion, options, session);
  const { convertLong } = await import("./convert-long.js");
  const createWriter = (report: Report) => create(writerOptions, report);
  return convertLong({ input, from, createWriter, selection }, options, session);
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
  session: Session,
): Promise<ExitCode> {
  const { registry, problems } = await loadRegistry(inputs, from, session);
  await printProblems(problems, session, options);
  if (problems.some(isError)) return FAILED;
  if (options.strict && problems.length > 0) throw warningsRefused();

  const report = new Report();
  const write = await loadWriter(format);
  const taken = await selected(registry, selection);
  await remarkSelected(taken.records.length, registry.records.length, session);
  // What of a local base file is an addition is told by the whole registry, not by the selection.
  const services = { ...writerOptions.services, wholeRegistry: registry };
  const chunks = write(taken, { ...writerOptions, services }, report);
  const exitCode = await deliver(chunks, report, options, session);
  await printProblems(placed(report.problems, outputNamed(options.output)), session, options);
  if (format === "services" && session.verbose) {
    const { omissionLines } = await import("./services-omissions.js");
    await writeMessage(session, omissionLines(taken, services));
  }
  if (isRefused(report, options)) throw warningsRefused();
  return exitCode;
}

/** Tells whether what a format could not express is not taken. */
function isRefused({ problems }: Report, { strict }: ConvertOptions): boolean {
  return strict === true && problems.length > 0;
}

/** Gives the format to write: what `--to` says, else what the output file's name stands for. */
function outputFormat({ to, output }: ConvertOptions): WritableFormat {
  const names = FORMATS.map(({ name }) => name).join(", ");
  if (to === undefined) {
    const hinted = output === undefined ? undefined : formatOfFileName(output);
    if (hinted !== undefined) return hinted;
    throw new UsageError(`which format shall be written? Name it with --to: ${names}.`);
  }
  if (isWritableFormat(to)) return to;
  throw new UsageError(`cannot write “${to}”; the formats are ${names}.`);
}

/** Writes the pieces where they belong, or compares them with what is there. */
async function deliver(
  chunks: Iterable<string>,
  report: Report,
  options: ConvertOptions,
  session: Session,
): Promise<ExitCode> {
  const { output, check } = options;
  if (output === undefined) {
    await writeChunks(session.stdout, chunks);
    return DONE;
  }
  const text = [...chunks].join("");
  if (isRefused(report, options)) return FAILED;
  if (check) {
    const { checkOutput } = await import("./check-output.js");
    return checkOutput(output, text, session);
  }
  await writeOutputFile(output, text);
  return DONE;
}
