import { CLASS_RANGES, formatPort, type PortClass } from "@portolan/model";
import { type Count, stats as count, type RegistryStats, select } from "@portolan/query";
import type { Command } from "commander";
import { type Console, counted } from "../console.js";
import { jsonText } from "../io.js";
import { loadRegistry } from "../load.js";
import { addNotes } from "../notes.js";
import {
  addReadingOptions,
  addSelectionOptions,
  type ReadingArguments,
  type SelectionArguments,
  selectionOf,
} from "../options.js";
import { type Room, table, wrapWords } from "../render/layout.js";

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

/** Holds the options of `portolan stats` as they appear on the command line. */
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
  const paths = path === undefined ? [] : [path];
  const { registry } = await loadRegistry(paths, options, console, { countsWarnings: true });
  const numbers = count(select(registry, selection));
  if (options.json) await console.writeData(jsonText(numbers));
  else await console.show(render(numbers, console.out));
}

function render(numbers: RegistryStats, room: Room): string {
  const { records, undated } = numbers;
  const totals: readonly (readonly string[])[] = [
    ...(numbers.updated === undefined ? [] : [["last updated", numbers.updated]]),
    ["records", String(records)],
    ["people", String(numbers.people)],
    ["service names", String(numbers.names)],
    ["  not well-formed", String(numbers.invalidNames)],
    ["ports with several names", String(numbers.severalNames)],
    ["port ranges", String(numbers.ranges)],
  ];
  const free = numbers.longestFree.map((range) => [
    `  ${formatPort(range.first === range.last ? range.first : range)}`,
    String(range.last - range.first + 1),
  ]);
  const ofRecords = (): number => records;
  const dated = records - undated;
  const ofClass = ({ kind }: Count<PortClass>): number =>
    CLASS_RANGES[kind].last - CLASS_RANGES[kind].first + 1;
  return [
    table(totals, room),
    chart("by status", numbers.byStatus, ofRecords, room),
    chart("by class", numbers.byClass, ofRecords, room),
    chart("by protocol", numbers.byProtocol, ofRecords, room),
    chart(yearsTitle(dated, undated), numbers.byYear, () => dated, room),
    chart("free ports, and their share of the class", numbers.freeByClass, ofClass, room),
    free.length === 0 ? "" : `longest free blocks\n${table(free, room)}`,
  ]
    .filter((section) => section !== "")
    .join("\n");
}

/** Says how many records the years count, and how many they do not. */
function yearsTitle(dated: number, undated: number): string {
  if (undated === 0) return "registered, by year";
  return `registered, by year (${counted(dated, "record")}; ${undated} without a date ${undated === 1 ? "is" : "are"} not counted)`;
}

/** Width of the longest bar, in columns. */
const LONGEST_BAR = 40;

/** Draws counts as bars beside their numbers and shares; the longest bar fits the terminal. */
function chart<Kind extends string>(
  title: string,
  counts: readonly Count<Kind>[],
  wholeOf: (count: Count<Kind>) => number,
  room: Room,
): string {
  if (counts.length === 0) return "";
  const most = Math.max(1, ...counts.map(({ count }) => count));
  const words = Math.max(...counts.map(({ kind }) => kind.length)) + String(most).length + 16;
  const width = Math.max(4, Math.min(LONGEST_BAR, room.width - words));
  const rows = counts.map((one) => [
    `  ${one.kind}`,
    String(one.count).padStart(String(most).length),
    share(one.count, wholeOf(one)).padStart(6),
    bar((one.count / most) * width),
  ]);
  return `${wrapWords(title, room.textWidth)}${table(rows, room)}`;
}

/** Writes a part in percent, with one decimal; what is there is never shown as nothing. */
function share(count: number, whole: number): string {
  if (whole === 0 || count === 0) return "";
  const percent = (100 * count) / whole;
  return percent < 0.05 ? "<0.1%" : `${percent.toFixed(1)}%`;
}

/** Blocks of one to seven eighths of a column. */
const EIGHTHS = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/** Draws a bar to an eighth of a column; what is there is seen. */
function bar(length: number): string {
  const eighths = length > 0 ? Math.max(1, Math.round(8 * length)) : 0;
  return "█".repeat(Math.floor(eighths / 8)) + (EIGHTHS[eighths % 8] ?? "");
}
