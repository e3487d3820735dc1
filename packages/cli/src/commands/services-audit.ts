import { auditServices } from "@portolan/services";
import { readInputFile } from "@portolan/source";
import { DIFFERENT, DONE, type ExitCode } from "../exit.js";
import { type Io, writeChunks } from "../io.js";
import { loadNamedRegistry, usable } from "../load.js";
import { printProblems, renderProblems } from "../print-problems.js";

/** Holds the options of `portolan services audit` as they stand on the command line. */
export interface AuditArguments {
  readonly registry?: string;
  readonly verbose?: boolean;
  readonly json?: boolean;
}

/** Carries out `portolan services audit`. */
export async function audit(file: string, options: AuditArguments, io: Io): Promise<ExitCode> {
  const registry = await usable(await loadNamedRegistry(options.registry, io), io);
  const input = await readInputFile(file);
  const { findings, problems } = auditServices(input.text, registry);
  await printProblems(
    problems.map((problem) => ({ problem, input })),
    io,
  );
  const placed = findings.map((problem) => ({ problem, input }));
  await writeChunks(io.stdout, [renderProblems(placed, io.stdout, io.env, options)]);
  return findings.length > 0 ? DIFFERENT : DONE;
}
