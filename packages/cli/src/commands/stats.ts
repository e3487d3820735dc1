import { formatPort } from "@portolan/model";
import { type Count, stats as count, type RegistryStats, select } from "@portolan/query";
import { type Output, type Session, widthOf, writeChunks } from "../io.js";
import { loadRegistry } from "../load.js";
import { renderTable } from "../render/table.js";
import { type SelectionArguments, selectionOf } from "../selection-arguments.js";
import { askable } from "../usable.js";

/** Holds the options of `portolan stats` as they stand on the command line. */
export interface StatsArguments extends SelectionArguments {
  readonly from?: string;
  readonly json?: boolean;
}

/** Carries out `portolan stats`. */
export async function stats(
  path: string | undefined,
  options: StatsArguments,
  session: Session,
): Promise<void> {
  const selection = await selectionOf(options);
  const registry = await askable(
    await loadRegistry(path === undefined ? [] : [path], options.from, session),
    session,
  );
  const numbers = count(select(registry, selection));
  const text = options.json
    ? `${JSON.stringify(numbers, undefined, 2)}\n`
    : render(numbers, session.stdout);
  await writeChunks(session.stdout, [text]);
}

function render(numbers: RegistryStats, output: Output): string {
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
    renderTable(totals, output),
    chart("by status", numbers.byStatus, output),
    chart("by class", numbers.byClass, output),
    chart("by protocol", numbers.byProtocol, output),
    chart("registered, by year", numbers.byYear, output),
    chart("free ports", numbers.freeByClass, output),
    free.length === 0 ? "" : `longest free blocks\n${renderTable(free, output)}`,
  ]
    .filter((section) => section !== "")
    .join("\n");
}

/** Width of the longest bar, in columns. */
const LONGEST_BAR = 40;

/** Draws counts as bars beside their numbers; the longest bar fits the terminal. */
function chart(title: string, counts: readonly Count[], output: Output): string {
  if (counts.length === 0) return "";
  const most = Math.max(1, ...counts.map(({ count }) => count));
  const words = Math.max(...counts.map(({ kind }) => kind.length)) + String(most).length + 6;
  const width = Math.max(4, Math.min(LONGEST_BAR, widthOf(output) - words));
  const rows = counts.map(({ kind, count }) => [
    `  ${kind}`,
    String(count).padStart(String(most).length),
    "█".repeat(Math.ceil((count / most) * width)),
  ]);
  return `${title}\n${renderTable(rows, output)}`;
}
