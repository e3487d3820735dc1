import { type Registry, Report } from "@portolan/model";
import { select } from "@portolan/query";
import { toLookupCsv, toLookupYaml, toNmapServices, toWiresharkServices } from "@portolan/services";
import { writeOutputFile } from "@portolan/source";
import { DONE, type ExitCode, UsageError } from "../exit.js";
import { type Session, writeChunks } from "../io.js";
import { loadRegistry } from "../load.js";
import { outputNamed, placed, printProblems } from "../print-problems.js";
import { type SelectionArguments, selectionOf } from "../selection-arguments.js";
import { usable } from "../usable.js";

/** Holds the options of `portolan services export` as they stand on the command line. */
export interface ExportArguments extends SelectionArguments {
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
export async function exportServices(
  program: string,
  paths: readonly string[],
  options: ExportArguments,
  session: Session,
): Promise<ExitCode> {
  const write = EXPORTERS.get(program);
  if (write === undefined) {
    throw new UsageError(
      `there is no file for “${program}”; the programs are ${EXPORT_PROGRAMS.join(", ")}.`,
    );
  }
  const selection = await selectionOf(options);
  const registry = await usable(await loadRegistry(paths, undefined, session), session);
  const report = new Report();
  const text = write(select(registry, selection), { report });
  if (options.output === undefined) await writeChunks(session.stdout, [text]);
  else await writeOutputFile(options.output, text);
  await printProblems(placed(report.problems, outputNamed(options.output)), session);
  return DONE;
}
