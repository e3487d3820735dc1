import { formatPort } from "@portolan/model";
import { type Count, stats as count, type RegistryStats, select } from "@portolan/query";
import type { Command } from "commander";
import type { Console } from "../console.js";
import { askable, loadRegistry } from "../load.js";
import { addNotes } from "../notes.js";
import {
  addReadingOptions,
  addSelectionOptions,
  type ReadingArguments,
  type SelectionArguments,
  selectionOf,
} from "../options.js";
import { type Room, table } from "../render/layout.js";

/** Defines `portolan stats`. */
export function addStats(program: Command, console: Console): void {
  const command = program
    .command("stats")
    .description(
      "Counts the records of a registry by status, class, protocol and year, and finds the longest free blocks.",
    )
    .argument("[input]", "file, in any format; - is standard input")
    .option("--json", "as JSON");
  addReadingOptions(command, "to count");
  addSelectionOptions(command);
  addNotes(command, {
    examples: ["portolan stats", "portolan stats registry.xml --since 2020 --json"],
  }).action(async (input: string | undefined, options: StatsArguments) => {
    await stats(input, options, console);
  });
}

/** Holds the options of `portolan stats` as they stand on the command line. */
interface StatsArguments extends SelectionArguments, ReadingArguments {
  readonly json?: boolean;
}

/** Carries out `portolan stats`. */
async function stats(
  path: string | undefined,
  options: StatsArguments,
  console: Console,
): Promise<void> {
  const selection = await selectionOf(options);
  const inputs = path === undefined ? [] : [path];
  const registry = await askable(await loadRegistry(inputs, options, console), console);
  const numbers = count(select(registry, selection));
  if (options.json) await console.writeData(`${JSON.stringify(numbers, undefined, 2)}\n`);
  else await console.show(render(numbers, console.out));
}

function render(numbers: RegistryStats, room: Room): string {
  const totals: readonly (readonly string[])[] = [
    ...(numbers.updated === undefined ? [] : [["last updated", numbers.updated]]),
    ["records", String(numbers.records)],
    ["people", String(numbers.people)],
    ["service names", String(numbers.names)],
    ["  not well-formed", String(numbers.invalidNames)],
    ["port ranges", String(numbers.ranges)],
  ];
  const free = numbers.longestFree.map((range) => [
    `  ${formatPort(range.first === range.last ? range.first : range)}`,
    String(range.last - range.first + 1),
  ]);
  return [
    table(totals, room),
    chart("by status", numbers.byStatus, room),
    chart("by class", numbers.byClass, room),
    chart("by protocol", numbers.byProtocol, room),
    chart("registered, by year", numbers.byYear, room),
    chart("free ports", numbers.freeByClass, room),
    free.length === 0 ? "" : `longest free blocks\n${table(free, room)}`,
  ]
    .filter((section) => section !== "")
    .join("\n");
}

/** Width of the longest bar, in columns. */
const LONGEST_BAR = 40;

/** Draws counts as bars beside their numbers; the longest bar fits the terminal. */
function chart(title: string, counts: readonly Count[], room: Room): string {
  if (counts.length === 0) return "";
  const most = Math.max(1, ...counts.map(({ count }) => count));
  const words = Math.max(...counts.map(({ kind }) => kind.length)) + String(most).length + 6;
  const width = Math.max(4, Math.min(LONGEST_BAR, room.width - words));
  const rows = counts.map(({ kind, count }) => [
    `  ${kind}`,
    String(count).padStart(String(most).length),
    "█".repeat(Math.ceil((count / most) * width)),
  ]);
  return `${title}\n${table(rows, room)}`;
}
