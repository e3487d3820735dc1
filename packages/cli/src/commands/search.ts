import { formatPort, oneLine, type Registry } from "@portolan/model";
import {
  search as find,
  parseColumns,
  regexFinder,
  type SearchHit,
  type SearchOptions,
  select,
  type TextFinder,
  type TextSpan,
} from "@portolan/query";
import type { Command } from "commander";
import { type Console, counted } from "../console.js";
import { DIFFERENT, DONE, type ExitCode, UsageError } from "../exit.js";
import { askable, loadNamedRegistry } from "../load.js";
import { addNotes } from "../notes.js";
import {
  addReadingOptions,
  addSelectionOptions,
  type ReadingArguments,
  type SelectionArguments,
  selectionOf,
} from "../options.js";
import { table } from "../render/layout.js";
import { bold, dim } from "../render/style.js";

/** Defines `portolan search`. */
export function addSearch(program: Command, console: Console): void {
  const command = program
    .command("search")
    .description(
      "Finds records as the search box of IANA's page does: in all columns, in whatever case, in the order of the registry.",
    )
    .argument("<text>", "text to find")
    .option("--field <columns>", "look into these columns only, such as name,notes")
    .option("--regex", "the text is a regular expression (RE2 syntax)")
    .option("--count", "show the number of records only")
    .option("--json", "as JSON, the rows of jsonl");
  addReadingOptions(command, "to search");
  addSelectionOptions(command);
  addNotes(command, {
    examples: [
      "portolan search pcp",
      'portolan search "port control" --protocol udp',
      "portolan search '^x-' --regex --field name --json",
    ],
    exit: ["found", "nothing found"],
  }).action(async (text: string, options: SearchArguments) => {
    console.exitCode = await search(text, options, console);
  });
}

/** Holds the options of `portolan search` as they stand on the command line. */
interface SearchArguments extends SelectionArguments, ReadingArguments {
  readonly field?: string;
  readonly regex?: boolean;
  readonly count?: boolean;
  readonly json?: boolean;
}

/** Carries out `portolan search`. */
async function search(text: string, options: SearchArguments, console: Console): Promise<ExitCode> {
  const selection = await selectionOf(options);
  const columns = columnsOf(options);
  const wanted = options.regex ? await regexOf(text) : text;
  const registry = await askable(
    await loadNamedRegistry(options, console, { takesExcerpt: true }),
    console,
  );
  const hits = find(select(registry, selection), wanted, columns);
  if (options.count) await showCount(hits.length, options, console);
  else if (options.json) await console.writeData(await rowsOfJson(hits, registry));
  else if (hits.length > 0) await console.show(table(hits.map(rowOf), console.out, { head: HEAD }));
  if (hits.length === 0)
    await console.remark(`Nothing found in ${counted(registry.records.length, "record")}.`);
  return hits.length > 0 ? DONE : DIFFERENT;
}

function columnsOf({ field }: SearchArguments): SearchOptions {
  if (field === undefined) return {};
  const parsed = parseColumns(field);
  if ("message" in parsed) throw new UsageError(`--field: ${parsed.message}`);
  return { columns: parsed.value };
}

async function regexOf(pattern: string): Promise<TextFinder> {
  const parsed = await regexFinder(pattern);
  if ("message" in parsed) throw new UsageError(parsed.message);
  return parsed.value;
}

function showCount(count: number, { json }: SearchArguments, console: Console): Promise<void> {
  return json ? console.writeData(`${JSON.stringify({ count })}\n`) : console.show(`${count}\n`);
}

/** Writes the hits as a list of the rows of jsonl, a row a line. */
async function rowsOfJson(hits: readonly SearchHit[], registry: Registry): Promise<string> {
  if (hits.length === 0) return "[]\n";
  const { jsonlChunks } = await import("@portolan/json");
  const found = { ...registry, records: hits.map(({ record }) => record) };
  const rows = [...jsonlChunks(found)].join("").trimEnd().split("\n");
  return `[\n${rows.map((row) => `  ${row}`).join(",\n")}\n]\n`;
}

const HEAD = ["NAME", "PORT", "PROTOCOL", "DESCRIPTION"].map(dim);

function rowOf({ record, matches }: SearchHit): readonly string[] {
  const { name = "", port, protocol = "", description } = record;
  const cells = {
    name,
    port: port === undefined ? "" : formatPort(port),
    protocol,
    description: description === undefined ? "" : oneLine(description),
  };
  const keys = ["name", "port", "protocol", "description"] as const;
  const elsewhere = matches.filter(
    ({ column, isTarget }) => isTarget || !keys.some((key) => key === column),
  );
  const shown = keys.map((key) => {
    const match = matches.find(({ column, isTarget }) => column === key && !isTarget);
    return match === undefined ? cells[key] : highlight(cells[key], match.spans);
  });
  // A record found by what the table does not show says where.
  const [place] = elsewhere;
  if (place !== undefined && elsewhere.length === matches.length) {
    shown[3] = `${shown[3]} ${dim(`(${place.column}: ${place.text})`)}`.trimStart();
  }
  return shown;
}

function highlight(text: string, spans: readonly TextSpan[]): string {
  let shown = "";
  let at = 0;
  for (const { start, end } of spans) {
    shown += text.slice(at, start) + bold(text.slice(start, end));
    at = end;
  }
  return shown + text.slice(at);
}
