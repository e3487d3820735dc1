import { toChartPage } from "@portolan/chart";
import type { Registry } from "@portolan/model";
import type { Command } from "commander";
import type { Console } from "../console.js";
import { type Destination, deliver, refuseCheckOfNothing } from "../delivery.js";
import { type ExitCode, UsageError } from "../exit.js";
import { loadRegistry, usable } from "../load.js";
import { addNotes } from "../notes.js";
import { addReadingOptions, outputOption, type ReadingArguments } from "../options.js";
import { compareTold, sideOf } from "./diff.js";

/** Defines `portolan chart`. */
export function addChart(program: Command, console: Console): void {
  const command = program
    .command("chart")
    .description(
      "Draws all 65,536 ports: as one page with map, table, cards and time, which needs no network.",
    )
    .argument("[registry]", "file, in any format; - is standard input")
    .argument("[newer]", "a second file: the chart shows it, and what changed since the first")
    .addOption(outputOption())
    .option("--check", "write nothing; tell whether the output file is up to date");
  addReadingOptions(command, "to draw");
  addNotes(command, {
    text: [
      "The page opens from a file in any browser. An excerpt is drawn too, and named on the page.",
    ],
    examples: ["portolan chart -o ports.html", "portolan chart old.xml new.xml -o changes.html"],
    exit: ["done or up to date", "--check found a difference"],
  }).action(async (first: string | undefined, newer: string | undefined, options: ChartOptions) => {
    console.exitCode = await chart(first, newer, options, console);
  });
}

/** Holds the options of `portolan chart` as they stand on the command line. */
interface ChartOptions extends ReadingArguments, Destination {}

/** Carries out `portolan chart`. */
async function chart(
  first: string | undefined,
  newer: string | undefined,
  options: ChartOptions,
  console: Console,
): Promise<ExitCode> {
  refuseCheckOfNothing(options);
  if (first === "-" && newer === "-")
    throw new UsageError("only one of both can be standard input.");
  if (options.output === undefined && console.out.isTerminal)
    throw new UsageError("a page is a file of its own: name it with -o, such as -o ports.html.");
  if (newer === undefined) {
    const registry = await loadOne(first, options, console);
    return deliver(await toChartPage(registry), options, console);
  }
  const old = await sideOf(await loadRegistry([first ?? "-"], options, console), console);
  const fresh = await sideOf(await loadRegistry([newer], options, console), console);
  const difference = await compareTold(old, fresh, console);
  return deliver(await toChartPage(fresh.registry, { difference }), options, console);
}

/** Loads the registry that is drawn; an excerpt is one, because the chart says so. */
async function loadOne(
  path: string | undefined,
  options: ReadingArguments,
  console: Console,
): Promise<Registry> {
  const paths = path === undefined ? [] : [path];
  return usable(await loadRegistry(paths, options, console, { takesExcerpt: true }), console);
}
