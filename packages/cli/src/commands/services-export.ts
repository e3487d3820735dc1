import { type Registry, Report } from "@portolan/model";
import { select } from "@portolan/query";
import { toLookupCsv, toLookupYaml, toNmapServices, toWiresharkServices } from "@portolan/services";
import { writeOutputFile } from "@portolan/source";
import { DONE, type ExitCode, UsageError } from "../exit.js";
import { type Io, writeChunks } from "../io.js";
import { loadRegistry, usable } from "../load.js";
import { printProblems } from "../print-problems.js";
import { type SelectionArguments, selectionOf } from "../selection-arguments.js";

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

/** Carries out `portolan services export`. */
export async function exportServices(
  consumer: string,
  paths: readonly string[],
  options: ExportArguments,
  io: Io,
): Promise<ExitCode> {
  const write = EXPORTERS.get(consumer);
  if (write === undefined) {
    throw new UsageError(
      `there is no file for “${consumer}”; the consumers are ${[...EXPORTERS.keys()].join(", ")}.`,
    );
  }
  const selection = selectionOf(options);
  const registry = await usable(await loadRegistry(paths, undefined, io), io);
  const report = new Report();
  const text = write(select(registry, selection), { report });
  if (options.output === undefined) await writeChunks(io.stdout, [text]);
  else await writeOutputFile(options.output, text);
  const input = { name: options.output ?? "<stdout>", text: "" };
  await printProblems(
    report.problems.map((problem) => ({ problem, input })),
    io,
  );
  return DONE;
}
