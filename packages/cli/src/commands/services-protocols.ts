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
import { type Session, writeChunks } from "../io.js";
import { outputNamed, placed, printProblems } from "../print-problems.js";
import { checkOutput } from "./check-output.js";
import { writerOptionsOf } from "./writer-arguments.js";

/** Holds the options of `portolan services protocols`, beside those of the writer of services files. */
export interface ProtocolsArguments {
  readonly from?: string;
  readonly output?: string;
  readonly check?: boolean;
}

/** Carries out `portolan services protocols`. */
export async function writeProtocols(
  path: string | undefined,
  options: ProtocolsArguments,
  session: Session,
): Promise<ExitCode> {
  const { output, check } = options;
  const from = options.from === undefined ? undefined : formatNamed(options.from);
  const { services } = await writerOptionsOf(options, "services");
  if (check && output === undefined) {
    throw new UsageError("--check compares with the file that --output names; name one.");
  }

  const input = await readInput(path, session);
  const { numbers, problems } = await readProtocolNumbers(input.text, {
    from,
    fileName: input.name,
  });
  await printProblems(placed(problems, input), session);
  if (hasErrors(problems)) return FAILED;

  const report = new Report();
  const text = toProtocols(numbers, { ...services, report });
  const exitCode = await deliver(text, options, session);
  await printProblems(placed(report.problems, outputNamed(output)), session);
  return exitCode;
}

function formatNamed(name: string): ProtocolNumbersFormat {
  if (isProtocolNumbersFormat(name)) return name;
  const formats = PROTOCOL_NUMBERS_FORMATS.join(", ");
  throw new UsageError(`cannot read protocol numbers from “${name}”; the formats are ${formats}.`);
}

async function readInput(path: string | undefined, { stdin }: Session): Promise<Input> {
  if (path !== undefined && path !== "-") return readInputFile(path);
  if (path === "-" || stdin.isPiped) return readInputStream(stdin.stream);
  throw new UsageError(
    "which protocol numbers? Name a file with IANA's registry “protocol-numbers”, or pipe it.",
  );
}

async function deliver(
  text: string,
  { output, check }: ProtocolsArguments,
  session: Session,
): Promise<ExitCode> {
  if (output === undefined) await writeChunks(session.stdout, [text]);
  else if (check) return checkOutput(output, text, session);
  else await writeOutputFile(output, text);
  return DONE;
}
