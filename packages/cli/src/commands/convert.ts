import {
  FORMATS,
  formatOfFileName,
  isWritableFormat,
  loadWriter,
  type WritableFormat,
} from "@portolan/convert";
import { Report } from "@portolan/model";
import { select } from "@portolan/query";
import { writeOutputFile } from "@portolan/source";
import { DONE, type ExitCode, FAILED, UsageError } from "../exit.js";
import { type Session, writeChunks } from "../io.js";
import { loadRegistry } from "../load.js";
import { outputNamed, placed, printProblems } from "../print-problems.js";
import { counted, remark } from "../remark.js";
import { type SelectionArguments, selectionOf } from "../selection-arguments.js";
import { type WriterArguments, writerOptionsOf } from "./writer-arguments.js";

/** Holds the options of `portolan convert` as they stand on the command line. */
export interface ConvertOptions extends SelectionArguments, WriterArguments {
  readonly to?: string;
  readonly from?: string;
  readonly output?: string;
  readonly check?: boolean;
  readonly strict?: boolean;
  readonly json?: boolean;
}

/** Carries out `portolan convert`. */
export async function convert(
  paths: readonly string[],
  options: ConvertOptions,
  session: Session,
): Promise<ExitCode> {
  const format = outputFormat(options);
  const selection = selectionOf(options);
  const writerOptions = await writerOptionsOf(options, format);
  if (options.check && options.output === undefined) {
    throw new UsageError("--check compares with the file that --output names; name one.");
  }

  const { registry, problems } = await loadRegistry(paths, options.from, session);
  await printProblems(problems, session, options);
  if (problems.some(({ problem }) => problem.severity === "error")) return FAILED;
  if (options.strict && problems.length > 0) throw new UsageError(NO_WARNINGS);

  const report = new Report();
  const write = await loadWriter(format);
  const selected = select(registry, selection);
  if (selected.records.length === 0 && registry.records.length > 0) {
    await remark(`Nothing selected of ${counted(registry.records.length, "record")}.`, session);
  }
  // What of a local base file is an addition is told by the whole registry, not by the selection.
  const services = { ...writerOptions.services, wholeRegistry: registry };
  const chunks = write(selected, { ...writerOptions, services }, report);
  const exitCode = await deliver(chunks, report, options, session);
  await printProblems(placed(report.problems, outputNamed(options.output)), session, options);
  if (format === "services" && session.verbose) {
    const { omissionLines } = await import("./services-omissions.js");
    await writeChunks(session.stderr, [omissionLines(selected, services)]);
  }
  if (isRefused(report, options)) throw new UsageError(NO_WARNINGS);
  return exitCode;
}

const NO_WARNINGS = "--strict takes no warnings.";

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
