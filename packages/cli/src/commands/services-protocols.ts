import {
  isProtocolNumbersFormat,
  PROTOCOL_NUMBERS_FORMATS,
  type ProtocolNumbersFormat,
  readProtocolNumbers,
} from "@portolan/convert";
import { hasErrors, Report } from "@portolan/model";
import { toProtocols } from "@portolan/services";
import { type Input, readInputFile, readInputStream, writeOutputFile } from "@portolan/source";
import { DONE, type ExitCode, FAILED, UsageError } from "../exit.js";
import { type Io, writeChunks } from "../io.js";
import { printProblems } from "../print-problems.js";
import { checkOutput } from "./check-output.js";
import { type WriterArguments, writerOptionsOf } from "./writer-arguments.js";

/** Holds the options of `portolan services protocols` as they stand on the command line. */
export interface ProtocolsArguments extends Pick<WriterArguments, "comments" | "pack" | "header"> {
  readonly from?: string;
  readonly output?: string;
  readonly check?: boolean;
}

/** Carries out `portolan services protocols`. */
export async function writeProtocols(
  path: string | undefined,
  options: ProtocolsArguments,
  io: Io,
): Promise<ExitCode> {
  const { output, check } = options;
  const from = options.from === undefined ? undefined : formatNamed(options.from);
  const { services } = await writerOptionsOf(options);
  if (check && output === undefined) {
    throw new UsageError("--check compares with the file that --output names; name one.");
  }

  const input = await readInput(path, io);
  const { numbers, problems } = await readProtocolNumbers(input.text, {
    from,
    fileName: input.name,
  });
  await printProblems(
    problems.map((problem) => ({ problem, input })),
    io,
  );
  if (hasErrors(problems)) return FAILED;

  const report = new Report();
  const text = toProtocols(numbers, { ...services, report });
  const exitCode = await deliver(text, options, io);
  const target = { name: output ?? "<stdout>", text: "" };
  await printProblems(
    report.problems.map((problem) => ({ problem, input: target })),
    io,
  );
  return exitCode;
}

function formatNamed(name: string): ProtocolNumbersFormat {
  if (isProtocolNumbersFormat(name)) return name;
  const formats = PROTOCOL_NUMBERS_FORMATS.join(", ");
  throw new UsageError(`cannot read protocol numbers from “${name}”; the formats are ${formats}.`);
}

async function readInput(path: string | undefined, { stdin }: Io): Promise<Input> {
  if (path !== undefined && path !== "-") return readInputFile(path);
  if (path === "-" || stdin.isPiped) return readInputStream(stdin.stream);
  throw new UsageError(
    "which protocol numbers? Name a file with IANA's registry “protocol-numbers”, or pipe it.",
  );
}

async function deliver(
  text: string,
  { output, check }: ProtocolsArguments,
  io: Io,
): Promise<ExitCode> {
  if (output === undefined) await writeChunks(io.stdout, [text]);
  else if (check) return checkOutput(output, text, io);
  else await writeOutputFile(output, text);
  return DONE;
}
